"""A mark of a clock as it is edited: so long after the start, or so long before another mark."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from opinion_desk.domain.response_clock import MarkKind
from opinion_desk.domain.spans import length_words, renamed

from ..parts.buttons import button
from ..parts.cards import column, row
from ..parts.choices import Choice
from ..parts.labels import chip, label
from ..words import said

MINUTE, HOUR, DAY = "minute", "hour", "day"
UNIT_WORDS: Final = {MINUTE: "分钟", HOUR: "小时", DAY: "个工作日"}
_KINDS: Final = {
    MarkKind.TARGET: ("力争", "accent"),
    MarkKind.DEADLINE: ("最迟", "red"),
    MarkKind.REMINDER: ("提醒", "plain"),
}
_MOST: Final = 99_999


class Length(QHBoxLayout):
    """A number and its unit."""

    edited = Signal()

    def __init__(self, minutes: int | None, days: int | None, name: str, *, with_days: bool) -> None:
        super().__init__()
        self.setSpacing(6)
        unit = DAY if days is not None else HOUR if minutes and minutes % 60 == 0 else MINUTE
        number = days if days is not None else (minutes or 0) // (60 if unit == HOUR else 1)
        self.number = QLineEdit(str(number))
        self.number.setValidator(QIntValidator(0, _MOST, self.number))
        self.number.setFixedWidth(72)
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.number.setAccessibleName(name)
        self.unit = Choice((one, said(UNIT_WORDS[one])) for one in UNIT_WORDS if one != DAY or with_days)
        self.unit.setFixedWidth(104)
        self.unit.setAccessibleName(self.tr("{name}的单位").format(name=name))
        self.unit.choose(unit)
        self.addWidget(self.number)
        self.addWidget(self.unit)
        self.number.textEdited.connect(lambda _text: self.edited.emit())
        self.unit.activated.connect(lambda _place: self.edited.emit())

    @property
    def minutes(self) -> int | None:
        """Minutes; None where it is counted in working days."""
        if self.unit.chosen == DAY:
            return None
        return self._count * (60 if self.unit.chosen == HOUR else 1)

    @property
    def days(self) -> int | None:
        """Working days; None where it is counted in minutes."""
        return self._count if self.unit.chosen == DAY else None

    @property
    def words(self) -> str:
        """30分钟, 5小时, 7个工作日."""
        return length_words(self.minutes, self.days)

    @property
    def _count(self) -> int:
        return int(self.number.text() or 0)


class MarkRow(QWidget):
    """`edited` tells that something was typed or chosen, `left` that the row is to go."""

    edited = Signal()
    left = Signal()

    def __init__(self, mark: dict[str, Any], hint: str = "") -> None:
        """`mark` is a row of policies.json; `hint` stands at the right where nothing else does."""
        super().__init__()
        self.setObjectName("clear")
        self._mark = mark
        self.kind = MarkKind(mark["kind"])
        word, tone = _KINDS[self.kind]
        before, days = mark.get("before_min"), mark.get("working_days")
        self.length = Length(
            before if before is not None else mark.get("after_min"), days, f"{said(word)} {mark['name']}",
            with_days=before is None,
        )  # fmt: skip
        self.was = self.length.words
        self.length.edited.connect(self.edited)
        self.of: Choice | None = None
        self.error = label("", "error", wrap=True)
        self.error.hide()
        named = chip(said(word), tone, strong=self.kind is not MarkKind.REMINDER)
        named.setFixedWidth(46)
        named.setAlignment(Qt.AlignmentFlag.AlignCenter)
        line = row(named, gap=8)
        self._lay_out(line, hint)
        self.setLayout(column(line, self.error, gap=2))

    @property
    def name(self) -> str:
        """What the mark is called now: a name that says its length follows it."""
        if self.of is not None and self.of.chosen != self._mark.get("of"):
            word = _KINDS[MarkKind.TARGET if self.of.chosen == "target" else MarkKind.DEADLINE][0]
            return f"{word}时限前{self.length.words}"
        return renamed(self._mark["name"], self.was, self.length.words)

    @property
    def value(self) -> dict[str, Any]:
        """The row as it reads now."""
        made = {key: part for key, part in self._mark.items() if key not in ("after_min", "before_min", "working_days")}
        made["name"] = self.name
        if "before_min" in self._mark:
            made["before_min"] = self.length.minutes
            if self.of is not None:
                made["of"] = self.of.chosen
        elif self.length.days is not None:
            made["working_days"] = self.length.days
        else:
            made["after_min"] = self.length.minutes
        return made

    def refuse(self, words: str) -> None:
        """Say under the row why it cannot be used; nothing where there is nothing to say."""
        self.error.setText(words)
        self.error.setVisible(bool(words))

    def _lay_out(self, line: QHBoxLayout, hint: str) -> None:
        if self.kind is not MarkKind.REMINDER:
            of_clocks = "before_min" in self._mark
            line.addWidget(label(self.tr("发布或回应时限前") if of_clocks else self.tr("起算后"), "second"))
            line.addLayout(self.length)
            line.addWidget(label(hint, "meta", tone="amber"))
            line.addStretch(1)
            return
        self.of = Choice((("target", self.tr("力争时限前")), ("deadline", self.tr("最迟时限前"))))
        self.of.choose(self._mark.get("of"))
        self.of.setFixedWidth(124)
        self.of.setAccessibleName(self.tr("在哪个节点之前"))
        self.of.activated.connect(lambda _place: self.edited.emit())
        line.addWidget(self.of)
        line.addLayout(self.length)
        line.addStretch(1)
        away = button("", self.left.emit, "quiet", "x", hint=self.tr("去掉这次提醒"))
        away.setFixedWidth(32)
        line.addWidget(away)
