"""One column of the board: its state and count above, its cards below; arrows within it are its own, those out of it are wished."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QListView, QVBoxLayout, QWidget

from opinion_desk.domain.incident import IncidentState

from ...fonts import font
from ...parts.cards import row
from ...parts.labels import label
from ...theme import colour, tokens
from ...words import STATE, said
from .card import Card
from .delegate import CardDelegate, clock_line
from .model import ColumnModel


class CardList(QListView):
    """`opened` carries a matter; `sideways` −1 or 1 to the column beside."""

    opened = Signal(int)
    sideways = Signal(int)

    def __init__(self, now: Callable[[], datetime], name: str) -> None:
        super().__init__()
        self.nothing = ""
        self.cards = ColumnModel(now, self)
        self.setModel(self.cards)
        self.setItemDelegate(CardDelegate(now, self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setStyleSheet("QListView { background: transparent; }")
        self.setAccessibleName(name)
        self.clicked.connect(self._open)

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Other cards; the one that was chosen stays chosen while it is there, else its place does."""
        index = self.currentIndex()
        before = self.cards.cards[index.row()] if index.isValid() else None
        self.cards.show_cards(cards)
        if before is not None and self.cards.cards:
            there = self.cards.row_of(before.id)
            self.choose(index.row() if there is None else there)
        self.viewport().update()

    def choose(self, place: int) -> None:
        """Bring the keys to the card at that place, or to the last one."""
        if self.cards.cards:
            self.setCurrentIndex(self.cards.index(min(max(place, 0), len(self.cards.cards) - 1)))

    def tick(self) -> int:
        """Count on: asks for a repaint of the clocks in sight; how many those are."""
        asked, room = 0, self.viewport().rect()
        for place, card in enumerate(self.cards.cards):
            cell = self.visualRect(self.cards.index(place))
            if cell.top() > room.bottom():
                break
            if cell.bottom() >= 0 and card.deadline is not None:
                self.viewport().update(clock_line(cell).toAlignedRect())
                asked += 1
        return asked

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(self.currentIndex())
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.sideways.emit(-1 if key == Qt.Key.Key_Left else 1)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.cards.cards:
            return
        painter = QPainter(self.viewport())
        painter.setFont(font(13))
        painter.setPen(colour("text_2"))
        room = self.viewport().rect().adjusted(14, 18, -14, 0)
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(room, int(flags), self.nothing)
        painter.end()

    def _open(self, index: QModelIndex | QPersistentModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self.cards.cards[index.row()].id)


class Column(QWidget):
    """A state with its cards."""

    def __init__(self, state: IncidentState, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.state = state
        self.setObjectName("clear")
        name = said(STATE[state])
        self.list = CardList(now, name)
        self.count: QLabel = label("0", "second")
        heading = label(name, "large")
        for part in (heading, self.count):
            part.setToolTip(self.tr("舆情件随办理动作（核定、交办、发布、办结）进入下一列，不用拖动。"))
        head = row(heading, self.count, None, gap=8)
        head.setContentsMargins(12, 9, 12, 5)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(3, 0, 3, 4)
        lines.setSpacing(0)
        lines.addLayout(head)
        lines.addWidget(self.list, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("surface" if tokens().dark else "soft_grey"))
        painter.drawRoundedRect(self.rect(), 12, 12)
        painter.end()

    def show_cards(self, cards: Sequence[Card], nothing: str) -> None:
        """Other cards; `nothing` is said where there are none."""
        self.list.nothing = nothing
        self.list.show_cards(cards)
        self.count.setText(str(len(cards)))
        self.list.setAccessibleName(f"{said(STATE[self.state])} {len(cards)}")
