"""设置: what exists can be set, and refusals stand beside it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from opinion_desk.domain.errors import Refused, Unavailable
from opinion_desk.settings import Theme
from ui.parts.sheet import Ask
from ui.preferences.page import SettingsPage
from ui.seat import Seat
from ui.theme import THEME, Mode, tokens
from ui.tokens import DARK, LIGHT

from .fake_desk import FakeDesk

Home = Callable[[Seat], None]


@pytest.fixture
def page(seat: Seat, qtbot: QtBot, home: Home) -> SettingsPage:
    made = SettingsPage(seat)
    qtbot.addWidget(made)
    made.shown()
    home(seat)
    return made


def test_what_was_typed_is_kept_and_a_moved_place_asks_for_a_new_start(
    page: SettingsPage, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    assert not page._save.isEnabled()
    page.person.setText("早班值班员")
    page.place.setText("东湖区")
    page.save()
    home(seat)
    assert (desk.settings.person, desk.settings.jurisdiction) == ("早班值班员", "东湖区")
    assert seat.by == "早班值班员"
    assert "重新启动" in page.bar.words


def test_places_the_list_does_not_have_are_kept_each_once(
    page: SettingsPage, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    page.own_places.setText("东湖街道、东湖路=东湖街道，东湖街道 ；")
    page._show_savable()
    assert page._save.isEnabled()
    page.save()
    home(seat)
    assert desk.settings.own_places == ("东湖街道", "东湖路=东湖街道")
    assert page.bar.words == "已保存。"
    page.shown()
    home(seat)
    assert page.own_places.text() == "东湖街道、东湖路=东湖街道"
    assert not page._save.isEnabled()


def test_a_refused_setting_says_why_and_nothing_is_changed(
    page: SettingsPage, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    page.issuer.setText("很长" * 40)
    page.save()
    home(seat)
    assert "印发单位" in page.bar.words
    assert desk.settings.issuer == "中共云川市委宣传部"


def test_the_theme_turns_at_once_and_is_kept(page: SettingsPage, desk: FakeDesk, seat: Seat, home: Home) -> None:
    try:
        page.themes[Mode.DARK].click()
        home(seat)
        assert tokens() is DARK
        assert desk.settings.theme is Theme.DARK
    finally:
        THEME.wear(Mode.LIGHT)
    assert tokens() is LIGHT


def test_main_stays_a_composition_root() -> None:
    root = Path(__file__).resolve().parents[2]
    assert len((root / "main.py").read_text(encoding="utf-8").splitlines()) <= 80


def test_the_program_is_ended_from_here(page: SettingsPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.quit_requested, timeout=1000):
        next(made for made in page.findChildren(QPushButton) if made.text() == "退出程序").click()


# --- backups


def ask_of(page: SettingsPage) -> Ask:
    return next(sheet for sheet in page.window().findChildren(Ask) if not sheet.isHidden())


def test_the_card_says_when_the_last_backup_was_made_and_warns_when_it_is_old(
    page: SettingsPage, desk: FakeDesk, seat: Seat, home: Home, tmp_path: Path
) -> None:
    card = page.backups
    assert "还没有备份过" in card.last.text() and card.last.property("tone") == "amber"
    card.back_up(tmp_path / "a.zip")
    assert not card.make.isEnabled() and "正在备份" in card.told.text()
    home(seat)
    assert card.make.isEnabled() and str(tmp_path / "a.zip") in card.told.text()
    assert card.last.text().startswith("上次备份：今天") and card.last.property("tone") == ""
    desk.clock.forward(days=9)
    page.shown()
    home(seat)
    assert "已有 9 天" in card.last.text() and card.last.property("tone") == "amber"


def test_a_backup_that_could_not_be_written_says_why(
    page: SettingsPage, desk: FakeDesk, seat: Seat, home: Home, tmp_path: Path
) -> None:
    desk.backups.failure = Unavailable("store_disk_full", path=tmp_path)
    page.backups.back_up(tmp_path / "a.zip")
    home(seat)
    assert "磁盘已满" in page.backups.told.text() and page.backups.make.isEnabled()
    assert "还没有备份过" in page.backups.last.text()


def test_going_back_to_a_backup_is_asked_with_what_is_in_it_and_then_the_window_goes(
    page: SettingsPage, seat: Seat, home: Home, tmp_path: Path, qtbot: QtBot
) -> None:
    page.backups.look_into(tmp_path / "a.zip")
    home(seat)
    asked = ask_of(page)
    words = " ".join(made.text() for made in asked.findChildren(QLabel))
    assert "舆情件 3 件" in words and "信息 1204 条" in words and "replaced" in words
    with qtbot.waitSignal(page.end_requested, timeout=2000):
        asked.accept()


def test_a_file_that_is_no_backup_is_told_and_nothing_is_asked(
    page: SettingsPage, desk: FakeDesk, seat: Seat, home: Home, tmp_path: Path
) -> None:
    desk.backups.failure = Refused("backup_not_ours", path=tmp_path / "a.zip")
    page.backups.look_into(tmp_path / "a.zip")
    home(seat)
    assert "不是本程序的备份" in page.backups.told.text()
    assert not page.window().findChildren(Ask)
