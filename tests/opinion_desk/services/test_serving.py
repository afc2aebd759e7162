"""The collecting process: one holder of the lease, clocks that no slow source delays, and an end within its time."""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest

from opinion_desk.domain.errors import Unavailable
from opinion_desk.domain.outbox import Delivery, Message
from opinion_desk.domain.source import HealthState, Source
from opinion_desk.services import serving
from opinion_desk.services.serving import LEASE, LEASE_FOR, Server
from opinion_desk.services.sources import SourceService
from opinion_desk.services.ticking import Fired, TickService
from opinion_desk.store import lease, outbox
from opinion_desk.store.store import Store
from tests.opinion_desk.services.stand_ins import (
    NINE,
    FakeCollector,
    FakeSender,
    brought,
    entry,
    new_source,
    ticking_of,
)

PATIENCE = 20.0  # seconds until a test that waits for an event gives up


class Ticks:
    """A tick service that tells when it was asked."""

    def __init__(self, inner: TickService) -> None:
        self._inner = inner
        self.asked = 0
        self.enough = threading.Event()
        self.wanted = 3
        self.failing: Exception | None = None

    def fire(self, now: Any) -> tuple[Fired, ...]:
        self.asked += 1
        if self.asked >= self.wanted:
            self.enough.set()
        if self.failing is not None:
            raise self.failing
        return self._inner.fire(now)

    def tell(self, now: Any) -> int:
        return self._inner.tell(now)

    def send(self, now: Any) -> int:
        return self._inner.send(now)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "TICK_EVERY", 0.002)


@pytest.fixture
def ticks(store: Store, clock: Any) -> Ticks:
    return Ticks(ticking_of(store, clock))


@contextmanager
def serve(server: Server) -> Iterator[threading.Event]:
    """The server in a thread of its own until the block ends; then it must end too."""
    stop = threading.Event()
    failed: list[BaseException] = []

    def run() -> None:
        try:
            server.run(stop)
        except BaseException as why:
            failed.append(why)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield stop
    finally:
        stop.set()
        thread.join(PATIENCE)
    assert not thread.is_alive()
    if failed:
        raise failed[0]


Make = Callable[..., Server]


@pytest.fixture
def make(store: Store, source_service: SourceService, ticks: Ticks, clock: Any) -> Make:
    def server(ticking: Any = None) -> Server:
        chosen: Any = ticking or ticks
        return Server(store, source_service, chosen, clock)

    return server


def test_a_second_process_is_told_that_another_collects(make: Make, ticks: Ticks, store: Store, clock: Any) -> None:
    with serve(make()):
        assert ticks.enough.wait(PATIENCE)
        with pytest.raises(Unavailable) as why:
            make().run(threading.Event())
        assert why.value.id == "collector_elsewhere"
    assert store.lease.holder(LEASE, clock.now()) is None  # given back at the end


def test_after_it_ended_the_next_one_may_collect(make: Make, ticks: Ticks) -> None:
    with serve(make()):
        assert ticks.enough.wait(PATIENCE)
    ticks.enough.clear()
    ticks.asked = 0
    with serve(make()):
        assert ticks.enough.wait(PATIENCE)


def test_a_lease_that_ran_out_is_taken_over(make: Make, ticks: Ticks, store: Store, clock: Any) -> None:
    store.write_now(lambda tx: lease.acquire(tx, LEASE, "crashed", NINE, NINE + LEASE_FOR))
    with pytest.raises(Unavailable):
        make().run(threading.Event())
    clock.set(NINE + LEASE_FOR)
    with serve(make()):
        assert ticks.enough.wait(PATIENCE)


def test_the_lease_is_renewed_long_before_it_runs_out_and_not_every_second(
    make: Make, ticks: Ticks, store: Store, clock: Any
) -> None:
    with serve(make()):
        assert ticks.enough.wait(PATIENCE)
        held = store.lease.holder(LEASE, clock.now())
        assert held is not None and held[1] == NINE + LEASE_FOR
        clock.forward(seconds=9)
        wait_for(ticks, 3)
        held = store.lease.holder(LEASE, clock.now())
        assert held is not None and held[1] == NINE + LEASE_FOR
        clock.forward(seconds=1)
        wait_for(ticks, 3)
        held = store.lease.holder(LEASE, clock.now())
        assert held is not None and held[1] == NINE + timedelta(seconds=10) + LEASE_FOR


