"""A disk of SQLite that remembers what it was told to write, and fails when the test says so.

The default VFS of the driver's own SQLite is copied, its calls that write, sync, lock, open and delete are watched, and
the copy becomes the default while a test runs: the store knows nothing of it. Waits of SQLite for a lock cost no time.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from importlib import import_module
from typing import Any, Final

import pytest

from opinion_desk.store.driver import sqlite3

OK: Final = 0
PLACE: Final = ctypes.c_void_p
INT: Final = ctypes.c_int
LONG: Final = ctypes.c_int64
_READ = ctypes.CFUNCTYPE(INT, PLACE, PLACE, INT, LONG)
_TRUNCATE = ctypes.CFUNCTYPE(INT, PLACE, LONG)
_FLAG = ctypes.CFUNCTYPE(INT, PLACE, INT)
_SHM_LOCK = ctypes.CFUNCTYPE(INT, PLACE, INT, INT, INT)
_OPEN = ctypes.CFUNCTYPE(INT, PLACE, PLACE, PLACE, INT, PLACE)
_DELETE = ctypes.CFUNCTYPE(INT, PLACE, PLACE, INT)
_SLEEP = ctypes.CFUNCTYPE(INT, PLACE, INT)


class _Vfs(ctypes.Structure):
    """`sqlite3_vfs` of sqlite3.h."""

    _fields_ = (
        ("version", INT),
        ("size_of_file", INT),
        ("longest_path", INT),
        ("next", PLACE),
        ("name", ctypes.c_char_p),
        ("app_data", PLACE),
        ("open", PLACE),
        ("delete", PLACE),
        *[(f"unwatched_{n}", PLACE) for n in range(7)],  # access, full path, libraries (4), randomness
        ("sleep", PLACE),
        *[(f"unwatched_{n}", PLACE) for n in range(7, 13)],  # time (2), last error, system calls (3)
    )


class _Methods(ctypes.Structure):
    """`sqlite3_io_methods` of sqlite3.h; version 2, so that nothing is written through a mapping."""

    _fields_ = (
        ("version", INT),
        ("close", PLACE),
        ("read", PLACE),
        ("write", PLACE),
        ("truncate", PLACE),
        ("sync", PLACE),
        ("size", PLACE),
        ("lock", PLACE),
        ("unlock", PLACE),
        ("reserved", PLACE),
        ("control", PLACE),
        ("sector", PLACE),
        ("characteristics", PLACE),
        ("shm_map", PLACE),
        ("shm_lock", PLACE),
        ("shm_barrier", PLACE),
        ("shm_unmap", PLACE),
        ("fetch", PLACE),
        ("unfetch", PLACE),
    )


class Call(Enum):
    """What SQLite asks of a disk."""

    OPEN = "open"
    READ = "read"
    WRITE = "write"
    TRUNCATE = "truncate"
    SYNC = "sync"
    DELETE = "delete"
    LOCK = "lock"
    SHARE = "share"  # a lock of the shared memory of a WAL


@dataclass(frozen=True, slots=True)
class Done:
    """One change that the disk was told: bytes at an offset, a length, a sync, a deletion (`offset` 1: with its folder)."""

    call: Call
    file: str
    offset: int = 0
    raw: bytes = b""


class Disk:
    """What was done, in order; and a word before each call that may turn it down with a code of SQLite."""

    def __init__(self) -> None:
        self.done: list[Done] = []
        self.refuse: Callable[[Call, str], int] = lambda call, file: OK


class _Watch:
    """The watching VFS of this process; made once, for connections keep pointers into it."""

    def __init__(self, library: ctypes.CDLL) -> None:
        self.disk: Disk | None = None
        self._names: dict[int, str] = {}
        self._tables: dict[int, _Methods] = {}
        self._kept: list[Any] = []
        self._library = library
        library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
        library.sqlite3_vfs_find.argtypes = [ctypes.c_char_p]
        library.sqlite3_vfs_register.argtypes = [PLACE, INT]
        self._system = library.sqlite3_vfs_find(None)
        self._vfs = _Vfs.from_buffer_copy(self._system.contents)
        self._vfs.next, self._vfs.name = None, b"watched"
        self._open, self._delete = _OPEN(self._vfs.open), _DELETE(self._vfs.delete)
        self._vfs.open = self._place(_OPEN(self._opened))
        self._vfs.delete = self._place(_DELETE(self._deleted))
        self._vfs.sleep = self._place(_SLEEP(lambda vfs, microseconds: microseconds))

    def watch(self, disk: Disk | None) -> None:
        """Be the default with this disk, or give the place back to the system's own."""
        self.disk = disk
        chosen = self._system if disk is None else ctypes.pointer(self._vfs)
        if self._library.sqlite3_vfs_register(chosen, 1) != OK:
            raise RuntimeError("SQLite did not take the VFS")

    def _place(self, function: Any) -> Any:
        self._kept.append(function)
        return ctypes.cast(function, PLACE).value

    def _asked(self, call: Call, file: str) -> int:
        return OK if self.disk is None else self.disk.refuse(call, file)

    def _note(self, *what: Any) -> None:
        if self.disk is not None:
            self.disk.done.append(Done(*what))

    def _opened(self, vfs: int, name: int | None, file: int, flags: int, out: int | None) -> int:
        known = "" if name is None else ctypes.string_at(name).decode()
        if code := self._asked(Call.OPEN, known):
            ctypes.c_void_p.from_address(file).value = None  # SQLite closes what has methods
            return code
        answer: int = self._open(vfs, name, file, flags, out)
        methods = ctypes.c_void_p.from_address(file)
        if answer == OK and methods.value is not None:
            self._names[file] = known
            self._note(Call.OPEN, known)
            methods.value = ctypes.addressof(self._watched(methods.value))
        return answer

    def _deleted(self, vfs: int, name: int, with_folder: int) -> int:
        known = ctypes.string_at(name).decode()
        if code := self._asked(Call.DELETE, known):
            return code
        answer: int = self._delete(vfs, name, with_folder)
        if answer == OK:
            self._note(Call.DELETE, known, int(bool(with_folder)))
        return answer

    def _watched(self, methods: int) -> _Methods:
        """The table of methods at that address, with what is watched put over it."""
        if methods not in self._tables:
            table = _Methods.from_buffer_copy(_Methods.from_address(methods))
            table.version = min(table.version, 2)
            for call, field, type_ in (
                (Call.READ, "read", _READ),
                (Call.WRITE, "write", _READ),
                (Call.TRUNCATE, "truncate", _TRUNCATE),
                (Call.SYNC, "sync", _FLAG),
                (Call.LOCK, "lock", _FLAG),
                (Call.SHARE, "shm_lock", _SHM_LOCK),
            ):
                if getattr(table, field):
                    setattr(table, field, self._place(type_(self._method(call, type_(getattr(table, field))))))
            self._tables[methods] = table
        return self._tables[methods]

    def _method(self, call: Call, original: Any) -> Callable[..., int]:
        def watched(file: int, *rest: Any) -> int:
            name = self._names.get(file, "")
            giving_up = call is Call.SHARE and rest[2] & 1  # SQLITE_SHM_UNLOCK
            if not giving_up and (code := self._asked(call, name)):
                return code
            answer: int = original(file, *rest)
            if answer == OK:
                if call is Call.WRITE:
                    self._note(call, name, rest[2], ctypes.string_at(rest[0], rest[1]))
                elif call in (Call.TRUNCATE, Call.SYNC):
                    self._note(call, name, rest[0])
            return answer

        return watched


_watches: list[_Watch] = []


def _watch() -> _Watch:
    if not _watches:
        library = ctypes.CDLL(import_module("pysqlite3._sqlite3").__file__)
        if not hasattr(library, "sqlite3_vfs_register"):
            raise ImportError("the driver does not export sqlite3_vfs_register")
        _watches.append(_Watch(library))
    return _watches[0]


@contextmanager
def watched_disk() -> Iterator[Disk]:
    """The disk of every database opened within; the test is skipped where the driver's SQLite cannot be reached."""
    if not sqlite3.__name__.startswith("pysqlite3"):
        pytest.skip("the interpreter's own SQLite exports no VFS")
    try:
        watch = _watch()
    except (ImportError, OSError, AttributeError) as why:
        pytest.skip(f"no way into the driver's SQLite: {why}")
    disk = Disk()
    watch.watch(disk)
    try:
        yield disk
    finally:
        watch.watch(None)
