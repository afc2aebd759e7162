"""`collect`, `parse`, `import`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from opinion_desk.domain.errors import Unavailable
from opinion_desk.services.items import ItemService
from tests.opinion_desk.cli.conftest import FEED
from tests.opinion_desk.cli.running import Run

LINES = "\n".join(
    json.dumps(row, ensure_ascii=False)
    for row in (
        {
            "id": "a",
            "title": "南岸区一小区电梯停运",
            "body": "居民盼早日修好。",
            "published": "2026-11-20T08:00:00+08:00",
        },
        {"id": 2, "body": "北郊镇卫生院夜间无人值班。", "published": "说不清", "metrics": None, "more": {"x": 1}},
        {"id": "c"},
        {"title": "没有编号"},
        [1, 2],
    )
)


def test_collecting_reports_what_came_and_a_second_time_nothing_new(run: Run, served: str) -> None:
    run("sources", "add", f"{served}/feed.xml", "--internal")
    first = run("collect", "--once", "--json")
    assert first.code == 0 and not first.err
    assert first.value.keys() == {"sources", "fetched", "unchanged", "failed", "items", "new", "seconds"}
    assert {**first.value, "seconds": 0} == {
        "sources": 1, "fetched": 1, "unchanged": 0, "failed": [], "items": 2, "new": 2, "seconds": 0,
    }  # fmt: skip
    assert run("collect", "--once", "--json").value["sources"] == 0  # not due yet
    again = run("--json", "collect", "--once", "--source", "1").value
    assert (again["sources"], again["unchanged"], again["new"]) == (1, 1, 0)


def test_one_failing_source_is_reported_and_only_when_all_fail_the_exit_is_3(
    run: Run, served: str, tmp_path: Path
) -> None:
    opml = tmp_path / "a.opml"
    opml.write_text(
        f'<opml version="2.0"><body><outline type="rss" text="好" xmlUrl="{served}/feed.xml"/>'
        f'<outline type="rss" text="坏" xmlUrl="{served}/gone.xml"/></body></opml>',
        encoding="utf-8",
    )
    assert run("sources", "import", opml, "--internal").code == 0
    mixed = run("collect", "--once", "--json")
    assert mixed.code == 0 and mixed.value["fetched"] == 1 and mixed.value["new"] == 2
    [failed] = mixed.value["failed"]
    assert failed.keys() == {"source", "why"} and failed["source"] == 2 and "404" in failed["why"]
    assert "404" in mixed.err
    alone = run("collect", "--once", "--source", "2", "--json")
    assert alone.code == 3 and len(alone.value["failed"]) == 1 and "全部采集失败" in alone.err
    row = run("sources", "list", "--json").value[1]
    assert row["health"] == "failing" and row["errors"] == 2 and "404" in row["why"]


def test_an_unknown_source_is_refused(run: Run) -> None:
    answer = run("collect", "--once", "--source", "9", "--json")
    assert answer.code == 1 and answer.is_one_chinese_sentence


def test_a_document_is_parsed_without_storing_anything(run: Run, home: Path, tmp_path: Path) -> None:
    file = tmp_path / "feed.xml"
    file.write_bytes(FEED)
    answer = run("parse", file, "--url", "http://example.cn/feed.xml", "--content-type", "text/xml", "--json")
    assert answer.code == 0 and not home.exists()
    value = answer.value
    assert value.keys() == {"format", "title", "entries", "problems"} and value["problems"] == []
    assert [entry.keys() for entry in value["entries"]] == [
        {"id", "title", "link", "published", "updated", "summary", "content"}
    ] * 2
    first = value["entries"][0]
    assert first["published"] == "2026-11-20T08:00:00+08:00" and first["updated"] is None
    assert first["link"] == "http://example.cn/1"


@pytest.mark.parametrize("raw", ["", "<html><body>x</body></html>", "\x00\x01", "{}"])
def test_what_is_no_feed_gives_an_empty_value_and_a_sentence(run: Run, tmp_path: Path, raw: str) -> None:
    file = tmp_path / "document"
    file.write_text(raw, encoding="utf-8")
    answer = run("parse", file, "--json")
    assert answer.code == 1
    assert answer.value["format"] is None and answer.value["entries"] == [] and answer.value["problems"]
    assert "不是订阅源" in answer.err


def test_an_import_counts_what_was_read_known_and_skipped(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "items.jsonl"
    file.write_text(LINES, encoding="utf-8")
    first = run("import", file, "--json")
    assert first.code == 0
    value = first.value
    assert (value["read"], value["new"], value["known"]) == (5, 2, 0)
    assert [row["line"] for row in value["skipped"]] == [3, 4, 5] and all(row["why"] for row in value["skipped"])
    assert [row["line"] for row in value["ignored"]] == [2]
    assert "第 2 行" in first.err and "第 5 行" in first.err
    again = run("import", file, "--json").value
    assert (again["read"], again["new"], again["known"]) == (5, 0, 2)


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("a.csv", b""),
        ("a.xlsx", b"PK\x03\x04nonsense"),
        ("a.txt", b"x"),
        ("a.xls", b"x"),
        ("a.csv", None),
        ("..", None),
    ],
)
def test_a_file_that_cannot_be_imported_is_refused_and_leaves_nothing(
    run: Run, tmp_path: Path, name: str, raw: bytes | None
) -> None:
    file = tmp_path / name
    if raw is not None:
        file.write_bytes(raw)
    answer = run("import", file, "--json")
    assert answer.code == 1 and answer.is_one_chinese_sentence, answer
    assert run("sources", "list", "--json").value == []


@pytest.mark.parametrize(("why", "code"), [(Unavailable("store_closed"), 3), (KeyboardInterrupt(), 130)])
def test_an_import_that_stops_on_its_way_says_how_it_goes_on(
    run: Run, monkeypatch: pytest.MonkeyPatch, why: BaseException, code: int
) -> None:
    def stopping(_: ItemService, path: Path, progress: Callable[[int, int], None], *__: object) -> None:
        progress(400, 1_000)
        raise why

    monkeypatch.setattr(ItemService, "import_file", stopping)
    answer = run("import", "items.jsonl")
    assert answer.code == code and "再导入一次" in answer.err and not answer.out
