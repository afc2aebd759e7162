"""The demo's two sources that are no feeds: a hot list as JSON and a hotline export as CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from ..domain.instants import to_ms
from .content import DemoItem

_RISE = timedelta(minutes=90)
_FADE = timedelta(hours=14)
HOTLINE_COLUMNS = (
    "工单编号", "受理时间", "来电人姓名", "联系电话", "联系地址",
    "诉求类型", "标题", "诉求内容", "所属区域", "承办单位", "办理状态", "办结时限",
)  # fmt: skip
_LIMIT = timedelta(days=7)
_LIMITS = {"咨询": timedelta(days=3), "求助": timedelta(days=1)}


def heat_at(item: DemoItem, at: datetime) -> float:
    """Heat of a topic at a moment, in ten thousands: climbs for an hour and a half, then fades to a fifth by fourteen hours."""
    height = float(item.piece.fields["heat"])
    age = at - item.published
    if age < _RISE:
        return round(height * (0.3 + 0.7 * (age / _RISE)), 1)
    return round(height * max(0.2, 1 - 0.8 * ((age - _RISE) / _FADE)), 1)


def hot_list(items: Sequence[DemoItem], at: datetime) -> bytes:
    """The list at that moment, hottest first, in the shape that aggregators of hot lists answer with."""
    ranked = sorted(items, key=lambda item: (-heat_at(item, at), item.piece.number))
    answer = {
        "status": "success",
        "id": "yunchuan",
        "updatedTime": to_ms(at),
        "items": [
            {
                "id": f"yc{item.published:%Y%m%d}{item.piece.number:02d}",
                "title": item.title,
                "url": item.link,
                "mobileUrl": item.link,
                "pubDate": to_ms(item.published),
                "extra": {"info": f"{heat_at(item, at)}万热度", "hover": item.body},
            }
            for item in ranked
        ],
    }
    return json.dumps(answer, ensure_ascii=False).encode()


def hotline_csv(items: Sequence[DemoItem]) -> bytes:
    """The export as spreadsheet programs write it (UTF-8 with a mark at the start), callers' columns included: a reader must drop them."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HOTLINE_COLUMNS)
    for item in items:
        given = item.piece.fields
        writer.writerow(
            (
                f"YC{item.published:%Y%m%d}{item.piece.number:04d}",
                f"{item.published:%Y-%m-%d %H:%M:%S}",
                f"演示来电人{item.piece.number:02d}",
                f"000-0000-{item.piece.number:04d}",
                f"虚构路{item.piece.number}号",
                given.get("type", "咨询"),
                item.title,
                item.body,
                given.get("area", ""),
                given.get("unit", ""),
                given.get("state", "待办理"),
                f"{item.published + _LIMITS.get(given.get('type', ''), _LIMIT):%Y-%m-%d} 17:30",
            )
        )
    return ("\ufeff" + out.getvalue()).encode()
