"""What stands beside the table of units: the suggested list with its grounds, and the chosen unit by kind of clock."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from opinion_desk.domain.account_tables import length_words, matters_words
from opinion_desk.domain.accounts import FOR_DECIDERS, SUGGESTION_WORDS, ClockAccount, Suggestion, SuggestionKind

from ..parts.cards import Card, empty_layout, row
from ..parts.labels import Elided, chip, label, rule
from ..seat import Seat

_TONE: Final = {SuggestionKind.CRITICISM: "red", SuggestionKind.TALK: "amber", SuggestionKind.PRAISE: "good"}


class SuggestionCard(Card):
    """建议名单: for those who decide."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(self.tr("建议名单"))
        self._seat = seat
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self.body.addWidget(label(FOR_DECIDERS, "meta", wrap=True))
        self.body.addLayout(self._lines)

    def show_suggestions(self, suggestions: tuple[Suggestion, ...]) -> None:
        """Other suggestions."""
        empty_layout(self._lines)
        self.note.setText(self.tr("{n} 条").format(n=len(suggestions)) if suggestions else "")
        if not suggestions:
            self._lines.addWidget(label(self.tr("期内记录没有合乎规则的情形。"), "second", wrap=True))
        for one in suggestions:
            self._lines.addWidget(rule())
            name = Elided(self._seat.unit(one.unit), 13, bold=True)
            name.setToolTip(one.unit)
            head = row(chip(SUGGESTION_WORDS[one.kind], _TONE[one.kind]), gap=8)
            head.addWidget(name, 1)
            self._lines.addLayout(head)
            self._lines.addWidget(label(f"{one.words}：{one.found}", "body", wrap=True, selectable=True))
            if one.matters:
                self._lines.addWidget(label(matters_words(one.matters), "second", wrap=True, selectable=True))
            self._lines.addWidget(label(self.tr("依据：{ground}").format(ground=one.ground), "meta", wrap=True))


class UnitClocksCard(Card):
    """One unit, kind of clock by kind."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(self.tr("分类时限"))
        self._seat = seat
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self.body.addLayout(self._lines)

    def show_unit(self, unit: str, clocks: tuple[ClockAccount, ...]) -> None:
        """Another unit."""
        empty_layout(self._lines)
        self.note.setText(self._seat.unit(unit))
        self.setVisible(bool(unit))
        if not clocks:
            self._lines.addWidget(label(self.tr("期内没有到期的时限。"), "second"))
        for one in clocks:
            self._lines.addWidget(self._line(one))

    def _line(self, one: ClockAccount) -> QWidget:
        made = QWidget()
        made.setObjectName("clear")
        kept = one.kept
        on_time = label(self.tr("按时 {n}").format(n=kept.on_time), "second", tone="good" if kept.on_time else "")
        late = label(self.tr("超时 {n}").format(n=kept.late), "second", tone="red" if kept.late else "")
        late.setMinimumWidth(56)
        line = row(label(one.name, "body"), None, on_time, late, gap=12)
        if kept.late_most is not None:
            line.addWidget(label(self.tr("最长 {span}").format(span=length_words(kept.late_most)), "meta"))
        made.setLayout(line)
        return made
