"""A watched folder: the exports that are put there are read where they lie, each once as it is; nothing in it is ever touched.

Sub-folders and links are not followed: what a share leads to elsewhere is not this folder's.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from ..domain.collected import Collected, Outcome, Parsed, ParsedEntry
from ..domain.errors import DeskError, Refused, Unavailable
from ..domain.folder_files import FileState, FolderFile, FolderSeen
from ..domain.instants import whole_ms
from ..domain.item import Entry
from ..domain.known_tables import KnownTables
from ..domain.messages import sentence
from ..domain.source import Form, Source
from ..domain.system_words import why_of
from ..domain.table_mapping import TableRead
from .files import LARGEST, read_export
from .folder_listing import FoundFile, Listings, shown_name
from .headings import Headings
from .rows import Times

SETTLED: Final = timedelta(seconds=10)  # a file that was not written to for so long is whole
MOST_ENTRIES: Final = 20_000  # a visit: once there are as many, the other files wait for the next one
MOST_FILES: Final = 500  # looked into at a visit
_SHOWN: Final = 200


class WatchedFolder:
    """One visit to a folder."""

    def __init__(
        self,
        source: Source,
        known: KnownTables,
        times: Times,
        listings: Listings,
        largest: int = LARGEST,
    ) -> None:
        """`times.now` is the present, `largest` the most bytes a file may have."""
        self._source = source
        self._known = known
        self._now = times.now
        self._zone = times.zone
        self._listings = listings
        self._largest = largest

    def visit(self) -> Collected:
        """What is new in the folder; a folder that is not there is a failed visit, a file that cannot be read a line of `folder`."""
        try:
            found = self._listings.files_in(self._source.address)
        except DeskError as why:
            return Collected(self._source.id, Outcome.FAILED, why=why)
        known = self._known.files(self._source.id)
        fresh = sorted((file for file in found if self._is_new(file, known)), key=lambda file: file.modified_ns)
        there = {file.name for file in found}
        gone = tuple(name for name, file in known.items() if name not in there and file.state is not FileState.READ)
        entries: list[Entry] = []
        looked: list[FolderFile] = []
        for file in fresh[:MOST_FILES]:
            if len(entries) >= MOST_ENTRIES:
                break
            came, of = self._look_into(file, known.get(file.name))
            entries += came
            looked.append(of)
        left = len(fresh) > len(looked) or any(file.state is FileState.WAITING for file in looked)
        outcome = Outcome.FETCHED if looked or gone else Outcome.UNCHANGED
        problems = tuple(f"{file.name}：{file.why}" for file in looked if file.why)
        seen = FolderSeen(tuple(looked), gone)
        return Collected(self._source.id, outcome, tuple(entries), problems, form=Form.FOLDER, folder=seen, soon=left)

    def _is_new(self, file: FoundFile, known: Mapping[str, FolderFile]) -> bool:
        before = known.get(file.name)
        if before is None or before.state in (FileState.WAITING, FileState.UNREADABLE):
            return True
        return not before.looks_like(file.size, file.modified_ns)

    def _look_into(self, file: FoundFile, before: FolderFile | None) -> tuple[tuple[Entry, ...], FolderFile]:
        """The entries of a file, and what came of it."""
        if not self._is_still(file, before):
            return (), self._told(file, FileState.WAITING, why=sentence("folder_file_changing"))
        try:
            read, digest = read_export(
                file.path, Headings(self._known.mappings), now=self._now, zone=self._zone, largest=self._largest
            )
            after = file.path.stat()
        except Unavailable as why:  # locked by the program that writes it, or the share went: next time
            return (), self._told(file, FileState.UNREADABLE, why=why.sentence)
        except Refused as why:
            return (), self._told(file, FileState.FAILED, why=_why(why))
        except OSError as why:
            return (), self._told(
                file, FileState.UNREADABLE, why=sentence("file_unreadable", path=file.name, why=why_of(why))
            )
        if (after.st_size, after.st_mtime_ns) != (file.size, file.modified_ns):
            return (), self._told(file, FileState.WAITING, why=sentence("folder_file_changing"))
        same = before is not None and before.state is FileState.READ and before.digest == digest
        return () if same else read.entries, self._told(file, FileState.READ, digest, read)

    def _is_still(self, file: FoundFile, before: FolderFile | None) -> bool:
        """Not written to for some seconds, or since the last visit: clocks of shares differ from ours."""
        settled_ns = int((self._now - SETTLED).timestamp() * 1e9)
        return file.modified_ns <= settled_ns or (before is not None and before.looks_like(file.size, file.modified_ns))

    def _told(
        self,
        file: FoundFile,
        state: FileState,
        digest: str | None = None,
        read: TableRead | None = None,
        why: str | None = None,
    ) -> FolderFile:
        entries = 0 if read is None else len(read.entries)
        skipped = 0 if read is None else sum(not row.still_read for row in read.skipped)
        mapping = "" if read is None else read.mapping
        return FolderFile(
            file.name, file.size, file.modified_ns, state, self._now, digest, entries, skipped, mapping, why
        )


def _why(why: Refused) -> str:
    """Headings are not told here: a file without any would have its first row kept, whoever stands in it."""
    return sentence("folder_file_headings") if why.id == "table_headings_unknown" else why.sentence


def look_at_folder(address: str, listings: Listings) -> Parsed:
    """What lies in a folder, newest first; Refused when there is none. Nothing is read."""
    path = Path(address)
    if not path.is_absolute():
        raise Refused("folder_not_absolute")
    try:
        if not path.is_dir():
            raise Refused("folder_not_there", path=address)
    except (OSError, ValueError):
        raise Refused("folder_not_there", path=address) from None
    found = sorted(listings.files_in(address), key=lambda file: -file.modified_ns)
    entries = tuple(
        ParsedEntry(file.name, file.name, updated=_instant(file), published=_instant(file)) for file in found[:_SHOWN]
    )
    told = sentence("folder_listing", count=len(found)) if found else sentence("folder_empty")
    return Parsed("folder", shown_name(path.name) or address, entries, (told,))


def _instant(file: FoundFile) -> datetime | None:
    try:
        return whole_ms(datetime.fromtimestamp(file.modified_ns / 1e9, UTC))
    except (OverflowError, OSError, ValueError):
        return None
