"""What a write touched; every page decides for itself whether that concerns it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Touched(StrEnum):
    """The families of things a write can touch."""

    SOURCES = "sources"
    ITEMS = "items"
    VERDICTS = "verdicts"
    STORIES = "stories"
    INCIDENTS = "incidents"
    CLOCKS = "clocks"
    BRIEFINGS = "briefings"
    UNITS = "units"
    OUTBOX = "outbox"
    SETTINGS = "settings"
    DUTY = "duty"
    SAMPLES = "samples"
    MODELS = "models"  # which model reads, or what there is to choose from
    TOPICS = "topics"


@dataclass(frozen=True, slots=True)
class Changes:
    """Families touched, and the ids of incidents and sources where they are few; empty means nothing changed."""

    touched: frozenset[Touched] = frozenset()
    incidents: frozenset[int] = frozenset()
    sources: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.touched)

    def __or__(self, other: Changes) -> Changes:
        return Changes(self.touched | other.touched, self.incidents | other.incidents, self.sources | other.sources)

    def touches(self, *families: Touched) -> bool:
        """Whether any of these families was touched."""
        return not self.touched.isdisjoint(families)
