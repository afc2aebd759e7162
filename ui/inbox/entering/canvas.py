"""A picture on screen at a zoom, scrolled where it is larger than its place."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from ...parts.buttons import button
from ...parts.cards import row

_SMOOTH: Final = Qt.TransformationMode.SmoothTransformation
_STEP: Final = 1.25
_LEAST, _MOST = 0.05, 8.0
_SCROLLED: Final = 60  # by an arrow key
_BAR: Final = 14  # room for a scroll bar, kept free so that fitting does not depend on whether there is one


class Canvas(QWidget):
    """Draws the picture; `zoom` is logical pixels of the screen a pixel of the picture. Keys: + − 0, arrows."""

    zoom_wanted = Signal(int)  # steps in or out; 0 for as wide as the place

    def __init__(self) -> None:
        super().__init__()
        self.image = QImage()
        self.zoom = 1.0
        self._drawn = (
            QImage()
        )  # the picture, or a smaller one of it: a painter that halves more than once drops whole lines
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_image(self, image: QImage) -> None:
        """Another picture."""
        self.image = image
        self.show_at(self.zoom)

    def show_at(self, zoom: float) -> None:
        """The same picture at another zoom."""
        self.zoom = min(max(zoom, _LEAST), _MOST)
        dots = round(self.image.width() * self.zoom * self.devicePixelRatioF())
        small = 0 < dots * 2 < self.image.width()
        self._drawn = self.image.scaledToWidth(dots, _SMOOTH) if small else self.image
        self.resize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(max(round(self.image.width() * self.zoom), 1), max(round(self.image.height() * self.zoom), 1))

    def in_picture(self, spot: QPointF) -> QPointF:
        """A spot of the widget in pixels of the picture."""
        return spot / self.zoom

    def on_screen(self, left: int, top: int, width: int, height: int) -> QRectF:
        """A rectangle of the picture as it lies on the widget."""
        return QRectF(left * self.zoom, top * self.zoom, width * self.zoom, height * self.zoom)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_wanted.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {"+": 1, "=": 1, "-": -1, "0": 0}.get(event.text())
        if steps is None:
            super().keyPressEvent(event)
        else:
            self.zoom_wanted.emit(steps)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self.on_screen(0, 0, self.image.width(), self.image.height()), self._drawn)
        self.paint_over(painter)
        painter.end()

    def paint_over(self, painter: QPainter) -> None:
        """What lies upon the picture; nothing here."""


class PictureArea(QScrollArea):
    """A canvas in its place; as wide as the place, at most as large as it is, until somebody zooms."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__()
        self.canvas = canvas
        self._fits = True
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setWidget(canvas)
        canvas.zoom_wanted.connect(self.zoom_by)

    def show_image(self, image: QImage) -> None:
        """Another picture, from its upper edge, fitted."""
        self._fits = True
        self.canvas.show_image(image)
        self._fit()
        self.verticalScrollBar().setValue(0)

    def zoom_by(self, steps: int) -> None:
        """In or out around the middle; 0 fits it again."""
        self._fits = steps == 0
        if self._fits:
            self._fit()
            return
        middle = self.middle()
        self.canvas.show_at(self.canvas.zoom * _STEP**steps)
        spot = middle * self.canvas.zoom
        self.horizontalScrollBar().setValue(round(spot.x() - self.viewport().width() / 2))
        self.verticalScrollBar().setValue(round(spot.y() - self.viewport().height() / 2))

    def middle(self) -> QPointF:
        """The spot of the picture in the middle of what is seen of it."""
        return self.canvas.in_picture(QPointF(self.canvas.visibleRegion().boundingRect().center()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        down = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(key, 0)
        right = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(key, 0)
        if not down and not right:
            event.ignore()  # Enter and Esc belong to the sheet
            return
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + down * _SCROLLED)
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + right * _SCROLLED)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fits:
            self._fit()

    def _fit(self) -> None:
        image = self.canvas.image
        if image.isNull():
            return
        self.canvas.show_at(min((self.width() - _BAR) / image.width(), 1.0))


def zoom_buttons(area: PictureArea) -> QHBoxLayout:
    """Out, in, and as wide as the place, for the mouse; each tells its key."""
    tr = QCoreApplication.translate
    out = button("－", lambda: area.zoom_by(-1), "quiet", hint=tr("canvas", "缩小（-）"))
    closer = button("＋", lambda: area.zoom_by(1), "quiet", hint=tr("canvas", "放大（+）"))
    fitted = button(tr("canvas", "适合宽度"), lambda: area.zoom_by(0), "quiet", hint="0")
    return row(out, closer, fitted, gap=4)
