"""录入说明 in the reading pane: how an item came by hand, from which platform, by which officer of the desk, and its picture."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout

from opinion_desk.domain.entering import EnteredNote, Platform, Way

from ...parts.buttons import KeyButton
from ...parts.cards import Card, empty_layout, row
from ...parts.labels import chip, label
from ...seat import Seat
from ...words import PLATFORM, WAY, said
from .picture_sheet import Thumbnail


class OriginCard(Card):
    """Hidden for what a source brought; `picture_wanted` asks for it large, `counts_wanted` to note counts."""

    picture_wanted = Signal(QImage)
    counts_wanted = Signal()

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self._seat = seat
        self.thumbnail: Thumbnail | None = None
        self.hide()

    def show_note(self, note: EnteredNote | None, image: QImage | None, *, counted: bool) -> None:
        """The note of another item with its picture; where no counts are there yet, the way to note them."""
        empty_layout(self.body)
        self.thumbnail = None
        self.setVisible(note is not None)
        if note is None:
            return
        lines = QVBoxLayout()
        lines.setSpacing(6)
        chips = row(chip(said(WAY[note.way]), "accent"), gap=6)
        if note.way is not Way.TELEPHONE and note.platform is not Platform.OTHER:
            chips.addWidget(chip(said(PLATFORM[note.platform])))
        chips.addStretch(1)
        lines.addLayout(chips)
        words = self.tr("{by} {time} 录入").format(by=note.by, time=self._seat.told(note.at))
        lines.addWidget(label(words, "second", wrap=True, selectable=True))
        if note.picture:
            digest = f"{note.picture[:4]}…{note.picture[-4:]}"
            lines.addWidget(label(self.tr("截图已遮盖后存证 {digest}").format(digest=digest), "meta", wrap=True))
            if image is None:
                lines.addWidget(label(self.tr("存下的截图打不开；可以从备份恢复。"), tone="red", wrap=True))
        if not counted and note.way is not Way.TELEPHONE:
            lines.addLayout(row(self._again(), None))
        lines.addStretch(1)
        beside = row(gap=14)
        beside.addLayout(lines, 1)
        if image is not None:
            self.thumbnail = Thumbnail(image)
            self.thumbnail.clicked.connect(lambda: self.picture_wanted.emit(image))
            beside.addWidget(self.thumbnail, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(beside)

    def _again(self) -> KeyButton:
        made = KeyButton(self.tr("补录数据"), "M")
        made.clicked.connect(self.counts_wanted)
        return made
