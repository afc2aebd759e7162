"""已改动 n 次: what a source changed of an item after it was first seen, the newest change above."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from PySide6.QtCore import Qt

from opinion_desk.domain.differing import Change, Piece, difference, is_kept
from opinion_desk.domain.item import Item, Version

from ..parts.cards import Card, empty_layout, row
from ..parts.labels import label
from ..seat import Seat
from ..theme import THEME, tokens

_SHOWN: Final = 3
_AROUND: Final = 24  # characters kept beside a change


class ChangesCard(Card):
    """Hidden while nothing was changed."""

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self._seat = seat
        self._shown: tuple[Item, tuple[Version, ...]] | None = None
        self.hide()
        THEME.changed.connect(self._again)

    def show_changes(self, item: Item, versions: tuple[Version, ...]) -> None:
        """The earlier wordings, oldest first, of an item that reads so now."""
        self._shown = (item, versions)
        empty_layout(self.body)
        self.setVisible(bool(versions))
        if not versions:
            return
        head = label(self.tr("已改动 {n} 次").format(n=len(versions)), "strong")
        self.body.addLayout(row(head, None, label(self.tr("删去的划线，新加的加下划线"), "meta")))
        wordings = [(version.title, version.body) for version in versions] + [(item.title, item.body)]
        for n in range(len(versions) - 1, max(len(versions) - 1 - _SHOWN, -1), -1):
            self._add_change(versions[n], wordings[n], wordings[n + 1])
        if len(versions) > _SHOWN:
            self.body.addWidget(label(self.tr("更早的改动 {n} 次").format(n=len(versions) - _SHOWN), "meta"))

    def _add_change(self, version: Version, before: tuple[str, str], after: tuple[str, str]) -> None:
        facts = [self.tr("{time} 发现改动").format(time=self._seat.told(version.replaced))]
        if version.digest:
            facts.append(self.tr("原稿存证 {digest}").format(digest=f"{version.digest[:4]}…{version.digest[-4:]}"))
        self.body.addWidget(label(" · ".join(facts), "meta", selectable=True))
        for name, old, new in zip((self.tr("标题"), self.tr("正文")), before, after, strict=True):
            pieces = difference(old, new)
            if not is_kept(pieces):
                told = label(f"{name}：{painted(pieces)}", wrap=True, selectable=True)
                told.setTextFormat(Qt.TextFormat.RichText)
                self.body.addWidget(told)

    def _again(self) -> None:
        if self._shown is not None:
            self.show_changes(*self._shown)


def painted(pieces: Sequence[Piece]) -> str:
    """The pieces as HTML: taken out struck through, put in underlined, long stretches that stayed cut to what is beside a change."""
    made = []
    for n, piece in enumerate(pieces):
        text = _cut(piece.text, first=n == 0, last=n == len(pieces) - 1) if piece.change is Change.KEPT else piece.text
        words = escape(text).replace("\n", "<br>")
        made.append(words if piece.change is Change.KEPT else f'<span style="{_style(piece.change)}">{words}</span>')
    return "".join(made)


def _cut(text: str, *, first: bool, last: bool) -> str:
    before, after = (0 if first else _AROUND), (0 if last else _AROUND)
    if len(text) <= before + after + 1:
        return text
    return f"{text[:before]}…{text[len(text) - after :]}"


def _style(change: Change) -> str:
    if change is Change.TAKEN_OUT:
        return f"color:{tokens().red_text};background-color:{tokens().soft_red};text-decoration:line-through"
    return f"color:{tokens().good};background-color:{tokens().soft_good};text-decoration:underline"
