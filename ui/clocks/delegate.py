"""Paints a tile, and of it only what a repaint has touched: the passing second asks for figures and bar alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QRegion
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ..fonts import advance, cut, font
from ..tokens import Tokens
from .legible import SMALL, Grid, Parts, digit_share, parts, pieces, size_that_fits, wide
from .model import TILE
from .tile import BAR_LEVEL, FIGURES_TOKEN, Shown, Stand, Tile, aim_share, shown

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter
_ENDED = (Stand.MET, Stand.MET_LATE)


class TileDelegate(QStyledItemDelegate):
    """`tokens` are those of the theme, or dark ones on a wall; `touched` is the region under repaint, None for everything."""

    def __init__(self, tokens: Callable[[], Tokens], now: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self._tokens, self._now = tokens, now
        self.grid = Grid(1, 1)
        self.cell = QSize(320, 210)
        self.rings = True  # the chosen tile stands in a ring
        self.touched: QRegion | None = None
        self.painted = {"whole": 0, "figures": 0, "bar": 0}  # how often each was painted; a test counts them

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return self.cell

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        tile = index.data(TILE)
        if not isinstance(tile, Tile):
            return
        state: QStyle.StateFlag = option.state
        places = parts(QRectF(option.rect), close=self.grid.close)
        look = shown(tile, self._now())
        late = look.stand is Stand.LATE
        chosen = self.rings and bool(state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = self._is_whole(places)
        self.painted["whole"] += whole
        if whole:
            hovered = bool(state & QStyle.StateFlag.State_MouseOver)
            self._paint_ground(painter, places, look, chosen=chosen, hovered=hovered)
        else:
            self.count_on(painter, tile, places, look, figures=self._asked(places.figures), bar=self._asked(places.bar))
            painter.restore()
            return
        self._paint_head(painter, places, tile, look)
        if places.matter is not None:
            self._write(painter, places.matter, tile.matter, places.text, "text" if late else "text_2")
        self._paint_figures(painter, places, look)
        self._paint_bar(painter, places.bar, tile, look)
        if places.marks is not None:
            self._paint_marks(painter, places.marks, tile, places.text, "text" if late else "text_2")
        stands = tile.stands
        if self.grid.close:
            first = (tile.latest,) if look.stand in _ENDED else (_pressing_word(look), tile.owed_by)
            stands = " · ".join(part for part in (*first, stands) if part)
        self._write(painter, places.stands, stands, places.text, "red_text" if late else "text_2")
        painter.restore()

    def count_on(self, painter: QPainter, tile: Tile, places: Parts, look: Shown, *, figures: bool, bar: bool) -> None:
        """Paint figures and bar alone, on a plain ground: a rounded one, clipped to many rectangles, takes a hundred times as long."""
        ground = self._ink("soft_red" if look.stand is Stand.LATE else "surface")
        if figures:
            painter.fillRect(places.figures.toAlignedRect(), ground)
            self._paint_figures(painter, places, look)
        if bar:
            painter.fillRect(places.bar.adjusted(0, -3, 0, 3).toAlignedRect(), ground)
            self._paint_bar(painter, places.bar, tile, look)

    def _is_whole(self, places: Parts) -> bool:
        """Whether more of a tile is under repaint than figures and bar."""
        return self.touched is None or self.touched.intersects(places.head.toAlignedRect())

    def _asked(self, part: QRectF) -> bool:
        return self.touched is None or self.touched.intersects(part.toAlignedRect())

    def _ink(self, token: str) -> QColor:
        return QColor(getattr(self._tokens(), token))

    def _paint_ground(self, painter: QPainter, places: Parts, look: Shown, *, chosen: bool, hovered: bool) -> None:
        late = look.stand is Stand.LATE
        edge = "red_text" if late else "accent" if hovered else "line"
        painter.setPen(QPen(self._ink(edge), 1.5 if late else 1))
        painter.setBrush(self._ink("soft_red" if late else "surface"))
        painter.drawRoundedRect(places.body.adjusted(0.75, 0.75, -0.75, -0.75), 12, 12)
        if chosen:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._ink("accent_text"), 2.5))
            painter.drawRoundedRect(places.body.adjusted(-1.5, -1.5, 1.5, 1.5), 13, 13)

    def _paint_head(self, painter: QPainter, places: Parts, tile: Tile, look: Shown) -> None:
        room = QRectF(places.head)
        words, fill, ink = self._badge(tile, look)
        if words:
            px = max(11, round(places.text * 0.95))
            painter.setFont(font(px, bold=True))
            across = advance(words, px, bold=True) + places.text * 1.2
            spot = QRectF(room.right() - across, room.top() + places.text * 0.1, across, places.text * 1.55)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(fill)
            painter.drawRoundedRect(spot, 6, 6)
            painter.setPen(ink)
            painter.drawText(spot, _CENTRE, words)
            room.setRight(spot.left() - places.text * 0.6)
        self._write(painter, room, tile.name, places.name, "text", bold=True)
        if places.matter is None:
            name = advance(tile.name, max(1, round(places.name)), bold=True)
            room.setLeft(room.left() + name + places.text * 0.6)
            if room.width() > places.text * 3:
                self._write(
                    painter, room, tile.title, places.text * 1.1, "text" if look.stand is Stand.LATE else "text_2"
                )

    def _badge(self, tile: Tile, look: Shown) -> tuple[str, QColor, QColor]:
        tokens = self._tokens()
        if look.stand is Stand.MET:
            return look.word, self._ink("soft_good"), self._ink("good")
        if look.stand is Stand.MET_LATE:
            return look.word, self._ink("soft_red"), self._ink("red_text")
        if tile.level is not None:
            return tile.badge, QColor(tokens.level(tile.level)), QColor(tokens.on_level(tile.level))
        return tile.badge, self._ink("soft_grey"), self._ink("text_2")

    def _paint_figures(self, painter: QPainter, places: Parts, look: Shown) -> None:
        """Figures on one line, their word after them where there is room."""
        self.painted["figures"] += 1
        box = QRectF(places.figures)
        box.setWidth(box.width() * self.grid.share)
        pieced = pieces(look.figures, plain=self.grid.plain)
        size = size_that_fits(box, pieced)
        if look.stand in _ENDED:
            size = min(size, box.height() * 0.72)  # what is met stands back
        painter.setPen(self._ink(FIGURES_TOKEN[look.stand]))
        line = box.center().y() + size * digit_share() / 2
        left = box.left()
        for text, large in pieced:
            px = max(1, int(size if large else size * SMALL))
            painter.setFont(font(px, bold=True, tabular=True))
            painter.drawText(QPointF(left, line), text)
            left += wide(text) * px
        word = "" if self.grid.close else _pressing_word(look)
        if not word:
            return
        painter.setFont(font(round(places.text), bold=True))
        room = places.figures.right() - left - places.text * 0.8
        if advance(word, round(places.text), bold=True) <= room:
            painter.drawText(QPointF(left + places.text * 0.8, line), word)

    def _paint_bar(self, painter: QPainter, bar: QRectF, tile: Tile, look: Shown) -> None:
        self.painted["bar"] += 1
        radius = bar.height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._ink("track"))
        painter.drawRoundedRect(bar, radius, radius)
        filled = QRectF(bar)
        filled.setWidth(max(bar.height(), bar.width() * look.share))
        level = BAR_LEVEL.get(look.stand)
        painter.setBrush(
            QColor(self._tokens().level(level)) if level else self._ink("good" if look.stand is Stand.MET else "accent")
        )
        painter.drawRoundedRect(filled, radius, radius)
        aim = aim_share(tile)
        if aim is not None:
            x = bar.left() + bar.width() * aim
            painter.fillRect(QRectF(x - 1, bar.top() - 3, 2, bar.height() + 6), self._ink("text"))

    def _paint_marks(self, painter: QPainter, room: QRectF, tile: Tile, size: float, token: str) -> None:
        """The times under the bar: start and deadline at its ends, the target between them, left out where it has no room."""
        px = round(size * 0.92)
        painter.setFont(font(px))
        painter.setPen(self._ink(token))
        painter.drawText(room, _LEFT, tile.began)
        painter.drawText(room, _RIGHT, tile.latest)
        first, last = (
            room.left() + advance(tile.began, px) + size * 0.6,
            room.right() - advance(tile.latest, px) - size * 0.6,
        )
        across = advance(tile.aim, px)
        if tile.aim and across <= last - first:
            share = aim_share(tile)
            middle = room.center().x() if share is None else room.left() + room.width() * share
            left = min(max(middle - across / 2, first), last - across)
            painter.drawText(QRectF(left, room.top(), across + 2, room.height()), _LEFT, tile.aim)

    def _write(
        self, painter: QPainter, room: QRectF, words: str, size: float, token: str, *, bold: bool = False
    ) -> None:
        px = max(1, round(size))
        painter.setFont(font(px, bold=bold))
        painter.setPen(self._ink(token))
        painter.drawText(room, _LEFT, cut(words, room.width(), px, bold=bold))


def _pressing_word(look: Shown) -> str:
    """超时, 临期 or 力争已过; what is met says so in its badge."""
    return "" if look.stand in _ENDED else look.word
