"""舆情件: opening by hand, papers and reports, signatures, times put right, a superior that takes over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from opinion_desk.domain.commands.mandates import Received
from opinion_desk.domain.commands.own_clocks import Term
from opinion_desk.domain.incident import ResponseCause, ResponseWay, StartFrom
from opinion_desk.domain.levels import Level
from opinion_desk.domain.origin import Origin
from opinion_desk.domain.reporting import ReportStage
from opinion_desk.domain.response_clock import ClockState
from opinion_desk.domain.verdict import Emergency
from opinion_desk.services.policy_rows import own_clock, with_clock
from ui.incidents.clock_sheets import InterpretSheet, MeetSheet, OwnClockSheet
from ui.incidents.confirm_sheet import ConfirmSheet
from ui.incidents.hand_opening import HandOpeningSheet
from ui.incidents.judge_sheets import JudgeSheet, SignSheet, TakeOverSheet
from ui.incidents.page import IncidentsPage
from ui.incidents.paper_sheets import AnswerSheet, ReceiveSheet, ReportSheet
from ui.incidents.times_sheets import StartSheet, TimesSheet
from ui.parts.labels import Elided
from ui.parts.moment import read_moment
from ui.parts.sheet import Sheet
from ui.seat import Seat

from .fake_desk import FakeDesk
from .fake_incidents import FakeDeed
from .showing import InWindow

Home = Callable[[Seat], None]
Wish = Callable[..., Sheet]
S = TypeVar("S", bound=Sheet)
BRIDGE, WATER, SCHOOL = 1, 2, 3
BY = FakeDeed("夜班值班员")
NOTE = Received(Origin.INSTRUCTION, "市委主要负责人", "〔2026〕批字8号", "请速核实")


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


def sheet_of(page: IncidentsPage, kind: type[S]) -> S:
    """The one open sheet of that kind."""
    [found] = [sheet for sheet in page.window().findChildren(kind) if sheet.isVisible()]
    return found


def told(page: IncidentsPage, part: str) -> str:
    """What a part of the page says; what was put into a layout is shown with the next turn of the loop."""
    QApplication.processEvents()
    return "\n".join(made.text() for made in getattr(page.detail, part).findChildren(QLabel) if not made.isHidden())


def press(page: IncidentsPage, part: str, words: str) -> None:
    """Click a button of a card by its words."""
    found = [b for b in getattr(page.detail, part).findChildren(QPushButton) if b.text().strip() == words]
    found[0].click()


def test_a_call_is_opened_by_hand_and_shown(page: IncidentsPage, desk: FakeDesk, seat: Seat, home: Home) -> None:
    page.open_by_hand()
    sheet = sheet_of(page, HandOpeningSheet)
    assert sheet.first is sheet.origin and sheet.note.isVisible() and not sheet.paper.issuer.isVisible()
    sheet.accept()
    assert "没有标题" in sheet.error.text()
    sheet.title.setText("东湖小区停水")
    sheet.note.setPlainText("13812345678 反映停水三天")
    sheet.drill.setChecked(True)
    sheet.accept()
    home(seat)
    opened = desk.incidents.list()[0]
    assert (opened.title, opened.origin, opened.drill) == ("东湖小区停水", Origin.PHONE, True)
    assert "138" not in desk.incidents.history(opened.id)[1].data["text"]
    assert page.detail.view is not None and page.detail.view.incident.id == opened.id
    assert "演练" in told(page, "header")


def test_an_instruction_is_opened_by_hand_with_its_paper(
    page: IncidentsPage, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    page.open_by_hand()
    sheet = sheet_of(page, HandOpeningSheet)
    sheet.origin.choose(Origin.SUPERIOR)
    assert sheet.paper.issuer.isVisible() and not sheet.note.isVisible()
    sheet.title.setText("督办件")
    sheet.accept()
    assert "来文机关" in sheet.error.text()
    sheet.paper.issuer.setText("市政府办公室")
    sheet.paper.reply_by.setText("11-25 17:00")
    sheet.accept()
    home(seat)
    [paper] = desk.incidents.list()[0].mandates
    assert paper.deadline == datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
    assert "待回复 1" in told(page, "correspondence") and "限 11-25 17:00" in told(page, "correspondence")


def test_a_paper_is_received_counted_down_and_answered(
    page: IncidentsPage, show: Callable[[int], None], desk: FakeDesk, seat: Seat, home: Home
) -> None:
    show(BRIDGE)
    press(page, "correspondence", "登记来文…")
    sheet = sheet_of(page, ReceiveSheet)
    sheet.origin.choose(Origin.MEDIA)
    sheet.fields.issuer.setText("江海晚报")
    due = seat.now().astimezone(desk.zone) + timedelta(minutes=50)
    sheet.fields.reply_by.setText(f"{due:%H:%M}")
    sheet.accept()
    home(seat)
    assert "余 50 分" in told(page, "correspondence") or "余 49 分" in told(page, "correspondence")
    press(page, "correspondence", "回复…")
    answer = sheet_of(page, AnswerSheet)
    answer.accept()
    assert "请写明回复了什么" in answer.error.text()
    answer.text.setPlainText("已书面答复")
    answer.accept()
    home(seat)
    assert desk.incidents.get(BRIDGE).mandates[0].answer == "已书面答复"
    assert "已回复" in told(page, "correspondence")


def test_a_report_upward_offers_what_comes_next_and_meets_its_clock(
    page: IncidentsPage, show: Callable[[int], None], desk: FakeDesk, seat: Seat, home: Home
) -> None:
    show(SCHOOL)
    press(page, "correspondence", "登记报告…")
    sheet = sheet_of(page, ReportSheet)
    assert sheet.stage.chosen is ReportStage.PHONE
    sheet.accept()
    assert "哪个岗位" in sheet.error.text()
    sheet.post.setText("市委值班室值班员")
    sheet.stage.choose(ReportStage.FIRST)
    sheet.accept()
    assert "怎样报的" in sheet.error.text()
    sheet.channel.setText("公文系统")
    sheet.accept()
    home(seat)
    assert [one.stage for one in desk.incidents.get(SCHOOL).reports] == [ReportStage.FIRST]
    press(page, "correspondence", "登记报告…")
    assert sheet_of(page, ReportSheet).stage.chosen is ReportStage.FOLLOW_UP


def test_reports_that_are_owed_stand_in_their_card_and_not_among_the_big_clocks(
    page: IncidentsPage, show: Callable[[int], None], desk: FakeDesk, seat: Seat, home: Home
) -> None:
    show(SCHOOL)
    page.detail.wanted.emit("confirm", "")
    sheet = sheet_of(page, ConfirmSheet)
    sheet.level.choose(Level.MAJOR)
    sheet.emergency.choose(Emergency.PUBLIC_SECURITY)
    sheet.authority.setText("市公安局")
    sheet.heard_by.setText("值班室主任")
    sheet.fields.cause.choose(ResponseCause.EMERGENCY)
    sheet.accept()
    home(seat)
    fixed = desk.incidents.get(SCHOOL)
    assert fixed.fixed is not None and fixed.fixed.heard_by == "值班室主任"
    assert fixed.response_cause is ResponseCause.EMERGENCY and fixed.signatures == ()
    assert {card.clock.id for card in page.detail.clocks} == {"release", "conference"}
    owed = [clock.name for _, clock in page.detail.correspondence._waiting]
    assert owed == ["电话报告", "书面初报"]
    assert page.detail.signatures.isHidden()


def test_a_level_without_paper_owes_a_signature_that_is_given_in_its_card(
    page: IncidentsPage, show: Callable[[int], None], desk: FakeDesk, seat: Seat, home: Home
) -> None:
    show(SCHOOL)
    page.detail.wanted.emit("confirm", "")
    sheet = sheet_of(page, ConfirmSheet)
    sheet.level.choose(Level.LARGER)
    sheet.emergency.choose(Emergency.PUBLIC_SECURITY)
    sheet.authority.setText("市公安局")
    sheet.accept()
    home(seat)
    assert not page.detail.signatures.isHidden() and "待补 1" in told(page, "signatures")
    press(page, "signatures", "补签…")
    sign = sheet_of(page, SignSheet)
    sign.accept()
    assert "补签要有凭据" in sign.error.text()
    sign.paper.setText("核定通知〔2026〕3号")
    sign.accept()
    home(seat)
    assert desk.incidents.get(SCHOOL).signatures[0].paper == "核定通知〔2026〕3号"
    assert "已补齐" in told(page, "signatures")


def test_lowering_asks_for_reason_paper_and_approver_one_after_the_other(
    page: IncidentsPage, show: Callable[[int], None], desk: FakeDesk, seat: Seat, home: Home
) -> None:
    show(BRIDGE)
    page.detail.wanted.emit("regrade", "")
    sheet = sheet_of(page, ConfirmSheet)
    sheet.level.choose(Level.LARGER)
    for box, words in ((sheet.reason, "理由"), (sheet.paper, "文件"), (sheet.approver, "岗位")):
        sheet.accept()
        assert words in sheet.error.text()
        box.setText("写明")
    sheet.accept()
    home(seat)
    lowered = desk.incidents.get(BRIDGE)
    assert lowered.level is Level.LARGER and lowered.fixed is not None and lowered.fixed.approver == "写明"


def test_withholding_a_response_needs_reason_and_approver_and_ends_the_48_hours(
    page: IncidentsPage, show: Callable[[int], None], desk: FakeDesk, seat: Seat, home: Home
) -> None:
    show(WATER)
    page.detail.wanted.emit("judge", "")
    sheet = sheet_of(page, JudgeSheet)
    sheet.fields.way.choose(ResponseWay.WITHHELD)
    sheet.accept()
    assert "理由" in sheet.error.text()
    sheet.fields.reason.setText("涉及未公开的调查")
    sheet.accept()
    assert "审批" in sheet.error.text()
    sheet.fields.approver.setText("宣传部主要负责人")
    sheet.accept()
    home(seat)
    response = desk.incidents.get(WATER).clock("response")
    assert response is not None and response.state is ClockState.SUPERSEDED


def test_a_time_is_put_right_and_the_start_changed_with_a_reason(
    page: IncidentsPage, show: Callable[[int], None], desk: FakeDesk, seat: Seat, home: Home
) -> None:
    show(BRIDGE)
    press(page, "header", "更正…")
    sheet = sheet_of(page, TimesSheet)
    sheet.accept()
    assert "没有改动" in sheet.error.text()
    sheet.moments[StartFrom.PUBLISHED].setText("11-20 14:10")
    sheet.accept()
    assert "须写明理由" in sheet.error.text()
    sheet.reason.setText("溯源更早")
    sheet.accept()
    home(seat)
    assert "首发 14:10" in told(page, "header")
    press(page, "header", "更改…")
    start = sheet_of(page, StartSheet)
    start.start.choose(StartFrom.HAPPENED)
    start.reason.setText("现场核实")
    start.accept()
    home(seat)
    release = desk.incidents.get(BRIDGE).clock("release")
    assert release is not None and release.start == desk.incidents.get(BRIDGE).times.happened
    assert "时限起点：事发（现场核实）" in told(page, "header")


def test_a_takeover_is_told_in_the_head_and_on_the_clocks(
    page: IncidentsPage, show: Callable[[int], None], seat: Seat, home: Home
) -> None:
    show(BRIDGE)
    page.detail.wanted.emit("take_over", "")
    sheet = sheet_of(page, TakeOverSheet)
    sheet.accept()
    assert "哪个上级机关" in sheet.error.text()
    sheet.authority.setText("省应急指挥部")
    sheet.paper.setText("苏应急〔2026〕3号")
    sheet.accept()
    home(seat)
    assert "上级接管：省应急指挥部" in told(page, "header")
    assert any("责任：省应急指挥部" in made.text() for made in page.detail.clocks[0].findChildren(Elided))


def test_an_own_clock_is_set_and_met_from_its_card(
    page: IncidentsPage, show: Callable[[int], None], desk: FakeDesk, seat: Seat, home: Home
) -> None:
    show(WATER)
    page.detail.wanted.emit("own_clock", "")
    sheet = sheet_of(page, OwnClockSheet)
    sheet.name.setText("检测报告")
    sheet.owed_by.setText("水务集团")
    for days, words in (("", "写明一项"), ("三", "整数")):
        sheet.days.setText(days)
        sheet.accept()
        assert words in sheet.error.text()
    sheet.days.setText("2")
    sheet.accept()
    home(seat)
    card = next(card for card in page.detail.clocks if card.clock.id == "own:1")
    next(b for b in card.findChildren(QPushButton) if b.text() == "登记完成…").click()
    meet = sheet_of(page, MeetSheet)
    meet.what.setText("检测报告")
    meet.accept()
    assert "凭据" in meet.error.text()
    meet.address.setText("https://example.cn/1")
    meet.accept()
    home(seat)
    met = desk.incidents.get(WATER).clock("own:1")
    assert met is not None and met.state is ClockState.MET


def test_a_clock_of_the_settings_is_offered_and_fills_the_sheet(
    page: IncidentsPage, show: Callable[[int], None], desk: FakeDesk, seat: Seat, home: Home
) -> None:
    show(WATER)
    page.detail.wanted.emit("own_clock", "")
    sheet = sheet_of(page, OwnClockSheet)
    assert not sheet.preset.isVisible()  # the settings hold none
    sheet.close_sheet()
    told = {**own_clock(desk.policies.rows()), "name": "部内通气", "owed_by": "新闻科"}
    desk.incidents.policies = desk.policies.check(with_clock(desk.policies.rows(), told))
    page.detail.wanted.emit("own_clock", "")
    sheet = page.window().findChildren(OwnClockSheet)[-1]
    assert sheet.preset.isVisible() and not sheet.told.isVisible()
    sheet.due.setText("23:00")
    sheet.preset.setCurrentIndex(1)
    assert (sheet.name.text(), sheet.owed_by.text(), sheet.ground.text()) == ("部内通气", "新闻科", "本单位规定")
    assert not sheet.due.isEnabled() and not sheet.days.isEnabled() and not sheet.due.text()
    assert "24小时内完成" in sheet.told.text() and sheet.told.isVisible()
    sheet.preset.setCurrentIndex(0)
    assert sheet.due.isEnabled() and not sheet.told.isVisible()
    sheet.preset.setCurrentIndex(1)
    sheet.owed_by.setText("网信办")
    sheet.accept()
    home(seat)
    clock = desk.incidents.get(WATER).clock("own:1")
    assert clock is not None
    assert (clock.policy, clock.owed_by, clock.deadline) == ("own_1", "网信办", seat.now() + timedelta(hours=24))


def test_an_own_clock_is_withdrawn_with_a_reason_and_a_policy_paper_entered(
    page: IncidentsPage, show: Callable[[int], None], desk: FakeDesk, seat: Seat, home: Home
) -> None:
    desk.incidents.set_clock(WATER, "检测报告", "水务集团", Term(within=timedelta(hours=2)), deed=BY)
    show(WATER)
    card = next(card for card in page.detail.clocks if card.clock.id == "own:1")
    next(b for b in card.findChildren(QPushButton) if b.text() == "撤销…").click()
    [words] = [sheet for sheet in page.window().findChildren(Sheet) if sheet.isVisible()]
    words.accept()
    assert "须写明理由" in words.error.text()
    words.close_sheet()
    page.detail.wanted.emit("interpret", "")
    sheet = sheet_of(page, InterpretSheet)
    sheet.what.setText("供水条例")
    sheet.accept()
    home(seat)
    assert "interpretation:1" in {card.clock.id for card in page.detail.clocks}


def test_a_refusal_of_the_desk_stands_in_the_sheet_and_what_was_typed_stays(
    page: IncidentsPage, show: Callable[[int], None], desk: FakeDesk, seat: Seat, home: Home
) -> None:
    desk.incidents.receive(BRIDGE, NOTE, deed=BY)
    show(BRIDGE)
    page.detail.wanted.emit("answer", "1")
    sheet = sheet_of(page, AnswerSheet)
    sheet.text.setPlainText("已核实")
    desk.incidents.answer_mandate(BRIDGE, 1, "别人先答了", deed=BY)
    sheet.accept()
    home(seat)
    assert "别人先答了" in sheet.error.text()  # first what happened meanwhile
    sheet.accept()
    home(seat)
    assert "已经回复" in sheet.error.text() and sheet.text.toPlainText() == "已核实" and sheet.isVisible()


def test_enter_in_a_field_of_many_lines_does_not_accept(page: IncidentsPage, show: Callable[[int], None]) -> None:
    show(BRIDGE)
    page.detail.wanted.emit("report", "")
    sheet = sheet_of(page, ReportSheet)
    sheet.text.setFocus()
    QTest.keyClick(sheet.text, Qt.Key.Key_Return)
    assert sheet.error.isHidden() and sheet.isVisible()


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("17:00", "2026-11-20 17:00"),
        ("09:00", "2026-11-21 09:00"),
        ("11-25 17:00", "2026-11-25 17:00"),
        ("01-05 09:00", "2027-01-05 09:00"),
        ("11-19 09:00", "2026-11-19 09:00"),
        ("2026-11-19 09:00", "2026-11-19 09:00"),
    ],
)
def test_a_moment_that_lies_ahead_is_read_as_the_next_of_its_kind(text: str, meant: str) -> None:
    now = datetime(2026, 11, 20, 14, 30, tzinfo=UTC)
    assert read_moment(text, now, ahead=True) == datetime.fromisoformat(meant).replace(tzinfo=UTC)
