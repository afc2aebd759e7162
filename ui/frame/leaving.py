"""Leaving the window: closing only puts it away while clocks must be counted; quitting is asked once."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QMainWindow

from ..parts.bars import Bar
from ..parts.sheet import Ask, Sheet
from ..seat import Seat
from .child import CollectorChild
from .tray import Tray


class Leaving(QMainWindow):
    """What a window does when it is to go; the window itself makes the parts that this asks."""

    seat: Seat
    bar: Bar
    tray: Tray
    child: CollectorChild | None
    _leaving: bool
    _open_clocks: int

    def come_forward(self) -> None:
        """A second window was asked for: this is the one."""
        raise TypeError(f"{type(self).__name__} cannot come forward")

    def ask_to_quit(self) -> None:
        """End the program; where clocks are running it is asked once, for nothing will count them meanwhile."""
        if not self._open_clocks:
            self.quit()
            return
        if any(isinstance(sheet, Ask) and sheet.isVisible() for sheet in self.findChildren(Sheet)):
            return
        if self.isHidden() or self.isMinimized():
            self.come_forward()
        words = self.tr("还有 {n} 项时限在走；退出后不采集、不提醒、不提级，下次打开时补记。").format(
            n=self._open_clocks
        )
        Ask(self, self.tr("退出舆情工作台？"), words, self.tr("退出"), self.quit).open_sheet()

    def quit(self) -> None:
        """End the program without a question."""
        self._leaving = True
        self.close()

    def _is_asking(self) -> bool:
        """Whether a sheet lies over the pages: then they stay where they are."""
        return any(sheet.isVisible() for sheet in self.findChildren(Sheet))

    def _stays(self) -> bool:
        """Whether closing only puts the window away; a demo is over when its window is closed."""
        if self.child is None or self._leaving or _session_ends():
            return False
        return not self.seat.desk.is_demo

    def _put_away(self) -> None:
        """Into the tray where there is one, otherwise minimised; said once a home."""
        told = self.seat.memory.value("window/put_away_told", False, type=bool)
        self.seat.memory.setValue("window/put_away_told", True)
        if self.tray.there:
            self.hide()
            if not told:
                words = self.tr("采集和时限照常进行；点这里的图标可重新打开，右键可退出。")
                self.tray.say(self.tr("舆情工作台仍在运行"), words)
            return
        self.showMinimized()
        if not told:
            words = self.tr("这里没有系统托盘，关闭窗口只是最小化：采集和时限照常进行；要退出请按 Ctrl+Q。")
            self.bar.notice(words, self.tr("退出程序"), self.ask_to_quit)


def _session_ends() -> bool:
    """Whether the system is logging out: then closing must close."""
    application = QApplication.instance()
    return isinstance(application, QApplication) and application.isSavingSession()
