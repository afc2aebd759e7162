"""`learn`, `evaluate`, `relearn`, `models` and `topics`, with a stand-in for the learner: the answers have the contract's shape."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from opinion_desk import compose
from opinion_desk.domain.errors import Unavailable
from opinion_desk.services.reader_in_force import MadeFrom
from tests.opinion_desk.cli.running import Run
from tests.opinion_desk.services.stand_ins import FakeCatalogue, FakeLearner, FakeReader

ROWS: list[dict[str, Any]] = [
    {"id": 1, "title": "停水三天", "function": "water", "topics": ["供水", "夜间停水"], "attitude": "negative"},
    {"id": 2, "title": "工地围挡", "function": "nonsense", "kind": "D2"},
    {"id": 3, "title": "没有判断"},
]


@pytest.fixture(autouse=True)
def learners(monkeypatch: pytest.MonkeyPatch) -> list[FakeLearner]:
    """Stand-ins for reading and learning; the learners that were made."""
    made: list[FakeLearner] = []

    def learner(wanted: MadeFrom, folder: Path) -> FakeLearner:
        made.append(FakeLearner(folder, wanted.learned.name if wanted.learned else None))
        return made[-1]

    monkeypatch.setattr(compose, "_learner", learner)
    monkeypatch.setattr(compose, "_reader", lambda wanted: FakeReader())
    monkeypatch.setattr(compose, "_catalogue", lambda settings, units: FakeCatalogue())
    return made


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "样本.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS), encoding="utf-8")
    return path


def test_learning_from_a_file_tells_what_was_taken_and_whether_the_model_reads_now(run: Run, file: Path) -> None:
    answer = run("learn", file, "--json", "--by", "甲")
    assert answer.code == 0
    value = answer.value
    assert {key: value[key] for key in ("learned", "model", "score_before", "score_after", "adopted", "skipped")} == {
        "learned": 2, "model": "desk-0001", "score_before": 0.7, "score_after": 0.9, "adopted": True, "skipped": 1,
    }  # fmt: skip
    assert [problem["line"] for problem in value["problems"]] == [2, 3]
    assert "第 2 行" in answer.err
    (model,) = run("models", "list", "--json").value
    assert (model["name"], model["by"], model["in_force"], model["samples"]) == ("desk-0001", "甲", True, 2)
    topics = {row["name"]: row for row in run("topics", "list", "--json").value}
    assert topics["夜间停水"]["own"] and topics["供水"]["samples"] == 1


def test_without_json_learning_is_told_in_chinese(run: Run, file: Path) -> None:
    answer = run("learn", file)
    assert answer.code == 0 and "学习 2 条，略过 1 行" in answer.out and "已启用" in answer.out


def test_a_file_that_teaches_nothing_is_refused_and_one_that_is_not_there(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"id":1,"title":"停水"}', encoding="utf-8")
    for words in (path, tmp_path / "没有.jsonl"):
        answer = run("learn", words)
        assert answer.code == 1 and answer.is_one_chinese_sentence
    assert run("models", "list", "--json").value == []


def test_a_lesson_that_the_disk_will_not_take_ends_with_3(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: FakeLearner, *more: Any) -> Any:
        raise Unavailable("disk_full")

    monkeypatch.setattr(FakeLearner, "learn", full)
    answer = run("learn", file, "--json")
    assert answer.code == 3 and answer.is_one_chinese_sentence and "2 条样本已经保存" in answer.err


def test_evaluation_has_figures_for_the_fields_there_are_and_keeps_nothing(run: Run, file: Path) -> None:
    answer = run("evaluate", file, "--json")
    assert answer.code == 0
    value = answer.value
    assert value["n"] == 2 and value["skipped"] == 1
    assert value["function"] == {"accuracy": 1.0, "macro_f1": 1.0, "confusion": {"water": {"water": 1}}}
    assert value["topics"]["accuracy"] == 1.0 and value["topics"]["macro_f1"] == 0.5
    assert set(value) == {"n", "function", "topics", "attitude", "kind", "skipped", "problems"}
    assert "职能：1 条" in run("evaluate", file).out
    assert run("models", "list", "--json").value == []


def test_a_lesson_of_the_collecting_process_learns_from_what_there_is_and_gives_way(
    run: Run, file: Path, learners: list[FakeLearner], monkeypatch: pytest.MonkeyPatch
) -> None:
    nice: list[int] = []
    monkeypatch.setattr("os.nice", nice.append, raising=False)
    assert run("relearn", "--json").code == 1, "nothing to learn from"
    run("learn", file)
    answer = run("relearn", "--json")
    assert answer.code == 0 and answer.value["model"] == "desk-0002" and nice
    assert learners[-1].current == "desk-0001" and len(learners[-1].learned_from) == 2
    assert "relearn" not in run("--help").out


def test_a_lesson_asked_for_in_the_window_tells_its_steps_and_its_model_line_by_line(run: Run, file: Path) -> None:
    run("learn", file)
    answer = run("relearn", "--steps", "--by=--甲")
    assert answer.code == 0 and answer.out.splitlines() == ["step 1.000", "made desk-0002"]
    newest = run("models", "list", "--json").value[0]
    assert (newest["by"], newest["in_force"]) == ("--甲", True)


def test_an_older_model_and_the_packaged_one_are_called_back_by_name(run: Run, file: Path) -> None:
    run("learn", file)
    run("relearn")
    assert run("models", "use", "desk-0001", "--json").value == {"model": "desk-0001"}
    assert [m["name"] for m in run("models", "list", "--json").value if m["in_force"]] == ["desk-0001"]
    assert run("models", "use", "packaged").code == 0
    assert not any(model["in_force"] for model in run("models", "list", "--json").value)
    answer = run("models", "use", "desk-0099")
    assert answer.code == 1 and answer.is_one_chinese_sentence
    assert "从前用过" in run("models", "list").out


def test_topics_are_added_hidden_shown_and_removed(run: Run) -> None:
    assert run("topics", "add", "湖长制", "--word", "蓝藻=3", "--word", "巡湖", "--json").value == {"name": "湖长制"}
    (own,) = [row for row in run("topics", "list", "--json").value if row["own"]]
    assert own["words"] == [["蓝藻", 3.0], ["巡湖", 2.0]]
    run("topics", "hide", "教育")
    assert [row["name"] for row in run("topics", "list", "--json").value if row["hidden"]] == ["教育"]
    assert "停用" in run("topics", "list").out
    run("topics", "show", "教育")
    assert run("topics", "remove", "湖长制", "--json").value == {"name": "湖长制", "removed": True}
    for words, code in ((("add", "教育"), 1), (("remove", "教育"), 1), (("add", "夜市", "--word", "摊位=重"), 2)):
        answer = run("topics", *words)
        assert answer.code == code and answer.is_one_chinese_sentence
