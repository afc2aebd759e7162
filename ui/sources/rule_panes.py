"""The rules by which a source without a feed is read: a list picked on its page, or paths into JSON."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from opinion_desk.domain.list_rules import MOST_PAGES, JsonRules, PageRules, SourceRules
from opinion_desk.domain.page_seen import PageList, PageSeen

from ..parts.buttons import button
from ..parts.cards import row
from ..parts.choices import Choice
from ..parts.labels import label
from ..parts.tick import Tick

_HEIGHT = 114  # three candidates, or three lines of fields


class PagePane(QWidget):
    """The lists found on a page, one of them picked; behind a button the selectors, to be written by hand."""

    changed = Signal()  # the rules are others: what was read by the old ones is no longer true
    picked = Signal(object)  # PageList: its rows are known already, the texts behind them and further pages are not

    def __init__(self) -> None:
        super().__init__()
        self._lists: tuple[PageList, ...] = ()
        self._kept = PageRules("")  # with what no field shows
        self.lists = QListWidget()
        self.lists.setAccessibleName(self.tr("页面上的列表"))
        self.fields = {name: QLineEdit() for name in ("rows", "title", "date", "next", "content")}
        self.pages = Choice((n, self.tr("读 {n} 页").format(n=n)) for n in range(1, MOST_PAGES + 1))
        self.full_text = Tick(self.tr("读取每条的正文"))
        self._turn = button(self.tr("手写规则"), self._turn_over, "quiet")
        self._either = QStackedWidget()
        self._either.setFixedHeight(_HEIGHT)
        self._either.addWidget(self.lists)
        self._either.addWidget(self._by_hand())
        self._head = label(self.tr("列表（点选一项，下面就是它读出的内容）"), "meta")
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(6)
        lay.addLayout(row(self._head, None, self._turn))
        lay.addWidget(self._either)
        lay.addLayout(row(self.full_text, None, self.pages))
        self.lists.currentRowChanged.connect(self._pick)
        for made in self.fields.values():
            made.textEdited.connect(lambda _text: self.changed.emit())
        self.full_text.toggled.connect(lambda _on: self.changed.emit())
        self.pages.currentIndexChanged.connect(lambda _at: self.changed.emit())

    @property
    def rules(self) -> SourceRules | None:
        """What is picked or written; None while no rows are named."""
        texts = {name: made.text().strip() for name, made in self.fields.items()}
        content = texts.pop("content")
        if not texts["rows"]:
            return None
        page = replace(self._kept, **texts, pages=int(self.pages.chosen))
        return SourceRules(page=page, full_text=self.full_text.isChecked() or bool(content), content=content)

    def show_seen(self, seen: PageSeen) -> None:
        """The lists of a page, the likeliest picked."""
        self._kept = PageRules("")
        if self._either.currentIndex() == 1:
            self._turn_over()
        self._lists = seen.lists
        self.lists.clear()
        for listed in seen.lists:
            first = listed.rows[0].title or "—"
            words = self.tr("{n} 条，{dated} 条有时间　{first}").format(
                n=len(listed.rows), dated=listed.dated, first=first
            )
            line = QListWidgetItem(words)
            line.setToolTip("\n".join(row.title or "—" for row in listed.rows[:8]))
            self.lists.addItem(line)
        if seen.lists:
            self.lists.setCurrentRow(0)

    def show_rules(self, rules: SourceRules) -> None:
        """Rules that are kept already, as they were written."""
        if rules.page is not None:
            self._kept = rules.page
            for name in ("rows", "title", "date", "next"):
                self.fields[name].setText(getattr(rules.page, name))
            self.pages.choose(rules.page.pages)
        self.fields["content"].setText(rules.content)
        self.full_text.setChecked(rules.full_text)
        if self._either.currentIndex() == 0:
            self._turn_over()

    def forget(self) -> None:
        """Another address: its lists are not known yet."""
        self._lists = ()
        self.lists.clear()
        for made in self.fields.values():
            made.clear()

    def _by_hand(self) -> QWidget:
        words = {
            "rows": (self.tr("每一行"), "ul.news > li"),
            "title": (self.tr("标题"), self.tr("留空取行内最长的链接")),
            "date": (self.tr("时间"), self.tr("留空自动寻找")),
            "next": (self.tr("下一页"), 'a:contains("下一页")'),
            "content": (self.tr("正文"), self.tr("留空自动寻找，如 div.TRS_Editor")),
        }
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        for place, (name, (told, hint)) in enumerate(words.items()):
            line, column = divmod(place, 2)
            self.fields[name].setPlaceholderText(hint)
            self.fields[name].setAccessibleName(told)
            grid.addWidget(label(told, "meta"), line, column * 2)
            grid.addWidget(self.fields[name], line, column * 2 + 1)
        return made

    def _turn_over(self) -> None:
        by_hand = self._either.currentIndex() == 0
        self._either.setCurrentIndex(int(by_hand))
        self._turn.setText(self.tr("从列表中选") if by_hand else self.tr("手写规则"))
        self._head.setText(
            self.tr("选择器（写法同 CSS）") if by_hand else self.tr("列表（点选一项，下面就是它读出的内容）")
        )

    def _pick(self, place: int) -> None:
        if not 0 <= place < len(self._lists):
            return
        listed = self._lists[place]
        rules = listed.rules
        for name in ("rows", "title", "date", "next"):
            self.fields[name].setText(getattr(rules, name))
        self.picked.emit(listed)


class JsonPane(QWidget):
    """Paths into JSON of any shape."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        hints = {
            "entries": (self.tr("列表所在"), "data.list"),
            "title": (self.tr("标题"), "title"),
            "link": (self.tr("链接"), "url"),
            "published": (self.tr("时间"), "pubDate"),
            "heat": (self.tr("热度"), "hot"),
            "prefix": (self.tr("网址前缀"), "https://example.cn/detail/"),
        }
        self.fields = {name: QLineEdit() for name in hints}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.addWidget(label(self.tr("字段（用点号逐层写，如 extra.count）"), "meta"), 0, 0, 1, 4)
        for place, (name, (told, hint)) in enumerate(hints.items()):
            line, column = divmod(place, 2)
            made = self.fields[name]
            made.setPlaceholderText(hint)
            made.setAccessibleName(told)
            made.textEdited.connect(lambda _text: self.changed.emit())
            grid.addWidget(label(told, "meta"), line + 1, column * 2)
            grid.addWidget(made, line + 1, column * 2 + 1)

    @property
    def rules(self) -> SourceRules | None:
        """What is written; None while no title is named."""
        texts = {name: made.text().strip() for name, made in self.fields.items()}
        return SourceRules(json=JsonRules(**texts)) if texts["title"] else None
