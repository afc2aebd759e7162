"""The icon in the tray: while the window is away the desk goes on collecting and counting, and this is the way back."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

_SHOWN_MS = 10_000


class Tray(QObject):
    """`opened` and `left` are what a person chose; without a tray on this system `there` is False and nothing is drawn."""

    opened = Signal()
    left = Signal()

    def __init__(self, icon: QIcon, parent: QObject) -> None:
        super().__init__(parent)
        self.there = QSystemTrayIcon.isSystemTrayAvailable()
        self.menu = QMenu()
        self.menu.addAction(self.tr("打开")).triggered.connect(self.opened)
        self.menu.addAction(self.tr("退出")).triggered.connect(self.left)
        self._icon = QSystemTrayIcon(icon, self)
        self._icon.setContextMenu(self.menu)
        self._icon.activated.connect(self._activated)
        self._icon.messageClicked.connect(self.opened)

    def show_up(self, words: str) -> None:
        """Stand in the tray, with these words under the pointer."""
        self._icon.setToolTip(words)
        if self.there:
            self._icon.show()

    def say(self, title: str, words: str) -> None:
        """A quiet note beside the icon."""
        if self.there:
            self._icon.showMessage(title, words, self._icon.icon(), _SHOWN_MS)

    def go(self) -> None:
        """Take the icon away, before the program ends."""
        self._icon.hide()

    def _activated(self, why: QSystemTrayIcon.ActivationReason) -> None:
        if why in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.opened.emit()
