"""The record of a period as pandas frames: assignments, obligations and deeds of units, and what is counted from them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from ..domain.accounts import ClockAccount, Kept, UnitAccount
from ..domain.acts import Act, ActKind
from ..domain.assignment import PaperKind
from ..domain.incident import Incident
from ..domain.lateness import Ended, ended, late_by, owing_unit, settled_at
from ..domain.period import Period

if TYPE_CHECKING:
    import pandas as pd

DEEDS: Final = (ActKind.REPLIED, ActKind.RETURNED, ActKind.URGED, ActKind.PAPER_HANDED)
_SUPERVISED: Final = "supervised"
_CLOCKS: Final = ("incident", "number", "unit", "policy", "name", "of_unit", "ended", "late_s", "settled")
_HANDED: Final = ("incident", "number", "unit", "lead", "at")
_DEEDS: Final = ("incident", "number", "unit", "deed", "at", "inside")


@dataclass(frozen=True)
class Frames:
    """`handed`: assignments made in the period; `clocks`: obligations of units decided in it or still running; `deeds`: since its start."""

    handed: pd.DataFrame
    clocks: pd.DataFrame
    deeds: pd.DataFrame

    @property
    def decided(self) -> pd.DataFrame:
        """The obligations that were decided in the period."""
        return self.clocks[self.clocks["ended"] != Ended.RUNNING.value]

    @property
    def inside(self) -> pd.DataFrame:
        """The deeds within the period."""
        return self.deeds[self.deeds["inside"]]


def frames_of(
    incidents: Sequence[Incident], acts: Iterable[Act], period: Period, now: datetime, of_desk: Collection[str]
) -> Frames:
    """The frames of these matters; obligations of bodies that were never handed the matter, and of this desk, stay out."""
    import pandas as pd

    handed = [
        (incident.id, incident.number, assignment.unit, assignment.lead, assignment.assigned)
        for incident in incidents
        for assignment in incident.assignments
        if period.holds(assignment.assigned)
    ]
    clocks = [row for incident in incidents for row in _clocks(incident, period, now, of_desk)]
    numbers = {incident.id: incident.number for incident in incidents}
    deeds = [
        (act.incident_id, numbers[act.incident_id], str(act.data.get("unit", "")), deed, act.at, period.holds(act.at))
        for act in acts
        if act.incident_id in numbers and (deed := _deed(act))
    ]
    return Frames(
        pd.DataFrame(handed, columns=list(_HANDED)).astype({"lead": bool}),
        pd.DataFrame(clocks, columns=list(_CLOCKS)).astype({"of_unit": bool, "late_s": float}),
        pd.DataFrame(deeds, columns=list(_DEEDS)).astype({"inside": bool}),
    )


def unit_accounts(frames: Frames) -> tuple[UnitAccount, ...]:
    """One account a unit: those with most matters as lead first."""
    names = sorted({*frames.handed["unit"], *frames.clocks["unit"], *frames.inside["unit"]} - {""})
    handed = frames.handed.drop_duplicates(["incident", "unit", "lead"]).groupby(["unit", "lead"]).size()
    running = frames.clocks[frames.clocks["ended"] == Ended.RUNNING.value].groupby("unit").size()
    deeds = frames.inside.groupby(["unit", "deed"]).size()
    kept = {unit: kept_of(rows) for unit, rows in frames.decided.groupby("unit")}
    accounts = [
        UnitAccount(
            unit,
            int(handed.get((unit, True), 0)),
            int(handed.get((unit, False), 0)),
            kept.get(unit, Kept()),
            int(running.get(unit, 0)),
            *(
                int(deeds.get((unit, deed), 0))
                for deed in (ActKind.RETURNED, ActKind.URGED, _SUPERVISED, ActKind.REPLIED)
            ),
        )
        for unit in names
    ]
    return tuple(sorted(accounts, key=lambda a: (-a.lead, -a.kept.decided, a.unit)))


def clock_accounts(frames: Frames) -> tuple[ClockAccount, ...]:
    """One account a kind of clock, the most frequent first."""
    found = [ClockAccount(str(name), kept_of(rows)) for name, rows in frames.decided.groupby("name")]
    return tuple(sorted(found, key=lambda a: (-a.kept.decided, a.name)))


def unit_clock_accounts(frames: Frames) -> tuple[ClockAccount, ...]:
    """One account a unit and kind of clock, by unit."""
    grouped = frames.decided.groupby(["unit", "name"])
    return tuple(ClockAccount(str(name), kept_of(rows), str(unit)) for (unit, name), rows in grouped)


def kept_of(rows: pd.DataFrame) -> Kept:
    """How the obligations in these rows were kept."""
    late = rows[rows["ended"] == Ended.LATE.value]
    over = late["late_s"].dropna()
    return Kept(
        int((rows["ended"] == Ended.ON_TIME.value).sum()),
        len(late),
        _span(over.median()) if len(over) else None,
        _span(over.max()) if len(over) else None,
    )


def unanswered(frames: Frames, deed: str, least: int) -> dict[str, list[str]]:
    """By unit, the numbers of matters in which that deed befell it so often in the period, and no reply of it came after the last that counts."""
    replies = frames.deeds[frames.deeds["deed"] == ActKind.REPLIED.value].groupby(["unit", "number"])["at"].max()
    found: dict[str, list[str]] = {}
    asked = frames.inside[frames.inside["deed"] == deed]
    for (unit, number), rows in asked.groupby(["unit", "number"]):
        if len(rows) < least:
            continue
        answered = replies.get((unit, number))
        if answered is None or answered < rows["at"].sort_values().iloc[least - 1]:
            found.setdefault(str(unit), []).append(str(number))
    return found


def _span(seconds: Any) -> timedelta:
    return timedelta(seconds=round(float(seconds)))


def _clocks(incident: Incident, period: Period, now: datetime, of_desk: Collection[str]) -> Iterable[tuple[Any, ...]]:
    handed = {assignment.unit for assignment in incident.assignments}
    for clock in incident.clocks:
        unit = owing_unit(clock)
        if unit not in handed or clock.policy in of_desk:
            continue
        stands, settled = ended(clock, now), settled_at(clock, now)
        running = stands is Ended.RUNNING and clock.start < period.end
        if not running and not period.holds(settled):
            continue
        over = late_by(clock, now)
        seconds = None if over is None else over.total_seconds()
        yield (
            *(incident.id, incident.number, unit, clock.policy, clock.name, clock.of_unit),
            *(stands.value, seconds, settled),
        )


def _deed(act: Act) -> str:
    """The deed of a unit, or what befell it; empty for papers that are not counted."""
    if act.kind is ActKind.PAPER_HANDED:
        return _SUPERVISED if act.data.get("kind") == PaperKind.SUPERVISED.value else ""
    return act.kind.value
