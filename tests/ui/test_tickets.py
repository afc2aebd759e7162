"""Tickets of the hotline in the window: their card, their line beside a matter, and what came up again and again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from opinion_desk.domain.ticket import KeptTicket
from ui.inbox import demands_sheet
from ui.inbox.demands_sheet import DemandsButton, DemandsSheet
from ui.inbox.opening import OpeningSheet
from ui.inbox.page import InboxPage
from ui.inbox.reading import ReadingPane
from ui.inbox.ticket_card import TicketCard
from ui.incidents.related import RelatedCard
from ui.parts.way import Way
from ui.seat import Seat
from ui.ticket_words import limit_words

from .fake_desk import FakeDesk
from .fake_tickets import ticket_of
from .showing import InWindow
from .yunchuan import NOW, copies

Home = Callable[[Seat], None]


def _words(over: QWidget) -> str:
    return "\n".join(label.text() for label in over.findChildren(QLabel))


def _ticket(item_id: int = 20) -> KeptTicket:
    found = ticket_of(item_id)
    assert found is not None
    return found


def test_the_card_shows_the_hotlines_limit_and_says_that_nothing_else_counts_it(seat: Seat, qtbot: QtBot) -> None:
    card, kept = TicketCard(seat), _ticket()
    qtbot.addWidget(card)
    card.show_ticket(kept)
    assert card.limit.text() == "热线平台办理时限 11月28日 17:00，由热线平台计时，本台不另计时"
    told = _words(card)
    for word in (kept.ticket.number, "办理中", "待签收", "锦绣东湖小区", "供水·水质异味", "水务集团"):
        assert word in told, told
    assert not card.late.isVisibleTo(card)
    card.show_ticket(None)
    assert card.isHidden()


def test_a_limit_that_passed_is_said_in_words_and_by_a_sign_until_the_ticket_is_closed(
    seat: Seat, qtbot: QtBot
) -> None:
    card, kept = TicketCard(seat), _ticket(20)
    qtbot.addWidget(card)
    late = replace(kept, ticket=replace(kept.ticket, due=NOW - timedelta(hours=3)))
    card.show_ticket(late)
    assert card.late.isVisibleTo(card) and not card.sign.pixmap().isNull()
    assert "（已过）" in card.limit.text()
    card.show_ticket(replace(late, ticket=replace(late.ticket, state="已办结")))
    assert not card.late.isVisibleTo(card) and "已过" not in card.limit.text()


def test_tickets_that_say_the_same_are_no_reprints_and_a_matter_opened_from_one_tells_it(
    seat: Seat, desk: FakeDesk, qtbot: QtBot
) -> None:
    read = replace(desk.items.read(20), reprints=copies(20)[:2], gone=NOW)
    pane = ReadingPane(seat)
    qtbot.addWidget(pane)
    pane.show_item(read)
    told = _words(pane)
    assert "内容相同的工单" in told and "转载" not in told and "原文已不在" in told
    over = QMainWindow()
    qtbot.addWidget(over)
    row = replace(next(row for row in desk.items.rows if row.item_id == 20), reprints=2)
    assert "内容相同的另有 2 件；不按热线时限计时" in _words(OpeningSheet(over, seat, row, read))
    assert "转载 2" in _words(OpeningSheet(over, seat, row, replace(read, ticket=None)))


def test_a_matter_shows_the_same_line_beside_its_ticket(seat: Seat, qtbot: QtBot) -> None:
    card, kept = RelatedCard(seat), _ticket()
    qtbot.addWidget(card)
    card.show_related(copies(20) or (), (replace(kept, item_id=copies(20)[0].item_id),))
    assert limit_words(kept.ticket, seat.now(), seat.desk.zone) in _words(card) and kept.ticket.number in _words(card)


@pytest.fixture
def page(seat: Seat, in_window: InWindow, home: Home) -> InboxPage:
    made = in_window(InboxPage(seat), 1364, 848)
    made.shown()
    home(seat)
    return made


def test_what_came_up_again_and_again_leads_to_its_tickets(
    page: InboxPage, seat: Seat, desk: FakeDesk, home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (way,) = page.findChildren(DemandsButton)
    sheet = way.open()
    home(seat)
    QAbstractItemModelTester(sheet.table.lines, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert [line.cells[:5] for line in sheet.table.lines.lines] == [
        ("供水·水质异味", "锦绣东湖小区", "9", "3", "1 件"), ("市容·噪声扰民", "东湖夜市", "5", "2", "1 件"), ("市政·路灯", "—", "3", "1", "1 件"),
    ]  # fmt: skip
    assert len(sheet.findChildren(Way)) == 9
    monkeypatch.setattr(demands_sheet, "ask_target", lambda *_: tmp_path / "反复诉求.xlsx")
    sheet.export_button.click()
    home(seat)
    assert desk.demands.written == [tmp_path / "反复诉求.xlsx"]
    sheet.findChildren(Way)[0].click()
    home(seat)
    assert page.pane.item is not None and page.pane.item.item.id == 20


def test_where_nothing_repeats_it_says_so_and_what_to_do(empty_seat: Seat, qtbot: QtBot, home: Home) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.show()
    sheet = DemandsSheet(window, empty_seat)
    sheet.open_sheet()
    home(empty_seat)
    assert "没有出现 3 次以上的诉求" in sheet.told.text() and not sheet.table.isVisible()
