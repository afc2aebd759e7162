"""Escalation: ladders, calls, jumps of the clock."""

from __future__ import annotations

from typing import Final

ESCALATING: Final[dict[str, str]] = {
    # calls
    "snooze_past": "暂缓到的时刻已经过去；请写一个晚于现在的时刻。",
    "snooze_too_long": "最多暂缓到 {latest}：不得越过下一个时限节点，也不得超过两次应答的时长。",
    # jumps of the system's time
    "jump_none": "没有待确认的系统时间跳动。",
    "jump_reason_missing": "认定系统时间有误须写明理由（--reason）。",
    "jump_not_set_back": "系统时间仍比跳动前快 {span}；请先校准系统时间，再认定它有误。",
    "jump_cause": "系统时间有误（{reason}）",
    "calendar_cause": "工作日安排公布，期限改为 {due}",
    # what a message says
    "outage_subject": "停机补记（{count} 项）",
    "outage_text": "本工作台 {start} 至 {end}（{span}）没有运行，补记如下：{rows}",
    "outage_more": "另有 {count} 项，请打开工作台查看。",
}
