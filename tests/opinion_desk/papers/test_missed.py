"""A comparison drawn and read back, as xlsx, docx and csv."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from pathlib import Path

import docx
import openpyxl
import pytest

from opinion_desk.domain.errors import Refused
from opinion_desk.domain.incident import Incident, IncidentState, Times
from opinion_desk.domain.missed.matching import Index, sift
from opinion_desk.domain.missed.matters import matters_of
from opinion_desk.domain.missed.report import (
    Missed,
    alone_of,
    compared_rows,
    gaps_of,
    source_figures,
    source_of_sites,
    stories_of_home,
    vendor_figures,
)
from opinion_desk.domain.missed.rows import Export
from opinion_desk.domain.missed.sites import SiteNames
from opinion_desk.domain.missed.tables import MATTER_COLUMNS, TABLES
from opinion_desk.domain.origin import Origin
from opinion_desk.domain.source import Form, Source
from opinion_desk.papers.missed_docx import missed_docx
from opinion_desk.papers.missed_xlsx import missed_xlsx
from opinion_desk.papers.render import PaperRenderer
from tests.opinion_desk.domain.missed.rows import DAY, HOUR, NINE, item, row
from tests.opinion_desk.papers.conftest import HOSTILE


def made(hostile: str = "", watermark: str = "") -> Missed:
    """Two items of the desk against three rows of 甲舆情, and a matter that the telephone told first."""
    items = [item(), item(2, "只有本台采到的一件事情", "https://a.example/2.html")]
    late = NINE + timedelta(minutes=95)
    rows = (
        row(),
        row(1, "本台没有的一件事情" + hostile, "https://gap.example/9"),
        row(2, "厂商迟收的一件事情", None, received=late),
    )
    export, names = Export("甲舆情" + hostile[:5], rows), SiteNames(rows)
    sifted, local = sift(rows, DAY, Index(items)), stories_of_home(items, DAY)
    compared = compared_rows(export.vendor, sifted, sifted.found, names)
    of_site = source_of_sites(items, [Source(1, "云川日报", "https://a.example/feed", Form.FEED)])
    told = Times(discovered=NINE - timedelta(hours=1))
    phone = Incident(
        7, "YQ-2026-0007", "来电说起的一件事情", Origin.PHONE, IncidentState.CONFIRMED, NINE, "值班员", told
    )
    return Missed(
        "中共云川市委宣传部",
        DAY,
        NINE + timedelta(days=1),
        HOUR,
        ("甲.csv",),
        (vendor_figures(export, sifted, compared, local, HOUR),),
        source_figures(compared, of_site, {1: "云川日报"}, HOUR),
        gaps_of(compared, of_site, names),
        matters_of([phone], items, {export.vendor: compared}, DAY, HOUR),
        compared,
        alone_of(export.vendor, compared, local),
        {1: "云川日报"},
        {"a.example": "云川日报"},
        ("“甲舆情”有 1 行没有可用的链接，只能按标题和文字比对。",),
        watermark,
    )


def words_of(document: bytes) -> str:
    read = docx.Document(io.BytesIO(document))
    cells = (cell.text for table in read.tables for line in table.rows for cell in line.cells)
    return "\n".join([*(paragraph.text for paragraph in read.paragraphs), *cells])


def test_the_workbook_has_its_sheets_with_real_lengths_and_every_column_explained() -> None:
    book = openpyxl.load_workbook(io.BytesIO(missed_xlsx(made())))
    assert book.sheetnames == ["概况", "事项", "漏报", "迟报", "按来源", "未采集站点", "按厂商", "说明"]
    late = next(book["迟报"].iter_rows(min_row=2, values_only=True))
    assert (late[0], late[4]) == ("甲舆情", timedelta(minutes=95))
    assert [line[:2] for line in book["漏报"].iter_rows(min_row=2, values_only=True)][-1] == (
        "甲舆情",
        "只有本台采到的一件事情",
    )
    explained = {cells[1] for cells in book["说明"].iter_rows(values_only=True) if cells[0] == "事项"}
    assert explained == {column.name for column in MATTER_COLUMNS}
    told = "".join(str(cells[0] or "") for cells in book["概况"].iter_rows(values_only=True))
    assert "1/3（不足5条，不计百分比）" in told and "都没有先到 1 件" in told


def test_the_paper_names_period_figures_lists_definitions_and_where_to_sign() -> None:
    told = words_of(missed_docx(made()))
    for part in (
        "监测服务比对报告", "2026年11月20日", "一、比对范围①", "来电说起的一件事情（YQ-2026-0007，来电反映）", "本台没有的一件事情",
        "1小时35分", "③迟报：", "使用单位（盖章）：", "验收人（签名）：", "gap.example",
    ):  # fmt: skip
        assert part in told, part


def test_the_same_comparison_gives_the_same_bytes() -> None:
    assert missed_xlsx(made()) == missed_xlsx(made()) and missed_docx(made()) == missed_docx(made())


def test_hostile_titles_stay_text_and_a_demo_says_so() -> None:
    hostile = made(f"=1+1{HOSTILE}", "演示")
    book = openpyxl.load_workbook(io.BytesIO(missed_xlsx(hostile)))
    assert "演示" in str(book["事项"].oddHeader.right.text)
    assert all(cell.data_type != "f" for line in book["漏报"].iter_rows() for cell in line)
    assert words_of(missed_docx(hostile))


def test_csv_holds_every_row_and_another_format_is_refused(tmp_path: Path) -> None:
    PaperRenderer().missed(made(), tmp_path / "逐条.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "逐条.csv").read_text(encoding="utf-8-sig"))))
    assert [one["结果"] for one in rows] == ["都有", "仅厂商有", "仅厂商有"] and rows[2]["厂商时延（分钟）"] == "95"
    with pytest.raises(Refused) as why:
        PaperRenderer().missed(made(), tmp_path / "报告.pdf")
    assert why.value.id == "format_unknown"


def test_every_row_of_every_table_fits_its_columns() -> None:
    for make in TABLES.values():
        table = make(made())
        assert all(len(cells) == len(table.columns) for cells in table.rows), table.id
