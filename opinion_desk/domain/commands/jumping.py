"""Settling jumps of the system's time: what fired because of them is confirmed, or does not count and is armed anew."""

from __future__ import annotations

from collections.abc import Sequence

from ..act_words.telling import span_words
from ..acts import OF_THE_DESK, Act, ActKind
from ..clock_jump import LEAST, Jump, Settled, doubt
from ..errors import Refused
from ..incident import Incident
from ..instants import to_ms
from ..messages import sentence
from ..response_clock import Mark, ResponseClock
from .when import When


def settle_jumps(jumps: Sequence[Jump], settled: Settled, reason: str, time: When) -> Act:
    """The act on the desk's own history. Refused without jumps, and a rejection without a reason or before the time was set back."""
    if not jumps:
        raise Refused("jump_none")
    if settled is Settled.REJECTED:
        if not reason.strip():
            raise Refused("jump_reason_missing")
        if (ahead := doubt(jumps)) > LEAST:
            raise Refused("jump_not_set_back", span=span_words(int(ahead.total_seconds() * 1000)))
    return time.act(
        ActKind.JUMP_SETTLED,
        OF_THE_DESK,
        jumps=[jump.seq for jump in jumps],
        settled=settled.value,
        reason=reason.strip(),
    )


def settle_marks(incident: Incident, settled: Settled, reason: str, time: When) -> tuple[Act, ...]:
    """The acts on a matter whose marks fired provisionally: confirmed, or voided, and armed anew where the clock is still owed."""
    acts: list[Act] = []
    newest = {clock.id: clock for clock in incident.clocks}
    for clock in newest.values():
        for mark in clock.marks:
            if not mark.provisional:
                continue
            if settled is Settled.CONFIRMED:
                acts.append(
                    time.act(ActKind.BREACH_CONFIRMED, incident, clock=clock.id, clock_name=clock.name, mark=mark.id)
                )
            else:
                acts.append(void_mark(incident, clock, mark, sentence("jump_cause", reason=reason.strip()), time))
    return tuple(acts)


def void_mark(
    incident: Incident, clock: ResponseClock, mark: Mark, reason: str, time: When, due: int | None = None
) -> Act:
    """A firing that does not count, with its reason; the mark is armed anew as `<id>~2` with the same due, or that in milliseconds."""
    base = mark.id.split("~")[0]
    same = sum(other.id.split("~")[0] == base for other in clock.marks)
    return time.act(
        ActKind.MARK_VOIDED,
        incident,
        clock=clock.id,
        clock_name=clock.name,
        mark=mark.id,
        name=mark.name,
        reason=reason,
        again=f"{base}~{same + 1}" if clock.state.open else None,
        due=to_ms(mark.due) if due is None else due,
    )
