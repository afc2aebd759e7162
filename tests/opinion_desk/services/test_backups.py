"""A backup holds everything and can be restored; a restore is whole or not at all, and keeps what it replaces."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from opinion_desk.domain.errors import Refused, Unavailable
from opinion_desk.domain.outbox import Message
from opinion_desk.services import restoring
from opinion_desk.services.backup_file import LIST
from opinion_desk.services.desk import Desk
from opinion_desk.services.files import EvidenceFiles
from opinion_desk.services.incidents import Deed
from opinion_desk.settings import Home, Settings, load_settings, save_settings
from opinion_desk.store import outbox
from opinion_desk.store.store import Store
from tests.faults.office import told
from tests.faults.sqlite_disk import Call, watched_disk
from tests.opinion_desk.services.stand_ins import NINE, minutes, outside

BY = Deed("值班员")
SETTINGS = Settings(jurisdiction="云川市", webhook="https://robot.example/key=1234567")


def desk_in(folder: Path, clock: Any) -> Desk:
    home = Home(folder)
    return Desk(home, load_settings(folder), clock, outside())


@pytest.fixture
def home(tmp_path: Path, clock: Any) -> Path:
    """A closed desk with a matter, a file of evidence, a learned model and settings."""
    folder = tmp_path / "home"
    save_settings(folder, SETTINGS)
    paper = tmp_path / "通报.pdf"
    paper.write_bytes(b"%PDF-1.7 the notice")
    desk = desk_in(folder, clock)
    desk.incidents.open("云川大桥引桥支架坍塌", published=NINE, deed=BY)
    EvidenceFiles(desk.home.evidence).keep(paper)
    (desk.home.models / "m1").mkdir()
    (desk.home.models / "m1" / "weights.npy").write_bytes(b"\x93NUMPY")
    desk.home.criteria.write_text("{}", encoding="utf-8")
    desk.close()
    return folder


@pytest.fixture
def backup(home: Path, tmp_path: Path, clock: Any) -> Path:
    """A backup of that desk."""
    desk = desk_in(home, clock)
    made = desk.backups.back_up(tmp_path / "备份.zip")
    assert (made.incidents, made.files) == (1, 2) and made.made == clock.now()
    assert desk.backups.last() == clock.now()
    desk.close()
    return tmp_path / "备份.zip"


def everything(folder: Path) -> dict[str, bytes]:
    """Every file of a home but what SQLite keeps beside an open database, and the traces of restoring."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files if "replaced" not in path.parts}


def titles(folder: Path) -> list[str]:
    store = Store.open(folder / "desk.sqlite3")
    try:
        assert store.verify() == []
        return [incident.title for incident in store.incidents.list()]
    finally:
        store.close()


