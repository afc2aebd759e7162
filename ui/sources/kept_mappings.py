"""The mappings that were kept for headers: seen, removed, and brought back."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QWidget

from opinion_desk.domain.table_mapping import MEANING_WORDS, Meaning, TableMapping

from ..parts.buttons import button
from ..parts.cards import column, empty_layout, holder, row, scrolled
from ..parts.labels import Elided, label
from ..parts.sheet import Sheet
from ..seat import Seat
from ..words import said

_HEIGHT: Final = 220


class KeptMappingsSheet(Sheet):
    """A removed one can be brought back while the sheet is open."""

    def __init__(self, over: QWidget, seat: Seat) -> None:
        words = "同样表头的文件（不论列的顺序）照这里的对照读入：导入、监视的文件夹、网址上的表格都一样。"
        super().__init__(over, "表头对照", words, width=640, accept="完成")
        self._seat = seat
        self._removed: TableMapping | None = None
        self.cancel_button.hide()
        self._lines = column(gap=10)
        area = scrolled(holder(self._lines))
        area.setFixedHeight(_HEIGHT)
        area.setAccessibleName(self.tr("保存的对照"))
        self.body.addWidget(area)
        self._gone = label("", "second", wrap=True)
        self.undo = button(self.tr("撤销"), self.bring_back, "link")
        self._after = holder(row(self._gone, None, self.undo))
        self._after.hide()
        self.body.addWidget(self._after)
        self.refresh()

    def refresh(self) -> None:
        """Read the list again."""
        self._seat.work.run(self, self._seat.desk.tables.mappings, self._show, self.failed, key="list")

    def remove(self, mapping: TableMapping) -> None:
        """Forget a mapping; what was read by it stays."""
        tables = self._seat.desk.tables

        def done(_answer: object) -> None:
            self._removed = mapping
            self._gone.setText(self.tr("已删掉“{name}”；已经读入的信息保留。").format(name=mapping.name))
            self._after.show()
            self.refresh()

        self._seat.work.run(self, lambda: tables.remove(mapping.name), done, self.failed)

    def bring_back(self) -> None:
        """Keep the removed one again."""
        mapping, tables = self._removed, self._seat.desk.tables
        if mapping is not None:
            self._after.hide()
            self._seat.work.run(self, lambda: tables.keep(mapping), lambda _kept: self.refresh(), self.failed)

    def _show(self, mappings: tuple[TableMapping, ...]) -> None:
        empty_layout(self._lines)
        for mapping in mappings:
            self._lines.addLayout(self._line(mapping))
        if not mappings:
            words = self.tr("还没有保存的对照。导入表头看不懂的文件时，会请您对照一次。")
            self._lines.addWidget(label(words, "second", wrap=True))
        self._lines.addStretch(1)

    def _line(self, mapping: TableMapping) -> QHBoxLayout:
        read = [(heading, meaning) for heading, meaning in mapping.meanings if meaning is not Meaning.DROP]
        words = "，".join(f"{heading} → {said(MEANING_WORDS[meaning])}" for heading, meaning in read)
        line = row(gap=10)
        line.addLayout(column(label(mapping.name, "strong"), Elided(words, 12, "text_2"), gap=2), 1)
        away = button(self.tr("删除"), partial(self.remove, mapping), "quiet", "trash")
        away.setAccessibleName(self.tr("删除对照 {name}").format(name=mapping.name))
        line.addWidget(away)
        return line
