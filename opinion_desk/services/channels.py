"""The channels that reach people: added, changed, tested and removed; their secrets go to the keyring and never come back out."""

from __future__ import annotations

import hashlib
import logging
import secrets as random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from ..domain.channels import (
    EVERYBODY,
    NOTICE,
    ChannelKind,
    ChannelSetup,
    Secret,
    check_secrets,
    checked,
    robot_host,
)
from ..domain.errors import DeskError, Refused, Unavailable
from ..domain.messages import sentence
from ..domain.outbox import Delivery, Message
from ..store import channels as rows
from ..store import meta
from ..store.store import Store
from ..store.writing import Transaction
from .parts import part
from .ports import Clock, Secrets, Sender

Given = Mapping[Secret, str]
Make = Callable[[ChannelSetup, Given], Sender]
_ADOPTED: Final = "webhook_adopted"
OLD: Final = "webhook"  # the id under which messages were owed to the robot of the settings
_LONGEST_SECRET: Final = 2_000
_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """A channel with what is kept for it (never the secrets themselves), and how its messages fared."""

    setup: ChannelSetup
    kept: frozenset[Secret]
    sent: datetime | None = None
    dead: int = 0
    why: str = ""  # of the latest that was given up


class ChannelService:
    """What an administrator does with channels; the sending follows without a restart."""

    def __init__(self, store: Store, secrets: Callable[[], Secrets], make: Make, clock: Clock) -> None:
        """`secrets` and `make` are only called when a channel is set up or used: they bring the keyring and HTTP with them."""
        self._store = store
        self._of_home = secrets
        self._make = make
        self._clock = clock
        self._removed_here = False

    @part
    def _secrets(self) -> Secrets:
        return self._of_home()

    def list(self) -> tuple[ChannelRow, ...]:
        """Every channel in use, oldest first."""
        setups = self._store.channels.all()
        if not setups:
            return ()
        sent, dead, secrets = self._store.outbox.last_sent(), self._store.outbox.dead(), self._secrets
        found = []
        for setup in setups:
            given_up = [row for row in dead if row.message.channel == setup.id]
            why = (given_up[0].why or "") if given_up else ""
            kept = frozenset(one for one in setup.kind.secrets if _kept(secrets, setup.id, one))
            found.append(ChannelRow(setup, kept, sent.get(setup.id), len(given_up), why))
        return tuple(found)

    def get(self, id_or_name: str) -> ChannelSetup:
        """The channel of that id or name; Refused when there is none."""
        for setup in self._store.channels.all():
            if id_or_name in (setup.id, setup.name):
                return setup
        raise Refused("channel_unknown", channel=id_or_name[:60])

    def add(self, setup: ChannelSetup, given: Given) -> ChannelSetup:
        """Add a channel (its id is given here) with its secrets; Refused when it cannot be used so."""
        given = _tidy(given)
        new = _shown(checked(replace(setup, id=f"c{random.token_hex(4)}", revision=1)), given)
        check_secrets(new, given)
        return self._write(new, given)

    def edit(self, setup: ChannelSetup, given: Given) -> ChannelSetup:
        """Change a channel; secrets that are not given stay as they are."""
        before, given = self.get(setup.id), _tidy(given)
        after = _shown(checked(replace(setup, kind=before.kind, revision=before.revision + 1)), given)
        secrets = self._secrets
        address = given.get(Secret.ADDRESS) or secrets.get(_named(after.id, Secret.ADDRESS))
        if after.kind is not ChannelKind.MAIL and address:
            robot_host(address, internal=after.internal)
        check_secrets(after, {*given, *(one for one in after.kind.secrets if _kept(secrets, after.id, one))})
        return self._write(after, given)

    def remove(self, id: str) -> None:
        """Take a channel out of use; until the desk is closed `restore` brings it back whole."""
        setup = self.get(id)
        self.forget_removed()
        self._store.write_now(lambda tx: rows.remove(tx, setup.id, self._clock.now()))
        self._removed_here = True

    def restore(self, id: str) -> None:
        """Bring back a channel that was removed; Refused when it was forgotten or its name is taken."""

        def job(tx: Transaction) -> None:
            gone = next((one for one in rows.removed(tx) if one.id == id), None)
            if gone is None:
                raise Refused("channel_unknown", channel=id[:60])
            if rows.name_taken(tx, gone.name, id):
                raise Refused("channel_known", name=gone.name)
            rows.restore(tx, id)

        self._store.write_now(job)

    def forget_removed(self) -> None:
        """Forget the channels that were removed, and their secrets."""
        gone = self._store.write_now(rows.removed).value
        if not gone:
            return
        secrets = self._secrets
        for setup in gone:
            for one in setup.kind.secrets:
                secrets.forget(_named(setup.id, one))
        self._store.write_now(lambda tx: rows.forget(tx, [setup.id for setup in gone]))

    def close(self) -> None:
        """Forget what was removed here; when that fails, another time."""
        try:
            if self._removed_here:
                self.forget_removed()
        except DeskError as failure:
            _log.warning("removed channels: %s", failure.sentence)

    def test(self, id: str) -> Delivery:
        """Really send a message headed 【测试】 now, past the outbox, to all whom the channel reaches; how it went."""
        setup, now = self.get(id), self._clock.now()
        to = EVERYBODY if setup.kind is ChannelKind.MAIL or not setup.posts else "、".join(setup.posts[:3])
        text = sentence("channel_test")
        message = Message(f"test:{setup.id}:{random.token_hex(4)}", setup.id, to, "【测试】舆情工作台通知", text, now)
        try:
            return self.sender(setup).send(message)
        except DeskError as failure:
            return Delivery(sent=False, why=failure.sentence, again=isinstance(failure, Unavailable))

    def sender(self, setup: ChannelSetup) -> Sender:
        """The sender of a channel with its secrets; Refused or Unavailable when one that it needs is not there."""
        secrets = self._secrets
        found = {one: secrets.get(_named(setup.id, one)) for one in setup.kind.secrets}
        given = {one: value for one, value in found.items() if value}
        try:
            check_secrets(setup, given)
        except Refused:
            what = next(one for one in setup.kind.secrets if one not in given)
            raise Refused("channel_secret_gone", channel=setup.name, what=what.words) from None
        return self._make(setup, given)

    def overtaken(self, tx: Transaction, address: str | None) -> tuple[str, ...]:
        """The id of the robot of the settings once it was made a channel, so that a process begun before follows."""
        return (OLD,) if address and meta.get(tx.connection, _ADOPTED) == _digest(address) else ()

    # --- the robot that stood in the settings

    def adopt(self, address: str, *, internal: bool) -> None:
        """Make the robot of the settings a channel like any other; its address goes to the keyring."""
        if self.adopted(address):
            return
        given = {Secret.ADDRESS: address}
        setups = self._store.channels.all()
        revision = 1 + max((one.revision for one in setups if one.id == OLD), default=0)
        taken = {one.name for one in setups if one.id != OLD}
        name = next(name for n in range(1, len(taken) + 3) if (name := f"提醒机器人{n if n > 1 else ''}") not in taken)
        setup = ChannelSetup(OLD, name, ChannelKind.WEBHOOK, internal=internal, revision=revision)
        self._write(_shown(setup, given), given)
        self._store.write_now(lambda tx: meta.put(tx, _ADOPTED, _digest(address)))

    def adopted(self, address: str) -> bool:
        """Whether the robot of that address was made a channel, though it may have been removed since."""
        return self._store.meta(_ADOPTED) == _digest(address)

    def _write(self, setup: ChannelSetup, given: Given) -> ChannelSetup:
        """Keep secrets and setup; the secrets first, for a channel without them cannot send."""

        def free(tx: Transaction) -> None:
            if setup.name == NOTICE or rows.name_taken(tx, setup.name, setup.id):
                raise Refused("channel_known", name=setup.name)

        def job(tx: Transaction) -> None:
            free(tx)
            rows.put(tx, setup, self._clock.now())

        self._store.write_now(free)
        secrets = self._secrets
        for one, value in given.items():
            secrets.put(_named(setup.id, one), value)
        self._store.write_now(job)
        return setup


def _shown(setup: ChannelSetup, given: Given) -> ChannelSetup:
    """The setup with the host of the robot's address, which may be shown; Refused when it is no address."""
    if setup.kind is ChannelKind.MAIL or Secret.ADDRESS not in given:
        return setup
    return replace(setup, host=robot_host(given[Secret.ADDRESS], internal=setup.internal))


def _tidy(given: Given) -> dict[Secret, str]:
    """The secrets that were given, without white space around them."""
    tidy = {one: value.strip() for one, value in given.items() if value.strip()}
    for one, value in tidy.items():
        if len(value) > _LONGEST_SECRET or not value.isprintable():
            raise Refused("channel_secret_long", what=one.words)
    return tidy


def _kept(secrets: Secrets, id: str, one: Secret) -> bool:
    """Whether a secret is there; one that cannot be looked up now counts as kept."""
    try:
        return bool(secrets.get(_named(id, one)))
    except Unavailable:
        return True


def _named(id: str, one: Secret) -> str:
    return f"{id}:{one.value}"


def _digest(address: str) -> str:
    return hashlib.sha256(address.encode("utf-8", "replace")).hexdigest()
