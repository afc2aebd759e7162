"""数据 in the reading pane: the newest counts with the time they were seen, what changed since, and all that was seen before."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout

from opinion_desk.domain.item import Metrics

from ...parts.buttons import KeyButton, button
from ...parts.cards import Card, empty_layout, row
from ...parts.labels import label
from ...seat import Seat
from ...words import FIGURE, said
from .counting import Figure, figures_of, short_count
from .figure_tile import FigureTile

_ACROSS: Final = 4
_COLUMN: Final = 52
_SHOWN: Final = 4  # times listed until all are asked for


class MetricsCard(Card):
    """Hidden while nothing was seen; `wanted` asks to note counts now."""

    wanted = Signal()

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self._seat = seat
        self._series: tuple[Metrics, ...] = ()
        self._whole = False
        self.tiles: list[FigureTile] = []
        self.hide()

    def show_series(self, series: tuple[Metrics, ...]) -> None:
        """All that was seen of another item, oldest first."""
        self._series, self._whole = series, False
        self._fill()

    @property
    def listed(self) -> list[tuple[str, ...]]:
        """The times listed with their counts, newest first, as they stand there."""
        figures = figures_of(self._series)
        shown = self._series if self._whole else self._series[-_SHOWN:]
        return [(self._seat.short(seen.seen), *(_cell(figure, seen) for figure in figures)) for seen in reversed(shown)]

    def show_whole(self) -> None:
        """List every time."""
        self._whole = True
        self._fill()

    def _fill(self) -> None:
        empty_layout(self.body)
        self.tiles = []
        self.setVisible(bool(self._series))
        if not self._series:
            return
        figures = figures_of(self._series)
        head = self.tr("数据 · {time} 所见").format(time=self._seat.told(self._series[-1].seen))
        again = KeyButton(self.tr("补录数据"), "M")
        again.clicked.connect(self.wanted)
        self.body.addLayout(row(label(head, "meta"), None, again))
        tiles = QGridLayout()
        tiles.setHorizontalSpacing(8)
        tiles.setVerticalSpacing(8)
        across = _ACROSS if len(figures) <= _ACROSS else 3
        for place, figure in enumerate(figures):
            tile = FigureTile(figure)
            if (seen := figure.course[-1][0]) != self._series[-1].seen:  # the heading's time is not this figure's
                figure_words = tile.toolTip() or f"{tile.name} {tile.value}"
                tile.setToolTip(
                    self.tr("{figure}，{time} 所见").format(figure=figure_words, time=self._seat.told(seen))
                )
            self.tiles.append(tile)
            tiles.addWidget(tile, place // across, place % across, Qt.AlignmentFlag.AlignTop)
        for at in range(across):
            tiles.setColumnStretch(at, 1)
        self.body.addLayout(tiles)
        if len(self._series) > 1:
            self._list(figures)

    def _list(self, figures: tuple[Figure, ...]) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(0, 1)
        for at in range(len(figures)):
            grid.setColumnMinimumWidth(at + 1, _COLUMN if len(figures) <= _ACROSS else 0)
        heads = (self.tr("看到的时间"), *(said(FIGURE[figure.name]) for figure in figures))
        for at, cells in enumerate((heads, *self.listed)):
            for place, cell in enumerate(cells):
                made = label(cell, "meta" if at == 0 or place == 0 else "second")
                side = Qt.AlignmentFlag.AlignLeft if place == 0 else Qt.AlignmentFlag.AlignRight
                grid.addWidget(made, at, place, side)
        self.body.addLayout(grid)
        if not self._whole and len(self._series) > _SHOWN:
            words = self.tr("列出全部 {n} 次").format(n=len(self._series))
            self.body.addLayout(row(button(words, self.show_whole, "link"), None))


def _cell(figure: Figure, seen: Metrics) -> str:
    value = getattr(seen, figure.name)
    return "—" if value is None else short_count(value)
