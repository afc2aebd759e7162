"""A colleague: name, post, roles."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from opinion_desk.domain.errors import DeskError
from opinion_desk.domain.roles import ROLE_WORDS, Colleague, Role

from ..parts.cards import holder, row
from ..parts.sheet import Sheet, field
from ..parts.tick import Tick
from ..seat import Seat
from ..words import said

Staff = tuple[Colleague, ...]


class ColleagueSheet(Sheet):
    """`written` tells what was kept in a sentence, and the list before and after; whoever sits here keeps sitting under a new name."""

    written = Signal(str, object, object)

    def __init__(self, over: QWidget, seat: Seat, known: Colleague | None, *, first: bool) -> None:
        """`first`: the list is empty, and this one must be able to go on with it."""
        words = "名单里至少要有一位管理员，第一位登记的就是。" if first else ""
        super().__init__(
            over, "修改人员" if known else "登记人员", words, width=520, accept="保存" if known else "登记"
        )
        self._seat, self._known = seat, known
        self.name = QLineEdit(known.name if known else self._own_name(first))
        self.post = QLineEdit(known.post if known else "")
        self.name.setPlaceholderText(self.tr("例如 王芳；同名的加上部门"))
        self.post.setPlaceholderText(self.tr("例如 值班员、新闻科科长"))
        self.ticks: dict[Role, Tick] = {}
        line = row(gap=18)
        for role, word in ROLE_WORDS.items():
            tick = Tick(said(word))
            tick.setChecked(first or (role in known.roles if known else role is Role.DUTY_OFFICER))
            self.ticks[role] = tick
            line.addWidget(tick)
        line.addStretch(1)
        self.body.addLayout(field(self.tr("姓名"), self.name, self.tr("记入每一条经过，也显示在窗口右上角。")))
        self.body.addLayout(field(self.tr("岗位"), self.post))
        self.body.addLayout(field(self.tr("角色"), holder(line)))

    def accept(self) -> None:
        known, seat = self._known, self._seat
        typed = (self.name.text().strip(), self.post.text().strip())
        roles = frozenset(role for role, tick in self.ticks.items() if tick.isChecked())
        service, by = seat.desk.staff, seat.by

        def keep() -> tuple[Staff, Staff]:
            one = Colleague(*typed, roles)
            before = service.list()
            if known is None:
                after = (*before, one)
            else:
                after = tuple(one if other.name == known.name else other for other in before)
            kept = service.save(after, by)
            self._follow(known, one)
            return before, kept

        self.busy()
        seat.work.run(self, keep, lambda lists: self._close(typed[0], *lists), self._refused)

    def _own_name(self, first: bool) -> str:
        return self._seat.desk.settings.person[:20] if first else ""

    def _follow(self, known: Colleague | None, one: Colleague) -> None:
        desk = self._seat.desk
        if known is not None and known.name != one.name and desk.settings.person == known.name:
            desk.save(replace(desk.settings, person=one.name))

    def _close(self, name: str, before: Staff, after: Staff) -> None:
        words = self.tr("已登记{name}。") if self._known is None else self.tr("已修改{name}。")
        self.close_sheet()
        self.written.emit(words.format(name=name), before, after)

    def _refused(self, error: DeskError) -> None:
        places: dict[str, QWidget] = {
            "colleague_name": self.name,
            "colleague_twice": self.name,
            "colleague_roles": self.ticks[Role.DUTY_OFFICER],
            "administrator_missing": self.ticks[Role.ADMINISTRATOR],
        }
        self.failed(error)
        if (place := places.get(error.id)) is not None:
            place.setFocus()
