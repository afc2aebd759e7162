"""How a desk keeps time when it holds very much: 100,000 open incidents with 400,000 clocks, and a chain of 200,000 acts.

`python -m bench.clocks [--quick]` builds two stores and measures on them: the query for what is due, a tick with nothing due and one with
ten incidents due, opening the store until it answers what is due next, the nearest clocks and the counts for the strip and the boards, a part
of the list, and verifying the chain: whole, and asked again when nothing is new. Beside each, in the same run: the bare SELECT, and SHA-256 over the same bytes. The rows are those that the rules of the domain
make; a test verifies such a store against its history.
"""

from __future__ import annotations

import argparse
import hashlib
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Final

from opinion_desk.domain.channels import NOTICE
from opinion_desk.services.sending import NoticeSender, SendService
from opinion_desk.services.ticking import TickService
from opinion_desk.settings import Settings
from opinion_desk.store.chain import chain_findings
from opinion_desk.store.store import Store

from .clock_rows import BASE, SOON, StillClock, acts_of_one, fill
from .line import print_line

MATTERS: Final = 100_000
LINKS: Final = 200_000
_TIMES: Final = 50
_DUE: Final = 10
_ROUNDS: Final = 9


def median_ms(ask: Callable[[], object], times: int = _TIMES) -> float:
    """The median of so many calls, in milliseconds, after one that is not counted."""
    ask()
    return statistics.median(_once_ms(ask) for _ in range(times))


def _once_ms(ask: Callable[[], object]) -> float:
    began = time.perf_counter()
    ask()
    return (time.perf_counter() - began) * 1000


def of_time(path: Path, matters: int) -> tuple[dict[str, float], dict[str, float]]:
    """Figures of the store with very many clocks, and the bare queries beside them."""
    store = Store.open(path)
    clocks = fill(store, matters, soon=_DUE, rounds=_ROUNDS)
    store.close()

    def start() -> None:
        opened = Store.open(path)
        opened.incidents.next_due()
        opened.close()

    start_ms = median_ms(start, 5)
    store = Store.open(path)
    clock = StillClock(BASE)
    ticks = TickService(store, Settings(), clock, SendService(store, {NOTICE: NoticeSender(store)}))
    figures: dict[str, float] = {
        "incidents": matters,
        "clocks": clocks,
        "startup_ms": start_ms,
        "due_ms": median_ms(lambda: store.incidents.due(BASE)),
        "next_due_ms": median_ms(store.incidents.next_due),
        "nearest_ms": median_ms(lambda: store.incidents.nearest(5)),
        "nearest_statutory_first_ms": median_ms(lambda: store.incidents.nearest(8, units_last=True)),
        "nearest_1000_ms": median_ms(lambda: store.incidents.nearest(1_000), 3),
        "open_counts_ms": median_ms(lambda: store.incidents.open_counts(BASE), 10),
        "listing_500_open_ms": median_ms(lambda: store.incidents.listing(500, 500), 3),
        "tick_nothing_due_ms": median_ms(ticks.tick),
    }
    ms = int(BASE.timestamp() * 1000)
    with store.read() as bare:
        select = "SELECT id FROM incidents WHERE next_due_ms <= ? ORDER BY next_due_ms, id"
        reference = {"bare_due_select_ms": median_ms(lambda: bare.execute(select, (ms,)).fetchall())}
        whole = "SELECT min(deadline_ms) FROM clocks WHERE +open = 1"
        reference["clocks_without_index_ms"] = median_ms(lambda: bare.execute(whole).fetchall(), 3)
    clock.set(BASE + SOON)
    figures["due_ten_ms"] = median_ms(lambda: store.incidents.due(clock.now()))
    took: list[float] = []
    for n in range(1, _ROUNDS + 1):
        clock.set(BASE + n * SOON)
        took.append(_once_ms(ticks.tick))
    figures |= {"tick_ten_due_ms": statistics.median(took), "tick_ten_due_ms_max": max(took)}
    store.close()
    return figures, reference


def of_the_record(path: Path, links: int) -> tuple[dict[str, float], dict[str, float]]:
    """Figures of verifying a chain, and of all else that `verify` does, an incident; the bare hashing beside them."""
    store = Store.open(path)
    matters = -(-links // acts_of_one())
    fill(store, matters)
    with store.read() as connection:
        count = connection.execute("SELECT count FROM chain").fetchone()[0]
        chain_ms = median_ms(lambda: chain_findings(connection), 3)
        texts = [data.encode() for (data,) in connection.execute("SELECT data || by || prev || kind FROM acts")]
    store.incidents.unchanged(BASE)
    again_ms = median_ms(lambda: store.incidents.unchanged(BASE))
    met_ms = median_ms(lambda: store.incidents.met_since(BASE + timedelta(days=1)), 10)
    hashing_ms = median_ms(lambda: [hashlib.sha256(text).digest() for text in texts], 3)
    began = time.perf_counter()
    findings = store.verify()
    whole_ms = (time.perf_counter() - began) * 1000
    store.close()
    if findings:
        raise RuntimeError(f"the store of this benchmark does not verify: {findings[:3]}")
    figures = {
        "links": count,
        "links_verified_ms": chain_ms,
        "links_verified_again_ms": again_ms,
        "met_since_ms": met_ms,
        "links_verified_us_a_link": chain_ms * 1000 / count,
        "verify_beside_the_chain_us_an_incident": (whole_ms - chain_ms) * 1000 / matters,
    }
    return figures, {"sha256_of_as_many_bytes_ms": hashing_ms}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="a twentieth of everything")
    share = 20 if parser.parse_args().quick else 1
    with tempfile.TemporaryDirectory(prefix="desk-clocks-") as folder:
        of_clocks, bare = of_time(Path(folder) / "clocks.sqlite3", MATTERS // share)
        of_links, hashing = of_the_record(Path(folder) / "record.sqlite3", LINKS // share)
    print_line("clocks", {**of_clocks, **of_links}, {**bare, **hashing})


if __name__ == "__main__":
    main()
