"""`python -m bench.pipeline`: 200 feeds of 50 items over loopback HTTP, stage by stage and as a whole.

The server runs in a process of its own. Beside the desk's stages stand, in the same run and on the same texts, the raw
speeds of what it is built on: jieba, rjieba, feedparser, fastfeedparser, and a bare insert into SQLite.
"""

from __future__ import annotations

import argparse
import multiprocessing
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

from bench.feeds import bench_documents
from bench.line import print_line
from opinion_desk.clock import SystemClock
from opinion_desk.collectors.detect import parse
from opinion_desk.collectors.fetching import Fetcher
from opinion_desk.compose import compose
from opinion_desk.demo.server import LoopbackServer
from opinion_desk.domain.collected import Parsed
from opinion_desk.domain.item import Entry
from opinion_desk.domain.reading import TextToRead
from opinion_desk.domain.source import Form, Source
from opinion_desk.domain.verdict import Verdict
from opinion_desk.settings import Settings
from opinion_desk.store import adding
from opinion_desk.store import sources as source_rows
from opinion_desk.store.store import Store
from opinion_desk.store.writing import Transaction

FEEDS: Final = 200
JURISDICTION: Final = Settings(jurisdiction="云川市")
_REFERENCE_TEXTS: Final = 1_000
_BATCH: Final = 300


@dataclass(frozen=True, slots=True)
class Texts:
    """What the stages are measured on."""

    entries: tuple[Entry, ...]
    to_read: tuple[TextToRead, ...]


def main() -> None:
    """Measure and print the one line."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quick", action="store_true", help="a rough figure in under 20 s")
    feeds = 40 if arguments.parse_args().quick else FEEDS
    documents = bench_documents(feeds)
    figures: dict[str, float] = {}
    with served(documents) as base_url:
        texts = _fetch_and_parse(documents, base_url, figures)
        _read(texts, figures)
        _store(texts, figures)
        _whole(documents, base_url, figures)
    print_line("pipeline", figures, _reference(documents, texts))


@contextmanager
def served(documents: dict[str, tuple[bytes, str]]) -> Iterator[str]:
    """The documents on loopback, served by a process of their own, so that both cores do what they do in earnest."""
    here, there = multiprocessing.get_context("spawn").Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(documents, there), daemon=True)
    process.start()
    try:
        yield here.recv()
    finally:
        here.send("end")
        process.join(timeout=10)


def _serve(documents: dict[str, tuple[bytes, str]], pipe: Connection) -> None:
    with LoopbackServer(documents) as server:
        pipe.send(server.base_url)
        pipe.recv()


def _rate(count: int, work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return count / (time.perf_counter() - started)


def _fetch_and_parse(documents: dict[str, tuple[bytes, str]], base_url: str, figures: dict[str, float]) -> Texts:
    clock = SystemClock()
    fetcher = Fetcher(user_agent="OpinionDesk bench", now=clock.now, timeout_s=20, max_bytes=15_000_000, connections=2)
    bodies: list[bytes] = []
    parsed: list[Parsed] = []

    def fetch() -> None:
        bodies.extend(fetcher.fetch(base_url + path, internal=True).body for path in documents)

    def parse_all() -> None:
        for (path, (_, kind)), body in zip(documents.items(), bodies, strict=True):
            parsed.append(parse(body, url=base_url + path, content_type=kind, now=clock.now()))

    started = time.perf_counter()
    fetch()
    fetching = time.perf_counter() - started
    fetcher.close()
    started = time.perf_counter()
    parse_all()
    parsing = time.perf_counter() - started
    entries = tuple(entry for document in parsed for entry in document.items)
    figures["fetch_items_per_s"] = len(entries) / fetching
    figures["parse_items_per_s"] = len(entries) / parsing
    return Texts(entries, tuple(TextToRead(e.key, e.title, e.body, e.published, None, e.link) for e in entries))


def _read(texts: Texts, figures: dict[str, float]) -> None:
    from models.grouping import StoryGrouper
    from models.reader import load_reader
    from models.segmentation import segmenter

    cutter, reader, grouper = segmenter(), load_reader("云川市"), StoryGrouper()
    reader.read(texts.to_read[:50])
    verdicts: list[Verdict] = []
    now = SystemClock().now()
    count = len(texts.to_read)

    def read() -> None:
        for start in range(0, count, _BATCH):
            verdicts.extend(reader.read(texts.to_read[start : start + _BATCH]))

    def fold() -> None:
        rows = [(n, t, v, t.published or now) for n, (t, v) in enumerate(zip(texts.to_read, verdicts, strict=True), 1)]
        for start in range(0, count, _BATCH):
            grouper.place_many(rows[start : start + _BATCH])

    figures["segment_items_per_s"] = _rate(count, lambda: [cutter.words(text.text) for text in texts.to_read])
    figures["read_items_per_s"] = _rate(count, read)
    figures["fold_items_per_s"] = _rate(count, fold)


def _store(texts: Texts, figures: dict[str, float]) -> None:
    """Storing without and with the index: the difference is the index's own cost."""
    from opinion_desk.store.search_batch import index_texts

    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(Path(folder) / "bench.sqlite3")
        now = SystemClock().now()
        source = store.write_now(lambda tx: source_rows.add(tx, Source(0, "bench", "http://bench", Form.FEED))).value
        unique = list({entry.key: entry for entry in texts.entries}.values())

        def insert(portion: Sequence[Entry]) -> None:
            def job(tx: Transaction) -> None:
                ids = adding.reserve(tx, len(portion))
                rows = [
                    adding.NewItem(id, source.id, e, now, None, Verdict()) for id, e in zip(ids, portion, strict=True)
                ]
                adding.insert(tx, rows)

            store.write_now(job)

        def store_all() -> None:
            for start in range(0, len(unique), _BATCH):
                insert(unique[start : start + _BATCH])

        figures["store_and_index_items_per_s"] = _rate(len(unique), store_all)

        def index_all() -> None:
            def job(tx: Transaction) -> None:
                tx.execute("CREATE VIRTUAL TABLE again USING fts5(title, body, content='', contentless_delete=1)")
                for start in range(0, len(unique), _BATCH):
                    part = unique[start : start + _BATCH]
                    titles, bodies = index_texts([e.title for e in part]), index_texts([e.body for e in part])
                    rows = list(zip(range(start, start + len(part)), titles, bodies, strict=True))
                    tx.insert("INSERT INTO again (rowid, title, body)", rows, at_once=_BATCH)

            store.write_now(job)

        figures["index_items_per_s"] = _rate(len(unique), index_all)
        store.close()


