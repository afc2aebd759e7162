"""The table of sources with their health, in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from opinion_desk.domain.source import HealthState

from ..parts.labels import plain_tip
from ..seat import Seat
from ..words import FORM, HEALTH, said

if TYPE_CHECKING:
    from opinion_desk.services.source_row import SourceRow

SOURCE: Final = Qt.ItemDataRole.UserRole + 1
NAME, FORM_COLUMN, STATE, LAST, NEXT, USUAL, LAST_DAY, ITEMS, WHY = range(9)
_NUMBERS: Final = (USUAL, LAST_DAY, ITEMS)
_ORDER: Final = (HealthState.FAILING, HealthState.SILENT, HealthState.NEW, HealthState.WELL, HealthState.PAUSED)
Index = QModelIndex | QPersistentModelIndex


class SourceModel(QAbstractTableModel):
    """Failing sources stand first."""

    def __init__(self, seat: Seat, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seat = seat
        self.rows: list[SourceRow] = []
        self._heads = (
            self.tr("名称"),
            self.tr("形式"),
            self.tr("状态"),
            self.tr("上次成功"),
            self.tr("下次检查"),
            self.tr("平时每天"),
            self.tr("近 24 小时"),
            self.tr("累计"),
            self.tr("说明"),
        )

    def show_rows(self, rows: tuple[SourceRow, ...]) -> None:
        """Other sources, or the same with other health."""
        ordered = sorted(rows, key=lambda row: (_ORDER.index(row.state), row.source.id))
        if [row.source.id for row in ordered] == [row.source.id for row in self.rows]:
            self.rows = ordered
            if ordered:
                self.dataChanged.emit(self.index(0, 0), self.index(len(ordered) - 1, WHY))
            return
        self.beginResetModel()
        self.rows = ordered
        self.endResetModel()

    def row_of(self, source_id: int) -> int:
        """Where a source stands; -1 when it is not there."""
        return next((n for n, row in enumerate(self.rows) if row.source.id == source_id), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._heads):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section in _NUMBERS else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], index.column()
        if role == SOURCE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            words = row.words(self._seat.told, self._seat.now())
            return plain_tip("\n".join(line for line in (row.source.folder, row.source.address, *words) if line))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column in _NUMBERS else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def _words(self, row: SourceRow, column: int) -> str:
        health, source = row.health, row.source
        if column == NAME:
            return f"{source.name} · {source.folder}" if source.folder else source.name
        if column == FORM_COLUMN:
            return said(FORM[source.form])
        if column == STATE:
            return said(HEALTH[row.state])
        if column == LAST:
            return self._seat.short(health.last_success) if health.last_success else "—"
        if column == NEXT:
            return self._seat.short(health.next_check) if health.next_check and not source.paused else "—"
        if column == USUAL:
            return "—" if row.volume.usual is None else f"{row.volume.usual:,.0f}"
        if column == LAST_DAY:
            return f"{row.last_day:,}"
        if column == ITEMS:
            return f"{row.items:,}"
        told = " ".join(row.words(self._seat.told, self._seat.now()))
        return told or (self.tr("尚未检查，稍后自动进行") if health.state is HealthState.NEW else "")
