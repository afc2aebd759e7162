"""The text of an item with the words marked that led to each part of the verdict."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from PySide6.QtCore import QCoreApplication, QSize, QUrl
from PySide6.QtGui import QCursor, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QTextBrowser, QToolTip, QWidget

from opinion_desk.domain.item import Item
from opinion_desk.domain.verdict import Reason, Verdict, Voice

from ..theme import THEME, tokens
from ..words import FIELD, said

_OF_A_FIELD: Final = 3
_WEAK: Final = 0.25  # of the strongest of its field


def marked(text: str, offset: int, reasons: tuple[Reason, ...]) -> str:
    """`text` as HTML with the spans of `reasons` marked; spans count from `offset` before it, overlapping ones are joined."""
    length = len(text)
    spans: list[tuple[int, int, list[Reason]]] = []
    for reason in sorted(reasons, key=lambda r: (r.start, -r.end)):
        start, end = max(0, reason.start - offset), min(length, reason.end - offset)
        if start >= end:
            continue
        if spans and start < spans[-1][1]:
            before = spans[-1]
            spans[-1] = (before[0], max(before[1], end), [*before[2], reason])
        else:
            spans.append((start, end, [reason]))
    made, here = [], 0
    for number, (start, end, why) in enumerate(spans):
        made.append(_plain(text[here:start]))
        made.append(_span(number, text[start:end], why))
        here = end
    made.append(_plain(text[here:]))
    return "".join(made)


def strongest(reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """The reasons worth marking: the three strongest of each field, and no weak ones, so that a text is not painted yellow."""
    kept: dict[str, list[Reason]] = {}
    for reason in sorted(reasons, key=lambda r: -abs(r.weight)):
        of_field = kept.setdefault(reason.field, [])
        weak = bool(of_field) and abs(reason.weight) < _WEAK * abs(of_field[0].weight)
        if len(of_field) < _OF_A_FIELD and not weak:
            of_field.append(reason)
    return tuple(reason for of_field in kept.values() for reason in of_field)


def telling(verdict: Verdict) -> tuple[Reason, ...]:
    """The reasons of a verdict worth marking. That it is a plain report, which any item is until something speaks against it, is
    none, nor is every name of a place: the one that chose the unit is marked for the unit."""
    quiet = {"places", "voice"} if verdict.voice is Voice.REPORT else {"places"}
    return strongest(tuple(reason for reason in verdict.because if reason.field not in quiet))


def weighed(words: str, weight: float) -> str:
    """坍塌 +1.6: words with how strongly they spoke."""
    return f"{words} {weight:+.1f}".replace("-", "−")


def hit_words(reasons: Sequence[Reason], most: int) -> str:
    """The strongest words with their weights, each once, and how many there are where that is more than `most`."""
    best: dict[str, float] = {}
    for reason in reasons:
        best[reason.text] = max(best.get(reason.text, reason.weight), reason.weight, key=abs)
    strongest = sorted(best.items(), key=lambda pair: -abs(pair[1]))
    told = [weighed(text, weight) for text, weight in strongest[:most]]
    if len(strongest) > most:
        told.append(QCoreApplication.translate("passage", "等 {n} 个词").format(n=len(strongest)))
    return "　".join(told)


def headline(item: Item, reasons: tuple[Reason, ...]) -> str:
    """The title as HTML, its strongest words marked up to a third of it: a title that is all yellow says nothing."""
    chosen: list[Reason] = []
    room = max(len(item.title) // 3, 4)
    for reason in sorted(reasons, key=lambda r: -abs(r.weight)):
        apart = all(reason.end <= other.start or reason.start >= other.end for other in chosen)
        if reason.end <= len(item.title) and apart and reason.end - reason.start <= room:
            chosen.append(reason)
            room -= reason.end - reason.start
    return marked(item.title, 0, tuple(chosen))


def tell_reason(link: object, over: QWidget) -> None:
    """What hovering a marked word says: the field it spoke for and how strongly."""
    words = link.toString() if isinstance(link, QUrl) else str(link)
    if words.startswith("why:"):
        QToolTip.showText(QCursor.pos(), words.removeprefix("why:"), over)
    else:
        QToolTip.hideText()


def _plain(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _span(number: int, text: str, why: list[Reason]) -> str:
    fields = "、".join(dict.fromkeys(said(FIELD.get(reason.field, reason.field)) for reason in why))
    best = max(why, key=lambda reason: abs(reason.weight)).weight
    style = f"background-color:{tokens().mark};color:{tokens().text};text-decoration:none"
    return f'<a href="why:{escape(fields)} {best:+.1f}" style="{style}">{_plain(text)}</a>'


class Passage(QTextBrowser):
    """As high as its text; hovering marked words says which field they spoke for and how strongly."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("passage")
        self.setOpenLinks(False)
        self.setVerticalScrollBarPolicy(self.verticalScrollBarPolicy().ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(self.horizontalScrollBarPolicy().ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self._shown: tuple[Item, tuple[Reason, ...]] | None = None
        self.highlighted.connect(lambda link: tell_reason(link, self))
        THEME.changed.connect(self._again)

    def show_item(self, item: Item, reasons: tuple[Reason, ...]) -> None:
        """The body of another item."""
        self._shown = (item, reasons)
        body = marked(item.body, len(item.title) + 1, reasons)
        self.setHtml(f'<div style="line-height:112%;font-size:15px;color:{tokens().text_2}">{body}</div>')
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(200, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def _fit(self) -> None:
        self.document().setTextWidth(max(self.viewport().width(), 40))
        self.setFixedHeight(int(self.document().size().height()) + 4)

    def _again(self) -> None:
        if self._shown is not None:
            self.show_item(*self._shown)
