"""对照表头 and watched folders on the page of sources."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from opinion_desk.domain.errors import Refused
from opinion_desk.domain.folder_files import FileState, FolderFile
from opinion_desk.domain.messages import sentence
from opinion_desk.domain.source import Form, Source
from opinion_desk.domain.table_mapping import Meaning
from ui.parts.labels import Elided
from ui.seat import Seat
from ui.sources.add_sheet import AddSheet
from ui.sources.edit_sheet import EditSheet
from ui.sources.import_sheet import ImportSheet
from ui.sources.mapping_sheet import MappingSheet
from ui.sources.page import SourcesPage

from .fake_desk import FakeDesk
from .showing import InWindow
from .yunchuan import NOW

Home = Callable[[Seat], None]


@pytest.fixture
def page(seat: Seat, in_window: InWindow, home: Home) -> SourcesPage:
    made = in_window(SourcesPage(seat), 1280, 720)
    made.shown()
    home(seat)
    return made


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    path = tmp_path / "晨报.csv"
    path.write_text("提要,见报日,读者姓名,热度\n停水,2026-11-20,张三,1.2万\n停电,2026-11-19,李四,-\n", encoding="utf-8")
    return path


def words_of(widget: QWidget) -> str:
    labels = [made.text() for made in widget.findChildren(QLabel)]
    return "\n".join(labels + [made.text() for made in widget.findChildren(Elided)])


def open_mapping(page: SourcesPage, seat: Seat, home: Home, path: Path) -> MappingSheet:
    sheet = page.taking_in.importing.map(path)
    home(seat)
    return sheet


def test_headings_that_are_not_understood_lead_to_the_sheet_that_explains_them(
    page: SourcesPage, seat: Seat, desk: FakeDesk, home: Home, odd: Path
) -> None:
    desk.items.failure = Refused("table_headings_unknown", headings="提要、见报日")
    sheet = page.import_file(odd)
    home(seat)
    assert "提要、见报日" in sheet.error.text() and "对照" in sheet.accept_button.text()
    sheet.accept()
    home(seat)
    (mapping,) = page.window().findChildren(MappingSheet)
    assert mapping.isVisible() and set(mapping.pane.choices) == {"提要", "见报日", "热度"}


def test_columns_of_persons_stand_there_without_values_and_without_a_choice(
    page: SourcesPage, seat: Seat, home: Home, odd: Path
) -> None:
    sheet = open_mapping(page, seat, home, odd)
    told = words_of(sheet)
    assert "读者姓名" in told and "不读入" in told and "张三" not in told
    assert "停水　停电" in told


def test_a_mapping_is_seen_before_it_is_kept_and_used(
    page: SourcesPage, seat: Seat, desk: FakeDesk, home: Home, odd: Path, qtbot: QtBot
) -> None:
    sheet = open_mapping(page, seat, home, odd)
    assert "请至少指明哪一列是标题或正文" in sheet.told.text()
    sheet.accept()
    home(seat)
    assert "标题或正文" in sheet.error.text() and desk.tables.mappings() == ()
    for heading, meaning in (("提要", Meaning.TITLE), ("见报日", Meaning.PUBLISHED), ("热度", Meaning.READS)):
        sheet.pane.choices[heading].choose(meaning)
    qtbot.waitUntil(lambda: "读出来" in sheet.told.text())
    assert "阅读 12,000" in words_of(sheet) and sheet.error.isHidden()
    sheet.name.setText("晨报剪报")
    sheet.accept()
    home(seat)
    (kept,) = desk.tables.mappings()
    assert (kept.name, dict(kept.meanings)["读者姓名"]) == ("晨报剪报", Meaning.DROP)
    told = [one for one in page.window().findChildren(ImportSheet) if one.isVisible()]
    assert len(told) == 1 and told[0].told.text().startswith("按“晨报剪报”读到 47 条")


def test_the_preview_of_a_hotline_shows_what_will_stand_on_its_tickets(
    page: SourcesPage, seat: Seat, home: Home, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "热线.csv"
    path.write_text("编码,诉求摘要,进展,要求办结\nYC20261120007,停水三天,办理中,2026-11-21 17:00\n", encoding="gbk")
    sheet = open_mapping(page, seat, home, path)
    assert page.window().focusWidget() is sheet.pane.choices["编码"]  # not the name, which is the last thing to be said
    told = {"编码": Meaning.TICKET, "诉求摘要": Meaning.TITLE, "进展": Meaning.STATE, "要求办结": Meaning.DUE}
    for heading, meaning in told.items():
        sheet.pane.choices[heading].choose(meaning)
    qtbot.waitUntil(lambda: "工单 YC20261120007 · 办理中 · 时限" in words_of(sheet))


def test_a_mapping_for_once_is_not_kept(page: SourcesPage, seat: Seat, desk: FakeDesk, home: Home, odd: Path) -> None:
    sheet = open_mapping(page, seat, home, odd)
    sheet.pane.choices["提要"].choose(Meaning.TITLE)
    sheet.keep.setChecked(False)
    sheet.accept()
    home(seat)
    assert desk.tables.mappings() == ()
    assert [one for one in page.window().findChildren(ImportSheet) if one.isVisible()]


def test_a_preset_is_asked_for_by_name(page: SourcesPage, seat: Seat, home: Home, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("标题／微博内容,赞\n停水,3\n", encoding="utf-8")
    sheet = open_mapping(page, seat, home, path)
    before = sheet.pane.choices["赞"].chosen
    sheet.preset.choose("新浪舆情通")
    home(seat)
    assert (before, sheet.pane.choices["赞"].chosen) == (Meaning.DROP, Meaning.LIKES)


def test_kept_mappings_are_listed_removed_and_brought_back(
    page: SourcesPage, seat: Seat, desk: FakeDesk, home: Home, odd: Path
) -> None:
    kept = desk.tables.keep(desk.tables.map(odd, "晨报", {"提要": Meaning.TITLE}))
    sheet = page.taking_in.importing.show_kept()
    home(seat)
    assert "提要 → 标题" in words_of(sheet)
    sheet.remove(kept)
    home(seat)
    assert desk.tables.mappings() == () and "已删掉“晨报”" in words_of(sheet)
    sheet.undo.click()
    home(seat)
    assert desk.tables.mappings() == (kept,)


def test_a_folder_is_chosen_looked_into_and_added(page: SourcesPage, seat: Seat, desk: FakeDesk, home: Home) -> None:
    page.add()
    (sheet,) = page.window().findChildren(AddSheet)
    sheet.choose_folder(Path("/data/导出"))
    home(seat)
    told = words_of(sheet)
    assert "2 个文件" in told and "剪报.csv" in told and "不会被移动或删除" in told
    sheet.accept()
    home(seat)
    assert desk.sources.kept[-1][0].address == "/data/导出"


def test_what_came_of_a_folders_files_stands_in_its_sheet(
    page: SourcesPage, seat: Seat, desk: FakeDesk, home: Home
) -> None:
    looked = NOW - timedelta(minutes=9)
    desk.sources.folder_files = (
        FolderFile("日报.xlsx", 1, 1, FileState.READ, looked, entries=1_280, skipped=2, mapping="新浪舆情通"),
        FolderFile("坏.csv", 1, 1, FileState.FAILED, looked, why=sentence("folder_file_headings")),
    )
    sheet = EditSheet(page, seat, Source(90, "监测导出", "/data/导出", Form.FOLDER))
    sheet.open_sheet()
    home(seat)
    told = words_of(sheet)
    assert "读到 1,280 条，略过 2 行，按“新浪舆情通”读" in told and "读不懂" in told and "表头看不懂" in told
    wanted: list[Path] = []
    sheet.mapping_wanted.connect(wanted.append)
    next(made for made in sheet.findChildren(QPushButton) if made.accessibleName() == "对照 坏.csv").click()
    assert wanted == [Path("/data/导出/坏.csv")] and not sheet.isVisible()
    desk.sources.folder_files = ()
    other = EditSheet(page, seat, Source(91, "空", "/data/空", Form.FOLDER))
    other.open_sheet()
    home(seat)
    assert "还没有读过文件" in words_of(other)
