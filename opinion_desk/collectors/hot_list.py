"""Hot lists as JSON, in the shapes that newsnow and DailyHotApi serve; place and heat become metrics."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from ..domain.counting_words import SCALES
from ..domain.item import Metrics
from .dates import from_epoch
from .entries import RawDocument, RawEntry, Text
from .json_rows import objects_in

_TITLES: Final = ("title", "name", "word", "keyword", "query", "note", "标题")
_LINKS: Final = ("url", "link", "href", "mobileUrl", "mobile_url", "scheme_url", "链接")
_HEATS: Final = ("hot", "heat", "hotValue", "hot_value", "hotScore", "hot_score", "score", "num", "热度")
_TEXTS: Final = ("desc", "description", "summary", "hover", "content", "简介")
_TIMES: Final = ("pubDate", "timestamp", "time", "date", "publish_time", "created_at")
_READS: Final = ("views", "view", "reads", "read_count", "阅读")
_COMMENTS: Final = ("comments", "comment", "comment_count", "评论")
_LIKES: Final = ("likes", "like_count", "digg_count", "点赞")
_REPOSTS: Final = ("reposts", "shares", "share_count", "转发")
_FIGURE: Final = re.compile(r"(\d+(?:[,，]\d{3})*(?:\.\d+)?)\s*(万亿|亿|千万|百万|万|千|[wW](?![a-z])|[kK](?![a-z]))?")


def hot_entries(value: Any) -> list[Mapping[str, Any]] | None:
    """The entries of a hot list, or None when the JSON is none: entries with titles, most with a link, a rank or a heat."""
    listed = objects_in(value)
    if listed is None:
        return None
    entries = [entry for entry in listed if isinstance(entry, Mapping) and _first(entry, _TITLES)]
    marked = [e for e in entries if _first(e, _LINKS) or _heat(e) is not None or "rank" in e]
    return entries if entries and len(marked) * 2 >= len(listed) else None


def read_hot_list(value: Any, entries: Sequence[Mapping[str, Any]], now: datetime) -> RawDocument:
    """The hot list whose entries `hot_entries` found, ranked by their order unless they carry a rank."""
    name = _list_name(value) if isinstance(value, Mapping) else None
    return RawDocument(
        format="hot_list",
        title=Text(name, html=False) if name else None,
        link=_string(value.get("link")) if isinstance(value, Mapping) else None,
        entries=tuple(_entry(entry, place, now) for place, entry in enumerate(entries, 1)),
    )


def _list_name(value: Mapping[str, Any]) -> str | None:
    name = _string(value.get("title")) or _string(value.get("name")) or _string(value.get("id"))
    kind = _string(value.get("type"))
    return f"{name} {kind}" if name and kind and kind not in name else name


def _entry(entry: Mapping[str, Any], place: int, now: datetime) -> RawEntry:
    title = _first(entry, _TITLES) or ""
    text = _first(entry, _TEXTS) or _first(_extra(entry), _TEXTS)
    rank = entry.get("rank")
    return RawEntry(
        id=_string(entry.get("id")),
        title=Text(title, html=None),
        link=_first(entry, _LINKS),
        published=_time(entry) or _time(_extra(entry)),
        summary=Text(text) if text and text != title else None,
        metrics=Metrics(
            seen=now,
            reads=_count(entry, _READS),
            comments=_count(entry, _COMMENTS),
            reposts=_count(entry, _REPOSTS),
            likes=_count(entry, _LIKES),
            rank=rank if isinstance(rank, int) and not isinstance(rank, bool) and rank >= 1 else place,
            heat=_heat(entry),
        ),
    )


def _extra(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    extra = entry.get("extra")
    return extra if isinstance(extra, Mapping) else {}


def _heat(entry: Mapping[str, Any]) -> float | None:
    for name in _HEATS:
        if name in entry and (heat := figure(entry[name])) is not None:
            return heat
    return figure(_extra(entry).get("info"))


def _count(entry: Mapping[str, Any], names: Sequence[str]) -> int | None:
    for name in names:
        value = entry.get(name)
        if isinstance(value, int | str) and (count := figure(value)) is not None:
            return int(count)
    return None


def figure(value: object) -> float | None:
    """A figure as lists write it: 1234567, "1,234", "123.4万", "2.5亿热度"; None when there is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value) if 0 <= value < 1e18 else None
    if not isinstance(value, str):
        return None
    match = _FIGURE.search(value[:60])
    if match is None:
        return None
    number = float(match.group(1).replace(",", "").replace("，", ""))
    return number * SCALES[(match.group(2) or "").lower()]


def _time(entry: Mapping[str, Any]) -> datetime | str | None:
    for name in _TIMES:
        value = entry.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < 1e17:
            return from_epoch(value)
        if isinstance(value, str) and value.strip():
            return value
    return None


def _first(entry: Mapping[str, Any], names: Sequence[str]) -> str | None:
    return next((found for name in names if (found := _string(entry.get(name)))), None)


def _string(value: object) -> str | None:
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return None
