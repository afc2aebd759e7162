"""A unit of the desk's own: its name, function, other names, telephones and posts, a note."""

from __future__ import annotations

import re
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from opinion_desk.domain.errors import DeskError
from opinion_desk.domain.unit import Unit

from ..parts.cards import row
from ..parts.choices import Choice
from ..parts.labels import label
from ..parts.sheet import Sheet, field
from ..seat import Seat
from ..words import sentence_of


class UnitSheet(Sheet):
    """For a new unit (also one with some of its fields, its id 0), or one that is there already; `written` tells in a sentence what was kept."""

    written = Signal(str)

    def __init__(
        self,
        over: QWidget,
        seat: Seat,
        unit: Unit | None,
        functions: tuple[tuple[str, str], ...],
    ) -> None:
        words = "登记的名称优先于按样式生成的名称，交办时可选，研判时认得它的别名。"
        known = unit is not None and unit.id > 0
        super().__init__(
            over, "修改单位" if known else "添加单位", words, width=520, accept="保存" if known else "添加"
        )
        self._seat, self._unit = seat, unit
        shown = unit or Unit(0, "", None)
        self.name = QLineEdit(shown.name)
        self.name.setPlaceholderText(self.tr("例如 云川市住房和城乡建设局"))
        self.function = Choice(((None, self.tr("不指定")), *functions))
        self.function.choose(shown.function)
        self.aliases = QLineEdit("、".join(shown.aliases))
        self.aliases.setPlaceholderText(self.tr("例如 市住建局、市建委"))
        self.phone, self.note = QLineEdit(shown.duty_phone), QLineEdit(shown.note)
        self.body.addLayout(field(self.tr("单位名称"), self.name))
        self.body.addLayout(field(self.tr("职能"), self.function, self.tr("选定后，属于这项职能的信息都交给它。")))
        self.body.addLayout(field(self.tr("别名"), self.aliases, self.tr("文中可能出现的简称和旧称，用顿号隔开。")))
        self.liaison, self.liaison_phone = QLineEdit(shown.liaison_post), QLineEdit(shown.liaison_phone)
        self.spokesperson = QLineEdit(shown.spokesperson_post)
        self.liaison.setPlaceholderText(self.tr("例如 办公室主任"))
        self.spokesperson.setPlaceholderText(self.tr("例如 分管副局长"))
        self.body.addLayout(
            self._side_by_side((self.tr("值班电话"), self.phone), (self.tr("新闻发言人"), self.spokesperson))
        )
        self.body.addLayout(
            self._side_by_side((self.tr("联络员"), self.liaison), (self.tr("联络员电话"), self.liaison_phone))
        )
        self.body.addWidget(label(self.tr("联络员、发言人填岗位，电话填岗位的，不填个人的。"), "meta", wrap=True))
        self.body.addLayout(field(self.tr("备注"), self.note))

    def _side_by_side(self, *fields: tuple[str, QLineEdit]) -> QHBoxLayout:
        line = row(gap=12)
        for caption, inside in fields:
            line.addLayout(field(caption, inside), 1)
        return line

    def accept(self) -> None:
        name = self.name.text().strip()
        if not name:
            self.refuse(self.tr("单位要有名称；请填写。"), self.name)
            return
        aliases = tuple(
            dict.fromkeys(part.strip() for part in re.split(r"[、,，;；]", self.aliases.text()) if part.strip())
        )
        phone, note, function = self.phone.text().strip(), self.note.text().strip(), self.function.chosen
        boxes = (self.liaison, self.liaison_phone, self.spokesperson)
        posts = (boxes[0].text().strip(), boxes[1].text().strip(), boxes[2].text().strip())
        units, unit = self._seat.desk.units, self._unit
        self.busy()
        if unit is None or not unit.id:
            words = self.tr("已登记“{name}”。").format(name=name)
            self._seat.work.run(
                self,
                lambda: units.add(name, function, phone, note, aliases, *posts),
                lambda _: self._close(words),
                self._refused,
            )
        else:
            after = replace(unit, name=name, function=function, aliases=aliases, duty_phone=phone, note=note,
                            liaison_post=posts[0], liaison_phone=posts[1], spokesperson_post=posts[2])  # fmt: skip
            words = self.tr("已修改“{name}”。").format(name=name)
            self._seat.work.run(self, lambda: units.edit(after), lambda _: self._close(words), self._refused)

    def _close(self, words: str) -> None:
        self.close_sheet()
        self.written.emit(words)

    def _refused(self, error: DeskError) -> None:
        self.refuse(sentence_of(error), self.name)
