"""Acts of opening and judging, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo
from typing import Any, Final

from ..acts import ActKind
from ..commands.judging import START_WORDS
from ..incident import ResponseWay, StartFrom
from ..levels import Grade, Level
from ..origin import ORIGIN_WORDS, Origin
from ..verdict import Emergency
from .telling import Table

RESPONSE_WORDS: Final[Mapping[ResponseWay, str]] = {
    ResponseWay.PUBLIC: "需公开回应",
    ResponseWay.DIRECT: "线下办理",
    ResponseWay.FILE: "阅存",
    ResponseWay.WITHHELD: "不公开回应",
}
EMERGENCY_WORDS: Final[Mapping[Emergency, str]] = {
    Emergency.NATURAL_DISASTER: "自然灾害",
    Emergency.ACCIDENT: "事故灾难",
    Emergency.PUBLIC_HEALTH: "公共卫生事件",
    Emergency.PUBLIC_SECURITY: "社会安全事件",
}


def _opened(data: Mapping[str, Any], zone: tzinfo) -> str:
    hint = "" if data["hint"] is None else f"，初判{Level(data['hint']).words}"
    items = f"，关联信息 {len(data['items'])} 条" if data["items"] else ""
    return f"立件（{ORIGIN_WORDS[Origin(data['origin'])]}）{items}{hint}"


def _judged(data: Mapping[str, Any], verb: str) -> str:
    parts = []
    if data["level"] is not None:
        level = Level(data["level"])
        kind = EMERGENCY_WORDS[Emergency(data["emergency"])]
        parts.append(f"{verb}为{level.words}（{level.numeral}级）{kind}，核定机关：{data['authority']}")
    if data["grade"] is not None:
        parts.append(f"舆情等级{Grade(data['grade']).words}")
    return "；".join(parts)


def _confirmed(data: Mapping[str, Any], zone: tzinfo) -> str:
    parts = [_judged(data, "核定")] if _judged(data, "核定") else []
    if data["response"] is not None:
        reason = f"（{data['response_reason']}）" if data["response_reason"] else ""
        parts.append(f"{RESPONSE_WORDS[ResponseWay(data['response'])]}{reason}")
    start = START_WORDS[StartFrom(data["start"])]
    why = f"（{data['start_reason']}）" if data["start_reason"] else ""
    return "；".join([*parts, f"时限起点：{start}{why}"])


def _regraded(data: Mapping[str, Any], zone: tzinfo) -> str:
    reason = f"（{data['reason']}）" if data["reason"] else ""
    return f"{_judged(data, '调整')}{reason}"


TABLE: Final[Table] = {
    ActKind.OPENED: _opened,
    ActKind.ITEM_LINKED: lambda data, zone: f"关联信息 {len(data['items'])} 条",
    ActKind.CONFIRMED: _confirmed,
    ActKind.REGRADED: _regraded,
}
