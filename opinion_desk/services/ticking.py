"""What time itself does: marks fire, ladders climb, messages fall due; and the outbox is sent, at least once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from ..domain.act_words import act_words
from ..domain.acts import Act, ActKind
from ..domain.channels import NOTICE
from ..domain.commands.ticking import tick
from ..domain.errors import Refused
from ..domain.incident import Incident
from ..domain.instants import from_ms
from ..domain.outbox import Message
from ..settings import Settings
from ..store import incidents as rows
from ..store.store import Store
from ..store.writing import Transaction
from . import chosen_time
from .ports import Clock
from .sending import SendService

_TOLD: Final = (ActKind.MARK_FIRED, ActKind.ESCALATED)
_TOLERANCE: Final = timedelta(seconds=30)
_AT_ONCE: Final = 20  # incidents a transaction, so that it stays short


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

    def __init__(self, store: Store, settings: Settings, clock: Clock, sending: SendService) -> None:
        self._store = store
        self._settings = settings
        self._clock = clock
        self._sending = sending

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

    def fire(self, now: datetime) -> tuple[Fired, ...]:
        """Let the marks fire and the ladders climb that are due at `now`, and owe the messages; nothing is sent."""
        fired: list[Fired] = []
        due = self._store.incidents.due(now)
        for start in range(0, len(due), _AT_ONCE):
            fired += self._fire_all(due[start : start + _AT_ONCE], now)
        return tuple(fired)

    def _fire_all(self, ids: Sequence[int], now: datetime) -> list[Fired]:
        return self._store.write_now(lambda tx: self._fire(tx, ids, now)).value

    def _fire(self, tx: Transaction, ids: Sequence[int], now: datetime) -> list[Fired]:
        fired: list[Fired] = []
        for id in ids:
            incident = rows.load(tx, id)
            acts = tick(incident, now)
            if not acts:
                continue
            after = rows.append(tx, id, acts)
            for act in acts:
                if act.kind is ActKind.MARK_FIRED:
                    fired.append(_fired(after, act))
                if (message := self._message(after, act)) is not None:
                    self._sending.owe(tx, message, after.title)
        return fired

    def _message(self, incident: Incident, act: Act) -> Message | None:
        """Number, level, what and when; never details of the matter."""
        if act.kind not in _TOLD:
            return None
        told = act.data
        key = f"{incident.id}:{told['clock']}:{told['mark']}:{act.kind.value}:{told.get('rung', 0)}"
        if clock_ordinal := sum(clock.id == told["clock"] for clock in incident.clocks):
            key += f":{clock_ordinal}"
        to = told.get("to") or "值班员"
        channel = told.get("channel", NOTICE)
        level = f"{incident.level.words}级 · " if incident.level else ""
        words = act_words(act, self._settings.civil)
        text = f"{incident.number} · {level}{words}"
        return Message(key, channel, to, f"{incident.number} {words}", text, act.entered, incident.id)

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
