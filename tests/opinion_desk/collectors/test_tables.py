"""Exports as tables: what is read, what is dropped, what is told."""

import io
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime

import openpyxl
import pytest

from opinion_desk.collectors.columns import Role, role_of
from opinion_desk.collectors.detect import read_document
from opinion_desk.collectors.json_rows import read_json_lines
from opinion_desk.collectors.rows import Times
from opinion_desk.collectors.tables import looks_like_csv, read_csv, read_xlsx
from opinion_desk.domain.errors import Refused
from opinion_desk.domain.ticket import Ticket

TIMES = Times(datetime(2026, 11, 20, 3, 0, tzinfo=UTC))
HEADINGS = [
    "工单编号",
    "来电人",
    "联系电话",
    "身份证号",
    "联系地址",
    "诉求标题",
    "诉求内容",
    "受理时间",
    "承办单位",
    "事发地点",
]
ROW = [
    "YC20261120001",
    "张三",
    "13800138000",
    "320402199001011234",
    "东湖区幸福路1号",
    "云川大桥夜间噪声",
    "桥面接缝响，\n请回电13900139000。",
    "2026-11-20 08:30",
    "云川市城市管理局",
    "南岸区桥头",
]


def _csv(*rows: Iterable[str]) -> str:
    return "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows)


def _xlsx(*rows: Iterable[object]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_hotline_export_becomes_entries_known_by_their_ticket() -> None:
    entries, skipped = read_csv(_csv(HEADINGS, ROW), TIMES)
    (entry,) = entries
    assert (entry.key, entry.ticket, entry.title) == ("ticket:YC20261120001", "YC20261120001", "云川大桥夜间噪声")
    assert entry.published == datetime(2026, 11, 20, 0, 30, tzinfo=UTC)
    assert entry.hotline == Ticket("YC20261120001", unit="云川市城市管理局", place="南岸区桥头")
    assert skipped == ()


def test_nothing_of_the_caller_leaves_the_reader() -> None:
    for entries, _ in (read_csv(_csv(HEADINGS, ROW), TIMES), read_xlsx(_xlsx(HEADINGS, ROW), TIMES)):
        told = repr(entries)
        for private in ("张三", "13800138000", "13900139000", "320402199001011234", "幸福路"):
            assert private not in told


@pytest.mark.parametrize(
    "heading",
    [
        "市民姓名",
        "来电号码",
        "手机号",
        "联系方式",
        "家庭住址",
        "证件号码",
        "微信号",
        "作者",
        "昵称",
        "经办人",
        "备注",
        "author",
        "phone",
    ],
)
def test_columns_of_persons_and_unknown_columns_are_dropped(heading: str) -> None:
    assert role_of(heading) is Role.DROPPED


def test_headings_are_found_below_a_title_row_and_in_other_delimiters() -> None:
    text = "12345热线工单导出\n\n工单编号\t标题（必填）\t内容\nA1\t停水\t三天了\n"
    entries, _ = read_csv(text, TIMES)
    assert [(e.key, e.title, e.body) for e in entries] == [("ticket:A1", "停水", "三天了")]


def test_an_empty_row_is_told_with_the_line_it_stands_on() -> None:
    text = '工单编号,标题,内容\nA1,"两\n行",甲\nA2,,\nA3,丙,\n'
    entries, skipped = read_csv(text, TIMES)
    assert [e.ticket for e in entries] == ["A1", "A3"]
    assert [(s.line, s.still_read) for s in skipped] == [(4, False)]


def test_a_ticket_number_spoilt_by_a_spreadsheet_is_not_an_identity() -> None:
    entries, skipped = read_csv("工单编号,标题\n2.02611E+11,停水\n", TIMES)
    assert entries[0].ticket is None and not entries[0].key.startswith("ticket:")
    assert skipped[0].still_read and "2.02611E+11" in skipped[0].why


def test_an_unreadable_time_is_told_and_the_row_still_read() -> None:
    entries, skipped = read_csv("工单编号,标题,受理时间\nA1,停水,某天\n", TIMES)
    assert entries[0].published is None
    assert skipped[0].still_read and "发布时间" in skipped[0].why


def test_numbers_and_dates_of_a_workbook_are_read_as_such() -> None:
    raw = _xlsx(["编号", "标题", "登记时间"], [202611200001, "停水", datetime(2026, 11, 20, 8, 30)])  # noqa: DTZ001 - cells have no zone
    ((entry,), _) = read_xlsx(raw, TIMES)
    assert entry.ticket == "202611200001"
    assert entry.published == datetime(2026, 11, 20, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "一二三", "甲,乙\n1,2\n", "姓名,电话\n张三,1\n"])
