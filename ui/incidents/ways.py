"""The two ways to see all matters, list and board, as two buttons; key B changes between them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget


class Ways(QWidget):
    """Which way is on; `chosen` tells of a press: True for the board."""

    chosen = Signal(bool)

    def __init__(self, *, board: bool) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._board = board
        self.list = self._button(self.tr("列表"), on=not board)
        self.board = self._button(self.tr("看板"), on=board)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        for place, made in enumerate((self.list, self.board)):
            line.addWidget(made)
            made.clicked.connect(lambda _checked=False, wished=place == 1: self._pressed(wished))

    def _button(self, words: str, *, on: bool) -> QPushButton:
        made = QPushButton(words)
        made.setCheckable(True)
        made.setChecked(on)
        made.setToolTip(self.tr("列表与看板（B）"))
        made.setAccessibleName(self.tr("{words}，按 B 切换").format(words=words))
        return made

    def _pressed(self, board: bool) -> None:
        self.list.setChecked(not self._board)  # it stands beside what it shows, and never changes itself
        self.board.setChecked(self._board)
        if board is not self._board:
            self.chosen.emit(board)
