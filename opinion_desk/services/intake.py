"""Intake: entries become items, read, folded and stored; the one path for feeds, imports and what is entered by hand."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from ..domain.collected import Collected, Outcome
from ..domain.item import Entry, Item, Metrics
from ..domain.known_as import name_of_key
from ..domain.reading import TextToRead
from ..domain.source import Source, Tier
from ..domain.spoken_names import short_name
from ..domain.verdict import Verdict
from ..store import adding, items, verdicts, visits
from ..store.sources import SourceRow
from ..store.store import Store
from ..store.writing import Transaction, Written
from .folding import Folding
from .ports import Grouper, Reader
from .reading_ahead import ReadingAhead
from .tickets import ToldTicket, as_callers, identity, is_correction, known_everywhere, newest_by_key, tell, told_of

BATCH: Final = 300  # items a transaction: below 50 ms on the machines we know
AHEAD: Final = 4 * BATCH  # ids ordered at a time while full batches come; those left over are never used
_IN_FLIGHT: Final = 3


@dataclass(frozen=True, slots=True)
class Taken:
    """How many entries were seen, and how many were new, changed or known."""

    seen: int = 0
    new: int = 0
    changed: int = 0
    renewed: frozenset[int] = frozenset()  # items known before of which words or the state of their ticket changed

    def __add__(self, other: Taken) -> Taken:
        return Taken(
            self.seen + other.seen, self.new + other.new, self.changed + other.changed, self.renewed | other.renewed
        )


@dataclass(frozen=True, slots=True)
class _Sifted:
    """What is wanted of a visit, the counts it brings of known items, and the further names under which items were found."""

    wanted: list[_Wanted] = field(default_factory=list)
    counted: list[tuple[int, Metrics]] = field(default_factory=list)
    named: list[tuple[int, int, int]] = field(default_factory=list)
    told: list[ToldTicket] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """One entry that is not known, or whose words changed (then `id` is its item)."""

    source_id: int
    entry: Entry
    digest: str | None
    text: TextToRead
    id: int | None = None


@dataclass(frozen=True, slots=True)
class _Portion:
    """What one transaction takes in: new items, changed ones, counts of known ones, and visits that are thereby over."""

    new: Sequence[adding.NewItem]
    changed: Sequence[tuple[_Wanted, Verdict]]
    counted: Sequence[tuple[int, Metrics]] = ()
    named: Sequence[tuple[int, int, int]] = ()
    told: Sequence[ToldTicket] = ()
    visits: Sequence[Collected] = ()
    seen: int = 0


@dataclass(frozen=True, slots=True)
class _Batch:
    """What waits to be written down: visits, what is wanted of them, and its verdicts as they are read."""

    visits: Sequence[Collected]
    wanted: Sequence[_Wanted]
    counted: Sequence[tuple[int, Metrics]]
    named: Sequence[tuple[int, int, int]]
    told: Sequence[ToldTicket]
    read: Future[list[Verdict]]


class Intake:
    """Takes visits in. Any number of rounds may go on at once; they share one memory of what is alike."""

    def __init__(self, store: Store, reader: Reader, grouper: Grouper, home: str | None = None) -> None:
        """`home` is the jurisdiction's name: what its own media write is of home unless it names another place."""
        self.store = store
        self.reader = reader
        self.folding = Folding(store, grouper)
        self._home = () if home is None else (home, short_name(home))

    def begin(self, now: datetime) -> Round:
        """A round of collecting or an import, after a look at what others have stored meanwhile."""
        self.folding.recall(now)
        return Round(self)

    def sift(self, visit: Collected, name: str) -> _Sifted:
        """The entries of a visit that are new or changed, and the counts it brings of items already known."""
        sifted = _Sifted()
        if visit.outcome is not Outcome.FETCHED or not visit.entries:
            return sifted
        row = self.store.sources.get(visit.source_id)
        of_home = self._is_of_home(row.source.tier, name)
        entries = newest_by_key(as_callers(visit.entries, row.source.tier))
        known = self._known(row, entries, sifted)
        sifted.told.extend(told_of(visit.source_id, visit.entries, known))
        for entry in entries.values():
            before = known.get(entry.key)
            if before is not None and entry.metrics is not None:
                sifted.counted.append((before.id, entry.metrics))
            if before is not None and not before.differs(entry):
                continue
            text = TextToRead(entry.key, entry.title, entry.body, entry.published, name, entry.link, of_home)
            sifted.wanted.append(_Wanted(visit.source_id, entry, visit.digest, text, before.id if before else None))
        return sifted

    def _known(self, row: SourceRow, entries: Mapping[str, Entry], sifted: _Sifted) -> Mapping[str, items.Known]:
        """What is stored of these entries, by their keys or by another name; a key found by another name is kept as one."""
        source_id, brought = row.source.id, row.health.items_total > 0  # else only tickets can be known, by another
        known = self.store.items.known(source_id, list(entries)) if brought else {}
        known.update(known_everywhere(self.store, [entry for key, entry in entries.items() if key not in known]))
        unknown = [entry for key, entry in entries.items() if key not in known] if brought else []
        others = self.store.items.under_other_names(source_id, unknown, entries.keys()) if unknown else {}
        sifted.named.extend((source_id, name_of_key(key), one.id) for key, one in others.items())
        return {**known, **others}

    def text_of(self, item: Item) -> TextToRead:
        """A stored item as it is read again."""
        of_home = self._is_of_home(self.store.sources.get(item.source_id).source.tier, item.source_name)
        return TextToRead(item.key, item.title, item.body, item.published, item.source_name, item.link, of_home)

    def _is_of_home(self, tier: Tier, name: str) -> bool:
        """The hotline is the office's own; other sources when they bear the jurisdiction's name."""
        return bool(self._home) and (tier is Tier.HOTLINE or any(word in name for word in self._home))

    def commit(self, tx: Transaction, portion: _Portion, now: datetime) -> Taken:
        """One transaction: items, verdicts, stories, index, counts, and how visits ended."""
        inserted = adding.insert(tx, portion.new)
        changed: set[int] = set()
        for one, verdict in portion.changed:
            if one.id is None or not is_correction(tx, one.id, one.entry):
                continue
            if items.revise(tx, one.id, one.entry, now, one.digest):
                verdicts.put(tx, [(one.id, verdict)])
                changed.add(one.id)
        adding.add_metrics(tx, portion.counted)
        adding.add_names(tx, portion.named)
        renewed = tell(tx, portion.told, now)
        visits.record_visits(tx, [visit for visit in portion.visits if not visit.goes_on], now)
        return Taken(portion.seen, len(inserted.ids), len(changed), frozenset(changed | renewed))

    def take_one(
        self, source: Source, visit: Collected, now: datetime, also: Callable[[Transaction, int], None]
    ) -> int | None:
        """The one new entry of a visit, stored in one transaction with what `also` writes of it; None when it is known by now."""
        self.folding.recall(now)
        (one,) = self.sift(replace(visit, entries=visit.entries[:1]), source.name).wanted or (None,)
        if one is None or one.id is not None:
            return None
        read = [(one, self.reader.read([one.text])[0])]
        ids = self.store.write_now(lambda tx: adding.reserve(tx, 1)).value
        portion = _Portion(self.place(ids, read, now), (), visits=[visit], seen=1)

        def job(tx: Transaction) -> int:
            if self.commit(tx, portion, now).new == 0:
                raise _KnownMeanwhile
            also(tx, ids[0])
            return ids[0]

        stored = self.store.write(job)
        self.folding.follow(stored)
        try:
            return stored.result().value
        except _KnownMeanwhile:
            return None

    def place(self, ids: Sequence[int], new: Sequence[tuple[_Wanted, Verdict]], now: datetime) -> list[adding.NewItem]:
        """New entries as items under these ids, put into their stories; nothing is stored yet, so that no write lock is held."""
        placed = self.folding.place(ids, [(one.text, verdict) for one, verdict in new], now)
        return [
            adding.NewItem(id, one.source_id, one.entry, now, where, verdict, one.digest)
            for id, where, (one, verdict) in zip(ids, placed, new, strict=True)
        ]