def rewritten(path: Path, out: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The same archive with members changed, its list kept true unless the change touches it."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in members.items():
            archive.writestr(zipfile.ZipInfo(name), raw, zipfile.ZIP_DEFLATED)
    return out


def listing(members: dict[str, bytes], change: Callable[[dict[str, Any]], None]) -> None:
    row = json.loads(members[LIST])
    change(row)
    members[LIST] = json.dumps(row).encode()


def test_a_new_machine_has_everything_back_but_the_secrets(
    backup: Path, home: Path, tmp_path: Path, clock: Any
) -> None:
    new = tmp_path / "new"
    desk = desk_in(new, clock)
    done = desk.backups.restore(backup)
    assert done.kept is None and done.backup.incidents == 1
    assert len(desk.incidents.list()) == 1 and desk.verify() == []
    digest = hashlib.sha256(b"%PDF-1.7 the notice").hexdigest()
    assert (new / "evidence" / digest[:2] / f"{digest}.pdf").read_bytes() == b"%PDF-1.7 the notice"
    assert (new / "models" / "m1" / "weights.npy").exists() and (new / "severity.json").exists()
    assert load_settings(new) == replace(SETTINGS, webhook=None)
    assert (new / "settings.json").stat().st_mode & 0o077 == 0
    assert b"1234567" not in b"".join(zipfile.ZipFile(backup).read(name) for name in ("settings.json", LIST))
    desk.close()


def test_what_is_replaced_is_kept_in_a_dated_folder_and_the_secrets_of_the_machine_stay(
    backup: Path, home: Path, clock: Any
) -> None:
    desk = desk_in(home, clock)
    desk.incidents.open("备份之后立的件", published=NINE, deed=BY)
    desk.close()
    done = desk_in(home, clock).backups.restore(backup)
    assert done.kept == home / "replaced" / "20261120-090000"
    assert titles(home) == ["云川大桥引桥支架坍塌"]
    assert sorted(path.name for path in done.kept.iterdir()) == ["desk.sqlite3", "settings.json", "severity.json"]
    assert titles(done.kept) == ["备份之后立的件", "云川大桥引桥支架坍塌"]
    assert load_settings(home) == SETTINGS
    again = desk_in(home, clock).backups.restore(backup)
    assert again.kept == home / "replaced" / "20261120-090000-2"


def test_a_backup_is_of_one_instant_while_another_goes_on_writing(home: Path, tmp_path: Path, clock: Any) -> None:
    desk, other = desk_in(home, clock), desk_in(home, clock)
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            other.incidents.open("又一件", published=NINE, deed=BY)

    writer = threading.Thread(target=write)
    writer.start()
    made = [desk.backups.back_up(tmp_path / f"{n}.zip").incidents for n in range(3)]
    stop.set()
    writer.join()
    desk.close()
    other.close()
    assert made == sorted(made)
    for n, count in enumerate(made):
        assert desk_in(tmp_path / f"home-{n}", clock).backups.restore(tmp_path / f"{n}.zip").backup.incidents == count
        assert len(titles(tmp_path / f"home-{n}")) == count


def test_a_desk_in_use_is_not_replaced(backup: Path, home: Path, clock: Any) -> None:
    using = desk_in(home, clock)
    using.incidents.list()
    before = titles(home)
    assert told(lambda: desk_in(home, clock).backups.restore(backup)) == "desk_in_use"
    assert titles(home) == before and not any((home / "replaced").glob("*"))
    using.close()
    assert told(lambda: desk_in(home, clock).backups.restore(backup)) == ""


def test_a_desk_whose_database_is_damaged_is_restored_and_the_damaged_file_kept(
    backup: Path, home: Path, clock: Any
) -> None:
    (home / "desk.sqlite3").write_bytes(b"no database at all" * 400)
    done = desk_in(home, clock).backups.restore(backup)
    assert titles(home) == ["云川大桥引桥支架坍塌"]
    assert done.kept and (done.kept / "desk.sqlite3").read_bytes().startswith(b"no database")


def test_a_desk_that_does_not_verify_is_not_backed_up_as_if_it_could_be_restored(
    home: Path, tmp_path: Path, clock: Any
) -> None:
    desk = desk_in(home, clock)
    desk.store.write_now(lambda tx: tx.execute("UPDATE incidents SET title = '别的'"))
    (tmp_path / "old.zip").write_bytes(b"an older backup")
    assert told(lambda: desk.backups.back_up(tmp_path / "old.zip")) == "backup_unsound"
    assert (tmp_path / "old.zip").read_bytes() == b"an older backup" and desk.backups.last() is None
    desk.close()


def escape(members: dict[str, bytes], name: str) -> None:
    members[name] = b"x"
    entry = {"name": name, "size": 1, "sha256": "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"}
    listing(members, lambda row: row["members"].append(entry))


def swell(members: dict[str, bytes]) -> None:
    members["evidence/zeros.bin"] = bytes(40 << 20)
    entry = {"name": "evidence/zeros.bin", "size": 40 << 20, "sha256": ""}
    listing(members, lambda row: row["members"].append(entry))


def other_database(members: dict[str, bytes]) -> None:
    members["desk.sqlite3"] = members["desk.sqlite3"][:-1] + b"?"


BAD: dict[str, tuple[Callable[[dict[str, bytes]], None], str]] = {
    "no list": (lambda members: members.__delitem__(LIST), "backup_not_ours"),
    "a list that is none": (lambda members: members.update({LIST: b"[1"}), "backup_not_ours"),
    "a list of another shape": (lambda members: members.update({LIST: b'{"format": 1}'}), "backup_not_ours"),
    "a newer format": (lambda members: listing(members, lambda row: row.update(format=2)), "backup_newer"),
    "no database": (lambda members: members.__delitem__("desk.sqlite3"), "backup_not_ours"),
    "a member that is not listed": (lambda members: members.update({"evidence/x": b"x"}), "backup_not_ours"),
    "up and out": (lambda members: escape(members, "evidence/../../x"), "backup_not_ours"),
    "an absolute place": (lambda members: escape(members, "/tmp/x"), "backup_not_ours"),
    "a drive": (lambda members: escape(members, "evidence/C:x"), "backup_not_ours"),
    "another folder": (lambda members: escape(members, "logs/desk.log"), "backup_not_ours"),
    "a hidden name": (lambda members: escape(members, "evidence/.x"), "backup_not_ours"),
    "a bomb": (swell, "backup_inflates"),
    "another database": (other_database, "backup_changed"),
    "other settings": (
        lambda members: members.update({"settings.json": members["settings.json"][::-1]}),
        "backup_changed",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_whole_backup_of_ours_is_refused_and_changes_nothing(
    backup: Path, home: Path, tmp_path: Path, clock: Any, name: str
) -> None:
    change, sentence = BAD[name]
    bad = rewritten(backup, tmp_path / "bad.zip", change)
    before = everything(home)
    assert told(lambda: desk_in(home, clock).backups.restore(bad)) == sentence
    assert told(lambda: desk_in(home, clock).backups.look_into(bad)) == sentence
    assert everything(home) == before


def test_a_member_that_grows_while_it_is_read_is_refused(backup: Path, home: Path, clock: Any, tmp_path: Path) -> None:
    """The archive's own directory lies about the length: reading stops where the list says it ends."""
    raw = bytearray(backup.read_bytes())
    with zipfile.ZipFile(backup) as archive:
        entry = archive.getinfo("models/m1/weights.npy")
    raw[entry.header_offset + 60 :][:1] = b"\x00"
    place = raw.rindex(b"models/m1/weights.npy") - 46 + 24
    raw[place] = 3  # the size in the directory, three bytes instead of six
    bad = tmp_path / "bad.zip"
    bad.write_bytes(raw)
    assert told(lambda: desk_in(home, clock).backups.restore(bad)) in ("backup_not_ours", "backup_changed")


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04 cut off"])
def test_any_other_file_is_refused(home: Path, clock: Any, tmp_path: Path, content: bytes) -> None:
    other = tmp_path / "other.zip"
    other.write_bytes(content)
    before = everything(home)
    with pytest.raises(Refused) as why:
        desk_in(home, clock).backups.restore(other)
    assert why.value.id == "backup_not_ours" and everything(home) == before
    assert told(lambda: desk_in(home, clock).backups.restore(tmp_path / "none.zip")) == "file_missing"
    assert told(lambda: desk_in(home, clock).backups.restore(tmp_path)) == "file_unreadable"


def test_a_database_whose_history_was_changed_is_refused_though_its_list_is_true(
    home: Path, tmp_path: Path, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desk_in(home, clock)
    desk.store.write_now(lambda tx: tx.execute("UPDATE incidents SET title = '别的'"))
    monkeypatch.setattr(Store, "verify", lambda self: [])
    desk.backups.back_up(tmp_path / "changed.zip")
    monkeypatch.undo()
    desk.close()
    new = tmp_path / "new"
    assert told(lambda: desk_in(new, clock).backups.restore(tmp_path / "changed.zip")) == "backup_does_not_verify"
    assert not (new / "desk.sqlite3").exists()


def test_no_room_is_told_before_anything_is_unpacked(
    backup: Path, home: Path, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(home)
    monkeypatch.setattr(restoring, "_ROOM", 1 << 60)
    assert told(lambda: desk_in(home, clock).backups.restore(backup)) == "restore_no_room"
    assert everything(home) == before


@pytest.mark.parametrize("nth", [1, 40, 80, 120, 160])
def test_a_disk_that_fills_up_in_the_middle_leaves_the_old_desk(backup: Path, home: Path, clock: Any, nth: int) -> None:
    desk = desk_in(home, clock)
    for n in range(20):
        desk.incidents.open(f"备份之后立的第 {n} 件", published=NINE, deed=BY)
    desk.close()
    before, settings = titles(home), (home / "settings.json").read_bytes()
    with watched_disk() as disk:
        count = 0

        def refuse(call: Call, file: str) -> int:
            nonlocal count
            count += call is Call.WRITE and "working" not in file
            return 13 if call is Call.WRITE and count > nth and "working" not in file else 0

        disk.refuse = refuse
        assert told(lambda: desk_in(home, clock).backups.restore(backup)) == "store_disk_full"
    assert titles(home) == before and (home / "settings.json").read_bytes() == settings
    assert not any((home / "replaced").glob("*"))


def test_a_backup_on_a_full_disk_leaves_the_older_one(home: Path, tmp_path: Path, clock: Any) -> None:
    out = tmp_path / "old.zip"
    out.write_bytes(b"an older backup")
    desk = desk_in(home, clock)
    with watched_disk() as disk:
        disk.refuse = lambda call, file: 13 if call is Call.WRITE and "working" in file else 0
        with pytest.raises(Unavailable):
            desk.backups.back_up(out)
    assert out.read_bytes() == b"an older backup" and not list(home.glob(".working-*"))
    assert told(lambda: desk.backups.back_up(tmp_path / "no" / "folder.zip")) == "paper_folder_missing"
    desk.close()


def test_what_was_still_owed_is_marked_as_perhaps_sent_before(home: Path, tmp_path: Path, clock: Any) -> None:
    desk = desk_in(home, clock)
    message = Message("key", "webhook", "值班员", "题", "文", NINE, None)
    desk.store.write_now(lambda tx: outbox.put(tx, message))
    desk.backups.back_up(tmp_path / "a.zip")
    desk.close()
    desk_in(home, clock).backups.restore(tmp_path / "a.zip")
    store = Store.open(home / "desk.sqlite3")
    (claimed,) = store.write_now(lambda tx: outbox.claim(tx, NINE + minutes(1))).value
    assert claimed.maybe_again
    store.close()


def test_progress_tells_each_step(home: Path, tmp_path: Path, clock: Any) -> None:
    steps: list[str] = []
    desk = desk_in(home, clock)
    desk.backups.back_up(tmp_path / "a.zip", lambda what, done, of: steps.append(what))
    desk.close()
    assert list(dict.fromkeys(steps)) == ["copy", "verify", "write"]
    steps.clear()
    desk_in(home, clock).backups.restore(tmp_path / "a.zip", lambda what, done, of: steps.append(what))
    assert list(dict.fromkeys(steps)) == ["unpack", "verify", "replace"]


@pytest.mark.skipif(os.name != "posix", reason="only there a process can be asked whether it lives")
def test_what_a_killed_backup_left_goes_with_the_next_and_what_another_is_making_stays(
    home: Path, tmp_path: Path, clock: Any
) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left, busy, other = (home / f".working-{name}" for name in (f"{gone.pid}-a", f"{os.getpid()}-b", "c"))
    for folder in (left, busy, other):
        folder.mkdir()
        (folder / "desk.sqlite3").write_bytes(b"half")
    desk = desk_in(home, clock)
    desk.backups.back_up(tmp_path / "a.zip")
    desk.close()
    assert not left.exists() and busy.exists() and other.exists()
