"""Reading again what waits (待研判) once another model is in force, so that a correction moves the items like it.

Only items of stories that no person settled, filed or opened; on those, fields that a person corrected stay.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import astuple
from typing import Final

from ..domain.item import Item
from ..domain.verdict import Verdict
from ..store import items, meta, verdicts
from ..store.store import Store
from ..store.writing import Transaction
from .intake import Intake
from .ports import BulkReader

MOST: Final = 5_000  # items, newest first
BATCH: Final = 50  # items a transaction: below 50 ms also where two processes share a core
_DONE_FOR: Final = "reread_for"  # for which model and topics that was last done


class Rereading:
    """Done once for each model and catalogue of topics; broken off, it begins anew."""

    def __init__(self, store: Store, intake: Callable[[], Intake]) -> None:
        """`intake` brings the reader in force; it is asked for only when there is something to read."""
        self._store = store
        self._intake = intake

    def step(self, stopped: Callable[[], bool]) -> int:
        """Read again what waits, if that was not done yet for what is in force; how many items got a new verdict."""
        wanted = self._in_force()
        if wanted == (self._store.meta(_DONE_FOR) or ""):
            return 0
        waiting = self._store.inbox.waiting_items(MOST)
        done = 0
        for start in range(0, len(waiting), BATCH):
            if stopped():
                return done
            done += self._read_again(waiting[start : start + BATCH])
        self._store.write_now(lambda tx: meta.put(tx, _DONE_FOR, wanted))
        return done

    def _in_force(self) -> str:
        """The model and the edited topics in force, as one word; empty while the desk has neither."""
        model = self._store.models.in_force()
        topics = [astuple(topic.edit) for topic in self._store.topics.all()]
        if model is None and not topics:
            return ""
        digest = hashlib.blake2b(json.dumps(topics).encode(), digest_size=8).hexdigest()
        return f"{model.name if model else ''} {digest}"

    def _read_again(self, ids: Sequence[int]) -> int:
        intake = self._intake()
        stored = self._store.items.many(ids)
        texts = [intake.text_of(item) for item in stored]
        reader = intake.reader
        found = reader.read_bulk(texts) if isinstance(reader, BulkReader) else reader.read(texts)
        job = _put_where_waiting(list(zip(stored, found, strict=True)))
        return self._store.write_now(job).value


def _put_where_waiting(read: Sequence[tuple[Item, Verdict]]) -> Callable[[Transaction], int]:
    """What a person settled meanwhile, or its source changed, stays as it is."""

    def job(tx: Transaction) -> int:
        still = items.still_waiting(tx, [(item.id, item.title, item.body) for item, _ in read])
        verdicts.put(tx, [(item.id, verdict) for item, verdict in read if item.id in still])
        return len(still)

    return job
