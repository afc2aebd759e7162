"""How visits ended: pace, a move that is believed after a day, watches."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from opinion_desk.domain.collected import Collected, Outcome
from opinion_desk.domain.errors import Refused, Unavailable
from opinion_desk.domain.item import Entry
from opinion_desk.domain.source import Asks, Form, Source
from opinion_desk.store import sources, visits
from opinion_desk.store.store import Store

NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
NEW_HOME = "https://new.example.cn/feed"


@pytest.fixture
def kept(store: Store) -> Source:
    source = Source(0, "云川日报", "https://old.example.cn/feed", Form.FEED)
    return store.write_now(lambda tx: sources.add(tx, source)).value


def visit(store: Store, ended: Collected, at: datetime) -> None:
    store.write_now(lambda tx: visits.record_visit(tx, ended, at))


def test_the_first_documents_dates_set_the_pace_and_its_asks_are_kept(store: Store, kept: Source) -> None:
    entries = tuple(Entry(str(n), "题", published=NOW - n * HOUR) for n in range(1, 25))
    visit(store, Collected(kept.id, Outcome.FETCHED, entries, asks=Asks(1200, (3,))), NOW)
    health = store.sources.get(kept.id).health
    assert health.pace == pytest.approx(24) and health.asks == Asks(1200, (3,))
    assert health.next_check is not None and 1200 <= (health.next_check - NOW).total_seconds() <= 1320
    visit(store, Collected(kept.id, Outcome.UNCHANGED), NOW + HOUR)
    assert store.sources.get(kept.id).health.asks == Asks(1200, (3,))


def test_a_source_that_stays_silent_is_looked_at_less_and_less(store: Store, kept: Source) -> None:
    at = NOW
    visit(store, Collected(kept.id, Outcome.FETCHED), at)
    waits = []
    while at < NOW + timedelta(days=20):
        due = store.sources.get(kept.id).health.next_check
        assert due is not None
        waits.append(due - at)
        at = due
        visit(store, Collected(kept.id, Outcome.UNCHANGED), at)
    assert waits[0] < timedelta(minutes=17) and timedelta(hours=6) < waits[-1] <= timedelta(hours=27)


def test_a_move_is_told_at_once_and_taken_over_when_it_stood_for_a_day(store: Store, kept: Source) -> None:
    moved = Collected(kept.id, Outcome.UNCHANGED, moved_to=NEW_HOME)
    visit(store, moved, NOW)
    row = store.sources.get(kept.id)
    assert (row.source.address, row.health.moved_to, row.health.moved_since) == (kept.address, NEW_HOME, NOW)
    visit(store, moved, NOW + 23 * HOUR)
    assert store.sources.get(kept.id).source.address == kept.address
    visit(store, moved, NOW + 24 * HOUR)
    row = store.sources.get(kept.id)
    assert (row.source.address, row.health.moved_from, row.health.moved_to) == (NEW_HOME, kept.address, None)


def test_a_move_that_was_taken_back_is_forgotten_and_begins_anew(store: Store, kept: Source) -> None:
    visit(store, Collected(kept.id, Outcome.UNCHANGED, moved_to=NEW_HOME), NOW)
    visit(store, Collected(kept.id, Outcome.UNCHANGED), NOW + HOUR)
    assert store.sources.get(kept.id).health.moved_to is None
    visit(store, Collected(kept.id, Outcome.UNCHANGED, moved_to=NEW_HOME), NOW + 30 * HOUR)
    row = store.sources.get(kept.id)
    assert (row.source.address, row.health.moved_since) == (kept.address, NOW + 30 * HOUR)


@pytest.mark.parametrize("why_not", ["taken", "password"])
def test_a_move_onto_anothers_address_or_away_from_a_password_is_told_only(
    store: Store, kept: Source, why_not: str
) -> None:
    if why_not == "taken":
        store.write_now(lambda tx: sources.add(tx, Source(0, "云川网", NEW_HOME, Form.FEED)))
    else:
        kept = replace(kept, address="https://name:word@old.example.cn/feed")
        store.write_now(lambda tx: sources.update(tx, kept))
    for hours in (0, 25, 50):
        visit(store, Collected(kept.id, Outcome.UNCHANGED, moved_to=NEW_HOME), NOW + hours * HOUR)
    row = store.sources.get(kept.id)
    assert (row.source.address, row.health.moved_to) == (kept.address, NEW_HOME)


def test_an_outage_counts_against_nobody(store: Store, kept: Source) -> None:
    visit(store, Collected(kept.id, Outcome.FAILED, why=Unavailable("collecting_failed")), NOW)
    store.write_now(lambda tx: visits.record_outage(tx, kept.id, NOW + HOUR))
    health = store.sources.get(kept.id).health
    assert (health.errors, health.next_check) == (1, NOW + HOUR + timedelta(minutes=1))


def test_a_watch_is_due_at_once_then_every_minute_and_over_by_itself(store: Store, kept: Source) -> None:
    visit(store, Collected(kept.id, Outcome.FETCHED), NOW)
    until = NOW + timedelta(minutes=3)
    store.write_now(lambda tx: sources.watch(tx, [kept.id], until, None, NOW))
    assert [row.source.id for row in store.sources.due(NOW)] == [kept.id]
    waits = []
    at = NOW
    for _ in range(4):
        visit(store, Collected(kept.id, Outcome.UNCHANGED), at)
        due = store.sources.get(kept.id).health.next_check
        assert due is not None
        waits.append((due - at) // timedelta(minutes=1))
        at = due
    assert waits[:3] == [1, 1, 1] and waits[3] >= 15
    with pytest.raises(Refused):
        store.write_now(lambda tx: sources.watch(tx, [99], until, None, NOW))


def test_how_a_source_is_visited_is_kept(store: Store, kept: Source) -> None:
    after = replace(kept, adaptive=False, proxy="http://proxy.example.cn:8080", headers=(("Accept", "x"),))
    store.write_now(lambda tx: sources.update(tx, after))
    assert store.sources.get(kept.id).source == after


def test_two_visits_to_a_source_in_one_batch_count_one_after_the_other(store: Store, kept: Source) -> None:
    failed = Collected(kept.id, Outcome.FAILED, why=Unavailable("host_unknown", host="old.example.cn"))
    store.write_now(lambda tx: visits.record_visits(tx, [failed, failed], NOW))
    assert store.sources.get(kept.id).health.errors == 2


def test_sources_asked_for_together_come_in_order_and_a_missing_one_is_refused(store: Store, kept: Source) -> None:
    other = store.write_now(lambda tx: sources.add(tx, replace(kept, address=NEW_HOME))).value
    assert [row.source.id for row in store.sources.some([other.id, kept.id, other.id])] == [other.id, kept.id]
    with pytest.raises(Refused, match="99"):
        store.sources.some([kept.id, 99])
