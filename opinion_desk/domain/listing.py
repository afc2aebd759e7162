"""A part of the list of matters: the most pressing open ones and the newest ended ones, and how many there are of each."""

from __future__ import annotations

from dataclasses import dataclass

from .incident import Incident


@dataclass(frozen=True, slots=True)
class Listing:
    """Open matters and ended ones, each newest first; `open_count` and `ended_count` count all there are."""

    open_ones: tuple[Incident, ...]
    ended: tuple[Incident, ...]
    open_count: int
    ended_count: int

    @property
    def incidents(self) -> tuple[Incident, ...]:
        """Those that are listed, open ones first."""
        return (*self.open_ones, *self.ended)

    @property
    def count(self) -> int:
        """How many matters the desk knows."""
        return self.open_count + self.ended_count

    @property
    def left_out(self) -> int:
        """How many matters are not listed."""
        return self.count - len(self.open_ones) - len(self.ended)
