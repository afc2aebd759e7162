"""人员与角色 in the settings, and who sits here in the strip: names that acts bear, roles that are kept or refused at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from opinion_desk.domain.roles import Colleague, Role
from ui.frame.window import Window
from ui.preferences.colleague_sheet import ColleagueSheet
from ui.preferences.page import SettingsPage
from ui.preferences.staff import StaffSection
from ui.seat import Seat

from .fake_desk import FakeDesk

Home = Callable[[Seat], None]
KEEPER = Colleague("丁一", "系统管理", frozenset({Role.ADMINISTRATOR}))
OFFICER = Colleague("王芳", "值班员", frozenset({Role.DUTY_OFFICER}))


@pytest.fixture
def listed(desk: FakeDesk) -> FakeDesk:
    """The administrator sits at a desk that lists two colleagues."""
    desk.staff.save((KEEPER, OFFICER), "丁一")
    desk.settings = replace(desk.settings, person="丁一")
    return desk


def shown(seat: Seat, qtbot: QtBot, home: Home) -> StaffSection:
    made = StaffSection(seat)
    qtbot.addWidget(made)
    made.resize(1000, 640)
    made.show()
    made.shown()
    home(seat)
    return made


@pytest.fixture
def section(listed: FakeDesk, seat: Seat, qtbot: QtBot, home: Home) -> Iterator[StaffSection]:
    made = shown(seat, qtbot, home)
    yield made
    made.hide()


def words_of(section: StaffSection) -> str:
    QApplication.processEvents()  # what was added to a layout is shown at the next turn
    return "\n".join(made.text() for made in section.findChildren(QLabel) if made.isVisibleTo(section))


def press(section: QWidget, words: str) -> None:
    next(made for made in section.findChildren(QPushButton) if made.accessibleName() == words).click()


def sheet_of(section: StaffSection) -> ColleagueSheet:
    return next(sheet for sheet in section.window().findChildren(ColleagueSheet) if sheet.isVisible())


def test_without_a_list_the_first_one_is_an_administrator_named_as_who_sits_here(
    desk: FakeDesk, seat: Seat, qtbot: QtBot, home: Home
) -> None:
    section = shown(seat, qtbot, home)
    assert "还没有人员名单" in words_of(section)
    section.add_button.click()
    sheet = sheet_of(section)
    assert sheet.name.text() == "夜班值班员" and all(tick.isChecked() for tick in sheet.ticks.values())
    sheet.ticks[Role.ADMINISTRATOR].setChecked(False)
    sheet.accept()
    home(seat)
    assert "管理员" in sheet.error.text() and desk.staff.list() == ()
    sheet.ticks[Role.ADMINISTRATOR].setChecked(True)
    sheet.name.setText(" 丁一 ")
    with qtbot.waitSignal(section.settings_changed):
        sheet.accept()
    assert [one.name for one in desk.staff.list()] == ["丁一"]
    assert "还没有人员名单" not in words_of(section)
    section.hide()


def test_a_role_is_given_and_taken_by_its_box_and_taken_back(
    section: StaffSection, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    tick = section.ticks["王芳", Role.APPROVER]
    assert tick.accessibleName() == "王芳 审批人"
    tick.setFocus()
    QTest.keyClick(tick, Qt.Key.Key_Space)
    home(seat)
    assert desk.staff.list()[1].roles == {Role.DUTY_OFFICER, Role.APPROVER}
    assert section.bar.words == "已让王芳任审批人。" and section.ticks["王芳", Role.APPROVER].isChecked()
    section.bar.retry()
    home(seat)
    assert desk.staff.list() == (KEEPER, OFFICER) and not section.ticks["王芳", Role.APPROVER].isChecked()


def test_a_refused_role_says_why_and_its_box_goes_back(
    section: StaffSection, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    section.ticks["丁一", Role.ADMINISTRATOR].click()
    home(seat)
    assert "请为丁一至少选一个角色" in section.bar.words
    assert section.ticks["丁一", Role.ADMINISTRATOR].isChecked()
    desk.settings = replace(desk.settings, person="王芳")
    section.ticks["王芳", Role.ADMINISTRATOR].click()
    home(seat)
    assert "王芳（值班员）不能办这一步，须由管理员办理" in section.bar.words
    assert not section.ticks["王芳", Role.ADMINISTRATOR].isChecked() and desk.staff.list() == (KEEPER, OFFICER)


def test_a_colleague_is_added_once_and_refusals_stand_in_the_sheet(
    section: StaffSection, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    section.add_button.click()
    sheet = sheet_of(section)
    for name, told in (("", "1 至 20 个字"), ("王芳", "登记了两次")):
        sheet.name.setText(name)
        sheet.accept()
        home(seat)
        assert told in sheet.error.text() and sheet.name.hasFocus()
    sheet.name.setText("王芳（新闻科）")
    sheet.post.setText("新闻科科长")
    sheet.ticks[Role.DUTY_OFFICER].setChecked(False)
    sheet.accept()
    home(seat)
    assert "至少选一个角色" in sheet.error.text()
    sheet.ticks[Role.APPROVER].setChecked(True)
    sheet.accept()
    home(seat)
    assert desk.staff.list()[-1] == Colleague("王芳（新闻科）", "新闻科科长", frozenset({Role.APPROVER}))
    assert section.bar.words == "已登记王芳（新闻科）。"


def test_who_gets_another_name_goes_on_sitting_here(
    section: StaffSection, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    press(section, "修改… 丁一")
    sheet = sheet_of(section)
    sheet.name.setText("丁一一")
    sheet.accept()
    home(seat)
    assert desk.settings.person == seat.by == "丁一一" == desk.staff.list()[0].name
    section.bar.retry()
    home(seat)
    assert desk.staff.list() == (KEEPER, OFFICER) and seat.by == "丁一"


def test_a_removed_colleague_can_be_brought_back_and_the_last_administrator_stays(
    section: StaffSection, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    press(section, "移除 王芳")
    home(seat)
    assert desk.staff.list() == (KEEPER,) and "署名不变" in section.bar.words
    section.bar.retry()
    home(seat)
    assert desk.staff.list() == (KEEPER, OFFICER)
    press(section, "移除 丁一")
    home(seat)
    assert "至少要有一位管理员" in section.bar.words and desk.staff.list() == (KEEPER, OFFICER)


def test_a_list_that_cannot_be_understood_says_so_and_stays(
    section: StaffSection, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    path = desk.home.folder / "staff.json"
    path.write_text("{", encoding="utf-8")
    section.shown()
    home(seat)
    assert "staff.json" in section.bar.words and path.read_text(encoding="utf-8") == "{"


# --- who sits here


@pytest.fixture
def window(seat: Seat, qtbot: QtBot, home: Home) -> Iterator[Window]:
    made = Window(seat, collect=False)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    made.begin()
    made.pulse.stop()
    home(seat)
    yield made
    made.close()


def test_without_a_list_nobody_is_asked_for_a_name(window: Window) -> None:
    assert window.strip.who.isHidden() and window.sitting.bar.words == ""


def test_a_name_the_list_does_not_have_is_asked_for_until_one_is_picked(
    window: Window, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    desk.staff.save((KEEPER, replace(OFFICER, post="")), "丁一")
    window.refresh()
    home(seat)
    assert "人员名单里没有“夜班值班员”" in window.sitting.bar.words and window.strip.who.text() == "选姓名 "
    window.sitting.bar.retry()
    menu = window.sitting.menu
    assert menu is not None and not window.sitting.bar.isHidden()
    names = [action.text() for action in menu.actions() if action.text()]
    assert names == ["丁一 · 系统管理 · 管理员", "王芳 · 值班员", "人员名单…"]
    menu.actions()[1].trigger()
    home(seat)
    assert desk.settings.person == seat.by == "王芳"
    assert window.sitting.bar.words == "" and window.strip.who.text() == "王芳 "
    assert "王芳" in window.strip.who.accessibleName()


def test_a_bar_that_was_closed_asks_again_only_when_something_changed(
    window: Window, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    desk.staff.save((KEEPER, OFFICER), "丁一")
    desk.settings = replace(desk.settings, person="没有的")
    window.refresh()
    home(seat)
    press(window.sitting.bar, "关闭")
    window.refresh()
    home(seat)
    assert window.sitting.bar.words == "" and window.strip.who.text() == "选姓名 "
    desk.settings = replace(desk.settings, person="")
    window.refresh()
    home(seat)
    assert window.sitting.bar.words == "请选您的姓名，每一步都要署名。"


def test_a_post_the_list_has_is_known(desk: FakeDesk, window: Window, seat: Seat, home: Home) -> None:
    desk.staff.save((KEEPER, replace(OFFICER, post="夜班值班员")), "丁一")
    window.refresh()
    home(seat)
    assert window.sitting.known and window.sitting.bar.words == ""


def test_the_menu_opens_by_the_keyboard_marks_who_sits_here_and_leads_to_the_list(
    listed: FakeDesk, window: Window, seat: Seat, home: Home
) -> None:
    window.strip.who.setFocus()
    QTest.keyClick(window.strip.who, Qt.Key.Key_Space)
    menu = window.sitting.menu
    assert menu is not None and menu.isVisible()
    assert [action.isChecked() for action in menu.actions()][:2] == [True, False]
    menu.actions()[-1].trigger()
    menu.close()
    home(seat)
    page = window.stack.currentWidget()
    assert isinstance(page, SettingsPage) and isinstance(page.front, StaffSection)


def test_a_long_name_leaves_room_for_the_clocks(listed: FakeDesk, window: Window, seat: Seat, home: Home) -> None:
    long = "欧阳一二三四五六七八九十"
    listed.staff.save((replace(KEEPER, name=long),), "丁一")
    listed.settings = replace(listed.settings, person=long)
    window.refresh()
    home(seat)
    assert len(window.strip.who.text().strip()) <= 7 and long in window.strip.who.toolTip()
    assert sum(pill.isVisible() for pill in window.strip.pills) >= 2


def test_a_broken_list_is_told_in_the_window_and_the_rest_goes_on(
    window: Window, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    (desk.home.folder / "staff.json").write_text("[]", encoding="utf-8")
    window.refresh()
    home(seat)
    assert "staff.json" in window.bar.words and window.strip.pills[0].isVisible()
