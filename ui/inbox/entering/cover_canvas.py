"""The picture with its covers, painted as they will be kept: drawn and pulled with the mouse, or all by keys."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPen

from ...theme import colour
from .canvas import Canvas
from .covers import Covers

_GRIP: Final = 5.0  # half of a handle, in logical pixels of the screen
_STEP: Final = 8  # pixels of the picture by an arrow key, one with Ctrl
_ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_EDGES: Final = {"lt": (0.0, 0.0), "rt": (1.0, 0.0), "lb": (0.0, 1.0), "rb": (1.0, 1.0)}


class CoverCanvas(Canvas):
    """Keys: A adds, arrows move (Ctrl by a pixel), Shift with arrows resizes, space marks the next, Delete takes away."""

    changed = Signal()
    add_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.covers = Covers(0, 0)
        self._from: QPointF | None = None  # where the mouse went down, in pixels of the picture
        self._to = QPointF()
        self._pulled = ""  # the edges that are pulled, "move", or "" while a new one is drawn
        self.setMouseTracking(True)

    def show_image(self, image: QImage) -> None:
        self.covers = Covers(image.width(), image.height())
        super().show_image(image)
        self.changed.emit()

    def add_at(self, spot: QPointF) -> None:
        """A cover of the usual size around that spot of the picture."""
        self.covers.add_at(spot.x(), spot.y())
        self._tell()

    def remove(self) -> None:
        """Take the marked cover away."""
        self.covers.remove()
        self._tell()

    # --- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        arrow = _ARROWS.get(Qt.Key(event.key()))
        if arrow is not None and self.covers.chosen is not None:
            step = 1 if event.modifiers() & Qt.KeyboardModifier.ControlModifier else _STEP
            act = self.covers.grow if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else self.covers.move
            act(arrow[0] * step, arrow[1] * step)
            self._tell()
        elif event.key() == Qt.Key.Key_A and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.add_wanted.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove()
        elif event.key() == Qt.Key.Key_Space:
            self.covers.mark_next()
            self.update()
        else:
            super().keyPressEvent(event)

    # --- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        spot = self.in_picture(event.position())
        self._pulled = self._grip_at(event.position())
        if not self._pulled:
            self.covers.marked = self.covers.at(spot.x(), spot.y())
            self._pulled = "move" if self.covers.marked is not None else ""
        self._from = self._to = spot
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        spot = self.in_picture(event.position())
        if self._from is None:
            self._show_cursor(event.position(), spot)
            return
        if self._pulled == "move":
            by = spot - self._to
            whole = QPointF(round(by.x()), round(by.y()))
            self.covers.move(int(whole.x()), int(whole.y()))
            spot = self._to + whole  # what is left of a pixel is kept for the next step
        elif self._pulled:
            self.covers.pull(self._pulled, spot.x(), spot.y())
        self._to = spot
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        begun, self._from = self._from, None
        if begun is None:
            return
        if not self._pulled:
            end = self.in_picture(event.position())
            self.covers.add_between(begun.x(), begun.y(), end.x(), end.y())
        self._tell()

    # --- painting

    def paint_over(self, painter: QPainter) -> None:
        for cover in self.covers.all:
            rect = self.on_screen(cover.left, cover.top, cover.width, cover.height)
            painter.fillRect(rect, Qt.GlobalColor.black)  # no token: so it is kept, in either theme
        chosen = self.covers.chosen
        if chosen is not None:
            around = self.on_screen(chosen.left, chosen.top, chosen.width, chosen.height)
            painter.setPen(
                QPen(colour("accent"), 2, Qt.PenStyle.SolidLine if self.hasFocus() else Qt.PenStyle.DashLine)
            )
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(around)
            painter.setBrush(colour("on_accent"))  # the picture is as light in either theme
            for grip in self._grips(around).values():
                painter.drawRect(grip)
        if self._from is not None and not self._pulled:
            drawn = QRectF(self._from * self.zoom, self._to * self.zoom).normalized()
            painter.fillRect(drawn, Qt.GlobalColor.black)

    def _grips(self, around: QRectF) -> dict[str, QRectF]:
        made = {}
        for edges, (right, down) in _EDGES.items():
            x, y = around.left() + right * around.width(), around.top() + down * around.height()
            made[edges] = QRectF(x - _GRIP, y - _GRIP, 2 * _GRIP, 2 * _GRIP)
        return made

    def _grip_at(self, spot: QPointF) -> str:
        chosen = self.covers.chosen
        if chosen is None:
            return ""
        grips = self._grips(self.on_screen(chosen.left, chosen.top, chosen.width, chosen.height))
        return next((edges for edges, grip in grips.items() if grip.contains(spot)), "")

    def _show_cursor(self, spot: QPointF, in_picture: QPointF) -> None:
        grip = self._grip_at(spot)
        if grip:
            slant = Qt.CursorShape.SizeFDiagCursor if grip in ("lt", "rb") else Qt.CursorShape.SizeBDiagCursor
            self.setCursor(slant)
        elif self.covers.at(in_picture.x(), in_picture.y()) is not None:
            self.setCursor(Qt.CursorShape.SizeAllCursor)
        else:
            self.setCursor(Qt.CursorShape.CrossCursor)

    def _tell(self) -> None:
        self.update()
        self.changed.emit()
