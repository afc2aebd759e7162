"""通知通道: what reaches people, who gets what, whether it works; a test really sends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from opinion_desk.domain.channels import ChannelKind, Secret
from opinion_desk.domain.errors import DeskError

from ..parts.bars import Bar
from ..parts.buttons import button
from ..parts.cards import Card, column, empty_layout, row
from ..parts.labels import chip, label, rule
from ..seat import Seat
from ..words import said, sentence_of
from .channel_sheet import ChannelSheet

if TYPE_CHECKING:
    from opinion_desk.domain.outbox import Delivery
    from opinion_desk.services.channels import ChannelRow


@dataclass(frozen=True, slots=True)
class Told:
    """How a test went, in words, with their tone."""

    words: str
    tone: str = ""


class ChannelsCard(Card):
    """The channels one below the other, each with its deeds and, under them, how its last test went."""

    def __init__(self, seat: Seat, over: QWidget) -> None:
        super().__init__(self.tr("通知通道"))
        self.seat, self._over = seat, over
        self.bar = Bar()
        self.told: dict[str, Told] = {}
        self._rows: tuple[ChannelRow, ...] = ()
        self._drawn: object = None
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        words = self.tr("提醒和提级除显示在本台外，还发到这里的群和信箱。消息只报编号、级别和时限，除非另选带标题。")
        self.body.addWidget(label(words, "meta", wrap=True))
        self.body.addWidget(self.bar)
        self.body.addLayout(self._lines)
        self.add_button = button(self.tr("添加通道"), self.add, "", "plus")
        self.body.addLayout(row(None, self.add_button))

    def shown(self) -> None:
        """Read the channels again."""
        channels = self.seat.desk.channels
        self.seat.work.run(self, channels.list, self._show, lambda error: self.bar.fail(error, self.shown), key="list")

    def add(self) -> None:
        """Ask for a new channel."""
        self._ask(None)

    def edit(self, row: ChannelRow) -> None:
        """Change a channel."""
        self._ask(row)

    def test(self, row: ChannelRow) -> None:
        """Really send a test message, off the screen's thread; how it went stands under the channel."""
        channels, id = self.seat.desk.channels, row.setup.id
        if self.told.get(id) == self._under_way:
            return
        self._tell(id, self._under_way)
        self.seat.work.run(
            self,
            lambda: channels.test(id),
            lambda delivery: self._tested(row, delivery),
            lambda error: self._tell(id, Told(sentence_of(error), "red")),
        )

    def remove(self, row: ChannelRow) -> None:
        """Take a channel away; it can be brought back while the window is open."""
        channels, id, name = self.seat.desk.channels, row.setup.id, row.setup.name
        words = self.tr("已移除“{name}”。").format(name=name)
        self._write(lambda: channels.remove(id), words, lambda: self._restore(id, name))

    # --- how it is drawn

    def _show(self, rows: tuple[ChannelRow, ...]) -> None:
        """Draw the list where it changed; the keyboard stays on the button it was on."""
        if (drawn := (rows, dict(self.told))) == self._drawn:
            return
        held = next((made.accessibleName() for made in self.findChildren(QPushButton) if made.hasFocus()), "")
        self._rows, self._drawn = rows, drawn
        empty_layout(self._lines)
        for number, row_ in enumerate(rows):
            if number:
                self._lines.addWidget(rule())
            self._lines.addWidget(self._line(row_))
        if not rows:
            words = self.tr("还没有通道，提醒只显示在本台。可添加企业微信、钉钉、飞书的群机器人，或值班信箱。")
            self._lines.addWidget(label(words, "second", wrap=True))
        self.note.setText(self.tr("{n} 个").format(n=len(rows)) if rows else "")
        for made in self.findChildren(QPushButton):
            if held and made.accessibleName() == held:
                made.setFocus()

    def _line(self, row_: ChannelRow) -> QWidget:
        setup = row_.setup
        head = row(label(setup.name, "strong"), chip(said(setup.kind.words), "accent"), gap=8)
        if setup.internal:
            head.addWidget(chip(self.tr("内网")))
        head.addStretch(1)
        deeds: tuple[tuple[str, Callable[[], None], str, str], ...] = (
            (self.tr("测试"), lambda: self.test(row_), "", "paper-plane-tilt"),
            (self.tr("修改…"), lambda: self.edit(row_), "", "pencil-simple"),
            (self.tr("移除"), lambda: self.remove(row_), "danger", "trash"),
        )
        for words, act, kind, glyph in deeds:
            made = button(words, act, kind, glyph)
            made.setAccessibleName(f"{words} {setup.name}")
            head.addWidget(made)
        lines = column(head, label(self._facts(row_), "meta", wrap=True), gap=4)
        lines.setContentsMargins(0, 10, 0, 10)
        for told in self._said_of(row_):
            lines.addWidget(label(told.words, "second", tone=told.tone, wrap=True, selectable=True))
        line = QFrame()
        line.setObjectName("clear")
        line.setLayout(lines)
        return line

    def _facts(self, row_: ChannelRow) -> str:
        setup = row_.setup
        posts = [*setup.audience, *([self.tr("所有岗位")] if setup.for_everybody else [])]
        facts = [self.tr("发给 {posts}").format(posts="、".join(posts)), said(setup.detail.words), setup.host]
        if setup.kind is ChannelKind.MAIL:
            facts.append(self.tr("{n} 个信箱").format(n=len({one.address for one in setup.recipients})))
        if row_.sent is not None:
            facts.append(self.tr("最近送达 {when}").format(when=self.seat.short(row_.sent)))
        return " · ".join(fact for fact in facts if fact)

    def _said_of(self, row_: ChannelRow) -> list[Told]:
        said = []
        setup = row_.setup
        needed = {Secret.PASSWORD} if setup.user else set()
        if setup.kind is not ChannelKind.MAIL:
            needed = {Secret.ADDRESS}
        if needed - row_.kept:
            said.append(Told(self.tr("密码或地址取不到了；请“修改”，重新填写。"), "amber"))
        if row_.dead:
            words = self.tr("有 {n} 条没有送达，最近的原因：{why}").format(n=row_.dead, why=row_.why)
            said.append(Told(words, "red"))
        if (told := self.told.get(setup.id)) is not None:
            said.append(told)
        return said

    # --- what came home

    @property
    def _under_way(self) -> Told:
        return Told(self.tr("正在发送测试消息…"))

    def _tested(self, row_: ChannelRow, delivery: Delivery) -> None:
        when = self.seat.short(self.seat.now())
        if not delivery.sent:
            words = self.tr("{when} 测试没有送达：{why}").format(when=when, why=delivery.why)
            self._tell(row_.setup.id, Told(words, "red"))
        elif delivery.why:
            words = self.tr("{when} 测试只送达了一部分：{why}").format(when=when, why=delivery.why)
            self._tell(row_.setup.id, Told(words, "amber"))
        else:
            where = self.tr("信箱") if row_.setup.kind is ChannelKind.MAIL else self.tr("群")
            words = self.tr("{when} 测试消息已被收下，请到{where}里看一眼。").format(when=when, where=where)
            self._tell(row_.setup.id, Told(words, "good"))

    def _tell(self, id: str, told: Told) -> None:
        self.told[id] = told
        self._show(self._rows)

    def _ask(self, row_: ChannelRow | None) -> None:
        sheet = ChannelSheet(self._over, self.seat, row_)
        sheet.written.connect(self._written)
        sheet.open_sheet(sheet.name)

    def _written(self, words: str, id: str) -> None:
        self.told.pop(id, None)  # what was tested is not what stands there now
        self._done(words)

    def _restore(self, id: str, name: str) -> None:
        channels = self.seat.desk.channels
        self._write(lambda: channels.restore(id), self.tr("已恢复“{name}”。").format(name=name))

    def _write(self, act: Callable[[], object], words: str, undo: Callable[[], object] | None = None) -> None:
        self.seat.work.run(self, act, lambda _answer: self._done(words, undo), self._failed)

    def _done(self, words: str, undo: Callable[[], object] | None = None) -> None:
        self.bar.tell(words, self.tr("撤销") if undo else "", undo)
        self.shown()

    def _failed(self, error: DeskError) -> None:
        self.bar.fail(error)
        self.shown()
