"""The accounts drawn and read back."""

from __future__ import annotations

import io
import zipfile
from datetime import date, timedelta
from pathlib import Path

import openpyxl

from opinion_desk.domain.accounts import (
    FOR_DECIDERS,
    Accounts,
    ClockAccount,
    Kept,
    Suggestion,
    SuggestionKind,
    UnitAccount,
    YearFigure,
)
from opinion_desk.domain.period import Period
from opinion_desk.papers.accounts_xlsx import accounts_xlsx
from opinion_desk.papers.render import PaperRenderer
from tests.opinion_desk.papers.conftest import HOSTILE
from tests.opinion_desk.papers.notices import at

KEPT = Kept(9, 1, timedelta(minutes=48), timedelta(minutes=48))
ACCOUNTS = Accounts(
    "中共云川市委宣传部",
    Period(date(2026, 1, 1), date(2026, 12, 31), "Asia/Shanghai"),
    at(30, 9),
    (
        UnitAccount("云川市住房和城乡建设局", 3, 1, KEPT, 2, 0, 1, 0, 4),
        UnitAccount("云川水务集团有限公司", 0, 2, Kept(), 1, 1, 0, 0, 0),
    ),
    (ClockAccount("签收", Kept(6)), ClockAccount("首次权威发布", KEPT)),
    (ClockAccount("首次权威发布", KEPT, "云川市住房和城乡建设局"),),
    (
        Suggestion(SuggestionKind.CRITICISM, "云川市住房和城乡建设局", "grave_late", "权威发布超过时限", "超时 1 项",
                   ("YQ-2026-0021",), "宿政办秘〔2017〕78号"),
    ),
    (
        YearFigure("立件", 12, "件", "期内立件"),
        YearFigure("平均首次发布用时", timedelta(minutes=171), "", "期内完成的取平均"),
        YearFigure("首次权威发布按时率", 0.9, "", "10 项", share=True),
        YearFigure("新闻发布会按时率", None, "", "0 项", share=True),
    ),
)  # fmt: skip


def test_figures_stand_first_then_units_and_the_list_with_its_grounds() -> None:
    book = openpyxl.load_workbook(io.BytesIO(accounts_xlsx(ACCOUNTS)))
    assert book.sheetnames == ["概况", "责任单位", "建议名单", "时限类别", "单位与时限", "说明"]
    figures = {row[0]: row[1] for row in book["概况"].iter_rows(min_row=6, values_only=True) if row[0]}
    assert figures == {
        "立件": 12, "平均首次发布用时": "2小时51分", "首次权威发布按时率": "90.0%", "新闻发布会按时率": "—",
    }  # fmt: skip
    heads = {str(cell.value): cell.column for cell in book["责任单位"][1]}
    units = book["责任单位"]
    assert units.cell(2, heads["按时率"]).value == 0.9
    assert units.cell(2, heads["按时率"]).number_format == "0.0%"
    assert units.cell(2, heads["最长超时"]).value == timedelta(minutes=48)
    assert units.cell(3, heads["按时率"]).value is None
    listed = list(book["建议名单"].iter_rows(values_only=True))
    assert listed[1][:2] == ("通报批评", "云川市住房和城乡建设局")
    assert "宿政办秘〔2017〕78号" in str(listed[1])
    assert FOR_DECIDERS in [row[0] for row in listed]


def test_its_charts_are_native_and_name_their_sheets() -> None:
    with zipfile.ZipFile(io.BytesIO(accounts_xlsx(ACCOUNTS))) as parts:
        charts = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/charts/chart")]
    assert len(charts) == 2
    assert "责任单位" in charts[0]
    assert "时限类别" in charts[1]


def test_csv_holds_the_units_alone(tmp_path: Path) -> None:
    PaperRenderer().accounts(ACCOUNTS, tmp_path / "a.csv")
    lines = (tmp_path / "a.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 3
    assert lines[1].startswith("云川市住房和城乡建设局,3,1,10,9,1,0.9,48,48,")


def test_no_name_of_a_unit_breaks_it_and_the_same_accounts_give_the_same_bytes() -> None:
    units = tuple(UnitAccount(text, 1, 1, KEPT, 0, 0, 0, 0, 0) for text in HOSTILE)
    made = Accounts(HOSTILE[5], ACCOUNTS.period, ACCOUNTS.made, units, (), (), (), ())
    sheet = openpyxl.load_workbook(io.BytesIO(accounts_xlsx(made)))["责任单位"]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert accounts_xlsx(ACCOUNTS) == accounts_xlsx(ACCOUNTS)
