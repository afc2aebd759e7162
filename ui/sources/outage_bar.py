"""The network is down: said once above the table, not in every row."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QWidget

from opinion_desk.domain.messages import sentence

from ..parts.bars import Bar
from ..seat import Seat


class OutageBar(Bar):
    """Stands while the network is down, and goes by itself."""

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seat = seat

    def refresh(self) -> None:
        """Ask whether the network is down."""
        since = self._seat.desk.sources.network_down_since
        self._seat.work.run(self, since, self.show_since, lambda _error: None, key="network")

    def show_since(self, since: datetime | None) -> None:
        """Say since when it is down; hide where it is not."""
        if since is None:
            self.hide()
        else:
            self.notice(sentence("network_down", since=self._seat.told(since)), "", lambda: None)
