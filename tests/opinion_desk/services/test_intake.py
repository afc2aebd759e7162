"""Entries become items: once, revised when they change, folded, and whole or not at all."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from opinion_desk.domain.collected import Collected, Outcome
from opinion_desk.domain.errors import Unavailable
from opinion_desk.domain.item import Metrics
from opinion_desk.domain.source import HealthState, Tier
from opinion_desk.services import intake as intake_module
from opinion_desk.services.folding import WINDOW
from opinion_desk.services.intake import Intake
from opinion_desk.store import adding
from opinion_desk.store.store import Store
from opinion_desk.store.writing import Transaction
from tests.opinion_desk.services.stand_ins import (
    NINE,
    FakeGrouper,
    FakeReader,
    brought,
    entry,
    fill_disk,
    minutes,
    new_source,
    take,
)


def test_an_entry_that_is_known_is_not_stored_or_read_again(store: Store, intake: Intake, reader: FakeReader) -> None:
    source = new_source(store)
    first = take(intake, source, entry("a"), entry("b"))
    again = take(intake, source, entry("a"), entry("b"), entry("c"))
    assert again[:2] == first and store.items.count() == 3
    assert reader.batches == [["云川市a", "云川市b"], ["云川市c"]]


def test_a_changed_entry_is_revised_and_keeps_its_earlier_wording(store: Store, intake: Intake) -> None:
    source = new_source(store)
    (id,) = take(intake, source, entry("a", body="支架完好"))
    taking = intake.begin(NINE)
    taking.add(brought(source, entry("a", body="支架坍塌")), source.name, NINE + minutes(30))
    taken = taking.finish(NINE + minutes(30))
    assert (taken.seen, taken.new, taken.changed) == (1, 0, 1)
    assert store.items.get(id).body == "支架坍塌"
    assert [(v.body, v.replaced) for v in store.items.versions(id)] == [("支架完好", NINE + minutes(30))]
    verdict = store.verdicts.get(id)
    assert verdict is not None and verdict.severity is not None  # it was read again


def test_the_same_text_in_two_sources_is_one_story(store: Store, intake: Intake) -> None:
    daily, net = new_source(store), new_source(store, "云川网")
    (first,) = take(intake, daily, entry("a", body="同一篇"))
    (second,) = take(intake, net, entry("b", body="同一篇"))
    (third,) = take(intake, net, entry("c", body="另一篇"))
    assert store.items.get(second).story_id == first == store.items.get(first).story_id
    assert store.items.get(third).story_id == third


def test_verdicts_stand_with_their_own_entries_over_batches(
    store: Store, intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake_module, "BATCH", 3)
    source = new_source(store)
    entries = [entry(f"k{n}", body=f"水压{n}" if n % 3 else f"围挡{n}") for n in range(11)]
    ids = take(intake, source, *entries)
    assert ids == sorted(ids) and len(ids) == 11
    for id, one in zip(ids, entries, strict=True):
        verdict = store.verdicts.get(id)
        assert verdict is not None and verdict.lead.function == (
            "water" if "水" in one.body else "housing_construction"
        )


def test_a_failing_source_gives_a_row_with_its_reason_and_no_items(store: Store, intake: Intake) -> None:
    source = new_source(store)
    why = Unavailable("connection_refused", host="example.cn")
    taking = intake.begin(NINE)
    taking.add(Collected(source.id, Outcome.FAILED, (entry("a"),), why=why), source.name, NINE)
    taken = taking.finish(NINE)
    row = store.sources.get(source.id)
    assert (taken.new, store.items.count()) == (0, 0)
    assert row.health.state is HealthState.FAILING and row.health.why == why.sentence and row.health.errors == 1


def test_a_source_that_comes_back_is_well_again(store: Store, intake: Intake) -> None:
    source = new_source(store)
    why = Unavailable("connection_refused", host="example.cn")
    taking = intake.begin(NINE)
    taking.add(Collected(source.id, Outcome.FAILED, why=why), source.name, NINE)
    taking.finish(NINE)
    take(intake, source, entry("a"))
    health = store.sources.get(source.id).health
    assert (health.state, health.why, health.errors) == (HealthState.WELL, None, 0)


def test_counts_of_a_known_entry_are_added_with_their_time(store: Store, intake: Intake, reader: FakeReader) -> None:
    source = new_source(store, "热榜")
    (id,) = take(intake, source, entry("a", metrics=Metrics(NINE, rank=8)))
    take(intake, source, entry("a", metrics=Metrics(NINE + minutes(15), rank=2)))
    assert [(m.seen, m.rank) for m in store.items.metrics(id)] == [(NINE, 8), (NINE + minutes(15), 2)]
    assert len(reader.batches[-1]) == 0  # the words did not change: nothing was read


def test_a_full_disk_leaves_nothing_half_and_the_next_attempt_takes_all(path: Path) -> None:
    store = Store.open(path)
    source = new_source(store)
    intake = Intake(store, FakeReader(), FakeGrouper())
    make_room = fill_disk(store)
    entries = [entry(f"k{n}", body="很长的正文" * 400 + str(n)) for n in range(60)]
    with pytest.raises(Unavailable) as full:
        take(intake, source, *entries)
    assert full.value.id == "store_disk_full"
    assert store.items.count() == 0 and store.sources.get(source.id).health.last_success is None
    make_room()
    assert len(take(intake, source, *entries)) == store.items.count() == 60
    assert store.verify() == []
    store.close()


def test_after_a_failed_batch_the_grouper_starts_anew_from_what_is_stored(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The ids of a rolled back batch are given again: a grouper that remembered them would fold strangers together."""
    store, grouper = Store.open(path), FakeGrouper()
    source = new_source(store)
    intake = Intake(store, FakeReader(), grouper)
    (kept,) = take(intake, source, entry("kept", body="留下"))
    real = adding.insert

    def fail(tx: Transaction, rows: Sequence[adding.NewItem]) -> adding.Inserted:
        raise OSError("the machine is out of luck")

    monkeypatch.setattr(adding, "insert", fail)
    with pytest.raises(OSError, match="out of luck"):
        take(intake, source, entry("lost", body="丢失"), entry("lost2", body="丢失"))
    monkeypatch.setattr(adding, "insert", real)
    one, two, reprint = take(intake, source, entry("x", body="甲"), entry("y", body="乙"), entry("z", body="留下"))
    stories = [store.items.get(id).story_id for id in (one, two, reprint)]
    assert stories == [one, two, kept]
    assert store.verify() == []
    store.close()


