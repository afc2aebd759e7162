"""Exports as files, as the services ask for them; see `services.ports.Tables`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from ..domain.item import Entry
from ..domain.table_mapping import TableLook, TableMapping, TableRead
from .files import read_export
from .headings import Headings, refuse_persons
from .presets import preset_named, presets
from .rows import Times
from .table_look import look_at_table, preview_of


class FileTables:
    """Files of this machine, times read as in its zone."""

    def __init__(self, now: Callable[[], datetime], zone: ZoneInfo) -> None:
        self._now = now
        self._zone = zone

    def read_export(
        self, path: Path, kept: Sequence[TableMapping] = (), chosen: TableMapping | None = None
    ) -> TableRead:
        """The rows as entries, by the mapping chosen, else by one of those kept for this header."""
        return read_export(path, Headings(kept, chosen), now=self._now(), zone=self._zone)[0]

    def look(self, path: Path, kept: Sequence[TableMapping] = (), preset: str = "") -> TableLook:
        """The headings and the first rows."""
        return look_at_table(path, Headings(kept, preset=preset_named(preset) if preset else None))

    def preview(self, look: TableLook, mapping: TableMapping) -> tuple[Entry, ...]:
        """The first rows as this mapping reads them."""
        return preview_of(look, mapping, Times(self._now(), self._zone))

    def refuse_persons(self, mapping: TableMapping) -> None:
        """Refused when the mapping means a column of persons to be read."""
        refuse_persons(mapping)

    def presets(self) -> tuple[str, ...]:
        """Names of the packaged presets."""
        return tuple(preset.name for preset in presets())
