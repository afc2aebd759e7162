"""The window ticks while no collecting process does: before the first one starts, and between one that fell and the next."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from opinion_desk.domain.errors import DeskError

from ..seat import Seat

_EVERY_MS = 2_000  # the contract of the clocks asks for at most five seconds


class StandingIn(QObject):
    """Pokes the clocks off the screen's thread; `failed` tells a failure once, until it goes well again."""

    failed = Signal(object)

    def __init__(self, seat: Seat, parent: QObject) -> None:
        super().__init__(parent)
        self._seat = seat
        self._busy = False
        self._ailing = False
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.poke)

    def start(self) -> None:
        """Poke now and from now on."""
        self._timer.start()
        self.poke()

    def stop(self) -> None:
        """End, before the desk is closed."""
        self._timer.stop()

    def poke(self) -> None:
        """Let the clocks tick once, unless the last time is still under way."""
        if self._busy:
            return
        self._busy = True
        self._seat.work.run(self, self._tick, self._went, self._failed)

    def _tick(self) -> None:
        try:
            self._seat.desk.ticking.stand_in()
        finally:  # also after a bug of ours, which the window tells by itself: the clocks go on
            self._busy = False

    def _went(self, _ticked: object) -> None:
        self._ailing = False

    def _failed(self, error: DeskError) -> None:
        if not self._ailing:
            self._ailing = True
            self.failed.emit(error)
