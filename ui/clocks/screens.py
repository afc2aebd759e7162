"""Which display the board is shown on: the one that was chosen before, else one that is not the window's."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QScreen

from ..seat import Seat

_KEY = "clocks/screen"


def screen_for_board(screens: Sequence[QScreen], own: QScreen | None, chosen: str) -> QScreen | None:
    """The display of that name where it is there and not the window's own; else the first other one; else the window's."""
    others = [screen for screen in screens if screen is not own]
    named = next((screen for screen in others if screen.name() == chosen), None)
    return named or (others[0] if others else own)


def remembered(seat: Seat) -> str:
    """The name of the display that was chosen last; empty while none was."""
    return str(seat.memory.value(_KEY, ""))


def remember(seat: Seat, screen: QScreen) -> None:
    """Choose this display from now on."""
    seat.memory.setValue(_KEY, screen.name())


def told(screen: QScreen) -> str:
    """A display in words: its name and its size."""
    size = screen.geometry().size()
    return f"{screen.name()} {size.width()}×{size.height()}".strip()
