"""舆情等级: what each grade means at this desk, and the post that approves there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from opinion_desk.domain.errors import DeskError
from opinion_desk.domain.levels import Grade
from opinion_desk.services.policy_rows import with_grades

from ..parts.buttons import button
from ..parts.cards import Card, column, empty_layout, row
from ..parts.choices import Choice
from ..parts.labels import chip, label
from ..seat import Seat
from ..words import sentence_of
from .known_posts import known_posts
from .policy_section import PolicySection


@dataclass(frozen=True, slots=True)
class _Row:
    grade: Grade
    meaning: QLineEdit
    approver: Choice


class GradesSection(PolicySection):
    """Four rows, kept together."""

    def __init__(self, seat: Seat) -> None:
        words = self.tr(
            "等级看热度和波及面，与突发事件级别是两回事；它决定用哪条提级层级、由谁审批。岗位在“值班岗位”里登记。"
        )
        super().__init__(seat, self.tr("舆情等级"), words)
        self.grades: list[_Row] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(10)
        self.error = label("", "error", wrap=True)
        self.error.hide()
        self.save_button = button(self.tr("保存"), self.save, "primary")
        self.save_button.setEnabled(False)
        card = Card()
        card.body.addLayout(self._lines)
        card.body.addWidget(self.error)
        card.body.addLayout(row(None, self.save_button))
        self.body.addWidget(card)

    @property
    def value(self) -> list[dict[str, Any]]:
        """The rows as they read now."""
        return [
            {"grade": int(made.grade), "meaning": made.meaning.text().strip(), "approver": made.approver.chosen or ""}
            for made in self.grades
        ]

    def save(self) -> None:
        """Put them in force; what is missing is said below, with the keyboard where it is."""
        grades = self.value
        self.change(lambda rows: with_grades(rows, grades), self.tr("已保存舆情等级。"), self._refused)

    def done(self, words: str, before: object) -> None:
        self.save_button.setEnabled(False)
        super().done(words, before)

    def draw(self) -> None:
        empty_layout(self._lines)
        self.error.hide()
        posts = known_posts(self.seat.desk.settings, self.policies)
        there = {row_.grade: row_ for row_ in self.policies.grades}
        self.grades = []
        for grade in Grade:
            known = there.get(grade)
            meaning = QLineEdit(known.meaning if known else "")
            meaning.setCursorPosition(0)
            approver = known.approver if known else ""
            choice = Choice((post, post or self.tr("选岗位…")) for post in dict.fromkeys((approver, *posts)))
            self._draw(_Row(grade, meaning, choice))

    def _draw(self, made: _Row) -> None:
        self.grades.append(made)
        made.meaning.setAccessibleName(self.tr("{grade}的含义").format(grade=made.grade.words))
        made.meaning.setPlaceholderText(self.tr("什么样的算{grade}").format(grade=made.grade.words))
        made.approver.setAccessibleName(self.tr("{grade}由谁审批").format(grade=made.grade.words))
        made.approver.setFixedWidth(210)
        made.meaning.textEdited.connect(lambda _text: self._edited())
        made.meaning.returnPressed.connect(lambda: self.save() if self.save_button.isEnabled() else None)
        made.approver.activated.connect(lambda _place: self._edited())
        line = row(gap=10)
        line.addWidget(chip(made.grade.words, "accent", strong=True), 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(made.meaning, 1)
        line.addWidget(label(self.tr("审批"), "meta"))
        line.addWidget(made.approver)
        self._lines.addLayout(column(line, gap=0))

    def _edited(self) -> None:
        self.error.hide()
        self.save_button.setEnabled(True)

    def _refused(self, error: DeskError) -> None:
        self.error.setText(sentence_of(error))
        self.error.show()
        about = next((made for made in self.grades if made.grade.words == error.args_of_sentence.get("grade")), None)
        if about is not None:
            (about.approver if about.meaning.text().strip() else about.meaning).setFocus()
