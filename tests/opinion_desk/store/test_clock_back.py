"""A clock that was put back: nothing waits for an hour that only the wrong time knew, and deadlines stay where they are."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from opinion_desk.domain.collected import Collected, Outcome
from opinion_desk.domain.errors import Unavailable
from opinion_desk.domain.outbox import Delivery, Message
from opinion_desk.domain.source import Form, Source
from opinion_desk.store import clock_back, lease, outbox, sources, visits
from opinion_desk.store.store import Store

MINUTE, HOUR, YEAR = timedelta(minutes=1), timedelta(hours=1), timedelta(days=365)
FAILED = Unavailable("http_5xx", host="a.example.cn", status=500)


def visited(store: Store, number: int, at: datetime, outcome: Outcome = Outcome.UNCHANGED) -> int:
    """A source looked at every quarter of an hour, visited once."""
    address = f"https://s{number}.example.cn/"
    source = Source(0, address, address, Form.FEED, adaptive=False)
    kept = store.write_now(lambda tx: sources.add(tx, source)).value
    why = FAILED if outcome is Outcome.FAILED else None
    store.write_now(lambda tx: visits.record_visit(tx, Collected(kept.id, outcome, why=why), at))
    return kept.id


def due(store: Store, source_id: int) -> datetime:
    found = store.sources.get(source_id).health.next_check
    assert found is not None
    return found


@pytest.mark.parametrize("ahead", [10 * MINUTE, 2 * HOUR, YEAR, 30 * YEAR])
def test_visits_wait_no_longer_than_they_did_before(store: Store, now: datetime, ahead: timedelta) -> None:
    before = visited(store, 1, now)
    meanwhile = visited(store, 2, now + ahead)
    failing = visited(store, 3, now + ahead, Outcome.FAILED)
    store.write_now(lambda tx: clock_back.put_back(tx, -ahead, now + MINUTE))
    assert now + MINUTE <= due(store, before) <= now + 17 * MINUTE
    assert now + 15 * MINUTE <= due(store, meanwhile) <= now + 17 * MINUTE
    assert now + 30 * MINUTE <= due(store, failing) <= now + 33 * MINUTE


def test_a_visit_after_it_is_written_down_like_any_other(store: Store, now: datetime) -> None:
    source = visited(store, 1, now + 30 * YEAR)
    store.write_now(lambda tx: visits.record_visit(tx, Collected(source, Outcome.FETCHED), now))
    assert store.sources.get(source).health.last_success == now
    assert due(store, source) <= now + 17 * MINUTE


def test_messages_are_sent_and_what_is_being_sent_is_left_to_who_sends_it(store: Store, now: datetime) -> None:
    later = now + YEAR
    for key in ("owed", "tried", "under way"):
        store.write_now(lambda tx, key=key: outbox.put(tx, Message(key, "webhook", "值班员", "s", "t", later)))
    store.write_now(lambda tx: outbox.claim(tx, later))
    store.write_now(lambda tx: outbox.settle(tx, "tried", Delivery(False, "忙"), later))
    store.write_now(lambda tx: outbox.put(tx, Message("new", "webhook", "值班员", "s", "t", later)))
    store.write_now(lambda tx: clock_back.put_back(tx, -YEAR, now))
    tries = {row.message.key: row.next_try for row in store.outbox.all()}
    assert tries["new"] == now and now < tries["tried"] <= now + HOUR
    assert tries["owed"] == tries["under way"] == now + 2 * MINUTE


def test_a_lease_taken_while_the_clock_was_ahead_binds_nobody(store: Store, now: datetime) -> None:
    def take(holder: str, at: datetime) -> bool:
        return store.write_now(lambda tx: lease.acquire(tx, "collector", holder, at, at + MINUTE / 2)).value

    assert take("dead", now + HOUR)
    assert store.lease.holder("collector", now) is None
    assert take("living", now) and not take("third", now + MINUTE / 4)
    held = store.lease.holder("collector", now)
    assert held is not None and held[0] == "living"
