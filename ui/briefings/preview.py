"""The pages as they will be printed, beside what is edited."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ..parts.cards import empty_layout, scrolled
from ..parts.labels import label

_WIDEST = 780
_MARGIN = 24


class _Sheet(QWidget):
    """One page, drawn at the width there is."""

    def __init__(self, picture: QPixmap, number: int, count: int) -> None:
        super().__init__()
        self._picture = picture
        self.setAccessibleName(self.tr("第 {n} 页，共 {m} 页").format(n=number, m=count))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def fit(self, width: int) -> None:
        """As wide as this, as high as the page is then."""
        self.setFixedSize(QSize(width, round(width * self._picture.height() / max(self._picture.width(), 1))))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        scale = self.devicePixelRatioF()
        shown = self._picture.scaled(self.size() * scale, mode=Qt.TransformationMode.SmoothTransformation)
        shown.setDevicePixelRatio(scale)
        painter.drawPixmap(0, 0, shown)
        painter.end()


class Preview(QWidget):
    """All pages, one below the other."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("clear")
        self.sheets: list[_Sheet] = []
        self._told = label(self.tr("正在排版…"), "meta")
        self._pages = QVBoxLayout()
        self._pages.setContentsMargins(_MARGIN, 16, _MARGIN, 24)
        self._pages.setSpacing(16)
        inside = QWidget()
        inside.setLayout(self._pages)
        self._area = scrolled(inside)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self._area)

    def show_pages(self, pages: list[bytes]) -> None:
        """Other pages, as PNG; the place that was scrolled to is kept."""
        at = self._area.verticalScrollBar().value()
        empty_layout(self._pages)
        self.sheets = []
        for number, raw in enumerate(pages, 1):
            picture = QPixmap()
            picture.loadFromData(raw, "PNG")
            sheet = _Sheet(picture, number, len(pages))
            self.sheets.append(sheet)
            self._pages.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        self._pages.addStretch(1)
        self._fit()
        self._area.verticalScrollBar().setValue(at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        width = max(200, min(_WIDEST, self._area.viewport().width() - 2 * _MARGIN))
        for sheet in self.sheets:
            sheet.fit(width)
