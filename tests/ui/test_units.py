"""单位: its tabs, the registry, the topics, and what was learned."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from opinion_desk.domain.changes import Changes, Touched
from opinion_desk.domain.errors import Refused
from opinion_desk.domain.unit import Unit
from ui.parts.lines import Line, LinesModel
from ui.parts.sheet import Ask
from ui.seat import Seat
from ui.units.bench import BenchView
from ui.units.learning import LearningView
from ui.units.page import BENCH, LEARNING, REGISTRY, TOPICS, UnitsPage
from ui.units.registry import RegistryView
from ui.units.topic_sheet import TopicWordsSheet
from ui.units.topic_words import NotWords, typed_of, words_of
from ui.units.topics import TopicsView
from ui.units.unit_sheet import UnitSheet

from . import yunchuan
from .fake_desk import FakeDesk
from .showing import InWindow

Home = Callable[[Seat], None]


@pytest.fixture
def page(seat: Seat, in_window: InWindow, home: Home) -> UnitsPage:
    made = in_window(UnitsPage(seat), 1200, 700)
    made.shown()
    home(seat)
    return made


@pytest.fixture
def open_tab(page: UnitsPage, seat: Seat, home: Home) -> Callable[[int], None]:
    def opened(place: int) -> None:
        page.open_tab(place)
        home(seat)

    return opened


Open = Callable[[int], None]


def bench_of(page: UnitsPage) -> BenchView:
    view = page.view(BENCH)
    assert isinstance(view, BenchView)
    return view


def registry_of(page: UnitsPage) -> RegistryView:
    view = page.view(REGISTRY)
    assert isinstance(view, RegistryView)
    return view


def topics_of(page: UnitsPage) -> TopicsView:
    view = page.view(TOPICS)
    assert isinstance(view, TopicsView)
    return view


def learning_of(page: UnitsPage) -> LearningView:
    view = page.view(LEARNING)
    assert isinstance(view, LearningView)
    return view


def cells(model: LinesModel, column: int) -> list[str]:
    return [model.index(row, column).data() for row in range(model.rowCount())]


def test_the_bench_is_in_front_first_and_the_tab_left_open_is_open_again(
    page: UnitsPage, seat: Seat, qtbot: QtBot
) -> None:
    assert page.tab == BENCH
    assert bench_of(page).text.hasFocus()
    page.window().activateWindow()
    QTest.keyClick(page, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    assert page.tab == TOPICS
    assert page.tabs[TOPICS].isChecked()
    again = UnitsPage(seat)
    qtbot.addWidget(again)
    assert again.tab == TOPICS


@pytest.mark.parametrize("kept", [9, -1, "x"])
def test_a_tab_that_was_never_there_opens_the_bench(seat: Seat, qtbot: QtBot, kept: object) -> None:
    seat.memory.setValue("units/tab", kept)
    page = UnitsPage(seat)
    qtbot.addWidget(page)
    assert page.tab == BENCH


def test_the_text_on_the_bench_is_read_again_when_another_model_reads(
    page: UnitsPage, desk: FakeDesk, seat: Seat, home: Home, qtbot: QtBot
) -> None:
    bench_of(page).show_text("小区停水\n三天了")
    home(seat)
    page.changed(Changes(frozenset({Touched.ITEMS})))
    assert not page._settle.isActive()
    page.changed(Changes(frozenset({Touched.MODELS})))
    qtbot.waitUntil(lambda: len(desk.texts.asked) == 2)
    home(seat)
    assert desk.texts.asked[0] == desk.texts.asked[1]


def test_lines_keep_the_rules_of_qt(looks: None, qtbot: QtBot) -> None:
    model = LinesModel(("名称", "样本"), (1,))
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_lines([Line(1, ("甲", "1")), Line(2, ("乙", "2"))])
    model.show_lines([Line(3, ("丙", "3")), Line(4, ("丁", "4"))])
    assert cells(model, 0) == ["丙", "丁"]
    model.show_lines([])
    assert model.rowCount() == 0
    tester.deleteLater()


# --- 单位名录


def test_the_registry_shows_own_units_and_what_bears_each_function_here(page: UnitsPage, open_tab: Open) -> None:
    open_tab(REGISTRY)
    assert len(cells(registry_of(page).own.lines, 0)) == len(yunchuan.UNITS)
    assert dict(zip(cells(registry_of(page).all.lines, 0), cells(registry_of(page).all.lines, 1), strict=True)) == {
        "住房和城乡建设": yunchuan.HOUSING,
        "供水": "云川市水务局",
        "教育": "云川市教育局",
    }


def test_what_is_typed_narrows_both_tables(page: UnitsPage, open_tab: Open) -> None:
    open_tab(REGISTRY)
    assert registry_of(page).filter.hasFocus()
    QTest.keyClicks(registry_of(page).filter, "x")
    assert registry_of(page).own.lines.rowCount() == 0
    registry_of(page).filter.setText("水务")
    assert cells(registry_of(page).own.lines, 0) == ["云川水务集团有限公司"]
    assert cells(registry_of(page).all.lines, 0) == ["供水"]
    assert registry_of(page)._counts.text() == f"1 / {len(yunchuan.UNITS)}"


def test_a_unit_is_added_with_its_other_names(
    page: UnitsPage, open_tab: Open, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    open_tab(REGISTRY)
    registry_of(page).add()
    sheet = page.window().findChild(UnitSheet)
    assert sheet is not None
    sheet.accept()
    assert sheet.error.text() == "单位要有名称；请填写。"
    sheet.name.setText("云川市供水管理处")
    sheet.function.choose("water_supply")
    sheet.aliases.setText("市供水处、 供水处，供水处")
    sheet.phone.setText("0500-1234567")
    sheet.accept()
    home(seat)
    assert desk.units.kept[-1] == Unit(
        len(yunchuan.UNITS) + 1, "云川市供水管理处", "water_supply", ("市供水处", "供水处"), "0500-1234567"
    )
    assert registry_of(page).bar.words == "已登记“云川市供水管理处”。"
    assert "供水" in cells(registry_of(page).own.lines, 1)


def test_a_name_that_is_there_already_is_refused_beside_it_and_nothing_is_lost(
    page: UnitsPage, open_tab: Open, seat: Seat, home: Home
) -> None:
    open_tab(REGISTRY)
    registry_of(page).add()
    sheet = page.window().findChild(UnitSheet)
    assert sheet is not None
    sheet.name.setText(yunchuan.HOUSING)
    sheet.note.setText("值班室在二楼")
    sheet.accept()
    home(seat)
    assert yunchuan.HOUSING in sheet.error.text()
    assert sheet.isVisible()
    assert sheet.note.text() == "值班室在二楼"


def test_f2_changes_the_marked_unit(page: UnitsPage, open_tab: Open, desk: FakeDesk, seat: Seat, home: Home) -> None:
    open_tab(REGISTRY)
    registry_of(page).filter.setText("公安")
    page.window().activateWindow()
    QTest.keyClick(registry_of(page).filter, Qt.Key.Key_F2)
    sheet = page.window().findChild(UnitSheet)
    assert sheet is not None
    sheet.aliases.setText("市公安局")
    sheet.accept()
    home(seat)
    assert next(unit for unit in desk.units.kept if unit.name == "云川市公安局").aliases == ("市公安局",)


def test_a_unit_that_was_removed_can_be_put_back(
    page: UnitsPage, open_tab: Open, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    open_tab(REGISTRY)
    registry_of(page).filter.setText("公安")
    page.window().activateWindow()
    registry_of(page).own.setFocus()
    QTest.keyClick(registry_of(page).own, Qt.Key.Key_Delete)
    home(seat)
    assert "云川市公安局" not in {unit.name for unit in desk.units.kept}
    assert registry_of(page).bar.words == "已从名录移除“云川市公安局”。"
    registry_of(page).bar.retry()
    home(seat)
    assert "云川市公安局" in {unit.name for unit in desk.units.kept}


def test_enter_on_a_function_registers_what_its_unit_is_called_here(
    page: UnitsPage, open_tab: Open, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    open_tab(REGISTRY)
    page.window().activateWindow()
    registry_of(page).all.setFocus()
    registry_of(page).all.selectRow(1)
    QTest.keyClick(registry_of(page).all, Qt.Key.Key_Return)
    sheet = page.window().findChild(UnitSheet)
    assert sheet is not None
    assert (sheet.name.text(), sheet.function.chosen) == ("云川市水务局", "water_supply")
    sheet.name.setText("云川市水利和供水局")
    sheet.accept()
    home(seat)
    assert (desk.units.kept[-1].name, desk.units.kept[-1].function) == ("云川市水利和供水局", "water_supply")
    registry_of(page).all.selectRow(1)
    registry_of(page).name_one()
    again = next(sheet for sheet in page.window().findChildren(UnitSheet) if sheet.isVisible())
    assert again.name.text() == "云川市水利和供水局"
    assert again.accept_button.text() == "保存"


def test_an_empty_registry_says_what_it_is_for(
    empty_seat: Seat, empty_desk: FakeDesk, qtbot: QtBot, home: Home
) -> None:
    page = UnitsPage(empty_seat)
    qtbot.addWidget(page)
    page.show()
    page.open_tab(REGISTRY)
    home(empty_seat)
    assert registry_of(page)._stack.currentIndex() == 1
    assert not registry_of(page)._edit.isEnabled()


# --- 领域


def mark_topic(page: UnitsPage, name: str) -> None:
    topics_of(page).table.selectRow(cells(topics_of(page).table.lines, 0).index(name))


def test_a_topic_is_made_with_words_and_their_weights(
    page: UnitsPage, open_tab: Open, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    open_tab(TOPICS)
    topics_of(page).add()
    sheet = page.window().findChild(TopicWordsSheet)
    assert sheet is not None
    sheet.accept()
    assert sheet.error.text() == "领域要有名称；请填写。"
    sheet.name.setText("电动车充电")
    sheet.words.setPlainText("飞线充电=多少")
    sheet.accept()
    assert "飞线充电=多少" in sheet.error.text()
    sheet.words.setPlainText("飞线充电=3、充电桩")
    sheet.accept()
    home(seat)
    assert sheet.error.text() == "已经有“电动车充电”这个领域。"
    sheet.name.setText("夜间噪声")
    sheet.accept()
    home(seat)
    made = desk.topics.kept[-1]
    assert (made.name, made.own, made.words) == ("夜间噪声", True, (("飞线充电", 3.0), ("充电桩", 2.0)))
    assert "夜间噪声" in cells(topics_of(page).table.lines, 0)


def test_the_desks_own_topics_stand_first(page: UnitsPage, open_tab: Open) -> None:
    open_tab(TOPICS)
    origins = cells(topics_of(page).table.lines, 1)
    assert origins[0] == "本台"
    assert origins == sorted(origins, key=lambda origin: origin != "本台")


def test_a_packaged_topic_takes_words_can_be_switched_off_and_not_be_removed(
    page: UnitsPage, open_tab: Open, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    open_tab(TOPICS)
    mark_topic(page, "教育")
    assert not topics_of(page)._remove.isEnabled()
    topics_of(page).edit()
    sheet = page.window().findChild(TopicWordsSheet)
    assert sheet is not None
    QTest.keyClicks(sheet.words, "study=1")
    QTest.keyClick(sheet.words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    home(seat)
    page.window().activateWindow()
    topics_of(page).table.setFocus()
    QTest.keyClick(topics_of(page).table, Qt.Key.Key_Space)
    home(seat)
    topic = next(topic for topic in desk.topics.kept if topic.name == "教育")
    assert (topic.words, topic.hidden) == ((("study", 1.0),), True)
    assert topics_of(page)._turn.text().strip() == "启用"
    mark_topic(page, "生态环境")
    topics_of(page).bar.retry()  # 撤销 meets the topic it was said of, not the one marked meanwhile
    home(seat)
    assert not any(topic.hidden for topic in desk.topics.kept)


def test_a_topic_of_the_desks_own_is_removed_after_asking_once(
    page: UnitsPage, open_tab: Open, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    open_tab(TOPICS)
    mark_topic(page, "电动车充电")
    topics_of(page).remove()
    ask = page.window().findChild(Ask)
    assert ask is not None
    ask.accept()
    home(seat)
    assert "电动车充电" not in {topic.name for topic in desk.topics.kept}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", ()),
        ("飞线充电=3、电动车，充电桩=1.5", (("飞线充电", 3.0), ("电动车", 2.0), ("充电桩", 1.5))),
        ("甲＝1\n乙\n\n甲=2.5", (("甲", 2.5), ("乙", 2.0))),
    ],
)
def test_words_are_read_as_they_are_typed(typed: str, words: tuple[tuple[str, float], ...]) -> None:
    assert words_of(typed) == words
    assert words_of(typed_of(words)) == words


@pytest.mark.parametrize("typed", ["=3", "甲=", "甲=乙", "甲=1=2", "甲=-1", "甲=300"])
def test_what_is_no_word_with_a_weight_is_named(typed: str) -> None:
    with pytest.raises(NotWords, match=typed):
        words_of(f"好词、{typed}")


# --- 学习


def test_the_models_stand_with_what_they_brought_and_which_reads(page: UnitsPage, open_tab: Open) -> None:
    open_tab(LEARNING)
    models = learning_of(page).models.lines
    assert cells(models, 5) == ["现用", "未采用", "可恢复", "可恢复"]
    assert cells(models, 4)[:2] == ["86.1% → 89.4%", "85.2% → 83.8%"]
    assert learning_of(page).lesson._samples.text() == "134"
    assert learning_of(page).lesson._new.text() == "6"
    assert "本台-003" in learning_of(page).lesson._model.text()
    assert "满 8 条" in " ".join(label.text() for label in learning_of(page).lesson.findChildren(type(page.bar._words)))


def test_an_older_model_and_the_packaged_one_are_called_back_and_one_that_was_worse_is_not(
    page: UnitsPage, open_tab: Open, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    open_tab(LEARNING)
    able = []
    for row in range(4):
        learning_of(page).models.selectRow(row)
        able.append(learning_of(page)._recall.isEnabled())
    assert able == [False, False, True, True]
    learning_of(page).models.selectRow(2)
    learning_of(page).recall()
    home(seat)
    assert [model.id for model in desk.learning.models if model.in_force] == [1]
    learning_of(page).models.selectRow(3)
    learning_of(page).recall()
    home(seat)
    assert not any(model.in_force for model in desk.learning.models)
    assert "程序自带" in learning_of(page).bar.words


def test_a_lesson_shows_how_far_it_is_and_what_came_of_it(
    page: UnitsPage, open_tab: Open, desk: FakeDesk, seat: Seat, home: Home, qtbot: QtBot
) -> None:
    open_tab(LEARNING)
    held = Event()
    desk.learning.before_end = lambda: held.wait(5)
    page.window().activateWindow()
    QTest.keyClick(learning_of(page).models, Qt.Key.Key_F5)
    lesson = learning_of(page).lesson
    qtbot.waitUntil(lambda: lesson._progress.value() == 40)
    assert not lesson._progress.isHidden()
    assert lesson._running.text() == "正在学习… 40%"
    assert not lesson.learn_button.isEnabled()
    lesson.learn()  # a second wish while one is under way begins nothing
    held.set()
    home(seat)
    assert [model.id for model in desk.learning.models] == [4, 3, 2, 1]
    assert learning_of(page).bar.words == "学完 134 条样本，准确率 89.4% → 91.0%，已换上“本台-004”。"
    assert lesson._progress.isHidden()
    assert lesson.learn_button.isEnabled()


def test_a_lesson_that_brought_nothing_better_says_that_the_old_model_stays(
    page: UnitsPage, open_tab: Open, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    open_tab(LEARNING)
    desk.learning.better = False
    learning_of(page).lesson.learn_file(Path("标注.jsonl"))
    home(seat)
    words = "收下 40 条样本，略过 2 行（第 12 行：没有标题）。学完 134 条样本，准确率 89.4% → 88.0%，没有更好，仍用原来的模型。"
    assert learning_of(page).bar.words == words


def test_a_lesson_that_failed_says_why_and_can_be_begun_again(
    page: UnitsPage, open_tab: Open, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    open_tab(LEARNING)
    desk.learning.failure = Refused("learning_nothing")
    learning_of(page).lesson.learn()
    home(seat)
    assert "还没有可以学习的样本" in learning_of(page).bar.words
    assert learning_of(page).lesson.task is None
    desk.learning.failure = None
    learning_of(page).bar.retry()
    home(seat)
    assert desk.learning.models[0].id == 4


def test_a_sample_from_a_file_is_taken_back_and_one_from_a_correction_is_not_taken_back_here(
    page: UnitsPage, open_tab: Open, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    open_tab(LEARNING)
    view = learning_of(page)
    assert cells(view.samples.lines, 1) == ["供水", "教育", "负面 · 实际困难"]
    assert cells(view.samples.lines, 2) == ["修正", "标注.jsonl", "研判台"]
    view.samples.selectRow(0)
    assert not view._forget.isEnabled()
    assert "撤销那次修正" in view._forget.toolTip()
    view.samples.selectRow(1)
    page.window().activateWindow()
    view.samples.setFocus()
    QTest.keyClick(view.samples, Qt.Key.Key_Delete)
    home(seat)
    assert [row.id for row in desk.learning.rows] == [0, 6]


def test_the_share_a_desk_can_look_at_is_kept_as_it_is_moved_and_can_be_left_to_the_program(
    page: UnitsPage, open_tab: Open, desk: FakeDesk, seat: Seat, home: Home, qtbot: QtBot
) -> None:
    open_tab(LEARNING)
    share = learning_of(page).share
    assert not share.slider.isEnabled()
    share.chosen.setChecked(True)
    share.slider.setValue(20)
    assert "约 20 条" in share._words.text()
    qtbot.waitUntil(lambda: desk.settings.review_share == 0.2)
    share.chosen.setChecked(False)
    qtbot.waitUntil(lambda: desk.settings.review_share is None)
    home(seat)
    assert learning_of(page).bar.words == "已改，即时起作用。"


def test_a_share_that_cannot_be_kept_is_refused_below_the_slider(
    page: UnitsPage, open_tab: Open, desk: FakeDesk, seat: Seat, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_tab(LEARNING)

    def refuse(_settings: object) -> None:
        raise Refused("setting_share", field="请人看一眼的比例")

    monkeypatch.setattr(desk, "save", refuse)
    share = learning_of(page).share
    share.chosen.setChecked(True)
    share.save()
    home(seat)
    assert not share._error.isHidden()
    assert "请人看一眼的比例" in share._error.text()
    assert not share.chosen.isChecked()
