"""Many sources at once: into another folder, paused or resumed."""

from __future__ import annotations

from collections.abc import Sequence

from ..domain.errors import Refused
from ..domain.source import tidy_folder
from ..store import sources as rows
from ..store.store import Store


class SourceSorting:
    """What the service of sources does with several of them in one transaction."""

    _store: Store

    def move(self, source_ids: Sequence[int], folder: str) -> str:
        """Put these sources into a folder, out of all folders where it is empty; the folder's name as it is kept."""
        tidy = tidy_folder(folder)
        if not source_ids:
            raise Refused("sources_none_marked")
        self._store.write_now(lambda tx: rows.move(tx, source_ids, tidy))
        return tidy

    def pause(self, source_ids: Sequence[int], paused: bool) -> None:
        """Pause these sources, or resume them."""
        if not source_ids:
            raise Refused("sources_none_marked")
        self._store.write_now(lambda tx: rows.pause(tx, source_ids, paused))
