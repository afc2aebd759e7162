"""`backup` and `restore`: what they answer, and that neither does anything by halves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from opinion_desk.store.store import Store
from tests.opinion_desk.cli.running import Answer, Run


def opened(run: Run, title: str) -> Answer:
    answer = run("incident", "open", "--title", title, "--by", "值班员")
    assert answer.code == 0
    return answer


@pytest.fixture
def backup(run: Run, tmp_path: Path) -> Path:
    """A backup of a desk with one matter."""
    opened(run, "云川大桥引桥支架坍塌")
    assert run("backup", tmp_path / "a.zip").code == 0
    return tmp_path / "a.zip"


@pytest.fixture
def using(home: Path) -> Iterator[Store]:
    """Another process that has the desk open, as a window has."""
    store = Store.open(home / "desk.sqlite3")
    with store.read() as connection:
        connection.execute("SELECT count(*) FROM items").fetchone()
    yield store
    store.close()


def test_a_backup_tells_what_is_in_it_and_that_it_can_be_restored(run: Run, home: Path, tmp_path: Path) -> None:
    opened(run, "一件事")
    answer = run("backup", tmp_path / "b.zip", "--json")
    assert (answer.code, answer.err) == (0, "")
    value = answer.value
    assert value["file"] == str(tmp_path / "b.zip") and value["incidents"] == 1 and value["items"] == 0
    assert value["made"].endswith("+08:00") and value["bytes"] > 0
    assert "可以恢复" in run("backup", tmp_path / "b.zip").out


def test_a_restore_tells_what_came_back_and_where_the_rest_is(run: Run, home: Path, backup: Path) -> None:
    opened(run, "备份之后的件")
    answer = run("restore", backup, "--json")
    assert (answer.code, answer.err) == (0, "")
    kept = Path(answer.value["kept"])
    assert kept.parent == home / "replaced" and (kept / "desk.sqlite3").exists()
    assert len(run("incident", "list", "--json").value) == 1
    assert run("verify").code == 0
    assert str(home / "replaced") in run("restore", backup).out


def test_a_desk_in_use_is_unavailable(run: Run, backup: Path, using: Store) -> None:
    answer = run("restore", backup)
    assert answer.code == 3 and answer.is_one_chinese_sentence and "退出" in answer.err


@pytest.mark.parametrize(("name", "code"), [("none.zip", 1), ("a.txt", 1)])
def test_a_file_that_is_no_backup_is_refused(run: Run, backup: Path, tmp_path: Path, name: str, code: int) -> None:
    (tmp_path / "a.txt").write_text("no backup", encoding="utf-8")
    answer = run("restore", tmp_path / name)
    assert answer.code == code and answer.is_one_chinese_sentence


def test_a_backup_into_a_folder_that_is_not_there_is_refused(run: Run, home: Path, tmp_path: Path) -> None:
    opened(run, "一件事")
    answer = run("backup", tmp_path / "no" / "b.zip")
    assert answer.code == 1 and answer.is_one_chinese_sentence
    assert run("backup", tmp_path).code == 1
    assert run("backup").code == 2


def test_a_restore_for_the_window_opens_one_that_tells_how_it_went(
    run: Run, home: Path, backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr("opinion_desk.cli.backup.subprocess.Popen", lambda command, **more: started.append(command))
    monkeypatch.setattr("opinion_desk.cli.backup._PATIENCE_S", 0)
    assert run("restore", backup, "--reopen").code == 0
    (tmp_path / "no.zip").write_bytes(b"no backup")
    assert run("restore", tmp_path / "no.zip", "--reopen").code == 0
    assert [command[-2:] for command in started] == [["--home", str(home)]] * 2
    store = Store.open(home / "desk.sqlite3")
    failed, done = (notice.subject for notice in store.outbox.notices())
    assert "已恢复到" in done and "replaced" in done and "不是本程序的备份" in failed
    store.close()
