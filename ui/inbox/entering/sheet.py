"""The sheet of 录入: three ways in, the fields beside, and nothing lost by a slip of a key."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QWidget

from opinion_desk.domain.entering import Draft, Entered, Way
from opinion_desk.domain.item import Metrics

from ...parts.cards import holder, row
from ...parts.labels import label
from ...parts.sheet import Ask, Sheet
from ...seat import Seat
from ...words import WAY, said
from .counts import Missing
from .facts import FactsForm
from .link_pane import LinkPane
from .screenshot_pane import ScreenshotPane
from .telephone_pane import TelephonePane

_KEPT: Final = "inbox/entering_way"
_WAYS: Final = (Way.LINK, Way.SCREENSHOT, Way.TELEPHONE)
_WIDTH, _HEIGHT = 1080, 560
_FRAME: Final = 250  # px of the window's height that head, ways, foot and margins take


class EnterSheet(Sheet):
    """`entered` carries the title and what came of it, `counted` and `open_wanted` a known item's id. Alt+1 2 3 choose the way."""

    entered = Signal(str, object)
    counted = Signal(int, str)
    open_wanted = Signal(int)

    def __init__(self, over: QWidget, seat: Seat) -> None:
        width = min(_WIDTH, over.window().width() - 48)
        super().__init__(over, "录入", width=width, accept="录入")
        self.accept_button.setToolTip("Ctrl+Enter")
        self._seat = seat
        self.facts, self.link, self.screenshot = FactsForm(seat), LinkPane(seat), ScreenshotPane()
        self.telephone = TelephonePane(seat)
        self._left, self._whole = QStackedWidget(), QStackedWidget()
        self.ways: dict[Way, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._lay_out(over.window().height())
        self._connect()
        kept = str(seat.memory.value(_KEPT, Way.LINK.value))
        self.choose(Way(kept) if kept in {way.value for way in Way} else Way.LINK)

    @property
    def way(self) -> Way:
        """The way that is chosen."""
        return next(way for way, made in self.ways.items() if made.isChecked())

    @property
    def first(self) -> QWidget:
        """Where the keyboard begins."""
        begins = {Way.LINK: self.link.paste, Way.SCREENSHOT: self.screenshot.first, Way.TELEPHONE: self.telephone.title}
        return begins[self.way]

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be lost."""
        parts = (self.facts, self.link, self.telephone)
        return all(part.is_empty for part in parts) and not self.screenshot.has_picture

    def choose(self, way: Way) -> None:
        """Another way; what is written stays."""
        self.ways[way].setChecked(True)
        self._whole.setCurrentIndex(1 if way is Way.TELEPHONE else 0)
        self._left.setCurrentIndex(1 if way is Way.SCREENSHOT else 0)
        self._seat.memory.setValue(_KEPT, way.value)
        self.error.hide()
        if self.isVisible():
            self.first.setFocus()

    def accept(self) -> None:
        missing = self._missing()
        if missing is not None:
            self.refuse(*missing)
            return
        draft = self._draft()
        enter, by = self._seat.desk.entering.enter, self._seat.by
        self.busy()
        self._seat.work.run(self, lambda: enter(draft, by), lambda made: self._entered(draft.title, made), self.failed)

    def close_sheet(self) -> None:
        """Esc, 取消 and the cross: asks once where something is written."""
        if self.is_empty:
            self.leave()
            return
        words = self.tr("填的内容还没有录入，放弃后找不回来。")
        sheet = Ask(self, self.tr("放弃这次录入？"), words, self.tr("放弃"), self.leave)
        sheet.cancel_button.setText(self.tr("继续填写"))
        sheet.open_sheet(sheet.cancel_button)

    def leave(self) -> None:
        """Close it, whatever is written."""
        super().close_sheet()

    def _lay_out(self, height: int) -> None:
        line = row(gap=6)
        for number, way in enumerate(_WAYS, 1):
            made = QPushButton(said(WAY[way]))
            made.setCheckable(True)
            made.setToolTip(f"Alt+{number}")
            made.clicked.connect(lambda _on=False, way=way: self.choose(way))
            self.ways[way] = made
            self._group.addButton(made)
            line.addWidget(made)
            key = QShortcut(QKeySequence(f"Alt+{number}"), self)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(lambda way=way: self.choose(way))
        line.addStretch(1)
        line.addWidget(label(self.tr("Alt+1 2 3 换方式，Ctrl+Enter 录入，Esc 关闭"), "meta"))
        self._left.addWidget(self.link)
        self._left.addWidget(self.screenshot)
        both = QHBoxLayout()
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(24)
        both.addWidget(self._left, 1)
        both.addWidget(self.facts, 1)
        self._whole.addWidget(holder(both))
        self._whole.addWidget(self.telephone)
        self._whole.setFixedHeight(min(_HEIGHT, max(height - _FRAME, 320)))
        self.body.addLayout(line)
        self.body.addWidget(self._whole)

    def _connect(self) -> None:
        self.link.came.connect(self.facts.show_pasted)
        self.link.came.connect(self.error.hide)
        self.link.looked.connect(self.facts.show_looked)
        self.facts.link.textChanged.connect(lambda text: self.link.set_link(text.strip()))
        self.facts.known.open_wanted.connect(self._open_known)
        self.facts.known.counts_wanted.connect(self._note_counts)
        for part in (self.facts, self.telephone):
            part.typed.connect(self.error.hide)
        self.screenshot.changed.connect(self.error.hide)
        for made in (self.link.paste, self.facts.link, self.facts.title, self.facts.body):
            made.installEventFilter(self)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)  # a field with the keyboard keeps its own
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self._paste)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A picture that is pasted into a field of words is meant as the screenshot."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and watched is not self._over:
            held = QGuiApplication.clipboard().mimeData()
            if event.matches(QKeySequence.StandardKey.Paste) and held.hasImage() and not held.hasText():
                self.choose(Way.SCREENSHOT)
                self.screenshot.paste()
                return True
        return super().eventFilter(watched, event)

    def _paste(self) -> None:
        if self.way is Way.SCREENSHOT:
            self.screenshot.paste()

    def _missing(self) -> Missing:
        if self.way is Way.TELEPHONE:
            return self.telephone.missing()
        if self.way is Way.SCREENSHOT and (lacking := self.screenshot.missing()) is not None:
            return lacking
        return self.facts.missing()

    def _draft(self) -> Draft:
        if self.way is Way.TELEPHONE:
            return self.telephone.draft()
        facts = self.facts.facts()
        seen = self.way is Way.SCREENSHOT
        return Draft(
            self.way,
            facts.title,
            facts.body,
            facts.link,
            facts.platform,
            facts.published,
            facts.metrics,
            self.screenshot.data() if seen else None,
            self.screenshot.covers if seen else (),
            seen and not self.screenshot.covers,
        )

    def _entered(self, title: str, made: Entered) -> None:
        self.leave()
        self.entered.emit(title, made)

    def _open_known(self, item_id: int) -> None:
        self.leave()
        self.open_wanted.emit(item_id)

    def _note_counts(self, item_id: int) -> None:
        missing = self.facts.counts.missing()
        metrics = self.facts.counts.metrics() if missing is None else None
        if missing is None and metrics is None:
            missing = self.tr("没有填数据；请填阅读、评论、转发、点赞中的至少一项。"), self.facts.counts.first
        if missing is not None:
            self.refuse(*missing)
            return
        assert metrics is not None
        self._write_counts(item_id, metrics)

    def _write_counts(self, item_id: int, metrics: Metrics) -> None:
        note, title = self._seat.desk.entering.note_metrics, self.facts.known.title

        def noted(_: object) -> None:
            self.leave()
            self.counted.emit(item_id, title)

        self.busy()
        self._seat.work.run(self, lambda: note(item_id, metrics), noted, self.failed)
