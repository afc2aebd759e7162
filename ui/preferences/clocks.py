"""时限规则: the clock policies by what they are for, each with its marks and its ground."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from opinion_desk.domain.levels import Level
from opinion_desk.domain.policy import ClockPolicy, Meets, StartsOn
from opinion_desk.domain.policy_check import STATUTORY
from opinion_desk.domain.response_clock import MarkKind
from opinion_desk.services.policy_rows import (
    clock_row,
    own_clock,
    packaged_clock,
    packaged_clocks,
    without_clock,
)

from ..parts.buttons import button
from ..parts.cards import Card, column, empty_layout, row
from ..parts.labels import chip, label, rule
from ..parts.sheet import Ask
from ..seat import Seat
from .clock_sheet import ClockSheet
from .policy_section import PolicySection

_REPORTS: Final = frozenset({Meets.PHONE_REPORT, Meets.FIRST_REPORT, Meets.MANDATE_REPLY})


class ClocksSection(PolicySection):
    """What is edited holds for clocks that start from now on; those that run keep their marks."""

    def __init__(self, seat: Seat) -> None:
        words = self.tr("每条时限写明依据和由谁承担。修改只管此后新起的时限，已在走的不变；国家规定的只能更严。")
        super().__init__(seat, self.tr("时限规则"), words)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(14)
        self.body.addLayout(self._cards)
        self.add_button = button(self.tr("添加自定时限"), self.add, "", "plus")
        self.reset_button = button(self.tr("恢复默认规则…"), self.ask_reset, "danger", "arrow-clockwise")
        self.body.addLayout(row(self.add_button, None, self.reset_button))

    def add(self) -> None:
        """Ask for a clock of the desk's own."""
        self._open(own_clock(dict(self.rows)), new=True)

    def edit(self, id: str) -> None:
        """Change a clock."""
        self._open(clock_row(dict(self.rows), id))

    def remove(self, policy: ClockPolicy) -> None:
        """Take a clock of the desk's own away."""
        words = self.tr("已移除时限“{name}”。").format(name=policy.name)
        self.change(lambda rows: without_clock(rows, policy.id), words)

    def restore(self, policy: ClockPolicy) -> None:
        """One clock as it ships."""
        words = self.tr("“{name}”已恢复默认。").format(name=policy.name)
        self.change(lambda rows: packaged_clock(rows, policy.id), words)

    def ask_reset(self) -> None:
        """Everything as it ships, asked once."""
        words = self.tr("时限规则、提级层级、舆情等级和自加的处置要求都恢复为程序自带的；本单位改过的将不再起作用。")
        Ask(self, self.tr("恢复默认规则？"), words, self.tr("恢复默认"), self._reset).open_sheet()

    def _reset(self) -> None:
        service, by = self.seat.desk.policies, self.seat.by

        def reset() -> Any:
            before = service.rows()
            service.reset(by)
            return before

        self.seat.work.run(self, reset, lambda before: self.done(self.tr("已恢复默认规则。"), before), self.bar.fail)

    def _open(self, clock: dict[str, Any], *, new: bool = False) -> None:
        sheet = ClockSheet(self, self.seat, self.rows, clock, new=new)
        sheet.written.connect(self.done)
        sheet.open_sheet(sheet.name if new else sheet.marks[0].length.number)

    # --- how it is drawn

    def draw(self) -> None:
        empty_layout(self._cards)
        self.reset_button.setEnabled(self.own)
        packaged = {row_["id"]: row_ for row_ in self.seat.desk.policies.packaged()["clocks"]}
        for group, heading in self._groups():
            found = [policy for policy in self.policies.clocks if _group(policy) == group]
            if not found:
                continue
            card = Card(heading)
            card.note.setText(self.tr("{n} 条").format(n=len(found)))
            card.body.setSpacing(0)
            for number, policy in enumerate(found):
                if number:
                    card.body.addWidget(rule())
                same = packaged.get(policy.id) == clock_row(dict(self.rows), policy.id)
                card.body.addWidget(self._line(policy, same=same))
            self._cards.addWidget(card)

    def _groups(self) -> list[tuple[str, str]]:
        return [
            ("law", self.tr("法定时限")), ("report", self.tr("报告时限")), ("assignment", self.tr("交办时限")),
            ("other", self.tr("其他时限")), ("own", self.tr("本单位自定的时限")),
        ]  # fmt: skip

    def _line(self, policy: ClockPolicy, *, same: bool) -> QWidget:
        head = row(label(policy.name, "strong"), gap=8)
        if policy.id in STATUTORY:
            head.addWidget(chip(self.tr("只能更严"), "amber"))
        if policy.levels:
            head.addWidget(chip("、".join(Level(level).words for level in sorted(policy.levels))))
        if not same and policy.id in packaged_clocks():
            head.addWidget(chip(self.tr("已改"), "accent"))
        head.addStretch(1)
        for words, act, kind, glyph in self._deeds(policy, same=same):
            made = button(words, act, kind, glyph)
            made.setAccessibleName(f"{words} {policy.name}")
            head.addWidget(made)
        marks = label(self._marks(policy), "second", wrap=True)
        ground = label(self.tr("依据：{ground}").format(ground=policy.ground), "meta", wrap=True)
        lines = column(head, marks, ground, gap=3)
        lines.setContentsMargins(0, 10, 0, 10)
        line = QFrame()
        line.setObjectName("clear")
        line.setLayout(lines)
        return line

    def _deeds(self, policy: ClockPolicy, *, same: bool) -> list[tuple[str, Callable[[], None], str, str]]:
        deeds = [(self.tr("修改…"), lambda: self.edit(policy.id), "", "pencil-simple")]
        if policy.id not in packaged_clocks():
            deeds.append((self.tr("移除"), lambda: self.remove(policy), "danger", "trash"))
        elif not same:
            deeds.insert(0, (self.tr("恢复默认"), lambda: self.restore(policy), "quiet", ""))
        return deeds

    def _marks(self, policy: ClockPolicy) -> str:
        told = [mark.name for mark in policy.marks if mark.kind is not MarkKind.REMINDER]
        reminders = sum(1 for mark in policy.marks if mark.kind is MarkKind.REMINDER)
        if reminders:
            told.append(self.tr("提醒 {n} 次").format(n=reminders))
        owed = policy.owed_by or self.tr("主办单位")
        return " · ".join((*told, self.tr("由{who}承担").format(who=owed)))


def _group(policy: ClockPolicy) -> str:
    if policy.id in STATUTORY:
        return "law"
    if policy.met_by & _REPORTS:
        return "report"
    if policy.starts_on is StartsOn.ASSIGNMENT:
        return "assignment"
    return "other" if policy.id in packaged_clocks() else "own"
