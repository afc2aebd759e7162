"""Changing a source: its name, its folder, how often and by which way it is looked at, and the rules of a list page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from opinion_desk.domain.errors import DeskError
from opinion_desk.domain.list_rules import SourceRules
from opinion_desk.domain.page_seen import PageSeen
from opinion_desk.domain.source import Form, Source
from opinion_desk.services.source_row import BY_HAND

from ..parts.buttons import button
from ..parts.cards import column, holder, row
from ..parts.choices import Choice
from ..parts.sheet import Sheet, field
from ..seat import Seat
from ..words import FORM, said
from .folder_files import FolderFilesList
from .preview import FEWER, Preview
from .rule_panes import PagePane
from .visiting_pane import VisitingPane

_OWN_PACE = 0
_MINUTES = (5, 10, 15, 30, 60, 120, 360, 720, 1440)


class EditSheet(Sheet):
    """`changed` tells that it was written, `mapping_wanted` which file of a folder a person wants to explain."""

    changed = Signal()
    mapping_wanted = Signal(Path)

    def __init__(self, over: QWidget, seat: Seat, source: Source) -> None:
        super().__init__(over, "修改来源", source.address, width=480, accept="保存")
        if _by_rules(source) or source.form is Form.FOLDER:
            self.panel.setFixedWidth(640)
        self._seat, self._source = seat, source
        self.name, self.folder = QLineEdit(source.name), QLineEdit(source.folder)
        self.folder.setPlaceholderText(self.tr("如：政府网站 / 县区"))
        minutes = sorted({*_MINUTES, max(1, source.interval_s // 60)})
        own = (_OWN_PACE, self.tr("自动：按来源自己的更新快慢"))
        self.interval = Choice([own, *((n * 60, self._told(n)) for n in minutes)])
        self.interval.choose(_OWN_PACE if source.adaptive else max(1, source.interval_s // 60) * 60)
        named = row(gap=12)
        named.addLayout(field(self.tr("名称"), self.name), 3)
        named.addLayout(field(self.tr("分组"), self.folder), 2)
        self.body.addLayout(named)
        hint = "" if _by_rules(source) else self.tr("连续出错时会自动放慢，恢复后还原。")  # room for the rules
        self.body.addLayout(field(self.tr("检查间隔"), self.interval, hint))
        if source.form is Form.FOLDER:
            self.files = FolderFilesList(seat, source.id)
            self.files.mapping_wanted.connect(self._map)
            self.body.addWidget(self.files)
        self.page = PagePane()
        self._preview = Preview(seat)
        self._look = button(self.tr("重新寻找列表"), self.look)
        if source.rules is not None and _by_rules(source):
            self.page.show_rules(source.rules)
            self.page.picked.connect(
                lambda listed: self._preview.show_read(
                    said(FORM[Form.LIST_PAGE]), self.tr("选中的列表"), listed.rows, shown=FEWER
                )
            )
            self._rules = holder(column(self.page, self._preview, row(self._look, None), gap=10))
            self.body.addWidget(self._rules)
        self.visiting = VisitingPane(source)
        self.body.addWidget(self.visiting)
        self.visiting.setVisible(source.form is not Form.FOLDER and source.form not in BY_HAND)  # nothing is visited
        if _by_rules(source):  # a small screen has no room for both
            self._rules.setHidden(self.visiting.is_open)
            self.visiting.turned.connect(self._rules.setHidden)

    def _map(self, name: str) -> None:
        self.close_sheet()
        self.mapping_wanted.emit(Path(self._source.address) / name)

    def look(self) -> None:
        """Search the page for its lists again: sites are rebuilt."""
        self.error.hide()
        self._look.setEnabled(False)
        sources, source = self._seat.desk.sources, self._source
        self._seat.work.run(self, lambda: sources.look(source.address, source.internal), self._seen, self._not_seen)

    def _seen(self, seen: PageSeen) -> None:
        self._look.setEnabled(True)
        self.page.show_seen(seen)

    def _not_seen(self, error: DeskError) -> None:
        self._look.setEnabled(True)
        self.failed(error)

    def accept(self) -> None:
        name = self.name.text().strip()
        if not name:
            self.refuse(self.tr("来源要有名称；请填写。"), self.name)
            return
        rules = self.page.rules if _by_rules(self._source) else None
        if _by_rules(self._source) and rules is None:
            self.refuse(self.tr("请写明每一行的选择器，或重新寻找列表。"), self.page.fields["rows"])
            return
        headers = self.visiting.written_headers
        if headers is None:
            self.visiting.open()
            self.refuse(self.tr("附加请求头每行写成“名称: 值”；请改正或删去。"), self.visiting.headers)
            return
        self.busy()
        interval, folder, proxy = int(self.interval.chosen), self.folder.text(), self.visiting.proxy.text()
        self._seat.work.run(
            self, lambda: self._write(name, interval, folder, rules, proxy, headers), self._written, self.failed
        )

    def _write(
        self, name: str, interval: int, folder: str, rules: SourceRules | None, proxy: str, headers: dict[str, str]
    ) -> Source:
        """Other rules are tried before they are kept."""
        sources, source = self._seat.desk.sources, self._source
        if rules == source.rules:
            rules = None
        if rules is not None:
            sources.probe(source.address, source.internal, rules)
        rhythm: dict[str, Any] = {"adaptive": True} if interval == _OWN_PACE else {"interval_s": interval}
        return sources.update(source.id, name, folder=folder, rules=rules, proxy=proxy, headers=headers, **rhythm)

    def _told(self, minutes: int) -> str:
        if minutes % 60 == 0:
            return self.tr("每 {n} 小时").format(n=minutes // 60)
        return self.tr("每 {n} 分钟").format(n=minutes)

    def _written(self, _source: Source) -> None:
        self.close_sheet()
        self.changed.emit()


def _by_rules(source: Source) -> bool:
    """Whether it is read by rules of a page, which a person may write anew."""
    return source.rules is not None and source.rules.page is not None
