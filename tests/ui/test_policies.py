"""时限规则, 提级层级, 舆情等级 and 处置要求 in the settings: edited by a few fields, refused where they stand, taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from opinion_desk.domain.policy import ClockPolicy, StartsOn
from opinion_desk.domain.roles import Colleague, Role
from opinion_desk.settings import Post
from ui.parts.sheet import Ask, Sheet
from ui.preferences.clock_sheet import ClockSheet
from ui.preferences.clocks import ClocksSection
from ui.preferences.grades import GradesSection
from ui.preferences.ladder_sheet import LadderSheet
from ui.preferences.ladders import LaddersSection
from ui.preferences.mark_row import DAY, HOUR, MINUTE
from ui.preferences.policy_section import PolicySection
from ui.preferences.steps import StepsSection
from ui.seat import Seat

from .fake_desk import FakeDesk

Home = Callable[[Seat], None]
Made = TypeVar("Made", bound=PolicySection)
S = TypeVar("S", bound=Sheet)
Open = Callable[[type[Made]], Made]


@pytest.fixture
def opened(seat: Seat, qtbot: QtBot, home: Home) -> Iterator[Callable[[type[PolicySection]], PolicySection]]:
    made: list[PolicySection] = []

    def open_one(kind: type[PolicySection]) -> PolicySection:
        section = kind(seat)  # type: ignore[call-arg]  # each takes the seat alone
        qtbot.addWidget(section)
        section.resize(1200, 720)
        section.show()
        section.shown()
        home(seat)
        made.append(section)
        return section

    yield open_one
    for section in made:
        section.hide()


@pytest.fixture
def clocks(opened: Open[ClocksSection]) -> ClocksSection:
    return opened(ClocksSection)


@pytest.fixture
def ladders(opened: Open[LaddersSection]) -> LaddersSection:
    return opened(LaddersSection)


@pytest.fixture
def grades(opened: Open[GradesSection]) -> GradesSection:
    return opened(GradesSection)


@pytest.fixture
def steps(opened: Open[StepsSection]) -> StepsSection:
    return opened(StepsSection)


def words_of(section: QWidget) -> str:
    QApplication.processEvents()  # what was added to a layout is shown at the next turn
    return "\n".join(made.text() for made in section.findChildren(QLabel) if made.isVisibleTo(section))


def press(section: QWidget, words: str) -> None:
    next(made for made in section.findChildren(QPushButton) if made.accessibleName() == words).click()


def sheet_of(section: QWidget, kind: type[S]) -> S:
    return next(sheet for sheet in section.window().findChildren(kind) if sheet.isVisible())


def policy(desk: FakeDesk, id: str) -> ClockPolicy:
    found = desk.policies.in_force().policy(id)
    assert found is not None
    return found


def typed(sheet: ClockSheet, place: int, number: int, unit: str | None = None) -> None:
    """As a person types a number and chooses a unit."""
    length = sheet.marks[place].length
    length.number.setText(str(number))
    if unit is not None:
        length.unit.choose(unit)
    length.edited.emit()


# --- clocks


def test_clocks_stand_in_groups_with_marks_bearer_and_ground(clocks: ClocksSection) -> None:
    words = words_of(clocks)
    heads = [words.index(head) for head in ("法定时限", "报告时限", "交办时限", "其他时限")]
    assert heads == sorted(heads) and "本单位自定" not in words
    assert "力争3小时 · 最迟5小时 · 提醒 3 次 · 由涉事责任单位承担" in words
    assert "依据：国办发〔2016〕61号：其他政务舆情应在48小时内予以回应" in words
    assert words.count("只能更严") == 3 + 1 and not clocks.reset_button.isEnabled()


def test_a_clock_is_seen_on_an_afternoon_while_it_is_typed(clocks: ClocksSection) -> None:
    clocks.edit("release")
    sheet = sheet_of(clocks, ClockSheet)
    assert sheet.preview.text() == "若首发 14:20：力争 17:20，最迟 19:20，提醒 16:50、18:20、18:50"
    typed(sheet, 1, 4)
    assert "最迟 18:20" in sheet.preview.text()
    for id, told in (
        ("conference", "最迟 次日 14:20"), ("completion", "若交办 14:20"), ("draft", "若交办 14:20：最迟 "),
        ("mandate", "若来文 14:20"), ("signature", "最迟 11月23日 17:30"),
    ):  # fmt: skip
        sheet.close_sheet()
        clocks.edit(id)
        sheet = sheet_of(clocks, ClockSheet)
        assert told in sheet.preview.text(), sheet.preview.text()


def test_a_stricter_limit_is_kept_its_name_follows_and_it_can_be_taken_back(
    clocks: ClocksSection, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    clocks.edit("response")
    sheet = sheet_of(clocks, ClockSheet)
    typed(sheet, 0, 36)
    sheet.accept()
    home(seat)
    kept = policy(desk, "response")
    assert (kept.name, kept.marks[0].name, kept.marks[0].after) == ("36小时回应", "最迟36小时", timedelta(hours=36))
    assert "已修改时限“36小时回应”" in clocks.bar.words
    assert "已改" in words_of(clocks) and clocks.reset_button.isEnabled()
    clocks.bar.retry()
    home(seat)
    assert policy(desk, "response").name == "48小时回应" and not desk.policies.own


def test_a_looser_national_limit_is_refused_beside_its_field(
    clocks: ClocksSection, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    clocks.edit("release")
    sheet = sheet_of(clocks, ClockSheet)
    typed(sheet, 1, 6)
    assert "最迟 5 小时，只能更严" in sheet.marks[1].error.text() and sheet.preview.text() == ""
    sheet.accept()
    home(seat)
    assert sheet.isVisible() and sheet.marks[1].length.number.hasFocus() and not desk.policies.own
    typed(sheet, 1, 2)
    assert sheet.marks[1].error.text() == "" and "晚于最迟节点" in sheet.marks[0].error.text()
    typed(sheet, 0, 90, MINUTE)
    sheet.accept()
    home(seat)
    assert [mark.name for mark in policy(desk, "release").marks[:2]] == ["力争1小时30分钟", "最迟2小时"]


@pytest.mark.parametrize("number", ["0", ""])
def test_a_clock_of_no_time_is_refused_at_its_mark(
    clocks: ClocksSection, desk: FakeDesk, seat: Seat, home: Home, number: str
) -> None:
    clocks.edit("receipt")
    sheet = sheet_of(clocks, ClockSheet)
    sheet.marks[0].length.number.setText(number)
    sheet.marks[0].length.edited.emit()
    assert "不能是零" in sheet.marks[0].error.text()
    sheet.accept()
    home(seat)
    assert not desk.policies.own


def test_reminders_are_added_moved_and_taken_away(
    clocks: ClocksSection, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    clocks.edit("release")
    sheet = sheet_of(clocks, ClockSheet)
    press(sheet.marks[-1], "去掉这次提醒")
    sheet.more.click()
    fresh = sheet.marks[-1]
    assert fresh.of is not None
    fresh.of.choose("target")
    typed(sheet, len(sheet.marks) - 1, 2, HOUR)
    sheet.accept()
    home(seat)
    kept = [mark for mark in policy(desk, "release").marks if mark.before is not None]
    assert [(mark.name, mark.of) for mark in kept] == [
        ("力争时限前30分钟", "target"), ("最迟时限前1小时", "deadline"), ("力争时限前2小时", "target"),
    ]  # fmt: skip


def test_an_own_clock_is_added_in_working_days_and_taken_away(
    clocks: ClocksSection, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    clocks.add_button.click()
    sheet = sheet_of(clocks, ClockSheet)
    sheet.accept()
    assert "要有名称" in sheet.error.text() and sheet.name.hasFocus()
    sheet.name.setText("部内通气")
    sheet.accept()
    assert "由谁承担" in sheet.error.text()
    sheet.owed_by.setText("新闻科")
    sheet.ground.setText("")
    sheet.accept()
    home(seat)
    assert "依据" in sheet.error.text() and not desk.policies.own
    sheet.ground.setText("本单位规定")
    typed(sheet, 0, 2, DAY)
    sheet.accept()
    home(seat)
    own = policy(desk, "own_1")
    assert (own.name, own.starts_on, own.marks[0].working_days) == ("部内通气", StartsOn.OWN, 2)
    assert own.marks[0].name == "2个工作日内完成" and "本单位自定的时限" in words_of(clocks)
    press(clocks, "移除 部内通气")
    home(seat)
    assert desk.policies.in_force().policy("own_1") is None
    clocks.bar.retry()
    home(seat)
    assert policy(desk, "own_1").name == "部内通气"


def test_one_clock_and_all_of_them_go_back_to_the_packaged_ones(
    clocks: ClocksSection, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    for id in ("receipt", "receipt_major"):
        clocks.edit(id)
        sheet = sheet_of(clocks, ClockSheet)
        typed(sheet, 0, 20, MINUTE)
        sheet.accept()
        home(seat)
    press(clocks, "恢复默认 签收")
    home(seat)
    changed = [policy(desk, id).marks[0].after == timedelta(minutes=20) for id in ("receipt_major", "receipt")]
    assert sorted(changed) == [False, True]
    clocks.reset_button.click()
    ask = sheet_of(clocks, Ask)
    ask.accept()
    home(seat)
    assert not desk.policies.own and not clocks.reset_button.isEnabled()
    clocks.bar.retry()
    home(seat)
    assert desk.policies.own


def test_only_an_administrator_changes_them_and_the_sheet_keeps_what_was_typed(
    clocks: ClocksSection, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    officer = Colleague("王芳", "", frozenset({Role.DUTY_OFFICER}))
    desk.staff.save((Colleague("丁一", "", frozenset({Role.ADMINISTRATOR})), officer), "丁一")
    desk.settings = replace(desk.settings, person="王芳")
    clocks.edit("receipt")
    sheet = sheet_of(clocks, ClockSheet)
    typed(sheet, 0, 20, MINUTE)
    sheet.accept()
    home(seat)
    assert "须由管理员办理" in sheet.error.text() and sheet.marks[0].length.minutes == 20
    assert sheet.accept_button.isEnabled() and not desk.policies.own


def test_a_sheet_with_many_reminders_stays_within_the_window(clocks: ClocksSection) -> None:
    clocks.edit("release")
    sheet = sheet_of(clocks, ClockSheet)
    for _ in range(12):
        sheet.more.click()
    assert sheet.panel.mapTo(sheet, QPoint(0, 0)).y() >= 0
    assert sheet.panel.geometry().bottom() <= sheet.height()
    assert len({mark["id"] for mark in sheet.value["marks"]}) == len(sheet.marks)


def test_policies_that_cannot_be_understood_are_named_and_stay(
    clocks: ClocksSection, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    path = desk.home.folder / "policies.json"
    path.write_text('{"clocks": 3}', encoding="utf-8")
    clocks.shown()
    home(seat)
    assert "policies.json" in clocks.bar.words and path.read_text(encoding="utf-8") == '{"clocks": 3}'


# --- ladders


def test_ladders_are_told_by_whom_they_are_for_and_drawn(ladders: LaddersSection) -> None:
    words = words_of(ladders)
    assert "特别重大、重大，一级舆情" in words and "二级舆情" in words and "其他" in words
    assert "没有人应答，末层每30分钟再呼叫一次；应答以后静30分钟" in words


def test_a_ladder_is_edited_with_the_posts_of_the_desk_and_kept_in_order(
    ladders: LaddersSection, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    desk.settings = replace(desk.settings, posts=(Post("网信办值班室"),))
    press(ladders, "修改 其他")
    sheet = sheet_of(ladders, LadderSheet)
    sheet.more.click()
    fresh = sheet.rungs[-1]
    assert "没有写告知谁" in fresh.error.text()
    fresh.post.choose("网信办值班室")
    fresh.length.number.setText("15")
    fresh.length.unit.choose(MINUTE)
    fresh.length.edited.emit()
    fresh.length.number.editingFinished.emit()
    assert sheet.rungs[1] is fresh and not any(made.error.text() for made in sheet.rungs)
    assert "15分钟后 网信办值班室" in sheet.picture.accessibleName()
    sheet.repeat.number.setText("0")
    sheet.accept()
    home(seat)
    ladder = desk.policies.in_force().ladders[2]
    assert [rung.to for rung in ladder.rungs] == ["值班员", "网信办值班室", "值班负责人", "宣传部分管领导"]
    assert ladder.repeat is None and "已修改提级层级“其他”" in ladders.bar.words
    ladders.bar.retry()
    home(seat)
    assert not desk.policies.own


def test_a_ladder_with_a_loop_is_refused_at_the_rung_that_comes_back(
    ladders: LaddersSection, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    ladders.edit(ladders.policies.ladders[0])
    sheet = sheet_of(ladders, LadderSheet)
    sheet.rungs[2].post.choose("值班负责人")
    sheet.rungs[2].edited.emit()
    assert "会绕回去" in sheet.rungs[2].error.text() and not sheet.rungs[0].error.text()
    sheet.accept()
    home(seat)
    assert sheet.isVisible() and not desk.policies.own
    sheet.rungs[2].post.choose("宣传部主要负责人")
    sheet.rungs[2].edited.emit()
    sheet.rungs[1].length.number.setText("0")
    sheet.rungs[1].length.edited.emit()
    assert "由早到晚" in sheet.rungs[1].error.text()


def test_a_ladder_without_rungs_is_refused(ladders: LaddersSection, desk: FakeDesk, seat: Seat, home: Home) -> None:
    ladders.edit(ladders.policies.ladders[1])
    sheet = sheet_of(ladders, LadderSheet)
    for made in list(sheet.rungs):
        press(made, "去掉这一层")
    assert "一层也没有" in sheet.error.text()
    sheet.accept()
    home(seat)
    assert sheet.isVisible() and not desk.policies.own


# --- grades and steps


def test_grades_are_kept_together_and_what_is_missing_is_said(
    grades: GradesSection, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    assert not grades.save_button.isEnabled()
    grades.grades[3].meaning.setText(" ")
    grades.grades[3].meaning.textEdited.emit(" ")
    grades.save_button.click()
    home(seat)
    assert "四级舆情的含义" in grades.error.text() and not desk.policies.own
    grades.grades[3].meaning.setText("限于一个小区")
    grades.grades[3].approver.choose("宣传部分管领导")
    grades.save()
    home(seat)
    last = desk.policies.in_force().grades[-1]
    assert (last.meaning, last.approver) == ("限于一个小区", "宣传部分管领导") and not grades.save_button.isEnabled()
    grades.bar.retry()
    home(seat)
    assert grades.grades[3].approver.chosen == "值班负责人"


def test_what_documents_demand_is_read_with_its_ground_and_own_steps_are_added(
    steps: StepsSection, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    words = words_of(steps)
    assert "研究解决情况对外公布" in words and "依据：天宁区实施意见二（一）5 健全回应机制" in words
    assert "主要负责人发声" in words and "转发权威信息（存证链接）" in words
    rows = steps.own_rows["D2"]
    rows.more.click()
    first, second = rows.fields[0]
    assert second.text() == "本单位规定" and first.hasFocus()
    first.setText("办结后回访")
    second.setText("")
    press(steps, "保存 群众反映的实际困难")
    home(seat)
    assert "没有写内容或依据" in rows.told and not desk.policies.own
    second.setText("本单位规定")
    press(steps, "保存 群众反映的实际困难")
    home(seat)
    disposition = desk.policies.in_force().disposition("D2")
    assert disposition is not None
    assert [step[1:] for step in disposition.own_steps] == [("办结后回访", "本单位规定")]
    assert steps.own_rows["D2"].pairs == [("办结后回访", "本单位规定")]


def test_an_own_step_half_typed_for_one_kind_stays_while_another_is_kept(
    steps: StepsSection, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    for kind, words in (("D1", "送研究室"), ("D6", "报网信办")):
        steps.own_rows[kind].more.click()
        steps.own_rows[kind].fields[0][0].setText(words)
    press(steps, "保存 虚假和不实信息")
    home(seat)
    assert steps.own_rows["D1"].pairs == [("送研究室", "本单位规定")] and steps.saves["D1"].isEnabled()
    assert not steps.saves["D6"].isEnabled()
