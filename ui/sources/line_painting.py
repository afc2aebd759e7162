"""A line of the sources table, painted at one go: a call for each cell would cost the screen ten times as many."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from opinion_desk.domain.source import HealthState

from ..fonts import advance, cut, font
from ..icons import paint_glyph
from ..theme import colour
from .folders import FolderLine, Line, SourceLine
from .table_model import NAME, STATE, WHY, SourceModel

HEIGHT: Final = 44
_GLYPH: Final = {
    HealthState.WELL: ("check-circle", "good"),
    HealthState.FAILING: ("warning", "red_text"),
    HealthState.SILENT: ("minus-circle", "amber_text"),
    HealthState.PAUSED: ("pause", "text_3"),
    HealthState.NEW: ("circle", "text_3"),
}
_LOUD: Final = {HealthState.FAILING: "red_text", HealthState.SILENT: "amber_text"}
_STEP: Final = 18  # a folder's depth
_AROUND: Final = 10  # left and right of a cell's words


def paint_line(painter: QPainter, line: Line, model: SourceModel, whole: QRectF, cells: list[QRectF]) -> None:
    """One line with its rule below; `cells` are the columns as they stand now."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour("line"), 1))
    painter.drawLine(QPointF(whole.left(), whole.bottom() - 0.5), QPointF(whole.right(), whole.bottom() - 0.5))
    of_folder = isinstance(line, FolderLine)
    health = line.worst if isinstance(line, FolderLine) else line.row.state
    for column, cell in enumerate(cells):
        if not cell.width():
            continue  # hidden where there is little room
        words = model.words(line, column)
        room = cell.adjusted(_AROUND, 0, -_AROUND, 0)
        ink = "text_3" if of_folder else "text_2"
        if column == NAME:
            room.setLeft(_name_from(painter, line, room))
            ink = "text_3" if health is HealthState.PAUSED else "text"
        elif column == STATE:
            glyph, ink = _GLYPH[health]
            paint_glyph(painter, QRectF(room.left(), room.center().y() - 8, 16, 16), glyph, colour(ink), 16)
            room.setLeft(room.left() + 22)
        elif column == WHY:
            unread = isinstance(line, SourceLine) and line.row.bad_files is not None
            ink = _LOUD.get(health, "amber_text" if unread else ink)
        if words:
            _write(painter, words, room, column, ink, model)


def _name_from(painter: QPainter, line: Line, room: QRectF) -> float:
    """Where the name begins; a folder's caret is drawn before it."""
    left = room.left() + 6 + _STEP * line.depth
    if not isinstance(line, FolderLine):
        return left
    spot = QRectF(left - 2, room.center().y() - 7, 14, 14)
    paint_glyph(painter, spot, "caret-right" if line.folded else "caret-down", colour("text_3"), 12)
    return left + 16


def _write(painter: QPainter, words: str, room: QRectF, column: int, ink: str, model: SourceModel) -> None:
    bold = column == NAME
    size = 14 if bold else 13
    painter.setPen(colour(ink))
    painter.setFont(font(size, bold=bold, tabular=True))
    if advance(words, size, bold, tabular=True) <= room.width():
        painter.drawText(
            room, model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole), words
        )
    elif column == WHY:
        painter.setFont(font(12))
        painter.drawText(
            room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWrapAnywhere, _two_lines(words, room.width())
        )
    else:
        told = cut(words, room.width(), size, bold, tabular=True)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, told)


def _two_lines(words: str, width: float) -> str:
    """What two lines hold, the rest as an ellipsis: the whole stands in the tool tip."""
    return cut(words, 2 * width - 30, 12)
