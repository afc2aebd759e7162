"""What of the board goes on the wall, which a whole room looks at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from ..times import URGENT
from .tile import Group, Tile


def on_wall(tiles: Sequence[Tile], now: datetime) -> tuple[Tile, ...]:
    """What the desk itself owes, whole; of the steps that units owe it, one a matter, once under an hour is left or it is late.

    One grave matter with two co-units starts eight steps of units. On a page of twelve they would push other matters' statutory
    clocks onto pages that are seen ten seconds a minute, and until a step presses nobody in the room can do anything about it.
    When it presses somebody must urge, and one tile is enough to say which matter and whom first; it tells how many steps of that
    matter press beside it. Every step stands on the page in the window, whose filters do not reach the wall: what a room looks
    at does not change because one person looks for something.
    """
    pressing = [tile for tile in tiles if _presses(tile, now)]
    first = {tile.incident_id: tile for tile in reversed(pressing)}
    return tuple(
        _with_others(tile, pressing) if tile.group is Group.ASSIGNED else tile
        for tile in tiles
        if tile.group is not Group.ASSIGNED or first.get(tile.incident_id) is tile
    )


def _presses(tile: Tile, now: datetime) -> bool:
    return tile.group is Group.ASSIGNED and tile.met_at is None and tile.deadline - now < URGENT


def _with_others(tile: Tile, pressing: Iterable[Tile]) -> Tile:
    others = sum(one.incident_id == tile.incident_id for one in pressing) - 1
    if not others:
        return tile
    # before where it stands: a long line is cut short at its end
    words = QCoreApplication.translate("clocks", "本件另有 {n} 项待办").format(n=others)
    return replace(tile, stands=f"{words} · {tile.stands}")
