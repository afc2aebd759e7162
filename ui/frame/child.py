"""The collecting process: started with the window, stopped with it, started again when it fell."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from opinion_desk.domain.messages import sentence
from opinion_desk.settings import CHECKOUT

_log = logging.getLogger(__name__)
_AGAIN_MS = 15_000
_STOP_MS = 3_000
_TELLING = (1, 3)  # the exit codes of a refusal and of what is unavailable: the last line says why


class CollectorChild(QObject):
    """Holds `collect --serve` of this home; `fell` tells when it ended by itself."""

    fell = Signal(str)

    def __init__(self, command: list[str], parent: QObject) -> None:
        super().__init__(parent)
        self._command = command
        self._process = QProcess(self)
        self._process.setWorkingDirectory(str(CHECKOUT))  # -m finds the package there, wherever the window was started
        self._process.setProcessChannelMode(QProcess.ProcessChannelMode.MergedChannels)
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._error)
        self._stopping = False
        self._last_words = ""
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_AGAIN_MS)
        self._again.timeout.connect(self.start)

    @property
    def running(self) -> bool:
        """Whether the process lives."""
        return self._process.state() is not QProcess.ProcessState.NotRunning

    def start(self) -> None:
        """Start it unless it runs."""
        if not self.running and not self._stopping:
            self._last_words = ""
            self._process.start(self._command[0], self._command[1:])

    def stop(self) -> None:
        """Ask it to end, and end it when it does not within three seconds."""
        self._stopping = True
        self._again.stop()
        if self.running:
            self._process.terminate()
            if not self._process.waitForFinished(_STOP_MS):
                self._process.kill()
                self._process.waitForFinished(_STOP_MS)

    def _read(self) -> None:
        said = bytes(self._process.readAllStandardOutput().data()).decode("utf-8", "replace").strip()
        if said:
            self._last_words = said.splitlines()[-1]
            _log.info("collector: %s", said[-2000:])

    def _finished(self, code: int) -> None:
        if self._stopping:
            return
        self._again.start()
        if self._last_words == sentence("collector_elsewhere"):
            return  # somebody else collects for this home: nothing is missed, and this one takes over when that one ends
        words = self.tr("采集进程停了，{n} 秒后自动重启；这期间没有新信息进来。").format(n=_AGAIN_MS // 1000)
        self.fell.emit(words + (self._last_words if code in _TELLING else ""))

    def _error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart and not self._stopping:
            self.fell.emit(self.tr("采集进程启动不了，{n} 秒后再试；现有信息照常可看。").format(n=_AGAIN_MS // 1000))
            self._again.start()
