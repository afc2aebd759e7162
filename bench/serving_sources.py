"""The sources of the simulated day: what each publishes when, how long it stands in the document, and what befalls it."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from html import escape
from typing import Final

from opinion_desk.demo.content import ZONE, DemoFeed, DemoItem, Piece
from opinion_desk.demo.formats import atom, json_feed, rdf, rss
from opinion_desk.domain.list_rules import PageRules, SourceRules
from opinion_desk.domain.source import Form, Source, Tier

HOUR: Final = 3_600.0
_KINDS: Final = (
    ("rss", Form.FEED, "application/rss+xml"),
    ("tracked", Form.FEED, "text/xml"),
    ("atom", Form.FEED, "application/atom+xml"),
    ("json_feed", Form.JSON_FEED, "application/feed+json"),
    ("hot_list", Form.HOT_LIST, "application/json"),
    ("sitemap", Form.SITEMAP, "application/xml"),
    ("list_page", Form.LIST_PAGE, "text/html; charset=gb2312"),
    ("table", Form.TABLE, "text/csv; charset=utf-8"),
    ("rdf", Form.FEED, "application/xml"),
)
# Interval set by a person (0: the source's own pace), seconds between two items, items that stand at once.
_RHYTHMS: Final = (
    *((600, 760, 1), (900, 1_500, 12), (0, 3_600, 15), (1_800, 2_400, 10), (900, 1_100, 1)),
    *((3_600, 1_800, 20), (0, 5_400, 12), (900, 2_700, 8), (1_800, 2_100, 1), (0, 2_400, 20)),
)
_PLACES: Final = ("东湖区", "西塘街道", "云川大桥", "南门市场", "青石镇", "高新区", "北山水库", "文昌小学")
_MATTERS: Final = ("停水通知", "道路施工", "暖气不热", "食堂检查", "车库积水", "公交改线", "夜间噪声", "垃圾清运")


@dataclass(frozen=True, slots=True)
class Trouble:
    """What befalls a source from one second of the day to another; `kind` is a status or one of the words of serving_web."""

    kind: str
    begins: float
    ends: float


_TROUBLES: Final = {
    1: Trouble("500", 3 * HOUR, 6.5 * HOUR),
    3: Trouble("429", 2 * HOUR, 2.6 * HOUR),
    4: Trouble("garbage", 2 * HOUR, 3 * HOUR),
    6: Trouble("hangs", 4 * HOUR, 4.5 * HOUR),
    8: Trouble("silent", 17 * HOUR, 20.5 * HOUR),
    11: Trouble("cut", 3 * HOUR, 4 * HOUR),
    13: Trouble("no_name", 2 * HOUR, 5 * HOUR),
    15: Trouble("moved", 0.5 * HOUR, 99 * HOUR),
    16: Trouble("moved", 1 * HOUR, 99 * HOUR),
    18: Trouble("empty", 3 * HOUR, 4 * HOUR),
    21: Trouble("404", 17 * HOUR, 18.5 * HOUR),
    23: Trouble("503", 18 * HOUR, 19 * HOUR),
    26: Trouble("lent", 2 * HOUR, 7 * HOUR),
    28: Trouble("garbage", 18 * HOUR, 18.5 * HOUR),
    31: Trouble("429", 18 * HOUR, 18.3 * HOUR),
}


@dataclass(frozen=True, slots=True)
class Published:
    """One item: its title is like no other; it stands in its source's document from `begins` to `ends`, seconds of the day."""

    number: int
    title: str
    begins: float
    ends: float


@dataclass(frozen=True, slots=True)
class Simulated:
    """A source and everything it ever publishes, oldest first."""

    number: int
    kind: str
    form: Form
    content_type: str
    interval_s: int
    every_s: float
    trouble: Trouble | None
    items: tuple[Published, ...]

    @property
    def host(self) -> str:
        """Where it is found."""
        return f"s{self.number}.yunchuan.example.cn"

    @property
    def longest_s(self) -> float:
        """Seconds between two visits that it must count with: a person's interval with its scatter, or what its pace leads to, amply."""
        return 1.1 * self.interval_s if self.interval_s else 1.1 * self.every_s

    def source(self) -> Source:
        """As it is added to a desk."""
        rules = SourceRules(page=PageRules(rows="ul.news li")) if self.form is Form.LIST_PAGE else None
        address = f"http://{self.host}/news"
        adaptive, interval = not self.interval_s, self.interval_s or 900
        name = f"来源{self.number}"
        return Source(
            0, name, address, self.form, False, Tier.OTHER, interval_s=interval, rules=rules, adaptive=adaptive
        )

    def standing(self, at: float) -> list[Published]:
        """What stands in the document at a second of the day, newest first."""
        return [item for item in reversed(self.items) if item.begins <= at < item.ends]


