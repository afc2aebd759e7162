"""The window's fixtures: a desk in memory, the looks, a seat, and waiting until what was read has come home."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from ui.fonts import wear_fonts
from ui.seat import Seat
from ui.theme import THEME, Mode

from .fake_desk import FakeDesk
from .showing import InWindow, W

if TYPE_CHECKING:
    from opinion_desk.services.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[FakeDesk]:
    """A full day at the desk of 云川市."""
    made = FakeDesk(tmp_path)
    yield made
    made.close()


@pytest.fixture
def empty_desk(tmp_path: Path) -> Iterator[FakeDesk]:
    """A desk before its first source and its first question."""
    made = FakeDesk(tmp_path, empty=True)
    yield made
    made.close()


@pytest.fixture
def looks(qapp: QApplication) -> None:
    """Fonts and the light theme, as the window wears them."""
    wear_fonts(qapp)
    if THEME.mode is not Mode.LIGHT or not qapp.styleSheet():  # putting the sheet on takes longer than most tests
        THEME.wear(Mode.LIGHT)


@pytest.fixture
def seat(desk: FakeDesk, looks: None) -> Iterator[Seat]:
    """Somebody sits at that desk."""
    made = Seat(cast("Desk", desk))
    yield made
    made.work.finish()


@pytest.fixture
def empty_seat(empty_desk: FakeDesk, looks: None) -> Iterator[Seat]:
    """Somebody sits at the empty desk."""
    made = Seat(cast("Desk", empty_desk))
    yield made
    made.work.finish()


@pytest.fixture
def home(qtbot: QtBot) -> Callable[[Seat], None]:
    """Waits until nothing is under way any more."""

    def wait(seat: Seat) -> None:
        qtbot.waitUntil(lambda: not seat.work.busy, timeout=5000)

    return wait


@pytest.fixture
def in_window(qtbot: QtBot) -> InWindow:
    """Shows a part in a window of its own."""
    windows = []  # they live as long as this fixture, that is as long as the test

    def show(made: W, width: int, height: int) -> W:
        window = QMainWindow()
        window.setCentralWidget(made)
        qtbot.addWidget(window)
        window.resize(width, height)
        window.show()
        windows.append(window)
        return made

    return show
