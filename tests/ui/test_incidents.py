"""舆情件: one matter in full, and the deeds on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from opinion_desk.domain.assignment import AssignmentState
from opinion_desk.domain.checklist import StepState
from opinion_desk.domain.incident import IncidentState, StartFrom
from opinion_desk.domain.levels import Level
from opinion_desk.domain.response_clock import ClockState
from opinion_desk.domain.verdict import Emergency
from ui.incidents.assign_sheet import AssignSheet
from ui.incidents.confirm_sheet import ConfirmSheet
from ui.incidents.evidence_sheet import EvidenceSheet
from ui.incidents.list_model import IncidentListModel
from ui.incidents.merge_sheet import MergeSheet
from ui.incidents.page import IncidentsPage
from ui.incidents.timeline import TimelineModel
from ui.incidents.unit_sheets import ReceiptSheet
from ui.incidents.view import read_view
from ui.incidents.watch_sheet import MatterWatchSheet
from ui.incidents.words_sheet import WordsSheet
from ui.seat import Seat

from . import yunchuan
from .fake_desk import FakeDesk
from .fake_incidents import FakeDeed
from .showing import InWindow

Home = Callable[[Seat], None]
BRIDGE, WATER, SCHOOL, TUNNEL, RUMOUR = 1, 2, 3, 4, 5


@pytest.fixture
def page(seat: Seat, in_window: InWindow, home: Home) -> IncidentsPage:
    made = in_window(IncidentsPage(seat), 1364, 848)
    made.shown()
    home(seat)
    return made


@pytest.fixture
def show(page: IncidentsPage, seat: Seat, home: Home) -> Callable[[int], None]:
    def shown(id: int) -> None:
        page.open_incident(id)
        home(seat)

    return shown


def texts(page: IncidentsPage) -> str:
    return "\n".join(made.text() for made in page.detail.findChildren(QLabel) if not made.isHidden())


def test_the_list_keeps_the_rules_of_qt_and_puts_the_most_pressing_first(desk: FakeDesk, qtbot: QtBot) -> None:
    model = IncidentListModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_incidents(desk.incidents.list())
    assert [incident.id for incident in model.incidents] == [TUNNEL, BRIDGE, WATER, SCHOOL, RUMOUR] or [
        incident.id for incident in model.incidents
    ][:3] == [TUNNEL, BRIDGE, WATER]
    assert tester is not None


def test_the_history_keeps_the_rules_of_qt_and_grows_at_its_head(seat: Seat, desk: FakeDesk, qtbot: QtBot) -> None:
    model = TimelineModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_rows(read_view(seat, BRIDGE).rows)
    before = model.rowCount()
    resets: list[int] = []
    model.modelReset.connect(lambda: resets.append(1))
    desk.incidents.check(BRIDGE, "principal", deed=FakeDeed("夜班值班员"))
    model.show_rows(read_view(seat, BRIDGE).rows)
    assert model.rowCount() == before + 1
    assert "主要负责人发声" in model.index(0).data()
    assert resets == []
    assert tester is not None


def test_times_and_the_start_of_the_clocks_are_told(page: IncidentsPage, show: Callable[[int], None]) -> None:
    show(BRIDGE)
    told = texts(page)
    assert "事发 14:05   ·   首发 14:20   ·   发现 14:23   ·   核定 14:31" in told
    assert "时限起点：首发" in told


def test_a_late_clock_is_red_and_says_how_late(page: IncidentsPage, show: Callable[[int], None]) -> None:
    show(TUNNEL)
    card = page.detail.clocks[0]
    assert card.figures.text() == "−00:13:06"
    assert card.figures.property("tone") == "red"
    assert card.word.text() == "超时"


def test_a_met_clock_says_how_long_it_took(page: IncidentsPage, show: Callable[[int], None]) -> None:
    show(RUMOUR)
    card = page.detail.clocks[0]
    assert card.word.text() == "已完成"
    assert "用时" in card.figures.text()


def test_clocks_count_on(page: IncidentsPage, show: Callable[[int], None], desk: FakeDesk) -> None:
    show(BRIDGE)
    assert page.detail.clocks[0].figures.text() == "00:40:54"
    desk.clock.forward(seconds=60)
    page.tick(desk.clock.now())
    assert page.detail.clocks[0].figures.text() == "00:39:54"


def test_a_candidate_says_until_when_if_it_were_major(page: IncidentsPage, show: Callable[[int], None]) -> None:
    show(SCHOOL)
    assert not page.detail.candidate.isHidden()
    assert "若定为重大，最迟 18:20" in page.detail.candidate.words.text()
    show(BRIDGE)
    assert page.detail.candidate.isHidden()


def test_confirming_needs_what_the_rules_need_and_starts_the_clocks(
    page: IncidentsPage, show: Callable[[int], None], desk: FakeDesk, seat: Seat, home: Home
) -> None:
    show(SCHOOL)
    page.detail.wanted.emit("confirm", "")
    sheet = page.window().findChild(ConfirmSheet)
    assert sheet is not None
    sheet.level.choose(Level.MAJOR)
    sheet.accept()
    assert "突发事件类别" in sheet.error.text()
    sheet.emergency.choose(Emergency.PUBLIC_SECURITY)
    sheet.accept()
    assert "哪个机关核定" in sheet.error.text()
    sheet.authority.setText("市公安局（书面）")
    sheet.start.choose(StartFrom.CONFIRMED)
    sheet.accept()
    assert "请写明理由" in sheet.error.text()
    sheet.reason.setText("首发时间存疑")
    sheet.accept()
    home(seat)
    incident = desk.incidents.get(SCHOOL)
    assert incident.state is IncidentState.CONFIRMED
    assert incident.level is Level.MAJOR
    assert incident.start_from is StartFrom.CONFIRMED
    assert {clock.policy for clock in incident.clocks} >= {"release", "conference"}


def test_a_matter_without_level_gets_the_48_hours(
    page: IncidentsPage, show: Callable[[int], None], desk: FakeDesk, seat: Seat, home: Home
) -> None:
    show(SCHOOL)
    page.detail.wanted.emit("confirm", "")
    sheet = page.window().findChild(ConfirmSheet)
    assert sheet is not None
    assert "48 小时" in sheet._tells.text()
    sheet.accept()
    home(seat)
    assert [clock.policy for clock in desk.incidents.get(SCHOOL).clocks] == ["response"]


def test_the_suggested_lead_stands_ready_and_the_registry_can_be_searched(
    page: IncidentsPage, show: Callable[[int], None], desk: FakeDesk, seat: Seat, home: Home
) -> None:
    show(TUNNEL)
    page.detail.wanted.emit("assign", "")
    home(seat)
    sheet = page.window().findChild(AssignSheet)
    assert sheet is not None
    assert sheet.lead is None
    sheet.accept()
    assert "还没有主办单位" in sheet.error.text()
    sheet.search.setText("公安")
    sheet._set_lead(sheet._marked())
    sheet.search.setText("应急")
    sheet._add_co(sheet._marked())
    sheet.accept()
    home(seat)
    incident = desk.incidents.get(TUNNEL)
    assert incident.lead_unit == "云川市公安局"
    assert [a.unit for a in incident.assignments if not a.lead] == ["云川市应急管理局"]


def test_a_release_needs_words_and_evidence_and_meets_the_clock(
    page: IncidentsPage, show: Callable[[int], None], desk: FakeDesk, seat: Seat, home: Home
) -> None:
    show(BRIDGE)
    page.detail.wanted.emit("publish", "")
    sheet = page.window().findChild(EvidenceSheet)
    assert sheet is not None
    sheet.accept()
    assert "发布了什么" in sheet.error.text()
    sheet.what.setText("情况通报（第一号）")
    sheet.accept()
    assert "凭据" in sheet.error.text()
    sheet.address.setText("fabu.yunchuan")
    sheet.accept()
    assert "网址" in sheet.error.text()
    sheet.address.setText("https://fabu.yunchuan.example/1.html")
    sheet.at.setText("18:30")
    sheet.accept()
    home(seat)
    clock = desk.incidents.get(BRIDGE).clock("release")
    assert clock is not None and clock.state is ClockState.MET
    assert clock.met_at is not None and clock.met_at == yunchuan.moment("18:30")
    assert next(card for card in page.detail.clocks if card.clock.id == "release").word.text() == "已完成"


def test_a_refusal_of_the_desk_stands_in_the_sheet_with_what_was_typed(
    page: IncidentsPage, show: Callable[[int], None], seat: Seat, home: Home
) -> None:
    show(BRIDGE)
    page.detail.wanted.emit("publish", "")
    sheet = page.window().findChild(EvidenceSheet)
    assert sheet is not None
    sheet.what.setText("情况通报")
    sheet.address.setText("https://fabu.yunchuan.example/1.html")
    sheet.at.setText("11-20 13:00")  # before the clocks began
    sheet.accept()
    home(seat)
    assert not sheet.error.isHidden()
    assert sheet.what.text() == "情况通报"
    assert sheet.accept_button.isEnabled()


def test_a_receipt_is_registered_for_one_unit(
    page: IncidentsPage, show: Callable[[int], None], desk: FakeDesk, seat: Seat, home: Home, qtbot: QtBot
) -> None:
    show(WATER)
    qtbot.waitUntil(
        lambda: "待签收 余 1 小时 40 分" in texts(page)
    )  # new labels are shown at the next turn of the loop
    page.detail.wanted.emit("acknowledge", yunchuan.WATER)
    sheet = page.window().findChild(ReceiptSheet)
    assert sheet is not None
    sheet.accept()
    home(seat)
    states = {a.unit: a.state for a in desk.incidents.get(WATER).assignments}
    assert states[yunchuan.WATER] is AssignmentState.ACKNOWLEDGED
    assert states["东湖街道办事处"] is AssignmentState.AWAITING


def test_a_step_is_ticked_and_striking_one_needs_a_reason(
    page: IncidentsPage, show: Callable[[int], None], desk: FakeDesk, seat: Seat, home: Home
) -> None:
    show(BRIDGE)
    page.detail.checklist.done.emit("principal")
    home(seat)
    page.detail.checklist.strike_wanted.emit("continue")
    sheet = page.window().findChild(WordsSheet)
    assert sheet is not None
    sheet.accept()
    assert sheet.error.text() == "免做须写明理由。"
    sheet.words.setPlainText("已无新进展")
    sheet.accept()
    home(seat)
    steps = {step.id: step.state for step in desk.incidents.get(BRIDGE).checklist}
    assert (steps["principal"], steps["continue"]) == (StepState.DONE, StepState.STRUCK)


def test_concluding_with_open_clocks_is_refused_in_words(
    page: IncidentsPage, show: Callable[[int], None], seat: Seat, home: Home
) -> None:
    show(BRIDGE)
    page.detail.wanted.emit("conclude", "")
    sheet = page.window().findChild(WordsSheet)
    assert sheet is not None
    sheet.accept()
    home(seat)
    assert "还有未完成的时限" in sheet.error.text()


def test_an_assignment_of_an_unjudged_matter_begins_with_judging(page: IncidentsPage, seat: Seat, home: Home) -> None:
    page.open_incident(SCHOOL, "assign")
    home(seat)
    assert page.window().findChild(ConfirmSheet) is not None
    assert page.bar.words == "先核定，再交办。"


def test_an_empty_desk_says_how_a_matter_is_opened(empty_seat: Seat, qtbot: QtBot, home: Home) -> None:
    page = IncidentsPage(empty_seat)
    qtbot.addWidget(page)
    page.shown()
    home(empty_seat)
    assert page._stack.currentIndex() == 1
    assert any("按 E 立件" in made.text() for made in page.findChildren(QLabel))


def test_a_matter_is_merged_into_another_and_that_one_is_shown(
    page: IncidentsPage, show: Callable[[int], None], seat: Seat, desk: FakeDesk, home: Home
) -> None:
    show(SCHOOL)
    page.detail.wanted.emit("merge", "")
    home(seat)
    sheet = page.window().findChild(MergeSheet)
    assert sheet is not None
    listed = [sheet.matters.item(row).text() for row in range(sheet.matters.count())]
    assert not any("城北小学" in words for words in listed)
    sheet.search.setText("没有这一件")
    sheet.accept()
    assert "没有选定" in sheet.error.text()
    sheet.search.setText("自来水")
    sheet.accept()
    home(seat)
    assert desk.incidents.get(SCHOOL).state is IncidentState.MERGED
    assert 30 in desk.incidents.get(WATER).items
    assert page.detail.view is not None
    assert page.detail.view.incident.id == WATER


def test_an_ended_matter_is_opened_again_as_a_new_one(
    page: IncidentsPage, show: Callable[[int], None], seat: Seat, desk: FakeDesk, home: Home
) -> None:
    desk.incidents.dismiss(RUMOUR, "已辟谣", deed=FakeDeed("夜班值班员"))
    show(RUMOUR)
    assert "重新立件" in [made.text() for made in page.detail.header.findChildren(QPushButton)]
    page.detail.wanted.emit("reopen", "")
    home(seat)
    assert page.detail.view is not None
    opened = page.detail.view.incident
    assert (opened.reopens, opened.state) == (RUMOUR, IncidentState.CANDIDATE)
    assert desk.incidents.get(RUMOUR).state is IncidentState.DISMISSED
    assert "已重新立件为" in page.bar.words


def test_the_keyboard_stays_on_the_page_after_a_deed(
    page: IncidentsPage, show: Callable[[int], None], seat: Seat, qtbot: QtBot, home: Home
) -> None:
    show(WATER)
    page.window().activateWindow()
    pressed = page.detail.header.findChildren(QPushButton)[0]
    pressed.setFocus()
    page.detail.wanted.emit("assign", "")
    home(seat)
    sheet = page.window().findChild(AssignSheet)
    assert sheet is not None
    assert page.window().focusWidget() is sheet.search
    sheet.accept()
    home(seat)
    here = page.window().focusWidget()
    assert here is not None
    assert page.isAncestorOf(here)


def test_the_sources_of_a_matter_are_watched_for_some_hours_shown_on_it_and_let_go(
    page: IncidentsPage, show: Callable[[int], None], seat: Seat, desk: FakeDesk, home: Home
) -> None:
    show(BRIDGE)
    assert page.detail.watch.isHidden()
    page.detail.wanted.emit("watch", "")
    home(seat)
    sheet = page.window().findChild(MatterWatchSheet)
    assert sheet is not None and sheet.chosen == (1, 2)  # where its items came from
    sheet.tick(1, False)
    sheet.tick(2, False)
    sheet.accept()
    assert "请勾选" in sheet.error.text()
    sheet.tick(2, True)
    sheet.tick(4, True)
    sheet.hours.choose(3)
    sheet.accept()
    home(seat)
    until = desk.clock.now() + timedelta(hours=3)
    assert page.detail.watch.isVisible()
    assert page.detail.watch.words.text().startswith(f"盯守中：2 个来源，至{seat.told(until)}")
    desk.clock.forward(hours=4)
    page.tick(desk.clock.now())
    assert page.detail.watch.isHidden()  # it ended by itself
    desk.clock.forward(hours=-4)
    page.tick(desk.clock.now())
    page.detail.watch.stop.click()
    home(seat)
    assert page.detail.watch.isHidden() and desk.sources.watch_of(BRIDGE) is None
    matter, sources = desk.incidents.get(BRIDGE), desk.sources.that_can_be_watched()
    assert "不能盯守" in MatterWatchSheet(page, seat, matter, sources, {999}).counted.text()
