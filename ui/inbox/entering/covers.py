"""The covers of one picture, all in its own pixels: drawn, moved, resized, taken away; none leaves the picture."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Final

from opinion_desk.domain.entering import Cover

LEAST: Final = 8  # pixels; a smaller one hides nothing and is a slip of the mouse
_FIRST: Final = (
    0.4,
    0.08,
)  # a new one by key: as wide and high as a line with a head and a name, of the picture's width


class Covers:
    """Kept in the order they were made; `marked` is the place of the one that keys act on."""

    def __init__(self, width: int, height: int) -> None:
        self._width, self._height = width, height
        self.all: list[Cover] = []
        self.marked: int | None = None

    def add_between(self, x: float, y: float, to_x: float, to_y: float) -> bool:
        """One from corner to corner, marked; every pixel it touches is covered. False when it is too small to mean anything."""
        made = self._between(x, y, to_x, to_y)
        if made.width < LEAST or made.height < LEAST:
            return False
        self.all.append(made)
        self.marked = len(self.all) - 1
        return True

    def add_at(self, x: float, y: float) -> None:
        """One of the usual size around a point, marked."""
        wide = max(self._width * _FIRST[0], LEAST) / 2
        high = max(self._width * _FIRST[1], LEAST) / 2
        x = min(max(x, wide), max(self._width - wide, wide))
        y = min(max(y, high), max(self._height - high, high))
        self.add_between(x - wide, y - high, x + wide, y + high)

    def move(self, right: int, down: int) -> None:
        """Shift the marked one, as far as the picture goes."""
        if (cover := self.chosen) is not None:
            left = min(max(cover.left + right, 0), self._width - cover.width)
            top = min(max(cover.top + down, 0), self._height - cover.height)
            self._put(replace(cover, left=left, top=top))

    def grow(self, right: int, down: int) -> None:
        """Make the marked one wider and higher at its right and lower edge."""
        if (cover := self.chosen) is not None:
            width = min(max(cover.width + right, LEAST), self._width - cover.left)
            height = min(max(cover.height + down, LEAST), self._height - cover.top)
            self._put(replace(cover, width=width, height=height))

    def pull(self, edges: str, x: float, y: float) -> None:
        """Draw edges of the marked one (of l r t b) to a point; the opposite ones stay."""
        if (cover := self.chosen) is None:
            return
        left, top, right, bottom = cover.left, cover.top, cover.left + cover.width, cover.top + cover.height
        left = min(math.floor(x), right - LEAST) if "l" in edges else left
        right = max(math.ceil(x), left + LEAST) if "r" in edges else right
        top = min(math.floor(y), bottom - LEAST) if "t" in edges else top
        bottom = max(math.ceil(y), top + LEAST) if "b" in edges else bottom
        self._put(self._between(left, top, right, bottom))

    def remove(self) -> None:
        """Take the marked one away; the one before it is marked then."""
        if self.marked is not None:
            del self.all[self.marked]
            self.marked = max(self.marked - 1, 0) if self.all else None

    def mark_next(self) -> None:
        """Mark the one made after the marked one, the first after the last."""
        if self.all:
            self.marked = 0 if self.marked is None else (self.marked + 1) % len(self.all)

    def at(self, x: float, y: float) -> int | None:
        """The place of the uppermost one over a point."""
        for place in reversed(range(len(self.all))):
            one = self.all[place]
            if one.left <= x < one.left + one.width and one.top <= y < one.top + one.height:
                return place
        return None

    @property
    def chosen(self) -> Cover | None:
        """The marked one."""
        return self.all[self.marked] if self.marked is not None else None

    def _put(self, cover: Cover) -> None:
        if self.marked is not None:
            self.all[self.marked] = cover

    def _between(self, x: float, y: float, to_x: float, to_y: float) -> Cover:
        left = min(max(math.floor(min(x, to_x)), 0), self._width)
        top = min(max(math.floor(min(y, to_y)), 0), self._height)
        right = min(max(math.ceil(max(x, to_x)), 0), self._width)
        bottom = min(max(math.ceil(max(y, to_y)), 0), self._height)
        return Cover(left, top, right - left, bottom - top)
