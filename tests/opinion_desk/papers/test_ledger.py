"""The ledger drawn and read back, as xlsx and as csv."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest

from opinion_desk.domain.errors import Refused
from opinion_desk.domain.ledger import CLOCK_COLUMNS, CLOCKS, INCIDENT_COLUMNS, INCIDENTS, Ledger
from opinion_desk.domain.period import Period
from opinion_desk.domain.table import Cell, Column, Form, Table
from opinion_desk.papers.ledger_xlsx import ledger_xlsx
from opinion_desk.papers.render import PaperRenderer
from opinion_desk.papers.tables_csv import table_csv
from tests.opinion_desk.papers.conftest import HOSTILE
from tests.opinion_desk.papers.notices import at

PERIOD = Period(date(2026, 11, 1), date(2026, 11, 30), "Asia/Shanghai")
CLOCK_ROW: tuple[Cell, ...] = (
    "YQ-2026-0021", "云川大桥引桥施工支架坍塌", "首次权威发布", "云川市住房和城乡建设局", at(20, 14, 20), at(20, 19, 20), at(20, 20, 8),
    "超时完成", timedelta(minutes=48), "国办发〔2016〕80号",
)  # fmt: skip


def _incident_row(**cells: Cell) -> tuple[Cell, ...]:
    return tuple(cells.get(column.name) for column in INCIDENT_COLUMNS)


def _ledger(*tables: Table, watermark: str = "") -> Ledger:
    return Ledger("舆情台账", "中共云川市委宣传部", PERIOD, at(30, 9), tables, watermark)


INCIDENT = Table(
    INCIDENTS,
    "舆情件",
    INCIDENT_COLUMNS,
    (
        _incident_row(序号=1, 舆情件编号="YQ-2026-0021", 标题="云川大桥引桥施工支架坍塌", 发布时间=at(20, 14, 20), 关注量=1500,
                      链接="https://news.yunchuan.example/1", 线上情况="一\n二"),
    ),
    frozenset({0}),
)  # fmt: skip
CLOCK = Table(CLOCKS, "时限", CLOCK_COLUMNS, (CLOCK_ROW,), frozenset({0}))


def test_times_are_times_lengths_are_lengths_and_links_open() -> None:
    book = openpyxl.load_workbook(io.BytesIO(ledger_xlsx(_ledger(INCIDENT, CLOCK))))
    assert book.sheetnames == ["舆情件", "时限", "说明"]
    sheet = book["舆情件"]
    heads = {str(cell.value): cell.column for cell in sheet[1]}
    assert sheet.cell(2, heads["发布时间"]).value.isoformat() == "2026-11-20T14:20:00"
    assert sheet.cell(2, heads["链接"]).hyperlink.target == "https://news.yunchuan.example/1"
    assert sheet.cell(2, heads["关注量"]).value == 1500
    assert sheet.cell(2, heads["线上情况"]).value == "一\n二"
    assert sheet.freeze_panes == "D2"
    assert sheet.auto_filter.ref.startswith("A1:")
    clocks = book["时限"]
    assert clocks.cell(2, 9).value == timedelta(minutes=48)
    assert clocks.cell(2, 9).number_format.startswith("[h]")
    assert clocks.cell(2, 1).fill.fgColor.rgb == "FFFDECEB"


def test_every_column_is_explained_on_the_last_sheet() -> None:
    rows = list(openpyxl.load_workbook(io.BytesIO(ledger_xlsx(_ledger(INCIDENT))))["说明"].iter_rows(values_only=True))
    explained = {row[1]: row[2] for row in rows if row[0] == "舆情件"}
    assert explained.keys() == {column.name for column in INCIDENT_COLUMNS}
    assert "演练件不列" in str(rows[1][0])


def test_a_demo_says_so_above_every_page() -> None:
    book = openpyxl.load_workbook(io.BytesIO(ledger_xlsx(_ledger(INCIDENT, watermark="演示"))))
    assert "演示" in str(book["舆情件"].oddHeader.right.text)
    assert "演示" in str(book["说明"]["A1"].value)


def test_csv_opens_in_chinese_and_reads_back() -> None:
    raw = table_csv(CLOCK, "Asia/Shanghai")
    assert raw.startswith(b"\xef\xbb\xbf")
    heads, row = csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""))
    read = dict(zip(heads, row, strict=True))
    assert read["起算"] == "2026-11-20 14:20"
    assert read["超时多久（分钟）"] == "48"


@pytest.mark.parametrize("text", [*HOSTILE, "=HYPERLINK(1)", "\t=1", "\r=2", "－1", "@SUM(1)"])
def test_no_text_acts_as_a_formula(text: str) -> None:
    column = Column("甲", 10, Form.TEXT, "")
    table = Table("x", "表", (column,), ((text,),))
    (_, row) = csv.reader(io.StringIO(table_csv(table, "Asia/Shanghai").decode("utf-8-sig"), newline=""))
    assert not "".join(row).startswith(("=", "+", "-", "@", "\t", "\r"))
    book = openpyxl.load_workbook(io.BytesIO(ledger_xlsx(_ledger(table))))
    assert book["表"]["A2"].data_type != "f"


def test_a_period_without_matters_is_a_table_that_says_so() -> None:
    book = openpyxl.load_workbook(io.BytesIO(ledger_xlsx(_ledger(Table(INCIDENTS, "舆情件", INCIDENT_COLUMNS, ())))))
    assert book["舆情件"]["A2"].value == "本期没有。"


def test_csv_holds_one_table_and_nothing_is_written_otherwise(tmp_path: Path) -> None:
    out = tmp_path / "台账.csv"
    with pytest.raises(Refused) as why:
        PaperRenderer().ledger(_ledger(INCIDENT, CLOCK), out)
    assert why.value.id == "ledger_one_sheet"
    assert list(tmp_path.iterdir()) == []
    PaperRenderer().ledger(_ledger(INCIDENT), out)
    assert out.read_bytes() == table_csv(INCIDENT, "Asia/Shanghai")


def test_the_same_ledger_gives_the_same_bytes() -> None:
    assert ledger_xlsx(_ledger(INCIDENT, CLOCK)) == ledger_xlsx(_ledger(INCIDENT, CLOCK))


def test_a_wide_table_prints_on_a3_over_several_pages_that_each_name_the_row() -> None:
    book = openpyxl.load_workbook(io.BytesIO(ledger_xlsx(_ledger(INCIDENT, CLOCK))))
    wide, narrow = book["舆情件"], book["时限"]
    assert (wide.page_setup.paperSize, wide.page_setup.fitToWidth, wide.print_title_cols) == (8, 2, "$A:$C")
    assert (narrow.page_setup.paperSize, narrow.page_setup.fitToWidth or 1) == (9, 1)
    assert book["说明"].print_title_rows  # its head, too, stands on each page
