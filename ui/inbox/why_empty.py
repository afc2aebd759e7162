"""What an empty list of items says: why nothing stands there, and what to do."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from opinion_desk.domain.inbox import InboxQuery, Pile


def why_empty(query: InboxQuery) -> tuple[str, str]:
    """A line and a sentence for a view that holds nothing."""
    if query.search or query.topics or query.scopes or query.sources:
        return _tr("没有符合条件的信息"), _tr("换一个词，或在左边点掉一个筛选条件。")
    if query.pile is Pile.WAITING:
        words = _tr("新的信息进来后会出现在这里；左边选“全部”可看已处理的。还没有来源时，请先添加。")
        return _tr("没有待研判的信息"), words
    return _tr("还没有信息"), _tr("请先在“来源”里添加网址，或导入 OPML；采集到的信息会出现在这里。")


def _tr(words: str) -> str:
    return QCoreApplication.translate("why_empty", words)
