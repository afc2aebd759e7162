"""录入 on the 信息 page: its button, N and M, and what is said and shown when an item was entered."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from opinion_desk.domain.entering import Entered
from opinion_desk.domain.inbox import ReadItem

from ...frame.page import Page
from ...parts.buttons import KeyButton
from ...seat import Seat
from ..list_model import InboxModel
from ..reading import ReadingPane
from .sheet import EnterSheet


class Entering(QObject):
    """`show` reads an item on the page and marks it in the list where it stands there."""

    def __init__(
        self, page: Page, seat: Seat, model: InboxModel, pane: ReadingPane, show: Callable[[int], object]
    ) -> None:
        super().__init__(page)
        self._page, self._seat, self._model, self._pane, self._show = page, seat, model, pane, show
        self._awaited: tuple[int, str] | None = None  # an item that was entered, and the words for it
        self.button = KeyButton(self.tr("录入"), "N")
        self.button.clicked.connect(self.ask)
        for key, act in (("N", self.ask), ("M", self.note_counts)):
            made = QShortcut(QKeySequence(key), page)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(act)
        pane.by_hand.noted.connect(lambda title: self._tell(self.tr("已补录数据：{title}"), title))
        model.loaded.connect(self._loaded)

    def ask(self) -> None:
        """Open the sheet."""
        sheet = EnterSheet(self._page, self._seat)
        sheet.entered.connect(self._entered)
        sheet.counted.connect(self._counted)
        sheet.open_wanted.connect(self._show)
        sheet.open_sheet(sheet.first)

    def note_counts(self) -> None:
        """Ask for the counts of the item that is read."""
        if self._pane.item is None:
            self._page.bar.tell(self.tr("请先在列表里选一条信息。"))
        else:
            self._pane.by_hand.note_counts()

    def _entered(self, title: str, made: Entered) -> None:
        read = self._seat.desk.items.read
        # that it is kept must be told even where it cannot be read back
        self._seat.work.run(
            self,
            lambda: read(made.item_id),
            lambda item: self._await(made.item_id, self._judged(made, item)),
            lambda _error: self._await(made.item_id, self.tr("已录入：{title}").format(title=_short(title))),
        )

    def _counted(self, item_id: int, title: str) -> None:
        self._await(item_id, self.tr("已补录数据：{title}").format(title=_short(title)))

    def _judged(self, made: Entered, read: ReadItem) -> str:
        title = _short(read.item.title)
        if not made.new:
            return self.tr("这条原来就有，已补上数据和截图：{title}").format(title=title)
        topics = "、".join(topic.name for topic in read.verdict.listed_topics[:2])
        unit = self._seat.unit(read.verdict.lead.unit)
        judged = self.tr("研判为 {topics}").format(topics=topics) if topics else self.tr("没有读出领域")
        advised = self.tr("建议由 {unit} 办理").format(unit=unit) if unit else self.tr("单位待定，请人工选定")
        return self.tr("已录入：{title}；{judged}，{advised}").format(title=title, judged=judged, advised=advised)

    def _await(self, item_id: int, words: str) -> None:
        """The list is read again first, so that the item can be marked where it stands."""
        self._awaited = (item_id, words)
        self._model.refresh()

    def _loaded(self) -> None:
        awaited, self._awaited = self._awaited, None
        if awaited is None:
            return
        item_id, words = awaited
        if not self._model.index_of(item_id).isValid():
            words += self.tr("（不在当前筛选里，已在右边打开）")
        self._page.bar.tell(words)
        self._show(item_id)
        if self._pane.item is not None and self._pane.item.item.id == item_id:  # it was read before: not read again
            self._pane.by_hand.show_item(self._pane.item.item)

    def _tell(self, words: str, title: str) -> None:
        self._page.bar.tell(words.format(title=_short(title)))


def _short(title: str) -> str:
    return title if len(title) <= 30 else title[:29] + "…"
