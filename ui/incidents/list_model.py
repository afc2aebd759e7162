"""The list of incidents: open ones by what presses, then the ended ones, newest first."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from opinion_desk.domain.incident import Incident
from opinion_desk.domain.instants import EPOCH, to_ms
from opinion_desk.domain.response_clock import ResponseClock

from ..parts.labels import plain_tip
from ..words import STATE, said

INCIDENT: Final = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
_NEVER: Final = 1 << 60


def pressing_clock(incident: Incident) -> ResponseClock | None:
    """The clock that presses most; steps of units only when nothing else runs."""
    running = incident.open_clocks
    return next((clock for clock in running if not clock.of_unit), running[0] if running else None)


def urgency(incident: Incident) -> tuple[bool, int, int]:
    """Sorts open before ended, the nearest deadline first, then the newest."""
    clock = pressing_clock(incident) if incident.state.open else None
    due = to_ms(clock.deadline) if clock is not None else _NEVER
    return (not incident.state.open, due, -int((incident.opened - EPOCH).total_seconds()))


class IncidentListModel(QAbstractListModel):
    """Incidents in memory."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.incidents: list[Incident] = []

    def show_incidents(self, incidents: tuple[Incident, ...]) -> None:
        """Other incidents; when they are the same ones in the same order, only their rows change."""
        rows = sorted(incidents, key=urgency)
        if [row.id for row in rows] == [row.id for row in self.incidents]:
            self.incidents = rows
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self.incidents = rows
        self.endResetModel()

    def index_of(self, id: int) -> QModelIndex:
        """Where that incident stands."""
        return next((self.index(n) for n, row in enumerate(self.incidents) if row.id == id), QModelIndex())

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self.incidents)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        incident = self.incidents[index.row()]
        if role == INCIDENT:
            return incident
        if role == Qt.ItemDataRole.DisplayRole:
            return incident.title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            words = f"{incident.number} {incident.title} {said(STATE[incident.state])}"
            return plain_tip(words) if role == Qt.ItemDataRole.ToolTipRole else words
        return None
