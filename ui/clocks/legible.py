"""How large a countdown must be to be read across the room, and the grid in which as many as fit stand so large."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QFontMetricsF, QScreen

from ..fonts import font

DISTANCE_MM: Final = 5000.0
ARC_MINUTES: Final = 20.0  # ISO 9241-303: 16' is the least for reading, 20' to 22' is preferred
OFFICE_MM: Final = 298.9 / 1080  # a dot of a 24-inch display of 1920 x 1080; for displays that do not tell their size
STEPS: Final = (1, 2, 4, 6, 9, 12)  # so many tiles a page
GAP: Final = 14.0
_DAYS: Final = re.compile(r"(−?\d+)(\D+)(\d+)(\D+)")  # 4天15时
SMALL: Final = 0.45  # figures of less weight beside the large ones
_ANY_DIGIT: Final = str.maketrans("123456789", "000000000")
_WIDEST: Final = "−00:00:00"
_COLUMNS: Final = 4
_AIR: Final = 0.9  # of the height of their box the digits take so much


def digits_needed(mm_a_dot: float) -> float:
    """The height of a digit, in px, that is seen under 20 minutes of arc from 5 m: 29.1 mm, 105 px on an office display."""
    return 2 * DISTANCE_MM * math.tan(math.radians(ARC_MINUTES / 60) / 2) / mm_a_dot


def mm_a_dot(screen: QScreen | None) -> float:
    """The height of a dot of that display, in mm; where it tells nothing that can be, that of an office display."""
    if screen is None or screen.geometry().height() <= 0:
        return OFFICE_MM
    found = screen.physicalSize().height() / screen.geometry().height()
    return found if 0.05 <= found <= 2.0 else OFFICE_MM


@cache
def digit_share() -> float:
    """The height of a digit as a share of the size of its font."""
    return QFontMetricsF(font(1000, bold=True, tabular=True)).tightBoundingRect("1").height() / 1000


def wide(text: str) -> float:
    """The width of a text of figures as a share of the size of its font; every digit is as wide as any other."""
    return _wide(text.translate(_ANY_DIGIT))


@cache
def _wide(text: str) -> float:
    return QFontMetricsF(font(1000, bold=True, tabular=True)).horizontalAdvance(text) / 1000


@dataclass(frozen=True, slots=True)
class Parts:
    """Where everything of a tile stands, and the sizes of its name and of its plain text, in px.

    A close tile has no lines for matter and times: the matter stands behind the name, the unit before what was done last.
    """

    body: QRectF
    name: float
    text: float
    head: QRectF
    matter: QRectF | None
    figures: QRectF
    bar: QRectF
    marks: QRectF | None
    stands: QRectF


def parts(cell: QRectF, *, close: bool = False) -> Parts:
    """The parts of a tile in its cell of the grid."""
    body = cell.adjusted(GAP / 2, GAP / 2, -GAP / 2, -GAP / 2)
    pad = min(body.height() * 0.075, body.width() * 0.04, 40.0)
    inner = body.adjusted(pad, pad, -pad, -pad)
    high = inner.height()
    text = min(high * 0.1, 40.0) if close else min(max(high * 0.075, 12.5), 44.0)
    name = text * 1.28
    left, width, top = inner.left(), inner.width(), inner.top()
    head = QRectF(left, top, width, 1.45 * name if close else 1.75 * text)
    matter = None if close else QRectF(left, head.bottom(), width, 1.4 * text)
    stands = QRectF(left, inner.bottom() - 1.4 * text, width, 1.4 * text)
    times = None if close else QRectF(left, stands.top() - 1.5 * text, width, 1.5 * text)
    low = stands.top() if times is None else times.top()
    thick = text * (0.35 if close else 0.5)
    bar = QRectF(left, low - thick * 1.4, width, thick)
    above = head.bottom() if matter is None else matter.bottom() + 0.3 * text
    return Parts(body, name, text, head, matter, QRectF(left, above, width, bar.top() - above), bar, times, stands)


def pieces(figures: str, *, plain: bool) -> tuple[tuple[str, bool], ...]:
    """Figures in pieces, each with whether it is large: where all do not fit large, what weighs most does.

    With hours to go those are hours and minutes, in the last hour minutes and seconds; of what is told in days the numbers.
    """
    if plain:
        return ((figures, True),)
    if (days := _DAYS.fullmatch(figures)) is not None:
        return tuple((text, not text.isalpha()) for text in days.groups())
    fields = figures.removeprefix("−").split(":")
    if len(fields) != 3:
        return ((figures, True),)
    sign = "−" if figures.startswith("−") else ""
    hours, minutes, seconds = fields
    if hours == "00":
        return (
            ((sign, True), ("00:", False), (f"{minutes}:{seconds}", True))
            if sign
            else (("00:", False), (f"{minutes}:{seconds}", True))
        )
    return ((f"{sign}{hours}:{minutes}", True), (f":{seconds}", False))


def size_that_fits(box: QRectF, pieced: tuple[tuple[str, bool], ...]) -> float:
    """The largest size of font, in px, in which these pieces fit a box."""
    across = sum(wide(text) * (1.0 if large else SMALL) for text, large in pieced)
    return min(box.height() * _AIR / digit_share(), box.width() / max(across, 0.1))


@dataclass(frozen=True, slots=True)
class Grid:
    """So many columns and rows; whether the tiles are close, and whether all of their figures are of one size."""

    columns: int
    rows: int
    close: bool = False
    plain: bool = True
    share: float = 1.0  # of their box the figures take at most so much of the width
    digits: float = 0.0  # the height of a large digit, in px

    @property
    def seats(self) -> int:
        """How many tiles a page has room for."""
        return self.columns * self.rows

    def cell(self, area: QSizeF) -> QSizeF:
        """The size of a cell."""
        return QSizeF(area.width() / self.columns, area.height() / self.rows)


def grid_for(count: int, area: QSizeF, needed: float) -> Grid:
    """The grid of the first step that has room for `count` tiles with digits at least `needed` px high.

    Where the display is too small for that, the most tiles that stand so large: the others come on further pages.
    """
    step = next((step for step in STEPS if step >= count), STEPS[-1])
    for seats in [s for s in reversed(STEPS) if s <= step]:
        best = _best(seats, area, needed)
        if best.digits >= needed or seats == 1:
            return best
    raise AssertionError("a step of one tile is always taken")


def _best(seats: int, area: QSizeF, needed: float) -> Grid:
    """Of all grids with so many seats the one that leaves nothing out and has the largest digits, if they can be read."""
    best = Grid(1, seats)
    for close, plain in ((False, True), (False, False), (True, True), (True, False)):
        grids = [_grid(seats, columns, area, close=close, plain=plain) for columns in range(1, _COLUMNS + 1)]
        best = max((grid for grid in grids if grid.seats < seats + grid.columns), key=lambda grid: grid.digits)
        if best.digits >= needed:
            break
    return best


def _grid(seats: int, columns: int, area: QSizeF, *, close: bool, plain: bool) -> Grid:
    rows = math.ceil(seats / columns)
    box = parts(QRectF(0, 0, area.width() / columns, area.height() / rows), close=close).figures
    size = size_that_fits(box, pieces(_WIDEST, plain=plain))
    return Grid(columns, rows, close, plain, digits=size * digit_share())
