"""人员与角色: who works here and what each may do; ticking a role keeps it at once, and everything can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from opinion_desk.domain.errors import DeskError
from opinion_desk.domain.roles import ROLE_WORDS, Colleague, Role

from ..parts.buttons import button
from ..parts.cards import Card, column, empty_layout, row
from ..parts.empty import Empty
from ..parts.labels import Elided, label
from ..parts.tick import Tick
from ..seat import Seat
from ..words import said
from .colleague_sheet import ColleagueSheet
from .section import Section

_MAY: Final = {
    Role.ANALYST: "立件、关联信息、记事、送稿",
    Role.DUTY_OFFICER: "核定、交办、催办、登记发布、应答，代记审批人的口头同意",
    Role.APPROVER: "签发、督办约谈通报、归档与重开，也能办值班员的事",
    Role.ADMINISTRATOR: "人员、时限规则、提级层级，时间异常的核定",
}
Staff = tuple[Colleague, ...]


class StaffSection(Section):
    """A desk without a list lets everybody do everything, under the name they pick."""

    def __init__(self, seat: Seat) -> None:
        words = self.tr("每一步都记下是谁办的，并按角色核对能不能办。一人可有几个角色。名单留空时人人可办。")
        super().__init__(seat, self.tr("人员与角色"), words)
        self.staff: Staff = ()
        self.ticks: dict[tuple[str, Role], Tick] = {}
        self._card = Card(self.tr("人员"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 4)
        self._empty = Empty(
            "user-circle",
            self.tr("还没有人员名单"),
            self.tr("先登记一位管理员（可以是您自己），再登记其他人。登记以后，在窗口右上角选自己的姓名。"),
        )
        self.add_button = button(self.tr("登记人员"), self.add, "primary", "plus")
        self._card.body.addWidget(self._empty)
        self._card.body.addLayout(self._grid)
        self._card.body.addLayout(row(None, self.add_button))
        self.body.addWidget(self._card)
        self.body.addWidget(_may_card(self.tr("各角色能办什么")))

    def shown(self) -> None:
        self.seat.work.run(
            self, self.seat.desk.staff.list, self._show, lambda error: self.bar.fail(error, self.shown), key="list"
        )

    def add(self) -> None:
        """Ask for a colleague."""
        self._ask(None)

    def edit(self, one: Colleague) -> None:
        """Change name or post."""
        self._ask(one)

    def remove(self, one: Colleague) -> None:
        """Take a colleague off the list; acts keep the name they bear."""
        words = self.tr("已从名单移除{name}；以往经过里的署名不变。").format(name=one.name)
        self._save(lambda staff: tuple(other for other in staff if other.name != one.name), words)

    def give(self, one: Colleague, role: Role, on: bool) -> None:
        """Give a role or take it away."""
        roles = one.roles | {role} if on else one.roles - {role}
        word = said(ROLE_WORDS[role])
        told = self.tr("已让{name}任{role}。") if on else self.tr("{name}不再任{role}。")

        def change(staff: Staff) -> Staff:
            return tuple(replace(other, roles=frozenset(roles)) if other.name == one.name else other for other in staff)

        self._save(change, told.format(name=one.name, role=word))

    # --- writing

    def _save(self, change: Callable[[Staff], Staff], words: str) -> None:
        service, by = self.seat.desk.staff, self.seat.by

        def keep() -> tuple[Staff, Staff]:
            before = service.list()
            return before, service.save(change(before), by)

        def kept(lists: tuple[Staff, Staff]) -> None:
            self._kept(words, lists[0], lists[1])

        self.seat.work.run(self, keep, kept, self._refused)

    def _kept(self, words: str, before: Staff, after: Staff) -> None:
        self._show(after)
        self.bar.tell(words, self.tr("撤销"), lambda: self._put_back(before, after))
        self.settings_changed.emit()

    def _put_back(self, before: Staff, after: Staff) -> None:
        desk, by = self.seat.desk, self.seat.by
        same = len(before) == len(after)
        named = {new.name: old.name for old, new in zip(before, after, strict=True)} if same else {}

        def put_back() -> Staff:
            staff = desk.staff.save(before, by)
            known = {one.name for one in before}
            if before and by not in known and (name := named.get(by)) is not None:
                desk.save(replace(desk.settings, person=name))  # whoever sits here goes by the old name again
            return staff

        def done(staff: Staff) -> None:
            self._show(staff)
            self.bar.tell(self.tr("已恢复名单。"))
            self.settings_changed.emit()

        self.seat.work.run(self, put_back, done, self._refused)

    def _refused(self, error: DeskError) -> None:
        self.bar.fail(error)
        self._show(self.staff)  # a tick that was refused goes back

    def _ask(self, one: Colleague | None) -> None:
        sheet = ColleagueSheet(self, self.seat, one, first=not self.staff)
        sheet.written.connect(self._kept)
        sheet.open_sheet(sheet.name)

    # --- how it is drawn

    def _show(self, staff: Staff) -> None:
        held = next((key for key, tick in self.ticks.items() if tick.hasFocus()), None)
        self.staff = staff
        self.ticks = {}
        empty_layout(self._grid)
        self._empty.setVisible(not staff)
        self._card.note.setText(self.tr("{n} 人").format(n=len(staff)) if staff else "")
        if staff:
            self._draw_heads()
        for line, one in enumerate(staff, 1):
            self._draw(line, one)
        if held in self.ticks:
            self.ticks[held].setFocus()

    def _draw_heads(self) -> None:
        heads = (self.tr("姓名"), self.tr("岗位"), *(said(words) for words in ROLE_WORDS.values()))
        for column_, words in enumerate(heads):
            self._grid.addWidget(label(words, "meta"), 0, column_)

    def _draw(self, line: int, one: Colleague) -> None:
        name = Elided(one.name, bold=True)
        post = Elided(one.post or "—", token="text_2")
        self._grid.addWidget(name, line, 0)
        self._grid.addWidget(post, line, 1)
        for column_, (role, words) in enumerate(ROLE_WORDS.items(), 2):
            tick = Tick()
            tick.setChecked(role in one.roles)
            tick.setAccessibleName(f"{one.name} {said(words)}")
            tick.setToolTip(f"{one.name} · {said(words)}")
            tick.clicked.connect(lambda on, one=one, role=role: self.give(one, role, on))
            self.ticks[one.name, role] = tick
            self._grid.addWidget(tick, line, column_, Qt.AlignmentFlag.AlignLeft)
        deeds: Sequence[tuple[str, Callable[[], None], str, str]] = (
            (self.tr("修改…"), lambda: self.edit(one), "", "pencil-simple"),
            (self.tr("移除"), lambda: self.remove(one), "danger", "trash"),
        )
        for column_, (words, act, kind, glyph) in enumerate(deeds, 2 + len(ROLE_WORDS)):
            made = button(words, act, kind, glyph)
            made.setAccessibleName(f"{words} {one.name}")
            self._grid.addWidget(made, line, column_)


def _may_card(heading: str) -> QWidget:
    card = Card(heading)
    for role, words in ROLE_WORDS.items():
        line = row(gap=12)
        named = label(said(words), "strong")
        named.setFixedWidth(64)
        line.addWidget(named, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(column(label(said(_MAY[role]), "second", wrap=True)), 1)
        card.body.addLayout(line)
    return card
