"""The stores that the benchmark of clocks measures on are such as the desk itself would have written."""

from __future__ import annotations

from pathlib import Path

from bench.clock_rows import BASE, SOON, acts_of_one, fill
from opinion_desk.domain.replay import replay
from opinion_desk.store.store import Store


def test_a_filled_store_verifies_and_holds_what_was_asked_for(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "desk.sqlite3")
    clocks = fill(store, 40, soon=3)
    assert clocks >= 4 * 40
    assert store.verify() == []
    counts = store.incidents.open_counts(BASE)
    assert (counts.matters, counts.clocks, counts.late) == (40, clocks, 0)
    assert store.incidents.due(BASE) == []
    assert store.incidents.due(BASE + SOON) == [1, 2, 3]
    history = store.incidents.history(40)
    assert len(history) == acts_of_one() and replay(history) == store.incidents.get(40)
    assert store.incidents.id_of("YQ-2026-0040") == 40
    store.close()
