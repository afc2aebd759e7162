"""交办: one lead, any number of co-units; those that the reading suggests stand first."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from opinion_desk.domain.assignment import NAMING_OFFICE
from opinion_desk.domain.incident import Incident
from opinion_desk.domain.policy import StartsOn
from opinion_desk.domain.response_clock import MarkKind
from opinion_desk.domain.verdict import UnitChoice

from ..deed import deed
from ..parts.buttons import button
from ..parts.cards import empty_layout, holder
from ..parts.flow import Flow
from ..parts.labels import label
from ..parts.sheet import Sheet, field
from ..seat import Seat
from ..words import share

_UNIT = Qt.ItemDataRole.UserRole
_LIKELY = 0.5  # a weaker suggestion stands first in the list, and a person takes it up


class AssignSheet(Sheet):
    """Typing narrows the list; Enter makes the marked unit the lead, Ctrl+Enter assigns; a second unit becomes a co-unit."""

    assigned = Signal()

    def __init__(
        self,
        over: QWidget,
        seat: Seat,
        incident: Incident,
        suggested: tuple[UnitChoice, ...],
        registry: tuple[str, ...],
    ) -> None:
        words = "主办一家，协办可多家；研判建议的单位排在前面，数字是把握程度。"
        super().__init__(
            over,
            "改派" if incident.lead_unit else "交办",
            words,
            width=600,
            accept="改派" if incident.lead_unit else "交办",
        )
        self._seat, self._incident = seat, incident
        self.seen = incident.acts
        self._scores = {choice.unit: choice for choice in suggested if choice.unit}
        self._names = list(dict.fromkeys((*self._scores, *registry)))
        likely = (unit for unit, choice in self._scores.items() if choice.score >= _LIKELY)
        self.lead: str | None = incident.lead_unit or next(likely, None)
        self.co: list[str] = [
            choice.unit
            for choice in suggested
            if choice.unit and choice.unit != self.lead and choice.rule in ("R3", "R5")
        ]
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("输入单位名称的几个字，回车加入"))
        self.search.textChanged.connect(self._narrow)
        self.units = QListWidget()
        self.units.setFixedHeight(215)  # whole lines
        self.units.doubleClicked.connect(self._take)
        self._lead_line, self._co_line = Flow(gap=8), Flow(gap=8)
        self.body.addLayout(field(self.tr("主办"), holder(self._lead_line)))
        self.body.addLayout(field(self.tr("协办"), holder(self._co_line)))
        self.body.addLayout(field(self.tr("从名录选"), self.search))
        self.body.addWidget(self.units)
        take = Flow(gap=8)
        take.addWidget(button(self.tr("设为主办"), lambda: self._set_lead(self._marked())))
        take.addWidget(button(self.tr("加入协办"), lambda: self._add_co(self._marked())))
        self.body.addWidget(holder(take))
        self.office = QLineEdit(NAMING_OFFICE)
        if incident.awaiting_naming:
            self.lead = None
            hint = self.tr("主办已退单：写明由哪个机关指定，指定后的主办不能再退单；留空即先交办，政府办公室待补签。")
            self.body.addLayout(field(self.tr("由谁指定主办（R5）"), self.office, hint))
        self.body.addWidget(label(_told_steps(seat, incident), "meta", wrap=True))
        self._narrow("")
        self._write()

    def accept(self) -> None:
        if self.lead is None:
            self.refuse(self.tr("还没有主办单位；请从名录选一家，按“设为主办”。"), self.search)
            return
        self.busy()
        service, id, lead, co, by = (
            self._seat.desk.incidents,
            self._incident.id,
            self.lead,
            tuple(self.co),
            self._seat.by,
        )
        given = deed(by, None, self.seen)
        office = self.office.text().strip() if self._incident.awaiting_naming else ""
        self._seat.work.run(
            self, lambda: service.assign(id, lead, co, deed=given, named_by=office), self._written, self.failed
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        with_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if step is not None and self.units.count():
            self.units.setCurrentRow((self.units.currentRow() + step) % self.units.count())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not with_control and self.search.text():
            self._take(QModelIndex())
            self.search.clear()
        else:
            super().keyPressEvent(event)

    def _written(self, _incident: Incident) -> None:
        self.close_sheet()
        self.assigned.emit()

    def _marked(self) -> str | None:
        return str(self.units.currentItem().data(_UNIT)) if self.units.currentRow() >= 0 else None

    def _take(self, _index: QModelIndex) -> None:
        unit = self._marked()
        if self.lead is None:
            self._set_lead(unit)
        else:
            self._add_co(unit)

    def _set_lead(self, unit: str | None) -> None:
        if unit is not None:
            self.lead = unit
            self.co = [name for name in self.co if name != unit]
            self._write()

    def _add_co(self, unit: str | None) -> None:
        if unit is not None and unit != self.lead and unit not in self.co:
            self.co.append(unit)
            self._write()

    def _drop(self, unit: str) -> Callable[[], None]:
        def drop() -> None:
            self.co = [name for name in self.co if name != unit]
            self.lead = None if self.lead == unit else self.lead
            self._write()

        return drop

    def _write(self) -> None:
        for line, units, nobody in (
            (self._lead_line, [self.lead] if self.lead else [], self.tr("未选定")),
            (self._co_line, self.co, self.tr("没有协办")),
        ):
            empty_layout(line)
            if not units:
                line.addWidget(label(nobody, "meta"))
            for unit in units:
                made = button(
                    self._seat.unit(unit), self._drop(unit), "", "x", hint=self.tr("去掉 {unit}").format(unit=unit)
                )
                made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
                made.setText(f"{self._seat.unit(unit)} ")  # the room stands between words and icon
                line.addWidget(made)

    def _narrow(self, words: str) -> None:
        self.units.clear()
        for name in self._names:
            if words.strip() in name:
                choice = self._scores.get(name)
                told = self.tr("　建议 {score}").format(score=share(choice.score)) if choice else ""
                line = QListWidgetItem(f"{self._seat.unit(name)}{told}")
                line.setData(_UNIT, name)
                line.setToolTip(name)
                self.units.addItem(line)
        self.units.setCurrentRow(0)


def _told_steps(seat: Seat, incident: Incident) -> str:
    """Which steps the assignment starts, as the policies name them."""
    policies = seat.desk.incidents.policies.for_start(StartsOn.ASSIGNMENT, incident.level)
    told = []
    for policy in policies:
        name = next((mark.name for mark in policy.marks if mark.kind is MarkKind.DEADLINE), policy.name)
        told.append(f"{name}（主办）" if policy.lead_only else name)
    return f"交办后启动：{'；'.join(told)}。各步可改期，规定时限不能。"
