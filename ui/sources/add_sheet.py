"""Adding a source: the address is read once and what stands there is shown before anything is stored."""

from __future__ import annotations

from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from opinion_desk.domain.errors import DeskError
from opinion_desk.domain.list_rules import SourceRules
from opinion_desk.domain.page_seen import PageList, PageSeen
from opinion_desk.domain.source import Form, Source

from ..parts.buttons import button
from ..parts.cards import row
from ..parts.choices import Choice
from ..parts.files import ask_folder
from ..parts.labels import label
from ..parts.sheet import Sheet, field
from ..parts.tick import Tick
from ..seat import Seat
from ..words import FORM, said
from .preview import FEWER, ROWS, Preview
from .rule_panes import JsonPane, PagePane

if TYPE_CHECKING:
    from opinion_desk.services.collect_report import Probed


class Kind(Enum):
    """How an address is to be read."""

    BY_ITSELF = auto()
    PAGE = auto()
    JSON = auto()


_Read = tuple[str, SourceRules | None]  # what was read, and by which rules


class AddSheet(Sheet):
    """First 试读, then 添加; Enter does what comes next. A web page without a feed shows its lists to pick from."""

    added = Signal(object)  # Source

    def __init__(self, over: QWidget, seat: Seat) -> None:
        words = "订阅、热榜、网站地图、表格导出或网页列表的网址，或放导出文件的文件夹；先试读，看清内容再添加。"
        super().__init__(over, "添加来源", words, width=640, accept="添加")
        self._seat = seat
        self._read: _Read | None = None
        self.address, self.name, self.folder = QLineEdit(), QLineEdit(), QLineEdit()
        self.address.setPlaceholderText("https://example.cn/rss.xml")
        self.name.setPlaceholderText(self.tr("留空则用来源自己的名称"))
        self.folder.setPlaceholderText(self.tr("如：政府网站 / 县区"))
        self.kind = Choice(
            (
                (Kind.BY_ITSELF, self.tr("自动识别")),
                (Kind.PAGE, self.tr("网页列表")),
                (Kind.JSON, self.tr("JSON 接口")),
            )
        )
        self.internal = Tick(self.tr("本单位内网地址"))
        self.internal.setToolTip(self.tr("勾选后才允许访问非公网地址"))
        self.page, self.json = PagePane(), JsonPane()
        self._try = button(self.tr("试读"), self.probe)
        self.preview = Preview(seat)
        self._lay_out()
        self.address.textChanged.connect(lambda _text: self._other_address())
        self.internal.toggled.connect(lambda _on: self._unread())
        self.kind.currentIndexChanged.connect(lambda _at: self._turn())
        self.page.changed.connect(self._unread)
        self.json.changed.connect(self._unread)
        self.page.picked.connect(self._picked)
        self._turn()

    def _lay_out(self) -> None:
        line = row(gap=8)
        line.addWidget(self.address, 1)
        line.addWidget(self.kind)
        line.addWidget(self._try)
        self.body.addWidget(label(self.tr("网址或文件夹"), "meta"))
        self.body.addLayout(line)
        self.body.addLayout(
            row(self.internal, None, button(self.tr("选择文件夹…"), self.ask_folder, "", "folder-open"))
        )
        self.body.addWidget(self.page)
        self.body.addWidget(self.json)
        self.body.addLayout(self.preview)
        named = row(gap=12)
        named.addLayout(field(self.tr("名称"), self.name), 1)
        named.addLayout(field(self.tr("分组"), self.folder), 1)
        self.body.addLayout(named)

    def ask_folder(self) -> None:
        """A folder of this machine or a share, which exports are put into."""
        chosen = ask_folder(self, self.tr("选择放导出文件的文件夹"))
        if chosen is not None:
            self.choose_folder(chosen)

    def choose_folder(self, path: Path) -> None:
        """Show what lies there."""
        self.kind.choose(Kind.BY_ITSELF)
        self.address.setText(str(path))
        self.probe()

    def probe(self) -> None:
        """Read the address once and show what stands there; a page without rules is searched for its lists."""
        address, internal = self.address.text().strip(), self.internal.isChecked()
        if not address:
            self.refuse(self.tr("请填写网址，例如 https://example.cn/rss.xml。"), self.address)
            return
        rules = self._rules()
        if rules is None and self.kind.chosen is Kind.JSON:
            self.refuse(self.tr("请填写标题所在的字段。"), self.json.fields["title"])
            return
        self.error.hide()
        self._try.setEnabled(False)
        self._try.setText(self.tr("正在试读…"))
        sources, work = self._seat.desk.sources, self._seat.work
        if rules is None and self.kind.chosen is Kind.PAGE:
            work.run(
                self,
                lambda: (address, sources.look(address, internal)),
                self._seen,
                lambda error: self._not_read(address, error),
                key="probe",
            )
            return
        work.run(
            self,
            lambda: ((address, rules), sources.probe(address, internal, rules)),
            self._show,
            lambda error: self._not_read(address, error),
            key="probe",
        )

    def accept(self) -> None:
        address, internal = self.address.text().strip(), self.internal.isChecked()
        rules = self._rules()
        if not address or self._read != (address, rules):
            self.probe()
            return
        self.busy()
        sources, name, folder = self._seat.desk.sources, self.name.text().strip() or None, self.folder.text()
        form = Form.LIST_PAGE if rules is not None and rules.page is not None else None
        self._seat.work.run(
            self,
            lambda: sources.add(address, name, form, internal, rules=rules, folder=folder),
            self._stored,
            self.failed,
        )

    # --- what came home

    def _show(self, answer: tuple[_Read, Probed]) -> None:
        read, probed = answer
        self._ready()
        if read != (self.address.text().strip(), self._rules()):
            return
        title = probed.title or self.tr("来源没有名称，请在下面起一个")
        shown = ROWS if self.kind.chosen is Kind.BY_ITSELF else FEWER
        self.preview.show_read(said(FORM[probed.form]), title, probed.entries, probed.problems, shown)
        self._may_add(read)

    def _seen(self, answer: tuple[str, PageSeen]) -> None:
        address, seen = answer
        self._ready()
        if address != self.address.text().strip():
            return
        if seen.lists:
            self.page.show_seen(seen)
            return
        feeds = "、".join(feed.address for feed in seen.feeds[:3])
        self.refuse(self.tr("页面上没有成列的标题，但有订阅：{feeds}。").format(feeds=feeds), self.address)

    def _picked(self, listed: PageList) -> None:
        self.error.hide()
        self.preview.show_read(said(FORM[Form.LIST_PAGE]), self.tr("选中的列表"), listed.rows, shown=FEWER)
        rules = self._rules()
        if rules == SourceRules(page=listed.rules):
            self._may_add((self.address.text().strip(), rules))
        else:  # with texts or further pages it must be read again
            self._read = None
            self.accept_button.setText(self.tr("试读并查看"))

    def _may_add(self, read: _Read) -> None:
        self._read = read
        self.accept_button.setText(self.tr("添加"))
        if not self.page.lists.hasFocus():
            self.accept_button.setFocus()

    def _not_read(self, address: str, error: DeskError) -> None:
        self._ready()
        if address != self.address.text().strip():
            return  # another address stands there by now
        if error.id == "address_not_public":
            words = self.tr("这不是公网地址，为安全起见没有访问；确是本单位内网的来源，请勾选“本单位内网地址”再试读。")
            self.refuse(words, self.internal)
            return
        if error.id == "document_is_page" and self.kind.chosen is Kind.BY_ITSELF:
            self.kind.choose(Kind.PAGE)
            self.probe()
            return
        self.failed(error)
        self.address.setFocus()

    # --- how things stand

    def _rules(self) -> SourceRules | None:
        if self.kind.chosen is Kind.PAGE:
            return self.page.rules
        return self.json.rules if self.kind.chosen is Kind.JSON else None

    def _ready(self) -> None:
        self._try.setEnabled(True)
        self._try.setText(self.tr("试读"))

    def _turn(self) -> None:
        self.page.setVisible(self.kind.chosen is Kind.PAGE)
        self.json.setVisible(self.kind.chosen is Kind.JSON)
        self._unread()

    def _other_address(self) -> None:
        self.page.forget()
        self._unread()

    def _unread(self) -> None:
        self._read = None
        self.preview.empty()
        self.accept_button.setText(self.tr("试读并查看"))

    def _stored(self, source: Source) -> None:
        self.close_sheet()
        self.added.emit(source)
