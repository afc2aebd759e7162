"""What time itself does: marks fire, ladders climb, messages fall due; and the outbox is sent, at least once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from ..domain.acts import Act, ActKind
from ..domain.errors import Refused
from ..domain.incident import Incident
from ..domain.instants import from_ms, to_ms
from ..settings import Settings
from ..store import incidents as rows
from ..store import lease, meta
from ..store.store import Store
from ..store.writing import Transaction
from . import chosen_time
from .clock_jumps import ClockJumps
from .firing import Firing, PresentAt, everybody_at
from .messages_owed import Line, lines_from_text, lines_to_text, messages_of_outage
from .ports import Clock
from .recomputing import Recomputing
from .sending import SendService
from .time_watch import SAID_EVERY, TimeWatch, outage

_TOLERANCE: Final = timedelta(seconds=30)
_AT_ONCE: Final = 20  # incidents a transaction, so that it stays short
_LAST: Final = "ticked_last"
_GATHERED: Final = "outage_gathered"


@dataclass(frozen=True, slots=True)
class Fired:
    """A mark that fired in this tick."""

    incident: int
    number: str
    clock: str
    name: str
    mark: str
    mark_name: str
    due: datetime


@dataclass(frozen=True, slots=True)
class Ticked:
    """What one tick did: marks fired, messages sent, messages still waiting."""

    now: datetime
    fired: tuple[Fired, ...]
    sent: int
    waiting: int


class TickService:
    """Evaluates clocks, ladders and the outbox once."""

    def __init__(
        self,
        store: Store,
        settings: Settings,
        clock: Clock,
        sending: SendService,
        *,
        present: PresentAt = everybody_at,
        watch: TimeWatch | None = None,
        calendar: Recomputing | None = None,
    ) -> None:
        """`present` says whether somebody holds a post at an instant; without a `calendar` no deadline is computed anew."""
        self._store = store
        self._clock = clock
        self._sending = sending
        self._watch = watch or TimeWatch(getattr(clock, "boot_ms", None))  # clocks of tests and demos have none
        self._calendar = calendar
        self.firing = Firing(settings.civil, sending, present)
        self.jumps = ClockJumps(store, settings, clock)

    def tick(self, now: datetime | None = None) -> Ticked:
        """Tick at `now`; an instant far from the real time is refused outside a demo home."""
        real = self._clock.now()
        moment = now or real
        if abs(moment - real) > _TOLERANCE:
            if not chosen_time.may_choose(self._store):
                raise Refused("tick_now_refused")
            chosen_time.choose(self._store, moment)
        fired = self.fire(moment)
        sent = self.send(moment)
        return Ticked(moment, fired, sent, self._store.outbox.waiting())

    def stand_in(self) -> Ticked | None:
        """Tick and send where no collecting process does, as a window does for one that is not there; None where one does."""
        if self._store.lease.holder(lease.COLLECTOR, self._clock.now()) is not None:
            self._watch.forget()
            return None
        return self.tick()

    def fire(self, now: datetime) -> tuple[Fired, ...]:
        """Let the marks fire and the ladders climb that are due at `now`, and owe the messages; nothing is sent.

        After an outage what was missed is gathered into one message a recipient. What has been gathered is kept with the
        acts it comes from, so that a crash before the message is owed loses none of it.
        """
        last = self._last()
        jump = None if chosen_time.may_choose(self._store) else self._watch.look(now, last)
        if jump is not None:
            self.jumps.record(jump)
        if self._calendar is not None:
            self._calendar.step(now)
        late = outage(last, now, jump)
        due = self._store.incidents.due(now)
        fired: list[Fired] = []
        for start in range(0, len(due), _AT_ONCE):
            fired += self._fire_all(due[start : start + _AT_ONCE], now, late)
        if late and last is not None:
            self._store.write_now(lambda tx: self._tell(tx, last, now))
        elif last is None or not timedelta(0) <= now - last < SAID_EVERY:
            self._store.write_now(lambda tx: meta.note(tx, _LAST, str(to_ms(now))))
        return tuple(fired)

    def _last(self) -> datetime | None:
        """When this desk ticked last, whichever process did, to half a minute."""
        said = self._store.meta(_LAST)
        return None if said is None else from_ms(int(said))

    def _fire_all(self, ids: Sequence[int], now: datetime, late: bool) -> list[Fired]:
        return self._store.write_now(lambda tx: self._fire(tx, ids, now, late)).value

    def _fire(self, tx: Transaction, ids: Sequence[int], now: datetime, late: bool) -> list[Fired]:
        fired: list[Fired] = []
        gathered: list[Line] | None = [] if late else None
        for id in ids:
            after, acts = self.firing.fire(tx, rows.load(tx, id), now, gathered=gathered)
            fired += [_fired(after, act) for act in acts if act.kind is ActKind.MARK_FIRED]
        if gathered:
            kept = lines_from_text(meta.get(tx.connection, _GATHERED))
            meta.note(tx, _GATHERED, lines_to_text([*kept, *gathered]))
        return fired

    def _tell(self, tx: Transaction, last: datetime, now: datetime) -> None:
        """Owe one message a recipient for everything that was missed since `last`; from now on the desk ticks again."""
        lines = lines_from_text(meta.get(tx.connection, _GATHERED))
        for message in messages_of_outage(lines, last, now, self.firing.zone):
            self.firing.owing.owe(tx, message)
        meta.drop(tx, _GATHERED)
        meta.note(tx, _LAST, str(to_ms(now)))

    def send(self, now: datetime) -> int:
        """Send what is owed at `now`; how many messages went out."""
        return self._sending.send(now)

    def tell(self, now: datetime) -> int:
        """Show what is owed to this desk itself, whatever other channels are waited for; how many notices."""
        return self._sending.tell(now)


def _fired(incident: Incident, act: Act) -> Fired:
    data = act.data
    clock = incident.clock(data["clock"])
    name = clock.name if clock is not None else data["clock"]
    return Fired(incident.id, incident.number, data["clock"], name, data["mark"], data["name"], from_ms(data["due"]))
