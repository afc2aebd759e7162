"""The checklist (处置要求): a step is done, with the paper it needs, or struck with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from ..acts import Act, ActKind
from ..checklist import Step, StepState
from ..errors import Refused
from ..incident import Incident
from ..masking import mask
from ..policy import Meets, Policies
from ..response_clock import ResponseClock
from .clocks import clocks_met_by, meet_clocks
from .when import JUDGED, When, expect

_FURTHEST_ZONE: Final = timedelta(hours=14)  # no civil day has begun anywhere that is further ahead of UTC
REPORT_UP: Final = "report_up"
_ENDS: Final = {"continue": "continue"}  # a settled step, and the clock it ends


@dataclass(frozen=True, slots=True)
class Settled:
    """With what a step was done: number and civil date (YYYY-MM-DD) of a paper, and a few words, such as why advice was not taken."""

    number: str = ""
    date: str = ""
    text: str = ""


def check(
    incident: Incident,
    step: str,
    strike: str | None,
    time: When,
    settled: Settled = Settled(),
    policies: Policies | None = None,
) -> tuple[Act, ...]:
    """A step of the checklist is done, or struck with a reason.

    A referral (移交) is done only with number and date of its paper, kept as a fact; numbers that lead to a person are masked.
    """
    expect(incident, "核对处置要求", *JUDGED)
    found = next((s for s in incident.checklist if step in (s.id, s.words)), None)
    if found is None:
        raise Refused("step_unknown", step=step, steps="、".join(s.id for s in incident.checklist) or "无")
    confirmed = found.by_evidence and strike is None  # a person may say what the evidence said already
    if found.state is not StepState.OPEN and not confirmed:
        raise Refused("step_settled", step=found.words)
    if strike is not None:
        if not strike.strip():
            raise Refused("strike_needs_reason")
        struck = time.act(ActKind.STEP_STRUCK, incident, step=found.id, words=found.words, reason=mask(strike.strip()))
        waiting = _reports_owed(incident, found, policies)
        return (struck, *_end(incident, (*_ended_by(incident, found), *waiting), time))
    done = time.act(ActKind.STEP_DONE, incident, step=found.id, words=found.words, **_facts(found, settled, time))
    reported = meet_clocks(incident, [clock.id for clock in _reports_owed(incident, found, policies)], time)
    return (done, *reported, *_end(incident, _ended_by(incident, found), time))


def _facts(step: Step, settled: Settled, time: When) -> dict[str, str]:
    """What is kept of how a step was done; only what was given, so that a bare tick stays bare."""
    number, day = mask(settled.number.strip()), settled.date.strip()
    if step.needs_paper and not (number and day):
        raise Refused("step_needs_paper", step=step.words)
    if day:
        try:
            read = date.fromisoformat(day)
        except ValueError:
            raise Refused("paper_date_unreadable", date=day[:20]) from None
        if read > (time.entered + _FURTHEST_ZONE).date():
            raise Refused("paper_date_in_future", date=read.isoformat())
        day = read.isoformat()
    text = mask(settled.text.strip()) or (step.reason if step.by_evidence else "")
    facts = {"paper_number": number, "paper_date": day, "text": text}
    return {name: value for name, value in facts.items() if value}


def _reports_owed(incident: Incident, step: Step, policies: Policies | None) -> tuple[ResponseClock, ...]:
    """The clocks that wait for a report upward: ticking 报告党委政府 says that it was made, striking it that none is owed."""
    if step.id != REPORT_UP or policies is None:
        return ()
    return clocks_met_by(incident, policies, Meets.PHONE_REPORT, Meets.FIRST_REPORT)


def _ended_by(incident: Incident, step: Step) -> tuple[ResponseClock, ...]:
    """The clocks that run only while this step is open."""
    return tuple(clock for clock in incident.open_clocks if clock.policy == _ENDS.get(step.id))


def _end(incident: Incident, clocks: tuple[ResponseClock, ...], time: When) -> list[Act]:
    return [time.act(ActKind.CLOCK_CANCELLED, incident, clock=clock.id) for clock in clocks]
