"""Sending the outbox: at least once, one message at a time, each channel no faster than it allows; what fails for good is told here."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from ..domain.act_words import DRILL
from ..domain.addressing import addressed, calendar_messages
from ..domain.changes import Touched
from ..domain.channels import NOTICE, ChannelKind, ChannelSetup
from ..domain.duty.pattern import OFFICER
from ..domain.errors import DeskError, Unavailable
from ..domain.incident import Incident
from ..domain.messages import sentence
from ..domain.outbox import Delivery, Message, MessageState
from ..store import channels as channel_rows
from ..store import outbox
from ..store.store import Store
from ..store.writing import Transaction
from .ports import Sender

SLOW_S: Final = 3.0  # an attempt that fails after so long would fail so for every message
_MOST: Final = 50  # messages a round
_MINUTE: Final = timedelta(minutes=1)
_BREATHER: Final = timedelta(seconds=30)  # how long a channel that hung is left alone
_log: Final = logging.getLogger(__name__)


class SendService:
    """Sends what the outbox owes, through the channels set up at this desk as they stand at that moment."""

    def __init__(
        self,
        store: Store,
        senders: Mapping[str, Sender],
        make: Callable[[ChannelSetup], Sender] | None = None,
        overtaken: Callable[[Transaction], Collection[str]] = lambda tx: (),
    ) -> None:
        """`senders` are there whatever is set up, NOTICE among them, but for those `overtaken` by a setup since.

        `make` makes one for a setup; Refused or Unavailable with a sentence.
        """
        self._store = store
        self._fixed = dict(senders)
        self._make = make
        self._overtaken = overtaken
        self._made: dict[ChannelSetup, Sender] = {}
        self._lock = threading.Lock()  # notices are posted in one thread, all else is sent in another
        self._unsettled: list[tuple[Message, ChannelSetup | None, Delivery]] = []
        self._resting: dict[str, datetime] = {}  # channels that asked for patience or hung, and until when

    def setups(self, tx: Transaction) -> tuple[ChannelSetup, ...]:
        """The channels that messages can go through now; a sender without a setup takes what nobody else does."""
        kept = channel_rows.all_of(tx) if self._make is not None else ()
        known = {NOTICE, *(setup.id for setup in kept), *self._overtaken(tx)}
        plain = [id for id in self._fixed if id not in known]
        return (*kept, *(ChannelSetup(id, id, ChannelKind.WEBHOOK) for id in plain))

    def owe(self, tx: Transaction, message: Message, title: str = "") -> int:
        """Owe a message, whose `channel` is what is wanted, through every channel that reaches its post; how many are new.

        The title of the matter goes through the channels that may tell it.
        """
        return sum(outbox.put(tx, one) for one in addressed(message, self.setups(tx), title))

    def owe_calendar(self, tx: Transaction, incident: Incident, now: datetime, *, drill: bool = False) -> int:
        """Owe every mail channel the calendar of all due times of a matter, as at its confirmation; how many are new."""
        return sum(outbox.put(tx, one) for one in calendar_messages(incident, now, self.setups(tx), drill=drill))

    def send(self, now: datetime) -> int:
        """Send what is owed at `now`; how many messages went out.

        A channel that hangs, asks for patience or has had its share of this minute rests: its messages wait untouched.
        """
        return self._round(now, here_only=False)

    def tell(self, now: datetime) -> int:
        """Show what is owed to this desk itself; nobody else is waited for. How many notices were posted."""
        return self._round(now, here_only=True) if NOTICE in self._store.outbox.due(now) else 0

    def _round(self, now: datetime, here_only: bool) -> int:
        self._settle_late(now)
        sent = self._post_all(now)
        due = self._store.outbox.due(now)
        for _ in range(_MOST if NOTICE in due or (due and not here_only) else 0):
            claimed = self._store.write_now(lambda tx: self._claim(tx, now, here_only)).value
            if claimed is None:
                break
            sent += self._attempt(*claimed, now)
        return sent

    def _post_all(self, now: datetime) -> int:
        """Show what is owed to this desk itself and settle it in the same transaction, so that nothing is shown twice or lost.

        How many notices. Messages for a sender that may fail are left to be sent one by one.
        """
        if not isinstance(self._fixed.get(NOTICE), NoticeSender):
            return 0
        posted = 0
        while NOTICE in self._store.outbox.due(now):
            posted += self._store.write_now(lambda tx: _post(tx, now)).value
        return posted

    def _claim(self, tx: Transaction, now: datetime, here_only: bool) -> tuple[Message, ChannelSetup | None] | None:
        """The next message to send, marked as being sent, with the setup of its channel; those to this desk come first."""
        due = set(outbox.due_channels(tx, now))
        here = NOTICE in due
        if not due or (here_only and not here):
            return None
        setups = {setup.id: setup for setup in self.setups(tx)}
        with self._lock:
            self._resting = {id: until for id, until in self._resting.items() if until > now}
            later = {*self._resting, *(id for id in due if id in setups and _full(tx, setups[id], now))}
        for message in outbox.claim(tx, now, 1, sorted(due - {NOTICE} if here else later)):
            return message, setups.get(message.channel)
        return None

    def _attempt(self, message: Message, setup: ChannelSetup | None, now: datetime) -> bool:
        """Try once and write down how it ended; whether it went out."""
        began = time.perf_counter()
        delivery = self._delivered(message, setup)
        slow = time.perf_counter() - began >= SLOW_S
        if not delivery.sent and delivery.again and (slow or delivery.wait_s is not None):
            with self._lock:
                self._resting[message.channel] = now + timedelta(seconds=delivery.wait_s or _BREATHER.seconds)
        try:
            self._settle(message, setup, delivery, now)
        except DeskError:
            with self._lock:
                self._unsettled.append((message, setup, delivery))
            raise
        return delivery.sent

    def _settle_late(self, now: datetime) -> None:
        """Write down how attempts ended that the disk would not take when they did: then nothing is sent twice for it."""
        with self._lock:
            while self._unsettled:
                self._settle(*self._unsettled[0], now)
                self._unsettled.pop(0)

    def _delivered(self, message: Message, setup: ChannelSetup | None) -> Delivery:
        if message.drill:
            return self._fixed[NOTICE].send(_as_drill(message, setup))
        try:
            sender = self._sender(message.channel, setup)
        except DeskError as failure:
            return Delivery(sent=False, why=failure.sentence, again=isinstance(failure, Unavailable))
        if sender is None:
            return Delivery(sent=False, why=sentence("channel_missing", channel=message.channel), again=False)
        try:
            return sender.send(message)
        except DeskError:
            raise
        except Exception:  # a channel that breaks must not stop the clocks
            _log.exception("the channel %s failed", message.channel)
            return Delivery(sent=False, why=sentence("channel_failed", channel=message.channel))

    def _sender(self, channel: str, setup: ChannelSetup | None) -> Sender | None:
        """The sender of that channel; one made for a setup is kept until the setup changes."""
        if setup is None or setup.revision == 0 or self._make is None:  # none was set up under that id
            return self._fixed.get(channel) if setup is not None or channel == NOTICE else None
        if setup not in self._made:
            made = self._make(setup)
            self._made = {kept: sender for kept, sender in self._made.items() if kept.id != setup.id}
            self._made[setup] = made
        return self._made[setup]

    def _settle(self, message: Message, setup: ChannelSetup | None, delivery: Delivery, now: datetime) -> None:
        """Write down how it ended, and in the same transaction tell this desk of what did not arrive."""

        def job(tx: Transaction) -> None:
            state = outbox.settle(tx, message.key, delivery, now, message.tries)
            lacking = delivery.why is not None and state is MessageState.SENT
            if (state is MessageState.DEAD or lacking) and message.channel != NOTICE:
                name = setup.name if setup is not None else message.channel
                outbox.post_notice(tx, _not_arrived(message, name, delivery, now))

        self._store.write_now(job)


class NoticeSender:
    """The channel that always works: a notice on this desk, shown by the window until it is read."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def send(self, message: Message) -> Delivery:
        """Put the notice where every window of this desk sees it; the same key once."""

        def job(tx: Transaction) -> None:
            outbox.post_notice(tx, message)
            tx.touch(Touched.OUTBOX)

        self._store.write_now(job)
        return Delivery(sent=True)


