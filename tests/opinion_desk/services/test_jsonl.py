"""Lines of JSON: one broken line stops nothing, and says what was wrong with it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from opinion_desk.domain.errors import Refused
from opinion_desk.domain.messages import sentence
from opinion_desk.services.jsonl import Line, read_lines
from tests.opinion_desk.services.stand_ins import NINE


def lines(tmp_path: Path, *rows: object) -> list[Line]:
    """Rows (bytes as they are, anything else as JSON) written to a file and read back."""
    path = tmp_path / "in.jsonl"
    path.write_bytes(b"\n".join(row if isinstance(row, bytes) else json.dumps(row).encode() for row in rows))
    return list(read_lines(path))


def test_a_whole_line_is_read_with_all_it_says(tmp_path: Path) -> None:
    row = {"id": "a", "title": "标题", "body": "正文", "source": "云川网", "url": "https://example.cn"}
    (line,) = lines(tmp_path, {**row, "published": "2026-11-20T09:00:00+08:00", "more": [1]})
    assert line.text is not None and line.problems == ()
    assert (line.text.id, line.text.title, line.text.body) == ("a", "标题", "正文")
    assert (line.text.published, line.text.source, line.text.url) == (NINE, "云川网", "https://example.cn")


def test_either_title_or_body_is_enough_and_a_number_is_an_id(tmp_path: Path) -> None:
    read = lines(tmp_path, {"id": 7, "body": "只有正文"}, {"id": "b", "title": "只有标题", "body": None})
    assert [(line.id, line.text.id if line.text else None) for line in read] == [(7, "7"), ("b", "b")]


@pytest.mark.parametrize(
    ("row", "id"),
    [
        (b"{", "jsonl_line_broken"),
        (b"\xff\xfe\x00 not text", "jsonl_line_not_utf8"),
        (b"[" * 100_000, "jsonl_line_broken"),
        (b'{"id":' + b"9" * 5000 + b"}", "jsonl_line_broken"),
        ([1], "jsonl_line_no_object"),
        ({"title": "无编号"}, "jsonl_line_no_id"),
        ({"id": True, "title": "x"}, "jsonl_line_no_id"),
        ({"id": 1.5, "title": "x"}, "jsonl_line_no_id"),
        ({"id": "", "title": "x"}, "jsonl_line_no_id"),
        ({"id": "a", "title": " ", "body": "\n"}, "jsonl_line_no_text"),
        ({"id": "a", "title": 5}, "jsonl_line_no_text"),
    ],
)
def test_a_line_that_cannot_be_used_says_why_and_the_next_one_is_read(tmp_path: Path, row: object, id: str) -> None:
    bad, good = lines(tmp_path, {"id": "ok", "title": "好"}, row)[::-1]
    assert bad.text is None and [(p.line, p.why) for p in bad.problems] == [(2, sentence(id))]
    assert good.text is not None and good.number == 1


def test_a_field_that_cannot_be_read_is_left_out_and_the_line_is_still_read(tmp_path: Path) -> None:
    (line,) = lines(tmp_path, {"id": "a", "title": "好", "published": "昨天", "source": 5, "url": ["x"]})
    assert line.text is not None
    assert (line.text.published, line.text.source, line.text.url) == (None, None, None)
    assert len(line.problems) == 3 and all(problem.still_read for problem in line.problems)


def test_blank_lines_marks_and_windows_endings_do_no_harm_and_lines_are_numbered_as_in_the_file(
    tmp_path: Path,
) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"id":"a","title":"x"}\r\n\r\n  \n{"id":"b","title":"y\xe2\x80\xa8z"}')
    assert [(line.number, line.text.title if line.text else None) for line in read_lines(path)] == [
        (1, "x"),
        (4, "y\u2028z"),
    ]


def test_a_file_of_another_encoding_or_none_at_all_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes('{"id":"a"}'.encode("utf-16"))
    for file, id in ((path, "jsonl_not_utf8"), (tmp_path / "none", "file_missing")):
        with pytest.raises(Refused) as why:
            list(read_lines(file))
        assert why.value.id == id


def test_an_empty_file_has_no_lines(tmp_path: Path) -> None:
    assert lines(tmp_path, b"") == []
