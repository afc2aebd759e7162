"""The reader in force: made from the desk's places, units, topics and learned model, and made anew when any of them changes.

Whoever changes them, in whichever process, leaves Changes; each process sees those at its next reading. A learned model that
cannot be loaded stops nobody: the packaged one reads, and the desk is told why.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Final

from ..domain.changes import Touched
from ..domain.errors import DeskError, Refused
from ..domain.learning import TopicEdit
from ..domain.reading import TextToRead
from ..domain.unit import Unit
from ..domain.verdict import Verdict
from ..store import models
from ..store.changes import ChangesFeed
from ..store.store import Store
from .ports import BulkReader, Clock, Reader
from .review import review_threshold

_CONCERNS: Final = (Touched.MODELS, Touched.TOPICS, Touched.UNITS, Touched.SETTINGS)
_LOOK_AGAIN: Final = timedelta(hours=1)  # for the threshold, which moves with what comes in
_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class MadeFrom:
    """Everything a reader is made from; equal ones read the same.

    `learned` is where a model made at this desk lies, None for the packaged one; `sure_at` a score in 0..1, None for the default,
    `criteria` the desk's own criteria of the levels, None for the packaged ones.
    """

    jurisdiction: str | None = None
    own_places: tuple[str, ...] = ()
    own_units: tuple[Unit, ...] = ()
    topics: tuple[TopicEdit, ...] = ()
    learned: Path | None = None
    sure_at: float | None = None
    criteria: Path | None = None


def made_from(
    store: Store, folder: Path, jurisdiction: str | None, own_places: tuple[str, ...], share: float | None
) -> MadeFrom:
    """What the reader of this desk is made from now; learned models lie in `folder`."""
    model = store.models.in_force()
    return MadeFrom(
        jurisdiction,
        own_places,
        tuple(store.units.all()),
        tuple(topic.edit for topic in store.topics.all()),
        None if model is None else folder / model.name,
        review_threshold(store, share),
    )


Make = Callable[[MadeFrom], Reader]


def make_reader(make: Make, wanted: MadeFrom) -> tuple[Reader, str]:
    """The reader, and why the learned model is not in it: a sentence, empty when nothing is wrong."""
    try:
        return make(wanted), ""
    except Refused as why:
        if wanted.learned is None:
            raise
        reader = make(replace(wanted, learned=None))  # when this one fails too, it was not the learned model
        _log.warning("the learned model %s cannot be used: %s", wanted.learned.name, why.sentence)
        return reader, why.sentence


class ReaderInForce:
    """A BulkReader that is always the one in force. Any thread may call it; a change is met between two batches."""

    def __init__(self, store: Store, wanted: Callable[[], MadeFrom], make: Make, clock: Clock) -> None:
        """`wanted` asks the desk what its reader is made from; nothing is made before the first reading."""
        self._store = store
        self._wanted = wanted
        self._make = make
        self._clock = clock
        self._lock = threading.Lock()
        self._feed: ChangesFeed | None = None
        self._reader: Reader | None = None
        self._made_from: MadeFrom | None = None
        self._looked = clock.now()
        self._stale = True

    @property
    def name(self) -> str:
        """Name and version of what reads, as it is written into each verdict."""
        return self.current().name

    def read(self, texts: Sequence[TextToRead]) -> list[Verdict]:
        """One verdict a text, in order."""
        return self.current().read(texts)

    def read_bulk(self, texts: Sequence[TextToRead]) -> list[Verdict]:
        """The same, elsewhere where the reader can."""
        reader = self.current()
        return reader.read_bulk(texts) if isinstance(reader, BulkReader) else reader.read(texts)

    def close(self) -> None:
        """Let go of what the reader started."""
        with self._lock:
            if isinstance(self._reader, BulkReader):
                self._reader.close()

    def current(self) -> Reader:
        """The reader in force, made now if need be: that takes half a second. Refused when the packaged model is missing."""
        with self._lock:
            self._stale = self._stale or self._may_have_changed()
            reader = self._renewed() if self._reader is None or self._stale else self._reader
            self._stale = False  # not where making it failed: the next reading tries again
            return reader

    def _may_have_changed(self) -> bool:
        if self._feed is None:
            return True
        changes = self._feed.poll()
        if changes is not None and changes.touches(*_CONCERNS):
            return True
        return self._clock.now() - self._looked >= _LOOK_AGAIN

    def _renewed(self) -> Reader:
        if self._feed is None:
            self._feed = self._store.changes_feed(own=True)  # before the look at what it tells of
        before, wanted = self._reader, self._wanted()
        self._looked = self._clock.now()
        if before is not None and wanted == self._made_from:
            return before
        self._reader, trouble = make_reader(self._make, wanted)
        self._made_from = wanted
        if isinstance(before, BulkReader):
            before.close()
        self._tell(trouble)
        return self._reader

    def _tell(self, trouble: str) -> None:
        """Keep why the learned model is not used where `doctor` and the lessons find it."""
        try:
            if self._store.models.trouble() != trouble:
                self._store.write_now(lambda tx: models.put_trouble(tx, trouble))
        except DeskError as failure:
            _log.warning("the state of the model could not be noted: %s", failure.sentence)
