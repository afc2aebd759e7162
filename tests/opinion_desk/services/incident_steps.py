"""The steps that the state machine of matters chooses from: one line a command. A step may be refused; it may never half happen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from opinion_desk.domain.commands.judging import Judgement
from opinion_desk.domain.incident import Incident, ResponseWay
from opinion_desk.domain.levels import Grade, Level
from opinion_desk.domain.release import EvidenceKind
from opinion_desk.domain.verdict import Emergency
from opinion_desk.services.deed import Deed
from opinion_desk.services.incidents import IncidentService
from tests.opinion_desk.services.stand_ins import HOUSING, NINE, WATER

Step = Callable[[IncidentService, Incident, Deed], object]
ADDRESS: Final = "https://yunchuan.example/1"


def judged(level: Level | None, grade: Grade | None = None, response: ResponseWay | None = None) -> Judgement:
    """A judgement of an accident at that level, or of an opinion matter."""
    if level is None:
        return Judgement(grade=grade, response=response, response_reason="线下答复")
    return Judgement(Emergency.ACCIDENT, level, "澜州市应急管理局", grade, start_reason="核定通知〔2026〕3号")


def next_step(service: IncidentService, incident: Incident, deed: Deed) -> object:
    """The first step of the checklist that is still open."""
    step = next((step.id for step in incident.checklist if step.state.value == "open"), "none")
    return service.check(incident.id, step, "情况不涉及", deed=deed)


def into_another(service: IncidentService, incident: Incident, deed: Deed) -> object:
    """Merged into whichever other matter is open."""
    others = [other.id for other in service.list(open_only=True) if other.id != incident.id]
    return service.merge(incident.id, others[0] if others else incident.id, deed=deed)


STEPS: Final[dict[str, Step]] = {
    "open": lambda s, i, d: s.open("引桥坍塌", published=NINE, deed=d) if len(s.list()) < 4 else None,
    "confirm as major": lambda s, i, d: s.confirm(i.id, judged(Level.MAJOR, Grade.FIRST), deed=d),
    "confirm as ordinary": lambda s, i, d: s.confirm(i.id, judged(None, Grade.THIRD, ResponseWay.PUBLIC), deed=d),
    "raise": lambda s, i, d: s.regrade(i.id, judged(Level.EXTREME), deed=d),
    "lower": lambda s, i, d: s.regrade(i.id, judged(Level.LARGER), deed=d),
    "assign": lambda s, i, d: s.assign(i.id, HOUSING, [WATER], deed=d),
    "assign to the other": lambda s, i, d: s.assign(i.id, WATER, deed=d),
    "acknowledge": lambda s, i, d: s.acknowledge(i.id, HOUSING, deed=d),
    "give back": lambda s, i, d: s.give_back(i.id, WATER, "不属本单位职责", deed=d),
    "urge": lambda s, i, d: s.urge(i.id, HOUSING, deed=d),
    "reply": lambda s, i, d: s.reply(i.id, HOUSING, "已核实", deed=d),
    "publish": lambda s, i, d: s.answer(i.id, EvidenceKind.RELEASE, "通报", address=ADDRESS, deed=d),
    "hold a conference": lambda s, i, d: s.answer(i.id, EvidenceKind.CONFERENCE, "发布会", address=ADDRESS, deed=d),
    "respond": lambda s, i, d: s.answer(i.id, EvidenceKind.RESPONSE, "回应", address=ADDRESS, deed=d),
    "check a step": next_step,
    "answer the call": lambda s, i, d: s.answer_call(i.id, deed=d),
    "snooze": lambda s, i, d: s.snooze(i.id, (d.at or s.get(i.id).opened) + timedelta(minutes=20), deed=d),
    "conclude": lambda s, i, d: s.conclude(i.id, deed=d),
    "close": lambda s, i, d: s.close(i.id, deed=d),
    "dismiss": lambda s, i, d: s.dismiss(i.id, "外地同名", deed=d),
    "merge": into_another,
    "reopen": lambda s, i, d: s.reopen(i.id, deed=d),
}
# Steps that other work leads to again and again, so that matters get far enough to be interesting.
OFTEN: Final = ("confirm as major", "confirm as ordinary", "assign", "publish", "answer the call", "check a step")
