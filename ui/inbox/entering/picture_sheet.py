"""The kept picture of an item: small in the reading pane, large on a sheet; never in another program."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...parts.cards import row
from ...parts.labels import label
from ...parts.pressable import Pressable
from ...parts.sheet import Sheet
from ...theme import colour
from .canvas import Canvas, PictureArea, zoom_buttons

_WIDE, _HIGH = 112, 124


class Thumbnail(Pressable):
    """The upper part of the picture; click, Enter or the space bar opens it."""

    def __init__(self, image: QImage) -> None:
        super().__init__()
        self.image = image
        self._small = image.scaledToWidth(
            2 * _WIDE, Qt.TransformationMode.SmoothTransformation
        )  # sharp on fine displays
        self._size = QSize(_WIDE, min(max(self._small.height() // 2, 32), _HIGH))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setToolTip(self.tr("看大图"))
        self.setAccessibleName(self.tr("截图，看大图"))

    def sizeHint(self) -> QSize:
        return self._size

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        edge = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        shape = QPainterPath()
        shape.addRoundedRect(edge, 6, 6)
        painter.setClipPath(shape)
        painter.drawImage(QRectF(self.rect()), self._small, QRectF(0, 0, 2 * self.width(), 2 * self.height()))
        painter.setClipping(False)
        marked = self.underMouse() or self.hasFocus()
        painter.setPen(QPen(colour("accent" if marked else "line"), 2 if marked else 1))
        painter.drawPath(shape)
        painter.end()


class PictureSheet(Sheet):
    """As large as the window allows; + − 0 and arrows work at once."""

    def __init__(self, over: QWidget, image: QImage, title: str) -> None:
        room = over.window().size()
        super().__init__(over, "截图", title, width=min(room.width() - 96, 1200), accept="关闭")
        self.canvas = Canvas()
        self.area = PictureArea(self.canvas)
        self.area.setFixedHeight(max(room.height() - 230, 240))
        self.body.addWidget(self.area)
        self.body.addLayout(
            row(label(self.tr("＋ － 放大缩小，0 适合宽度，方向键移动"), "meta"), None, zoom_buttons(self.area))
        )
        self.cancel_button.hide()
        self.area.show_image(image)

    @property
    def first(self) -> QWidget:
        """Where the keyboard begins."""
        return self.canvas
