"""对照表头: a person says what the columns of a file mean, sees its first rows read so, and imports it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from opinion_desk.domain.errors import DeskError
from opinion_desk.domain.item import Entry
from opinion_desk.domain.table_mapping import TableLook, TableMapping
from opinion_desk.domain.ticket import Ticket

from ..parts.cards import empty_layout, row
from ..parts.choices import Choice
from ..parts.labels import Elided, label
from ..parts.sheet import Sheet, field
from ..parts.tick import Tick
from ..seat import Seat
from ..words import sentence_of
from .mapping_pane import MappingPane

_ROWS: Final = 3
_SETTLE_MS: Final = 120
_BESIDE_PANE: Final = 450  # what else stands in the sheet, and around it
_LONGEST_NAME: Final = 20


class MappingSheet(Sheet):
    """`mapped` tells by which mapping the file is to be imported; it is kept by then where that was ticked."""

    mapped = Signal(object)  # TableMapping

    def __init__(self, over: QWidget, seat: Seat, path: Path) -> None:
        super().__init__(over, "对照表头", path.name, width=760, accept="导入")
        self._seat, self._path = seat, path
        self._look: TableLook | None = None
        self.pane = MappingPane()
        self.preset = Choice([("", self.tr("按表头自动"))])
        self.name = QLineEdit()
        self.keep = Tick(self.tr("保存：以后同样表头照此读入"))
        self.keep.setChecked(True)
        self.told = label(self.tr("正在看表头…"), "meta", wrap=True)
        self._preview = QVBoxLayout()
        self._preview.setSpacing(3)
        head = row(label(self.tr("各列的含义"), "strong"), None, label(self.tr("预设"), "meta"), self.preset, gap=8)
        for part in (head, self.pane, self.told, self._preview):
            if isinstance(part, QWidget):
                self.body.addWidget(part)
            else:
                self.body.addLayout(part)
        named = row(gap=16)
        named.addLayout(field(self.tr("名称"), self.name), 1)
        named.addWidget(self.keep, 1, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(named)
        self.accept_button.setEnabled(False)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._show_preview)
        self.pane.changed.connect(self._settle.start)
        self.keep.toggled.connect(self.name.setEnabled)
        self._offer_presets()
        self.preset.currentIndexChanged.connect(lambda _at: self.look())
        self.look()

    def look(self) -> None:
        """Look at the file, by the preset that is chosen."""
        tables, path, preset = self._seat.desk.tables, self._path, str(self.preset.chosen or "")
        self._seat.work.run(self, lambda: tables.look(path, preset), self._seen, self.failed, key="look")

    def accept(self) -> None:
        mapping = self._mapping()
        if mapping is None:
            return
        self.busy()
        tables, keep = self._seat.desk.tables, self.keep.isChecked()
        look = self._look

        def settle() -> TableMapping:
            if look is not None:
                tables.preview(look, mapping)  # what cannot work is refused before anything is kept
            return tables.keep(mapping) if keep else mapping

        self._seat.work.run(self, settle, self._settled, self.failed)

    def _offer_presets(self) -> None:
        tables = self._seat.desk.tables
        self._seat.work.run(self, tables.presets, self._presets_known, self.failed)

    def _presets_known(self, names: tuple[str, ...]) -> None:
        self.preset.blockSignals(True)
        self.preset.offer([("", self.tr("按表头自动")), *((name, name) for name in names)])
        self.preset.blockSignals(False)

    def _seen(self, look: TableLook) -> None:
        self._look = look
        self.error.hide()
        self.pane.show_look(look, max(120, self.window().height() - _BESIDE_PANE))
        if not self.name.text():
            self.name.setText(look.mapping or self._path.stem[:_LONGEST_NAME])
        self.accept_button.setEnabled(True)
        if self.window().focusWidget() is self.name and (first := self.pane.first_unread) is not None:
            first.setFocus()  # what is to be said stands above the name
        self._fit()
        self._show_preview()

    def _mapping(self) -> TableMapping | None:
        return self.pane.mapping(self.name.text().strip() or self._path.stem[:_LONGEST_NAME])

    def _show_preview(self) -> None:
        mapping, look, tables = self._mapping(), self._look, self._seat.desk.tables
        if mapping is not None and look is not None:
            work = self._seat.work
            work.run(self, lambda: tables.preview(look, mapping), self._previewed, self._not_yet, key="preview")

    def _previewed(self, entries: tuple[Entry, ...]) -> None:
        empty_layout(self._preview)
        self.error.hide()
        self.told.setText(self.tr("前几行读出来是这样：") if entries else self.tr("前几行里没有可读的标题或正文。"))
        for entry in entries[:_ROWS]:
            line = row(gap=10)
            line.addWidget(Elided(entry.title, 13, "text"), 3)
            line.addWidget(Elided(entry.body or "—", 12, "text_2"), 3)
            line.addWidget(label(self._beside(entry), "meta"))
            self._preview.addLayout(line)
        self._fit()

    def _fit(self) -> None:
        """As high as what stands in it now."""
        laid_out = self.panel.layout()
        if laid_out is not None:
            laid_out.activate()
        self._centre()

    def _beside(self, entry: Entry) -> str:
        """When and where, and the counts."""
        if entry.hotline is not None:
            return self._of_ticket(entry.hotline)
        told = [self._seat.short(entry.published) if entry.published else self.tr("未注明时间")]
        if entry.extra and (site := entry.extra.get("媒体名称")):
            told.append(site[:12])
        if entry.metrics is not None and entry.metrics.reads is not None:
            told.append(self.tr("阅读 {n:,}").format(n=entry.metrics.reads))
        return " · ".join(told)

    def _of_ticket(self, ticket: Ticket) -> str:
        """What a row of the hotline tells on: its number, how far it is and until when."""
        due = self.tr("时限 {time}").format(time=self._seat.short(ticket.due)) if ticket.due is not None else ""
        return " · ".join(filter(None, (self.tr("工单 {n}").format(n=ticket.number), ticket.state, due)))

    def _not_yet(self, error: DeskError) -> None:
        """What is chosen so far cannot work; said quietly, for the person is still choosing."""
        empty_layout(self._preview)
        self.told.setText(sentence_of(error))

    def _settled(self, mapping: TableMapping) -> None:
        self.close_sheet()
        self.mapped.emit(mapping)
