"""The workbook read back."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import openpyxl

from opinion_desk.domain.briefing import Briefing
from opinion_desk.papers.briefing_xlsx import briefing_xlsx


def _open(briefing: Briefing) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(briefing_xlsx(briefing)), rich_text=False)


def test_figures_are_numbers_beside_a_native_chart(sample: Briefing) -> None:
    raw = briefing_xlsx(sample)
    page = openpyxl.load_workbook(io.BytesIO(raw))["概况"]
    rows = [[cell.value for cell in row[:4]] for row in page.iter_rows(min_row=5, max_row=7)]
    assert rows == [
        ["指标", "本期", "上期", "变化"],
        ["监测信息", 318, 276, "较上期增 42"],
        ["本地相关", 142, 118, "较上期增 24"],
    ]
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        assert len([name for name in parts.namelist() if name.startswith("xl/charts/chart")]) == 3


def test_items_and_clocks_are_tables_with_a_frozen_head_for_a4(sample: Briefing) -> None:
    book = _open(sample)
    assert book.sheetnames == ["概况", "信息", "在办与时限"]
    for name, rows in (("信息", 6), ("在办与时限", 6)):
        page = book[name]
        assert (page.freeze_panes, page.max_row, page.page_setup.paperSize) == ("A2", rows, 9)
        assert page.print_title_rows == "$1:$1"


def test_times_are_real_times_of_the_desks_zone(sample: Briefing) -> None:
    page = _open(sample)["在办与时限"]
    assert page["F2"].value == datetime.fromisoformat("2026-11-20T14:25")
    assert [page.cell(5, column).value for column in (1, 8, 10)] == ["YQ-2026-0020", "超时", "是"]


def test_a_time_before_workbooks_know_any_is_text(sample: Briefing) -> None:
    old = replace(sample.sections[2].clocks[0], start=datetime(1850, 1, 1, tzinfo=UTC))
    page = _open(replace(sample, sections=(replace(sample.sections[2], clocks=(old,)),)))["在办与时限"]
    assert page["F2"].value.startswith("1850-01-01")


def test_the_overview_names_every_section_and_where_its_rows_stand(sample: Briefing) -> None:
    first = [row[0].value for row in _open(sample)["概况"].iter_rows() if row[0].value]
    assert [text for text in first if text[1:2] == "、"][1:3] == ["二、重点关注", "三、在办与时限"]
    assert first[first.index("三、在办与时限") + 1] == "共 5 条，见“在办与时限”表"


def test_no_text_is_a_formula(hostile: Briefing) -> None:
    book = _open(hostile)
    assert book["信息"]["C2"].value == "=1+1"
    assert not [cell for page in book for row in page.iter_rows() for cell in row if cell.data_type == "f"]


def test_links_open_the_address_and_show_its_host(sample: Briefing) -> None:
    cell = _open(sample)["信息"]["F2"]
    assert cell.hyperlink.target == "https://news.yunchuan.example/2026/11/20/bridge.html"
    assert cell.value == "news.yunchuan.example"
