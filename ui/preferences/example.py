"""What a clock would amount to on an afternoon: 若首发 14:20：力争 17:20，最迟 19:20."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from opinion_desk.domain.policy import ClockPolicy, Policies, StartsOn
from opinion_desk.domain.response_clock import MarkKind, ResponseClock

_AT: Final = time(14, 20)
STARTS: Final = {
    StartsOn.LEVEL: "首发",
    StartsOn.RESPONSE_DUE: "首发",
    StartsOn.ASSIGNMENT: "交办",
    StartsOn.RELEASE: "发布",
    StartsOn.MANDATE: "来文",
    StartsOn.SIGNATURE: "口头同意",
    StartsOn.POLICY_PAPER: "文件公开",
    StartsOn.OWN: "设定",
}


def example(policies: Policies, policy: ClockPolicy, now: datetime, zone: ZoneInfo) -> str:
    """Its marks, had it started today at 14:20; Refused where a mark cannot be computed."""
    start = datetime.combine(now.astimezone(zone).date(), _AT, zone)
    others: list[ResponseClock] = []
    for other in policies.clocks:  # a draft is owed before the release or the response, whichever the matter has
        if other.id in _hung_on(policy):
            others += filter(None, [policies.start(other, start, other.owed_by)])
    clock = policies.start(policy, start, policy.owed_by, others=others)
    if clock is None:
        return ""
    told = {
        kind: [_moment(mark.due.astimezone(zone), start) for mark in clock.marks if mark.kind is kind]
        for kind in MarkKind
    }
    parts = [
        f"{_said(word)} {'、'.join(told[kind])}"
        for kind, word in ((MarkKind.TARGET, "力争"), (MarkKind.DEADLINE, "最迟"), (MarkKind.REMINDER, "提醒"))
        if told[kind]
    ]
    return f"{_said('若')}{_said(STARTS[policy.starts_on])} {start:%H:%M}：{'，'.join(parts)}"


def _hung_on(policy: ClockPolicy) -> set[str]:
    return {id for mark in policy.marks for id in mark.of_clocks}


def _moment(due: datetime, start: datetime) -> str:
    days = (due.date() - start.date()) // timedelta(days=1)
    if days == 0:
        return f"{due:%H:%M}"
    return f"{_said('次日')} {due:%H:%M}" if days == 1 else f"{due.month}月{due.day}日 {due:%H:%M}"


def _said(word: str) -> str:
    return QCoreApplication.translate("example", word)
