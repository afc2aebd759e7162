"""The list of items, a story a row, read page by page; what is shown lies in memory."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from opinion_desk.domain.errors import DeskError
from opinion_desk.domain.inbox import InboxPage, InboxQuery, InboxRow

from ..parts.labels import plain_tip
from ..seat import Seat
from ..words import ATTITUDE, said

ROW: Final = Qt.ItemDataRole.UserRole + 1
_PAGE: Final = 100
_KEPT_FRESH: Final = 300  # so many rows are read again when something changed; the rest when it is scrolled to
Index = QModelIndex | QPersistentModelIndex


class InboxModel(QAbstractListModel):
    """Rows of one query. `refresh` keeps rows that stay where they are, so that selection and scrolling are not lost."""

    loaded = Signal()
    failed = Signal(object)

    def __init__(self, seat: Seat, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seat = seat
        self._query = InboxQuery()
        self._rows: list[InboxRow] = []
        self._cursor: str | None = None
        self._fetching = False

    @property
    def query(self) -> InboxQuery:
        """What is shown."""
        return self._query

    def show_query(self, query: InboxQuery) -> None:
        """Another view: the first page is read."""
        self._query = query
        self._read(_PAGE, self._take_new)

    def refresh(self) -> None:
        """Read again what is near the top of the same view."""
        self._read(max(_PAGE, min(len(self._rows), _KEPT_FRESH)), self._take_fresh)

    def row_at(self, index: Index) -> InboxRow | None:
        """The row behind an index."""
        return self._rows[index.row()] if index.isValid() else None

    def index_of(self, item_id: int) -> QModelIndex:
        """Where that item stands; an invalid index when it is not among the loaded rows."""
        place = next((n for n, row in enumerate(self._rows) if row.item_id == item_id), -1)
        return self.index(place) if place >= 0 else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index)
        if row is None:
            return None
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.ToolTipRole:
            facts = (row.source_name, "、".join(row.topics), self._seat.unit(row.unit))
            return plain_tip("\n".join((row.title, " · ".join(filter(None, facts)))))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.title}，{row.source_name}，{said(ATTITUDE[row.attitude])}，转载 {row.reprints}"
        return None

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._cursor is not None and not self._fetching

    def fetchMore(self, parent: Index) -> None:
        if not self.canFetchMore(parent):
            return
        self._fetching = True
        query, cursor, page = self._query, self._cursor, self._seat.desk.items.page
        self._seat.work.run(self, lambda: page(query, cursor, _PAGE), self._take_more, self._fail, key="more")

    def time_of(self, when: datetime) -> str:
        """The time as the list writes it."""
        return self._seat.short(when)

    def unit_of(self, unit: str | None) -> str:
        """The unit as the list writes it."""
        return self._seat.unit(unit)

    def _read(self, limit: int, take: Any) -> None:
        query, page = self._query, self._seat.desk.items.page
        self._seat.work.run(self, lambda: (query, page(query, None, limit)), take, self._fail, key="page")

    def _take_new(self, answer: tuple[InboxQuery, InboxPage]) -> None:
        self.beginResetModel()
        self._rows, self._cursor, self._fetching = list(answer[1].rows), answer[1].cursor, False
        self.endResetModel()
        self.loaded.emit()

    def _take_fresh(self, answer: tuple[InboxQuery, InboxPage]) -> None:
        query, page = answer
        if query != self._query:
            return
        self._fetching = False
        self._become(list(page.rows))
        self._cursor = page.cursor
        self.loaded.emit()

    def _take_more(self, page: InboxPage) -> None:
        self._fetching = False
        known = {row.item_id for row in self._rows}
        fresh = [row for row in page.rows if row.item_id not in known]
        self._cursor = page.cursor
        if fresh:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(fresh) - 1)
            self._rows += fresh
            self.endInsertRows()
        self.loaded.emit()

    def _become(self, rows: list[InboxRow]) -> None:
        """Turn the rows into these: what is the same at both ends stays, the middle is taken out and put in."""
        old = [row.item_id for row in self._rows]
        new = [row.item_id for row in rows]
        head = next(
            (n for n, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), min(len(old), len(new))
        )
        room = min(len(old), len(new)) - head
        tail = next((n for n in range(room) if old[-1 - n] != new[-1 - n]), room)
        if len(old) - tail > head:
            self.beginRemoveRows(QModelIndex(), head, len(old) - tail - 1)
            del self._rows[head : len(old) - tail]
            self.endRemoveRows()
        if len(new) - tail > head:
            self.beginInsertRows(QModelIndex(), head, len(new) - tail - 1)
            self._rows[head:head] = rows[head : len(new) - tail]
            self.endInsertRows()
        self._rows = rows
        if rows:
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))

    def _fail(self, error: DeskError) -> None:
        self._fetching = False
        self.failed.emit(error)
