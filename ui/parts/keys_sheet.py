"""All keys of a page, on one sheet."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QGridLayout, QWidget

from .labels import chip, label
from .sheet import Sheet


class KeysSheet(Sheet):
    """What every key of a page does, and those that work everywhere."""

    def __init__(self, over: QWidget, keys: Iterable[tuple[str, str]]) -> None:
        super().__init__(over, "全部按键", width=560, accept="知道了")
        self.cancel_button.hide()
        everywhere = (
            ("Ctrl+1 … 9", self.tr("打开左侧第几页")),
            ("Esc", self.tr("关闭面板")),
            ("?", self.tr("看这张表")),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for at, (key, words) in enumerate((*keys, *everywhere)):
            grid.addWidget(chip(key, "accent", strong=True), at, 0)
            grid.addWidget(label(words, "body"), at, 1)
        self.body.addLayout(grid)
