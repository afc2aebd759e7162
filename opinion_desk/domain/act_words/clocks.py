"""Acts of clocks, marks and ladders, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo
from typing import Any, Final

from ..acts import ActKind
from ..response_clock import COMPLETION, DRAFT, RECEIPT, VERIFICATION
from .telling import Table, Tell, clock_time, span_words


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
    return f"{_clock_name(data)}{verb}：{data['name']}（{clock_time(data['due'], zone)}）{late}"


def _escalated(data: Mapping[str, Any], zone: tzinfo) -> str:
    skipped = f"，越过 {'、'.join(data['skipped'])}" if data["skipped"] else ""
    return f"提级至第 {data['rung']} 层：告知{data['to']}{skipped}"


def _clock_word(verb: str) -> Tell:
    def tell(data: Mapping[str, Any], zone: tzinfo) -> str:
        what, place = data.get("what", ""), data.get("address") or (data.get("digest") or "")[:8]
        parts = [clock_time(data["met_at"], zone)] if "met_at" in data else []
        parts += [part for part in (what, place, data.get("reason", "")) if part]
        return f"时限“{_clock_name(data)}”{verb}" + (f"（{'，'.join(parts)}）" if parts else "")

    return tell


TABLE: Final[Table] = {
    ActKind.CLOCK_STARTED: _clock_started,
    ActKind.CLOCK_MET: _clock_word("完成"),
    ActKind.CLOCK_SUPERSEDED: _clock_word("由新的判断取代"),
    ActKind.CLOCK_CANCELLED: _clock_word("撤销"),
    ActKind.MARK_FIRED: _mark_fired,
    ActKind.ESCALATED: _escalated,
    ActKind.CALL_ANSWERED: lambda data, zone: "提级呼叫已应答（时限照走）",
}
