"""What is left on a disk after the power went: what was synced surely, what was not perhaps, a sector at a time."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.faults.sqlite_disk import Call, Done

SECTOR: Final = 512  # bytes; a disk of 4,096 writes a subset of what this one may
_JOURNALS: Final = ("-journal", "-wal")


@dataclass(slots=True)
class _File:
    sure: bytearray | None = None  # what a reader surely finds after a cut; None: the name is not there
    pending: list[Done] = field(default_factory=list)
    there: bool = False  # whether the running system sees the file
    syncs_folder: bool = False  # SQLite syncs the folder with the first sync of a journal it opened


def after_cut(done: Iterable[Done], chance: random.Random | None) -> dict[str, bytes]:
    """The files that survive a cut after these calls; without `chance` nothing survives that was not synced."""
    files: dict[str, _File] = {}
    for one in done:
        file = files.setdefault(one.file, _File())
        if one.call is Call.OPEN:
            file.syncs_folder = one.file.endswith(_JOURNALS)
        elif one.call is Call.SYNC:
            _sync(file)
            if file.syncs_folder:
                file.syncs_folder = False
                _sync_deletions(files.values())
        elif one.call is Call.DELETE:
            file.pending.append(one)
            file.there = False
            if one.offset:
                _sync_deletions(files.values())
        else:
            file.pending.append(one)
            file.there = True
    left = {name: _survivor(file, chance) for name, file in files.items()}
    return {name: bytes(content) for name, content in left.items() if content is not None}


def lay_out(files: dict[str, bytes], folder: Path) -> None:
    """Write the survivors into an empty folder, each under its own name."""
    for name, content in files.items():
        (folder / Path(name).name).write_bytes(content)


def _sync(file: _File) -> None:
    file.sure, file.pending = _with(file.sure, file.pending), []


def _sync_deletions(files: Iterable[_File]) -> None:
    """A synced folder has forgotten its deleted names; what was written since under the same name is still unsure."""
    for file in files:
        last = max((n for n, one in enumerate(file.pending) if one.call is Call.DELETE), default=None)
        if last is not None:
            file.sure, file.pending = None, file.pending[last + 1 :]


def _survivor(file: _File, chance: random.Random | None) -> bytearray | None:
    if chance is None:
        return file.sure
    share = chance.random()
    content = None if file.sure is None else bytearray(file.sure)
    for one in file.pending:
        if one.call is not Call.WRITE:
            if chance.random() < share:
                content = _with(content, [one])
            continue
        for start in range(0, len(one.raw), SECTOR):
            if chance.random() < share:
                part = Done(Call.WRITE, one.file, one.offset + start, one.raw[start : start + SECTOR])
                content = _with(content, [part])
    return content


def _with(content: bytearray | None, calls: Iterable[Done]) -> bytearray | None:
    """The content after these calls; a deletion takes the name away, the next write makes it anew."""
    for one in calls:
        if one.call is Call.DELETE:
            content = None
            continue
        content = bytearray() if content is None else content
        if one.call is Call.TRUNCATE:
            del content[one.offset :]
        else:
            content.extend(bytes(max(0, one.offset + len(one.raw) - len(content))))
            content[one.offset : one.offset + len(one.raw)] = one.raw
    return content
