"""Accounts (考核) of a period: how units kept their obligations, who is suggested for what, and the year's figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from .period import Period


@dataclass(frozen=True, slots=True)
class Kept:
    """How obligations were kept: those decided in the period, and how late the late ones were (None: none, or not known)."""

    on_time: int = 0
    late: int = 0
    late_median: timedelta | None = None
    late_most: timedelta | None = None

    @property
    def decided(self) -> int:
        """Met, or past their deadline, in the period."""
        return self.on_time + self.late

    @property
    def share(self) -> float | None:
        """The share on time, 0..1; None where nothing was decided."""
        return self.on_time / self.decided if self.decided else None


@dataclass(frozen=True, slots=True)
class UnitAccount:
    """One unit in the period; `running` are obligations whose deadline is still ahead when the account is made."""

    unit: str
    lead: int  # matters handed to it as lead
    co: int
    kept: Kept
    running: int
    returned: int
    urged: int
    supervised: int
    replies: int


@dataclass(frozen=True, slots=True)
class ClockAccount:
    """One kind of clock: of one unit, or of all where `unit` is empty."""

    name: str
    kept: Kept
    unit: str = ""


class SuggestionKind(StrEnum):
    """What is suggested."""

    CRITICISM = "criticism"
    TALK = "talk"
    PRAISE = "praise"


SUGGESTION_WORDS: Final[Mapping[SuggestionKind, str]] = {
    SuggestionKind.CRITICISM: "通报批评",
    SuggestionKind.TALK: "约谈",
    SuggestionKind.PRAISE: "表扬",
}


class Finding(StrEnum):
    """What the record must show."""

    CLOCKS_LATE = "clocks_late"
    CLOCKS_ON_TIME = "clocks_on_time"
    URGED_UNANSWERED = "urged_unanswered"
    SUPERVISED_UNANSWERED = "supervised_unanswered"
    SHARE_BELOW = "share_below"
    ALL_ON_TIME = "all_on_time"


@dataclass(frozen=True, slots=True)
class SuggestionRule:
    """When a unit is suggested for what: the finding, of which clocks, at least so many, below which share; with document and clause."""

    id: str
    kind: SuggestionKind
    finding: Finding
    least: int
    words: str
    ground: str
    clocks: frozenset[str] = frozenset()  # ids of policies
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One unit suggested for one thing: by which rule, what the record shows, in which matters. Those who may decide, decide."""

    kind: SuggestionKind
    unit: str
    rule: str
    words: str
    found: str
    matters: tuple[str, ...]
    ground: str


@dataclass(frozen=True, slots=True)
class YearFigure:
    """One figure for the annual report: its value (None: nothing to count), the unit it is counted in, and how."""

    name: str
    value: int | float | timedelta | None
    unit: str
    meaning: str
    share: bool = False


@dataclass(frozen=True, slots=True)
class Accounts:
    """The accounts of a period as the record stood when they were made; drills stand outside. `watermark` is 演示 or empty."""

    issuer: str
    period: Period
    made: datetime
    units: tuple[UnitAccount, ...]
    clocks: tuple[ClockAccount, ...]
    unit_clocks: tuple[ClockAccount, ...]
    suggestions: tuple[Suggestion, ...]
    figures: tuple[YearFigure, ...]
    watermark: str = ""


FOR_DECIDERS: Final = "供有权决定者参考：本表只列记录所见的事实和依据；是否通报批评、约谈或表扬，由有权机关研究决定。"