def _post(tx: Transaction, now: datetime) -> int:
    """Claim what is due to this desk, show it and settle it; how many."""
    others = sorted(set(outbox.due_channels(tx, now)) - {NOTICE})
    claimed = outbox.claim(tx, now, _MOST, others)
    for message in claimed:
        outbox.post_notice(tx, _as_drill(message, None) if message.drill else message)
        outbox.settle(tx, message.key, Delivery(sent=True), now, message.tries)
    return len(claimed)


def _full(tx: Transaction, setup: ChannelSetup, now: datetime) -> bool:
    """Whether the channel has had its share of this minute, whichever process sent it."""
    most = setup.kind.a_minute
    return most is not None and len(outbox.sent_since(tx, setup.id, now - _MINUTE)) >= most


def _as_drill(message: Message, setup: ChannelSetup | None) -> Message:
    """What a drill shows at this desk in place of a message that would have gone out."""
    subject = _headed(message.subject)
    if message.channel == NOTICE:
        return replace(message, subject=subject, text=_headed(message.text))
    name = setup.name if setup is not None else message.channel
    text = sentence("channel_drill", text=message.text, channel=name, to=message.to)
    return replace(message, subject=subject, text=text)


def _headed(words: str) -> str:
    return f"{DRILL}{words.removeprefix(DRILL)}"


def _not_arrived(message: Message, channel: str, delivery: Delivery, now: datetime) -> Message:
    """The notice of a message that did not arrive: its own text, so that nothing is lost, and why."""
    words = {"text": message.text, "channel": channel, "to": message.to, "why": delivery.why or ""}
    if delivery.sent:
        subject, text = f"部分未送达：{message.subject}", sentence("channel_partly", **words)
    else:
        subject, text = f"未送达：{message.subject}", sentence("channel_dead", **words)
    return Message(f"dead:{message.key}", NOTICE, OFFICER, subject, text, now, message.incident_id)