class _KnownMeanwhile(Exception):
    """Another process stored the entry first: what was placed for it here is to be forgotten."""


class Round:
    """One collecting or one import, counted by itself. Reading and folding go on while the writer stores the batch before."""

    def __init__(self, intake: Intake) -> None:
        """Made by `Intake.begin`; used by one thread."""
        self._intake = intake
        self._waiting: list[tuple[Collected, str]] = []
        self._held = 0
        self._ahead = ReadingAhead(intake.reader)
        self._read: deque[_Batch] = deque()
        self._under_way: deque[Future[Written[Taken]]] = deque()
        self._flying: set[tuple[int, str]] = set()  # source and key of what is under way and not yet known to the store
        self._before: Future[Written[Taken]] | None = None
        self._ids: deque[int] = deque()
        self._more_ids: Future[Written[range]] | None = None
        self._done = Taken()

    def add(self, visit: Collected, source_name: str, now: datetime) -> None:
        """Take in one visit; it is stored when a batch is full or at `finish`."""
        self._waiting.append((visit, source_name))
        self._held += len(visit.entries)
        if self._held >= BATCH or len(self._waiting) >= BATCH:
            self._store_waiting(now)

    def finish(self, now: datetime) -> Taken:
        """Store what is left, wait until everything is committed, and say what came of this round."""
        try:
            self._store_waiting(now)
            self._write_read(0, now)
            self._settle(0)
        finally:
            self._ahead.close()
        return self._done

    def _settle(self, left: int) -> None:
        """Wait until at most so many batches are under way; one that failed takes those behind it along."""
        try:
            while len(self._under_way) > left:
                self._done += self._under_way.popleft().result().value
        except BaseException:
            for future in self._under_way:
                future.cancel()
            self._under_way.clear()
            raise

    def _store_waiting(self, now: datetime) -> None:
        waiting, self._waiting, self._held = self._waiting, [], 0
        if not waiting:
            return
        if any(identity(visit.source_id, entry) in self._flying for visit, _ in waiting for entry in visit.entries):
            self._write_read(0, now)
            self._settle(0)
            self._flying.clear()
        sifted = [self._intake.sift(visit, name) for visit, name in waiting]
        wanted = [one for sift in sifted for one in sift.wanted]
        counted = [one for sift in sifted for one in sift.counted]
        named = [one for sift in sifted for one in sift.named]
        told = [one for sift in sifted for one in sift.told]
        read = self._ahead.begin([one.text for one in wanted])
        self._flying.update(identity(one.source_id, one.entry) for one in wanted)
        self._read.append(_Batch([visit for visit, _ in waiting], wanted, counted, named, told, read))
        self._write_read(self._ahead.batches, now)

    def _write_read(self, left: int, now: datetime) -> None:
        """Hand to the writer what has been read, in order, until at most so many batches are still being read."""
        while len(self._read) > left:
            self._write(self._read.popleft(), now)

    def _write(self, batch: _Batch, now: datetime) -> None:
        judged = list(zip(batch.wanted, batch.read.result(), strict=True))
        last_read = max(len(judged) - 1, 0) // BATCH
        last = last_read + max(len(batch.told) - 1, 0) // BATCH
        for number in range(last + 1):
            portion = self._portion(judged[number * BATCH : (number + 1) * BATCH], now)
            if number >= last_read:  # only a ticket that is stored can be told anything
                begin = (number - last_read) * BATCH
                portion = replace(portion, told=batch.told[begin : begin + BATCH])
            if number == last:
                # A visit counts as made with its last entry: written down before, the next one would be told "unchanged".
                seen = sum(len(visit.entries) for visit in batch.visits)
                portion = replace(portion, counted=batch.counted, named=batch.named, visits=batch.visits, seen=seen)
            self._settle(_IN_FLIGHT - 1)
            self._before = self._intake.store.write(_Job(self._intake, portion, now, self._before))
            self._intake.folding.follow(self._before)
            self._under_way.append(self._before)

    def _portion(self, judged: Sequence[tuple[_Wanted, Verdict]], now: datetime) -> _Portion:
        new = [row for row in judged if row[0].id is None]
        ids = self._take_ids(len(new))
        return _Portion(self._intake.place(ids, new, now), [row for row in judged if row[0].id is not None])

    def _take_ids(self, count: int) -> list[int]:
        """Ids for so many items. Full batches order the next ones in time, so that nobody waits for the writer."""
        while len(self._ids) < count:
            more = self._more_ids or self._reserve(max(count, AHEAD if count >= BATCH else 0))
            self._more_ids = None
            self._ids.extend(more.result().value)
        taken = [self._ids.popleft() for _ in range(count)]
        if count >= BATCH and self._more_ids is None and len(self._ids) < AHEAD:
            self._more_ids = self._reserve(AHEAD)
        return taken

    def _reserve(self, count: int) -> Future[Written[range]]:
        return self._intake.store.write(lambda tx: adding.reserve(tx, count))


@dataclass(frozen=True, slots=True)
class _Job:
    """A portion as the writer runs it, after the one before it in the same round; behind one that failed none is stored."""

    intake: Intake
    portion: _Portion
    now: datetime
    before: Future[Written[Taken]] | None

    def __call__(self, tx: Transaction) -> Taken:
        if self.before is not None and (why := self.before.exception()) is not None:
            raise why
        return self.intake.commit(tx, self.portion, self.now)
