"""An outage of the network: told once for all sources, and forgotten with the first answer."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from ..domain.changes import Touched
from ..domain.collected import Collected, Outcome
from ..domain.instants import format_instant, parse_instant
from ..domain.network import OF_THE_LINE, Network
from ..domain.source import Form, Source
from ..store import meta, visits
from ..store.store import Store
from ..store.writing import Transaction

_SINCE: Final = "network_down_since"


class OutageWatch:
    """The network as the process that collects sees it; what it finds stands in the store for every other process."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._network = Network()
        self._answered = False  # in this round

    def begin(self) -> None:
        """A round of collecting begins."""
        self._answered = False

    def since(self) -> datetime | None:
        """Since when the network is down, None while it is not."""
        kept = self._store.meta(_SINCE)
        return parse_instant(kept) if kept else None

    def may_be_ours(self, visit: Collected, source: Source) -> bool:
        """Whether a visit failed in a way that may be our own line's fault; else it may have shown that the line stands."""
        if source.internal or source.form is Form.FOLDER:
            return False
        if visit.outcome is Outcome.FAILED and visit.why is not None and visit.why.id in OF_THE_LINE:
            return True
        if visit.outcome is not Outcome.FAILED or (visit.why is not None and visit.why.id.startswith("http_")):
            self._answered = True
            self._network.answered()
            self._end()
        return False

    def settle(self, held: list[tuple[Collected, Source]], now: datetime) -> bool:
        """Whether the visits held back (see `may_be_ours`) failed with the whole network; then they are written down as that."""
        if not held or self._answered:
            return False
        hosts = {host_of(source) for _, source in held}
        if self.since() is None and not self._network.is_down(hosts, self._known_hosts(), now):
            return False
        self._store.write_now(lambda tx: self._begin(tx, [visit.source_id for visit, _ in held], now))
        return True

    def _begin(self, tx: Transaction, source_ids: list[int], now: datetime) -> None:
        if meta.get(tx.connection, _SINCE) is None:
            meta.put(tx, _SINCE, format_instant(now))
        for id in source_ids:
            visits.record_outage(tx, id, now)

    def _end(self) -> None:
        if self._store.meta(_SINCE) is not None:
            self._store.write_now(self._forget)

    def _forget(self, tx: Transaction) -> None:
        meta.drop(tx, _SINCE)
        tx.touch(Touched.SETTINGS, Touched.SOURCES)

    def _known_hosts(self) -> int:
        rows = self._store.sources.all()
        return len({host_of(row.source) for row in rows if not row.source.internal and not row.source.paused})


def host_of(source: Source) -> str:
    """The host of a source's address, empty where it has none."""
    try:
        return urlsplit(source.address).hostname or ""
    except ValueError:
        return ""
