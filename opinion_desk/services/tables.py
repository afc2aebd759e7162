"""Exports and what their headings mean: looked at, mapped by a person, read by what was kept for their header."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from ..domain.item import Entry
from ..domain.table_mapping import Meaning, TableLook, TableMapping, TableRead, checked
from ..store import folder_files
from ..store import mappings as rows
from ..store.store import Store
from ..store.writing import Transaction
from .ports import Clock, Tables


class TableService:
    """Files of items and the mappings kept for their headers."""

    def __init__(self, store: Store, tables: Callable[[], Tables], clock: Clock) -> None:
        """The reader of tables is made when first needed."""
        self._store = store
        self._make = tables
        self._clock = clock

    def read_export(self, path: Path, mapping: TableMapping | None = None) -> TableRead:
        """The rows of an export as entries, nothing stored: by this mapping, else by what is kept for its header, else by its headings.

        Refused when it cannot be read; where only the headings are not understood the sentence names them.
        """
        tables = self._make()
        if mapping is not None:
            tables.refuse_persons(checked(mapping))
        return tables.read_export(path, self._store.mappings.all(), mapping)

    def look(self, path: Path, preset: str = "") -> TableLook:
        """The headings of a file with some values, and how each would be read."""
        return self._make().look(path, self._store.mappings.all(), preset)

    def preview(self, look: TableLook, mapping: TableMapping) -> tuple[Entry, ...]:
        """The first rows of a file looked at, as this mapping would read them; Refused when it cannot work."""
        self._make().refuse_persons(checked(mapping))
        return self._make().preview(look, mapping)

    def map(self, path: Path, name: str, meant: Mapping[str, Meaning], preset: str = "") -> TableMapping:
        """A mapping of this file's headings: as they would be read, or by that preset, but for those that are said to mean otherwise."""
        mapping = checked(self.look(path, preset).as_mapping(name, meant))
        self._make().refuse_persons(TableMapping(name, mapping.headings, tuple(meant.items())))
        return mapping

    def keep(self, mapping: TableMapping) -> TableMapping:
        """Keep a mapping: from now on this header is read by it, in imports, watched folders and exports at an address.

        Files of folders that could not be understood are tried again at once. Refused when the mapping cannot work.
        """
        kept = checked(mapping)
        self._make().refuse_persons(kept)
        now = self._clock.now()

        def job(tx: Transaction) -> None:
            rows.put(tx, kept, now)
            folder_files.retry_failed(tx, now)

        self._store.write_now(job)
        return kept

    def mappings(self) -> tuple[TableMapping, ...]:
        """The kept mappings, by name."""
        return tuple(self._store.mappings.all())

    def mapping(self, name: str) -> TableMapping:
        """The kept mapping of that name; Refused when there is none."""
        return self._store.mappings.get(name)

    def remove(self, name: str) -> None:
        """Forget a kept mapping; what was read by it stays."""
        self._store.write_now(lambda tx: rows.remove(tx, name))

    def presets(self) -> tuple[str, ...]:
        """Names of the packaged presets."""
        return self._make().presets()
