"""A tool tip shows the text it is given; a title that looks like HTML makes the window load nothing."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from ui.parts.labels import Elided, plain_tip
from ui.parts.way import Way

TRICK = "<img src='file://203.0.113.9/share/a.png'>停水\n<b>第二行</b> 5 < 6 & 7"


def _shown(tip: str) -> str:
    document = QTextDocument()
    document.setHtml(tip)
    return document.toPlainText()


@pytest.mark.parametrize("made", [Elided, Way])
def test_a_title_that_names_a_picture_is_shown_as_it_is_written(made: type[Elided | Way], qtbot: QtBot) -> None:
    widget = made(TRICK)
    qtbot.addWidget(widget)
    assert "<img" not in widget.toolTip() and _shown(widget.toolTip()) == TRICK


def test_a_plain_tip_stays_plain() -> None:
    assert plain_tip("停水通知\n东湖区 & 南岸") == "停水通知\n东湖区 & 南岸"
