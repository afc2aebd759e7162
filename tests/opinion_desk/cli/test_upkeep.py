"""`tick`, `verify`, `doctor`, `brief`."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from opinion_desk.store.driver import sqlite3
from tests.opinion_desk.cli.running import Run


def test_a_tick_tells_when_it_was_and_what_it_did(run: Run) -> None:
    answer = run("tick", "--json")
    assert answer.code == 0
    assert answer.value == {"now": answer.value["now"], "fired": [], "sent": 0, "waiting": 0}
    assert datetime.fromisoformat(answer.value["now"]).tzinfo is not None


def test_the_time_of_a_desk_at_work_cannot_be_chosen(run: Run, tmp_path: Path) -> None:
    items = tmp_path / "a.jsonl"
    items.write_text(json.dumps({"id": "a", "title": "东湖区路灯不亮"}), encoding="utf-8")
    assert run("import", items).code == 0
    answer = run("tick", "--now", "2026-01-01T00:00:00+08:00", "--json")
    assert answer.code == 1 and answer.is_one_chinese_sentence
    assert run("tick").code == 0


def test_the_time_of_a_home_that_was_empty_may_be_chosen_from_then_on(run: Run) -> None:
    assert run("sources", "list").code == 0  # looked at, still empty
    assert run("tick", "--now", "2026-01-01T00:00:00+08:00").code == 0
    assert run("incident", "open", "--title", "甲", "--at", "2026-01-01T00:05:00+08:00").code == 0
    assert run("tick", "--now", "2026-01-01T00:10:00+08:00", "--json").value["now"] == "2026-01-01T00:10:00+08:00"


def test_a_changed_record_is_found_by_verify_with_exit_1(run: Run, home: Path) -> None:
    run("incident", "open", "--title", "甲")
    assert run("verify", "--json").value == {"ok": True, "findings": []}
    connection = sqlite3.connect(home / "desk.sqlite3")
    with connection:
        for name in [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")]:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute('UPDATE acts SET "by" = ?', ("别人",))
    connection.close()
    answer = run("verify", "--json")
    assert answer.code == 1 and answer.value["ok"] is False and answer.value["findings"]
    assert all(any("\u4e00" <= c <= "\u9fff" for c in finding) for finding in answer.value["findings"])


def test_the_doctor_names_each_finding_and_what_to_do(run: Run) -> None:
    answer = run("doctor", "--json")
    assert answer.code == 0
    assert {"fonts", "sqlite", "disk", "clock", "keyring", "display"} <= {finding["id"] for finding in answer.value}
    assert all(finding["what"] and (finding["ok"] or finding["do"]) for finding in answer.value)


@pytest.mark.parametrize("suffix", [".docx", ".pdf", ".xlsx", ".html", ".md"])
def test_the_daily_briefing_is_written_in_every_form(run: Run, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"日报{suffix}"
    answer = run("brief", "daily", "--date", "2026-10-20", "--out", out, "--json")
    assert answer.code == 0 and answer.value["file"] == str(out) and answer.value["date"] == "2026-10-20"
    assert out.stat().st_size > 500


def test_a_briefing_that_cannot_be_made_is_refused_and_leaves_no_file(run: Run, tmp_path: Path) -> None:
    for words in (
        ("--out", tmp_path / "a.txt"),
        ("--out", tmp_path / "none" / "a.pdf"),
        ("--out", tmp_path / "a.pdf", "--date", "2999-01-01"),
        ("--out", tmp_path / "a.pdf", "--from", "2026-01-02T00:00", "--to", "2026-01-01T00:00"),
    ):
        answer = run("brief", "daily", *words, "--json")
        assert answer.code == 1 and answer.is_one_chinese_sentence, answer
    assert [path.name for path in tmp_path.iterdir()] == ["home"]
