"""研判台: what is read out of a pasted text, its words in it, and teaching."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from opinion_desk.domain.errors import Unavailable
from opinion_desk.domain.verdict import Reason, Scored, Verdict
from ui.inbox.correction import CorrectionSheet, FunctionSheet
from ui.seat import Seat
from ui.units.bench import BenchView
from ui.units.bench_text import LONGEST, _utf16
from ui.units.examples import EXAMPLES
from ui.units.verdict_parts import parts_of
from ui.words import sureness

from .fake_desk import FakeDesk
from .fake_learning import reading
from .showing import InWindow

Home = Callable[[Seat], None]
SHUT_OFF = "东湖小区停水三天\n居民用水困难。"
COLLAPSE = "脚手架坍塌\n事故造成2人死亡，正在搜救。"


@pytest.fixture
def bench(seat: Seat, in_window: InWindow) -> BenchView:
    return in_window(BenchView(seat), 1200, 700)


def words_on(bench: BenchView) -> list[str]:
    return [made.text() for made in bench.card.findChildren(QLabel) if not made.isHidden()]


def chips_on(bench: BenchView) -> list[str]:
    made = [item.widget() for place in range(bench._chips.count()) if (item := bench._chips.itemAt(place)) is not None]
    return [chip.text() for chip in made if isinstance(chip, QLabel)]


def press(bench: BenchView, key: Qt.Key, seat: Seat, home: Home) -> None:
    bench.window().activateWindow()
    bench.text.setFocus()
    QTest.keyClick(bench.text, key, Qt.KeyboardModifier.ControlModifier)
    home(seat)


def test_reading_begins_when_typing_stops_and_the_first_line_is_the_title(
    bench: BenchView, desk: FakeDesk, seat: Seat, home: Home, qtbot: QtBot
) -> None:
    bench.source.setText("12345热线")
    QTest.keyClicks(bench.text, "tap ")
    bench.text.insertPlainText(SHUT_OFF)
    assert desk.texts.asked == []
    assert bench._still.isActive()
    assert bench._still.interval() == 300
    qtbot.waitUntil(lambda: bench.reading is not None)
    home(seat)
    assert desk.texts.asked == [("tap 东湖小区停水三天", "居民用水困难。", "12345热线")]


def test_ctrl_enter_reads_at_once(bench: BenchView, desk: FakeDesk, seat: Seat, home: Home) -> None:
    bench.text.setPlainText(SHUT_OFF)
    press(bench, Qt.Key.Key_Return, seat, home)
    assert not bench._still.isActive()
    assert len(desk.texts.asked) == 1


def test_the_card_says_the_unit_the_rule_with_its_clause_and_what_must_be_done(
    bench: BenchView, seat: Seat, home: Home
) -> None:
    bench.show_text(COLLAPSE)
    home(seat)
    words = words_on(bench)
    assert {"市住房和城乡建设局", "把握大 86%", "坍塌 +1.9"} <= set(words)
    assert "依据 R1：任何政务舆情，归所在地、按层级、由主管者负责。" in words
    assert "出处：云川市政务公开实施意见 · 云政办〔2025〕7号 · 二（一）5" in words
    assert {"D3 重大问题", "应当：调查处置情况及时发布", "S5 突发事件"} <= set(words)
    assert {"事故灾难 · 初判 Ⅱ 级", "级别依据：2人死亡"} <= set(words)
    assert "城乡建设 83%　突发事件 40%" in words
    assert {"R8", "特别重大或重大突发事件，主要负责人带头发声"} <= set(words)
    assert "1. 市应急管理局　31% · R5" in words
    assert bench._model.text() == "由 自带模型 1.2 研判"
    assert chips_on(bench) == ["把握足够", "初判 Ⅱ 级", "本地"]


def test_a_text_that_points_nowhere_says_so_and_asks_a_person_to_look(bench: BenchView, seat: Seat, home: Home) -> None:
    bench.show_text("今天天气不错")
    home(seat)
    assert bench.card.rows[0].part.answer == "未定"
    assert chips_on(bench)[0] == "请人看一眼"


def test_choosing_a_part_marks_its_words_alone_and_escape_those_of_all(
    bench: BenchView, seat: Seat, home: Home
) -> None:
    bench.show_text(COLLAPSE)
    home(seat)
    assert set(bench.text.marked) == {"坍塌", "死亡"}
    attitude = next(row for row in bench.card.rows if row.part.id == "attitude")
    attitude.setFocus()
    assert bench.text.marked == ("死亡",)
    assert attitude.property("on") == "true"
    QTest.keyClick(attitude, Qt.Key.Key_Escape)
    assert set(bench.text.marked) == {"坍塌", "死亡"}


def test_the_arrow_keys_walk_along_the_parts(bench: BenchView, seat: Seat, home: Home) -> None:
    bench.show_text(COLLAPSE)
    home(seat)
    first, second = bench.card.rows[:2]
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert second.hasFocus()
    QTest.keyClick(second, Qt.Key.Key_Up)
    QTest.keyClick(first, Qt.Key.Key_Up)
    assert first.hasFocus()


def test_a_reading_that_comes_late_does_not_overwrite_a_newer_one(
    bench: BenchView, desk: FakeDesk, seat: Seat, home: Home, qtbot: QtBot
) -> None:
    held, begun = Event(), Event()

    def wait_for_the_first(title: str) -> None:
        if "停水" in title:
            begun.set()
            assert held.wait(5)

    desk.texts.before = wait_for_the_first
    bench.show_text(SHUT_OFF)
    assert begun.wait(5)
    bench.show_text(COLLAPSE)
    qtbot.waitUntil(lambda: bench.reading is not None)
    held.set()
    home(seat)
    assert bench.reading is not None
    assert bench.reading.words == COLLAPSE
    assert bench.card.rows[0].part.answer == "市住房和城乡建设局"


def test_a_reading_of_a_text_that_was_cleared_meanwhile_is_not_shown(
    bench: BenchView, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    held = Event()
    desk.texts.before = lambda _title: held.wait(5)
    bench.show_text(SHUT_OFF)
    bench.text.clear()
    bench.read()
    held.set()
    home(seat)
    assert bench.reading is None
    assert bench._side.currentIndex() == 0


def test_the_window_can_be_closed_while_a_text_is_read(bench: BenchView, desk: FakeDesk, seat: Seat) -> None:
    held, begun = Event(), Event()

    def wait(_title: str) -> None:
        begun.set()
        held.wait(5)

    desk.texts.before = wait
    bench.show_text(SHUT_OFF)
    assert begun.wait(5)
    bench.window().close()
    held.set()
    seat.work.finish()
    assert not seat.work.busy
    assert bench.reading is None


def test_a_failure_stands_above_the_text_and_trying_again_reads_it(
    bench: BenchView, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    bench.show_text(COLLAPSE)
    home(seat)
    desk.texts.failure = Unavailable("store_closed")
    bench.show_text(SHUT_OFF)
    home(seat)
    assert bench.bar.words
    assert bench._state.text() == ""
    assert bench._side.currentIndex() == 0  # nothing of the text before stands beside this one
    desk.texts.failure = None
    bench.bar.retry()
    home(seat)
    assert bench.reading is not None
    assert bench.bar.words == ""


def test_every_example_is_read_with_one_click(bench: BenchView, desk: FakeDesk, seat: Seat, home: Home) -> None:
    for _name, text in EXAMPLES:
        bench.show_text(text)
        home(seat)
    assert [asked[0] for asked in desk.texts.asked] == [text.partition("\n")[0] for _, text in EXAMPLES]


def test_a_pasted_text_longer_than_the_bench_takes_is_cut_and_said_so(bench: BenchView) -> None:
    pasted = QMimeData()
    pasted.setText("长" * (LONGEST + 5))
    bench.text.insertFromMimeData(pasted)
    assert len(bench.text.words) == LONGEST
    assert bench.bar.words == "文字太长，只取前 10 万字。"
    assert bench.text.verticalScrollBar().value() == 0  # it is read from its title
    bench.text.clear()
    assert bench.bar.words == ""


def test_marks_stand_on_their_words_behind_characters_that_qt_counts_twice(bench: BenchView) -> None:
    bench.text.setPlainText("😀😀停水😀\n停水")
    bench.text.mark((Reason("topics", "停水", 2, 4, 1.0), Reason("topics", "停水", 6, 8, 1.0)))
    assert bench.text.marked == ("停水", "停水")
    bench.text.mark((Reason("topics", "?", 7, 90, 1.0),))
    assert not bench.text.marked


@given(st.text(max_size=40))
def test_each_code_point_begins_where_qt_counts_it(text: str) -> None:
    expected = [sum(2 if ord(c) > 0xFFFF else 1 for c in text[:n]) for n in range(len(text) + 1)]
    assert _utf16(text) == expected


def test_what_a_person_says_is_kept_as_one_sample_with_all_answers(
    bench: BenchView, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    bench.show_text(SHUT_OFF)
    home(seat)
    press(bench, Qt.Key.Key_T, seat, home)
    first = bench.window().findChild(CorrectionSheet)
    assert first is not None
    assert "发声方" not in [made.text() for made in first.findChildren(QLabel)]
    QTest.keyClicks(first, "2")
    home(seat)
    bench.teach()
    again = next(sheet for sheet in bench.window().findChildren(CorrectionSheet) if sheet.isVisible())
    QTest.keyClicks(again, "d")
    home(seat)
    sheet = bench.window().findChild(FunctionSheet)
    assert sheet is not None
    sheet.search.setText("供水")
    sheet.accept()
    home(seat)
    told = {"title": "东湖小区停水三天", "body": "居民用水困难。", "by": "夜班值班员", "attitude": "neutral"}
    assert desk.learning.taught == [told, {**told, "function": "water_supply"}]
    assert bench.bar.words.startswith("已记为样本：中性，供水。")


def test_another_text_begins_with_nothing_said(bench: BenchView, desk: FakeDesk, seat: Seat, home: Home) -> None:
    for text in (SHUT_OFF, COLLAPSE):
        bench.show_text(text)
        home(seat)
        bench.teach()
        sheet = next(sheet for sheet in bench.window().findChildren(CorrectionSheet) if sheet.isVisible())
        QTest.keyClicks(sheet, "1" if text == SHUT_OFF else "w")
        home(seat)
    assert "attitude" not in desk.learning.taught[1]
    assert desk.learning.taught[1]["kind"] == "D2"


def test_a_sample_that_could_not_be_kept_says_why_and_is_kept_by_trying_again(
    bench: BenchView, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    bench.show_text(SHUT_OFF)
    home(seat)
    desk.learning.failure = Unavailable("store_closed")
    bench.teach()
    sheet = bench.window().findChild(CorrectionSheet)
    assert sheet is not None
    QTest.keyClicks(sheet, "1")
    home(seat)
    assert desk.learning.taught == []
    desk.learning.failure = None
    bench.bar.retry()
    home(seat)
    assert desk.learning.taught[0]["attitude"] == "negative"


def test_nothing_can_be_taught_before_something_was_read(bench: BenchView) -> None:
    bench.teach()
    assert bench.window().findChild(CorrectionSheet) is None
    assert "请先贴一段文字" in bench.bar.words


@pytest.mark.parametrize(
    ("score", "words"),
    [
        (0.86, "把握大 86%"),
        (0.8, "把握大 80%"),
        (0.6, "较有把握 60%"),
        (0.31, "把握小 31%"),
        (0.997, "把握大 >99%"),
        (1, "把握大 100%"),
    ],
)
def test_how_sure_is_said_in_a_word_and_a_figure(score: float, words: str) -> None:
    assert sureness(score) == words


def test_parts_nothing_was_read_for_are_left_out(looks: None) -> None:
    def whole(name: str | None) -> str:
        return name or ""

    assert [part.id for part in parts_of(Verdict(), whole)] == ["lead", "voice", "attitude"]
    full = [part.id for part in parts_of(reading(*COLLAPSE.split("\n")), whole)]
    assert full == ["lead", "others", "emergency", "topics", "kind", "scope", "voice", "attitude", "places"]


def test_a_text_that_belongs_to_no_topic_says_so_and_what_it_hardly_touches_is_left_out(looks: None) -> None:
    def topics(*scores: float) -> tuple[str, tuple[str, ...]]:
        verdict = Verdict(topics=tuple(Scored(name, score) for name, score in zip("甲乙丙丁", scores, strict=False)))
        part = next(part for part in parts_of(verdict, lambda name: name or "") if part.id == "topics")
        return part.answer, part.lines

    assert topics(0.08, 0.07) == ("看不出属于哪个领域", ())
    assert topics(0.9, 0.6, 0.2, 0.07) == ("甲 90%　乙 60%", ("也沾边：丙 20%",))


def test_tab_goes_from_the_text_to_what_was_read_out_of_it_and_then_to_what_can_be_done(
    bench: BenchView, seat: Seat, home: Home
) -> None:
    bench.show_text(COLLAPSE)
    home(seat)
    wanted: list[QWidget] = [*bench.card.rows, bench._teach]
    passed: list[QWidget] = []
    here = bench._last.nextInFocusChain()
    while here is not None and here is not bench._again:
        passed += [here] if here in wanted else []
        here = here.nextInFocusChain()
    assert passed == wanted