def test_a_table_without_known_headings_is_refused(text: str) -> None:
    assert not looks_like_csv(text)
    with pytest.raises(Refused):
        read_csv(text, TIMES)


def test_a_damaged_workbook_is_refused_with_a_sentence() -> None:
    raw = _xlsx(HEADINGS, ROW)
    for broken in (raw[: len(raw) // 2], b"PK\x03\x04" + b"\x00" * 100, raw[:200] + b"x" * 40 + raw[240:]):
        with pytest.raises(Refused) as caught:
            read_xlsx(broken, TIMES)
        assert caught.value.id == "table_broken"


def test_json_lines_need_an_id_and_some_text_and_nothing_else() -> None:
    text = "\n".join(
        [
            '{"id": 1, "title": "停水", "body": "三天了", "published": "2026-11-20T08:30:00+08:00", "author": "张三"}',
            '{"id": "2", "body": "只有正文。第二句", "published": null, "title": null}',
            '{"id": "3", "title": "时间坏了", "published": {"a": 1}, "url": 7}',
            '{"title": "没有编号"}',
            '{"id": "5"}',
            "[1, 2]",
            "{坏的",
            "",
            '{"id": "9", "text": "最后一行"}',
        ]
    )
    entries, skipped = read_json_lines(text, TIMES)
    assert [(e.key, e.title) for e in entries] == [
        ("id:1", "停水"),
        ("id:2", "只有正文"),
        ("id:3", "时间坏了"),
        ("id:9", "最后一行"),
    ]
    assert "张三" not in repr(entries)
    assert [s.line for s in skipped if not s.still_read] == [4, 5, 6, 7]
    assert {s.line for s in skipped if s.still_read} == {3}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_workbook_with_a_document_type_is_refused_before_anything_unfolds(encoding: str) -> None:
    whole = io.BytesIO(_xlsx(HEADINGS, ROW))
    made = io.BytesIO()
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(made, "w") as new:
        for info in old.infolist():
            raw = old.read(info)
            if info.filename.startswith("xl/worksheets/"):
                text = raw.decode().partition("?>")[2] or raw.decode()
                head = "<!--" + "x" * 300_000 + '--><!DOCTYPE w [<!ENTITY a "ha">]>'
                raw = f"<?xml version='1.0' encoding='{encoding}'?>{head}{text}".encode(encoding)
            new.writestr(info.filename, raw)
    with pytest.raises(Refused) as caught:
        read_xlsx(made.getvalue(), TIMES)
    assert caught.value.id == "table_broken"


def test_a_workbook_at_an_address_may_unfold_to_less_than_one_imported_by_hand() -> None:
    raw = _xlsx(["标题", "内容"], *([f"停水{n}", "x" * 30_000] for n in range(600)))
    assert len(read_xlsx(raw, TIMES)[0]) == 600
    with pytest.raises(Refused) as caught:
        read_document(raw, now=TIMES.now)
    assert caught.value.id == "table_too_large" and "15 MB" in caught.value.sentence


def test_a_row_of_very_many_cells_is_refused_with_its_line() -> None:
    with pytest.raises(Refused) as caught:
        read_csv("标题,内容\n一,二\n" + "x," * 30_000 + "\n", TIMES)
    assert caught.value.id == "table_too_wide" and "第 3 行" in caught.value.sentence
