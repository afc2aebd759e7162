"""A batch is read while the one before it is stored; order and promises stay."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

import pytest

from opinion_desk.domain.reading import TextToRead
from opinion_desk.domain.verdict import Verdict
from opinion_desk.services import intake as intake_module
from opinion_desk.services.desk import Desk
from opinion_desk.services.intake import Intake
from opinion_desk.services.reading_ahead import ReadingAhead
from opinion_desk.store.store import Store
from tests.opinion_desk.services.stand_ins import NINE, FakeGrouper, FakeReader, brought, entry, new_source


class Elsewhere(FakeReader):
    """A reader whose bulk reading is another thread's; `before` is called ahead of each batch with its number."""

    def __init__(self) -> None:
        super().__init__()
        self.threads: set[int] = set()
        self.closed = False

    def before(self, number: int) -> None:
        """What the test lays in its way."""

    def read_bulk(self, texts: Sequence[TextToRead]) -> list[Verdict]:
        self.threads.add(threading.get_ident())
        self.before(len(self.batches) + 1)
        return self.read(texts)

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Elsewhere:
    monkeypatch.setattr(intake_module, "BATCH", 2)
    return Elsewhere()


def test_the_second_batch_is_being_read_while_the_first_is_stored(store: Store, elsewhere: Elsewhere) -> None:
    source = new_source(store)
    stored = threading.Event()
    store.on_changes(lambda changes: stored.set() if source.id in changes.sources else None)
    held: list[bool] = []
    elsewhere.before = lambda number: held.append(number == 1 or stored.wait(30))  # type: ignore[method-assign]
    taking = Intake(store, elsewhere, FakeGrouper()).begin(NINE)
    for number in range(4):
        taking.add(brought(source, entry(f"a{number}"), entry(f"b{number}")), source.name, NINE)
    assert taking.finish(NINE).new == 8
    assert held == [True] * 4
    assert elsewhere.batches == [[f"云川市a{n}", f"云川市b{n}"] for n in range(4)]
    assert len(elsewhere.threads) == 1 and threading.get_ident() not in elsewhere.threads


def test_every_entry_keeps_its_own_verdict_and_its_turn(store: Store, elsewhere: Elsewhere) -> None:
    source = new_source(store)
    taking = Intake(store, elsewhere, FakeGrouper()).begin(NINE)
    names = [f"k{number}" for number in range(15)]
    for name in names:
        body = f"水压{name}" if int(name[1:]) % 3 else f"围挡{name}"
        taking.add(brought(source, entry(name, body=body)), source.name, NINE)
    taking.finish(NINE)
    known = store.items.known(source.id, names)
    ids = [known[name].id for name in names]
    assert ids == sorted(ids)
    for name, id in zip(names, ids, strict=True):
        verdict = store.verdicts.get(id)
        assert verdict is not None and (verdict.lead.function == "water") is bool(int(name[1:]) % 3)


def test_a_reader_that_fails_stops_the_round_behind_what_was_read_before(store: Store, elsewhere: Elsewhere) -> None:
    source, other = new_source(store), new_source(store, "云川网")

    def fail(number: int) -> None:
        if number == 2:
            raise OSError("out of luck")

    elsewhere.before = fail  # type: ignore[method-assign]
    taking = Intake(store, elsewhere, FakeGrouper()).begin(NINE)
    taking.add(brought(source, entry("a"), entry("b"), etag='"v1"'), source.name, NINE)
    taking.add(brought(other, entry("c"), entry("d"), etag='"v2"'), other.name, NINE)
    with pytest.raises(OSError, match="out of luck"):
        taking.finish(NINE)
    store.write_now(lambda tx: None)  # behind everything that was handed over
    assert set(store.items.known(source.id, ["a", "b"])) == {"a", "b"}
    assert store.sources.get(source.id).health.etag == '"v1"'
    assert store.items.count() == 2 and store.sources.get(other.id).health.etag is None
    assert store.verify() == []


def test_an_entry_that_comes_again_while_it_is_being_read_is_stored_once(store: Store, elsewhere: Elsewhere) -> None:
    source = new_source(store)
    taking = Intake(store, elsewhere, FakeGrouper()).begin(NINE)
    taking.add(brought(source, entry("a", body="先前的话"), entry("b")), source.name, NINE)
    taking.add(brought(source, entry("a", body="后来的话"), entry("c")), source.name, NINE)
    taken = taking.finish(NINE)
    (known,) = store.items.known(source.id, ["a"]).values()
    assert (taken.new, taken.changed, store.items.get(known.id).body) == (3, 1, "后来的话")


def test_what_a_reader_started_ends_with_the_desk(make_desk: Callable[..., Desk], elsewhere: Elsewhere) -> None:
    desk = make_desk(reader=lambda wanted: elsewhere)
    desk.close()
    assert not elsewhere.closed  # it was never asked for
    desk = make_desk(reader=lambda wanted: elsewhere)
    assert desk.texts.model() == elsewhere.name
    desk.close()
    assert elsewhere.closed


def test_a_reader_that_reads_here_has_no_thread_and_nothing_waits_for_it() -> None:
    reader = FakeReader()
    ahead = ReadingAhead(reader)
    before = threading.active_count()
    assert ahead.batches == 0
    assert ahead.begin([TextToRead("1", "云川")]).result() == FakeReader().read([TextToRead("1", "云川")])
    assert threading.active_count() == before
    ahead.close()
