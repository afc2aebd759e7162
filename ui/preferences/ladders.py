"""提级层级: who is told next when nobody acts, by level and grade, each drawn over time."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from opinion_desk.domain.policy import Ladder
from opinion_desk.domain.spans import length_words

from ..parts.buttons import button
from ..parts.cards import Card, empty_layout, row
from ..parts.labels import label
from ..seat import Seat
from .known_posts import known_posts
from .ladder_picture import LadderPicture
from .ladder_sheet import LadderSheet
from .policy_section import PolicySection


class LaddersSection(PolicySection):
    """An incident keeps the ladder that was in force when it was opened."""

    def __init__(self, seat: Seat) -> None:
        words = self.tr("先看突发事件级别，再看舆情等级，都不合的用“其他”。实心点发到群和信箱，空心点只在本台提示。")
        super().__init__(seat, self.tr("提级层级"), words)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(14)
        self.body.addLayout(self._cards)

    def edit(self, ladder: Ladder) -> None:
        """Change a ladder."""
        posts = known_posts(self.seat.desk.settings, self.policies)
        sheet = LadderSheet(self, self.seat, self.rows, ladder, posts)
        sheet.written.connect(self.done)
        sheet.open_sheet(sheet.rungs[0].length.number if sheet.rungs else sheet.more)

    def draw(self) -> None:
        empty_layout(self._cards)
        for ladder in self.policies.ladders:
            self._cards.addWidget(self._card(ladder))

    def _card(self, ladder: Ladder) -> Card:
        card = Card()
        head = row(label(ladder.words, "heading"), None, gap=8)
        edit = button(self.tr("修改…"), lambda: self.edit(ladder), "", "pencil-simple")
        edit.setAccessibleName(self.tr("修改 {name}").format(name=ladder.words))
        head.addWidget(edit)
        picture = LadderPicture()
        picture.show_ladder(ladder.rungs, ladder.repeat)
        card.body.addLayout(head)
        card.body.addWidget(picture)
        told = []
        if ladder.repeat is not None:
            told.append(self.tr("没有人应答，末层每{span}再呼叫一次").format(span=_span(ladder.repeat.total_seconds())))
        if ladder.holds is not None:
            told.append(self.tr("应答以后静{span}，还没有办就再呼").format(span=_span(ladder.holds.total_seconds())))
        card.body.addWidget(label("；".join(told), "meta", wrap=True))
        return card


def _span(seconds: float) -> str:
    return length_words(int(seconds // 60))
