"""A batch of items is stored by few statements, whole, and found again whatever its size."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from opinion_desk.domain.item import Entry, Metrics
from opinion_desk.domain.reading import Placed
from opinion_desk.domain.source import Source
from opinion_desk.domain.verdict import Place, Scored, UnitChoice, Verdict
from opinion_desk.store import adding
from opinion_desk.store.store import Store
from opinion_desk.store.writing import Transaction


def batch(tx: Transaction, source: Source, count: int, now: datetime) -> list[adding.NewItem]:
    """Items of which every third reprints the one two before it; each has a topic in ten, a place and a unit of its own."""
    rows = []
    for number, id in enumerate(adding.reserve(tx, count)):
        story = id - 2 if number % 3 == 2 else id
        verdict = Verdict(
            topics=(Scored(f"领域{number % 10}", 0.9),),
            places=(Place("云川市", "", True), Place("云川市", "1", True)),
            lead=UnitChoice("water", f"第{number}单位", 0.8, "R1"),
            model="m",
        )
        entry = Entry(
            f"k{id}", f"标题{number}", f"湖水第{number}号，见图", None, now, metrics=Metrics(now, reads=number)
        )
        rows.append(adding.NewItem(id, source.id, entry, now, Placed(story, story, b"s"), verdict))
    return rows


@pytest.mark.parametrize("count", [1, 31, 32, 50, 51, 130])
def test_every_item_of_a_batch_is_stored_judged_tagged_folded_and_found(
    store: Store, source: Source, now: datetime, count: int
) -> None:
    done = store.write_now(lambda tx: adding.insert(tx, batch(tx, source, count, now))).value
    assert len(done.ids) == count and done.known == 0
    assert store.verify() == []
    assert store.search.count("湖水") == count
    for number, id in enumerate(done.ids):
        assert store.items.get(id).title == f"标题{number}"
        assert [m.reads for m in store.items.metrics(id)] == [number]
        verdict = store.verdicts.get(id)
        assert verdict is not None and verdict.lead.unit == f"第{number}单位"
        assert [hit.item_id for hit in store.search.search(f'单位:"第{number}单位"', 9)] == [id]
        assert [hit.title for hit in store.search.search(f'"水第{number}号"', 9)] == [f"标题{number}"]
    assert len(store.items.of_story(done.ids[0])) == min(count, 3) - min(count, 3) // 2


def test_a_large_batch_is_a_few_statements_so_that_other_threads_hardly_slow_it(
    store: Store, source: Source, now: datetime
) -> None:
    counted: list[str] = []

    def job(tx: Transaction) -> None:
        rows = batch(tx, source, 100, now)
        tx.connection.set_trace_callback(lambda sql: counted.append(sql[:40]))
        adding.insert(tx, rows)
        tx.connection.set_trace_callback(None)

    store.write_now(job)
    written = [sql for sql in counted if sql.startswith("INSERT") and not sql.startswith("INSERT INTO tags")]
    assert 0 < len(written) < 25


def test_one_entry_with_half_a_character_leaves_the_others_of_its_batch_as_they_are(
    store: Store, source: Source, now: datetime
) -> None:
    def job(tx: Transaction) -> adding.Inserted:
        rows = batch(tx, source, 40, now)
        broken = Entry("k\ud800", "半个\udc00字", "正文\ud83d", published=now + timedelta(hours=1))
        return adding.insert(tx, [*rows, adding.NewItem(adding.reserve(tx, 1)[0], source.id, broken, now)])

    ids = store.write_now(job).value.ids
    assert len(ids) == 41
    assert (store.items.get(ids[-1]).title, store.items.get(ids[0]).title) == ("半个?字", "标题0")
    assert store.search.count("半个") == 1
