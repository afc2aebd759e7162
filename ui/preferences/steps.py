"""处置要求: what each kind of content (D1–D6) demands with its ground, and what this desk adds."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from opinion_desk.domain.errors import DeskError
from opinion_desk.domain.policy import Disposition
from opinion_desk.services.policy_rows import OWN_GROUND, with_own_steps

from ..parts.buttons import button
from ..parts.cards import Card, empty_layout, row
from ..parts.labels import chip, label
from ..seat import Seat
from ..words import sentence_of
from .pair_rows import PairRows
from .policy_section import PolicySection


class StepsSection(PolicySection):
    """What documents demand is read; a row of the desk's own can be added under it, with its ground."""

    def __init__(self, seat: Seat) -> None:
        words = self.tr(
            "按内容性质和级别，办结前逐条办到或写明理由免做。文件要求的不能删；本单位可以另加，只管此后核定的。"
        )
        super().__init__(seat, self.tr("处置要求"), words)
        self.own_rows: dict[str, PairRows] = {}
        self.saves: dict[str, QPushButton] = {}
        self._cards = QVBoxLayout()
        self._cards.setSpacing(14)
        self.body.addLayout(self._cards)

    def save(self, disposition: Disposition) -> None:
        """Put this desk's own steps for a kind in force."""
        kind, rows = disposition.kind, self.own_rows[disposition.kind]
        steps = rows.pairs

        def edit(all_rows: Any) -> Any:
            return with_own_steps(all_rows, kind, steps)

        def refused(error: DeskError) -> None:
            words = [first for first, _ in steps]
            bad = next((pair for pair in steps if not all(pair) or words.count(pair[0]) > 1), None)
            if error.id == "own_step_words" and bad is not None:
                rows.refuse(sentence_of(error), bad[0])
            else:
                self.bar.fail(error)

        self.change(edit, self.tr("已保存“{name}”的处置要求。").format(name=disposition.name), refused)

    def draw(self) -> None:
        typed = {kind: rows.pairs for kind, rows in self.own_rows.items() if self.saves[kind].isEnabled()}
        empty_layout(self._cards)
        for disposition in self.policies.dispositions:
            self._cards.addWidget(self._card(disposition))
            own = [(words, ground) for _, words, ground in disposition.own_steps]
            self.own_rows[disposition.kind].show_pairs(own)
            if typed.get(disposition.kind, own) != own:
                self.own_rows[disposition.kind].show_pairs(typed[disposition.kind])
                _offer(self.saves[disposition.kind])
        for heading, steps in (
            (self.tr("特别重大、重大另加"), self.policies.major_steps),
            (self.tr("上级接手后，留给本台的"), self.policies.takeover_steps),
        ):
            card = Card(heading)
            for _, words, ground in steps:
                card.body.addLayout(_read(words, ground))
            self._cards.addWidget(card)

    def _card(self, disposition: Disposition) -> Card:
        kind = disposition.kind
        card = Card()
        head = row(chip(kind, "accent", strong=True), label(disposition.name, "heading"), None, gap=8)
        card.body.addLayout(head)
        card.body.addWidget(label(disposition.must, "second", wrap=True))
        for _, words in disposition.steps:
            card.body.addLayout(_read(words, ""))
        card.body.addWidget(label(self.tr("依据：{ground}").format(ground=disposition.ground), "meta", wrap=True))
        rows = PairRows(
            (self.tr("另加的要求"), self.tr("依据")),
            (self.tr("例如 办结后回访"), OWN_GROUND),
            self.tr("另加一条"),
            (3, 2),
        )
        rows.fresh = OWN_GROUND
        save = button(self.tr("保存"), lambda: self.save(disposition), "primary")
        save.setAccessibleName(self.tr("保存 {name}").format(name=disposition.name))
        save.setEnabled(False)
        save.hide()
        rows.edited.connect(lambda: _offer(save))
        self.own_rows[kind], self.saves[kind] = rows, save
        card.body.addWidget(rows)
        card.body.addLayout(row(None, save))
        return card


def _read(words: str, ground: str) -> QHBoxLayout:
    line = row(label("·", "second"), label(words), gap=8)
    if ground:
        line.addWidget(label(ground, "meta"))
    line.addStretch(1)
    return line


def _offer(save: QPushButton) -> None:
    save.setEnabled(True)
    save.show()