def test_a_clock_that_is_put_back_leaves_the_lease_with_its_holder_and_to_nobody_for_long(
    make: Make, ticks: Ticks, store: Store, source_service: SourceService, clock: Any
) -> None:
    source = new_source(store)
    clock.forward(days=400)
    with serve(make()):
        while store.sources.get(source.id).health.last_attempt is None:
            wait_for(ticks, 1)
        clock.set(NINE)
        wait_for(ticks, 3)
        held = store.lease.holder(LEASE, clock.now())
        assert held is not None and held[1] == NINE + LEASE_FOR
    due = source_service.next_due()
    assert due is not None and due <= NINE + timedelta(days=1, hours=3)


def wait_for(ticks: Ticks, more: int) -> None:
    """Wait until it ticked so many times more."""
    ticks.enough.clear()
    ticks.wanted = ticks.asked + more
    assert ticks.enough.wait(PATIENCE)


def test_a_process_that_lost_its_lease_ends_and_leaves_it_to_the_other(
    make: Make, ticks: Ticks, store: Store, clock: Any
) -> None:
    with serve(make()) as stop:
        assert ticks.enough.wait(PATIENCE)
        later = NINE + LEASE_FOR + timedelta(seconds=1)  # the machine slept, another one took over
        store.write_now(lambda tx: lease.acquire(tx, LEASE, "other", later, later + LEASE_FOR))
        clock.set(later)
        assert stop.wait(PATIENCE)
    held = store.lease.holder(LEASE, later)
    assert held is not None and held[0] == "other"


def test_clocks_tick_while_a_source_is_slow(make: Make, ticks: Ticks, store: Store, collector: FakeCollector) -> None:
    source = new_source(store)
    asked, let_go = threading.Event(), threading.Event()

    def slow(source: Source) -> None:
        asked.set()
        assert let_go.wait(PATIENCE)

    collector.before = slow
    collector.brings[source.id] = brought(source, entry("a"))
    with serve(make()):
        assert asked.wait(PATIENCE)
        wait_for(ticks, 5)
        assert store.items.count() == 0
        let_go.set()
    assert store.items.count() == 1


def test_clocks_tick_while_a_robot_hangs(make: Make, store: Store, clock: Any) -> None:
    asked, let_go = threading.Event(), threading.Event()

    class Hanging(FakeSender):
        def send(self, message: Message) -> Delivery:
            asked.set()
            assert let_go.wait(PATIENCE)
            return super().send(message)

    robot = Hanging()
    store.write_now(lambda tx: outbox.put(tx, Message("k", "webhook", "值班员", "s", "t", NINE)))
    ticks = Ticks(ticking_of(store, clock, webhook=robot))
    with serve(make(ticks)):
        assert asked.wait(PATIENCE)
        wait_for(ticks, 5)
        let_go.set()
    assert [message.key for message in robot.sent] == ["k"] and store.outbox.waiting() == 0


def test_it_ends_within_its_time_though_a_visit_is_still_under_way(
    make: Make, ticks: Ticks, store: Store, collector: FakeCollector, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "STOP_WITHIN", 0.02)
    new_source(store)
    asked, let_go, left = threading.Event(), threading.Event(), threading.Event()

    def stuck(source: Source) -> None:
        asked.set()
        let_go.wait(PATIENCE)
        left.set()

    collector.before = stuck
    with serve(make()) as stop:
        assert asked.wait(PATIENCE)
        stop.set()
    assert not let_go.is_set()  # it ended without waiting for the visit
    let_go.set()
    assert left.wait(PATIENCE)
    for thread in threading.enumerate():
        if thread.name == "collecting":
            thread.join(PATIENCE)


