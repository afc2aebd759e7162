"""设置 · 备份与恢复: when the last backup was made, making one, and going back to one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from opinion_desk.domain.errors import Refused, Unavailable
from ui.parts.sheet import Ask
from ui.preferences.backup_section import BackupSection
from ui.seat import Seat

from .fake_desk import FakeDesk

Home = Callable[[Seat], None]


@pytest.fixture
def page(seat: Seat, home: Home, qtbot: QtBot) -> BackupSection:
    made = BackupSection(seat)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    made.shown()
    home(seat)
    return made


def ask_of(page: BackupSection) -> Ask:
    return next(sheet for sheet in page.window().findChildren(Ask) if not sheet.isHidden())


def test_the_card_says_when_the_last_backup_was_made_and_warns_when_it_is_old(
    page: BackupSection, desk: FakeDesk, seat: Seat, home: Home, tmp_path: Path
) -> None:
    card = page.card
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
    page: BackupSection, desk: FakeDesk, seat: Seat, home: Home, tmp_path: Path
) -> None:
    desk.backups.failure = Unavailable("store_disk_full", path=tmp_path)
    page.card.back_up(tmp_path / "a.zip")
    home(seat)
    assert "磁盘已满" in page.card.told.text() and page.card.make.isEnabled()
    assert "还没有备份过" in page.card.last.text()


def test_going_back_to_a_backup_is_asked_with_what_is_in_it_and_then_the_window_goes(
    page: BackupSection, seat: Seat, home: Home, tmp_path: Path, qtbot: QtBot
) -> None:
    page.card.look_into(tmp_path / "a.zip")
    home(seat)
    asked = ask_of(page)
    words = " ".join(made.text() for made in asked.findChildren(QLabel))
    assert "舆情件 3 件" in words and "信息 1204 条" in words and "replaced" in words
    with qtbot.waitSignal(page.end_requested, timeout=2000):
        asked.accept()


def test_a_file_that_is_no_backup_is_told_and_nothing_is_asked(
    page: BackupSection, desk: FakeDesk, seat: Seat, home: Home, tmp_path: Path
) -> None:
    desk.backups.failure = Refused("backup_not_ours", path=tmp_path / "a.zip")
    page.card.look_into(tmp_path / "a.zip")
    home(seat)
    assert "不是本程序的备份" in page.card.told.text()
    assert not page.window().findChildren(Ask)
