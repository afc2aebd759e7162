"""复盘: what is looked at again before a matter is filed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final

AFTERMATH_HOURS: Final = (24, 72)


@dataclass(frozen=True, slots=True)
class Aftermath:
    """How the public took a release, so many hours after it: items of its events, by attitude, and how many demands stand unanswered."""

    hours: int
    items: int
    negative: int
    neutral: int
    positive: int
    unanswered: int
    complete: bool  # False when so many hours had not yet passed


@dataclass(frozen=True, slots=True)
class Review:
    """A review: the plan that was used (预案), what was found, what will be done better, and the aftermath at 24 and 72 hours."""

    at: datetime
    by: str
    plan: str
    findings: str
    lessons: str = ""
    aftermath: tuple[Aftermath, ...] = ()


def aftermath_data(rows: Iterable[Aftermath]) -> list[dict[str, Any]]:
    """The aftermath as it stands in the data of an act."""
    return [asdict(row) for row in rows]


def aftermath_from(rows: Iterable[Mapping[str, Any]]) -> tuple[Aftermath, ...]:
    """What `aftermath_data` wrote."""
    return tuple(Aftermath(**row) for row in rows)
