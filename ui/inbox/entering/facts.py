"""The fields of what was published: link, platform, time, title, text, counts; filled by what is read, corrected by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from opinion_desk.domain.entering import Pasted, Platform
from opinion_desk.domain.item import Metrics

from ...parts.cards import column, row
from ...parts.choices import Choice
from ...parts.moment import MomentField
from ...parts.sheet import field
from ...seat import Seat
from ...words import PLATFORM, said
from .counts import CountsFields, Missing
from .filled import Filled
from .known import KnownNote


@dataclass(frozen=True, slots=True)
class Facts:
    """What the fields say."""

    title: str
    body: str
    link: str | None
    platform: Platform
    published: datetime | None
    metrics: Metrics | None


class FactsForm(QWidget):
    """What a person typed is never overwritten by what is read; what was read before is."""

    typed = Signal()

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self.setObjectName("clear")
        self.link, self.title, self.body = QLineEdit(), QLineEdit(), QPlainTextEdit()
        self.platform = Choice((platform, said(words)) for platform, words in PLATFORM.items())
        self.platform.choose(Platform.OTHER)
        self.published = MomentField(seat, optional=True)
        self.counts = CountsFields(seat)
        self.known = KnownNote(seat)
        self._filled = Filled()
        self._platform_read = Platform.OTHER
        self.link.setPlaceholderText("https://…")
        self.title.setMaxLength(200)
        self.title.setPlaceholderText(self.tr("一句话写明是什么事"))
        self.body.setPlaceholderText(self.tr("原话照录；不写发布者的姓名、昵称"))
        self.body.setTabChangesFocus(True)
        self.body.setMinimumHeight(64)
        self._lay_out()
        self.link.textChanged.connect(lambda text: self.known.look_for(text.strip()))
        for made in (self.link, self.title, self.published):
            made.textEdited.connect(lambda _text: self.typed.emit())
        self.body.textChanged.connect(self.typed)
        self.counts.typed.connect(self.typed)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written."""
        texts = (self.link.text(), self.title.text(), self.body.toPlainText(), self.published.text())
        return not any(text.strip() for text in texts) and self.counts.is_empty

    def show_pasted(self, pasted: Pasted) -> None:
        """What was read out of a pasted text, in place of what was read out of the one before."""
        self._filled.take_back()
        if self.platform.chosen is self._platform_read:
            self._platform_read = Platform.OTHER
            self.platform.choose(Platform.OTHER)
        self.show_looked(pasted)

    def show_looked(self, pasted: Pasted) -> None:
        """What was read out of a page; what it does not tell stays as it is."""
        for made, text in ((self.link, pasted.link or ""), (self.title, pasted.title), (self.body, pasted.body)):
            self._filled.put(made, text)
        if self.platform.chosen is self._platform_read and pasted.platform is not Platform.OTHER:
            self._platform_read = pasted.platform
            self.platform.choose(pasted.platform)
        for name, field_of in self.counts.fields.items():
            count = getattr(pasted.metrics, name, None)
            self._filled.put(field_of, "" if count is None else f"{count:,}")

    def missing(self) -> Missing:
        """The sentence that says what is missing, and its field; None when all is there."""
        link = self.link.text().strip()
        if link and (urlsplit(link).scheme not in ("http", "https") or not urlsplit(link).netloc):
            return self.tr("链接应以 http:// 或 https:// 开头；不知道链接就留空。"), self.link
        if not self.title.text().strip():
            return self.tr("没有标题；请用一句话写明是什么事。"), self.title
        _at, problem = self.published.read()
        return (problem, self.published) if problem else self.counts.missing()

    def facts(self) -> Facts:
        """What is written; to be asked when nothing is missing."""
        return Facts(
            self.title.text().strip(),
            self.body.toPlainText().strip(),
            self.link.text().strip() or None,
            self.platform.chosen,
            self.published.read()[0],
            self.counts.metrics(),
        )

    def _lay_out(self) -> None:
        second = row(gap=12)
        second.addLayout(field(self.tr("平台"), self.platform), 1)
        second.addLayout(field(self.tr("发布时间（不清楚就留空）"), self.published), 1)
        lines = column(
            field(self.tr("链接"), self.link), self.known, field(self.tr("标题"), self.title), second, gap=8
        )  # fmt: skip
        lines.addLayout(field(self.tr("正文"), self.body), 1)
        lines.addWidget(self.counts)
        self.setLayout(lines)
