"""Who should answer, and why: lead and co-units, the rule, and the words that spoke for them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from opinion_desk.domain.unit import RuleText
from opinion_desk.domain.verdict import Reason, Verdict

from ..parts.cards import Card, empty_layout
from ..parts.labels import chip, label
from ..seat import Seat
from ..words import FIELD, RULE, ground_of, rule_words, said, share
from .passage import hit_words

_OF_UNIT = ("lead", "function", "unit", "institution")
_WORDS = 6
_LIKELY = 0.1  # a unit less likely is not worth a duty officer's line


class UnitCard(Card):
    """责任单位 · 为什么."""

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self._seat = seat
        self._ground: QLabel | None = None  # the line of the rule, which is read when the card already stands
        self._last = label("")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self.body.addWidget(label(self.tr("责任单位 · 为什么"), "meta"))
        self.body.addLayout(self._grid)

    def show_verdict(self, verdict: Verdict) -> None:
        """The unit part of another verdict."""
        empty_layout(self._grid)
        self._ground = None
        lead = verdict.lead
        if lead.unit is None:
            nowhere = self.tr("文中没有指向任何单位，请人工判断后在“修正”里选定。")
            self._grid.addWidget(label(nowhere, "second", wrap=True), 0, 0, 1, 3)
            return
        self._line(self.tr("主办"), self._seat.unit(lead.unit), role="strong", right=self._sureness(verdict))
        likely = [choice.unit for choice in verdict.others if choice.score >= _LIKELY]
        others = "、".join(self._seat.unit(unit) for unit in likely[:4] if unit)
        if others:
            self._line(self.tr("协办"), others)
        if lead.rule:
            rule = RULE.get(lead.rule)
            self._line(self.tr("依据"), f"{said(rule)}（{lead.rule}）" if rule else lead.rule)
            self._ground = self._last
            self._read_rule(lead.rule)
        hits = [reason for reason in verdict.because if reason.field in _OF_UNIT] or list(verdict.because)
        if hits:
            self._line(self.tr("命中"), hit_words(hits, _WORDS))
        if verdict.institution:
            self._line(self.tr("涉事"), self._seat.unit(verdict.institution))

    def _read_rule(self, id: str) -> None:
        rule = self._seat.desk.items.rule
        self._seat.work.run(self, lambda: rule(id), self._show_rule, lambda _error: None, key="rule")

    def _show_rule(self, rule: RuleText | None) -> None:
        """The rule in its own words with the first place it stands in; the others are told by hovering."""
        if rule is None or self._ground is None:
            return
        grounds = [ground_of(source) for source in rule.refs]
        self._ground.setText("\n".join((f"{rule.id}：{rule_words(rule)}", *grounds[:1])))
        self._ground.setToolTip("\n".join(grounds))

    def _sureness(self, verdict: Verdict) -> QWidget:
        score = share(verdict.lead.score)
        if verdict.sure:
            return label(self.tr("把握 {score}").format(score=score), "strong", tone="accent")
        return chip(self.tr("存疑 {score}").format(score=score), "amber")

    def _line(self, caption: str, words: str, role: str = "second", right: QWidget | None = None) -> None:
        at = self._grid.rowCount()
        self._grid.addWidget(label(caption, "strong" if role == "strong" else "meta"), at, 0, Qt.AlignmentFlag.AlignTop)
        self._last = label(words, role, wrap=True, selectable=True)
        self._grid.addWidget(self._last, at, 1, 1, 1 if right else 2)
        if right is not None:
            self._grid.addWidget(right, at, 2, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)


def legend(reasons: tuple[Reason, ...]) -> str:
    """Which fields the marked words spoke for, as one line; empty when nothing is marked."""
    fields = dict.fromkeys(said(FIELD.get(reason.field, reason.field)) for reason in reasons)
    return "、".join(fields)
