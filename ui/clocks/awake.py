"""Keeps the display from going dark while the board is shown; whatever keeps it ends with the program at the latest."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QProcess
from PySide6.QtGui import QGuiApplication

_CONNECTION: Final = "opinion-desk-board"
_CONTINUOUS, _DISPLAY = 0x80000000, 0x00000002  # ES_CONTINUOUS, ES_DISPLAY_REQUIRED (SetThreadExecutionState)


class Awake:
    """Holds the display awake where the system offers a way; where it offers none, its own settings decide.

    Windows: SetThreadExecutionState. macOS: caffeinate, which watches this process. Elsewhere the screen saver's interface
    on the session bus, by a connection of our own: the wish ends with the connection.
    """

    def __init__(self) -> None:
        self.held = False
        self._process: QProcess | None = None

    def hold(self) -> None:
        """From now on."""
        if self.held or QGuiApplication.platformName() in ("offscreen", "minimal"):
            return
        self.held = True
        if sys.platform == "win32":
            _windows(_CONTINUOUS | _DISPLAY)
        elif sys.platform == "darwin":
            self._process = QProcess()
            self._process.start("caffeinate", ["-d", "-w", str(os.getpid())])
        else:
            _ask_session_bus()

    def let_go(self) -> None:
        """No longer."""
        if not self.held:
            return
        self.held = False
        if sys.platform == "win32":
            _windows(_CONTINUOUS)
        elif self._process is not None:
            self._process.kill()
            self._process.waitForFinished(1000)
            self._process = None
        else:
            _leave_session_bus()


def _windows(flags: int) -> None:
    import ctypes

    library: Any = getattr(ctypes, "windll", None)
    if library is not None:
        library.kernel32.SetThreadExecutionState(flags)


def _ask_session_bus() -> None:
    with contextlib.suppress(ImportError):  # a system without the library of the bus
        from PySide6.QtDBus import QDBus, QDBusConnection, QDBusMessage

        bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, _CONNECTION)
        if bus.isConnected():
            name, path = "org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"
            wish = QDBusMessage.createMethodCall(name, path, name, "Inhibit")
            wish.setArguments(["opinion-desk", QCoreApplication.translate("clocks", "时限看板正在显示")])
            bus.call(wish, QDBus.CallMode.NoBlock)


def _leave_session_bus() -> None:
    with contextlib.suppress(ImportError):
        from PySide6.QtDBus import QDBusConnection

        QDBusConnection.disconnectFromBus(_CONNECTION)
