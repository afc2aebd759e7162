"""One window a home: a second one asks the first to come forward, and goes."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MS = 800


def server_name(folder: Path) -> str:
    """The name that this home's first window listens on; short, for the systems that limit it."""
    return "opinion-desk-" + hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:20]


class OneWindow(QObject):
    """`claim` says whether this window is the first of its home; `called` that a second one asked it forward."""

    called = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = server_name(folder)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._came)

    def claim(self) -> bool:
        """True when this is the first; otherwise the first has been called forward."""
        if self._call_first():
            return False
        if not self._server.listen(self._name):
            QLocalServer.removeServer(self._name)  # left behind by a window that fell
            self._server.listen(self._name)
        return True

    def release(self) -> None:
        """Let the next window be the first."""
        self._server.close()

    def _call_first(self) -> bool:
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_WAIT_MS):
            return False
        socket.write(b"forward\n")
        socket.waitForBytesWritten(_WAIT_MS)
        socket.disconnectFromServer()
        return True

    def _came(self) -> None:
        while self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            socket.disconnected.connect(socket.deleteLater)
        self.called.emit()
