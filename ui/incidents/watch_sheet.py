"""盯守来源: which sources are looked at every minute for a matter, those that its items came from ticked beforehand."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from opinion_desk.domain.incident import Incident
from opinion_desk.domain.source import Source

from ..parts.labels import label
from ..parts.sheet import Sheet, field
from ..parts.watch_hours import hours_choice
from ..seat import Seat

_SOURCE = Qt.ItemDataRole.UserRole
_SHOWN_PX = 260


class MatterWatchSheet(Sheet):
    """`watching` tells until when, in a sentence."""

    watching = Signal(str)

    def __init__(
        self, over: QWidget, seat: Seat, incident: Incident, sources: Sequence[Source], chosen: Collection[int]
    ) -> None:
        super().__init__(over, "盯守来源", f"{incident.number} {incident.title}", width=520, accept="开始盯守")
        self._seat, self._id = seat, incident.id
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("按名称或分组筛选"))
        self.filter.textChanged.connect(self._filter)
        self.list = QListWidget()
        self.list.setUniformItemSizes(True)
        self.list.setFixedHeight(_SHOWN_PX)
        self.list.setAccessibleName(self.tr("来源，空格勾选"))
        for source in sorted(sources, key=lambda one: (one.id not in chosen, one.folder, one.id)):
            self.list.addItem(_line(source, ticked=source.id in chosen))
        self.list.setCurrentRow(0)
        self.list.itemChanged.connect(lambda _item: self._count())
        self.counted = label("", "meta")
        self.body.addWidget(self.filter)
        self.body.addWidget(self.list)
        self.body.addWidget(self.counted)
        self.hours = hours_choice(self.tr("{n} 小时"))
        words = self.tr("每分钟检查一次，到时自动结束；对方要求放慢时照办。")
        self.body.addLayout(field(self.tr("多久"), self.hours, words))
        self._own = any(source.id in chosen for source in sources)
        self._count()

    @property
    def chosen(self) -> tuple[int, ...]:
        """The ticked sources."""
        items = [self.list.item(place) for place in range(self.list.count())]
        return tuple(item.data(_SOURCE) for item in items if item.checkState() is Qt.CheckState.Checked)

    def tick(self, source_id: int, on: bool) -> None:
        """Take a source in, or out."""
        for place in range(self.list.count()):
            if self.list.item(place).data(_SOURCE) == source_id:
                self.list.item(place).setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def accept(self) -> None:
        ids, hours = self.chosen, float(self.hours.chosen)
        if not ids:
            self.refuse(self.tr("请勾选要盯守的来源。"), self.list)
            return
        self.busy()
        sources, id = self._seat.desk.sources, self._id
        self._seat.work.run(self, lambda: sources.watch_for(id, ids, hours), self._begun, self.failed)

    def _begun(self, until: datetime) -> None:
        self.close_sheet()
        words = self.tr("正在盯守 {n} 个来源，到{until} 自动结束。")
        self.watching.emit(words.format(n=len(self.chosen), until=self._seat.told(until)))

    def _count(self) -> None:
        own = self.tr("已选 {n:,} 个；先列出的是本件信息的来源")
        none = self.tr("已选 {n:,} 个；本件信息的来源不能盯守（导入、录入或已暂停），请自选")
        self.counted.setText((own if self._own else none).format(n=len(self.chosen)))

    def _filter(self, text: str) -> None:
        for place in range(self.list.count()):
            item = self.list.item(place)
            item.setHidden(text.strip().casefold() not in item.text().casefold())


def _line(source: Source, *, ticked: bool) -> QListWidgetItem:
    made = QListWidgetItem(f"{source.name} · {source.folder}" if source.folder else source.name)
    made.setData(_SOURCE, source.id)
    made.setFlags(made.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    made.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
    return made
