"""提示 and 转办 to a unit that need not have the matter, and 会商 of several units."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QPlainTextEdit, QWidget

from opinion_desk.domain.assignment import PAPER_WORDS, PaperKind
from opinion_desk.domain.incident import Incident

from ..deed import deed
from ..icons import icon
from ..parts.choices import Choice
from ..parts.sheet import Sheet, field
from ..seat import Seat
from ..words import said
from .unit_sheets import words_field

_UNIT: Final = Qt.ItemDataRole.UserRole
_STEPS: Final = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class PickUnits(Sheet):
    """A list of units that typing narrows; Enter or a click picks one, and it stays picked whatever is typed."""

    registered = Signal()

    def __init__(
        self, over: QWidget, seat: Seat, incident: Incident, units: tuple[str, ...], title: str, told: str
    ) -> None:
        super().__init__(over, title, told, width=560, accept="登记")
        self._seat, self.incident, self._units = seat, incident, units
        self.seen = incident.acts
        self.picked: list[str] = []
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("输入单位名称的几个字，回车选定或去掉"))
        self.search.textChanged.connect(self._narrow)
        self.units = QListWidget()
        self.units.setFixedHeight(160)
        self.units.itemPressed.connect(self._turn)
        self._narrow("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = self.window().focusWidget()
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if enter and plain and here is self.search and self.units.count():
            self._turn(self.units.item(max(0, self.units.currentRow())))
            self.search.clear()
        elif Qt.Key(event.key()) in _STEPS and here is self.search and self.units.count():
            self.units.setCurrentRow((self.units.currentRow() + _STEPS[Qt.Key(event.key())]) % self.units.count())
        elif not (enter and plain and isinstance(here, QPlainTextEdit)):
            super().keyPressEvent(event)

    def _narrow(self, words: str) -> None:
        self.units.clear()
        wanted = [unit for unit in self._units if words.strip() in unit]
        for unit in sorted(wanted, key=lambda unit: unit not in self.picked):
            line = QListWidgetItem(self._seat.unit(unit))
            line.setData(_UNIT, unit)
            line.setToolTip(unit)
            self._mark(line)
            self.units.addItem(line)
        self.units.setCurrentRow(0)

    def _turn(self, line: QListWidgetItem) -> None:
        """Pick the unit of that line, or let it go."""
        unit = str(line.data(_UNIT))
        if unit in self.picked:
            self.picked.remove(unit)
        else:
            self.picked.append(unit)
        self._mark(line)

    def _mark(self, line: QListWidgetItem) -> None:
        picked = line.data(_UNIT) in self.picked
        line.setIcon(icon("check-circle", "good") if picked else icon("circle", "text_3"))
        words = self.tr("{unit}，已选") if picked else self.tr("{unit}，未选")
        line.setData(Qt.ItemDataRole.AccessibleTextRole, words.format(unit=line.data(_UNIT)))

    def _written(self, _incident: object) -> None:
        self.close_sheet()
        self.registered.emit()


class ConsultSheet(PickUnits):
    """会商: who met, and what was concluded."""

    def __init__(self, over: QWidget, seat: Seat, incident: Incident, units: tuple[str, ...]) -> None:
        super().__init__(over, seat, incident, units, "会商", f"{incident.number} {incident.title}")
        self.picked = [a.unit for a in incident.assignments if a.live]
        self._narrow("")
        self.words = words_field(96)
        self.body.addLayout(field(self.tr("参加单位"), self.search))
        self.body.addWidget(self.units)
        self.body.addLayout(field(self.tr("会商结论"), self.words))

    def accept(self) -> None:
        text = self.words.toPlainText().strip()
        if not self.picked:
            self.refuse(self.tr("请选定参加会商的单位：输入几个字，回车选定。"), self.search)
        elif not text:
            self.refuse(self.tr("会商要写明结论。"), self.words)
        else:
            self.busy()
            service, id, units = self._seat.desk.incidents, self.incident.id, tuple(self.picked)
            given = deed(self._seat.by, None, self.seen)
            self._seat.work.run(self, lambda: service.consult(id, units, text, deed=given), self._written, self.failed)


class MildPaperSheet(PickUnits):
    """提示 or 转办, one paper to each unit that is picked."""

    def __init__(self, over: QWidget, seat: Seat, incident: Incident, units: tuple[str, ...]) -> None:
        told = "提示供单位阅知，转办请单位按职责处理；都编号，不启动各步时限。"
        super().__init__(over, seat, incident, units, "提示或转办", told)
        kinds = (PaperKind.NOTED, PaperKind.FORWARDED)
        self.kind = Choice((kind, said(PAPER_WORDS[kind])) for kind in kinds)
        self.words = words_field(72)
        self.body.addLayout(field(self.tr("文书"), self.kind))
        self.body.addLayout(field(self.tr("发给哪些单位"), self.search))
        self.body.addWidget(self.units)
        self.body.addLayout(field(self.tr("说明（可不填）"), self.words))

    def accept(self) -> None:
        if not self.picked:
            self.refuse(self.tr("请选定发给哪些单位：输入几个字，回车选定。"), self.search)
            return
        self.busy()
        service, id, units, kind = self._seat.desk.incidents, self.incident.id, tuple(self.picked), self.kind.chosen
        text, by, seen = self.words.toPlainText().strip(), self._seat.by, self.seen

        def hand() -> Incident | None:
            incident: Incident | None = None
            for unit in units:
                known = seen if incident is None else incident.acts
                incident = service.hand(id, unit, kind, text, deed=deed(by, None, known))
            return incident

        self._seat.work.run(self, hand, self._written, self.failed)
