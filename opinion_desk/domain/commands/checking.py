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
from .reporting import settle_reports
from .when import JUDGED, When, expect

_FURTHEST_ZONE: Final = timedelta(hours=14)  # no civil day has begun anywhere that is further ahead of UTC
_ENDS: Final = {"continue": "continue"}  # a settled step, and the clock it ends


@dataclass(frozen=True, slots=True)
class Settled:
    """With what a step was done: number and civil date (YYYY-MM-DD) of a paper, and a few words, such as why advice was not taken."""

    number: str = ""
    date: str = ""
    text: str = ""


def check(
    incident: Incident, step: str, strike: str | None, time: When, settled: Settled = Settled()
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
    if strike is None:
        facts = _facts(found, settled, time)
        first = time.act(ActKind.STEP_DONE, incident, step=found.id, words=found.words, **facts)
    elif not strike.strip():
        raise Refused("strike_needs_reason")
    else:
        reason = mask(strike.strip())
        first = time.act(ActKind.STEP_STRUCK, incident, step=found.id, words=found.words, reason=reason)
    return (first, *settle_reports(incident, found.id, strike, time), *_end_with(incident, found.id, time))


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


def _end_with(incident: Incident, step: str, time: When) -> list[Act]:
    """The clocks that run only while this step is open end with it."""
    ended = [clock for clock in incident.open_clocks if clock.policy == _ENDS.get(step)]
    return [time.act(ActKind.CLOCK_CANCELLED, incident, clock=clock.id, clock_name=clock.name) for clock in ended]
