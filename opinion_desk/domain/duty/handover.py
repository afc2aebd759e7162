"""Handing over (交接班): coming on, leaving, offering, accepting by name or declining; and who is responsible at an instant.

Whoever took over stays responsible until another accepts, also after the end of the shift; before anybody ever took over
it is whom the rota names, and in a hole the administrator.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from ..commands.when import When
from ..errors import Refused
from .rota import Rota, on_duty

_LONGEST: Final = 4000


class DutyKind(StrEnum):
    """What can happen at a post."""

    ON = "on"  # 到岗
    OFF = "off"  # 离岗
    OFFERED = "offered"  # 交班
    ACCEPTED = "accepted"  # 接班
    DECLINED = "declined"  # 拒接
    WITHDRAWN = "withdrawn"  # 收回: offered anew to another


DUTY_WORDS: Final = {
    DutyKind.ON: "到岗",
    DutyKind.OFF: "离岗",
    DutyKind.OFFERED: "待接班",
    DutyKind.ACCEPTED: "已接班",
    DutyKind.DECLINED: "已拒接",
    DutyKind.WITHDRAWN: "已收回",
}


class OwedKind(StrEnum):
    """What is still owed when a shift is handed over."""

    CLOCK = "clock"  # an open clock
    NOTE = "note"  # 领导批示 still to be answered
    SIGNATURE = "signature"  # 补签
    RETURNED = "returned"  # 退单 not yet handed to another
    NOTICE = "notice"  # a message nobody has read


OWED_WORDS: Final = {
    OwedKind.CLOCK: "时限",
    OwedKind.NOTE: "批示",
    OwedKind.SIGNATURE: "补签",
    OwedKind.RETURNED: "退单",
    OwedKind.NOTICE: "未读提醒",
}


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing owed: of which matter, what, until when (None: no time is set), and by whom."""

    kind: OwedKind
    number: str
    words: str
    due: datetime | None
    by: str
    incident: int | None = None


@dataclass(frozen=True, slots=True)
class HandoverSheet:
    """What is handed over, frozen when it is offered: the list of what is owed, and 已办事项, 未办毕事项及要求, 文电移交 in words."""

    owed: tuple[Owed, ...] = ()
    done: str = ""
    undone: str = ""
    papers: str = ""


@dataclass(frozen=True, slots=True)
class DutyAct:
    """One entry of the history of a post; `handover` is the id of the act that offered, `to` whom it was offered to by name."""

    kind: DutyKind
    post: str
    at: datetime
    entered: datetime
    by: str
    id: int = 0
    handover: int | None = None
    leaving: str = ""
    to: str = ""
    shift: str = ""
    reason: str = ""
    sheet: HandoverSheet | None = None


@dataclass(frozen=True, slots=True)
class Handover:
    """One handover: who leaves, to whom it was offered (empty: whoever comes), the frozen sheet, and how it ended."""

    id: int
    post: str
    leaving: str
    to: str
    offered: datetime
    sheet: HandoverSheet
    by: str
    state: DutyKind = DutyKind.OFFERED
    ended: datetime | None = None
    ended_by: str = ""
    reason: str = ""

    @property
    def open(self) -> bool:
        """Whether it waits for an answer."""
        return self.state is DutyKind.OFFERED


@dataclass(frozen=True, slots=True)
class Holding:
    """Who has taken a post over, since when, in which shift, whether they left since; and the handover they wait with."""

    who: str = ""
    since: datetime | None = None
    shift: str = ""
    left: bool = False
    present: tuple[str, ...] = ()  # who came on and has not taken over
    offer: Handover | None = None


def handovers(history: Iterable[DutyAct]) -> tuple[Handover, ...]:
    """The handovers of a history, oldest first."""
    made: dict[int, Handover] = {}
    for act in history:
        if act.kind is DutyKind.OFFERED:
            sheet = act.sheet or HandoverSheet()
            made[act.id] = Handover(act.id, act.post, act.leaving, act.to, act.at, sheet, act.by)
        elif act.handover in made:
            made[act.handover] = replace(
                made[act.handover], state=act.kind, ended=act.at, ended_by=act.by, reason=act.reason
            )
    return tuple(made.values())


def holding(history: Iterable[DutyAct], post: str, now: datetime) -> Holding:
    """How a post stands at an instant by its history alone, oldest act first."""
    held = Holding()
    past = [act for act in history if act.post == post and act.at <= now]
    for act in past:
        held = _after(held, act)
    waiting = next((one for one in reversed(handovers(past)) if one.open), None)
    return replace(held, offer=waiting)


def responsible(
    history: Iterable[DutyAct], rota: Rota, now: datetime, zone: ZoneInfo, post: str, administrator: str
) -> str:
    """Who answers for that post at that instant; always somebody."""
    held = holding(history, post, now)
    if held.who:
        return held.who
    shift = on_duty(rota, post, now, zone)
    return administrator if shift is None else shift.who


