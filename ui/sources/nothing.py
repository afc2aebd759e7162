"""来源 before there is one: what can be done first."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ..parts.buttons import button
from ..parts.empty import Empty

Act = Callable[[], object]


def nothing_yet(page: QWidget, add: Act, starters: Act, opml: Act, file: Act) -> Empty:
    """Ways to a first source."""
    return Empty(
        "rss",
        page.tr("还没有来源"),
        page.tr("添加一个网址（RSS、Atom、JSON Feed、热榜或表格导出），或导入 OPML；之后会按间隔自动采集。"),
        button(page.tr("添加来源"), add, "primary", "plus"),
        button(page.tr("推荐来源"), starters),
        button(page.tr("导入 OPML"), opml),
        button(page.tr("导入信息文件"), file),
    )
