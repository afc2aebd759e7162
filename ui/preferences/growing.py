"""Rows in a sheet that grow with their number up to a height, and scroll from there on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ..parts.cards import column


class Growing(QScrollArea):
    """Rows are added to `lines`; `fit` follows their number and height."""

    def __init__(self, tallest: int) -> None:
        super().__init__()
        self._tallest = tallest
        self.lines = QVBoxLayout()
        self.lines.setSpacing(6)
        self._inside = QWidget()
        self._inside.setObjectName("clear")
        self._inside.setLayout(column(self.lines, None, gap=0))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self.setWidget(self._inside)

    def fit(self) -> None:
        """As high as the rows, or as it may be."""
        laid_out = self._inside.layout()
        if laid_out is not None:
            laid_out.activate()
            self.setFixedHeight(min(max(laid_out.sizeHint().height(), 36), self._tallest))
