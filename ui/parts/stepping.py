"""Going through a list with a key held down: what is only passed over is not read."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer

_QUICK_MS: Final = 150  # steps that follow one another faster belong together
_STILL_MS: Final = 120  # so long on a row, and it is read


class Stepping(QTimer):
    """The first step is followed at once, those soon after it when the key is let go."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.setSingleShot(True)
        self.setInterval(_QUICK_MS)

    def wait_ms(self) -> int:
        """How long to wait with reading what was stepped on now."""
        quick = self.isActive()
        self.start()
        return _STILL_MS if quick else 0
