"""What stands where the list of items is empty: why nothing is there, and what to do."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from opinion_desk.domain.inbox import InboxQuery, Pile

from ..parts.buttons import button
from ..parts.empty import Empty


class Nothing(Empty):
    """`cleared` wishes the conditions away, `sources_wanted` leads to where items come from."""

    cleared = Signal()
    sources_wanted = Signal()

    def __init__(self) -> None:
        self._clear = button(_tr("清除条件"), lambda: self.cleared.emit())
        self._sources = button(_tr("去来源"), lambda: self.sources_wanted.emit(), "primary")
        super().__init__("tray", _tr("还没有信息"), "", self._clear, self._sources)

    def tell(self, query: InboxQuery) -> None:
        """Why this view holds nothing."""
        narrowed = is_narrowed(query)
        self._clear.setVisible(narrowed)
        self._sources.setVisible(not narrowed)
        self.say(*why_empty(query))

    def has_keyboard(self, here: QWidget | None) -> bool:
        """Whether the keyboard is on one of its buttons, which go with it."""
        return here is not None and self.isAncestorOf(here)


def is_narrowed(query: InboxQuery) -> bool:
    """Whether more than a pile was chosen."""
    return bool(query.search or query.topics or query.scopes or query.sources)


def why_empty(query: InboxQuery) -> tuple[str, str]:
    """A line and a sentence for a view that holds nothing."""
    if is_narrowed(query):
        return _tr("没有符合条件的信息"), _tr("换一个词，或在左边点掉一个筛选条件。")
    if query.pile is Pile.WAITING:
        words = _tr("新的信息进来后会出现在这里；左边选“全部”可看已处理的。还没有来源时，请先添加。")
        return _tr("没有待研判的信息"), words
    return _tr("还没有信息"), _tr("请先在“来源”里添加网址，或导入 OPML；采集到的信息会出现在这里。")


def _tr(words: str) -> str:
    return QCoreApplication.translate("nothing", words)