def simulated(count: int, hours: float) -> list[Simulated]:
    """So many sources over so many hours; the same each time."""
    return [_simulated(number, hours) for number in range(count)]


def _simulated(number: int, hours: float) -> Simulated:
    chance = random.Random(number)
    kind, form, content_type = _KINDS[number % len(_KINDS)]
    interval, every, keeps = _RHYTHMS[number % len(_RHYTHMS)]
    times = [-every * (keeps + chance.random())]
    while times[-1] < (hours + 1) * HOUR:
        times.append(times[-1] + every * chance.uniform(0.93, 1.07))
    items = tuple(
        Published(serial, _title(number, serial), begins, times[serial + keeps] if serial + keeps < len(times) else 1e9)
        for serial, begins in enumerate(times)
    )
    return Simulated(number, kind, form, content_type, interval, every, _TROUBLES.get(number), items)


def _title(number: int, serial: int) -> str:
    place, matter = _PLACES[(number + serial) % 8], _MATTERS[(number * 3 + serial // 8) % 8]
    return f"{place}{matter}（第{number}-{serial}号）"


def document(source: Simulated, items: Sequence[Published], start: datetime, now: datetime, visit: int) -> bytes:
    """The document with these items, as the source writes it at `now`; `visit` makes tracking parameters and heats change."""
    feed = DemoFeed("", source.host, "/news", source.kind, source.form, Tier.OTHER, f"http://{source.host}", "公开信息")
    listed = [_item(source, item, start, visit) for item in items]
    match source.kind:
        case "atom":
            return atom(feed, listed).encode()
        case "json_feed":
            return json_feed(feed, listed).encode()
        case "rdf":
            return rdf(feed, listed).encode()
        case "hot_list":
            return _hot_list(listed, visit)
        case "sitemap":
            return _sitemap(listed)
        case "list_page":
            return _list_page(listed, now)
        case "table":
            return _table(listed)
        case "tracked":  # no identity of its own, and links that are new at each visit
            bare = [line for line in rss(feed, listed).splitlines() if not line.startswith("<guid")]
            return "\n".join(bare).encode()
        case _:
            return rss(feed, listed).encode()


def _item(source: Simulated, item: Published, start: datetime, visit: int) -> DemoItem:
    published = (start + timedelta(seconds=item.begins)).astimezone(ZONE).replace(microsecond=0)
    link = f"http://{source.host}/{published:%Y%m}/t{published:%Y%m%d}_{item.number}.html"
    if source.kind == "tracked":
        link += f"?utm_source=rss&amp;utm_term={visit}"
    return DemoItem(
        Piece("", time(0), item.number, item.title, ()), published, item.title, (f"{item.title}的具体情况。",), link
    )


def _hot_list(items: Sequence[DemoItem], visit: int) -> bytes:
    entries = [
        {"title": item.title, "url": item.link, "hot": 10_000 + (item.piece.number * 37 + visit * 11) % 5_000}
        for item in items
    ]
    shift = visit % max(len(entries), 1)
    return json.dumps({"title": "热榜", "data": entries[shift:] + entries[:shift]}, ensure_ascii=False).encode()


def _sitemap(items: Sequence[DemoItem]) -> bytes:
    urls = "".join(
        f"<url><loc>{item.link}</loc><news:news><news:publication_date>{item.published.isoformat()}</news:publication_date>"
        f"<news:title>{escape(item.title)}</news:title></news:news></url>"
        for item in items
    )
    spaces = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset {spaces}>{urls}</urlset>'.encode()


def _list_page(items: Sequence[DemoItem], now: datetime) -> bytes:
    """A page whose days are told from today, so that every line of it reads otherwise after midnight."""
    rows = "".join(
        f'<li><a href="{item.link}">{item.title}</a><span>{_day(item.published, now)}</span></li>' for item in items
    )
    head = '<meta charset="gb2312"><title>通知公告</title>'
    return f'<html><head>{head}</head><body><ul class="news">{rows}</ul></body></html>'.encode("gb18030")


def _day(published: datetime, now: datetime) -> str:
    today = now.astimezone(ZONE).date()
    words = {today: "今天", today - timedelta(days=1): "昨天"}
    return f"{words.get(published.date(), published.strftime('%m-%d'))} {published:%H:%M}"


def _table(items: Sequence[DemoItem]) -> bytes:
    lines = ["工单编号,标题,内容,受理时间"]
    lines += [
        f"YC{item.piece.number:05},{item.title},{item.body},{item.published:%Y-%m-%d %H:%M}" for item in reversed(items)
    ]
    return "\n".join(lines).encode("utf-8-sig")
