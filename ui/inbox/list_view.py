"""The list itself, as a view: letters typed there are keys of the page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView

from .list_model import InboxModel
from .row_delegate import RowDelegate


class InboxList(QListView):
    """The list; letters are keys of the page and never a search by first letter."""

    def __init__(self, model: InboxModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(RowDelegate(model, self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("信息列表"))

    def keyboardSearch(self, search: str) -> None:
        return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isalpha():
            event.ignore()
            return
        super().keyPressEvent(event)
