"""Who is on now, large, with until when; and what can be done about it: 到岗, 离岗, 交班, 接班, 拒接."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from opinion_desk.domain.duty.watch import Watch

from ..fonts import font
from ..parts.buttons import button
from ..parts.cards import Card, empty_layout, holder, row
from ..parts.flow import Flow
from ..parts.labels import chip, label, retone
from ..seat import Seat
from ..theme import colour
from ..times import span


class _Name(QWidget):
    """Who it is, large; painted, for the style sheet would make it small."""

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self.setFixedHeight(40)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        """Show another name."""
        self._text = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self.update()

    def text(self) -> str:
        """The whole name."""
        return self._text

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(font(27, bold=True))
        painter.setPen(colour("text"))
        cut = painter.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)
        painter.end()


class WatchCard(Card):
    """One post at a time; with several posts, each is a press away. `wanted` names what was pressed."""

    wanted = Signal(str)

    def __init__(self, seat: Seat) -> None:
        super().__init__("当前值班", 14)
        self._seat = seat
        self.watches: tuple[Watch, ...] = ()
        self._post = ""
        self._posts = Flow(gap=6)
        self._group = QButtonGroup(self)
        self.who = _Name()
        self.until = label("", "body", wrap=True)
        self.next = label("", "meta", wrap=True)
        self._chips = Flow(gap=6)
        self.buttons: dict[str, QPushButton] = {}
        self._posts_holder = holder(self._posts)
        self.body.addWidget(self._posts_holder)
        self.body.addWidget(self.who)
        self.body.addWidget(holder(self._chips))
        self.body.addWidget(self.until)
        self.body.addWidget(self.next)
        self.body.addSpacing(4)
        lines = QVBoxLayout()
        lines.setSpacing(8)
        lines.addLayout(row(*(self._made(name, words) for name, words in self._words()[:3])))
        lines.addLayout(row(*(self._made(name, words) for name, words in self._words()[3:])))
        self.body.addLayout(lines)

    @property
    def watch(self) -> Watch | None:
        """The post shown."""
        return next((one for one in self.watches if one.post == self._post), self.watches[0] if self.watches else None)

    def show_watches(self, watches: tuple[Watch, ...]) -> None:
        """Other posts, or the same a while later."""
        if [one.post for one in watches] != [one.post for one in self.watches]:
            self._make_posts([one.post for one in watches])
        self.watches = watches
        self._show()

    def tick(self, now: datetime) -> None:
        """Count on."""
        watch = self.watch
        if watch is not None:
            words, tone = self._until(watch, now)
            self.until.setText(words)
            retone(self.until, tone)

    def _words(self) -> tuple[tuple[str, str], ...]:
        tr = self.tr
        return (
            ("on", tr("到岗")), ("off", tr("离岗")), ("offer", tr("交班…")),
            ("accept", tr("接班…")), ("decline", tr("拒接…")),
        )  # fmt: skip

    def _made(self, name: str, words: str) -> QPushButton:
        made = button(words, lambda: self.wanted.emit(name), "primary" if name == "accept" else "")
        self.buttons[name] = made
        return made

    def _make_posts(self, posts: list[str]) -> None:
        empty_layout(self._posts)
        for post in posts:
            made = QPushButton(post)
            made.setCheckable(True)
            made.setChecked(post == (self._post or posts[0]))
            made.clicked.connect(lambda _checked=False, post=post: self._choose(post))
            self._group.addButton(made)
            self._posts.addWidget(made)
        self._posts_holder.setVisible(len(posts) > 1)

    def _choose(self, post: str) -> None:
        self._post = post
        self._show()

    def _show(self) -> None:
        watch = self.watch
        if watch is None:
            return
        self.who.setText(watch.who)
        self.note.setText("" if len(self.watches) > 1 else watch.post)
        empty_layout(self._chips)
        for words, tone in self._signs(watch):
            self._chips.addWidget(chip(words, tone))
        self.next.setText(self._coming(watch))
        waiting = watch.offer is not None
        for name in ("accept", "decline"):
            self.buttons[name].setVisible(waiting)
        self.buttons["off"].setEnabled((watch.signed and not watch.left) or bool(watch.present))
        self.tick(self._seat.now())

    def _signs(self, watch: Watch) -> list[tuple[str, str]]:
        tr = self.tr
        signs = [(watch.shift, "accent")] if watch.shift else []
        if watch.covered:
            signs.append((tr("空缺 · 代管"), "red"))
        elif watch.overdue:
            signs.append((tr("到时未交接"), "red"))
        elif watch.signed:
            signs.append((tr("已到岗"), "good"))
        else:
            signs.append((tr("按排班"), "plain"))
        if watch.left:
            signs.append((tr("已离岗，仍负责"), "amber"))
        if watch.offer is not None:
            whom = watch.offer.to or tr("来接班的人")
            signs.append((tr("已交班，等{who}接").format(who=whom), "amber"))
        return signs

    def _coming(self, watch: Watch) -> str:
        told = []
        if watch.present:
            told.append(self.tr("已到岗，待接班：{who}").format(who="、".join(watch.present)))
        if watch.next is not None:
            when = self._seat.short(watch.next.start)
            told.append(
                self.tr("下一班 {name} {who} · {when}").format(name=watch.next.name, who=watch.next.who, when=when)
            )
        return "\n".join(told)

    def _until(self, watch: Watch, now: datetime) -> tuple[str, str]:
        """Until when, in words, and the tone."""
        if watch.until is None:
            return (self.tr("排班没有排到人"), "red") if watch.covered else ("", "")
        at = self._seat.short(watch.until)
        if watch.until <= now:
            words = self.tr("{at} 已到交接时间，过了 {span}；接班前仍由其负责。")
            return words.format(at=at, span=span(now - watch.until)), "red"
        return self.tr("{at} 交接，还有 {span}").format(at=at, span=span(watch.until - now)), ""
