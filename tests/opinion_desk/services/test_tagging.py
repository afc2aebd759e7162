"""`tag`: one verdict a line in the same order, and the answer whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from opinion_desk.domain.errors import Refused
from opinion_desk.services.tagging import tag_file
from tests.opinion_desk.services.stand_ins import FakeReader


def test_verdicts_stand_in_the_order_of_the_lines_with_their_ids_as_written(tmp_path: Path) -> None:
    path, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    rows = [{"id": n if n % 2 else f"n{n}", "title": "水压" if n % 3 else "围挡"} for n in range(1_200)]
    path.write_text("\n".join(json.dumps(row) for row in rows) + "\n{broken\n", encoding="utf-8")
    told: list[int] = []
    report = tag_file(path, out, FakeReader(), told.append)
    assert (report.read, report.tagged, report.skipped, told) == (1_201, 1_200, 1, [512, 1024])
    assert [(problem.line, problem.still_read) for problem in report.problems] == [(1_201, False)]
    answers = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [answer["id"] for answer in answers] == [row["id"] for row in rows]
    assert all(
        (answer["lead"]["function"] == "water") == (row["title"] == "水压")
        for answer, row in zip(answers, rows, strict=True)
    )
    assert set(answers[0]) == {
        *("id", "topics", "scope", "kind", "voice", "attitude", "emergency", "severity", "places"),
        *("institution", "lead", "others", "because", "sure"),
    }


def test_half_a_character_in_an_id_does_not_stop_the_others(tmp_path: Path) -> None:
    path, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    path.write_text('{"id":"\\ud800","title":"x"}\n{"id":"b","title":"y"}\n', encoding="utf-8")
    assert tag_file(path, out, FakeReader(), lambda done: None).tagged == 2
    assert [json.loads(line)["id"] for line in out.read_text(encoding="utf-8").splitlines()] == ["?", "b"]


def test_when_the_answer_cannot_be_written_nothing_is_left_and_what_stood_there_stays(tmp_path: Path) -> None:
    path, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    path.write_text('{"id":"a","title":"x"}\n', encoding="utf-8")
    out.write_text("before", encoding="utf-8")

    class Breaking(FakeReader):
        def read(self, texts):  # type: ignore[no-untyped-def]
            raise MemoryError

    with pytest.raises(MemoryError):
        tag_file(path, out, Breaking(), lambda done: None)
    with pytest.raises(Refused) as why:
        tag_file(path, tmp_path / "no" / "out.jsonl", FakeReader(), lambda done: None)
    assert why.value.id == "paper_folder_missing"
    assert out.read_text(encoding="utf-8") == "before" and sorted(p.name for p in tmp_path.iterdir()) == [
        "in.jsonl",
        "out.jsonl",
    ]


def test_a_file_may_be_tagged_onto_itself(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text('{"id":"a","title":"x"}\n', encoding="utf-8")
    tag_file(path, path, FakeReader(), lambda done: None)
    assert json.loads(path.read_text(encoding="utf-8"))["attitude"]["label"] == "neutral"
