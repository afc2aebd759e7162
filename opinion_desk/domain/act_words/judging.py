"""Acts of opening and judging, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo
from typing import Any, Final

from ..acts import ActKind
from ..incident import CAUSE_WORDS, RESPONSE_WORDS, START_WORDS, ResponseCause, ResponseWay, StartFrom
from ..levels import Grade, Level
from ..origin import ORIGIN_WORDS, Origin
from ..reporting import REPORT_TO_WORDS, ReportStage, ReportTo, report_name
from ..verdict import Emergency
from .telling import Table, clock_time, with_text

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


def _in_brackets(*parts: str) -> str:
    told = "，".join(part for part in parts if part)
    return f"（{told}）" if told else ""


def _grounded(data: Mapping[str, Any]) -> str:
    """On which paper, or who heard it by telephone; and who approved."""
    paper, heard, approver = data.get("paper", ""), data.get("heard_by", ""), data.get("approver", "")
    return _in_brackets(paper, f"电话，{heard}听取" if heard else "", f"{approver}同意" if approver else "")


def _judged(data: Mapping[str, Any], verb: str) -> str:
    parts = []
    if data["level"] is not None:
        level = Level(data["level"])
        kind = EMERGENCY_WORDS[Emergency(data["emergency"])]
        told = f"{verb}为{level.words}（{level.numeral}级）{kind}，核定机关：{data['authority']}"
        parts.append(told + _grounded(data))
    if data["grade"] is not None:
        parts.append(f"舆情等级{Grade(data['grade']).words}")
    return "；".join(parts)


def _response(data: Mapping[str, Any]) -> str:
    cause, approver = data.get("response_cause"), data.get("response_approver", "")
    why = CAUSE_WORDS[ResponseCause(cause)] if cause else ""
    approved = f"{approver}同意" if approver else ""
    return RESPONSE_WORDS[ResponseWay(data["response"])] + _in_brackets(why, data["response_reason"], approved)


def _confirmed(data: Mapping[str, Any], zone: tzinfo) -> str:
    parts = [_judged(data, "核定")] if _judged(data, "核定") else []
    if data["response"] is not None:
        parts.append(_response(data))
    start = START_WORDS[StartFrom(data["start"])]
    why = f"（{data['start_reason']}）" if data["start_reason"] else ""
    return "；".join([*parts, f"时限起点：{start}{why}"])


def _regraded(data: Mapping[str, Any], zone: tzinfo) -> str:
    reason = f"（{data['reason']}）" if data["reason"] else ""
    return f"{_judged(data, '调整')}{reason}"


def _times_corrected(data: Mapping[str, Any], zone: tzinfo) -> str:
    parts = []
    for name, ms in data["times"].items():
        was = data["were"][name]
        before = "未记" if was is None else clock_time(was, zone)
        parts.append(f"{START_WORDS[StartFrom(name)]} {before} 改为 {clock_time(ms, zone)}")
    return f"更正时间：{'，'.join(parts)}（{data['reason']}）"


def _start_changed(data: Mapping[str, Any], zone: tzinfo) -> str:
    was, now = START_WORDS[StartFrom(data["was"])], START_WORDS[StartFrom(data["start"])]
    return f"时限起点由{was}改为{now}（{data['reason']}）"


def _taken_over(data: Mapping[str, Any], zone: tzinfo) -> str:
    return f"上级接管：{data['authority']}{_grounded(data)}，本级配合、转发"


def _mandate_received(data: Mapping[str, Any], zone: tzinfo) -> str:
    number = f" {data['number']}" if data["number"] else ""
    carried = f"（由 {data['carried_from']} 并入）" if data.get("carried_from") else ""
    reply = "" if data["reply_due"] else "，不需回复"
    if data["deadline"] is not None:
        reply = f"，限 {clock_time(data['deadline'], zone)} 前回复"
    told = f"收到{ORIGIN_WORDS[Origin(data['origin'])]}：{data['issuer']}{number}{reply}{carried}"
    return with_text(told, data["text"])


def _mandate_answered(data: Mapping[str, Any], zone: tzinfo) -> str:
    number = f"（{data['number']}）" if data["number"] else ""
    return with_text(f"回复来文：{data['issuer']}{number}", data["text"])


def _reported(data: Mapping[str, Any], zone: tzinfo) -> str:
    name = report_name(ReportStage(data["stage"]), data["number"])
    to = REPORT_TO_WORDS[ReportTo(data["to"])]
    return with_text(f"{name}：报{to}（{data['post']}，{data['channel']}）", data["text"])


TABLE: Final[Table] = {
    ActKind.OPENED: _opened,
    ActKind.ITEM_LINKED: lambda data, zone: f"关联信息 {len(data['items'])} 条",
    ActKind.CONFIRMED: _confirmed,
    ActKind.REGRADED: _regraded,
    ActKind.TIMES_CORRECTED: _times_corrected,
    ActKind.START_CHANGED: _start_changed,
    ActKind.RESPONSE_JUDGED: lambda data, zone: _response(data),
    ActKind.TAKEN_OVER: _taken_over,
    ActKind.MANDATE_RECEIVED: _mandate_received,
    ActKind.MANDATE_ANSWERED: _mandate_answered,
    ActKind.REPORTED: _reported,
}
