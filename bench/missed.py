"""`python -m bench.missed`: 50,000 rows of a vendor against 200,000 stored items, by link, by title and by text.

Half of the rows are items of the desk (by link with tracking parameters, by title with a medium's name behind it, and reworded, in turns),
half are texts it never saw.
"""

from __future__ import annotations

import argparse
import csv
import resource
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Final

from bench.feeds import BenchItem, bench_items
from bench.line import print_line
from opinion_desk.collectors.files import read_table
from opinion_desk.compose import compose
from opinion_desk.demo.content import DAY
from opinion_desk.domain.item import Entry
from opinion_desk.domain.period import Period
from opinion_desk.domain.reading import TextToRead
from opinion_desk.domain.source import Form, Source
from opinion_desk.domain.verdict import Place, Verdict
from opinion_desk.services.desk import Desk
from opinion_desk.services.missed import VendorFile
from opinion_desk.settings import Settings
from opinion_desk.store import adding
from opinion_desk.store import sources as source_rows
from opinion_desk.store.writing import Transaction

_BATCH: Final = 400
_FEEDS: Final = 4_000  # of fifty items
_HEADS: Final = ("标题", "摘要", "链接", "站点", "发布时间", "采集时间")
_VERDICT: Final = Verdict(places=(Place("云川市", "", True),))


def main() -> None:
    """Measure and print the one line."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--quick", action="store_true", help="a rough figure in under 20 s")
    feeds = 200 if arguments.parse_args().quick else _FEEDS
    items = bench_items(feeds)
    fresh = bench_items(feeds // 8, seed=7)
    with tempfile.TemporaryDirectory() as folder:
        desk = compose(Path(folder) / "home", settings=Settings(jurisdiction="云川市"))
        _fill(desk, items)
        path = Path(folder) / "export.csv"
        rows = _export(path, items, fresh)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        read_s = _took(lambda: read_table(path))
        period = Period(DAY, DAY + timedelta(days=1), "Asia/Shanghai")
        began = time.perf_counter()
        made = desk.missed.compare([VendorFile(path, "甲")], period)
        whole_s = time.perf_counter() - began
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        desk.close()
    assert made is not None
    one = made.vendors[0]
    figures = {
        "items": len(items),
        "rows": rows,
        "whole_s": whole_s,
        "rows_found_share": one.shared.part / max(one.shared.whole, 1),
        "by_link": one.by_link,
        "by_title": one.by_title,
        "by_text": one.by_text,
        "more_mb": max(0, after - before) / 1024,
    }
    print_line("missed", figures, {"read_export_s": read_s})


def _took(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _fill(desk: Desk, items: Sequence[BenchItem]) -> None:
    """The items as a day's collecting would have stored them, folded, without the search index's share of the time being counted."""
    from models.grouping import StoryGrouper

    source = desk.store.write_now(
        lambda tx: source_rows.add(tx, Source(0, "bench", "https://bench.example/feed", Form.FEED))
    )
    grouper = StoryGrouper()
    for portion in _portions(items):

        def job(tx: Transaction, portion: Sequence[BenchItem] = portion) -> None:
            entries = [Entry(f"url:{one.link}", one.title, one.body, one.link, one.published) for one in portion]
            ids = list(adding.reserve(tx, len(entries)))
            texts = [TextToRead(entry.key, entry.title, entry.body) for entry in entries]
            times = [one.published for one in portion]
            told = zip(ids, texts, times, strict=True)
            placed = grouper.place_many([(id, text, _VERDICT, at) for id, text, at in told])
            new = zip(ids, entries, times, placed, strict=True)
            adding.insert(
                tx,
                [
                    adding.NewItem(id, source.value.id, entry, at + timedelta(minutes=10), where, _VERDICT)
                    for id, entry, at, where in new
                ],
            )

        desk.store.write_now(job)


def _portions(items: Sequence[BenchItem]) -> Iterator[Sequence[BenchItem]]:
    return (items[start : start + _BATCH] for start in range(0, len(items), _BATCH))


def _export(path: Path, items: Sequence[BenchItem], fresh: Sequence[BenchItem]) -> int:
    """An export of as many known rows as fresh ones; how many rows it has."""
    known = items[:: max(1, len(items) // len(fresh))][: len(fresh)]
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(_HEADS)
        for number, one in enumerate(known):
            title, link, body = one.title, f"{one.link}?utm_source=a", one.body
            if number % 3:
                link = f"https://mirror.example/{number}"
                title = f"{title}_云川新闻网" if number % 3 == 1 else f"要闻：{title[::-1]}"
            writer.writerow((title, body, link, "镜像站", *_times(one)))
        for number, one in enumerate(fresh):
            writer.writerow(
                (f"{one.title}（{number}）", one.body[::-1], f"https://other.example/{number}", "别站", *_times(one))
            )
    return 2 * len(fresh)


def _times(one: BenchItem) -> tuple[str, str]:
    return f"{one.published:%Y-%m-%d %H:%M:%S}", f"{one.published + timedelta(minutes=25):%Y-%m-%d %H:%M:%S}"


if __name__ == "__main__":
    main()
