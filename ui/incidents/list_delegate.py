"""One incident in the list: level, title, state, and what is left of its most pressing clock."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from opinion_desk.domain.incident import Incident, IncidentState

from ..fonts import font
from ..frame.strip import pressing
from ..seat import Seat
from ..theme import colour, tokens
from ..words import STATE, said
from .list_model import INCIDENT, pressing_clock

_MID = Qt.AlignmentFlag.AlignVCenter


class IncidentDelegate(QStyledItemDelegate):
    """Paints rows of an IncidentListModel."""

    def __init__(self, seat: Seat, parent: QObject) -> None:
        super().__init__(parent)
        self._seat = seat

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, 76)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        incident = index.data(INCIDENT)
        if not isinstance(incident, Incident):
            return
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, colour("selected" if selected else "raised"))
        if selected:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), colour("accent"))
        painter.setPen(QPen(colour("line"), 1))
        painter.drawLine(QPointF(rect.left(), rect.bottom() + 0.5), QPointF(rect.right(), rect.bottom() + 0.5))
        self._paint_level(painter, QRectF(rect.left() + 14, rect.top() + 13, 20, 20), incident)
        room = QRectF(rect.left() + 44, rect.top(), rect.width() - 58, rect.height())
        painter.setFont(font(14, bold=incident.state.open))
        painter.setPen(colour("text" if incident.state.open else "text_2"))
        title = QFontMetrics(painter.font()).elidedText(incident.title, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(QRectF(room.left(), room.top() + 11, room.width(), 24), _MID, title)
        self._paint_below(painter, QRectF(room.left(), room.top() + 40, room.width(), 22), incident)
        painter.restore()

    def _paint_level(self, painter: QPainter, spot: QRectF, incident: Incident) -> None:
        level = incident.level
        painter.setFont(font(12, bold=True))
        if level is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens().level(level)))
            painter.drawRoundedRect(spot, 5, 5)
            painter.setPen(QColor(tokens().on_level(level)))
            painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, level.numeral)
            return
        # Only fixed levels are filled with their colour; a hint stands in an outline, so that nobody takes it for 核定.
        hinted = incident.hint is not None and incident.state is IncidentState.CANDIDATE
        painter.setPen(QPen(colour("text_3"), 1) if hinted else Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush if hinted else colour("soft_grey"))
        painter.drawRoundedRect(spot.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        painter.setPen(colour("text_2"))
        words = (
            incident.hint.numeral if hinted and incident.hint else incident.grade.words[:1] if incident.grade else "·"
        )
        painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_below(self, painter: QPainter, room: QRectF, incident: Incident) -> None:
        clock = pressing_clock(incident) if incident.state.open else None
        right = room.right()
        if clock is not None:
            stand = pressing(clock.deadline, self._seat.now())
            painter.setFont(font(13, bold=True, tabular=True))
            painter.setPen(colour("red_text" if stand.red else "text"))
            words = f"{stand.figures} {stand.word}".rstrip()
            wide = QFontMetrics(painter.font()).horizontalAdvance(words)
            painter.drawText(QRectF(right - wide, room.top(), wide + 2, room.height()), _MID, words)
            right -= wide + 10
        painter.setFont(font(12))
        waiting = incident.state is IncidentState.CANDIDATE
        painter.setPen(colour("amber_text" if waiting else "text_3"))
        state = said(STATE[incident.state])
        whole = f"{state} · {incident.number}"
        fits = QFontMetrics(painter.font()).horizontalAdvance(whole) <= right - room.left()
        words = whole if fits else f"{state} · {incident.number[-4:]}"
        painter.drawText(QRectF(room.left(), room.top(), right - room.left(), room.height()), _MID, words)
