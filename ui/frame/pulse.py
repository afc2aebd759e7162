"""The pulse of the window: four looks a second at what changed, one tick a second for the countdowns."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from opinion_desk.domain.errors import DeskError

from ..seat import Seat


class Pulse(QObject):
    """Tells of changes of this and of other processes, and of the passing second."""

    changed = Signal(object)  # Changes
    ticked = Signal(object)  # datetime
    failed = Signal(object)  # DeskError, once until it goes well again

    def __init__(self, seat: Seat, parent: QObject) -> None:
        super().__init__(parent)
        self._seat = seat
        self._ailing = False
        self._look = QTimer(self)
        self._look.setInterval(250)
        self._look.timeout.connect(self.look)
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.setTimerType(Qt.TimerType.PreciseTimer)
        self._tick.timeout.connect(lambda: self.ticked.emit(self._seat.now()))

    def start(self) -> None:
        """Begin."""
        self._look.start()
        self._tick.start()

    def stop(self) -> None:
        """End, before the desk is closed."""
        self._look.stop()
        self._tick.stop()

    def look(self) -> None:
        """Ask the desk once what changed."""
        try:
            changes = self._seat.desk.changes()
        except DeskError as error:
            if not self._ailing:
                self._ailing = True
                self.failed.emit(error)
            return
        self._ailing = False
        if changes:
            self.changed.emit(changes)
