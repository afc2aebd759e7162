"""All keys, on one sheet."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from ..parts.labels import chip, label
from ..parts.sheet import Sheet


class KeysSheet(Sheet):
    """What every key of the 信息 page does, and those that work everywhere."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over, "全部按键", width=560, accept="知道了")
        keys = (
            ("J  K", self.tr("下一条、上一条")),
            ("E", self.tr("立件，或打开已立的舆情件")),
            ("A", self.tr("交办责任单位")),
            ("T", self.tr("修正研判，再按一键选定")),
            ("X", self.tr("阅存，不作处置")),
            ("N", self.tr("录入：链接或分享文字、截图、电话记录")),
            ("M", self.tr("补录这条的阅读、评论、转发、点赞")),
            ("S", self.tr("加星、去星")),
            ("U", self.tr("撤销上一步")),
            ("/", self.tr("搜索；Esc 回到列表")),
            ("Ctrl+1 … 9", self.tr("打开左侧第几页")),
            ("Esc", self.tr("关闭面板")),
            ("?", self.tr("看这张表")),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for at, (key, words) in enumerate(keys):
            grid.addWidget(chip(key, "accent", strong=True), at, 0)
            grid.addWidget(label(words, "body"), at, 1)
        self.body.addLayout(grid)
