"""Plays a sound file by whatever player the system has, without waiting for it and without leaving it behind."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QProcess, QStandardPaths, QTimer
from PySide6.QtWidgets import QApplication

_log = logging.getLogger(__name__)
_LONGEST_MS: Final = 8_000  # a player that still runs by then hangs
PLAYERS: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    "darwin": (("afplay",),),
    "linux": (("pw-play",), ("paplay",), ("aplay", "-q")),
}


def players_here() -> tuple[tuple[str, ...], ...]:
    """The players of this system that are there, the best first: program and options, the file comes after them."""
    wanted = PLAYERS.get(sys.platform, PLAYERS["linux"])
    return tuple(line for line in wanted if QStandardPaths.findExecutable(line[0]))


class Player(QObject):
    """One sound at a time. Where no player is there, or each of them fails, the system's beep stands for it."""

    def __init__(self, parent: QObject, players: Sequence[Sequence[str]] | None = None) -> None:
        """`players` are command lines; None: those of this system, looked for when the first sound is played."""
        super().__init__(parent)
        self._players = None if players is None else list(players)
        self._file: Path | None = None
        self._process = QProcess(self)
        self._process.setStandardOutputFile(QProcess.nullDevice())
        self._process.setStandardErrorFile(QProcess.nullDevice())
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._error)
        self._limit = QTimer(self)
        self._limit.setSingleShot(True)
        self._limit.setInterval(_LONGEST_MS)
        self._limit.timeout.connect(self._process.kill)

    @property
    def playing(self) -> bool:
        """Whether a player runs."""
        return self._process.state() is not QProcess.ProcessState.NotRunning

    def play(self, file: Path | None) -> None:
        """Play a file, or beep where there is none; nothing happens while one is being played."""
        if self.playing:
            return
        if sys.platform == "win32" and self._players is None and file is not None:
            import winsound

            winsound.PlaySound(str(file), winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT)
            return
        if self._players is None:
            self._players = list(players_here())
        self._file = file
        self._start()

    def stop(self) -> None:
        """Silence, and no player left; for the end of the window."""
        self._file, self._players = None, []
        self._limit.stop()
        if self.playing:
            self._process.kill()
            self._process.waitForFinished(1000)

    def _start(self) -> None:
        if self._file is None or not self._players:
            self.beep()
            return
        program, *options = self._players[0]
        self._limit.start()
        self._process.start(program, [*options, str(self._file)])

    def beep(self) -> None:
        """The system's own sound."""
        QApplication.beep()

    def _finished(self, code: int, status: QProcess.ExitStatus) -> None:
        self._limit.stop()
        if code != 0 or status is not QProcess.ExitStatus.NormalExit:
            self._next()

    def _error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._limit.stop()
            self._next()

    def _next(self) -> None:
        """This player is of no use here; another one, from now on."""
        if self._file is None or not self._players:
            return
        _log.info("the player %s could not play", self._players[0][0])
        del self._players[0]
        QTimer.singleShot(0, self, self._start)
