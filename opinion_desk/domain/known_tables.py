"""What the desk knows when tables are read: kept mappings, and what came of a watched folder's files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from .folder_files import FolderFile
from .table_mapping import TableMapping


def _no_files(_source_id: int) -> Mapping[str, FolderFile]:
    return {}


@dataclass(frozen=True, slots=True)
class KnownTables:
    """The mappings a person kept, and the files of a folder (by the id of its source) by their names."""

    mappings: Sequence[TableMapping] = ()
    files: Callable[[int], Mapping[str, FolderFile]] = _no_files


NO_TABLES: Final = KnownTables()
