"""Two persons at one matter in the window: the second is told what the first did, nothing is lost, and may go on knowing it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ui.incidents.clock_sheets import OwnClockSheet
from ui.incidents.confirm_sheet import ConfirmSheet
from ui.incidents.draft_sheet import DraftSheet
from ui.incidents.evidence_sheet import EvidenceSheet
from ui.incidents.judge_sheets import JudgeSheet, TakeOverSheet
from ui.incidents.merge_sheet import MergeSheet
from ui.incidents.page import IncidentsPage
from ui.incidents.paper_sheets import ReceiveSheet, ReportSheet
from ui.incidents.snooze_sheet import SnoozeSheet
from ui.incidents.times_sheets import StartSheet, TimesSheet
from ui.incidents.words_sheet import WordsSheet
from ui.parts.sheet import Sheet
from ui.seat import Seat

from . import yunchuan
from .fake_desk import FakeDesk
from .fake_incidents import FakeDeed
from .showing import InWindow

Home = Callable[[Seat], None]
BRIDGE, WATER, SCHOOL = 1, 2, 3
STREET = "东湖街道办事处"
OTHER = FakeDeed("白班值班员")
SHEETS: tuple[tuple[str, str, type[Sheet]], ...] = (
    ("regrade", "", ConfirmSheet),
    ("merge", "", MergeSheet),
    ("publish", "", EvidenceSheet),
    ("draft_new", "", DraftSheet),
    ("judge", "", JudgeSheet),
    ("take_over", "", TakeOverSheet),
    ("receive", "", ReceiveSheet),
    ("report", "", ReportSheet),
    ("times", "", TimesSheet),
    ("start", "", StartSheet),
    ("own_clock", "", OwnClockSheet),
    ("strike", "report_up", WordsSheet),
    ("conclude", "", WordsSheet),
)


@pytest.fixture
def page(seat: Seat, in_window: InWindow, home: Home) -> IncidentsPage:
    made = in_window(IncidentsPage(seat), 1364, 848)
    made.shown()
    made.open_incident(WATER)
    home(seat)
    return made


@pytest.mark.parametrize(("wish", "whom", "kind"), SHEETS, ids=[wish for wish, _, _ in SHEETS])
def test_every_sheet_knows_how_many_acts_its_person_has_seen(
    page: IncidentsPage, desk: FakeDesk, seat: Seat, home: Home, wish: str, whom: str, kind: type[Sheet]
) -> None:
    page.detail.wanted.emit(wish, whom)
    home(seat)
    sheet = page.window().findChild(kind)
    assert sheet is not None and sheet.seen == desk.incidents.get(WATER).acts


def test_calls_are_put_off_by_one_who_has_seen_the_matter(page: IncidentsPage, desk: FakeDesk, seat: Seat) -> None:
    incident = desk.incidents.get(WATER)
    assert SnoozeSheet(page, seat, incident, seat.now()).seen == incident.acts


def test_a_confirmation_meets_what_another_did_and_goes_on_knowing_it(
    page: IncidentsPage, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    page.open_incident(SCHOOL)
    home(seat)
    page.detail.wanted.emit("confirm", "")
    sheet = page.window().findChild(ConfirmSheet)
    assert sheet is not None
    desk.incidents.dismiss(WATER, "误报", deed=OTHER)  # another matter stands in nobody's way
    desk.incidents.interpret(SCHOOL, "学区办法", seat.now(), deed=OTHER)
    before = desk.incidents.get(SCHOOL).acts
    sheet.fields.way.choose(sheet.fields.way.itemData(1))
    sheet.accept()
    home(seat)
    assert "白班值班员" in sheet.error.text() and sheet.accept_button.text() == "看过了，仍要办"
    assert desk.incidents.get(SCHOOL).acts == before


def test_a_merge_after_another_acted_is_not_done(page: IncidentsPage, desk: FakeDesk, seat: Seat, home: Home) -> None:
    page.detail.wanted.emit("merge", "")
    home(seat)
    sheet = page.window().findChild(MergeSheet)
    assert sheet is not None
    desk.incidents.urge(WATER, STREET, deed=OTHER)
    sheet.accept()
    home(seat)
    assert "白班值班员" in sheet.error.text() and desk.incidents.get(WATER).state.open
    sheet.accept()
    home(seat)
    assert not desk.incidents.get(WATER).state.open


def test_a_step_ticked_after_another_acted_is_asked_for_again_in_the_bar(
    page: IncidentsPage, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    step = desk.incidents.get(WATER).checklist[0].id
    desk.incidents.urge(WATER, STREET, deed=OTHER)
    page.detail.wanted.emit("check", step)
    home(seat)
    assert "白班值班员" in page.bar.words and desk.incidents.get(WATER).checklist[0].state.value == "open"
    page.bar.retry()
    home(seat)
    assert desk.incidents.get(WATER).checklist[0].state.value == "done"


def test_steps_ticked_one_after_another_do_not_stand_in_each_others_way(
    page: IncidentsPage, desk: FakeDesk, seat: Seat, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "_read", lambda: None)  # the page has not come round to reading again
    steps = [step.id for step in desk.incidents.get(WATER).checklist[:2]]
    for step in steps:
        page.detail.wanted.emit("check", step)
        home(seat)
    done = {step.id for step in desk.incidents.get(WATER).checklist if step.state.value == "done"}
    assert done >= set(steps) and not page.bar.words


def test_a_call_answered_by_another_meanwhile_is_told(
    page: IncidentsPage, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    page.open_incident(BRIDGE)
    home(seat)
    desk.incidents.urge(BRIDGE, yunchuan.HOUSING, deed=OTHER)
    page.detail.wanted.emit("answer_call", "")
    home(seat)
    assert "白班值班员" in page.bar.words and "催办" in page.bar.words