# --- commands: each gives the acts to append, or refuses


def come_on(history: Sequence[DutyAct], post: str, shift: str, time: When) -> DutyAct:
    """到岗: takes over where nobody ever did; otherwise is there, and takes over by accepting."""
    _in_order(history, post, time)
    held = holding(history, post, time.at)
    if (held.who == time.by and not held.left) or time.by in held.present:
        raise Refused("duty_on_already", who=time.by)
    return DutyAct(DutyKind.ON, post, time.at, time.entered, time.by, shift=shift)


def leave(history: Sequence[DutyAct], post: str, time: When) -> DutyAct:
    """离岗: whoever is responsible stays so until another accepts."""
    _in_order(history, post, time)
    held = holding(history, post, time.at)
    if time.by not in held.present and (held.who != time.by or held.left):
        raise Refused("duty_not_on", who=time.by)
    return DutyAct(DutyKind.OFF, post, time.at, time.entered, time.by)


def offer(
    history: Sequence[DutyAct], post: str, leaving: str, to: str, sheet: HandoverSheet, administrator: str, time: When
) -> tuple[DutyAct, ...]:
    """交班, by whoever is responsible (`leaving`), or by the administrator for them; an offer still open is taken back first."""
    _in_order(history, post, time)
    if time.by not in (leaving, administrator):
        raise Refused("handover_not_yours", who=leaving)
    _short(sheet)
    if to.strip() == leaving:
        raise Refused("handover_to_oneself", who=leaving)
    acts = []
    if (before := holding(history, post, time.at).offer) is not None:
        acts.append(DutyAct(DutyKind.WITHDRAWN, post, time.at, time.entered, time.by, handover=before.id))
    acts.append(
        DutyAct(DutyKind.OFFERED, post, time.at, time.entered, time.by, leaving=leaving, to=to.strip(), sheet=sheet)
    )
    return tuple(acts)


def accept(history: Sequence[DutyAct], handover: Handover, shift: str, administrator: str, time: When) -> DutyAct:
    """接班 by name: from here on that one is responsible. Refused when it has ended, or is another's to answer."""
    _answerable(history, handover, administrator, time, "接班")
    return DutyAct(
        DutyKind.ACCEPTED, handover.post, time.at, time.entered, time.by,
        handover=handover.id, leaving=handover.leaving, shift=shift,
    )  # fmt: skip


def decline(history: Sequence[DutyAct], handover: Handover, reason: str, administrator: str, time: When) -> DutyAct:
    """拒接, with a reason: the leaving officer stays responsible."""
    _answerable(history, handover, administrator, time, "拒接")
    if not reason.strip():
        raise Refused("decline_needs_reason")
    return DutyAct(
        DutyKind.DECLINED, handover.post, time.at, time.entered, time.by,
        handover=handover.id, leaving=handover.leaving, reason=reason.strip(),
    )  # fmt: skip


def _short(sheet: HandoverSheet) -> None:
    if max(map(len, (sheet.done, sheet.undone, sheet.papers))) > _LONGEST:
        raise Refused("handover_too_long", limit=_LONGEST)


def _answerable(history: Sequence[DutyAct], handover: Handover, administrator: str, time: When, doing: str) -> None:
    if not handover.open:
        raise Refused("handover_ended", state=DUTY_WORDS[handover.state], who=handover.ended_by)
    _in_order(history, handover.post, time)
    if time.by == handover.leaving:
        raise Refused("handover_own", doing=doing)
    if handover.to and time.by not in (handover.to, administrator):
        raise Refused("handover_for_another", who=handover.to, doing=doing)


def _in_order(history: Sequence[DutyAct], post: str, time: When) -> None:
    """A post's history is told forwards: who answered for what must not change afterwards."""
    last = max((act.at for act in history if act.post == post), default=None)
    if last is not None and time.at < last:
        raise Refused("duty_before_last")


def _after(held: Holding, act: DutyAct) -> Holding:
    others = tuple(name for name in held.present if name != act.by)
    if act.kind is DutyKind.ACCEPTED:
        return Holding(act.by, act.at, act.shift, present=others)
    if act.kind is DutyKind.ON:
        if not held.who:
            return Holding(act.by, act.at, act.shift, present=others)
        if held.who == act.by:
            return replace(held, left=False, present=others)
        return replace(held, present=(*others, act.by))
    if act.kind is DutyKind.OFF:
        return replace(held, left=held.left or held.who == act.by, present=others)
    if act.kind is DutyKind.OFFERED and not held.who:  # by the rota alone until now; from here on the next must accept
        return Holding(act.leaving, act.at, act.shift, present=held.present)
    return held
