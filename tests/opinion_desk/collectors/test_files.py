"""Exports imported by hand."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from opinion_desk.collectors.files import read_table
from opinion_desk.domain.errors import DeskError

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
TABLE = "工单编号,来电人,标题,内容,受理时间\nYC1,张三,停水,三天了,昨天 08:30\nYC2,李四,噪声,夜里响,2026-11-20 08:30\n"


@pytest.mark.parametrize("codec", ["gb18030", "utf-8", "utf-8-sig", "utf-16"])
def test_an_export_is_read_in_whatever_encoding_it_was_saved(tmp_path: Path, codec: str) -> None:
    path = tmp_path / "热线.csv"
    path.write_bytes(TABLE.encode(codec))
    entries, skipped = read_table(path, now=NOW)
    assert [(e.ticket, e.title, e.body) for e in entries] == [("YC1", "停水", "三天了"), ("YC2", "噪声", "夜里响")]
    assert entries[0].published == datetime(2026, 11, 19, 0, 30, tzinfo=UTC)
    assert skipped == () and "张三" not in repr(entries)


def test_an_address_that_is_none_is_left_out_and_told_while_its_row_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("标题,链接\n停水,javascript:alert(1)\n噪声,https://a.example.cn/1\n", encoding="utf-8")
    entries, skipped = read_table(path, now=NOW)
    assert [entry.link for entry in entries] == [None, "https://a.example.cn/1"]
    assert [(row.line, row.still_read) for row in skipped] == [(2, True)] and "链接" in skipped[0].why


def test_without_a_present_relative_times_count_from_the_files_own_date(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(TABLE, encoding="utf-8")
    written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    (first, _), _ = read_table(path)
    assert first.published is not None and 0 < (written - first.published).total_seconds() < 2 * 86_400


def test_json_is_read_as_an_array_of_rows_or_as_a_feed(tmp_path: Path) -> None:
    rows, feed = tmp_path / "rows.json", tmp_path / "feed.json"
    rows.write_text(json.dumps([{"id": "1", "title": "停水", "url": "https://a.example.cn/1"}]), encoding="utf-8")
    feed.write_text(json.dumps({"items": [{"id": "1", "title": "停水", "content_text": "三天"}]}), encoding="utf-8")
    assert [e.key for e in read_table(rows, now=NOW)[0]] == ["id:1"]
    assert [e.body for e in read_table(feed, now=NOW)[0]] == ["三天"]


def test_lines_of_json_keep_their_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"id":"1","title":"停水"}\n\n坏\n{"id":"2","body":"正文"}', encoding="utf-8")
    entries, skipped = read_table(path, now=NOW)
    assert [e.key for e in entries] == ["id:1", "id:2"]
    assert [s.line for s in skipped] == [3]


@pytest.mark.parametrize(
    ("name", "raw", "id"),
    [
        ("a.csv", b"", "document_empty"),
        ("a.csv", b"\x00\x01\x02\xff" * 50, "table_no_header"),
        ("a.xlsx", b"no workbook", "table_broken"),
        ("a.json", b"{", "json_broken"),
        ("a.json", b'{"a": 1}', "json_shape_unknown"),
        ("a.txt", "随便".encode(), "format_unknown"),
        ("none.csv", None, "file_missing"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(
    tmp_path: Path, name: str, raw: bytes | None, id: str
) -> None:
    path = tmp_path / name
    if raw is not None:
        path.write_bytes(raw)
    with pytest.raises(DeskError) as caught:
        read_table(path, now=NOW)
    assert caught.value.id == id and caught.value.exit_code == 1
