"""值班: the calendar with its holes, who is on, handing over by name, the log, the rota while it is edited, swaps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from opinion_desk.domain.duty.handover import DutyKind
from opinion_desk.domain.duty.log import Note
from opinion_desk.domain.duty.pattern import CHIEF, Absence, Turn, standard
from opinion_desk.domain.errors import Refused
from opinion_desk.services.deed import Deed
from opinion_desk.services.duty_reading import OnDuty
from ui.duty.hand_sheets import HandoverSheetView, NamedSheet, OfferSheet
from ui.duty.log_sheet import LogSheet
from ui.duty.page import DutyPage
from ui.duty.rota_rows import read_rows, rows_of, sections
from ui.duty.rota_sheet import RotaSheet
from ui.duty.swap_sheet import SwapSheet
from ui.duty.view import month_of, week_of
from ui.frame.counts import read_overview
from ui.parts.sheet import Sheet
from ui.seat import Seat

from .fake_desk import FakeDesk

Home = Callable[[Seat], None]
TODAY = date(2026, 11, 20)
PATTERN = replace(
    standard(TODAY, ("早班值班员", "夜班值班员")),
    absences=(Absence("夜班值班员", TODAY + timedelta(days=1), TODAY + timedelta(days=1), "培训"),),
)


@pytest.fixture
def page(seat: Seat, desk: FakeDesk, home: Home, qtbot: QtBot) -> Iterator[DutyPage]:
    """The page of a desk with a rota, and one hole tomorrow."""
    desk.duty.save(PATTERN, deed=Deed("管理员"))
    made = DutyPage(seat)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    made.shown()
    home(seat)
    yield made
    home(seat)


def sheet_of(page: QWidget, kind: type[Sheet]) -> Sheet:
    """The sheet of that kind that lies over the page."""
    return next(sheet for sheet in page.window().findChildren(kind) if sheet.isVisible())


def said(page: DutyPage, seat: Seat, home: Home) -> tuple[str, str]:
    """Who is shown as being on, and until when, once everything has come home."""
    page.refresh()
    home(seat)
    return page.watch_card.who.text(), page.watch_card.until.text()


def test_the_week_shows_every_shift_and_paints_the_hole_with_its_word(page: DutyPage) -> None:
    told = [(entry.day.day, entry.head, entry.who, entry.why) for _, entry in page.calendar.boxes]
    assert told == [
        (20, "白班 08–20", "早班值班员", ""),
        (20, "夜班 20–08", "夜班值班员", ""),
        (21, "空缺 08–20", "管理员代管", "夜班值班员：培训"),
        (21, "夜班 20–08", "早班值班员", ""),
        (22, "白班 08–20", "早班值班员", ""),
        (22, "夜班 20–08", "夜班值班员", ""),
    ]
    assert [entry.hole for _, entry in page.calendar.boxes].count(True) == 1
    picture = page.calendar.grab().toImage()
    assert picture.height() == page.calendar.height() > 100


def test_boxes_do_not_lie_upon_each_other_and_stay_within(page: DutyPage) -> None:
    boxes = [box for box, _ in page.calendar.boxes]
    assert not any(one.intersects(other) for n, one in enumerate(boxes) for other in boxes[n + 1 :])
    assert all(page.calendar.rect().contains(box.toAlignedRect()) for box in boxes)


def test_the_keyboard_walks_from_box_to_box_and_enter_opens_a_swap(
    page: DutyPage, seat: Seat, home: Home, qtbot: QtBot
) -> None:
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Left):
        QTest.keyClick(page.calendar, key)
    assert page.calendar.marked == page.calendar.entries[0]
    QTest.keyClick(page.calendar, Qt.Key.Key_End)
    QTest.keyClick(page.calendar, Qt.Key.Key_Right)
    QTest.keyClick(page.calendar, Qt.Key.Key_Return)
    assert isinstance(sheet_of(page, SwapSheet), SwapSheet)


def test_the_month_shows_its_weeks_and_a_day_opens_its_week(
    page: DutyPage, seat: Seat, home: Home, qtbot: QtBot
) -> None:
    page._month.click()
    home(seat)
    assert page._span.text() == "2026 年 11 月" and page.calendar.of_month
    assert not QPixmap(page.calendar.grab()).isNull()
    QTest.mouseDClick(page.calendar, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, page.calendar.rect().bottomRight() - page.calendar.rect().bottomRight() / 40)  # fmt: skip
    home(seat)
    assert page.days == week_of(date(2026, 12, 6)) and page._week.isChecked()
    page.turn(0)
    home(seat)
    assert page.days == week_of(TODAY)


def test_turning_goes_by_weeks_and_by_months(page: DutyPage) -> None:
    page.turn(1)
    assert page.days.first == date(2026, 11, 23)
    page.days = month_of(TODAY)
    page.turn(-1)
    assert page.days.month == date(2026, 10, 1)
    page.turn(1)
    page.turn(1)
    assert page.days.month == date(2026, 12, 1)


def test_months_are_whole_weeks() -> None:
    for n in range(40):
        days = month_of(date(2026, 1, 15) + timedelta(days=30 * n))
        assert days.first.weekday() == 0 and days.last.weekday() == 6
        assert days.month is not None and days.first <= days.month and days.count in (28, 35, 42)


def test_holidays_bear_their_names(page: DutyPage, seat: Seat, home: Home) -> None:
    page._go(week_of(date(2026, 10, 1)))
    home(seat)
    assert page.view is not None
    named = page.view.calendar.named
    assert (named[date(2026, 10, 1)].name, named[date(2026, 10, 1)].off) == ("国庆节", True)


def test_who_is_on_is_shown_large_and_counts_on(page: DutyPage, seat: Seat, desk: FakeDesk, home: Home) -> None:
    who, until = said(page, seat, home)
    assert who == "早班值班员" and until.startswith("20:00 交接，还有")
    desk.clock.forward(hours=12)
    page.tick(seat.now())
    assert "已到交接时间" in page.watch_card.until.text()
    who, until = said(page, seat, home)
    assert who == "夜班值班员"  # by the rota alone, for nobody has taken over by name


def test_a_shift_is_handed_over_by_name_from_coming_on_to_taking_over(
    page: DutyPage, seat: Seat, desk: FakeDesk, home: Home
) -> None:
    page.do("on")
    come = cast("NamedSheet", sheet_of(page, NamedSheet))
    assert come.name.text() == "早班值班员"
    come.accept()
    home(seat)
    desk.clock.forward(hours=12)
    page.refresh()
    home(seat)
    assert page.watch_card.who.text() == "早班值班员" and "已到交接时间" in page.watch_card.until.text()
    page.do("offer")
    offer = cast("OfferSheet", sheet_of(page, OfferSheet))
    assert offer.to.text() == "夜班值班员" and len(offer.list.lines) == len(desk.duty.owed()) > 0
    offer.undone.setPlainText("盯住第二号通报")
    offer.accept()
    home(seat)
    assert page.watch_card.buttons["accept"].isVisible()
    page.do("accept")
    take = cast("HandoverSheetView", sheet_of(page, HandoverSheetView))
    assert take.name.text() == "夜班值班员" and len(take.list.lines) == len(offer.list.lines)
    take.accept()
    home(seat)
    assert page.watch_card.who.text() == "夜班值班员" and not page.watch_card.buttons["accept"].isVisible()
    (made,) = desk.duty.handovers()
    assert (made.state, made.ended_by, made.sheet.undone) == (DutyKind.ACCEPTED, "夜班值班员", "盯住第二号通报")
    assert page.view is not None and page.view.handovers == (made,)


def test_declining_needs_a_reason_and_leaves_the_leaving_one(
    page: DutyPage, seat: Seat, desk: FakeDesk, home: Home
) -> None:
    desk.duty.offer("夜班值班员", deed=Deed("早班值班员"))
    page.refresh()
    home(seat)
    page.do("decline")
    sheet = cast("NamedSheet", sheet_of(page, NamedSheet))
    sheet.accept()
    assert "理由" in sheet.error.text()
    sheet.reason.setText("清单不全")
    sheet.accept()
    home(seat)
    assert page.watch_card.who.text() == "早班值班员"
    assert desk.duty.handovers()[0].reason == "清单不全"


def test_a_refusal_of_the_desk_stays_in_the_sheet_with_what_was_typed(
    page: DutyPage, seat: Seat, desk: FakeDesk, home: Home
) -> None:
    desk.duty.offer("夜班值班员", deed=Deed("早班值班员"))
    page.refresh()
    home(seat)
    page.do("accept")
    sheet = cast("HandoverSheetView", sheet_of(page, HandoverSheetView))
    desk.duty.accept(deed=Deed("夜班值班员"))
    sheet.name.setText("夜班值班员")
    sheet.accept()
    home(seat)
    assert sheet.isVisible() and "夜班值班员" in sheet.error.text() and sheet.name.text() == "夜班值班员"
    sheet.name.clear()
    sheet.accept()
    assert "请写明" in sheet.error.text()


def test_leaving_says_who_stays_responsible(
    page: DutyPage, seat: Seat, desk: FakeDesk, home: Home, qtbot: QtBot
) -> None:
    desk.duty.on(deed=Deed("早班值班员"))
    page.refresh()
    home(seat)
    page.do("off")
    cast("NamedSheet", sheet_of(page, NamedSheet)).accept()
    home(seat)

    def told() -> str:
        return "|".join(child.text() for child in page.watch_card.findChildren(QLabel) if child.isVisible())

    qtbot.waitUntil(
        lambda: "已离岗，仍负责" in told() and "等来接班的人接" in told()
    )  # chips appear with the next layout


def test_one_line_and_enter_keep_an_entry_of_the_log(
    page: DutyPage, seat: Seat, desk: FakeDesk, home: Home, qtbot: QtBot
) -> None:
    page.log.line.setText("市应急局来电，核对被困人数")
    QTest.keyClick(page.log.line, Qt.Key.Key_Return)
    home(seat)
    (line,) = desk.duty.entries()
    assert (line.entry.note.course, line.entry.by) == ("市应急局来电，核对被困人数", "夜班值班员")
    assert page.log.line.text() == "" and page.log.table.lines.rowCount() == 1
    page.log.keep()
    home(seat)
    assert len(desk.duty.entries()) == 1


def test_all_fields_of_an_entry_are_kept_and_corrected_by_a_further_one(
    page: DutyPage, seat: Seat, desk: FakeDesk, home: Home
) -> None:
    page.log.line.setText("桥塌")
    page.log.add()
    sheet = cast("LogSheet", sheet_of(page, LogSheet))
    assert sheet.course.toPlainText() == "桥塌"
    sheet.phone.setText("13812345678")
    sheet.accept()
    home(seat)
    assert "办公电话" in sheet.error.text() and sheet.isVisible()
    sheet.phone.setText("0000-5558005")
    sheet.incident.setText("999")
    sheet.accept()
    home(seat)
    assert "999" in sheet.error.text() and sheet.isVisible()
    sheet.incident.clear()
    sheet.accept()
    home(seat)
    page.log.correct()
    again = cast("LogSheet", sheet_of(page, LogSheet))
    again.course.setPlainText("桥塌，三人受伤")
    again.accept()
    assert "理由" in again.error.text()
    again.reason.setText("核实")
    again.accept()
    home(seat)
    (line,) = desk.duty.entries()
    assert (line.entry.note.course, line.entry.note.phone, len(line.before)) == ("桥塌，三人受伤", "0000-5558005", 1)
    assert "已更正 1 次" in page.log.table.lines.lines[0].cells[2]


def test_a_line_that_cannot_be_kept_stays_and_is_told(page: DutyPage, seat: Seat, home: Home) -> None:
    page.log.line.setText("长" * 2001)
    page.log.keep()
    home(seat)
    assert "最多 2000 个字" in page.bar.words and len(page.log.line.text()) == 2001


def test_holes_are_told_while_the_rota_is_edited_and_the_administrator_is_kept(
    page: DutyPage, seat: Seat, desk: FakeDesk, home: Home, qtbot: QtBot
) -> None:
    page.edit_rota()
    home(seat)
    sheet = cast("RotaSheet", sheet_of(page, RotaSheet))
    assert "空缺：值班员 11-21 08:00 至 11-21 20:00" in sheet.found.text()
    sheet.tables["absences"].field(0, 0).setText("无此人")
    sheet.check()
    home(seat)
    assert sheet.found.text() == "今后六十天没有空缺，也没有重叠。"
    with qtbot.waitSignal(sheet._settle.timeout, timeout=2000):
        QTest.keyClicks(sheet.tables["turns"].field(0, 5), "1")
    home(seat)
    assert "空缺" in sheet.found.text() and "等" in sheet.found.text()
    sheet.administrator.setText("值班室主任")
    sheet.accept()
    home(seat)
    assert "空缺" in page.bar.words
    assert desk.settings.administrator == "值班室主任"
    assert desk.duty.newest() != PATTERN


def test_two_at_once_are_told_while_editing_and_refused(page: DutyPage, seat: Seat, desk: FakeDesk, home: Home) -> None:
    page.edit_rota()
    home(seat)
    sheet = cast("RotaSheet", sheet_of(page, RotaSheet))
    turns = sheet.tables["turns"]
    turns.add()
    turns.field(2, 1).setText("白班")
    turns.field(2, 2).setText("丙班")
    sheet.check()
    home(seat)
    assert "同时排了" in sheet.found.text()
    sheet.accept()
    home(seat)
    assert sheet.isVisible() and "同时排了" in sheet.error.text()
    assert desk.duty.newest() == PATTERN
    turns.field(2, 3).setText("很多")
    sheet.check()
    assert "轮班第 3 行“各值几天”" in sheet.found.text()
    turns.remove(turns._rows[2])
    sheet.check()
    home(seat)
    assert "同时" not in sheet.found.text()


def test_the_rows_of_the_editor_say_the_pattern_and_are_read_back() -> None:
    pattern = replace(PATTERN, turns=(*PATTERN.turns, Turn(CHIEF, "白班", ("主任", ""), 7, TODAY, frozenset({1, 7}))))
    assert read_rows(pattern.since.isoformat(), rows_of(pattern)) == pattern
    spoken = rows_of(pattern) | {
        "shifts": [("白班", "8", "20：00"), ("夜班", "20:00", "24:00"), ("", "08:00", "20:00")]
    }
    read = read_rows("2026年11月20日", spoken)
    assert [(shift.start.hour, shift.end.hour) for shift in read.shifts] == [(8, 20), (20, 0)]
    assert {one.id for one in sections()} == set(rows_of(pattern))


@pytest.mark.parametrize(
    ("table", "row", "told"),
    [
        ("shifts", ("白班", "25", "20"), "班次第 1 行“开始”"),
        ("turns", ("员", "白班", "甲", "1", "昨天", ""), "轮班第 1 行“起轮日”"),
        ("turns", ("员", "白班", "甲", "1", "", "八"), "轮班第 1 行“星期”"),
        ("holidays", ("国庆", "2026-02-30", "2026-10-07", "员", "白班", "甲"), "节假日第 1 行“起”"),
        ("absences", ("甲", "2026-11-20", "", ""), "请假第 1 行“止”"),
    ],
)
def test_a_row_that_cannot_be_read_is_told_where(table: str, row: tuple[str, ...], told: str) -> None:
    with pytest.raises(Refused) as why:
        read_rows("2026-11-20", rows_of(PATTERN) | {table: [row]})
    assert told in why.value.sentence


def test_a_swap_and_an_exchange_are_kept_with_their_reason(
    page: DutyPage, seat: Seat, desk: FakeDesk, home: Home
) -> None:
    page.calendar.mark(page.calendar.entries[1])
    page.swap()
    sheet = cast("SwapSheet", sheet_of(page, SwapSheet))
    sheet.accept()
    assert "改由谁值" in sheet.error.text()
    sheet.exchange.setCurrentIndex(1)
    assert not sheet.to.isEnabled() and sheet.to.text() == "早班值班员"
    sheet.accept()
    assert "理由" in sheet.error.text()
    sheet.reason.setText("公差")
    sheet.accept()
    home(seat)
    assert "已由 夜班值班员 调为 早班值班员" in page.bar.words
    assert [entry.swapped for entry in page.calendar.entries].count(True) == 2
    page.calendar.marked = None
    page.swap()
    assert "先在排班表里选" in page.bar.words


def test_without_a_rota_the_page_says_what_to_do_and_the_desk_still_works(
    empty_seat: Seat, empty_desk: FakeDesk, home: Home, qtbot: QtBot
) -> None:
    page = DutyPage(empty_seat)
    qtbot.addWidget(page)
    page.show()
    page.shown()
    home(empty_seat)
    assert page._empty.isVisible() and not page._plan.isVisible()
    empty_desk.duty.log(Note("巡查"), deed=Deed("值班员"))
    page.edit_rota()
    home(empty_seat)
    sheet = cast("RotaSheet", sheet_of(page, RotaSheet))
    assert "没有写由谁值" in sheet.found.text()
    sheet.tables["turns"].field(0, 2).setText("甲班")
    sheet.tables["turns"].field(1, 2).setText("乙班")
    sheet.accept()
    home(empty_seat)
    assert page._plan.isVisible() and "没有" not in page.watch_card.who.text()
    assert not page.findChildren(QCheckBox)


def test_what_is_owed_leads_to_its_matter(page: DutyPage, qtbot: QtBot) -> None:
    from ui.parts.way import Way

    ways = page.owed.findChildren(Way)
    with qtbot.waitSignal(page.incident_requested) as heard:
        ways[0].click()
    assert page.view is not None and heard.args == [page.view.owed[0].incident, ""]


def test_changes_of_duty_refresh_the_page(page: DutyPage, seat: Seat, desk: FakeDesk, home: Home) -> None:
    desk.duty.on(deed=Deed("替班"))
    changes = desk.changes()
    assert changes is not None
    page.changed(changes)
    home(seat)
    assert page.watch_card.who.text() == "替班"


def test_several_posts_are_a_press_away(page: DutyPage, seat: Seat, desk: FakeDesk, home: Home) -> None:
    turns = (*PATTERN.turns, *(Turn(CHIEF, name, ("带班领导",)) for name in ("白班", "夜班")))
    desk.duty.save(replace(PATTERN, turns=turns), deed=Deed("管理员"))
    page.refresh()
    home(seat)
    buttons = {made.text(): made for made in page.watch_card._group.buttons()}
    buttons[CHIEF].click()
    assert page.watch_card.who.text() == "带班领导"
    assert page.watch_card.watch is not None and page.watch_card.watch.post == CHIEF


def test_the_strip_says_when_nobody_took_over(seat: Seat, desk: FakeDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_overview(seat).duty_words == "夜班值守 · 明天 08:00 交接"
    monkeypatch.setattr(desk, "on_duty", lambda: OnDuty("夜班值班员", "夜班", seat.now(), overdue=True))
    assert read_overview(seat).duty_words == "夜班值守 · 到时未交接"
