"""`tag` and `search`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.opinion_desk.cli.running import Run

FIELDS = {
    "id", "topics", "scope", "kind", "voice", "attitude", "emergency", "severity", "places", "institution", "lead", "others",
    "because", "sure",
}  # fmt: skip
ITEMS: list[Any] = [
    {
        "id": "z",
        "title": "东湖区某小区电梯停运三天",
        "body": "居民反映物业不作为，老人上下楼困难。",
        "source": "云川论坛",
    },
    {"id": 7, "title": "𠮷祥路积水已排除", "body": "", "published": "说不清", "url": 5, "more": [1]},
    "这一行不是对象",
    {"id": "a", "title": None, "body": "北郊镇化工厂爆炸致3人死亡。", "published": "2026-11-20T08:00:00+08:00"},
    {"id": "none"},
]


@pytest.fixture
def items(tmp_path: Path) -> Path:
    file = tmp_path / "items.jsonl"
    lines = [json.dumps(item, ensure_ascii=False) for item in ITEMS]
    file.write_text("\n".join([*lines[:3], "{半行", "", *lines[3:]]) + "\n", encoding="utf-8")
    return file


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_tags_come_in_the_same_order_with_every_field_and_problems_by_line(
    run: Run, items: Path, tmp_path: Path, home: Path
) -> None:
    out = tmp_path / "tags.jsonl"
    answer = run("tag", items, "--out", out, "--jurisdiction", "云川市", "--json")
    assert answer.code == 0 and not home.exists()
    rows = _rows(out)
    assert [row["id"] for row in rows] == ["z", 7, "a"]
    assert all(row.keys() == FIELDS for row in rows)
    value = answer.value
    assert (value["read"], value["tagged"], value["skipped"]) == (6, 3, 3)
    assert sorted(problem["line"] for problem in value["problems"]) == [2, 2, 3, 4, 7]
    assert "第 4 行" in answer.err
    assert any("云川市" in row["lead"]["unit"] for row in rows if row["lead"]["unit"])


def test_reasons_are_spans_of_title_and_body(run: Run, items: Path, tmp_path: Path) -> None:
    out = tmp_path / "tags.jsonl"
    run("tag", items, "--out", out)
    texts = {
        item["id"]: f"{item.get('title') or ''}\n{item.get('body') or ''}" for item in ITEMS if isinstance(item, dict)
    }
    reasons = [(row["id"], reason) for row in _rows(out) for reason in row["because"]]
    assert reasons
    for id, reason in reasons:
        assert texts[id][reason["start"] : reason["end"]] == reason["text"]
    for row in _rows(out):
        scores = [topic["score"] for topic in row["topics"]]
        assert scores == sorted(scores, reverse=True) and len(scores) <= 10 and all(score >= 0.05 for score in scores)


def test_the_output_may_be_the_input_itself(run: Run, items: Path) -> None:
    assert run("tag", items, "--out", items).code == 0
    assert [row["id"] for row in _rows(items)] == ["z", 7, "a"]


def test_nothing_is_written_when_the_input_or_the_place_is_missing(run: Run, items: Path, tmp_path: Path) -> None:
    for file, out in ((tmp_path / "missing.jsonl", tmp_path / "out.jsonl"), (items, tmp_path / "none" / "out.jsonl")):
        answer = run("tag", file, "--out", out, "--json")
        assert answer.code == 1 and answer.is_one_chinese_sentence
    assert sorted(path.name for path in tmp_path.iterdir()) == ["items.jsonl"]


def test_a_search_finds_what_was_imported(run: Run, items: Path) -> None:
    run("import", items)
    answer = run("search", "电梯", "--json")
    assert answer.code == 0
    [hit] = answer.value
    assert hit.keys() == {"id", "title", "source", "published", "topics", "unit", "snippet"}
    assert hit["title"] == ITEMS[0]["title"] and "电梯" in hit["title"] + hit["snippet"]
    assert run("search", "化工厂爆炸", "--json").value[0]["published"] == "2026-11-20T08:00:00+08:00"
    assert len(run("search", "电梯 OR 爆炸", "--limit", "1", "--json").value) <= 1
    assert run("search", "电梯 -物业", "--json").value == []
    assert run("search", "没有这样的词", "--json").value == []
    assert "没有找到" in run("search", "没有这样的词").out


@pytest.mark.parametrize("query", ["-电梯", "", "倾向:说不清"])
def test_a_query_that_cannot_be_answered_is_refused_with_a_sentence(run: Run, query: str) -> None:
    answer = run("search", query, "--json")
    assert answer.code == 1 and answer.is_one_chinese_sentence
