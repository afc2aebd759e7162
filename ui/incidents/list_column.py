"""The list of matters at the left of the page, with its head, and how many more there are than it lists."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QListView

from opinion_desk.domain.listing import Listing

from ..parts.buttons import button
from ..parts.cards import column, holder, row
from ..parts.labels import label
from ..seat import Seat
from .list_delegate import IncidentDelegate
from .list_model import IncidentListModel
from .ways import Ways


class ListColumn(QFrame):
    """`hand_wanted` opens a matter by hand, `ledger_wanted` asks for the ledger, `more_wanted` for a longer list."""

    hand_wanted = Signal()
    ledger_wanted = Signal()
    more_wanted = Signal()

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self.setObjectName("column")
        self.setProperty("side", "left")
        self.setFixedWidth(280)
        self.model = IncidentListModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(IncidentDelegate(seat, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("舆情件列表"))
        self.ways = Ways(board=False)
        self.count = label("", "meta")
        self.more = button("", self.more_wanted.emit, "link", hint=self.tr("再列出一些"))
        self._foot = holder(row(None, self.more, None))
        self._foot.hide()
        self.setLayout(column(self._head(), self.list, self._foot, gap=0))

    def show_listing(self, listing: Listing) -> None:
        """Other matters."""
        self.model.show_incidents(listing.incidents)
        words = self.tr("在办 {n} · 共 {m}")
        self.count.setText(words.format(n=listing.open_count, m=listing.count))
        self._foot.setVisible(listing.left_out > 0)
        self.more.setText(self.tr("更多（另有 {n} 件）").format(n=listing.left_out))

    def _head(self) -> QFrame:
        head = QFrame()
        head.setObjectName("toolbar")
        above = row(label(self.tr("舆情件"), "large"), None, self.ways)
        hint = self.tr("登记来电、上级交办、领导批示、媒体采访函")
        by_hand = button(self.tr("立件…"), self.hand_wanted.emit, "", "plus", hint=hint)
        ledger = button("", self.ledger_wanted.emit, "quiet", "export", hint=self.tr("导出台账…"))
        below = row(self.count, None, by_hand, ledger)
        lines = column(above, below, gap=6)
        lines.setContentsMargins(16, 10, 12, 10)
        head.setLayout(lines)
        return head
