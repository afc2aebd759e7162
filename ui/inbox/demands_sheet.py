"""反复诉求: what the hotline was told again and again, by matter and place; a line shows its items, an item opens."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from opinion_desk.domain.demands import LEAST, Demand, Repeated
from opinion_desk.domain.period import Period

from ..parts.buttons import button
from ..parts.cards import empty_layout, holder, row, scrolled
from ..parts.files import ask_target
from ..parts.labels import label
from ..parts.lines import HEIGHT, Line, LinesModel, LinesView
from ..parts.sheet import Sheet
from ..parts.way import Way
from ..seat import Seat

_WIDTHS = (150, 150, 64, 72, 96, 0, 112)
_UNITS = 5  # the column that takes what room is left
_ITEMS = 60
_ROWS, _HEAD = 6, 36
Found = tuple[Period, tuple[Repeated, ...]]


class DemandsSheet(Sheet):
    """`item_wanted` carries the item that a person wants to read; the sheet closes then."""

    item_wanted = Signal(int)

    def __init__(self, over: QWidget, seat: Seat) -> None:
        super().__init__(
            over,
            "反复诉求",
            "热线里同一事项、同一地点反复出现的；按事项和地点计，不按诉求人计。",
            width=940,
            accept="知道了",
        )
        self._seat = seat
        self._found: Found | None = None
        heads = ("事项", "地点", "次数", "未办结", "已过热线时限", "承办单位", "末次")
        self.table = LinesView(LinesModel(heads, (2, 3, 4)), _WIDTHS, _UNITS, self.tr("反复诉求"))
        self.told = label(self.tr("正在统计…"), "second", wrap=True)
        self.items = QVBoxLayout()
        self.items.setSpacing(4)
        self._below = scrolled(holder(self.items))
        self._below.setFixedHeight(150)
        for part in (self.told, self.table, self._below):
            self.body.addWidget(part)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_items())
        self.cancel_button.hide()
        self.export_button = button(self.tr("导出表格…"), self._export, "", "export")
        self.foot.insertWidget(0, self.export_button)
        self._ready(has_any=False)
        self._read()

    def _read(self) -> None:
        service = self._seat.desk.demands

        def found() -> Found:
            period = service.usual_period()
            return period, service.list(period)

        self._seat.work.run(self, found, self._show, self.failed)

    def _show(self, found: Found) -> None:
        self._found = found
        period, groups = found
        words = self.tr("{period}，出现 {least} 次以上的 {n} 项。点一行看是哪些工单，再点工单阅读。")
        if not groups:
            words = self.tr("{period}没有出现 {least} 次以上的诉求。导入 12345 导出表后，这里按事项和地点计数。")
        self.told.setText(words.format(period=period.words, least=LEAST, n=len(groups)))
        self._ready(has_any=bool(groups))
        self.table.setFixedHeight(_HEAD + HEIGHT * max(1, min(len(groups), _ROWS)))
        self.table.show_lines([self._line(one) for one in groups])
        self._centre()
        (self.table if groups else self.accept_button).setFocus()

    def _ready(self, *, has_any: bool) -> None:
        for part in (self.table, self._below, self.export_button):
            part.setVisible(has_any)

    def _line(self, one: Repeated) -> Line:
        units = "、".join(self._seat.unit(unit) for unit in one.units) or "—"
        late = self.tr("{n:,} 件").format(n=one.overdue) if one.overdue else "—"
        cells = (
            one.matter,
            one.place or "—",
            f"{one.count:,}",
            f"{one.open:,}",
            late,
            units,
            self._seat.short(one.last),
        )
        return Line(one, cells, {4: "red_text"} if one.overdue else {})

    def _show_items(self) -> None:
        one: Repeated | None = self.table.marked
        empty_layout(self.items)
        if one is None:
            return
        for demand in one.demands[:_ITEMS]:
            self.items.addLayout(self._item(demand))
        if one.count > _ITEMS:
            self.items.addWidget(label(self.tr("另有 {n} 条").format(n=one.count - _ITEMS), "meta"))
        self.items.addStretch(1)

    def _item(self, demand: Demand) -> QHBoxLayout:
        title = Way(demand.title)
        title.clicked.connect(partial(self._wish, demand.item_id))
        facts = " · ".join(filter(None, (demand.state, self._seat.short(demand.when))))
        line = row(gap=12)
        line.addWidget(title, 1)
        line.addWidget(label(facts, "meta"))
        return line

    def _wish(self, item_id: int) -> None:
        self.close_sheet()
        self.item_wanted.emit(item_id)

    def _export(self) -> None:
        if self._found is None:
            return
        period, groups = self._found
        target = ask_target(self, self.tr("导出反复诉求"), "反复诉求.xlsx", self.tr("表格 (*.xlsx *.csv)"))
        if target is not None:
            service = self._seat.desk.demands
            self._seat.work.run(self, lambda: service.export(groups, period, target), self._exported, self.failed)

    def _exported(self, written: Path) -> None:
        self.told.setText(self.tr("已写到 {path}").format(path=written))


class DemandsButton(QPushButton):
    """反复诉求, above the list; `read` shows an item on the page."""

    def __init__(self, seat: Seat, read: Callable[[int], None]) -> None:
        super().__init__()
        self.setText(self.tr("反复诉求"))
        self.setToolTip(self.tr("热线里同一事项、同一地点反复出现的"))
        self._seat, self._read = seat, read
        self.clicked.connect(self.open)

    def open(self) -> DemandsSheet:
        """Show them."""
        sheet = DemandsSheet(self, self._seat)
        sheet.item_wanted.connect(self._read)
        sheet.open_sheet()
        return sheet
