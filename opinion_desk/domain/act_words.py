"""An act told in one Chinese line, as the course of a matter (经过) shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from typing import Any, Final

from .acts import Act, ActKind
from .commands.judging import START_WORDS
from .commands.when import STATE_WORDS
from .incident import IncidentState, Origin, ResponseWay, StartFrom
from .instants import from_ms
from .levels import Grade, Level
from .response_clock import RECEIPT
from .verdict import Emergency

ORIGIN_WORDS: Final[Mapping[Origin, str]] = {
    Origin.ITEM: "监测发现",
    Origin.EVENT: "话题转立",
    Origin.PHONE: "来电反映",
    Origin.SUPERIOR: "上级交办",
    Origin.INSTRUCTION: "领导批示",
    Origin.MEDIA: "媒体采访函",
}
RESPONSE_WORDS: Final[Mapping[ResponseWay, str]] = {
    ResponseWay.PUBLIC: "需公开回应",
    ResponseWay.DIRECT: "线下办理",
    ResponseWay.FILE: "阅存",
}
EMERGENCY_WORDS: Final[Mapping[Emergency, str]] = {
    Emergency.NATURAL_DISASTER: "自然灾害",
    Emergency.ACCIDENT: "事故灾难",
    Emergency.PUBLIC_HEALTH: "公共卫生事件",
    Emergency.PUBLIC_SECURITY: "社会安全事件",
}


def act_words(act: Act, zone: tzinfo) -> str:
    """What happened, in one line without its time."""
    return _WORDS[act.kind](act.data, zone)


def span_words(ms: int) -> str:
    """A duration in words: 3 小时 12 分, 48 分, 20 秒."""
    minutes, seconds = divmod(abs(ms) // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} 小时 {minutes} 分"
    return f"{minutes} 分" if minutes else f"{seconds} 秒"


def _clock_time(ms: int, zone: tzinfo) -> str:
    local: datetime = from_ms(ms).astimezone(zone)
    return f"{local:%m-%d %H:%M}"


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


def _clock_started(data: Mapping[str, Any], zone: tzinfo) -> str:
    deadline = max(mark["due"] for mark in data["marks"] if mark["kind"] == "deadline")
    return f"启动时限“{data['name']}”，最迟 {_clock_time(deadline, zone)}，{data['owed_by']}"


def _clock_name(id: str) -> str:
    """The name of a clock by its id; a receipt is named by its unit."""
    names = {"release": "首次权威发布", "conference": "新闻发布会", "response": "48小时回应"}
    return names.get(id) or f"{id.removeprefix(RECEIPT)}签收"


def _mark_fired(data: Mapping[str, Any], zone: tzinfo) -> str:
    name = _clock_name(data["clock"])
    late = f"，{span_words(data['late_ms'])}后察觉" if data["late_ms"] >= 60_000 else ""
    verb = {"deadline": "已超时", "target": "力争时限已过", "reminder": "提醒"}[data["mark_kind"]]
    return f"{name}{verb}：{data['name']}（{_clock_time(data['due'], zone)}）{late}"


def _escalated(data: Mapping[str, Any], zone: tzinfo) -> str:
    skipped = f"，越过 {'、'.join(data['skipped'])}" if data["skipped"] else ""
    return f"提级至第 {data['rung']} 层：告知{data['to']}{skipped}"


def _assigned(data: Mapping[str, Any], zone: tzinfo) -> str:
    co = f"，协办{'、'.join(data['co'])}" if data["co"] else ""
    return f"交办：主办{data['lead']}{co}"


def _unit(verb: str) -> Callable[[Mapping[str, Any], tzinfo], str]:
    def tell(data: Mapping[str, Any], zone: tzinfo) -> str:
        return f"{data['unit']}{verb}" + (f"：{data['text']}" if data["text"] else "")

    return tell


def _answered(verb: str) -> Callable[[Mapping[str, Any], tzinfo], str]:
    def tell(data: Mapping[str, Any], zone: tzinfo) -> str:
        place = data["address"] or f"存证 {data['digest'][:8]}…"
        return f"{verb}：{data['what']}（{place}）"

    return tell


def _ended(state: IncidentState) -> Callable[[Mapping[str, Any], tzinfo], str]:
    return lambda data, zone: STATE_WORDS[state] + (f"：{data['text']}" if data.get("text") else "")


def _clock_word(verb: str) -> Callable[[Mapping[str, Any], tzinfo], str]:
    def tell(data: Mapping[str, Any], zone: tzinfo) -> str:
        name = _clock_name(data["clock"])
        met = f"（{_clock_time(data['met_at'], zone)}）" if "met_at" in data else ""
        return f"时限“{name}”{verb}{met}"

    return tell


_WORDS: Final[dict[ActKind, Callable[[Mapping[str, Any], tzinfo], str]]] = {
    ActKind.OPENED: _opened,
    ActKind.ITEM_LINKED: lambda data, zone: f"关联信息 {len(data['items'])} 条",
    ActKind.CONFIRMED: _confirmed,
    ActKind.REGRADED: _regraded,
    ActKind.CLOCK_STARTED: _clock_started,
    ActKind.CLOCK_MET: _clock_word("完成"),
    ActKind.CLOCK_SUPERSEDED: _clock_word("由新的判断取代"),
    ActKind.CLOCK_CANCELLED: _clock_word("撤销"),
    ActKind.MARK_FIRED: _mark_fired,
    ActKind.ESCALATED: _escalated,
    ActKind.CALL_ANSWERED: lambda data, zone: "提级呼叫已应答（时限照走）",
    ActKind.ASSIGNED: _assigned,
    ActKind.ACKNOWLEDGED: _unit("签收"),
    ActKind.RETURNED: _unit("退单"),
    ActKind.URGED: _unit("被催办"),
    ActKind.REPLIED: _unit("回复"),
    ActKind.RELEASED: _answered("权威发布"),
    ActKind.CONFERENCE_HELD: _answered("新闻发布会"),
    ActKind.RESPONDED: _answered("公开回应"),
    ActKind.STEP_DONE: lambda data, zone: f"处置要求完成：{data.get('words', data['step'])}",
    ActKind.STEP_STRUCK: lambda data, zone: f"处置要求免做：{data.get('words', data['step'])}（{data['reason']}）",
    ActKind.NOTED: lambda data, zone: str(data["text"]),
    ActKind.CONCLUDED: _ended(IncidentState.CONCLUDED),
    ActKind.CLOSED: _ended(IncidentState.CLOSED),
    ActKind.DISMISSED: _ended(IncidentState.DISMISSED),
    ActKind.REOPENED: lambda data, zone: f"重新立件，见 {data['number']}",
    ActKind.MERGED: lambda data, zone: f"并入 {data['number']}",
}