def test_once_told_to_stop_it_waits_for_no_further_source(make: Make, store: Store, collector: FakeCollector) -> None:
    sources = [new_source(store, f"来源{n}") for n in range(4)]
    first = threading.Event()
    stops: list[threading.Event] = []

    def visited(source: Source) -> None:
        if source.id == sources[1].id:
            first.set()
            assert stops[0].wait(PATIENCE)

    collector.before = visited
    for source in sources:
        collector.brings[source.id] = brought(source, entry(f"von{source.id}"))
    with serve(make()) as stop:
        stops.append(stop)
        assert first.wait(PATIENCE)
    assert store.items.count() == 2  # what had come was stored, the others are due next time
    states = [store.sources.get(source.id).health.state for source in sources]
    assert states == [HealthState.WELL, HealthState.WELL, HealthState.NEW, HealthState.NEW]


@pytest.mark.parametrize("failure", [Unavailable("store_busy", path="desk"), ZeroDivisionError("a bug of ours")])
def test_a_tick_that_fails_is_logged_and_the_next_one_comes(
    make: Make, ticks: Ticks, failure: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    ticks.failing = failure
    with serve(make()):
        assert ticks.enough.wait(PATIENCE)
        ticks.failing = None
        wait_for(ticks, 2)
    assert str(failure) in caplog.text


def test_when_the_world_fails_sources_are_not_asked_again_every_second(
    make: Make, ticks: Ticks, store: Store, collector: FakeCollector, monkeypatch: pytest.MonkeyPatch
) -> None:
    new_source(store)
    failed = threading.Event()

    def full(source: Source) -> None:
        failed.set()
        raise Unavailable("store_disk_full", path="desk")

    collector.before = full
    with serve(make()):
        assert failed.wait(PATIENCE)
        wait_for(ticks, 20)
    assert len(collector.asked) == 1


def test_sources_that_are_not_due_are_not_asked(
    make: Make, ticks: Ticks, store: Store, collector: FakeCollector, clock: Any
) -> None:
    source = new_source(store)
    with serve(make()):
        while not collector.asked:
            wait_for(ticks, 1)
        wait_for(ticks, 10)
        assert collector.asked == [[source.id]]
        clock.forward(minutes=17)
        while len(collector.asked) < 2:
            wait_for(ticks, 1)
    assert collector.asked == [[source.id]] * 2


def test_a_signal_that_says_stop_is_heard_while_it_serves(make: Make, ticks: Ticks) -> None:
    """The handler runs in the serving thread itself, between any two of its steps: it must never wait for that thread."""
    if not hasattr(signal, "setitimer"):
        pytest.skip("this system has no timer signals")
    stop = threading.Event()
    before = signal.signal(signal.SIGALRM, lambda number, frame: stop.set())
    try:
        for _ in range(30):
            stop.clear()
            signal.setitimer(signal.ITIMER_REAL, 0.004)
            make().run(stop)
            assert stop.is_set()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_a_lease_that_cannot_be_given_back_runs_out_by_itself(
    make: Make,
    ticks: Ticks,
    store: Store,
    clock: Any,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def full(*args: object) -> None:
        raise Unavailable("store_disk_full", path="desk")

    monkeypatch.setattr(lease, "release", full)
    with serve(make()):
        assert ticks.enough.wait(PATIENCE)
    assert "磁盘已满" in caplog.text
    assert store.lease.holder(LEASE, clock.now() + LEASE_FOR) is None


class Lessons:
    """The loop of learning, which waits in the midst of a lesson until it is told to stop."""

    def __init__(self) -> None:
        self.begun = threading.Event()

    def step(self, stopped: Callable[[], bool]) -> None:
        self.begun.set()
        while not stopped():
            threading.Event().wait(0.001)


def test_clocks_tick_while_a_lesson_goes_on_and_it_ends_with_the_process(
    store: Store, source_service: SourceService, ticks: Ticks, clock: Any
) -> None:
    lessons: Any = Lessons()
    ticking: Any = ticks
    with serve(Server(store, source_service, ticking, clock, lessons)):
        assert lessons.begun.wait(PATIENCE)
        ticks.enough.clear()
        ticks.asked = 0
        assert ticks.enough.wait(PATIENCE)
