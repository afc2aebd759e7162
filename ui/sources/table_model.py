"""The table of sources with their health, in memory: folders and sources as lines, words made for what is looked at."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from opinion_desk.domain.source import HealthState

from ..parts.labels import plain_tip
from ..seat import Seat
from ..words import FORM, HEALTH, said
from .folders import FolderLine, Line, SourceLine, arranged

if TYPE_CHECKING:
    from opinion_desk.services.source_row import SourceRow

LINE: Final = Qt.ItemDataRole.UserRole + 1
NAME, FORM_COLUMN, STATE, LAST, NEXT, USUAL, LAST_DAY, ITEMS, WHY = range(9)
NUMBERS: Final = (USUAL, LAST_DAY, ITEMS)
Index = QModelIndex | QPersistentModelIndex


class SourceModel(QAbstractTableModel):
    """Folders by name, in each what fails first. `folded` are the folders that are shut, `wanted` the words of the filter."""

    def __init__(self, seat: Seat, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seat = seat
        self.rows: tuple[SourceRow, ...] = ()
        self.lines: list[Line] = []
        self.folded: set[str] = set()
        self.wanted = ""
        self._place: dict[int | str, int] = {}
        self._heads = (
            self.tr("名称"),
            self.tr("形式"),
            self.tr("状态"),
            self.tr("上次成功"),
            self.tr("下次检查"),
            self.tr("通常每天"),
            self.tr("近 24 小时"),
            self.tr("累计"),
            self.tr("说明"),
        )

    def show_rows(self, rows: Iterable[SourceRow]) -> None:
        """Other sources, or the same with other health."""
        self.rows = tuple(rows)
        self.arrange()

    def arrange(self) -> None:
        """The lines anew, after another filter or a folder that was opened or shut; nothing is reset where the same stand in the same places."""
        lines = arranged(self.rows, self.folded, self.wanted)
        place = {key_of(line): n for n, line in enumerate(lines)}
        if list(place) == list(self._place):
            self.lines = lines
            if lines:
                self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, WHY))
            return
        self.beginResetModel()
        self.lines, self._place = lines, place
        self.endResetModel()

    def row_of(self, key: int | str) -> int:
        """Where a source (by id) or a folder (by name) stands; -1 when it is not there."""
        return self._place.get(key, -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._heads):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return _side(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, column = self.lines[index.row()], index.column()
        if role == LINE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words(line, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(line)
        return _side(column) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def words(self, line: Line, column: int) -> str:
        """What stands in a cell."""
        return self._of_folder(line, column) if isinstance(line, FolderLine) else self._of_source(line.row, column)

    def _of_source(self, row: SourceRow, column: int) -> str:
        health, source = row.health, row.source
        if column == NAME:
            return source.name
        if column == FORM_COLUMN:
            return said(FORM[source.form])
        if column == STATE:
            return said(HEALTH[row.state])
        if column == LAST:
            return self._seat.short(health.last_success) if health.last_success else "—"
        if column == NEXT:
            return self._next_words(row)
        if column == USUAL:
            return "—" if row.volume.usual is None else f"{row.volume.usual:,.0f}"
        if column == LAST_DAY:
            return f"{row.last_day:,}"
        if column == ITEMS:
            return f"{row.items:,}"
        return "".join(row.words(self._seat.told, self._seat.now())) or self._quiet_words(health.state)

    def _next_words(self, row: SourceRow) -> str:
        """When it is looked at next; what is due already has no time worth telling, a new source none at all."""
        at = row.health.next_check
        if at is None or row.source.paused:
            return "—"
        return self.tr("即将") if at <= self._seat.now() else self._seat.short(at)

    def _quiet_words(self, state: HealthState) -> str:
        """What is said where there is nothing to tell."""
        if state is HealthState.NEW:
            return self.tr("尚未检查，稍后自动进行")
        return self.tr("已暂停，不再检查；按空格恢复") if state is HealthState.PAUSED else ""

    def _of_folder(self, line: FolderLine, column: int) -> str:
        if column == NAME:
            return f"{line.name}（{len(line.rows):,}）"
        if column == STATE:
            return said(HEALTH[line.worst])
        if column == USUAL:
            known = [row.volume.usual for row in line.rows if row.volume.usual is not None]
            return f"{sum(known):,.0f}" if known else ""
        if column == LAST_DAY:
            return f"{sum(row.last_day for row in line.rows):,}"
        if column == ITEMS:
            return f"{sum(row.items for row in line.rows):,}"
        if column == WHY:
            told = (
                (state, line.count(state)) for state in (HealthState.FAILING, HealthState.SILENT, HealthState.PAUSED)
            )
            return "，".join(
                self.tr("{n:,} 个{state}").format(n=n, state=said(HEALTH[state])) for state, n in told if n
            )
        return ""

    def _tip(self, line: Line) -> str:
        if isinstance(line, FolderLine):
            return plain_tip(line.folder or line.name)
        words = line.row.words(self._seat.told, self._seat.now())
        source = line.row.source
        return plain_tip("\n".join(part for part in (source.name, source.folder, source.address, *words) if part))


def key_of(line: Line) -> int | str:
    """What a line stands for, whatever its health: a source's id, a folder's name."""
    return line.row.source.id if isinstance(line, SourceLine) else line.folder


def _side(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in NUMBERS else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