def _whole(documents: dict[str, tuple[bytes, str]], base_url: str, figures: dict[str, float]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = compose(Path(folder) / "home", settings=JURISDICTION)
        desk.sources.add_known([Source(0, path, base_url + path, Form.FEED, internal=True) for path in documents])
        desk.texts.reader(None).read(
            [TextToRead("1", "云川大桥", "")]
        )  # the models load once a process, not once a round
        before = time.process_time()
        report = desk.sources.collect_now()
        figures["whole_items_per_s"] = report.new / report.seconds
        figures["whole_own_cpu_ms"] = (time.process_time() - before) / report.new * 1_000  # an item, this process alone
        again = [row.source.id for row in desk.sources.list()]
        figures["unchanged_sources_per_s"] = len(again) / desk.sources.collect_now(again).seconds
        desk.close()


def _reference(documents: dict[str, tuple[bytes, str]], texts: Texts) -> dict[str, float]:
    import logging

    import fastfeedparser
    import feedparser
    import jieba
    import rjieba

    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    rjieba.cut("云川大桥")
    few = [text.text for text in texts.to_read[:_REFERENCE_TEXTS]]
    some = [raw for raw, _ in list(documents.values())[:20]]
    items = sum(len(feedparser.parse(raw).entries) for raw in some[:1]) * len(some)
    return {
        "jieba_items_per_s": _rate(len(few), lambda: [jieba.lcut(text) for text in few]),
        "rjieba_items_per_s": _rate(len(texts.to_read), lambda: [rjieba.cut(t.text) for t in texts.to_read]),
        "feedparser_items_per_s": _rate(items, lambda: [feedparser.parse(raw) for raw in some]),
        "fastfeedparser_items_per_s": _rate(items, lambda: [fastfeedparser.parse(raw.decode()) for raw in some]),
        "bare_sqlite_insert_items_per_s": _rate(len(texts.entries), lambda: _bare_insert(texts.entries)),
    }


def _bare_insert(entries: Sequence[Entry]) -> None:
    from opinion_desk.store.driver import sqlite3

    with tempfile.TemporaryDirectory() as folder:
        connection = sqlite3.connect(str(Path(folder) / "bare.sqlite3"))
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE bare (id INTEGER PRIMARY KEY, title TEXT, body TEXT)")
        with connection:
            connection.executemany("INSERT INTO bare (title, body) VALUES (?, ?)", [(e.title, e.body) for e in entries])
        connection.close()


if __name__ == "__main__":
    main()
