"""The ladder of papers that go to units (提示 转办 催办 督办 约谈 通报), and joint consultation (会商)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ..acts import Act, ActKind
from ..assignment import PAPER_WORDS, AssignmentState, PaperKind
from ..errors import Refused
from ..incident import Incident, IncidentState
from .handling import assignment_of
from .when import JUDGED, OPEN, When, expect

_AFTER: Final = {
    PaperKind.SUPERVISED: PaperKind.URGED,
    PaperKind.TALKED: PaperKind.SUPERVISED,
    PaperKind.CIRCULATED: PaperKind.SUPERVISED,
}
_GRAVEST: Final = (PaperKind.TALKED, PaperKind.CIRCULATED)


def urge(incident: Incident, unit: str, text: str, time: When, *, number: str = "") -> tuple[Act, ...]:
    """催办 of a unit that has not answered, or that still owes a step; `number` is that of the paper."""
    states = [AssignmentState.AWAITING, AssignmentState.ACKNOWLEDGED]
    if incident.steps_of(unit):
        states.append(AssignmentState.REPLIED)
    assignment_of(incident, unit, "催办", time, *states)
    return (time.act(ActKind.URGED, incident, unit=unit, text=text, number=number),)


def hand(
    incident: Incident, unit: str, kind: PaperKind, text: str, known: frozenset[str], time: When, *, number: str = ""
) -> tuple[Act, ...]:
    """A paper to a unit: 提示 and 转办 to any known one; 督办 after a 催办, 约谈 and 通报 after a 督办, each to that unit."""
    if kind in (PaperKind.ASSIGNED, PaperKind.URGED):
        raise Refused("paper_by_its_command", paper=PAPER_WORDS[kind])
    doing = PAPER_WORDS[kind]
    if kind in (PaperKind.NOTED, PaperKind.FORWARDED):
        expect(incident, doing, *OPEN)
        if unit not in known:
            raise Refused("unit_unknown", unit=unit)
    else:
        _expect_ladder(incident, unit, kind)
    return (time.act(ActKind.PAPER_HANDED, incident, unit=unit, kind=kind.value, number=number, text=text.strip()),)


def _expect_ladder(incident: Incident, unit: str, kind: PaperKind) -> None:
    doing = PAPER_WORDS[kind]
    ended = (IncidentState.CONCLUDED,) if kind in _GRAVEST else ()
    expect(incident, doing, *JUDGED, *ended)
    found = incident.assignment(unit)
    if found is None or (kind is PaperKind.SUPERVISED and not found.live):
        raise Refused("not_assigned", unit=unit)
    before = _AFTER[kind]
    if not incident.was_handed(unit, before):
        raise Refused("paper_too_early", paper=doing, before=PAPER_WORDS[before], unit=unit)


def next_papers(incident: Incident, unit: str) -> tuple[PaperKind, ...]:
    """The steps of the ladder above 催办 that are open to this unit now."""
    found: list[PaperKind] = []
    for kind in _AFTER:
        try:
            _expect_ladder(incident, unit, kind)
        except Refused:
            continue
        found.append(kind)
    return tuple(found)


def consult(
    incident: Incident, units: Sequence[str], conclusion: str, known: frozenset[str], time: When
) -> tuple[Act, ...]:
    """会商: the units that met, and what they concluded."""
    expect(incident, "会商", *OPEN)
    met = list(dict.fromkeys(unit.strip() for unit in units if unit.strip()))
    if not met:
        raise Refused("consult_needs_units")
    for unit in met:
        if unit not in known:
            raise Refused("unit_unknown", unit=unit)
    if not conclusion.strip():
        raise Refused("consult_needs_conclusion")
    return (time.act(ActKind.CONSULTED, incident, units=met, text=conclusion.strip()),)
