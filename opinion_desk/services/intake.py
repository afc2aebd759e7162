"""Intake: entries become items, read, folded and stored; the one path for feeds, imports and what is entered by hand."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from ..domain.collected import Collected, Outcome
from ..domain.item import Entry
from ..domain.reading import TextToRead
from ..domain.source import Tier
from ..domain.verdict import Verdict
from ..store import adding, items, sources, verdicts
from ..store.store import Store
from ..store.writing import Transaction, Written
from .ports import Grouper, Reader

BATCH: Final = 400  # items a transaction: below 50 ms on the machines we know
WINDOW: Final = timedelta(days=10)  # how far back reprints and events are looked for
_IN_FLIGHT: Final = 3


@dataclass(frozen=True, slots=True)
class Taken:
    """How many entries were seen, and how many were new, changed or known."""

    seen: int = 0
    new: int = 0
    changed: int = 0

    def __add__(self, other: Taken) -> Taken:
        return Taken(self.seen + other.seen, self.new + other.new, self.changed + other.changed)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """One entry that is not known, or whose words changed (then `id` is its item)."""

    source_id: int
    entry: Entry
    digest: str | None
    text: TextToRead
    id: int | None = None


class Intake:
    """Takes visits in batches. Reading goes on while the writer stores the batch before: at most a few are under way."""

    def __init__(self, store: Store, reader: Reader, grouper: Grouper, home: str | None = None) -> None:
        """`home` is the jurisdiction's name: what its own media write is of home unless it names another place."""
        self._store = store
        self._reader = reader
        self._grouper = grouper
        self._home = () if home is None else (home, short_name(home))
        self._recalled = 0
        self._own: set[int] = set()  # placed here since the last recall
        self._lock = threading.Lock()  # the grouper's memory belongs to one batch at a time
        self._under_way: deque[Future[Written[Taken]]] = deque()
        self._waiting: list[tuple[Collected, str]] = []
        self._held = 0
        self._done = Taken()

    def add(self, visit: Collected, source_name: str, now: datetime) -> None:
        """Take in one visit; it is stored when a batch is full or at `finish`."""
        self._waiting.append((visit, source_name))
        self._held += len(visit.entries)
        if self._held >= BATCH or len(self._waiting) >= BATCH:
            self._store_waiting(now)

    def finish(self, now: datetime) -> Taken:
        """Store what is left, wait until everything is committed, and say what came of it since the last `finish`."""
        self._store_waiting(now)
        while self._under_way:
            self._settle_one()
        done, self._done = self._done, Taken()
        return done

    def _settle_one(self) -> None:
        try:
            self._done += self._under_way.popleft().result().value
        except BaseException:
            self._recalled, self._own = 0, set()  # the grouper may remember what was rolled back: it starts anew
            self._grouper.forget(datetime.max.replace(tzinfo=UTC))
            for future in self._under_way:
                future.cancel()
            self._under_way.clear()
            raise

    def _store_waiting(self, now: datetime) -> None:
        waiting, self._waiting, self._held = self._waiting, [], 0
        if not waiting:
            return
        wanted: list[_Wanted] = []
        seen = 0
        for visit, name in waiting:
            seen += len(visit.entries)
            wanted += self._unknown(visit, name)
        read = self._reader.read([one.text for one in wanted])
        visits = [visit for visit, _ in waiting]
        while len(self._under_way) >= _IN_FLIGHT:
            self._settle_one()
        for start in range(0, max(len(wanted), 1), BATCH):
            portion = wanted[start : start + BATCH]
            job = _Job(self, visits if start == 0 else [], portion, read[start : start + BATCH], now, seen)
            self._under_way.append(self._store.write(job))
            seen = 0

    def _unknown(self, visit: Collected, name: str) -> list[_Wanted]:
        if visit.outcome is not Outcome.FETCHED or not visit.entries:
            return []
        of_home = self._is_of_home(visit.source_id, name)
        known = self._store.items.known(visit.source_id, [entry.key for entry in visit.entries])
        wanted = []
        for entry in {entry.key: entry for entry in visit.entries}.values():
            before = known.get(entry.key)
            if before is not None and not before.differs(entry):
                continue
            text = TextToRead(entry.key, entry.title, entry.body, entry.published, name, entry.link, of_home)
            wanted.append(_Wanted(visit.source_id, entry, visit.digest, text, before.id if before else None))
        return wanted

    def _is_of_home(self, source_id: int, name: str) -> bool:
        """The hotline is the office's own; other sources when they bear the jurisdiction's name."""
        if not self._home:
            return False
        tier = self._store.sources.get(source_id).source.tier
        return tier is Tier.HOTLINE or any(word in name for word in self._home)

    def recall(self, now: datetime) -> None:
        """Let the grouper take in what other processes and earlier runs stored."""
        newest = self._store.items.newest_id()
        if newest > self._recalled:
            with self._lock:
                known = self._store.items.known_since(self._recalled, now - WINDOW)
                self._grouper.recall(row for row in known if row[0] not in self._own)
                self._own = {id for id in self._own if id > newest}
            self._recalled = newest

    def commit(
        self, tx: Transaction, visits: Sequence[Collected], wanted: Sequence[_Wanted], read: Sequence[Verdict], now: datetime
    ) -> Taken:
        """One transaction: items, verdicts, stories, index, and how each visit ended."""
        for visit in visits:
            sources.record_visit(tx, visit, now)
        new = [(one, verdict) for one, verdict in zip(wanted, read, strict=True) if one.id is None]
        changed = [(one, verdict) for one, verdict in zip(wanted, read, strict=True) if one.id is not None]
        rows = self._placed(tx, new, now)
        inserted = adding.insert(tx, rows)
        for one, verdict in changed:
            if one.id is not None and items.revise(tx, one.id, one.entry, now):
                verdicts.put(tx, [(one.id, verdict)])
        return Taken(0, len(inserted.ids), len(changed))

    def _placed(self, tx: Transaction, new: Sequence[tuple[_Wanted, Verdict]], now: datetime) -> list[adding.NewItem]:
        ids = adding.reserve(tx, len(new)) if new else range(0)
        rows = []
        with self._lock:
            for id, (one, verdict) in zip(ids, new, strict=True):
                when = one.entry.published or now
                placed = self._grouper.place(id, one.text, verdict, min(when, now))
                self._own.add(id)
                rows.append(adding.NewItem(id, one.source_id, one.entry, now, placed, verdict, one.digest))
        return rows


def short_name(division: str) -> str:
    """A division's name as people say it: 云川市 云川, 天宁区 天宁; a name of two characters stays whole."""
    return division[:-1] if len(division) > 2 and division[-1] in "省市区县镇乡" else division


@dataclass(frozen=True, slots=True)
class _Job:
    """A batch as the writer runs it."""

    intake: Intake
    visits: Sequence[Collected]
    wanted: Sequence[_Wanted]
    read: Sequence[Verdict]
    now: datetime
    seen: int

    def __call__(self, tx: Transaction) -> Taken:
        return self.intake.commit(tx, self.visits, self.wanted, self.read, self.now) + Taken(self.seen)
