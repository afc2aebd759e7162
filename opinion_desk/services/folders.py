"""Watched folders: what the collector must know of them, how a visit that brings much is taken in, and what came of their files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from ..domain.collected import Collected
from ..domain.errors import Refused
from ..domain.folder_files import FolderFile
from ..domain.known_tables import KnownTables
from ..domain.source import Form
from ..store.store import Store

_PORTION: Final = 400


def known_tables(store: Store) -> KnownTables:
    """The kept mappings as they are now, and the files of a folder when its turn comes."""
    return KnownTables(tuple(store.mappings.all()), store.folder_files.of)


def portions_of(visit: Collected) -> Iterator[Collected]:
    """A folder's visit in portions that memory and the writer bear; its end, with the files read, goes with the last."""
    if visit.form is not Form.FOLDER or len(visit.entries) <= _PORTION:
        yield visit
        return
    last = (len(visit.entries) - 1) // _PORTION * _PORTION
    for start in range(0, last, _PORTION):
        portion = visit.entries[start : start + _PORTION]
        yield replace(visit, entries=portion, folder=None, problems=(), goes_on=True)
    yield replace(visit, entries=visit.entries[last:])


class FolderReading:
    """What the service of sources knows of folders."""

    _store: Store

    def files(self, source_id: int, limit: int = 50) -> tuple[FolderFile, ...]:
        """The files of a watched folder that were looked into last, the latest first; Refused when it is no folder."""
        source = self._store.sources.get(source_id).source
        if source.form is not Form.FOLDER:
            raise Refused("not_a_folder_source", name=source.name)
        return tuple(self._store.folder_files.last(source_id, limit))
