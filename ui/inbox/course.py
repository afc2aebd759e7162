"""The course of an event, hour by hour, as a quiet line."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ..fonts import font
from ..theme import colour

Course = tuple[tuple[datetime, int], ...]
_HOUR = timedelta(hours=1)
_MOST_HOURS = 24 * 14


def with_quiet_hours(course: Course) -> Course:
    """The course with the hours between its first and last in which nothing came, as zeros; a very long one stays as it is."""
    if not course:
        return ()
    counts, first, last = dict(course), course[0][0], course[-1][0]
    hours = round((last - first) / _HOUR)
    if not 0 < hours <= _MOST_HOURS:
        return course
    return tuple((at := first + n * _HOUR, counts.get(at, 0)) for n in range(hours + 1))


class CourseLine(QWidget):
    """A line with a filled ground, its highest hour named, first and last hour written below."""

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__()
        self._zone = zone
        self._course: Course = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_course(self, course: Course) -> None:
        """Another event."""
        self._course = with_quiet_hours(course)
        self.setAccessibleName("、".join(f"{at.astimezone(self._zone):%H:%M} {count}" for at, count in course))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, 96)

    def paintEvent(self, event: QPaintEvent) -> None:
        if len(self._course) < 2:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(2, 18, self.width() - 6, self.height() - 38)
        top = max(count for _, count in self._course)
        step = box.width() / (len(self._course) - 1)
        points = [
            QPointF(box.left() + n * step, box.bottom() - box.height() * count / max(top, 1))
            for n, (_, count) in enumerate(self._course)
        ]
        self._paint_line(painter, points, box)
        self._paint_words(painter, points, box, top)
        painter.end()

    def _paint_line(self, painter: QPainter, points: list[QPointF], box: QRectF) -> None:
        line = QPainterPath(points[0])
        for point in points[1:]:
            line.lineTo(point)
        ground = QPainterPath(line)
        ground.lineTo(box.bottomRight())
        ground.lineTo(box.bottomLeft())
        fill = QColor(colour("accent"))
        fill.setAlpha(34)
        painter.fillPath(ground, fill)
        painter.setPen(QPen(colour("accent"), 2))
        painter.drawPath(line)
        painter.setPen(QPen(colour("line"), 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())

    def _paint_words(self, painter: QPainter, points: list[QPointF], box: QRectF, top: int) -> None:
        painter.setFont(font(11, tabular=True))
        painter.setPen(colour("text_3"))
        ends = (self._course[0][0].astimezone(self._zone), self._course[-1][0].astimezone(self._zone))
        shape = "%H:%M" if ends[0].date() == ends[1].date() else "%m-%d %H:%M"
        first, last = (f"{at:{shape}}" for at in ends)
        below = QRectF(0, box.bottom() + 3, self.width(), 16)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, first)
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, last)
        peak = max(range(len(points)), key=lambda n: self._course[n][1])
        painter.setPen(colour("accent_text"))
        words = f"{self._course[peak][1]}"
        spot = QRectF(points[peak].x() - 20, points[peak].y() - 18, 40, 14)
        spot.moveRight(min(spot.right(), self.width() - 1.0))
        spot.moveLeft(max(spot.left(), 0.0))
        painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, words)
        painter.setBrush(colour("accent"))
        painter.setPen(QPen(colour("surface"), 2))
        painter.drawEllipse(points[peak], 4, 4)
