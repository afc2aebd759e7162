"""A state machine over commands, ticks, crashes and changes of the clock: what must hold of matters whatever happens in whatever order."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from opinion_desk.domain.acts import Act, ActKind
from opinion_desk.domain.channels import NOTICE
from opinion_desk.domain.clock_jump import Settled
from opinion_desk.domain.errors import Refused
from opinion_desk.domain.incident import Incident
from opinion_desk.domain.outbox import Delivery, Message
from opinion_desk.domain.replay import replay
from opinion_desk.domain.response_clock import ClockState, Mark, MarkKind
from opinion_desk.domain.unit import Unit
from opinion_desk.services.deed import Deed
from opinion_desk.services.files import EvidenceFiles
from opinion_desk.services.firing import Firing
from opinion_desk.services.incidents import IncidentService
from opinion_desk.services.ports import Sender
from opinion_desk.services.reference import packaged_policies
from opinion_desk.services.sending import NoticeSender, SendService
from opinion_desk.services.ticking import TickService
from opinion_desk.settings import Settings
from opinion_desk.store import incidents as rows
from opinion_desk.store.store import Store
from tests.opinion_desk.services.incident_steps import OFTEN, STEPS
from tests.opinion_desk.services.stand_ins import HOUSING, NINE, WATER

POSTS: Final = ("值班员", "值班负责人", "宣传部分管领导", "宣传部主要负责人", "政府分管领导")
Place = tuple[int, int, str]  # a matter, the position of one of its clocks, a mark of that clock


class Crash(Exception):
    """The process stops here."""


class MachineClock:
    """The time of a machine: it goes on, is set, and counts since boot."""

    def __init__(self) -> None:
        self.at = NINE
        self.boot = 0

    def now(self) -> datetime:
        return self.at

    def boot_ms(self) -> int:
        return self.boot

    def go(self, span: timedelta) -> None:
        self.at += span
        self.boot += span // timedelta(milliseconds=1)


class Robot:
    """Takes every message; sometimes the process stops right after one went out."""

    def __init__(self) -> None:
        self.taken: Counter[str] = Counter()
        self.crashes = 0
        self.crash_next = False

    def send(self, message: Message) -> Delivery:
        self.taken[message.key] += 1
        if self.crash_next:
            self.crash_next = False
            self.crashes += 1
            raise KeyboardInterrupt
        return Delivery(sent=True)


class Matters(RuleBasedStateMachine):
    """A desk at work, and beside it what its history must have been."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.clock = MachineClock()
        self.robot = Robot()
        self.keys = count()
        self.away: frozenset[str] = frozenset()
        self.breached: set[Place] = set()
        self.open_store()
        for name in (HOUSING, WATER):
            self.store.add_unit(Unit(0, name, None))
        self.do("open", 0, None)
        self.do("confirm as major", 0, None)

    def open_store(self) -> None:
        """The desk as a process that starts finds it."""
        self.store = Store.open(Path(self.folder.name) / "desk.sqlite3")
        senders: dict[str, Sender] = {"webhook": self.robot, NOTICE: NoticeSender(self.store)}
        self.ticks = TickService(
            self.store,
            Settings(),
            self.clock,
            SendService(self.store, senders),
            present=lambda post, now: post not in self.away,
        )
        evidence = EvidenceFiles(Path(self.folder.name) / "evidence")
        firing: Firing = self.ticks.firing
        self.service = IncidentService(self.store, packaged_policies(), Settings(), self.clock, evidence, firing)

    # --- what can happen

    @rule(
        step=st.sampled_from([*STEPS, *OFTEN, *OFTEN]), matter=st.integers(0, 3), ago=st.sampled_from([None, 0, 3, 90])
    )
    def deed(self, step: str, matter: int, ago: int | None) -> None:
        """Somebody does something, now or some minutes ago."""
        self.do(step, matter, ago)

    @rule(minutes=st.sampled_from([0, 1, 2, 9, 31, 61, 151]))
    def time_goes_on(self, minutes: int) -> None:
        """The desk ticks after so long."""
        self.clock.go(timedelta(minutes=minutes))
        self.tick()

    @rule(hours=st.sampled_from([3, 9, 30, 80]))
    def sleep(self, hours: int) -> None:
        """The machine sleeps, and nothing ticks when it wakes until something happens."""
        self.clock.go(timedelta(hours=hours))

    @rule(minutes=st.sampled_from([-180, -20, 20, 400]))
    def the_clock_is_set(self, minutes: int) -> None:
        """Somebody sets the clock, and the desk ticks."""
        self.clock.at += timedelta(minutes=minutes)
        self.tick()

    @rule(settled=st.sampled_from(Settled))
    def a_person_settles_the_jumps(self, settled: Settled) -> None:
        """What fired because of a jump is confirmed or voided; nothing fires by it."""
        with self.nothing_fires():
            self.allow_refusal(lambda: self.ticks.jumps.settle(settled, "对时有误", deed=Deed("管理员")))

    @rule(away=st.sets(st.sampled_from(POSTS)))
    def posts_are_left(self, away: set[str]) -> None:
        """Whoever holds these posts is not there."""
        self.away = frozenset(away)

    @rule(step=st.sampled_from([*STEPS]), matter=st.integers(0, 3), after=st.integers(1, 2))
    def the_process_dies_in_a_deed(self, step: str, matter: int, after: int) -> None:
        """A transaction is left half done: nothing of it is there afterwards."""
        before = self.everything()
        with crash_at_append(after) as crashed:
            try:
                self.allow_refusal(lambda: STEPS[step](self.service, self.matter(matter), Deed("值班员")))
            except Crash:
                pass
        if crashed():
            self.restart()
            assert self.everything() == before

    @rule()
    def the_process_dies_in_a_tick(self) -> None:
        """The marks of that transaction fire at the next tick instead."""
        self.clock.go(timedelta(minutes=1))
        with crash_at_append(1) as crashed:
            try:
                self.ticks.fire(self.clock.now())
            except Crash:
                pass
        if crashed():
            self.restart()
        self.tick()

    @rule()
    def the_process_dies_while_it_sends(self) -> None:
        """A message may have gone out without anybody having written it down."""
        self.robot.crash_next = True
        try:
            self.ticks.send(self.clock.now())
        except KeyboardInterrupt:
            self.restart()
        self.robot.crash_next = False

    @rule()
    def restart(self) -> None:
        """The process ends and another begins."""
        self.store.close()
        self.open_store()

    # --- what is looked at when it happens

    def do(self, step: str, matter: int, ago: int | None) -> None:
        """A deed and the same again: what was due before it has fired, nothing later, and the second time changes nothing."""
        incident = self.matter(matter)
        now = self.clock.now()
        at = None if ago is None else now - timedelta(minutes=ago)
        deed = Deed("值班员", at, f"key-{next(self.keys)}")
        before = self.marks()
        done = self.allow_refusal(lambda: STEPS[step](self.service, incident, deed))
        if done:
            touched = incident.id if incident is not None and step != "open" else 0
            self.check_fired(before, lambda place: place[0] == touched, at or now)
            once = self.everything()
            self.allow_refusal(lambda: STEPS[step](self.service, incident, deed))
            assert self.everything() == once or step in ("open", "reopen")
        else:
            assert self.marks() == before

    def tick(self) -> None:
        """One tick: it fires what is due and nothing else, and a second one at the same instant nothing at all."""
        before = self.marks()
        self.ticks.tick()
        self.check_fired(before, lambda place: True, self.clock.now())
        once = self.marks()
        assert self.ticks.fire(self.clock.now()) == () and self.marks() == once

    def check_fired(
        self, before: dict[Place, tuple[Mark, bool]], here: Callable[[Place], bool], until: datetime
    ) -> None:
        """Every mark that waited on an open clock fires exactly now if it is due at `until`, and never otherwise."""
        after = self.marks()
        for place, (mark, owed) in before.items():
            now_is = after[place][0]
            if mark.fired is not None:
                assert now_is.fired == mark.fired
            elif owed and here(place) and mark.due <= until:
                assert now_is.fired == self.clock.now(), place
            else:
                assert now_is.fired is None, place

    @contextmanager
    def nothing_fires(self) -> Iterator[None]:
        before = self.marks()
        yield
        after = self.marks()
        assert {place: mark.fired for place, (mark, _) in before.items()} == {
            place: after[place][0].fired for place in before
        }

    def allow_refusal(self, act: Callable[[], object]) -> bool:
        """Whether it was done; a refusal is an answer, and changes nothing."""
        try:
            act()
        except Refused:
            return False
        return True

    def matter(self, n: int) -> Any:
        found = self.store.incidents.list()
        return found[n % len(found)] if found else None

    def marks(self) -> dict[Place, tuple[Mark, bool]]:
        """Every mark of every clock, and whether its clock is owed."""
        return {
            (incident.id, n, mark.id): (mark, clock.state.open)
            for incident in self.store.incidents.list()
            for n, clock in enumerate(incident.clocks)
            for mark in clock.marks
        }

    def everything(self) -> Any:
        """All acts, and what is owed to people."""
        acts = [self.store.incidents.history(id) for id in range(8)]
        return acts, [(row.message, row.state) for row in self.store.outbox.all(10_000)]

    # --- what always holds

    @invariant()
    def rows_are_what_the_history_gives(self) -> None:
        for incident in self.store.incidents.list():
            assert replay(self.store.incidents.history(incident.id)) == incident

    @invariant()
    def a_mark_fires_once(self) -> None:
        for incident in self.store.incidents.list():
            fired = Counter(fired_places(self.store.incidents.history(incident.id)))
            assert not fired or max(fired.values()) == 1

    @invariant()
    def a_breach_is_never_erased(self) -> None:
        for incident in self.store.incidents.list():
            for n, clock in enumerate(incident.clocks):
                for mark in clock.marks:
                    place = (incident.id, n, mark.id)
                    if place in self.breached:
                        assert mark.fired is not None
                        assert mark.voided or clock.state is not ClockState.RUNNING
                    if mark.fired is not None and mark.kind is MarkKind.DEADLINE:
                        self.breached.add(place)
        assert self.breached <= self.marks().keys()

    @invariant()
    def whoever_owes_is_called_until_somebody_acts(self) -> None:
        for incident in self.store.incidents.list():
            for clock in incident.open_clocks:
                assert clock.owed_by
                climbing = incident.escalation(clock.id)
                armed = climbing is not None and incident.ladder is not None and climbing.next_call(incident.ladder)
                assert clock.next_mark is not None or armed or incident.ladder is None

    def teardown(self) -> None:
        if not hasattr(self, "store"):
            return
        for _ in range(12):  # until whatever a dead process was sending is taken for lost, and sent again
            self.clock.go(timedelta(minutes=3))
            while self.ticks.send(self.clock.now()):
                pass
        owed = {row.message.key for row in self.store.outbox.all(10_000) if row.message.channel == "webhook"}
        assert owed == self.robot.taken.keys()
        assert sum(self.robot.taken.values()) - len(owed) <= self.robot.crashes
        assert self.store.verify() == []
        self.store.close()
        self.folder.cleanup()


def fired_places(acts: tuple[Act, ...]) -> Iterator[tuple[str, int, str]]:
    """The marks that fired, each with the how-manieth clock of its id it belongs to."""
    started: Counter[str] = Counter()
    for act in acts:
        if act.kind is ActKind.CLOCK_STARTED:
            started[act.data["clock"]] += 1
        elif act.kind is ActKind.MARK_FIRED:
            yield act.data["clock"], started[act.data["clock"]], act.data["mark"]


@contextmanager
def crash_at_append(after: int) -> Iterator[Callable[[], bool]]:
    """The process stops right after the so-manieth time acts were appended, inside their transaction."""
    append, done = rows.append, [0]

    def appending(*given: Any, **named: Any) -> Incident:
        incident = append(*given, **named)
        done[0] += 1
        if done[0] == after:
            raise Crash
        return incident

    rows.append = appending
    try:
        yield lambda: done[0] >= after
    finally:
        rows.append = append


TestMatters = pytest.mark.long(Matters.TestCase)
TestMatters.settings = settings(max_examples=20, stateful_step_count=30)
