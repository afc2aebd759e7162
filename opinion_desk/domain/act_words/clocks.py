"""Acts of clocks, marks and ladders, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo
from typing import Any, Final

from ..acts import ActKind
from ..response_clock import INTERPRETATION, MANDATE, OWN, RECEIPT, SIGNATURE
from .telling import Table, Tell, clock_time, span_words


def _clock_started(data: Mapping[str, Any], zone: tzinfo) -> str:
    deadline = max(mark["due"] for mark in data["marks"] if mark["kind"] == "deadline")
    return f"启动时限“{data['name']}”，最迟 {clock_time(deadline, zone)}，{data['owed_by']}"


_NAMES: Final[Mapping[str, str]] = {
    "release": "首次权威发布",
    "conference": "新闻发布会",
    "response": "48小时回应",
    "report_phone": "电话报告",
    "report_first": "书面初报",
}
_COUNTED: Final[Mapping[str, str]] = {
    MANDATE: "回复来文",
    SIGNATURE: "补签",
    INTERPRETATION: "政策解读",
    OWN: "自定时限",
}


def _clock_name(id: str) -> str:
    """The name of a clock by its id; a receipt is named by its unit."""
    if id in _NAMES:
        return _NAMES[id]
    counted = next((prefix for prefix in _COUNTED if id.startswith(prefix)), None)
    return f"{id.removeprefix(RECEIPT)}签收" if counted is None else _COUNTED[counted] + id.removeprefix(counted)


def _mark_fired(data: Mapping[str, Any], zone: tzinfo) -> str:
    name = _clock_name(data["clock"])
    late = f"，{span_words(data['late_ms'])}后察觉" if data["late_ms"] >= 60_000 else ""
    verb = {"deadline": "已超时", "target": "力争时限已过", "reminder": "提醒"}[data["mark_kind"]]
    return f"{name}{verb}：{data['name']}（{clock_time(data['due'], zone)}）{late}"


def _escalated(data: Mapping[str, Any], zone: tzinfo) -> str:
    skipped = f"，越过 {'、'.join(data['skipped'])}" if data["skipped"] else ""
    return f"提级至第 {data['rung']} 层：告知{data['to']}{skipped}"


def _clock_word(verb: str) -> Tell:
    def tell(data: Mapping[str, Any], zone: tzinfo) -> str:
        name = data.get("name") or _clock_name(data["clock"])
        what, place = data.get("what", ""), data.get("address") or (data.get("digest") or "")[:8]
        parts = [clock_time(data["met_at"], zone)] if "met_at" in data else []
        parts += [part for part in (what, place, data.get("reason", "")) if part]
        return f"时限“{name}”{verb}" + (f"（{'，'.join(parts)}）" if parts else "")

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
