"""The band of the ladders on a matter, putting calls off, the band about the system's time, and the window that ticks by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest
from pytestqt.qtbot import QtBot

from opinion_desk.domain.climbs import climbs_of
from opinion_desk.domain.clock_jump import Settled
from opinion_desk.domain.commands.judging import Judgement
from opinion_desk.domain.errors import Unavailable
from opinion_desk.domain.levels import Level
from opinion_desk.domain.origin import Origin
from opinion_desk.domain.response_clock import ClockState
from opinion_desk.domain.verdict import Emergency
from tests.opinion_desk.domain.matters import Timed
from ui.frame.jump_bar import WrongTimeSheet
from ui.frame.standing_in import StandingIn
from ui.frame.window import Window
from ui.incidents.calls_card import CallsCard
from ui.incidents.clock_card import ClockCard
from ui.incidents.page import IncidentsPage
from ui.incidents.snooze_sheet import SnoozeSheet, read_ahead
from ui.parts.labels import Elided
from ui.seat import Seat

from .fake_desk import FakeDesk
from .fake_incidents import FakeDeed
from .yunchuan import moment

TANK = 6
Home = Callable[[Seat], None]


@pytest.fixture
def page(qtbot: QtBot, seat: Seat, desk: FakeDesk, home: Home) -> IncidentsPage:
    """A leaking tank, an hour and more after both reports to the duty room were due, neither made, nobody having answered."""
    day, deed = desk.incidents, FakeDeed("夜班值班员", moment("14:26"))
    opened = day.open("化工园区储罐泄漏", origin=Origin.PHONE, published=moment("14:20"), kind="D3", deed=deed)
    judged = Judgement(Emergency.ACCIDENT, Level.MAJOR, "市应急管理局", heard_by="值班室主任")
    assert day.confirm(opened.id, judged, deed=FakeDeed("夜班值班员", moment("14:31"))).id == TANK
    desk.ticking.tick(away=frozenset({"值班负责人"}))
    made = IncidentsPage(seat)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    made.open_incident(TANK)
    home(seat)
    return made


def lines(card: CallsCard) -> list[str]:
    return [line.text() for line in card.findChildren(Elided)]


def test_the_band_says_who_was_told_when_and_who_is_next(
    qtbot: QtBot, page: IncidentsPage, seat: Seat, desk: FakeDesk, home: Home
) -> None:
    calls = page.detail.calls
    assert calls.isVisible() and calls.property("tone") == "red"
    assert calls.words.text() == "“电话报告”无人应答，已提级至第 4 层（政府分管领导）；应答后停止呼叫，时限照走。"
    assert lines(calls)[0] == "政府分管领导 18:39"
    desk.clock.forward(minutes=31)
    desk.ticking.tick()
    page.refresh()
    home(seat)
    qtbot.waitUntil(lambda: lines(calls)[0] == "政府分管领导 18:39、19:10")


def test_whoever_was_not_there_stands_in_the_tool_tip(qtbot: QtBot, seat: Seat) -> None:
    matter = Timed()
    matter.tick(180, lambda post: post != "值班负责人")
    for minute in (210, 240, 270, 300, 310):
        matter.tick(minute)
    card = CallsCard(seat)
    qtbot.addWidget(card)
    card.show_climbs(climbs_of(matter.now, matter.acts))
    (line,) = card.findChildren(Elided)
    assert line.text() == "值班负责人 19:20 → 宣传部分管领导 19:30"  # since the deadline was missed
    early = Timed()
    early.tick(180, lambda post: post != "值班负责人")
    card.show_climbs(climbs_of(early.now, early.acts))
    assert any(
        line.toolTip() == "17:20 第 2 层 宣传部分管领导（值班负责人无人在岗）" for line in card.findChildren(Elided)
    )


def test_answering_turns_the_band_quiet_and_says_until_when(
    page: IncidentsPage, seat: Seat, desk: FakeDesk, home: Home
) -> None:
    page.detail.calls.answer.click()
    home(seat)
    home(seat)
    calls = page.detail.calls
    assert calls.property("tone") == "amber" and not calls.answer.isVisible() and calls.isVisible()
    assert calls.words.text() == "已应答，时限照走；到时仍未办再呼叫。"
    views = page.detail.view
    assert views is not None
    (by,) = {climb.by for climb in views.climbs}
    assert by == "夜班值班员" and not any(climb.calling for climb in views.climbs)
    phone = desk.incidents.get(TANK).clock("report_phone")
    assert phone is not None and phone.state is ClockState.BREACHED


def test_calls_are_put_off_to_the_next_mark_at_most(
    page: IncidentsPage, seat: Seat, desk: FakeDesk, home: Home
) -> None:
    page.detail.calls.later.click()
    (sheet,) = page.window().findChildren(SnoozeSheet)
    latest = desk.incidents.latest_snooze(desk.incidents.get(TANK))
    sheet.until.setText((latest + timedelta(minutes=2)).astimezone(desk.zone).strftime("%m-%d %H:%M"))
    sheet.accept()
    home(seat)
    assert "最多暂缓到" in sheet.error.text()
    sheet.until.setText("再说")
    sheet.accept()
    assert "看不懂时间" in sheet.error.text()
    sheet.choices[-1].click()
    assert sheet.until.text() == f"{latest.astimezone(desk.zone):%m-%d %H:%M}"
    sheet.accept()
    home(seat)
    home(seat)
    quiet = {one.quiet_until for one in desk.incidents.get(TANK).escalations}
    assert quiet == {latest.replace(second=0, microsecond=0)}
    assert not page.window().findChildren(SnoozeSheet) or not sheet.isVisible()


def test_a_matter_whose_ladders_rest_shows_no_band(page: IncidentsPage, seat: Seat, home: Home) -> None:
    page.open_incident(3)  # the district, not judged yet
    home(seat)
    assert not page.detail.calls.isVisible()


@pytest.mark.parametrize(
    ("text", "meant"),
    [("20:05", (20, 20, 5)), ("07:30", (21, 7, 30)), ("11-22 06:00", (22, 6, 0)), ("25:00", None), ("", None)],
)
def test_a_time_to_put_off_to_lies_ahead(text: str, meant: tuple[int, int, int] | None) -> None:
    now = datetime(2026, 11, 20, 18, 39, tzinfo=ZoneInfo("Asia/Shanghai"))
    found = read_ahead(text, now)
    assert (None if found is None else (found.day, found.hour, found.minute)) == meant


# --- the system's time


def test_a_deadline_passed_by_a_jump_alone_waits_to_be_confirmed(qtbot: QtBot, seat: Seat) -> None:
    matter = Timed()
    matter.tick(305, doubt=timedelta(hours=2))
    release = matter.now.clock("release")
    assert release is not None
    card = ClockCard(seat, matter.now, release)
    qtbot.addWidget(card)
    card.tick(release.deadline + timedelta(minutes=5))
    assert (card.figures.text(), card.word.text()) == ("−00:05:00", "超时，待确认")


@pytest.fixture
def window(qtbot: QtBot, seat: Seat, home: Home) -> Any:
    made = Window(seat, collect=False)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.quit()


def test_a_jump_of_the_time_is_a_band_until_somebody_says_that_the_time_is_right(
    window: Window, seat: Seat, desk: FakeDesk, home: Home
) -> None:
    window.refresh()
    home(seat)
    assert not window.jumps.isVisible()
    desk.ticking.jumps.jump(hours=2)
    window.refresh()
    home(seat)
    assert window.jumps.isVisible()
    assert window.jumps.words.text().startswith("系统时间向前跳动 2 小时 0 分")
    assert not window.jumps.wrong.isEnabled()  # as long as the time was not set back
    window.jumps.right.click()
    home(seat)
    assert desk.ticking.jumps.settled == [(Settled.CONFIRMED, "", "夜班值班员")]
    home(seat)
    assert not window.jumps.isVisible()


def test_a_time_that_was_wrong_is_rejected_with_a_reason(
    window: Window, seat: Seat, desk: FakeDesk, home: Home
) -> None:
    desk.ticking.jumps.jump(hours=2)
    desk.ticking.jumps.jump(hours=-2)
    window.refresh()
    home(seat)
    assert "此前另有 1 次" in window.jumps.words.text() and window.jumps.wrong.isEnabled()
    window.jumps.wrong.click()
    (sheet,) = window.findChildren(WrongTimeSheet)
    sheet.accept()
    assert sheet.error.text() == "请写明原因。"
    sheet.reason.setPlainText("主板电池失效")
    sheet.accept()
    home(seat)
    assert desk.ticking.jumps.settled == [(Settled.REJECTED, "主板电池失效", "夜班值班员")]


# --- the window ticks where nothing collects


def test_a_window_at_work_pokes_the_clocks_at_once_and_a_picture_of_one_does_not(
    qtbot: QtBot, seat: Seat, desk: FakeDesk, home: Home
) -> None:
    still = Window(seat, collect=False)
    qtbot.addWidget(still)
    still.begin()
    home(seat)
    assert desk.ticking.stood_in == 0
    still.quit()


def test_poking_goes_on_after_a_failure_which_is_told_once(
    qtbot: QtBot, seat: Seat, desk: FakeDesk, home: Home
) -> None:
    standing = StandingIn(seat, cast(Any, seat.work))
    told: list[object] = []
    standing.failed.connect(told.append)
    standing.start()
    home(seat)
    desk.ticking.failing = Unavailable("store_closed")
    for _ in range(3):
        standing.poke()
        home(seat)
    assert (desk.ticking.stood_in, len(told)) == (4, 1)
    desk.ticking.failing = None
    standing.poke()
    home(seat)
    desk.ticking.failing = Unavailable("store_closed")
    standing.poke()
    home(seat)
    assert (desk.ticking.stood_in, len(told)) == (6, 2)
    standing.stop()


def test_a_window_whose_collector_is_not_there_yet_ticks(
    qtbot: QtBot, seat: Seat, desk: FakeDesk, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Window(seat)
    qtbot.addWidget(made)
    monkeypatch.setattr(made, "_start_collecting", lambda: None)
    made.begin()
    home(seat)
    assert desk.ticking.stood_in == 1
    made.quit()
