"""Lines with judgements: what means nothing is told with its line and left out, the rest is used."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opinion_desk.domain.learning import NONE, Sample
from opinion_desk.services.judged_lines import JudgedLine, judged_lines

FUNCTIONS = {"water", "education"}


def read(path: Path, *rows: Any) -> list[JudgedLine]:
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return list(judged_lines(path, FUNCTIONS))


def one(tmp_path: Path, **labels: Any) -> JudgedLine:
    (line,) = read(tmp_path / "a.jsonl", {"id": 1, "title": "停水", **labels})
    return line


def labels(sample: Sample | None) -> Any:
    return sample and (sample.function, sample.topics, sample.attitude, sample.kind)


def test_any_of_the_four_judgements_makes_a_sample(tmp_path: Path) -> None:
    whole = one(tmp_path, function="water", topics=["供水", " 供水 ", "民生"], attitude="negative", kind="D2")
    assert labels(whole.sample) == ("water", ("供水", "民生"), "negative", "D2") and whole.problems == ()
    assert labels(one(tmp_path, function="locality").sample) == ("locality", None, None, None)
    assert labels(one(tmp_path, topics=[]).sample) == (None, (), None, None)


def test_null_says_nobody_for_a_function_and_none_for_a_kind_and_nothing_for_the_others(tmp_path: Path) -> None:
    line = one(tmp_path, function=None, kind=None, attitude=None, topics=None)
    assert labels(line.sample) == (NONE, None, None, NONE) and line.problems == ()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("function", "no_such_function"),
        ("function", 7),
        ("function", ["water"]),
        ("topics", "供水"),
        ("topics", [1]),
        ("topics", ["供水", ""]),
        ("topics", ["字" * 21]),
        ("topics", ["一\n二"]),
        ("attitude", "angry"),
        ("attitude", ""),
        ("attitude", {"label": "negative"}),
        ("kind", "D7"),
        ("kind", True),
    ],
)
def test_a_value_that_means_nothing_is_told_and_the_rest_of_the_line_is_used(
    tmp_path: Path, field: str, value: Any
) -> None:
    other = {"attitude": "neutral"} if field != "attitude" else {"kind": "D1"}
    line = one(tmp_path, **other, **{field: value})
    assert line.sample is not None and getattr(line.sample, field) is None
    (problem,) = line.problems
    assert (problem.line, problem.still_read) == (1, True) and field in problem.why
    alone = one(tmp_path, **{field: value})
    assert alone.sample is None and [p.still_read for p in alone.problems] == [False, False]


def test_a_line_without_a_judgement_or_without_text_is_told_and_not_used(tmp_path: Path) -> None:
    lines = read(
        tmp_path / "a.jsonl",
        {"id": 1, "title": "停水"},
        {"id": 2, "kind": "D1"},
        {"id": 3, "title": "停水", "kind": "D1", "published": "说不清"},
    )
    assert [line.sample is None for line in lines] == [True, True, False]
    assert [[p.line for p in line.problems] for line in lines] == [[1], [2], [3]]


@given(st.dictionaries(st.sampled_from(["function", "topics", "attitude", "kind"]), st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5), lambda s: st.lists(s, max_size=2), max_leaves=4
)))  # fmt: skip
def test_whatever_the_values_are_a_line_is_used_or_told(tmp_path_factory: Any, values: dict[str, Any]) -> None:
    line = one(tmp_path_factory.mktemp("lines"), **values)
    assert line.sample is not None or line.problems
