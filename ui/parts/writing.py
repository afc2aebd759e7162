"""Writing a file beside the window's work: the bar says that it goes on, and then where it lies and how to open it, or why not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from ..seat import Seat
from .bars import Bar


def write_file(over: QWidget, seat: Seat, bar: Bar, write: Callable[[], Path]) -> None:
    """`write` is called in a thread and gives the path that was written; what fails can be tried again."""

    def done(out: Path) -> None:
        words = _tr("已导出 {path}。").format(path=out)
        bar.tell(words, _tr("打开"), lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(out))))

    bar.going_on(_tr("正在导出…"))
    seat.work.run(over, write, done, lambda error: bar.fail(error, lambda: write_file(over, seat, bar, write)))


def _tr(words: str) -> str:
    return QCoreApplication.translate("writing", words)
