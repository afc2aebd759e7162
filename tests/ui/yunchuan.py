"""A day at the desk of the fictional 云川市, for the window's tests: items with verdicts, sources, units."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from opinion_desk.domain.inbox import Copy, InboxRow
from opinion_desk.domain.item import Item
from opinion_desk.domain.levels import Level
from opinion_desk.domain.source import Form, Health, HealthState, Source, Tier
from opinion_desk.domain.unit import Unit
from opinion_desk.domain.verdict import Emergency, Reason, Scored, Severity, UnitChoice, Verdict
from opinion_desk.domain.volume import Volume

from .matters import HOUSING, MATTERS, NEG, WATER, Matter

__all__ = ("HOUSING", "MATTERS", "WATER")

NOW = datetime(2026, 11, 20, 10, 39, 6, tzinfo=UTC)  # 18:39 in 云川


UNITS = tuple(
    Unit(number, name, None)
    for number, name in enumerate(
        sorted(
            {m.unit for m in MATTERS if m.unit}
            | {co for m in MATTERS for co in m.co}
            | {"云川市人民政府办公室", "云川市公安局"}
        ),
        1,
    )
)
SOURCE_NAMES = (
    "云川日报",
    "云川新闻网",
    "云川晚报",
    "云川发布",
    "云川市政府网",
    "云川城市论坛",
    "云川生活",
    "云川文旅",
    "本地热榜",
    "12345热线导出",
)


def moment(text: str) -> datetime:
    """HH:MM of the demo's day (昨 HH:MM of the day before) in 云川."""
    day = 19 if text.startswith("昨") else 20
    hour, minute = text.split()[-1].split(":")
    return datetime(2026, 11, day, int(hour), int(minute), tzinfo=UTC) - timedelta(hours=8)


def rows() -> list[InboxRow]:
    """The list, newest first."""
    made = [
        InboxRow(
            n * 10,
            n * 10,
            n * 10,
            m.title,
            m.source,
            moment(m.at),
            m.reprints,
            m.sources,
            m.topics,
            m.attitude,
            m.voice,
            m.hint,
            None,
            m.unit,
            m.score,
            m.score >= 0.35,
            True,
            m.state,
            n == 1,
            None,
            92.0 - n * 3,
        )
        for n, m in enumerate(MATTERS, 1)
    ]
    return sorted(made, key=lambda row: row.when, reverse=True)


def matter(item_id: int) -> Matter:
    """The story of that item."""
    return MATTERS[item_id // 10 - 1]


def item(item_id: int) -> Item:
    """The item as stored."""
    m = matter(item_id)
    body = m.body or f"{m.title}。有关情况正在进一步了解，后续进展将及时发布。"
    return Item(
        item_id,
        1,
        m.source,
        f"url:{item_id}",
        m.title,
        body,
        f"https://daily.yunchuan.example/{item_id}.html",
        moment(m.at),
        None,
        moment(m.at) + timedelta(minutes=2),
        digest="a91f" + "0" * 56 + "07c2",
        story_id=item_id,
        event_id=item_id,
    )


def verdict(item_id: int) -> Verdict:
    """What was read out of it, with the places of the words that spoke."""
    m, text = matter(item_id), item(item_id).text
    because = tuple(
        Reason(f, words, text.index(words), text.index(words) + len(words), weight) for f, words, weight in m.hits
    )
    return Verdict(
        topics=tuple(Scored(name, 0.9 - 0.2 * n) for n, name in enumerate(m.topics)),
        scope=m.scope,
        kind=Scored("D6" if "S7" in m.scope else "D3" if m.hint else "D2", 0.7),
        voice=m.voice,
        attitude=Scored(m.attitude, 0.93 if m.attitude is NEG else 0.71),
        emergency=Emergency.ACCIDENT if m.hint is Level.MAJOR else None,
        severity=Severity(int(m.hint), ("11人被困",)) if m.hint is Level.MAJOR else None,
        lead=UnitChoice("x", m.unit, m.score, "R1") if m.unit else UnitChoice(None, None, 0.0, None),
        others=tuple(UnitChoice("y", name, 0.3, "R5") for name in m.co),
        because=because,
        sure=m.score >= 0.35,
    )


def copies(item_id: int) -> tuple[Copy, ...]:
    """Its reprints."""
    m = matter(item_id)
    heads = (m.title, f"直击：{m.title}", f"最新进展｜{m.title}")
    return tuple(
        Copy(
            item_id + n,
            heads[n % 3],
            SOURCE_NAMES[n % 9],
            moment(m.at) + timedelta(minutes=7 * n),
            f"https://a.example/{n}",
        )
        for n in range(1, min(m.reprints, 8) + 1)
    )


def sources() -> list[tuple[Source, Health]]:
    """Ten sources: well, failing, paused, new."""
    made = []
    for n, name in enumerate(SOURCE_NAMES, 1):
        form = Form.HOT_LIST if name == "本地热榜" else Form.TABLE if name.startswith("12345") else Form.FEED
        source = Source(n, name, f"https://s{n}.yunchuan.example/rss.xml", form, tier=Tier.CITY, paused=n == 8)
        health = Health(
            HealthState.WELL,
            NOW,
            NOW - timedelta(minutes=3 * n),
            NOW + timedelta(minutes=15 - n),
            0,
            None,
            items_last=50,
            items_total=1302 - 97 * n,
        )
        if n == 7:
            why = "“s7.yunchuan.example”的服务器出错（503），不是本机的问题；稍后会自动再试。"
            health = Health(
                HealthState.FAILING, NOW, NOW - timedelta(hours=5), NOW + timedelta(minutes=41), 4, why, items_total=318
            )
        if n == 4:
            health = replace(health, moved_to="https://news.yunchuan.example/rss.xml", moved_since=NOW)
        if n == 5:
            health = replace(health, watch_until=NOW + timedelta(hours=6))
        if n == 8:
            health = Health(HealthState.PAUSED, NOW, NOW - timedelta(days=2), None, items_total=97)
        if n == 10:
            health = Health()
        made.append((source, health))
    return made


def volume(source: Source) -> Volume:
    """What a source usually brings; the third one is silent since the early morning."""
    if source.id > 8:
        return Volume()
    silent = NOW - timedelta(hours=9) if source.id == 3 else None
    return Volume(float(60 - 7 * source.id), 0 if silent else 50, silent or NOW, silent)
