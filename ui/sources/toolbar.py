"""The head of 来源: how many there are, a filter, and what can be done with the marked ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu

from opinion_desk.services.source_row import BY_HAND, is_collected

from ..icons import icon
from ..parts.buttons import button
from ..parts.labels import Elided, label
from .counting import counted
from .watched import all_watched

if TYPE_CHECKING:
    from opinion_desk.services.source_row import SourceRow

COLLECT, PAUSE, WATCH, EDIT, MOVE, REMOVE, ADD = "collect", "pause", "watch", "edit", "move", "remove", "add"
STARTERS, FILE, OPML, EXPORT, DUE = "starters", "file", "opml", "export", "due"
MAPPINGS, BOUGHT = "mappings", "bought"


class Toolbar(QFrame):
    """`wanted` carries one of the words above, `filtered` the words of the filter, `left` that the filter was left for the table."""

    wanted = Signal(str)
    filtered = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("toolbar")
        self.told = Elided("", 12, "text_3")
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("筛选   /"))
        self.filter.setAccessibleName(self.tr("按名称、分组、网址或状态筛选"))
        self.filter.setToolTip(self.tr("按名称、分组、网址或状态筛选（/），Esc 清除"))
        self.filter.setClearButtonEnabled(True)
        self.filter.addAction(icon("magnifying-glass", "text_3"), QLineEdit.ActionPosition.LeadingPosition)
        self.filter.setFixedWidth(150)
        self.filter.textChanged.connect(lambda text: self.filtered.emit(text.strip()))
        self.filter.returnPressed.connect(self.left)
        leave = QShortcut(QKeySequence("Esc"), self.filter)
        leave.setContext(Qt.ShortcutContext.WidgetShortcut)  # a sheet over the page keeps its own Esc
        leave.activated.connect(self.leave)
        named: tuple[tuple[str, str, str, str, str], ...] = (
            (COLLECT, self.tr("立即采集"), "", "arrow-clockwise", "F5"),
            (PAUSE, self.tr("暂停"), "", "pause", self.tr("空格")),
            (WATCH, self.tr("盯守"), "", "clock", "W"),
            (EDIT, self.tr("修改…"), "", "pencil-simple", "F2"),
            (MOVE, self.tr("移到…"), "", "folder-open", "M"),
            (REMOVE, "", "danger", "trash", self.tr("移除（Delete）")),
        )
        self.deeds = {
            what: button(words, self._wisher(what), kind, glyph, hint=hint) for what, words, kind, glyph, hint in named
        }
        self._more = button(self.tr("更多"), self._show_more, "", "caret-down")
        self._lay_out()

    def show_marked(self, marked: Sequence[SourceRow], *, alone: bool, now: datetime) -> None:
        """What can be done with the marked sources; `alone` when it is one source's own line."""
        collected = [row for row in marked if is_collected(row.source)]
        for made in self.deeds.values():
            made.setEnabled(bool(marked))
        self.deeds[EDIT].setEnabled(alone)
        self.deeds[WATCH].setEnabled(bool(collected))
        self.deeds[COLLECT].setEnabled(any(row.source.form not in BY_HAND for row in marked))
        self.deeds[WATCH].setText(self.tr(" 结束盯守") if all_watched(collected, now) else self.tr(" 盯守"))
        self.deeds[PAUSE].setText(self.tr(" 恢复") if all_paused(marked) else self.tr(" 暂停"))

    def show_counts(self, rows: Sequence[SourceRow], now: datetime) -> None:
        """How many there are, and how many want a look."""
        self.told.setText(counted(rows, now))

    def to_filter(self) -> None:
        """Let the keys go into the filter."""
        self.filter.setFocus()
        self.filter.selectAll()

    def _lay_out(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(18, 9, 16, 9)
        line.setSpacing(6)
        line.addWidget(label(self.tr("来源"), "large"))
        line.addSpacing(6)
        line.addWidget(self.told, 1)
        line.addWidget(self.filter)
        for made in self.deeds.values():
            line.addWidget(made)
        line.addWidget(self._more)
        line.addWidget(button(self.tr("添加来源"), self._wisher(ADD), "primary", "plus", hint="Ctrl+N"))

    def _wisher(self, what: str) -> Callable[[], None]:
        return lambda: self.wanted.emit(what)

    def leave(self) -> None:
        """Show everything again, and give the keys back to the table."""
        self.filter.clear()
        self.left.emit()

    def _show_more(self) -> None:
        """What belongs to no marked source; further ways in have their place in the second group."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        groups = (
            ((STARTERS, self.tr("从推荐来源中选…")), (DUE, self.tr("立即采集全部到期来源"))),
            (
                (FILE, self.tr("导入信息文件（csv、xlsx、jsonl）…")),
                (MAPPINGS, self.tr("保存的表头对照…")),
                (BOUGHT, self.tr("比对购买的服务…")),
            ),
            ((OPML, self.tr("导入订阅清单（OPML）…")), (EXPORT, self.tr("导出订阅清单（OPML）…"))),
        )
        for group in groups:
            for what, words in group:
                menu.addAction(words).triggered.connect(self._wisher(what))
            menu.addSeparator()
        menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height() + 4)))


def all_paused(rows: Sequence[SourceRow]) -> bool:
    """Whether they are to be resumed, not paused."""
    return bool(rows) and all(row.source.paused for row in rows)
