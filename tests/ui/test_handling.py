"""Units in the window: what each owes, what can be registered by the rules, papers, review, links, and two officers at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from opinion_desk.domain.acts import ActKind
from opinion_desk.domain.assignment import AssignmentState, PaperKind, ReceiptWay, ReplyStage
from opinion_desk.domain.commands.judging import Judgement
from opinion_desk.domain.incident import IncidentState
from opinion_desk.domain.levels import Grade
from ui.incidents.assign_sheet import AssignSheet
from ui.incidents.page import IncidentsPage
from ui.incidents.review_sheet import ReviewSheet
from ui.incidents.unit_line import UnitLine
from ui.incidents.unit_papers import ConsultSheet, MildPaperSheet
from ui.incidents.unit_sheets import ReceiptSheet, ReplySheet, ReturnSheet, StepSheet
from ui.incidents.words_sheet import WordsSheet
from ui.parts.bars import Bar
from ui.parts.sheet import Sheet
from ui.seat import Seat

from . import yunchuan
from .fake_desk import FakeDesk
from .fake_incidents import FakeDeed
from .showing import InWindow

T = TypeVar("T", bound=Sheet)
Home = Callable[[Seat], None]
Show = Callable[[int], None]
BRIDGE, WATER, SCHOOL = 1, 2, 3
STREET = "东湖街道办事处"
OTHER = FakeDeed("白班值班员")


@pytest.fixture
def page(seat: Seat, in_window: InWindow, home: Home) -> IncidentsPage:
    made = in_window(IncidentsPage(seat), 1364, 848)
    made.shown()
    home(seat)
    return made


@pytest.fixture
def show(page: IncidentsPage, seat: Seat, home: Home) -> Show:
    def shown(id: int) -> None:
        page.open_incident(id)
        home(seat)

    return shown


def sheet_of(page: IncidentsPage, kind: type[T]) -> T:
    found = page.window().findChild(kind)
    assert found is not None
    return found


def line_of(page: IncidentsPage, unit: str) -> UnitLine:
    return next(line for line in page.detail.units.lines if line.assignment.unit == unit)


def offered(page: IncidentsPage, unit: str) -> list[str]:
    line, view = line_of(page, unit), page.detail.view
    assert view is not None
    return [wish for _, wish in line._choices(view.incident, False)]


def told(page: IncidentsPage) -> str:
    return "\n".join(made.text() for made in page.detail.findChildren(QLabel) if not made.isHidden())


@pytest.fixture
def tells(page: IncidentsPage, qtbot: QtBot) -> Callable[[str], None]:
    """Waits until the page says these words: it reads again after a deed, and new labels are shown at the next turn of the loop."""

    def wait(words: str) -> None:
        qtbot.waitUntil(lambda: words in told(page), timeout=5000)

    return wait


def buttons(page: IncidentsPage) -> list[str]:
    return [made.text() for made in page.detail.findChildren(QPushButton)]


def test_a_receipt_keeps_its_way_and_post(
    page: IncidentsPage, show: Show, desk: FakeDesk, seat: Seat, home: Home, tells: Callable[[str], None]
) -> None:
    show(WATER)
    page.detail.wanted.emit("acknowledge", yunchuan.WATER)
    sheet = sheet_of(page, ReceiptSheet)
    sheet.way.choose(ReceiptWay.SLIP)
    sheet.post.setText("值班室")
    sheet.accept()
    home(seat)
    signed = desk.incidents.get(WATER).assignment(yunchuan.WATER)
    assert signed is not None
    assert (signed.state, signed.receipt, signed.received_by) == (
        AssignmentState.ACKNOWLEDGED,
        ReceiptWay.SLIP,
        "值班室",
    )
    tells("回执 值班室")


def test_the_menu_offers_what_the_rules_allow_and_climbs_the_ladder(
    page: IncidentsPage, show: Show, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    show(WATER)
    assert offered(page, yunchuan.WATER) == ["acknowledge", "reply", "return", "step_due", "urge"]
    page.detail.wanted.emit("urge", yunchuan.WATER)
    home(seat)
    assert "已催办" in page.bar.words
    home(seat)
    assert offered(page, yunchuan.WATER)[-1] == "supervised"
    page.detail.wanted.emit("supervised", yunchuan.WATER)
    sheet = sheet_of(page, WordsSheet)
    sheet.accept()
    assert "督办的事由" in sheet.error.text()
    sheet.words.setPlainText("限今日报结果")
    sheet.accept()
    home(seat)
    home(seat)
    assert offered(page, yunchuan.WATER)[-2:] == ["talked", "circulated"]
    kinds = [paper.kind for paper in desk.incidents.get(WATER).papers if paper.unit == yunchuan.WATER]
    assert kinds == [PaperKind.ASSIGNED, PaperKind.URGED, PaperKind.SUPERVISED]


def test_a_return_says_until_when_needs_a_ground_and_then_the_office_is_waited_for(
    page: IncidentsPage, show: Show, desk: FakeDesk, seat: Seat, home: Home, tells: Callable[[str], None]
) -> None:
    show(WATER)
    page.detail.wanted.emit("return", yunchuan.WATER)
    sheet = sheet_of(page, ReturnSheet)
    assert any("最迟 明天 18:20" in made.text() for made in sheet.findChildren(QLabel))
    sheet.accept()
    assert "依据或理由" in sheet.error.text()
    sheet.rule.choose("R4")
    sheet.accept()
    home(seat)
    tells("待政府办指定主办（R5）")
    assert "登记指定主办…" in buttons(page)
    page.detail.wanted.emit("assign", "")
    home(seat)
    assign = sheet_of(page, AssignSheet)
    assert (assign.lead, assign.office.text()) == (None, "政府办公室")
    assign._set_lead("云川市公安局")
    assign.accept()
    home(seat)
    named = desk.incidents.get(WATER)
    lead = named.assignment("云川市公安局")
    assert lead is not None and lead.named_by == "政府办公室"
    tells("政府办公室指定（R5）")
    assert "待政府办指定主办" not in told(page)


def test_a_return_too_late_is_refused_beside_the_field(
    page: IncidentsPage, show: Show, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    show(WATER)
    desk.clock.forward(hours=30)
    page.detail.wanted.emit("return", yunchuan.WATER)
    sheet = sheet_of(page, ReturnSheet)
    sheet.words.setPlainText("不属本单位职责")
    sheet.accept()
    home(seat)
    assert "已过退单时限" in sheet.error.text() and sheet.words.toPlainText() == "不属本单位职责"


def test_a_reply_begins_with_the_stage_that_is_owed_next(
    page: IncidentsPage, show: Show, desk: FakeDesk, seat: Seat, home: Home, tells: Callable[[str], None]
) -> None:
    show(WATER)
    for stage in (ReplyStage.VERIFICATION, ReplyStage.DRAFT, ReplyStage.COMPLETION):
        page.detail.wanted.emit("reply", yunchuan.WATER)
        sheet = sheet_of(page, ReplySheet)
        assert sheet.stage.chosen is stage
        sheet.words.setPlainText("见附件")
        sheet.accept()
        home(seat)
        home(seat)
    answered = desk.incidents.get(WATER).assignment(yunchuan.WATER)
    assert answered is not None and len(answered.stages) == 3
    tells("已报核实情况、回应稿、办结情况")


def test_a_step_is_moved_ahead_with_a_reason(
    page: IncidentsPage, show: Show, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    show(WATER)
    page.detail.wanted.emit("step_due", yunchuan.WATER)
    sheet = sheet_of(page, StepSheet)
    sheet.step.choose(f"verification:{yunchuan.WATER}")
    sheet.accept()
    assert "新的时限" in sheet.error.text()
    sheet.due.setText("09:00")  # tomorrow's, it being evening
    sheet.accept()
    assert "理由" in sheet.error.text()
    sheet.reason.setText("检测明早出结果")
    sheet.accept()
    home(seat)
    clock = desk.incidents.get(WATER).clock(f"verification:{yunchuan.WATER}")
    assert clock is not None and clock.deadline == yunchuan.moment("09:00") + timedelta(days=1)


def test_steps_of_units_stand_in_their_card_and_not_among_the_countdowns(page: IncidentsPage, show: Show) -> None:
    show(WATER)
    assert [card.clock.id for card in page.detail.clocks] == ["response"]
    steps = [words.text() for words, _ in line_of(page, yunchuan.WATER)._steps]
    assert [step.split(" ")[0] for step in steps] == ["待签收", "核实", "回应稿", "办结"]
    assert steps[0] == "待签收 余 1 小时 40 分"


def test_steps_count_on_and_turn_red_when_they_are_late(page: IncidentsPage, show: Show, desk: FakeDesk) -> None:
    show(WATER)
    desk.clock.forward(hours=2)
    page.tick(desk.clock.now())
    words, _ = line_of(page, STREET)._steps[0]
    assert (words.text(), words.property("tone")) == ("待签收 超时 19 分", "red")


def test_a_consultation_is_registered_from_the_keyboard(
    page: IncidentsPage, show: Show, desk: FakeDesk, seat: Seat, home: Home, tells: Callable[[str], None]
) -> None:
    show(WATER)
    page.window().activateWindow()
    page.detail.wanted.emit("consult", "")
    home(seat)
    sheet = sheet_of(page, ConsultSheet)
    assert sheet.picked == [yunchuan.WATER, STREET]
    sheet.search.setFocus()
    sheet.search.setText("公安")
    QTest.keyClick(sheet.search, Qt.Key.Key_Return)
    assert sheet.picked[-1] == "云川市公安局"
    sheet.accept()
    assert "结论" in sheet.error.text()
    sheet.words.setPlainText("由水务集团先行送水")
    sheet.accept()
    home(seat)
    (met,) = desk.incidents.get(WATER).consultations
    assert len(met.units) == 3
    tells("由水务集团先行送水")


def test_a_mild_paper_goes_to_several_units_of_a_candidate(
    page: IncidentsPage, show: Show, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    show(SCHOOL)
    page.detail.wanted.emit("mild_paper", "")
    home(seat)
    sheet = sheet_of(page, MildPaperSheet)
    sheet.accept()
    assert "发给哪些单位" in sheet.error.text()
    for row in (0, 1):
        sheet._turn(sheet.units.item(row))
    sheet.accept()
    home(seat)
    numbers = [paper.number for paper in desk.incidents.get(SCHOOL).papers]
    assert numbers == ["云宣舆阅〔2026〕1号", "云宣舆阅〔2026〕2号"]


def test_who_acts_after_another_is_told_in_the_bar_and_may_go_on(
    page: IncidentsPage, show: Show, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    show(WATER)
    desk.incidents.urge(WATER, STREET, deed=OTHER)
    page.detail.wanted.emit("urge", yunchuan.WATER)
    home(seat)
    assert "白班值班员" in page.bar.words
    assert desk.incidents.get(WATER).assignment(yunchuan.WATER).urged == 0  # type: ignore[union-attr]
    page.bar.retry()
    home(seat)
    assert desk.incidents.get(WATER).assignment(yunchuan.WATER).urged == 1  # type: ignore[union-attr]


def test_who_acts_after_another_is_told_in_the_sheet_and_its_words_stay(
    page: IncidentsPage, show: Show, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    show(WATER)
    page.detail.wanted.emit("reply", yunchuan.WATER)
    sheet = sheet_of(page, ReplySheet)
    sheet.words.setPlainText("正在抢修")
    desk.incidents.urge(WATER, STREET, deed=OTHER)
    sheet.accept()
    home(seat)
    assert "白班值班员" in sheet.error.text() and sheet.accept_button.text() == "看过了，仍要办"
    assert sheet.words.toPlainText() == "正在抢修"
    sheet.accept()
    home(seat)
    assert desk.incidents.get(WATER).assignment(yunchuan.WATER).state is AssignmentState.REPLIED  # type: ignore[union-attr]


def test_units_that_have_not_signed_are_urged_at_once(
    page: IncidentsPage, show: Show, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    show(WATER)
    page.detail.wanted.emit("urge_waiting", "")
    home(seat)
    assert [a.urged for a in desk.incidents.get(WATER).assignments] == [1, 1]
    assert [act.kind for act in desk.incidents.history(WATER)][-2:] == [ActKind.URGED, ActKind.URGED]


def test_a_grave_matter_is_reviewed_before_it_can_be_filed(
    page: IncidentsPage, show: Show, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    by = FakeDeed("夜班值班员")
    id = desk.incidents.open("网传停气不实", deed=by).id
    desk.incidents.confirm(id, Judgement(grade=Grade.SECOND), deed=by)
    desk.incidents.conclude(id, deed=by)
    show(id)
    assert "复盘…" in buttons(page) and "归档…" not in buttons(page)
    page.detail.wanted.emit("review", "")
    home(seat)
    sheet = sheet_of(page, ReviewSheet)
    assert any(made.text() == "72 小时（未满）" for made in sheet.findChildren(QLabel))
    sheet.accept()
    assert "预案" in sheet.error.text()
    sheet.plan.setText("未启用")
    sheet.findings.setPlainText("发现及时")
    sheet.accept()
    home(seat)
    home(seat)
    assert "归档…" in buttons(page)
    desk.incidents.close(id, deed=by)
    assert desk.incidents.get(id).state is IncidentState.CLOSED


def test_a_matter_born_of_another_is_a_click_away_from_it(
    page: IncidentsPage, show: Show, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    child = desk.incidents.open("东湖片区桶装水抢购", born_of=WATER, deed=FakeDeed("夜班值班员"))
    show(WATER)
    link = next(made for made in page.detail.header.findChildren(QPushButton) if "次生舆情" in made.text())
    assert child.number in link.text()
    link.click()
    home(seat)
    assert page.detail.view is not None and page.detail.view.incident.id == child.id
    home(seat)
    assert any("次生于" in made.text() for made in page.detail.header.findChildren(QPushButton))


def test_an_export_says_where_it_lies(
    page: IncidentsPage, show: Show, desk: FakeDesk, seat: Seat, home: Home, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    show(WATER)
    monkeypatch.setattr("ui.incidents.handling_deeds.ask_folder", lambda over, title: tmp_path)
    page.detail.wanted.emit("export", "")
    home(seat)
    assert desk.exports.made == [(WATER, tmp_path / "YQ-2026-0118")]
    assert "YQ-2026-0118" in page.bar.words and isinstance(page.bar, Bar)


def test_the_telephones_and_posts_of_a_unit_stand_where_it_is_urged(
    page: IncidentsPage, show: Show, desk: FakeDesk, tells: Callable[[str], None]
) -> None:
    desk.units.kept = tuple(
        replace(unit, duty_phone="8888", liaison_post="办公室主任", liaison_phone="8889", spokesperson_post="副总经理")
        if unit.name == yunchuan.WATER
        else unit
        for unit in desk.units.kept
    )
    show(WATER)
    tells("值班 8888 · 联络员 办公室主任 8889 · 发言人 副总经理")
