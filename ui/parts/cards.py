"""Cards, scrolled columns, and small layout words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QScrollArea, QVBoxLayout, QWidget

from .labels import label


class Card(QFrame):
    """A surface with a heading, a note at its right, and a body that is filled from above."""

    def __init__(self, heading: str = "", margin: int = 18) -> None:
        super().__init__()
        self.setObjectName("card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(margin, margin - 4, margin, margin - 4)
        self.body.setSpacing(8)
        self.note: QLabel = label("", "meta")
        if heading:
            head = row(label(heading, "heading"), None, self.note)
            self.body.addLayout(head)


def row(*parts: QWidget | QLayout | None, gap: int = 8) -> QHBoxLayout:
    """Parts side by side; None is a stretch."""
    made = QHBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(gap)
    _fill(made, parts)
    return made


def column(*parts: QWidget | QLayout | None, gap: int = 8, margin: int = 0) -> QVBoxLayout:
    """Parts one below the other; None is a stretch."""
    made = QVBoxLayout()
    made.setContentsMargins(margin, margin, margin, margin)
    made.setSpacing(gap)
    _fill(made, parts)
    return made


def _fill(made: QHBoxLayout | QVBoxLayout, parts: tuple[QWidget | QLayout | None, ...]) -> None:
    for part in parts:
        if part is None:
            made.addStretch(1)
        elif isinstance(part, QWidget):
            made.addWidget(part)
        else:
            made.addLayout(part)


def holder(layout: QLayout) -> QWidget:
    """A widget without looks of its own that carries a layout."""
    made = QWidget()
    made.setObjectName("clear")
    made.setLayout(layout)
    return made


def scrolled(inside: QWidget) -> QScrollArea:
    """A column that scrolls up and down and is as wide as its place."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.viewport().setAutoFillBackground(False)
    inside.setObjectName(inside.objectName() or "clear")
    area.setWidget(inside)
    return area


def empty_layout(layout: QLayout) -> None:
    """Take everything out of a layout; widgets go at the next turn of the event loop."""
    while layout.count():
        taken = layout.takeAt(0)
        if taken is None:
            break
        inner = taken.layout()
        if inner is not None:
            empty_layout(inner)
        widget = taken.widget()
        if widget is not None:
            widget.hide()  # and stays where it is till then: a widget without a parent is styled anew first
            widget.deleteLater()


@contextmanager
def out_of_sight(widget: QWidget, *, really: bool = True) -> Iterator[None]:
    """Hide it while much in it is made anew: then all is laid out once, not with every part. A part that has the keyboard loses it."""
    if really:
        widget.hide()
    try:
        yield
    finally:
        if really:
            widget.show()
