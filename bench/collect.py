"""`python -m bench.collect`: 10,000 items in 200 feeds over loopback HTTP, fetched, parsed, known-checked and stored, without being
judged; a second round in which 1,000 sources answer 304; and what waiting costs with 10,000 sources that are not due.

The server runs in a process of its own and is fifty hosts (127.0.1.0 and on, on Linux), for on one host at most two visits go
on at once. As in the collecting process, which runs for days, `settle_in` was called and one feed was collected before, so that
modules are loaded. Beside the wall stands the time of processor. Where newsboat is installed, its reload of the same feeds, sixteen
at once, stands beside ours, with how many feeds it was answered and how many items it keeps; it is not warmed, being a program a round.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from bench.feed_server import FeedServer, served_on_many_hosts
from bench.feeds import bench_documents
from bench.line import print_line
from opinion_desk.clock import SystemClock
from opinion_desk.collectors.collector import HttpCollector
from opinion_desk.compose import USER_AGENT, settle_in
from opinion_desk.domain.errors import Refused
from opinion_desk.domain.reading import Placed, TextToRead
from opinion_desk.domain.source import Form, Source
from opinion_desk.domain.verdict import Verdict
from opinion_desk.services.intake import Intake
from opinion_desk.services.ports import Subscriptions
from opinion_desk.services.sources import SourceService
from opinion_desk.store.store import Store

FEEDS: Final = 200
UNCHANGED: Final = 1_000
WAITING: Final = 10_000
_LOOKS: Final = 200


class Unjudged:
    """Reads nothing: what is measured here is collecting."""

    name = "none"

    def read(self, texts: Sequence[TextToRead]) -> list[Verdict]:
        """An empty verdict a text."""
        return [Verdict()] * len(texts)


class Alone:
    """Every item its own story."""

    def recall(self, known: Iterable[tuple[int, Placed, datetime]]) -> None:
        """Nothing is remembered."""

    def place(self, item_id: int, text: TextToRead, verdict: Verdict, when: datetime) -> Placed:
        """Under its own id."""
        return Placed(item_id, item_id, b"")

    def place_many(self, rows: Sequence[tuple[int, TextToRead, Verdict, datetime]]) -> list[Placed]:
        """Each under its own id."""
        return [self.place(*row) for row in rows]

    def forget(self, before: datetime) -> None:
        """Nothing is remembered."""


def main() -> None:
    """Measure and print the one line."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quick", action="store_true", help="a rough figure in under 20 s")
    small = 5 if arguments.parse_args().quick else 1
    documents, quiet = bench_documents(FEEDS // small), _small(UNCHANGED // small)
    figures: dict[str, float] = {}
    settle_in()
    warm = {"/warm.xml": bench_documents(1, seed=2)["/feed/0.xml"]}
    with served_on_many_hosts({**documents, **quiet, **warm}) as server, tempfile.TemporaryDirectory() as folder:
        addresses = server.addresses(list(documents))
        _first_round(server.addresses(list(warm)), Path(folder), {}, "warm")
        _first_round(addresses, Path(folder), figures)
        _unchanged_round(server.addresses(list(quiet)), Path(folder), figures)
        _waiting(WAITING, Path(folder), figures)
        reference = _newsboat(server, addresses, Path(folder))
    print_line("collect", figures, reference)


def _service(store: Store) -> SourceService:
    clock = SystemClock()
    collector = HttpCollector(user_agent=USER_AGENT, now=clock.now)
    intake = Intake(store, Unjudged(), Alone())
    return SourceService(store, lambda: collector, _no_subscriptions, lambda: intake, clock)


def _no_subscriptions() -> Subscriptions:
    raise Refused("opml_no_feeds")


def _small(count: int) -> dict[str, tuple[bytes, str]]:
    """Feeds of one item, for the round in which nothing changed."""
    text = (
        '<rss version="2.0"><channel><title>来源{n}</title><link>https://s{n}.example.cn/</link>'
        "<item><title>第{n}则</title><link>https://s{n}.example.cn/1</link></item></channel></rss>"
    )
    return {f"/small/{n}.xml": (text.format(n=n).encode(), "application/rss+xml") for n in range(count)}


def _first_round(addresses: Sequence[str], folder: Path, figures: dict[str, float], name: str = "first") -> None:
    store = Store.open(folder / f"{name}.sqlite3")
    service = _service(store)
    service.add_known([Source(0, address, address, Form.FEED, internal=True) for address in addresses])
    before = time.process_time()
    report = service.collect_now()
    figures["first_round_own_cpu_ms"] = (time.process_time() - before) * 1_000
    figures["first_round_items"] = report.new
    figures["first_round_ms"] = report.seconds * 1_000
    service.close()
    store.close()


def _unchanged_round(addresses: Sequence[str], folder: Path, figures: dict[str, float]) -> None:
    store = Store.open(folder / "second.sqlite3")
    service = _service(store)
    service.add_known([Source(0, address, address, Form.FEED, internal=True) for address in addresses])
    service.collect_now()
    again = [row.source.id for row in store.sources.all()]
    before = time.process_time()
    report = service.collect_now(again)
    figures["unchanged_round_own_cpu_ms"] = (time.process_time() - before) * 1_000
    figures["unchanged_sources"] = report.unchanged
    figures["unchanged_round_ms"] = report.seconds * 1_000
    service.close()
    store.close()


def _waiting(count: int, folder: Path, figures: dict[str, float]) -> None:
    """What the collecting loop does each second while nothing is due, as a share of one core."""
    store = Store.open(folder / "waiting.sqlite3")
    service = _service(store)
    service.add_known([Source(0, f"来源{n}", f"https://s{n}.example.cn/", Form.FEED) for n in range(count)])
    due = int((SystemClock().now() + timedelta(days=1)).timestamp() * 1_000)
    store.write_now(lambda tx: tx.execute("UPDATE sources SET next_check_ms = ?", (due,)))
    began = time.process_time()
    for _ in range(_LOOKS):
        service.next_due()
    figures["waiting_10000_sources_core_percent"] = (time.process_time() - began) / _LOOKS * 100
    store.close()


def _newsboat(server: FeedServer, addresses: Sequence[str], folder: Path) -> dict[str, float]:
    """The reload of the same feeds by newsboat, where it is installed, and how many it was answered and keeps."""
    program = shutil.which("newsboat")
    if program is None:
        return {}
    (folder / "urls").write_text("\n".join(addresses) + "\n", encoding="utf-8")
    (folder / "config").write_text("reload-threads 16\n", encoding="utf-8")
    places = {"-u": "urls", "-c": "cache.db", "-C": "config"}
    command = [program, *(word for flag, name in places.items() for word in (flag, str(folder / name))), "-x", "reload"]
    server.answered()
    before, began = os.times(), time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    seconds, after = time.perf_counter() - began, os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    with closing(sqlite3.connect(folder / "cache.db")) as kept:
        items = kept.execute("SELECT count(*) FROM rss_item").fetchone()[0]
    return {
        "newsboat_reload_ms": seconds * 1_000,
        "newsboat_cpu_ms": spent * 1_000,
        "newsboat_feeds": server.answered().get(200, 0),
        "newsboat_items": items,
    }


if __name__ == "__main__":
    main()