def test_a_batch_behind_a_failed_one_does_not_use_its_memory(
    store: Store, grouper: FakeGrouper, intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two rounds at once: the first one's batch fails while the second one's already waits behind it."""
    source, other = new_source(store), new_source(store, "云川网")
    real, calls = adding.insert, iter([True, False])

    def fail_first(tx: Transaction, rows: Sequence[adding.NewItem]) -> adding.Inserted:
        if next(calls):
            raise OSError("once")
        return real(tx, rows)

    monkeypatch.setattr(adding, "insert", fail_first)
    failing, going_on = intake.begin(NINE), intake.begin(NINE)
    failing.add(brought(source, entry("a", body="甲"), entry("b", body="甲")), source.name, NINE)
    going_on.add(brought(other, entry("c", body="丙"), entry("d", body="丁")), other.name, NINE)
    failing._store_waiting(NINE)
    going_on._store_waiting(NINE)
    with pytest.raises(OSError, match="once"):
        failing.finish(NINE)
    assert going_on.finish(NINE).new == 2
    known = store.items.known(other.id, ["c", "d"])
    assert {store.items.get(row.id).story_id for row in known.values()} == {row.id for row in known.values()}


def test_a_visit_counts_as_made_only_when_its_last_entry_is_stored(
    store: Store, intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise the source would answer "unchanged" next time, and the entries that failed would never come."""
    monkeypatch.setattr(intake_module, "BATCH", 2)
    monkeypatch.setattr(intake_module, "_IN_FLIGHT", 9)
    source = new_source(store)
    real, calls = adding.insert, iter([False, True, False])

    def fail_second(tx: Transaction, rows: Sequence[adding.NewItem]) -> adding.Inserted:
        if next(calls):
            raise OSError("second")
        return real(tx, rows)

    monkeypatch.setattr(adding, "insert", fail_second)
    taking = intake.begin(NINE)
    taking.add(brought(source, *(entry(f"k{n}") for n in range(6)), etag='"v1"'), source.name, NINE)
    with pytest.raises(OSError, match="second"):
        taking.finish(NINE)
    health = store.sources.get(source.id).health
    assert health.etag is None and health.last_success is None
    assert store.items.count() == 2  # what came before it is whole and stays


def test_an_entry_twice_in_one_import_is_stored_once_and_its_later_words_win(
    store: Store, intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake_module, "BATCH", 1)
    source = new_source(store)
    taking = intake.begin(NINE)
    for body in ("先前的话", "后来的话"):
        taking.add(brought(source, entry("a", body=body)), source.name, NINE)
    taken = taking.finish(NINE)
    (known,) = store.items.known(source.id, ["a"]).values()
    assert (taken.new, taken.changed, store.items.get(known.id).body) == (1, 1, "后来的话")


def test_what_another_process_stored_is_recalled(path: Path) -> None:
    here, there = Store.open(path), Store.open(path)
    source, grouper = new_source(here), FakeGrouper()
    mine, other = Intake(here, FakeReader(), grouper), Intake(there, FakeReader(), FakeGrouper())
    (own,) = take(mine, source, entry("a", body="甲"))
    (theirs,) = take(other, source, entry("b", body="乙"))
    (reprint,) = take(mine, source, entry("c", body="乙"))
    assert here.items.get(reprint).story_id == theirs
    assert grouper.recalled == [theirs]  # its own it knew already
    assert own != theirs
    here.close()
    there.close()


def test_what_is_older_than_the_window_is_forgotten_so_that_memory_stays_flat(
    store: Store, grouper: FakeGrouper, intake: Intake
) -> None:
    source = new_source(store)
    (old,) = take(intake, source, entry("a", body="甲"))
    later = NINE + WINDOW + timedelta(hours=1)
    (new,) = take(intake, source, entry("b", body="甲", at=later), now=later)
    assert set(grouper.known) == {new} and store.items.get(new).story_id == new != old


def test_a_hotline_is_of_home_and_so_is_a_source_that_bears_its_name(store: Store) -> None:
    seen: list[bool] = []

    class Reader(FakeReader):
        def read(self, texts):  # type: ignore[no-untyped-def]
            seen.extend(text.of_home for text in texts)
            return super().read(texts)

    intake = Intake(store, Reader(), FakeGrouper(), "云川市")
    for source in (
        new_source(store, "云川网"),
        new_source(store, "12345", tier=Tier.HOTLINE),
        new_source(store, "省报"),
    ):
        take(intake, source, entry(source.name))
    assert seen == [True, True, False]


def test_folding_holds_no_write_lock(store: Store) -> None:
    """It may take longer than a transaction should: whoever waits to write must not wait for it."""
    places: list[str] = []

    class Grouper(FakeGrouper):
        def place_many(self, rows):  # type: ignore[no-untyped-def]
            places.append(threading.current_thread().name)
            return super().place_many(rows)

    intake = Intake(store, FakeReader(), Grouper())
    take(intake, new_source(store), *(entry(f"k{n}") for n in range(900)))
    assert len(places) == 3 and set(places) == {threading.current_thread().name}


def test_full_batches_order_their_ids_in_time_and_nobody_gets_one_twice(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake_module, "BATCH", 20)
    monkeypatch.setattr(intake_module, "AHEAD", 80)
    intake = Intake(store, FakeReader(), FakeGrouper())
    sources = [new_source(store, f"来源{n}") for n in range(3)]
    rounds = [intake.begin(NINE) for _ in sources]
    for part in range(3):
        for source, taking in zip(sources, rounds, strict=True):
            keys = [f"{part}-{n}" for n in range(intake_module.BATCH)]
            taking.add(brought(source, *(entry(key) for key in keys)), source.name, NINE)
    assert [taking.finish(NINE).new for taking in rounds] == [3 * intake_module.BATCH] * 3
    assert store.items.count() == 9 * intake_module.BATCH and store.verify() == []


def test_half_a_character_in_an_entry_does_not_stop_the_others(store: Store, intake: Intake) -> None:
    source = new_source(store)
    taking = intake.begin(NINE)
    taking.add(brought(source, entry("a\ud800", "题\ud800", "文\udfff"), entry("b")), source.name, NINE)
    assert taking.finish(NINE).new == 2
    again = intake.begin(NINE)
    again.add(brought(source, entry("a\ud800", "题\ud800", "文\udfff")), source.name, NINE)
    assert again.finish(NINE).new == 0 and store.items.count() == 2
