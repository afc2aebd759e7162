"""录入 by a note of a call: what happened, where and when; nothing of the caller."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from opinion_desk.domain.entering import Draft, Way

from ...parts.cards import column, row
from ...parts.labels import label
from ...parts.moment import MomentField
from ...parts.sheet import field
from ...seat import Seat
from .counts import Missing


class TelephonePane(QWidget):
    """Fills the sheet; no link, no counts."""

    typed = Signal()

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._seat = seat
        self.title, self.place, self.at, self.body = QLineEdit(), QLineEdit(), MomentField(seat), QPlainTextEdit()
        self.title.setMaxLength(200)
        self.title.setPlaceholderText(self.tr("一句话写明是什么事，例如：东湖路排水井盖缺失"))
        self.place.setMaxLength(80)
        self.place.setPlaceholderText(self.tr("例如：东湖路与滨江路口"))
        self.body.setTabChangesFocus(True)
        self.body.setPlaceholderText(self.tr("来电说了什么：经过、影响、诉求"))
        note = QFrame()
        note.setObjectName("note")
        note.setProperty("tone", "accent")
        words = self.tr("不记来电人姓名、电话、住址；文字里的电话、证件、银行卡号码会自动隐去。")
        note.setLayout(column(label(words, wrap=True), margin=10))
        second = row(gap=12)
        second.addLayout(field(self.tr("地点"), self.place), 2)
        second.addLayout(field(self.tr("来电时间"), self.at), 1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(10)
        lines.addWidget(note)
        lines.addLayout(field(self.tr("事项"), self.title))
        lines.addLayout(second)
        lines.addLayout(field(self.tr("来电所述"), self.body), 1)
        for made in (self.title, self.place, self.at):
            made.textEdited.connect(lambda _text: self.typed.emit())
        self.body.textChanged.connect(self.typed)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written."""
        return not any(text.strip() for text in (self.title.text(), self.place.text(), self.body.toPlainText()))

    def missing(self) -> Missing:
        """The sentence that says what is missing, and its field; None when all is there."""
        if not self.title.text().strip():
            return self.tr("没有写事项；请用一句话写明是什么事。"), self.title
        at, problem = self.at.read()
        if problem:
            return problem, self.at
        if at is not None and at > self._seat.now():
            return self.tr("来电时间在将来，请改成实际时间。"), self.at
        return None

    def draft(self) -> Draft:
        """The note, its place in the first line of the text, where the reading looks for places."""
        place, said = self.place.text().strip(), self.body.toPlainText().strip()
        body = "\n".join(filter(None, (self.tr("地点：{place}").format(place=place) if place else "", said)))
        at = self.at.read()[0] or self._seat.now()
        return Draft(Way.TELEPHONE, self.title.text().strip(), body, published=at)
