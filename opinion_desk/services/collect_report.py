"""What a look at an address brings, and what a round of collecting did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..domain.collected import Collected, Outcome, ParsedEntry
from ..domain.source import Form
from .intake import Taken


@dataclass(frozen=True, slots=True)
class Probed:
    """What stands at an address."""

    form: Form
    title: str | None
    entries: tuple[ParsedEntry, ...]
    problems: tuple[str, ...]
    found_at: str | None = None  # the address that is kept instead: it moved for good, or a page named its feed


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that could not be collected, and why."""

    source: int
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class CollectReport:
    """What one round of collecting did."""

    sources: int
    fetched: int
    unchanged: int
    failed: tuple[Failure, ...]
    items: int
    new: int
    seconds: float


def report_of(
    visits: Sequence[Collected], names: Mapping[int, str], taken: Taken, seconds: float, *, of: int
) -> CollectReport:
    """The report of a round over `of` sources; `names` by the id of the source."""
    return CollectReport(
        of,
        sum(visit.outcome is Outcome.FETCHED for visit in visits),
        sum(visit.outcome is Outcome.UNCHANGED for visit in visits),
        tuple(
            Failure(visit.source_id, names[visit.source_id], visit.why.sentence)
            for visit in visits
            if visit.outcome is Outcome.FAILED and visit.why is not None
        ),
        taken.seen,
        taken.new,
        seconds,
    )
