"""The sheets of handing over: who comes on, what is handed over, and the frozen list that is accepted by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QPlainTextEdit, QWidget

from opinion_desk.domain.duty.handover import Handover, Owed
from opinion_desk.domain.duty.watch import Watch

from ..deed import deed
from ..parts.buttons import button
from ..parts.cards import scrolled
from ..parts.labels import label, rule
from ..parts.sheet import Sheet, field
from ..seat import Seat
from .owed_list import OwedList

_LIST_HEIGHT = 210


class NameField(QLineEdit):
    """A name or post, with those of the rota at hand."""

    def __init__(self, text: str, known: Sequence[str]) -> None:
        super().__init__(text)
        offered = QCompleter(list(dict.fromkeys(known)), self)
        offered.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(offered)

    @property
    def name(self) -> str:
        """What stands there."""
        return self.text().strip()


class NamedSheet(Sheet):
    """Asks for a name, and words where they are needed; `act` runs in a thread with both."""

    def __init__(
        self, over: QWidget, seat: Seat, title: str, told: str, accept: str,
        act: Callable[[str, str], object], done: Callable[[], object], *, name: str, known: Sequence[str], reason: str = "",
    ) -> None:  # fmt: skip
        super().__init__(over, title, told, width=480, accept=accept)
        self._seat, self._act, self._done, self._needed = seat, act, done, reason
        self.name = NameField(name, known)
        self.reason = QLineEdit()
        self.body.addLayout(field(self.tr("姓名或岗位"), self.name))
        if reason:
            self.body.addLayout(field(reason, self.reason))

    def accept(self) -> None:
        name, reason = self.name.name, self.reason.text().strip()
        if not name:
            self.refuse(self.tr("请写明是谁。"), self.name)
            return
        if self._needed and not reason:
            self.refuse(self.tr("请写明{what}。").format(what=self._needed), self.reason)
            return
        self.busy()
        self._seat.work.run(self, lambda: self._act(name, reason), self._written, self.failed)

    def _written(self, _answer: object) -> None:
        self.close_sheet()
        self._done()


class OfferSheet(Sheet):
    """交班: the list as it stands now, and three fields of words; the list is frozen when it is offered."""

    def __init__(
        self, over: QWidget, seat: Seat, watch: Watch, owed: tuple[Owed, ...], known: Sequence[str],
        done: Callable[[], object],
    ) -> None:  # fmt: skip
        told = f"{watch.who}交班。下面的清单在交班时定格；接班人接班以前，仍由{watch.who}负责。"
        super().__init__(over, "交班", told, width=680, accept="交班")
        self._seat, self._watch, self._done = seat, watch, done
        following = watch.next.who if watch.next is not None else ""
        self.to = NameField("" if following == watch.who else following, known)
        self.to.setPlaceholderText(self.tr("不填：由来接班的人接"))
        self.done, self.undone, self.papers = _words(), _words(), _words()
        self.list = OwedList(seat, links=False)
        self.list.show_owed(owed, self.tr("没有未完的时限、批示、补签、退单和未读提醒。"))
        self.body.addLayout(field(self.tr("交给"), self.to))
        self.body.addWidget(label(self.tr("未完事项 {n} 项").format(n=len(owed)), "strong"))
        self.body.addWidget(_framed(self.list, len(owed)))
        self.body.addLayout(field(self.tr("已办事项"), self.done))
        self.body.addLayout(field(self.tr("未办毕事项及要求"), self.undone))
        self.body.addLayout(field(self.tr("文电移交"), self.papers))

    def accept(self) -> None:
        duty, watch, to = self._seat.desk.duty, self._watch, self.to.name
        done, undone, papers = (one.toPlainText() for one in (self.done, self.undone, self.papers))
        self.busy()
        self._seat.work.run(
            self,
            lambda: duty.offer(to, done, undone, papers, watch.post, deed=deed(watch.who)),
            self._written,
            self.failed,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return  # a line break in a field is no consent
        super().keyPressEvent(event)

    def _written(self, _answer: object) -> None:
        self.close_sheet()
        self._done()


class HandoverSheetView(Sheet):
    """A handover as it was frozen: to read and, where `export` is given, to print; or to accept by name where `act` is given."""

    def __init__(
        self, over: QWidget, seat: Seat, handover: Handover, known: Sequence[str], *, name: str = "",
        act: Callable[[str], object] | None = None, done: Callable[[], object] = lambda: None,
        export: Callable[[], object] | None = None,
    ) -> None:  # fmt: skip
        told = f"{handover.leaving} {seat.told(handover.offered)} 交班。"
        if act is not None:
            told += "逐项核对下面定格的清单；接班后由您负责。"
        super().__init__(
            over, "接班" if act else f"第 {handover.id} 号交接", told, width=640, accept="接班" if act else "关闭"
        )
        self._seat, self._act, self._done = seat, act, done
        if export is not None:
            self._offer_paper(export)
        self.name = NameField(name, known)
        owed, sheet = handover.sheet.owed, handover.sheet
        self.list = OwedList(seat, links=False)
        self.list.show_owed(owed, self.tr("交班时没有未完事项。"))
        self.body.addWidget(label(self.tr("未完事项 {n} 项（交班时定格）").format(n=len(owed)), "strong"))
        self.body.addWidget(_framed(self.list, len(owed)))
        for caption, words in (
            (self.tr("已办事项"), sheet.done),
            (self.tr("未办毕事项及要求"), sheet.undone),
            (self.tr("文电移交"), sheet.papers),
        ):
            self.body.addWidget(rule())
            self.body.addWidget(label(caption, "meta"))
            self.body.addWidget(label(words or self.tr("无"), "second", wrap=True, selectable=True))
        if act is not None:
            self.body.addLayout(field(self.tr("接班人（姓名或岗位）"), self.name))
        else:
            self.cancel_button.hide()

    def accept(self) -> None:
        act = self._act
        if act is None:
            self.close_sheet()
            return
        name = self.name.name
        if not name:
            self.refuse(self.tr("请写明由谁接班。"), self.name)
            return
        self.busy()
        self._seat.work.run(self, lambda: act(name), self._written, self.failed)

    def _offer_paper(self, export: Callable[[], object]) -> None:
        def leave() -> None:
            self.close_sheet()
            export()

        self.export_button = button(self.tr("导出交接班记录…"), leave, "", "export")
        self.foot.insertWidget(0, self.export_button)

    def _written(self, _answer: object) -> None:
        self.close_sheet()
        self._done()


def _words() -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setFixedHeight(52)
    made.setTabChangesFocus(True)
    return made


def _framed(inside: OwedList, lines: int) -> QWidget:
    made = scrolled(inside)
    made.setFixedHeight(min(_LIST_HEIGHT, max(28, lines * 54)))
    return made
