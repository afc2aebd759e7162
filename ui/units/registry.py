"""单位名录: the desk's own units, and what the unit of every function is called here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QLineEdit, QSplitter, QStackedWidget, QWidget

from opinion_desk.domain.errors import DeskError
from opinion_desk.domain.unit import Unit

from ..icons import icon
from ..parts.bars import Bar
from ..parts.buttons import button
from ..parts.cards import column, holder, row
from ..parts.empty import Empty
from ..parts.labels import label
from ..parts.lines import Line, LinesModel, LinesView
from ..seat import Seat
from .unit_sheet import UnitSheet

_OWN_WIDTHS: Final = (190, 80, 90, 120, 190)
_ALL_WIDTHS: Final = (170, 260)


@dataclass(frozen=True, slots=True)
class Registry:
    """The desk's own units, and every function: id, name, and the unit that bears it here."""

    units: tuple[Unit, ...]
    functions: tuple[tuple[str, str, str], ...]


class RegistryView(QWidget):
    """Both tables are narrowed by what is typed; Ctrl+N adds, F2 changes, Delete removes and can be undone."""

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self.setObjectName("clear")
        self.seat = seat
        self.bar = Bar()
        self.registry = Registry((), ())
        self.filter = QLineEdit()
        own = (self.tr("单位"), self.tr("职能"), self.tr("别名"), self.tr("值班电话"), self.tr("联络员"))
        self.own = LinesView(LinesModel(own, (), self), _OWN_WIDTHS, 4, self.tr("本台登记的单位"))
        every = (self.tr("职能"), self.tr("本地由谁承担"))
        self.all = LinesView(LinesModel(every, (), self), _ALL_WIDTHS, 1, self.tr("全部职能"))
        self._counts = label("", "meta")
        self._all_count = label("", "meta")
        self._stack = QStackedWidget()
        self._lay_out()
        self._bind_keys()

    @property
    def first(self) -> QWidget:
        """Where the keyboard goes."""
        return self.filter

    def shown(self) -> None:
        """Read both tables again."""
        desk = self.seat.desk

        def read() -> Registry:
            names = tuple((id, name, desk.items.unit_name(id)) for id, name in desk.items.functions())
            return Registry(desk.units.list(), names)

        self.seat.work.run(self, read, self._show, lambda error: self.bar.fail(error, self.shown), key="registry")

    def add(self) -> None:
        """Ask for a unit."""
        self._ask(None)

    def name_one(self) -> None:
        """Say what the unit of the marked function is called here: change the desk's own, else begin with the name made for it."""
        if self.all.marked is not None:
            id, _, name = self.all.marked
            own = next((unit for unit in self.registry.units if unit.function == id or unit.name == name), None)
            self._ask(own or Unit(0, name, id))

    def edit(self) -> None:
        """Change the marked unit."""
        if self.own.marked is not None:
            self._ask(self.own.marked)

    def remove(self) -> None:
        """Take the marked unit out of the registry; 撤销 puts it back."""
        unit: Unit | None = self.own.marked
        if unit is None:
            return
        units = self.seat.desk.units
        words = self.tr("已从名录移除“{name}”。").format(name=unit.name)
        self._write(lambda: units.remove(unit.id), words, lambda: self._put_back(unit))

    # --- putting together

    def _lay_out(self) -> None:
        self.filter.setPlaceholderText(self.tr("按单位、职能或别名筛选"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setAccessibleName(self.tr("筛选"))
        self.filter.addAction(icon("magnifying-glass", "text_3"), QLineEdit.ActionPosition.LeadingPosition)
        self.filter.setFixedWidth(320)
        self.filter.textChanged.connect(lambda _text: self._fill())
        self._edit = button(self.tr("修改…"), self.edit, "", "pencil-simple", hint="F2")
        self._remove = button(self.tr("移除"), self.remove, "danger", "trash", hint="Delete")
        add = button(self.tr("添加单位"), self.add, "primary", "plus", hint="Ctrl+N")
        tools = QFrame()
        tools.setObjectName("toolbar")
        line = row(self.filter, None, self._edit, self._remove, add)
        line.setContentsMargins(18, 8, 16, 8)
        tools.setLayout(line)
        empty = Empty(
            "bank",
            self.tr("还没有登记自己的单位"),
            self.tr(
                "单位名称按右边的样式自动生成。名称与本地实际不同，或要记值班电话、别名时，在这里登记；登记的优先。"
            ),
            button(self.tr("添加单位"), self.add, "primary", "plus"),
        )
        self._stack.addWidget(self.own)
        self._stack.addWidget(empty)
        hint = label(self.tr("双击或回车，登记本地的叫法"), "meta")
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(self._side(self.tr("本台登记的单位"), self._counts, self._stack))
        split.addWidget(self._side(self.tr("全部职能"), self._all_count, self.all, hint))
        split.setSizes([740, 560])
        self.own.selectionModel().selectionChanged.connect(lambda *_: self._show_able())
        self.own.opened.connect(self.edit)
        self.all.opened.connect(self.name_one)
        lines = column(tools, self.bar, gap=0)
        lines.addWidget(split, 1)
        self.setLayout(lines)

    def _side(self, caption: str, count: QWidget, inside: QWidget, hint: QWidget | None = None) -> QWidget:
        head = row(label(caption, "heading"), count, None, gap=8)
        if hint is not None:
            head.addWidget(hint)
        head.setContentsMargins(18, 12, 16, 8)
        made = QFrame()
        made.setObjectName("column")
        made.setLayout(column(holder(head), inside, gap=0))
        return made

    def _bind_keys(self) -> None:
        for keys, act in (("Ctrl+N", self.add), ("F2", self.edit), ("Delete", self.remove)):
            made = QShortcut(QKeySequence(keys), self.own if keys == "Delete" else self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(act)

    # --- what came home

    def _show(self, registry: Registry) -> None:
        self.registry = registry
        self._fill()

    def _fill(self) -> None:
        typed = self.filter.text().strip()
        named = {id: name for id, name, _ in self.registry.functions}
        units = [
            unit
            for unit in self.registry.units
            if not typed
            or typed in "\n".join((unit.name, named.get(unit.function or "", ""), *unit.aliases, unit.note))
        ]
        self.own.show_lines([_unit_line(unit, named) for unit in units])
        own = {unit.name for unit in self.registry.units}
        functions = [f for f in self.registry.functions if not typed or typed in f[1] or typed in f[2]]
        self.all.show_lines([Line(f, (f[1], f[2]), {1: "accent_text"} if f[2] in own else {}) for f in functions])
        self._stack.setCurrentIndex(0 if self.registry.units else 1)
        self._counts.setText(self._told(len(units), len(self.registry.units)))
        self._all_count.setText(self._told(len(functions), len(self.registry.functions)))
        self._show_able()

    def _told(self, shown: int, there: int) -> str:
        return str(there) if shown == there else self.tr("{n} / {all}").format(n=shown, all=there)

    def _show_able(self) -> None:
        able = self.own.marked is not None
        self._edit.setEnabled(able)
        self._remove.setEnabled(able)

    # --- writing

    def _ask(self, unit: Unit | None) -> None:
        sheet = UnitSheet(self, self.seat, unit, tuple((id, name) for id, name, _ in self.registry.functions))
        sheet.written.connect(self._done)
        sheet.open_sheet(sheet.name)

    def _put_back(self, unit: Unit) -> None:
        units = self.seat.desk.units
        posts = (unit.liaison_post, unit.liaison_phone, unit.spokesperson_post)
        again = (unit.name, unit.function, unit.duty_phone, unit.note, unit.aliases, *posts)
        self._write(lambda: units.add(*again), self.tr("“{name}”已放回名录。").format(name=unit.name))

    def _write(self, act: Callable[[], object], words: str, undo: Callable[[], object] | None = None) -> None:
        def failed(error: DeskError) -> None:
            self.bar.fail(error)

        self.seat.work.run(self, act, lambda _answer: self._done(words, undo), failed)

    def _done(self, words: str, undo: Callable[[], object] | None = None) -> None:
        self.bar.tell(words, self.tr("撤销") if undo else "", undo)
        self.shown()


def _unit_line(unit: Unit, named: dict[str, str]) -> Line:
    function = named.get(unit.function or "", "") or "—"
    liaison = " ".join(filter(None, (unit.liaison_post, unit.liaison_phone))) or "—"
    cells = (unit.name, function, "、".join(unit.aliases) or "—", unit.duty_phone or "—", liaison)
    spokesperson = f"新闻发言人：{unit.spokesperson_post}" if unit.spokesperson_post else ""
    tones = {column: "text_3" for column, words in enumerate(cells) if words == "—"}
    return Line(unit, cells, tones, "\n".join(filter(None, (unit.name, spokesperson, unit.note))))
