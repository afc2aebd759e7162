"""The part of the reading pane that tells what a person entered of an item: how it came, its picture, its counts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from opinion_desk.domain.entering import EnteredNote
from opinion_desk.domain.item import Item, Metrics

from ...parts.cards import column
from ...seat import Seat
from .metrics_card import MetricsCard
from .note_sheet import NoteSheet
from .origin_card import OriginCard
from .picture import read_file
from .picture_sheet import PictureSheet


@dataclass(frozen=True, slots=True)
class _Known:
    note: EnteredNote | None
    picture: Path | None
    series: tuple[Metrics, ...]


class ByHand(QWidget):
    """Hidden where there is nothing to tell; `noted` when counts were noted here."""

    noted = Signal(str)

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._seat = seat
        self._item: Item | None = None
        self._known: _Known | None = None
        self.origin, self.metrics = OriginCard(seat), MetricsCard(seat)
        self.setLayout(column(self.origin, self.metrics, gap=12))
        self.metrics.wanted.connect(self.note_counts)
        self.origin.counts_wanted.connect(self.note_counts)
        self.origin.picture_wanted.connect(self._show_picture)
        self.hide()

    def show_item(self, item: Item) -> None:
        """Read what is known of an item; another one's figures never stand beside it meanwhile."""
        if self._item is None or self._item.id != item.id:
            self._known = None
            self.hide()
        self._item = item
        entering, id = self._seat.desk.entering, item.id

        def read() -> _Known:
            note = entering.note(id)
            return _Known(note, entering.picture(id) if note is not None else None, entering.metrics(id))

        # a failure here is told where the item itself is read
        self._seat.work.run(self, read, self._show, lambda _error: self.hide(), key="by_hand")

    def note_counts(self) -> None:
        """Ask for the counts as they stand now."""
        if self._item is None:
            return
        series = self._known.series if self._known is not None else ()
        sheet = NoteSheet(self, self._seat, self._item.id, self._item.title, series[-1] if series else None)
        sheet.noted.connect(self._noted)
        sheet.open_sheet(sheet.counts.first)

    def _show(self, known: _Known) -> None:
        if known == self._known:
            return
        self._known = known
        image = read_file(known.picture) if known.picture is not None else None
        self.origin.show_note(known.note, image, counted=bool(known.series))
        self.metrics.show_series(known.series)
        self.setVisible(known.note is not None or bool(known.series))

    def _noted(self, item_id: int) -> None:
        if self._item is not None and self._item.id == item_id:
            self.noted.emit(self._item.title)
            self.show_item(self._item)

    def _show_picture(self, image: QImage) -> None:
        sheet = PictureSheet(self, image, self._item.title if self._item is not None else "")
        sheet.open_sheet(sheet.first)
