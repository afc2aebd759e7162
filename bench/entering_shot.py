"""The picture of 录入: a screenshot of the fictional city with its names covered, and the fields beside."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from opinion_desk.domain.entering import Pasted, Platform, Way
from ui.fonts import font
from ui.frame.page import Page
from ui.frame.window import Window
from ui.inbox.entering.sheet import EnterSheet
from ui.inbox.page import InboxPage

_SIZE: Final = (1080, 1400)
_SAID: Final = (
    "东湖路施工围挡占了半条人行道，盲道也断了",
    "已经两个星期，推婴儿车只能走机动车道",
    "晚上没有灯，昨天有人绊倒",
    "什么时候能恢复？有没有人管",
)
_GROUND, _BUBBLE, _HEAD, _INK, _NAME = "#F1F3F6", "#FFFFFF", "#8FB3DC", "#20262E", "#6A7685"
_TOP: Final = 120
_STEP: Final = 310


def enter_screenshot(window: Window, page: Page) -> None:
    """The sheet with a picture whose first three names are covered."""
    assert isinstance(page, InboxPage)
    page.entering.ask()
    sheet = next(made for made in window.findChildren(EnterSheet) if made.isVisible())
    sheet.choose(Way.SCREENSHOT)
    sheet.screenshot.take(_phone())
    for n in range(3):
        top = _TOP + n * _STEP
        sheet.screenshot.canvas.covers.add_between(46, top + 4, 470, top + 104)
    sheet.screenshot.canvas.changed.emit()
    title, body = "东湖路施工围挡占用人行道、盲道", "围挡占了半条人行道，盲道也断了，已有两周；晚上没有灯，有人绊倒。"
    sheet.facts.show_pasted(Pasted(None, title, body, Platform.DOUYIN))
    for name, count in (("comments", "340"), ("reposts", "86"), ("likes", "1.2万")):
        sheet.facts.counts.fields[name].setText(count)


def _phone() -> QImage:
    image = QImage(*_SIZE, QImage.Format.Format_RGB32)
    image.fill(QColor(_GROUND))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for n, words in enumerate(_SAID):
        top = _TOP + n * _STEP
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(_HEAD))
        painter.drawEllipse(QPointF(104, top + 54), 46, 46)
        painter.setBrush(QColor(_BUBBLE))
        painter.drawRoundedRect(QRectF(176, top + 112, 860, 130), 22, 22)
        painter.setFont(font(38))
        painter.setPen(QColor(_NAME))
        painter.drawText(180, top + 68, f"网友{n + 1}")
        painter.setPen(QColor(_INK))
        painter.drawText(212, top + 192, words)
    painter.end()
    return image
