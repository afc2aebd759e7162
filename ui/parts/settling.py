"""A burst of news is answered once: a timer that is started by the first of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def settling(parent: QObject, ms: int, act: Callable[[], object]) -> QTimer:
    """A timer that does this once, so long after it was started."""
    made = QTimer(parent)
    made.setSingleShot(True)
    made.setInterval(ms)
    made.timeout.connect(act)
    return made
