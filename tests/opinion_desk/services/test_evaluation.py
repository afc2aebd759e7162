"""Evaluation: the lines of a file as truth against the reader in force, field by field."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from opinion_desk.services.evaluation import evaluate_file
from tests.opinion_desk.services.stand_ins import FakeReader

FUNCTIONS = {"water", "housing_construction"}


def file(tmp_path: Path, *rows: dict[str, Any]) -> Path:
    path = tmp_path / "truth.jsonl"
    lines = [json.dumps({"id": n, **row}, ensure_ascii=False) for n, row in enumerate(rows)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_only_the_fields_judged_have_figures_and_each_over_its_own_lines(tmp_path: Path) -> None:
    path = file(
        tmp_path,
        {"title": "停水", "function": "water", "topics": ["供水"], "kind": "D2"},
        {"title": "围挡", "function": "water", "topics": ["教育", "住房城建"]},
        {"title": "围挡", "function": None},
        {"title": "围挡"},
    )
    told: list[float] = []
    found = evaluate_file(path, FakeReader(), FUNCTIONS, told.append)
    assert (found.n, found.skipped, [p.line for p in found.problems]) == (3, 1, [4])
    assert list(found.fields) == ["function", "topics", "kind"] and told == [1.0]
    function = found.fields["function"]
    assert function.accuracy == pytest.approx(1 / 3)
    assert function.confusion == {
        "water": {"water": 1, "housing_construction": 1},
        "none": {"housing_construction": 1},
    }
    topics = found.fields["topics"]
    assert (topics.n, topics.accuracy) == (2, 1.0)
    assert topics.macro_f1 == pytest.approx(2 / 3), "教育 stays unfound"
    assert topics.confusion == {"供水": {"供水": 1}, "教育": {"住房城建": 1}}
    assert (found.fields["kind"].n, found.fields["kind"].accuracy) == (1, 1.0)


def test_a_kind_that_is_none_is_right_when_none_is_found(tmp_path: Path) -> None:
    path = file(tmp_path, {"title": "停水", "kind": None, "attitude": "negative"})
    found = evaluate_file(path, FakeReader(), FUNCTIONS)
    assert found.fields["kind"].confusion == {"none": {"D2": 1}}
    assert found.fields["attitude"].accuracy == 1.0


def test_a_file_without_judgements_gives_no_figures(tmp_path: Path) -> None:
    found = evaluate_file(file(tmp_path, {"title": "停水"}), FakeReader(), FUNCTIONS)
    assert (found.n, found.fields, found.skipped) == (0, {}, 1)
