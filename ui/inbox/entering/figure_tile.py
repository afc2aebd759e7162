"""One count of an item: its name, the newest value, the change since the time before in words, and a small line of its course."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...fonts import font
from ...theme import colour
from ...words import FIGURE, said
from .counting import Figure, short_count

_HEIGHT, _LINE = 92, 22


class FigureTile(QWidget):
    """The line is drawn to scale in time; a single value has none."""

    def __init__(self, figure: Figure) -> None:
        super().__init__()
        self._figure = figure
        self.name = said(FIGURE[figure.name])
        ranked = figure.name == "rank"
        self.value = self.tr("第 {n}").format(n=int(figure.value)) if ranked else short_count(figure.value)
        self.change = self._changed(ranked)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{self.name} {self.value} {self.change}")
        if not ranked:
            self.setToolTip(f"{self.name} {figure.value:,.0f}")

    def sizeHint(self) -> QSize:
        return QSize(76, _HEIGHT if len(self._figure.course) > 1 else _HEIGHT - _LINE - 22)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(font(12))
        painter.setPen(colour("text_3"))
        painter.drawText(QRectF(0, 0, self.width(), 18), left, self.name)
        painter.setFont(font(18, bold=True, tabular=True))
        painter.setPen(colour("text"))
        painter.drawText(QRectF(0, 18, self.width(), 26), left, self.value)
        if len(self._figure.course) > 1:
            painter.setFont(font(12, tabular=True))
            painter.setPen(colour("accent_text" if self._figure.change else "text_3"))
            painter.drawText(QRectF(0, 44, self.width(), 18), left, self.change)
            self._paint_course(painter, QRectF(2, _HEIGHT - _LINE - 3, self.width() - 12, _LINE))
        painter.end()

    def _paint_course(self, painter: QPainter, box: QRectF) -> None:
        course = self._figure.course
        begin, length = course[0][0], (course[-1][0] - course[0][0]).total_seconds() or 1.0
        values = [-value if self._figure.name == "rank" else value for _, value in course]  # the first place is the top
        low, high = min(values), max(values)
        points = [
            QPointF(
                box.left() + box.width() * (at - begin).total_seconds() / length,
                box.bottom() - box.height() * ((value - low) / (high - low) if high > low else 0.5),
            )
            for (at, _), value in zip(course, values, strict=True)
        ]
        line = QPainterPath(points[0])
        for point in points[1:]:
            line.lineTo(point)
        painter.setPen(QPen(colour("accent"), 1.6))
        painter.drawPath(line)
        painter.setPen(QPen(colour("surface"), 1.5))
        painter.setBrush(colour("accent"))
        painter.drawEllipse(points[-1], 3.2, 3.2)

    def _changed(self, ranked: bool) -> str:
        change = self._figure.change
        if change is None:
            return ""
        if not change:
            return self.tr("不变")
        if ranked:
            return self.tr("升 {n} 位" if change < 0 else "降 {n} 位").format(n=int(abs(change)))
        return f"{'+' if change > 0 else '−'}{short_count(abs(change))}"
