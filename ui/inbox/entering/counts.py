"""The fields for counts seen at a time: 阅读 评论 转发 点赞, each as the app writes it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from opinion_desk.domain.item import Metrics

from ...parts.cards import row
from ...parts.moment import MomentField
from ...parts.sheet import field
from ...seat import Seat
from ...words import FIGURE, said
from .counting import read_count, short_count

NAMES: Final = ("reads", "comments", "reposts", "likes")
Missing = tuple[str, QWidget] | None


class CountsFields(QWidget):
    """All may stay empty; the time is now unless another is written."""

    typed = Signal()

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._seat = seat
        self.fields = {name: QLineEdit() for name in NAMES}
        self.at = MomentField(seat)
        for made in self.fields.values():
            made.setMaxLength(16)
            made.setPlaceholderText(self.tr("如 1.2万"))
            made.textEdited.connect(lambda _text: self.typed.emit())
        line = row(gap=8)
        for name, made in self.fields.items():
            line.addLayout(field(said(FIGURE[name]), made), 4)
        line.addLayout(field(self.tr("何时看到的"), self.at), 6)
        self.setLayout(line)

    @property
    def first(self) -> QLineEdit:
        """Where the keyboard begins."""
        return self.fields["reads"]

    @property
    def is_empty(self) -> bool:
        """Whether no count is written."""
        return not any(made.text().strip() for made in self.fields.values())

    def remind(self, metrics: Metrics) -> None:
        """Say in the empty fields what was seen last."""
        for name, made in self.fields.items():
            value = getattr(metrics, name)
            if value is not None:
                made.setPlaceholderText(self.tr("上次 {count}").format(count=short_count(value)))

    def missing(self) -> Missing:
        """The sentence that says what cannot be used, and its field; None when all can."""
        for name, made in self.fields.items():
            text = made.text().strip()
            try:
                _ = text and read_count(text)
            except ValueError:
                words = self.tr("看不懂{name}“{text}”，请写成 3400 或 1.2万，不知道就留空。")
                return words.format(name=said(FIGURE[name]), text=text), made
        at, problem = self.at.read()
        if problem:
            return problem, self.at
        if at is not None and at > self._seat.now():
            return self.tr("看到数据的时间在将来，请改成当时的时间。"), self.at
        return None

    def metrics(self) -> Metrics | None:
        """What is written; None where nothing is. To be asked when nothing is missing."""
        if self.is_empty:
            return None
        written = {name: made.text().strip() for name, made in self.fields.items()}
        counts = {name: read_count(text) for name, text in written.items() if text}
        return Metrics(self.at.read()[0] or self._seat.now(), **counts)
