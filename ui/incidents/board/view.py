"""The board: matters by their state, each column by what is due, with filters; states follow deeds, so that nothing is dragged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QWidget

from opinion_desk.domain.incident import IncidentState
from opinion_desk.domain.levels import Level
from opinion_desk.domain.listing import Listing

from ...parts.buttons import button
from ...parts.cards import column, row
from ...parts.choices import Choice
from ...parts.labels import label
from ...seat import Seat
from ..ways import Ways
from .card import COLUMNS, UNFIXED, Card, Sought
from .column import Column

_ENDED: Final = "incidents/board-ended"


class BoardView(QWidget):
    """`opened` carries a matter; the others wish what the head of the list wishes."""

    opened = Signal(int)
    hand_wanted = Signal()
    ledger_wanted = Signal()
    more_wanted = Signal()

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._seat = seat
        self._cards: Sequence[Card] = ()
        self.columns = {state: Column(state, seat.now) for state in COLUMNS}
        self.ways = Ways(board=True)
        self.count = label("", "meta")
        self.more = button("", self.more_wanted.emit, "link", hint=self.tr("再列出一些"))
        self.more.hide()
        ended = seat.memory.value(_ENDED, "") == "yes"
        self.unfiled = self._whole(self.tr("未归档"), on=not ended)
        self.whole = self._whole(self.tr("全部"), on=ended)
        self.whole.setToolTip(self.tr("连同已归档、已排除、已并入的"))
        self.level = Choice([(None, self.tr("全部级别")), *self._levels()])
        self.unit = Choice([("", self.tr("全部单位"))])
        self.text = QLineEdit()
        self._lay_out()
        self._connect()

    @property
    def sought(self) -> Sought:
        """What the filters ask for."""
        return Sought(self.whole.isChecked(), self.level.chosen, str(self.unit.chosen or ""), self.text.text())

    def show_board(self, listing: Listing, cards: Sequence[Card]) -> None:
        """Other matters."""
        self._cards = cards
        words = self.tr("在办 {n} · 共 {m}")
        self.count.setText(words.format(n=listing.open_count, m=listing.count))
        self.more.setVisible(listing.left_out > 0)
        self.more.setText(self.tr("更多（另有 {n} 件）").format(n=listing.left_out))
        self._show_units()
        self._sift()

    def tick(self) -> None:
        """Count on."""
        for made in self.columns.values():
            made.list.tick()

    def bring_keys(self, id: int = 0) -> None:
        """Bring the keys to that matter's card, else to the first there is."""
        lists = [made.list for made in self.columns.values()]
        found = next((one for one in lists if one.cards.row_of(id) is not None), None)
        target = found or next((one for one in lists if one.cards.cards), lists[0])
        place = target.cards.row_of(id)
        if place is not None or not target.currentIndex().isValid():
            target.choose(place or 0)
        target.setFocus()

    # --- what is on it

    def _whole(self, words: str, *, on: bool) -> QPushButton:
        made = QPushButton(words)
        made.setCheckable(True)
        made.setAutoExclusive(True)
        made.setChecked(on)
        return made

    def _levels(self) -> list[tuple[int, str]]:
        return [*((level, f"{level.numeral} {level.words}") for level in Level), (UNFIXED, self.tr("未定级"))]

    def _lay_out(self) -> None:
        self.level.setAccessibleName(self.tr("突发事件级别"))
        self.unit.setAccessibleName(self.tr("责任单位"))
        self.unit.setMinimumWidth(150)
        self.unit.setMaximumWidth(190)
        self.text.setPlaceholderText(self.tr("找标题、编号、单位（/）"))
        self.text.setAccessibleName(self.tr("找标题、编号、单位"))
        self.text.setClearButtonEnabled(True)
        self.text.setMinimumWidth(150)
        self.text.setMaximumWidth(260)
        hint = self.tr("登记来电、上级交办、领导批示、媒体采访函")
        head = QFrame()
        head.setObjectName("toolbar")
        whole = row(self.unfiled, self.whole, gap=4)
        by_hand = button(self.tr("立件…"), self.hand_wanted.emit, "", "plus", hint=hint)
        ledger = button("", self.ledger_wanted.emit, "quiet", "export", hint=self.tr("导出台账…"))
        title = label(self.tr("舆情件"), "large")
        parts = (title, self.ways, whole, self.level, self.unit, self.text)
        line = row(*parts, self.more, self.count, by_hand, ledger)
        line.setStretchFactor(self.text, 1)
        line.insertStretch(len(parts), 1)
        line.setContentsMargins(16, 10, 14, 10)
        head.setLayout(line)
        across = QHBoxLayout()
        across.setContentsMargins(14, 12, 14, 12)
        across.setSpacing(10)
        for made in self.columns.values():
            across.addWidget(made, 1)
        lines = column(head, gap=0)
        lines.addLayout(across, 1)
        self.setLayout(lines)

    def _connect(self) -> None:
        for place, made in enumerate(self.columns.values()):
            made.list.opened.connect(self.opened)
            made.list.sideways.connect(lambda way, place=place: self._go(place, way))
        self.unfiled.clicked.connect(self._ended_pressed)
        self.whole.clicked.connect(self._ended_pressed)
        self.level.activated.connect(lambda _place: self._sift())
        self.unit.activated.connect(lambda _place: self._sift())
        self.text.textChanged.connect(lambda _text: self._sift())
        self.text.returnPressed.connect(self.bring_keys)
        for key, act in (("/", self.text.setFocus), ("Esc", self._loosen)):
            made_key = QShortcut(QKeySequence(key), self)
            made_key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made_key.activated.connect(act)

    def _ended_pressed(self) -> None:
        self._seat.memory.setValue(_ENDED, "yes" if self.whole.isChecked() else "")
        self._sift()

    def _loosen(self) -> None:
        """Esc: let the filters go, then the keys are with the cards again."""
        self.text.clear()
        self.level.choose(None)
        self.unit.choose("")
        self._sift()
        self.bring_keys()

    def _sift(self) -> None:
        sought = self.sought
        found = [card for card in self._cards if sought.finds(card)]
        narrowed = bool(sought.text.strip() or sought.unit or sought.level is not None)
        for state, made in self.columns.items():
            nothing = self.tr("没有符合筛选的。\n按 Esc 取消筛选。") if narrowed else self._nothing(state)
            made.show_cards([card for card in found if card.column is state], nothing)

    def _nothing(self, state: IncidentState) -> str:
        return {
            IncidentState.CANDIDATE: self.tr("没有待核定的。\n在“信息”页按 E 立件，或按“立件…”登记来电来文。"),
            IncidentState.CONFIRMED: self.tr("没有等着交办的。\n核定后、交办前的舆情件在这里。"),
            IncidentState.ASSIGNED: self.tr("没有单位在办的。\n交办给责任单位后在这里。"),
            IncidentState.RESPONDING: self.tr("没有在回应的。\n发布或答复之后、办结之前在这里。"),
            IncidentState.CONCLUDED: self.tr("没有待归档的。\n办结后在这里等复盘、归档。"),
        }[state]

    def _show_units(self) -> None:
        chosen = self.unit.chosen
        names = {card.unit_name: card.unit for card in self._cards if card.unit_name}
        if chosen and chosen not in names:
            names[chosen] = self._seat.unit(chosen)  # it has no matter any more, and stays chosen
        self.unit.offer([("", self.tr("全部单位")), *sorted(names.items())])
        self.unit.choose(chosen or "")

    def _go(self, place: int, way: int) -> None:
        """The keys go to the next column that has cards, about as high on the screen."""
        lists = [made.list for made in self.columns.values()]
        height = lists[place].visualRect(lists[place].currentIndex()).center()
        beyond = lists[place + 1 :] if way > 0 else lists[:place][::-1]
        target = next((one for one in beyond if one.cards.cards), None)
        if target is not None:
            there = target.indexAt(height)
            target.choose(there.row() if there.isValid() else len(target.cards.cards))
            target.setFocus()
