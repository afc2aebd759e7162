"""The pages of a board that has more tiles than room; late ones stand first on every page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from .tile import Tile


def pages_of(tiles: Sequence[Tile], seats: int, now: datetime) -> tuple[tuple[Tile, ...], ...]:
    """The tiles page by page, `seats` each at most; at least one page, empty where there are none.

    As long as there is room for one other tile beside the late ones, every page begins with all late ones.
    """
    if len(tiles) <= seats:
        return (tuple(tiles),)
    late = tuple(tile for tile in tiles if tile.met_at is None and tile.deadline < now)
    if len(late) >= seats:
        return _in_turn(tiles, seats)
    others = [tile for tile in tiles if tile not in late]
    return tuple((*late, *page) for page in _in_turn(others, seats - len(late)))


def _in_turn(tiles: Sequence[Tile], seats: int) -> tuple[tuple[Tile, ...], ...]:
    return tuple(tuple(tiles[start : start + seats]) for start in range(0, len(tiles), seats))
