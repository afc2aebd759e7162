"""时限: the board in the window, and the wall on another display."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QScreen
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from opinion_desk.domain.changes import Changes, Touched
from opinion_desk.domain.commands.judging import Judgement
from opinion_desk.domain.commands.mandates import Received
from opinion_desk.domain.errors import Unavailable
from opinion_desk.domain.incident import ResponseWay
from opinion_desk.domain.origin import Origin
from opinion_desk.domain.release import EvidenceKind
from opinion_desk.services.duty_reading import OnDuty
from ui.clocks.board import ALL, MOST, Board, Wanted, board_of, read
from ui.clocks.legible import (
    OFFICE_MM,
    STEPS,
    Grid,
    digit_share,
    digits_needed,
    grid_for,
    mm_a_dot,
    parts,
    pieces,
    size_that_fits,
)
from ui.clocks.model import BoardModel
from ui.clocks.on_wall import on_wall
from ui.clocks.page import ClocksPage
from ui.clocks.screens import remembered, screen_for_board
from ui.clocks.tile import Group, Stand, Tile, shown, spoken
from ui.clocks.turning import pages_of
from ui.clocks.wall import PAGE_S, Wall
from ui.frame.window import Window
from ui.seat import Seat
from ui.theme import THEME, Mode
from ui.tokens import DARK

from . import yunchuan
from .fake_desk import FakeDesk
from .fake_incidents import FakeDeed
from .yunchuan import NOW

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF

Home = Callable[[Seat], None]
BRIDGE, WATER, SCHOOL, TUNNEL, RUMOUR = 1, 2, 3, 4, 5
OFFICE = digits_needed(OFFICE_MM)
FULL_HD = QSizeF(1880, 948)  # of 1920 x 1080 the heading and the margins are taken away


@pytest.fixture
def page(seat: Seat, qtbot: QtBot, home: Home) -> Iterator[ClocksPage]:
    made = ClocksPage(seat)
    qtbot.addWidget(made)
    made.resize(1364, 848)
    made.show()
    made.shown()
    home(seat)
    yield made
    made.ended()


@pytest.fixture
def wall(page: ClocksPage, seat: Seat, home: Home) -> Wall:
    made = page.open_wall()
    made.showNormal()
    made.dot_mm = OFFICE_MM
    made.resize(1920, 1080)
    home(seat)
    made._beat.stop()
    return made


def many(desk: FakeDesk, count: int) -> None:
    """So many matters more that are owed a response, opened an hour apart."""
    for n in range(count):
        deed = FakeDeed("值班员", NOW - timedelta(hours=1 + n % 40, seconds=n))
        id = desk.incidents.open(f"第 {n + 1} 处路口积水", deed=deed).id
        desk.incidents.confirm(id, Judgement(response=ResponseWay.PUBLIC), deed=deed)


def board(seat: Seat, wanted: Wanted = ALL) -> Board:
    return board_of(seat, read(seat), wanted)


def tile(seat: Seat, incident: int, clock: str) -> Tile:
    return next(t for t in board(seat).tiles if (t.incident_id, t.clock_id) == (incident, clock))


def walled(page: ClocksPage) -> bool:
    return page.wall is not None


# --- what stands on the board


def test_tiles_stand_by_what_is_due_the_most_late_first_and_what_was_met_today_last(seat: Seat) -> None:
    tiles = board(seat).tiles
    waiting = [tile for tile in tiles if tile.met_at is None]
    assert list(tiles[: len(waiting)]) == waiting
    assert [tile.deadline for tile in waiting] == sorted(tile.deadline for tile in waiting)
    assert (tiles[0].title, tiles[0].name) == ("西环隧道车辆起火", "首次权威发布")
    assert tiles[-1].title == "网传全市停水三天不实"


def test_a_tile_says_which_clock_whose_it_is_from_when_and_until_when(seat: Seat) -> None:
    release = tile(seat, BRIDGE, "release")
    assert (release.name, release.badge) == ("首次权威发布", "Ⅱ 重大")
    assert release.matter == "云川大桥引桥施工支架坍塌 · 市住房和城乡建设局"
    assert (release.began, release.aim, release.latest) == ("起 14:20 首发", "力争 17:20", "最迟 19:20")
    conference = tile(seat, BRIDGE, "conference")
    assert (conference.began, conference.aim, conference.latest) == ("起 14:20 首发", "", "最迟 明天 14:20")
    assert "国办发〔2016〕80号" in release.ground


def test_it_says_how_a_clock_stands_by_its_figures_and_a_word_and_not_by_colour_alone(seat: Seat) -> None:
    late, near = shown(tile(seat, TUNNEL, "release"), NOW), shown(tile(seat, BRIDGE, "release"), NOW)
    assert (late.stand, late.figures, late.word) == (Stand.LATE, "−00:13:06", "超时")
    assert (near.stand, near.figures, near.word) == (Stand.NEAR, "00:40:54", "临期")
    assert shown(tile(seat, BRIDGE, "conference"), NOW).stand is Stand.RUNNING
    past = shown(tile(seat, BRIDGE, "release"), NOW - timedelta(hours=1))
    assert (past.stand, past.word) == (Stand.PAST_TARGET, "力争已过")


def test_a_met_clock_says_how_long_it_took_how_early_it_was_and_where_the_evidence_is(
    seat: Seat, desk: FakeDesk, tmp_path: Path
) -> None:
    desk.incidents.answer(
        BRIDGE, EvidenceKind.RELEASE, "情况通报", file=tmp_path / "通报.pdf", deed=FakeDeed("夜班值班员")
    )
    met = tile(seat, BRIDGE, "release")
    assert (shown(met, NOW).stand, shown(met, NOW).figures) == (Stand.MET, "用时 04:19")
    assert (met.aim, met.latest) == ("18:39 完成", "提前 40 分")
    assert met.stands == "情况通报 · 存证 5c0e…0000"
    assert tile(seat, RUMOUR, "response").stands == "辟谣信息 · fabu.yunchuan.example/1"


def test_the_reply_to_a_paper_from_above_counts_from_when_it_came(seat: Seat, desk: FakeDesk) -> None:
    paper = Received(Origin.INSTRUCTION, "市委主要负责人", "〔2026〕批字8号", "请速核实")
    desk.incidents.receive(WATER, paper, deed=FakeDeed("值班员"))
    assert tile(seat, WATER, "mandate:1").began == "起 18:39 收文"


def test_who_is_on_duty_is_not_said_twice_where_the_post_names_the_shift(
    seat: Seat, desk: FakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "on_duty", lambda: OnDuty("夜班值班员", "夜班", yunchuan.moment("22:00")))
    assert board(seat).duty == "夜班值班员 · 22:00 交接"


def test_a_report_that_was_made_says_to_whom_and_how(seat: Seat) -> None:
    assert tile(seat, BRIDGE, "report_phone").stands == "报党委政府值班室 · 电话"
    assert tile(seat, BRIDGE, "report_first").stands == "报党委政府值班室 · 公文系统"


def test_signatures_of_units_do_not_push_off_the_board_what_the_public_was_told_today(
    seat: Seat, desk: FakeDesk
) -> None:
    for unit in (yunchuan.WATER, "东湖街道办事处"):
        desk.incidents.acknowledge(WATER, unit, deed=FakeDeed("值班员"))
    met = [t for t in board(seat).tiles if t.met_at is not None]
    assert len(met) == 12
    assert met[-1].title == "网传全市停水三天不实"  # the first of the day
    assert [t.met_at for t in met] == sorted((t.met_at or NOW for t in met), reverse=True)


def test_a_clock_that_was_met_late_says_so(seat: Seat, desk: FakeDesk) -> None:
    desk.incidents.tick()
    desk.incidents.answer(
        TUNNEL, EvidenceKind.RELEASE, "情况通报", address="https://fabu.yunchuan.example/2", deed=FakeDeed("值班员")
    )
    met = tile(seat, TUNNEL, "release")
    assert (shown(met, NOW).stand, shown(met, NOW).word, met.latest) == (Stand.MET_LATE, "超时完成", "超时 13 分")


def test_what_was_met_yesterday_is_gone_today(seat: Seat, desk: FakeDesk) -> None:
    desk.clock.forward(hours=6)
    assert [tile.title for tile in board(seat).tiles if tile.met_at is not None] == []


def test_where_a_clock_stands_is_the_state_of_its_unit_or_the_last_act(seat: Seat, desk: FakeDesk) -> None:
    assert tile(seat, WATER, f"receipt:{yunchuan.WATER}").stands == "已交办 18:20 · 待签收"
    assert tile(seat, BRIDGE, "release").stands == "17:08 报回应稿：情况通报初稿已送"
    assert tile(seat, TUNNEL, "release").stands == "已核定 13:35 · 待交办"
    desk.incidents.acknowledge(WATER, yunchuan.WATER, deed=FakeDeed("值班员"))
    assert tile(seat, WATER, "response").stands == "已签收 18:39 · 办理中"
    desk.incidents.reply(WATER, "东湖街道办事处", "已入户取水样", deed=FakeDeed("值班员"))
    assert tile(seat, WATER, "response").stands == "18:39 东湖街道办事处报核实情况：已入户取水样"


def test_a_ladder_that_climbs_says_how_far_and_whom_it_told_until_somebody_answers(seat: Seat, desk: FakeDesk) -> None:
    desk.incidents.tick()
    assert tile(seat, TUNNEL, "release").stands == "已提级至第 2 层 · 宣传部分管领导 · 18:39 · 待应答"
    desk.incidents.answer_call(TUNNEL, deed=FakeDeed("值班员"))
    assert tile(seat, TUNNEL, "release").stands == "已应答 18:39 · 已核定 13:35 · 待交办"


def test_the_heading_counts_the_whole_desk_whatever_is_wanted(seat: Seat) -> None:
    for wanted in (ALL, Wanted(late=True), Wanted(Group.ASSIGNED)):
        counts = board(seat, wanted).counts(NOW)
        assert (counts.matters, counts.near, counts.late) == (5, 1, 1)
    assert board(seat).counts(NOW + timedelta(hours=1)).late == 2
    assert board(seat).duty == "夜班 值班员 · 明天 08:00 交接"


def test_wanted_are_those_of_a_document_those_of_an_assignment_those_of_a_unit_and_the_late_ones(seat: Seat) -> None:
    def names(wanted: Wanted) -> set[str]:
        return {tile.name for tile in board(seat, wanted).tiles}

    assert names(Wanted(Group.LEGAL)) == {"首次权威发布", "新闻发布会", "48小时回应", "电话报告", "书面初报"}
    assert names(Wanted(Group.ASSIGNED)) == {"签收", "核实", "回应稿", "办结"}
    assert {t.owed_by for t in board(seat, Wanted(unit=yunchuan.WATER)).tiles} == {"云川水务集团有限公司"}
    assert [t.incident_id for t in board(seat, Wanted(late=True)).tiles] == [TUNNEL]


def test_of_very_many_clocks_the_nearest_are_listed_and_the_others_counted(seat: Seat, desk: FakeDesk) -> None:
    many(desk, MOST)
    made = board(seat)
    waiting = [tile for tile in made.tiles if tile.met_at is None]
    assert len(waiting) == MOST
    assert made.left_out == len(desk.incidents.running()) - MOST
    desk.clock.forward(hours=72)
    late = [clock for _, clock in desk.incidents.running() if clock.deadline < desk.clock.now()]
    assert len(late) > MOST
    assert len(board(seat).tiles) == len(late)  # late ones are never left out
    assert board(seat).left_out == len(desk.incidents.running()) - len(late)


def test_of_more_clocks_than_are_read_the_others_are_counted_and_the_figures_stay_true(
    seat: Seat, desk: FakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = board(seat)
    there, late = len(desk.incidents.running()), whole.counts(NOW).late
    for most in range(late + 1):
        monkeypatch.setattr("ui.clocks.board._MOST_READ", most)
        made = board(seat)
        assert len([tile for tile in made.tiles if tile.met_at is None]) == most
        assert made.left_out == there - most
        assert made.counts(NOW) == whole.counts(NOW)
        assert made.matters == whole.matters


def test_a_tile_is_read_aloud_whole(seat: Seat) -> None:
    assert spoken(tile(seat, TUNNEL, "release"), NOW) == (
        "首次权威发布，Ⅰ 特别重大，西环隧道车辆起火 · 涉事责任单位，已超时 13 分，起 13:26 首发，力争 16:26，最迟 18:26，"
        "已核定 13:35 · 待交办"
    )


def test_the_model_keeps_the_rules_of_qt_and_a_new_reading_of_the_same_clocks_is_no_reset(
    seat: Seat, desk: FakeDesk, qtbot: QtBot
) -> None:
    model = BoardModel(seat.now)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_tiles(board(seat).tiles)
    resets, changed = list[int](), list[int]()
    model.modelReset.connect(lambda: resets.append(1))
    model.dataChanged.connect(lambda index, _last: changed.append(index.row()))
    desk.incidents.urge(WATER, yunchuan.WATER, deed=FakeDeed("值班员"))
    fresh = board(seat).tiles
    model.show_tiles(fresh)
    assert resets == []
    assert changed == [n for n, t in enumerate(fresh) if "催办" in t.stands]
    model.show_tiles(fresh[1:])
    assert resets == [1]
    assert "国办发" in str(model.index(0).data(Qt.ItemDataRole.ToolTipRole))
    assert tester is not None


# --- legible at five metres


def test_a_digit_seen_under_twenty_minutes_of_arc_from_five_metres_is_29_mm_high() -> None:
    assert digits_needed(1.0) == pytest.approx(29.09, abs=0.01)
    assert pytest.approx(105, abs=1) == OFFICE


@pytest.mark.parametrize("count", range(1, 13))
def test_on_an_office_display_up_to_twelve_countdowns_stand_large_enough_for_five_metres(
    looks: None, count: int
) -> None:
    grid = grid_for(count, FULL_HD, OFFICE)
    assert grid.seats >= count
    assert grid.digits >= OFFICE
    cell = grid.cell(FULL_HD)
    places = parts(_rect(cell), close=grid.close)
    for figures in ("−00:12:48", "41:07:00", "−23:59:59", "00:41:07", "99:59:59", "4天15时", "−31天23时"):
        size = size_that_fits(places.figures, pieces(figures, plain=grid.plain))
        assert int(size) * digit_share() >= OFFICE - 1, figures


def _rect(size: QSizeF) -> QRectF:
    from PySide6.QtCore import QPointF, QRectF

    return QRectF(QPointF(0, 0), size)


def test_fewer_tiles_stand_larger(looks: None) -> None:
    digits = [grid_for(step, FULL_HD, OFFICE).digits for step in STEPS]
    assert digits[:4] == sorted(digits[:4], reverse=True)
    assert digits[0] > 2 * digits[-1]


def test_a_display_too_small_for_all_shows_fewer_a_page_and_each_large_enough(looks: None) -> None:
    grid = grid_for(12, QSizeF(1240, 600), OFFICE)
    assert grid.seats < 12
    assert grid.digits >= OFFICE


def test_parts_of_a_tile_lie_below_each_other_and_inside_it(looks: None) -> None:
    for close in (False, True):
        made = parts(_rect(QSizeF(600, 236)), close=close)
        rows = [r for r in (made.head, made.matter, made.figures, made.bar, made.marks, made.stands) if r is not None]
        assert all(one.bottom() <= other.top() + 0.01 for one, other in pairwise(rows))
        assert all(made.body.contains(row) for row in rows)


@pytest.mark.parametrize(
    ("figures", "large"),
    [
        ("19:41:07", "19:41"),
        ("00:41:07", "41:07"),
        ("−00:12:48", "−12:48"),
        ("−05:12:48", "−05:12"),
        ("4天15时", "415"),
        ("−31天23时", "−3123"),
        ("用时 01:37", "用时 01:37"),
    ],
)
def test_where_not_all_figures_fit_large_those_that_weigh_most_do(figures: str, large: str) -> None:
    assert "".join(text for text, is_large in pieces(figures, plain=False) if is_large) == large


def test_a_display_that_does_not_tell_its_size_counts_as_one_of_the_office() -> None:
    assert mm_a_dot(None) == OFFICE_MM


# --- what goes on a wall, and its pages


def test_the_wall_shows_all_that_the_desk_owes_and_no_step_of_a_unit_that_has_time(seat: Seat) -> None:
    tiles = board(seat).tiles
    assert {t.name for t in tiles if t.group is Group.ASSIGNED and t.met_at is None} == {
        "签收",
        "核实",
        "回应稿",
        "办结",
    }
    assert list(on_wall(tiles, NOW)) == [t for t in tiles if t.group is not Group.ASSIGNED]


def test_of_the_steps_that_press_the_wall_shows_the_most_pressing_of_each_matter_and_counts_the_others(
    seat: Seat, desk: FakeDesk
) -> None:
    def steps(now: datetime) -> list[tuple[int, str, str]]:
        shown_now = on_wall(board(seat).tiles, now)
        return [(t.incident_id, t.name, t.stands) for t in shown_now if t.group is Group.ASSIGNED]

    due = yunchuan.moment("20:20")
    assert steps(due - timedelta(hours=1)) == []
    receipts = (WATER, "签收", "本件另有 1 项待办 · 已交办 18:20 · 待签收")
    assert steps(due - timedelta(minutes=59)) == [receipts]
    assert steps(due + timedelta(minutes=5)) == [receipts]
    desk.incidents.acknowledge(WATER, "东湖街道办事处", deed=FakeDeed("值班员"))
    assert steps(due) == [(WATER, "签收", "已交办 18:20 · 待签收")]


def test_late_tiles_stand_first_on_every_page_and_no_tile_is_left_out(seat: Seat, desk: FakeDesk) -> None:
    many(desk, 30)
    tiles = board(seat).tiles
    later = NOW + timedelta(hours=1)
    pages = pages_of(tiles, 12, later)
    late = [t for t in tiles if t.met_at is None and t.deadline < later]
    assert len(late) == 2
    assert all(list(page[:2]) == late and len(page) <= 12 for page in pages)
    assert {t.key for page in pages for t in page} == {t.key for t in tiles}
    assert sum(map(len, pages)) == len(tiles) + 2 * (len(pages) - 1)


def test_more_late_tiles_than_room_take_turns_most_late_first(seat: Seat, desk: FakeDesk) -> None:
    many(desk, 30)
    tiles = board(seat).tiles
    pages = pages_of(tiles, 12, NOW + timedelta(days=3))
    assert [t for page in pages for t in page] == list(tiles)


def test_nothing_on_the_board_is_one_empty_page() -> None:
    assert pages_of((), 12, NOW) == ((),)


# --- the page


def test_the_page_shows_the_board_and_counts_on_with_the_desks_clock(page: ClocksPage, desk: FakeDesk) -> None:
    assert page.heading.time == "2026-11-20 18:39:06"
    assert len(page.view.board.tiles) == len(board(page.seat).tiles)
    desk.clock.forward(seconds=7)
    page.tick(desk.clock.now())
    assert page.heading.time == "2026-11-20 18:39:13"
    assert shown(page.view.board.tiles[1], desk.clock.now()).figures == "00:40:47"


def test_a_second_repaints_figures_alone_and_nothing_of_what_was_met(
    page: ClocksPage, desk: FakeDesk, qtbot: QtBot, home: Home
) -> None:
    many(desk, 60)
    page.refresh()
    home(page.seat)
    page.view.tick(desk.clock.now())
    qtbot.wait(50)
    before = dict(page.view.delegate.painted)

    def since() -> dict[str, int]:
        qtbot.wait(50)
        return {part: count - before[part] for part, count in page.view.delegate.painted.items()}

    desk.clock.forward(seconds=1)
    asked = page.view.tick(desk.clock.now())
    rows = -(-page.view.viewport().height() // page.view.delegate.cell.height())
    assert 0 < asked <= page.view.delegate.grid.columns * (rows + 1)
    once = since()
    assert (once["whole"], once["figures"]) == (0, asked)
    assert once["bar"] <= 2
    assert page.view.tick(desk.clock.now()) == 0
    assert since() == once


def test_a_tile_whose_stand_changes_is_painted_whole(page: ClocksPage, desk: FakeDesk, qtbot: QtBot) -> None:
    page.view.tick(desk.clock.now())
    qtbot.wait(50)
    before = page.view.delegate.painted["whole"]
    desk.clock.forward(minutes=41)  # the bridge is late now, the two receipts have an hour left
    page.view.tick(desk.clock.now())
    qtbot.wait(50)
    assert page.view.delegate.painted["whole"] - before == 3


def test_arrows_move_between_tiles_and_enter_opens_the_matter(page: ClocksPage) -> None:
    opened: list[tuple[int, str]] = []
    page.incident_requested.connect(lambda id, then: opened.append((id, then)))
    assert page.view.currentIndex().row() == 0
    QTest.keyClick(page.view, Qt.Key.Key_Right)
    assert page.view.currentIndex().row() == 1
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    assert opened == [(BRIDGE, "")]
    QTest.keyClick(page.view, Qt.Key.Key_Down)
    assert page.view.currentIndex().row() == 1 + page.view.delegate.grid.columns
    QTest.keyClick(page.view, Qt.Key.Key_Up)
    QTest.keyClick(page.view, Qt.Key.Key_Left)
    spot = page.view.visualRect(page.view.board.index(0)).center()
    QTest.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)
    assert opened[-1] == (TUNNEL, "")


def test_the_tiles_fill_the_width_of_the_page(page: ClocksPage) -> None:
    first_row = {page.view.visualRect(page.view.board.index(n)).top() for n in range(page.view.delegate.grid.columns)}
    assert len(first_row) == 1
    assert page.view.delegate.grid.columns == 4


def test_a_filter_is_one_click_and_its_group_is_remembered(
    page: ClocksPage, seat: Seat, qtbot: QtBot, home: Home
) -> None:
    page.groups[Group.ASSIGNED].click()
    home(seat)
    assert {t.name for t in page.view.board.tiles} == {"签收", "核实", "回应稿", "办结"}
    again = ClocksPage(seat)
    qtbot.addWidget(again)
    assert again.wanted.group is Group.ASSIGNED
    page.groups[None].click()
    page.late.click()
    home(seat)
    assert [t.incident_id for t in page.view.board.tiles] == [TUNNEL]
    page.late.click()
    page.units.choose(yunchuan.WATER)
    page.units.activated.emit(page.units.currentIndex())
    home(seat)
    assert {t.title for t in page.view.board.tiles} == {"东湖水厂片区自来水异味"}
    assert page.units.chosen == yunchuan.WATER


def test_an_empty_board_says_what_to_do_and_a_filter_that_finds_nothing_says_how_to_loosen_it(
    page: ClocksPage, empty_seat: Seat, seat: Seat, qtbot: QtBot, home: Home
) -> None:
    page.groups[Group.ASSIGNED].click()
    page.late.click()
    home(seat)
    assert page._stack.currentWidget() is page._nothing
    assert page._nothing._title.text() == "没有符合筛选的时限"
    empty = ClocksPage(empty_seat)
    qtbot.addWidget(empty)
    empty.show()
    empty.shown()
    home(empty_seat)
    assert empty._nothing._title.text() == "当前没有运行中的时限"
    assert "核定" in empty._nothing._words.text()


def test_a_clock_that_becomes_late_and_a_change_elsewhere_are_read_again(
    page: ClocksPage, desk: FakeDesk, seat: Seat, qtbot: QtBot, home: Home
) -> None:
    desk.incidents.acknowledge(WATER, yunchuan.WATER, deed=FakeDeed("值班员"))
    page.changed(Changes(frozenset({Touched.CLOCKS})))
    qtbot.waitUntil(lambda: any("已签收 18:39" in t.stands for t in page.view.board.tiles))
    page.late.click()
    home(seat)
    assert len(page.view.board.tiles) == 1
    desk.clock.forward(minutes=41)
    page.tick(desk.clock.now())
    home(seat)
    assert len(page.view.board.tiles) == 2


def test_a_board_that_cannot_be_read_says_why_and_is_read_by_trying_again(
    page: ClocksPage, desk: FakeDesk, seat: Seat, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(limit: int) -> tuple[object, ...]:
        raise Unavailable("store_closed")

    with monkeypatch.context() as broken:
        broken.setattr(desk.incidents, "nearest", closed)
        page.refresh()
        home(seat)
        assert page.bar.words
    shown_before = page.view.board.tiles
    page.bar.retry()
    home(seat)
    assert page.bar.words == ""
    assert page.view.board.tiles == shown_before


def test_the_place_of_the_rail_leads_here_and_a_tile_to_its_matter(seat: Seat, qtbot: QtBot, home: Home) -> None:
    window = Window(seat, collect=False)
    qtbot.addWidget(window)
    window.show()
    home(seat)
    window.strip.more_requested.emit()
    home(seat)
    page = window.stack.currentWidget()
    assert isinstance(page, ClocksPage)
    page.view.opened.emit(BRIDGE)
    home(seat)
    assert window.stack.currentWidget() is window.pages["incidents"]


# --- the wall


def test_the_wall_is_dark_whatever_the_theme_and_shows_the_same_whatever_the_page_wants(
    page: ClocksPage, wall: Wall, seat: Seat, home: Home
) -> None:
    assert THEME.mode is Mode.LIGHT
    page.late.click()
    home(seat)
    assert [t.key for one in wall.pages for t in one] == [t.key for t in on_wall(board(seat).tiles, NOW)]
    image = wall.grab().toImage()
    assert image.pixelColor(3, 3).name().upper() == DARK.ground
    assert wall.heading.duty == "夜班 值班员 · 明天 08:00 交接"


def test_the_digits_of_the_wall_are_large_enough_for_five_metres(wall: Wall) -> None:
    grid: Grid = wall.view.delegate.grid
    assert grid.digits >= OFFICE
    assert len(wall.pages) == 1


def test_the_pages_of_the_wall_turn_by_themselves_and_a_key_makes_them_wait(
    page: ClocksPage, wall: Wall, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    many(desk, 20)
    page.refresh()
    home(seat)
    assert len(wall.pages) == 3
    assert wall.view.board.tiles[0].incident_id == TUNNEL

    def after(seconds: int) -> int:
        for _ in range(seconds):
            desk.clock.forward(seconds=1)
            wall.tick(desk.clock.now())
        return wall.page

    assert after(PAGE_S - 1) == 0
    assert after(1) == 1
    assert wall.view.board.tiles[0].incident_id == TUNNEL
    wall._turn(1)
    assert after(PAGE_S) == 2
    assert after(20) == 0
    assert wall.foot.accessibleName() == "第 1 页，共 3 页"


def test_the_wall_beats_at_the_next_full_second_of_the_desks_clock(wall: Wall, desk: FakeDesk) -> None:
    desk.clock.forward(milliseconds=640)
    wall._next_beat()
    assert wall._beat.interval() == 362
    wall._beat.stop()


def test_escape_takes_the_wall_away_and_the_button_fills_a_display_with_it(page: ClocksPage, wall: Wall) -> None:
    wall.activateWindow()
    QTest.keyClick(wall, Qt.Key.Key_Escape)
    assert not walled(page)
    page.show_wall.click()
    assert walled(page)
    assert cast("Wall", page.wall).isFullScreen()
    page.ended()
    assert not walled(page)


def test_f11_brings_the_wall_and_takes_it_away(page: ClocksPage) -> None:
    page.activateWindow()
    QTest.keyClick(page, Qt.Key.Key_F11)
    assert walled(page)
    QTest.keyClick(cast("Wall", page.wall), Qt.Key.Key_F11)
    assert not walled(page)


def test_a_matter_opened_from_a_wall_that_covers_the_window_takes_the_wall_away(page: ClocksPage, wall: Wall) -> None:
    opened: list[int] = []
    page.incident_requested.connect(lambda id, _then: opened.append(id))
    wall.view.choose(0)
    QTest.keyClick(wall.view, Qt.Key.Key_Return)
    assert opened == [TUNNEL]
    assert not walled(page)


def test_midnight_changes_the_words_of_the_days(
    page: ClocksPage, wall: Wall, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    assert tile(seat, BRIDGE, "conference").latest == "最迟 明天 14:20"
    desk.clock.forward(hours=6)
    wall.tick(desk.clock.now())
    home(seat)
    latest = [t.latest for t in wall.pages[0] if t.clock_id == "conference" and t.incident_id == BRIDGE]
    assert latest == ["最迟 14:20"]


def test_a_step_comes_to_the_wall_at_the_second_when_an_hour_is_left(wall: Wall, desk: FakeDesk) -> None:
    def steps() -> list[str]:
        return [t.name for one in wall.pages for t in one if t.group is Group.ASSIGNED]

    desk.clock.instant = yunchuan.moment("19:20")
    wall.tick(desk.clock.now())
    assert steps() == []
    desk.clock.forward(seconds=1)
    wall.tick(desk.clock.now())
    assert steps() == ["签收"]


def test_a_wall_without_anything_pressing_says_when_the_steps_of_units_come(wall: Wall, seat: Seat) -> None:
    whole = board(seat)
    far = tuple(t for t in whole.tiles if t.group is Group.ASSIGNED and t.met_at is None)
    empty = wall.grab().toImage()
    wall.show_board(replace(whole, tiles=far))
    assert wall.pages == ((),)
    assert wall.words == "本台没有要盯的时限；交办单位的各步到期前一小时出现在这里。"
    assert wall.grab().toImage() != empty
    wall.show_board(replace(whole, tiles=()))
    assert wall.words.startswith("当前没有运行中的时限")


def test_nobody_has_chosen_a_tile_of_the_wall_until_a_key_is_pressed(wall: Wall) -> None:
    assert not wall.view.delegate.rings
    QTest.keyClick(wall.view, Qt.Key.Key_Down)
    assert wall.view.delegate.rings


def test_the_display_is_kept_awake_while_the_wall_is_shown_and_no_longer(
    wall: Wall, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not wall.awake.held  # offscreen there is none
    asked: list[str] = []
    monkeypatch.setattr("ui.clocks.awake.sys.platform", "linux")
    monkeypatch.setattr("ui.clocks.awake.QGuiApplication.platformName", lambda: "xcb")
    monkeypatch.setattr("ui.clocks.awake._ask_session_bus", lambda: asked.append("hold"))
    monkeypatch.setattr("ui.clocks.awake._leave_session_bus", lambda: asked.append("let go"))
    wall.hide()
    wall.showNormal()
    wall.close()
    assert asked == ["hold", "let go"]


class Display:
    def __init__(self, name: str) -> None:
        self._name = name

    def name(self) -> str:
        return self._name


def test_the_board_goes_to_the_display_chosen_before_else_to_one_that_is_not_the_windows() -> None:
    own, second, third = (cast("QScreen", Display(name)) for name in ("HDMI-1", "DP-1", "DP-2"))
    assert screen_for_board([own, second, third], own, "DP-2") is third
    assert screen_for_board([own, second, third], own, "") is second
    assert screen_for_board([own, second], own, "HDMI-1") is second
    assert screen_for_board([own, second], own, "gone") is second
    assert screen_for_board([own], own, "DP-2") is own


def test_a_display_that_is_unplugged_takes_the_wall_with_it_and_says_so(page: ClocksPage, wall: Wall) -> None:
    page._screen_gone(cast("QScreen", Display("another")))
    assert walled(page)
    page._screen_gone(cast("QScreen", Display(page._wall_on)))
    assert not walled(page)
    assert "已断开" in page.bar.words


def test_the_only_display_is_not_remembered_as_a_choice(page: ClocksPage, wall: Wall, seat: Seat) -> None:
    assert remembered(seat) == ""
