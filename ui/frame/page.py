"""What every page is: a widget with a bar for its failures, told of changes and of the passing second."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from opinion_desk.domain.changes import Changes

from ..parts.bars import Bar
from ..seat import Seat


class Page(QWidget):
    """A page of the rail. Pages never know each other: they wish by signal, the window fulfils."""

    incident_requested = Signal(int, str)  # which, and what to do there: "", "assign", "confirm"
    item_requested = Signal(int)
    page_requested = Signal(str)
    quit_requested = Signal()
    end_requested = Signal()  # the same, when it has been asked for already
    settings_changed = Signal()

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self.setObjectName("page")
        self.seat = seat
        self.bar = Bar(self)

    def shown(self) -> None:
        """It was brought to the front: make sure that what it shows is of now."""

    def open_part(self, id: str) -> None:
        """Show one part of it, where it has parts; the window was asked to lead there."""

    def changed(self, changes: Changes) -> None:
        """Something was written somewhere; decide whether that concerns this page."""

    def tick(self, now: datetime) -> None:
        """A second has passed while this page is in front."""

    def ended(self) -> None:
        """The window ends: let go of what stands outside it."""
