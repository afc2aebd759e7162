"""A place that is not there yet says so: what it will hold, and where to find the thing meanwhile."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from ..frame.page import Page
from ..parts.buttons import button
from ..parts.empty import Empty
from ..seat import Seat


class AbsentPage(Page):
    """态势 in this version."""

    def __init__(self, seat: Seat, id: str) -> None:
        super().__init__(seat)
        glyph, title, words, to, go = {
            "situation": (
                "chart-bar",
                self.tr("“态势”尚未提供"),
                self.tr(
                    "这里将汇总今天的信息量、倾向、领域和责任单位的分布，以及正在升温的话题。这一版里，请在“信息”页按热度排序查看，各类数量就在左侧。"
                ),
                "inbox",
                self.tr("去信息，按热度看"),
            ),
        }[id]
        lines = QVBoxLayout(self)
        lines.addWidget(Empty(glyph, title, words, button(go, lambda: self.page_requested.emit(to), "primary")))
