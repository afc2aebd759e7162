"""The whole job without a screen, as a newcomer runs it."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from tests.opinion_desk.cli.running import Answer, process, quietly

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def played(folder: Path) -> Answer:
    return process(folder, "demo", "--out", "papers", "--home", "home", "--json")


def test_the_demo_prints_what_it_did_and_where_its_papers_lie(played: Answer, folder: Path) -> None:
    assert played.code == 0 and played.err == ""
    value = played.value
    assert value.keys() >= {"sources", "items", "stories", "events", "incidents", "marks", "files", "seconds"}
    assert value["sources"] >= 10 and value["items"] >= 250 and value["incidents"] >= 2
    assert value["items"] > value["stories"] > value["events"] > 0
    files = [Path(name) for name in value["files"]]
    assert {file.suffix for file in files} == {".docx", ".pdf", ".xlsx"}
    assert all(file.is_absolute() and file.parent == folder / "papers" and file.stat().st_size > 2000 for file in files)
    assert value["seconds"] < 60


def test_marks_fired_when_they_were_due(played: Answer) -> None:
    marks = played.value["marks"]
    assert marks and all(mark.keys() >= {"incident", "clock", "mark", "due", "fired"} for mark in marks)
    for mark in marks:
        due, fired = datetime.fromisoformat(mark["due"]), datetime.fromisoformat(mark["fired"])
        assert due.tzinfo is not None and 0 <= (fired - due).total_seconds() < 3600


def test_the_home_it_filled_is_a_desk_like_any_other(played: Answer, folder: Path) -> None:
    home = folder / "home"
    assert quietly(home, "verify").value == {"ok": True, "findings": []}
    listed = quietly(home, "incident", "list").value
    assert len(listed) == played.value["incidents"]
    clocks = {
        clock["clock"] for row in listed for clock in quietly(home, "incident", "show", row["id"]).value["clocks"]
    }
    assert {"release", "conference", "response"} <= clocks
    assert any(row["emergency"] == "accident" and row["level"] in (1, 2) for row in listed)
    assert quietly(home, "search", "云川大桥").value
    assert all(row["items"] > 0 for row in quietly(home, "sources", "list").value)
    assert "127.0.0.1" not in json.dumps(quietly(home, "doctor").value, ensure_ascii=False)


def test_a_home_that_holds_something_is_refused_and_left(played: Answer, folder: Path) -> None:
    before = sorted((path.name, path.stat().st_size) for path in (folder / "home").iterdir())
    again = process(folder, "demo", "--out", "papers2", "--home", "home", "--json")
    assert again.code == 1 and again.is_one_chinese_sentence
    assert sorted((path.name, path.stat().st_size) for path in (folder / "home").iterdir()) == before
