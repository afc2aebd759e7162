"""录入 by a link or the text an app's share button copies: read at once, and the page looked at when asked."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from opinion_desk.domain.entering import Pasted, Platform
from opinion_desk.domain.errors import DeskError

from ...parts.buttons import button
from ...parts.cards import column, empty_layout, row
from ...parts.labels import chip, label, retone
from ...parts.sheet import field
from ...seat import Seat
from ...words import PLATFORM, said, sentence_of

_LINK: Final = re.compile(r"https?://\S{4,}")
_LONGEST: Final = 20_000  # characters; a share text is a few hundred
_SHOWN: Final = 44
_HEIGHT: Final = 220


class LinkPane(QWidget):
    """`came` carries what was read out of the pasted text, `looked` what its page says: both for the fields beside."""

    came = Signal(object)
    looked = Signal(object)

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._seat = seat
        self._looking = 0  # the number of the look that is under way; 0 when none is
        self._looks = 0
        self.link = ""  # what a look would fetch
        self.paste = QPlainTextEdit()
        self.paste.setTabChangesFocus(True)
        self.paste.setPlaceholderText(self.tr("把抖音、快手、微信等“分享”里复制的文字整段粘贴到这里，或只粘贴链接。"))
        self.offer = button("", self._take_offer, "", "paperclip")
        self.found = row(gap=6)
        self._problems = QVBoxLayout()
        self.look_button = button(self.tr("取网页标题和正文"), self.look, "", "download-simple")
        self.status = label("", "meta", wrap=True)
        self._lay_out()
        self.paste.textChanged.connect(self._read)
        QGuiApplication.clipboard().dataChanged.connect(self._show_offer)
        self._show_offer()
        self.set_link("")

    @property
    def is_empty(self) -> bool:
        """Whether nothing was pasted."""
        return not self.paste.toPlainText().strip()

    def set_link(self, link: str) -> None:
        """The link as the fields have it now."""
        if link != self.link and self._looking:
            self._stop()
        self.link = link
        self.look_button.setEnabled(bool(_LINK.fullmatch(link)))

    def look(self) -> None:
        """Fetch the page of the link; pressed again, no longer wait for it."""
        if self._looking:
            self._stop()
            self._say(self.tr("已不再等。"))
            return
        self._looks += 1
        number = self._looking = self._looks
        link, look = self.link, self._seat.desk.entering.look
        self.look_button.setText(self.tr(" 不等了"))
        self._say(self.tr("正在取网页…"))
        self._seat.work.run(
            self,
            lambda: look(link),
            lambda pasted: self._looked(number, pasted),
            lambda error: self._not_looked(number, error),
        )

    def _lay_out(self) -> None:
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        self.paste.setMaximumHeight(_HEIGHT)
        lines.addLayout(field(self.tr("链接或分享文字"), self.paste), 1)
        lines.addWidget(self.offer)
        lines.addLayout(self.found)
        lines.addLayout(self._problems)
        lines.addLayout(column(row(self.look_button, None), self.status, gap=4))
        hint = self.tr("读出的内容填在右边，可以改。发布者的姓名、昵称不录，号码自动隐去。")
        lines.addWidget(label(hint, "meta", wrap=True))
        lines.addStretch(1)

    def _show_offer(self) -> None:
        """A link on the clipboard is offered, never taken by itself."""
        text = QGuiApplication.clipboard().text()
        found = _LINK.search(text[:_LONGEST])
        fresh = found is not None and text.strip() != self.paste.toPlainText().strip()
        self.offer.setVisible(fresh)
        if found is not None:
            short = found.group() if len(found.group()) <= _SHOWN else found.group()[: _SHOWN - 1] + "…"
            self.offer.setText(self.tr(" 粘贴剪贴板里的：{link}").format(link=short))

    def _take_offer(self) -> None:
        self.paste.setPlainText(QGuiApplication.clipboard().text()[:_LONGEST])
        self.paste.setFocus()

    def _read(self) -> None:
        text, read = self.paste.toPlainText()[:_LONGEST], self._seat.desk.entering.read_pasted
        self._show_offer()
        work = self._seat.work
        work.run(self, lambda: read(text) if text.strip() else Pasted(), self._came, self._not_read, key="pasted")

    def _came(self, pasted: Pasted) -> None:
        self._tell_found(pasted)
        self.came.emit(pasted)

    def _not_read(self, error: DeskError) -> None:
        self._tell_found(Pasted(problems=(sentence_of(error),)))

    def _tell_found(self, pasted: Pasted) -> None:
        empty_layout(self.found)
        empty_layout(self._problems)
        counts = pasted.metrics is not None
        named = (
            (pasted.platform is not Platform.OTHER, said(PLATFORM[pasted.platform])),
            (bool(pasted.link), self.tr("链接")),
            (bool(pasted.title), self.tr("标题")),
            (bool(pasted.body), self.tr("正文")),
            (counts, self.tr("数据")),
        )
        told = [words for there, words in named if there]
        if told:
            self.found.addWidget(label(self.tr("读出"), "meta"))
            for words in told:
                self.found.addWidget(chip(words, "accent"))
            self.found.addStretch(1)
        for problem in pasted.problems:
            self._problems.addWidget(label(problem, tone="amber", wrap=True))

    def _looked(self, number: int, pasted: Pasted) -> None:
        if number == self._looking:
            self._stop()
            told = pasted.problems or (self.tr("已取到，填在右边；请核对。"),)
            self._say(" ".join(told), "amber" if pasted.problems else "good")
            self.looked.emit(pasted)

    def _not_looked(self, number: int, error: DeskError) -> None:
        if number == self._looking:
            self._stop()
            self._say(sentence_of(error), "red")

    def _stop(self) -> None:
        self._looking = 0
        self.look_button.setText(self.tr(" 取网页标题和正文"))
        self._say("")

    def _say(self, words: str, tone: str = "") -> None:
        retone(self.status, tone)
        self.status.setText(words)
