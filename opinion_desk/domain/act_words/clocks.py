"""Acts of clocks, marks and ladders, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo
from typing import Any, Final

from ..acts import ActKind
from ..clock_jump import Settled
from ..response_clock import COMPLETION, DRAFT, RECEIPT, VERIFICATION
from .telling import Table, Tell, clock_time, span_words, with_text


def _clock_started(data: Mapping[str, Any], zone: tzinfo) -> str:
    deadline = max(mark["due"] for mark in data["marks"] if mark["kind"] == "deadline")
    told = f"启动时限“{data['name']}”，最迟 {clock_time(deadline, zone)}，{data['owed_by']}"
    return f"{told}（改期：{data['reason']}）" if data.get("reason") else told


_NAMES: Final[Mapping[str, str]] = {
    "release": "首次权威发布",
    "conference": "新闻发布会",
    "response": "48小时回应",
    "report_phone": "电话报告",
    "report_first": "书面初报",
    "continue": "持续发布",
    "mandate": "回复来文",
    "signature": "补签",
    "interpretation": "政策解读",
}
_STEPS: Final[Mapping[str, str]] = {RECEIPT: "签收", VERIFICATION: "核实", DRAFT: "送回应稿", COMPLETION: "办结"}


def _clock_name(data: Mapping[str, Any]) -> str:
    """The name of an act's clock: a step of an assignment by its unit, else as the act gives it, else by its id."""
    id = str(data["clock"])
    step = next((prefix for prefix in _STEPS if id.startswith(prefix)), None)
    if step is not None:
        return f"{id.removeprefix(step)}{_STEPS[step]}"
    return data.get("clock_name") or _NAMES.get(id.partition(":")[0]) or id


def _mark_fired(data: Mapping[str, Any], zone: tzinfo) -> str:
    late = f"，{span_words(data['late_ms'])}后察觉" if data["late_ms"] >= 60_000 else ""
    verb = {"deadline": "已超时", "target": "力争时限已过", "reminder": "提醒"}[data["mark_kind"]]
    doubted = "；系统时间曾向前跳动，待确认" if data.get("provisional") else ""
    return f"{_clock_name(data)}{verb}：{data['name']}（{clock_time(data['due'], zone)}）{late}{doubted}"


def _escalated(data: Mapping[str, Any], zone: tzinfo) -> str:
    skipped = f"，越过 {'、'.join(data['skipped'])}" if data["skipped"] else ""
    away = [post for post in data.get("absent", ()) if post != data["to"]]
    absent = f"，{'、'.join(away)}无人在岗" if away else ""
    nobody = "（无人在岗，仍须送达）" if data["to"] in data.get("absent", ()) else ""
    if data.get("again"):
        return f"无人应答，再次告知{data['to']}（第 {data['rung']} 层）{nobody}"
    return f"提级至第 {data['rung']} 层：告知{data['to']}{nobody}{skipped}{absent}"


def _clock_word(verb: str) -> Tell:
    def tell(data: Mapping[str, Any], zone: tzinfo) -> str:
        what, place = data.get("what", ""), data.get("address") or (data.get("digest") or "")[:8]
        parts = [clock_time(data["met_at"], zone)] if "met_at" in data else []
        parts += [part for part in (what, place, data.get("reason", "")) if part]
        return f"时限“{_clock_name(data)}”{verb}" + (f"（{'，'.join(parts)}）" if parts else "")

    return tell


def _answered(data: Mapping[str, Any], zone: tzinfo) -> str:
    until = data.get("quiet_until")
    again = f"，{clock_time(until, zone)} 仍未办则再次呼叫" if until is not None else ""
    return f"提级呼叫已应答（时限照走{again}）：{_clock_name(data)}"


def _recomputed(data: Mapping[str, Any], zone: tzinfo) -> str:
    before, now = clock_time(data["before"], zone), clock_time(data["deadline"], zone)
    moved = "期限不变" if before == now else f"最迟由 {before} 改为 {now}"
    return f"工作日安排公布，时限“{_clock_name(data)}”{moved}"


def _jumped(data: Mapping[str, Any], zone: tzinfo) -> str:
    way = "向前" if data["by_ms"] > 0 else "向后"
    times = f"{clock_time(data['from'], zone)} → {clock_time(data['to'], zone)}"
    return f"系统时间{way}跳动 {span_words(data['by_ms'])}（{times}）"


def _settled(data: Mapping[str, Any], zone: tzinfo) -> str:
    if data["settled"] == Settled.CONFIRMED.value:
        return with_text("系统时间跳动已确认：现在的时间无误", data["reason"])
    return with_text("系统时间跳动认定为有误，期间触发的节点不计", data["reason"])


TABLE: Final[Table] = {
    ActKind.CLOCK_STARTED: _clock_started,
    ActKind.CLOCK_MET: _clock_word("完成"),
    ActKind.CLOCK_SUPERSEDED: _clock_word("由新的判断取代"),
    ActKind.CLOCK_CANCELLED: _clock_word("撤销"),
    ActKind.MARK_FIRED: _mark_fired,
    ActKind.ESCALATED: _escalated,
    ActKind.CALL_ANSWERED: _answered,
    ActKind.CALL_SNOOZED: lambda data, zone: f"暂缓呼叫至 {clock_time(data['quiet_until'], zone)}：{_clock_name(data)}",
    ActKind.CALL_RESUMED: lambda data, zone: f"应答时效已过而未办，恢复呼叫：{_clock_name(data)}",
    ActKind.MARK_VOIDED: lambda data, zone: f"{_clock_name(data)}“{data['name']}”的触发不计：{data['reason']}",
    ActKind.BREACH_CONFIRMED: lambda data, zone: f"时间无误，确认{_clock_name(data)}的节点已触发",
    ActKind.CLOCK_RECOMPUTED: _recomputed,
    ActKind.CLOCK_JUMPED: _jumped,
    ActKind.JUMP_SETTLED: _settled,
}
