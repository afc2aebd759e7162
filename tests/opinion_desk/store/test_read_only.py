"""A database or a home that cannot be written is told in a sentence, and what is there stays as it is."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from opinion_desk.domain.errors import Unavailable
from opinion_desk.settings import Home
from opinion_desk.store.store import Store
from tests.faults.office import told
from tests.faults.sqlite_disk import Call, watched_disk

_NOBODY = 65534
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that any user may enter."""
    made = Path(tempfile.mkdtemp(prefix="desk-read-only-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


def told_to_others(ask: Callable[[], object]) -> str:
    """The same, asked as a user whom permissions bind; the one who may do everything forks such a one."""
    if os.geteuid() != 0:
        return told(ask)
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", DeprecationWarning
        )  # other threads of the suite hold no lock that the child asks for
        child = os.fork()
    if child == 0:
        try:
            os.setuid(_NOBODY)
            os.write(writing, told(ask).encode())
        finally:
            os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading) as pipe:
        return pipe.read()


def write_to(path: Path) -> Callable[[], object]:
    def ask() -> None:
        store = Store.open(path)
        try:
            store.set_meta("a", "b")
        finally:
            store.close()

    return ask


def test_a_read_only_database_is_not_written(folder: Path) -> None:
    path = folder / "desk.sqlite3"
    write_to(path)()
    before = path.read_bytes()
    path.chmod(0o444)
    assert told_to_others(write_to(path)) in ("store_read_only", "store_cannot_open")
    assert path.read_bytes() == before
    path.chmod(0o644)
    write_to(path)()


def test_a_read_only_folder_is_not_written(folder: Path) -> None:
    folder.chmod(0o555)
    assert told_to_others(write_to(folder / "desk.sqlite3")) in ("store_read_only", "store_cannot_open")
    assert told_to_others(Home(folder / "home").make) == "home_unusable"
    folder.chmod(0o755)


def test_a_home_below_a_file_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(Unavailable) as why:
        Home(tmp_path / "file" / "home").make()
    assert why.value.id == "home_unusable"


def test_a_disk_that_turns_read_only_while_at_work_is_told(tmp_path: Path) -> None:
    with watched_disk() as disk:
        store = Store.open(tmp_path / "desk.sqlite3")
        store.set_meta("a", "before")
        disk.refuse = lambda call, file: 8 if call is Call.WRITE else 0  # SQLITE_READONLY
        assert told(lambda: store.set_meta("a", "after")) == "store_read_only"
        disk.refuse = lambda call, file: 0
        assert store.meta("a") == "before" and store.verify() == []
        store.close()
