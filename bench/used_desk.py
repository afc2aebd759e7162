"""A desk in use for some weeks: items with verdicts, matters with running clocks, and sources that are not due."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Final

from opinion_desk.domain.commands.judging import Judgement
from opinion_desk.domain.item import Entry
from opinion_desk.domain.levels import Level
from opinion_desk.domain.source import Form, Source
from opinion_desk.domain.verdict import Attitude, Emergency, Scored, Verdict
from opinion_desk.services.deed import Deed
from opinion_desk.services.desk import Desk
from opinion_desk.store import adding
from opinion_desk.store.writing import Transaction

from .feeds import ITEMS_PER_FEED, bench_items

_MATTERS: Final = 24
_SOURCES: Final = 300
_BATCH: Final = 500
_APART: Final = timedelta(minutes=2)  # between two items
_MAJOR: Final = Judgement(emergency=Emergency.ACCIDENT, level=Level.MAJOR, authority="云川市应急管理局")


def fill(desk: Desk, items: int) -> None:
    """So many items, rounded up to whole feeds, and what goes with them."""
    desk.sources.add_known(
        [Source(0, f"来源{n}", f"https://quiet{n}.example/rss.xml", Form.FEED, paused=n < 5) for n in range(_SOURCES)]
    )
    later = int((desk.clock.now() + timedelta(days=1)).timestamp() * 1000)
    desk.store.write_now(lambda tx: tx.execute("UPDATE sources SET next_check_ms = ?", (later,)))
    _add_items(desk, items)
    for number in range(_MATTERS):
        deed = Deed("值班员", desk.clock.now() - timedelta(minutes=90 - number))
        opened = desk.incidents.open(f"云川市第{number + 1}号舆情", (number + 1,), deed=deed)
        if number % 2:
            desk.incidents.confirm(opened.id, _MAJOR, deed=deed)


def _add_items(desk: Desk, items: int) -> None:
    texts = bench_items(-(-items // ITEMS_PER_FEED), ITEMS_PER_FEED, seed=7)
    topics, attitudes, now = desk.items.topics(), tuple(Attitude), desk.clock.now()
    sources = [row.source.id for row in desk.store.sources.all()]
    rows = []
    for place, text in enumerate(texts):
        when = now - _APART * (len(texts) - place)
        entry = Entry(f"old-{place}", text.title, text.body, f"https://quiet.example/{place}", when)
        verdict = Verdict(
            topics=(Scored(topics[place % len(topics)], 0.9),), attitude=Scored(attitudes[place % len(attitudes)], 0.8)
        )
        rows.append((sources[place % len(sources)], entry, verdict))

    def add(tx: Transaction, start: int) -> None:
        portion = rows[start : start + _BATCH]
        ids = adding.reserve(tx, len(portion))
        new = [
            adding.NewItem(id, source, entry, entry.published or now, None, verdict)
            for id, (source, entry, verdict) in zip(ids, portion, strict=True)
        ]
        adding.insert(tx, new)

    for start in range(0, len(rows), _BATCH):
        desk.store.write_now(partial(add, start=start))
