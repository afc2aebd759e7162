"""A watched folder: each file once as it is, when it is whole; what cannot be read is told and the rest goes on."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from threading import Event
from types import SimpleNamespace
from typing import Any

import pytest

from opinion_desk.collectors import folder_listing, watched_folder
from opinion_desk.collectors.collector import HttpCollector
from opinion_desk.collectors.files import read_export
from opinion_desk.collectors.folder_listing import Listings
from opinion_desk.collectors.rows import Times
from opinion_desk.collectors.watched_folder import WatchedFolder, look_at_folder
from opinion_desk.domain.collected import Collected, Outcome
from opinion_desk.domain.errors import Refused, Unavailable
from opinion_desk.domain.folder_files import FileState, FolderFile
from opinion_desk.domain.known_tables import KnownTables
from opinion_desk.domain.source import Form, Health, Source
from opinion_desk.domain.table_mapping import Meaning, TableMapping

WAITING, READ, FAILED, UNREADABLE = FileState.WAITING, FileState.READ, FileState.FAILED, FileState.UNREADABLE


@dataclass
class Folder:
    """A folder with the memory that the desk keeps of it."""

    path: Path
    clock: Any
    known: dict[str, FolderFile] = field(default_factory=dict)
    mappings: tuple[TableMapping, ...] = ()

    def put(self, name: str, text: str = "标题,链接\n停水,https://a.example.cn/1\n", age_s: float = 60) -> Path:
        path = self.path / name
        path.write_bytes(text.encode())
        self.date(path, age_s)
        return path

    def date(self, path: Path, age_s: float) -> None:
        written = (self.clock.now() - timedelta(seconds=age_s)).timestamp()
        os.utime(path, (written, written))

    def visit(self, largest: int = 1_000_000) -> Collected:
        source = Source(1, "导出", str(self.path), Form.FOLDER)
        tables = KnownTables(self.mappings, self._of)
        visit = WatchedFolder(source, tables, Times(self.clock.now()), Listings(), largest).visit()
        if visit.folder is not None:
            self.known.update({file.name: file for file in visit.folder.files})
            for name in visit.folder.gone:
                del self.known[name]
        return visit

    def _of(self, _source_id: int) -> Mapping[str, FolderFile]:
        return dict(self.known)

    def states(self) -> dict[str, FileState]:
        return {name: file.state for name, file in self.known.items()}


@pytest.fixture
def folder(tmp_path: Path, clock: Any) -> Folder:
    (tmp_path / "导出").mkdir()
    return Folder(tmp_path / "导出", clock)


def titles(visit: Collected) -> list[str]:
    return [entry.title for entry in visit.entries]


def test_a_file_is_read_once_and_again_when_it_changes(folder: Folder) -> None:
    path = folder.put("a.csv")
    assert titles(folder.visit()) == ["停水"] and folder.states() == {"a.csv": READ}
    again = folder.visit()
    assert (again.outcome, again.entries, again.soon) == (Outcome.UNCHANGED, (), False)
    folder.put("a.csv", "标题,链接\n停电,https://a.example.cn/2\n", age_s=30)
    assert titles(folder.visit()) == ["停电"]
    folder.date(path, 20)  # touched, not changed
    assert folder.visit().entries == () and folder.states() == {"a.csv": READ}
    assert path.read_text(encoding="utf-8").endswith("/2\n")


def test_what_is_hidden_half_written_linked_or_of_another_kind_is_not_looked_at(folder: Folder, tmp_path: Path) -> None:
    for name in (
        ".a.csv",
        "~$a.xlsx",
        "a.csv.part",
        "a.csv.crdownload",
        "a.tmp",
        "a.csv.tmp",
        "a.pdf",
        "a.xls",
        "~a.csv",
    ):
        folder.put(name)
    (folder.path / "内.csv").mkdir()
    folder.put("内.csv/b.csv")
    if sys.platform != "win32":
        (folder.path / "圈.csv").symlink_to(folder.path / "圈.csv")
        (folder.path / "外.csv").symlink_to(tmp_path)
        os.mkfifo(folder.path / "管.csv")  # to open it would wait for ever
    assert folder.visit().outcome is Outcome.UNCHANGED and folder.known == {}


def test_a_file_that_is_being_written_waits_until_it_is_still(folder: Folder) -> None:
    folder.put("a.csv", "标题,链接\n停", age_s=1)
    first = folder.visit()
    assert first.entries == () and first.soon and folder.states() == {"a.csv": WAITING}
    folder.put("a.csv", age_s=0)
    folder.clock.forward(seconds=5)
    assert folder.visit().entries == ()  # it grew meanwhile
    folder.clock.forward(seconds=60)
    assert titles(folder.visit()) == ["停水"]


def test_on_a_share_whose_clock_is_ahead_a_file_is_read_when_two_visits_find_it_the_same(folder: Folder) -> None:
    folder.put("a.csv", age_s=-3_600)
    assert folder.visit().entries == ()
    assert titles(folder.visit()) == ["停水"]


def test_a_file_that_changes_while_it_is_read_is_left_for_the_next_visit(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder.put("a.csv")

    def read(*args: Any, **named: Any) -> Any:
        found = read_export(*args, **named)
        path.write_text("标题,链接\n停", encoding="utf-8")
        return found

    monkeypatch.setattr(watched_folder, "read_export", read)
    assert folder.visit().entries == () and folder.states() == {"a.csv": WAITING}


def test_a_bad_file_is_told_the_others_go_on_and_it_is_tried_again_when_it_changes(folder: Folder) -> None:
    folder.put("坏.xlsx", "不是工作簿")
    folder.put("头.csv", "张三,李四\n13800138000,2\n")
    folder.put("大.csv", "标题\n" + "停" * 2_000)
    folder.put("空.csv", "")
    folder.put("好.csv")
    visit = folder.visit(largest=5_000)
    assert titles(visit) == ["停水"] and visit.outcome is Outcome.FETCHED
    assert folder.states() == {"坏.xlsx": FAILED, "头.csv": FAILED, "大.csv": FAILED, "空.csv": FAILED, "好.csv": READ}
    assert len(visit.problems) == 4 and "损坏" in "".join(visit.problems)
    assert "张三" not in repr(visit) and "对照" in str(folder.known["头.csv"].why)
    assert folder.visit(largest=5_000).outcome is Outcome.UNCHANGED
    folder.put("坏.xlsx", "还是不是", age_s=30)
    assert [file.name for file in getattr(folder.visit(largest=5_000).folder, "files", ())] == ["坏.xlsx"]
    (folder.path / "坏.xlsx").unlink()
    folder.visit(largest=5_000)
    assert "坏.xlsx" not in folder.known


def test_a_file_the_system_does_not_give_is_tried_again_without_hurry(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.put("a.csv")

    def locked(*args: Any, **named: Any) -> Any:
        raise Unavailable("file_unreadable", path="a.csv", why="正被占用")

    with monkeypatch.context() as patch:
        patch.setattr(watched_folder, "read_export", locked)
        visit = folder.visit()
    assert folder.states() == {"a.csv": UNREADABLE} and not visit.soon
    assert titles(folder.visit()) == ["停水"]


def test_kept_mappings_are_used_in_a_folder_too(folder: Folder) -> None:
    folder.put("a.csv", "提要,见报日\n停水,2026-11-20\n")
    folder.mappings = (TableMapping("剪报", ("见报日", "提要"), (("提要", Meaning.TITLE),)),)
    assert titles(folder.visit()) == ["停水"] and folder.known["a.csv"].mapping == "剪报"


@pytest.mark.skipif(sys.platform != "linux", reason="only there names are any bytes")
def test_a_name_in_gbk_is_read_and_shown_as_it_was_meant(folder: Folder) -> None:
    path = folder.put("a.csv")
    os.rename(path, os.fsencode(folder.path) + b"/" + "热线".encode("gbk") + b".csv")  # noqa: PTH104 - a name of bytes
    assert titles(folder.visit()) == ["停水"] and list(folder.known) == ["热线.csv"]
    assert folder.visit().outcome is Outcome.UNCHANGED


@pytest.mark.long
def test_ten_thousand_files_are_read_some_at_a_visit_and_none_twice(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watched_folder, "MOST_FILES", 20)
    for n in range(10_000):
        (folder.path / f"{n}.csv").touch()
    for n in range(10_000):
        written = folder.clock.now().timestamp() - 20_000 + n
        os.utime(folder.path / f"{n}.csv", (written, written))
    first, second = folder.visit(), folder.visit()
    assert first.soon and second.soon and len(folder.known) == 40
    assert list(folder.known) == [f"{n}.csv" for n in range(40)]  # the oldest first
    probed = look_at_folder(str(folder.path), Listings())
    assert "10000 个" in probed.problems[0] and len(probed.entries) <= 200


def test_a_visit_ends_when_it_has_brought_enough(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watched_folder, "MOST_ENTRIES", 1)
    folder.put("a.csv", age_s=90)
    folder.put("b.csv", "标题\n停电\n停气\n")
    first = folder.visit()
    assert (titles(first), first.soon) == (["停水"], True)
    second = folder.visit()
    assert (titles(second), second.soon) == (["停电", "停气"], False)


def test_a_folder_that_went_fails_with_a_sentence_and_recovers_by_itself(folder: Folder) -> None:
    folder.put("a.csv")
    folder.visit()
    away = folder.path.rename(folder.path.parent / "别处")
    gone = folder.visit()
    assert gone.outcome is Outcome.FAILED and gone.why is not None and gone.why.id == "folder_gone"
    assert "共享盘" in gone.why.sentence and folder.states() == {"a.csv": READ}
    away.rename(folder.path)
    assert folder.visit().outcome is Outcome.UNCHANGED


def test_a_share_that_answers_no_more_holds_nobody_up(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    answers, asked = Event(), []

    def scandir(address: str) -> Any:
        asked.append(address)
        answers.wait(10)
        return os.scandir(address)

    with monkeypatch.context() as patch:
        patch.setattr(folder_listing, "os", SimpleNamespace(scandir=scandir, fsencode=os.fsencode))
        listings = Listings(answers_within_s=0.01)
        for _ in range(3):
            with pytest.raises(Unavailable) as caught:
                listings.files_in(str(folder.path))
            assert "没有回应" in caught.value.sentence
        assert asked == [str(folder.path)]  # one thread waits, however often it is looked for
        answers.set()
        assert Listings().files_in(str(folder.path)) == []


@pytest.mark.parametrize("address", ["/nowhere/at/all", "/a\x00b"])
def test_what_is_no_folder_is_not_added(address: str) -> None:
    with pytest.raises(Refused) as caught:
        look_at_folder(address, Listings())
    assert caught.value.id == "folder_not_there"


def test_the_collector_visits_folders_among_the_others(folder: Folder) -> None:
    folder.put("a.csv")
    collector = HttpCollector(user_agent="test", now=folder.clock.now)
    try:
        form, parsed = collector.probe(str(folder.path), internal=False)
        assert (form, [entry.title for entry in parsed.entries]) == (Form.FOLDER, ["a.csv"])
        sources = [Source(1, "导出", str(folder.path), Form.FOLDER), Source(2, "没了", "/nowhere", Form.FOLDER)]
        visits = {visit.source_id: visit for visit in collector.collect([(source, Health()) for source in sources])}
        assert titles(visits[1]) == ["停水"] and visits[2].outcome is Outcome.FAILED
    finally:
        collector.close()
