"""Places named in a text (涉及地): one pass over all names, then each is judged by the words beside it and by the jurisdiction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np

from opinion_desk.domain.verdict import Place

from .normalizing import folded, joined
from .place_mentions import FoundPlace, Mentions, Names, is_hopeless
from .place_names import NameTable, OwnPlace, home_of
from .scanning import Scan, Scanner

__all__ = ["FoundPlace", "OwnPlace", "PlaceFinder"]

MOST_MENTIONS = 500
"""Mentions looked at in one text; what stands behind them in a giant text adds nothing."""


class PlaceFinder:
    """Finds places for one jurisdiction: any division's name, long or short, a name the list does not have, or None."""

    def __init__(self, jurisdiction: str | None, own_places: Sequence[str | OwnPlace] = ()) -> None:
        home = home_of(jurisdiction)
        entries = NameTable(home, own_places).entries
        self._names = Names(list(entries), list(entries.values()), entries, home)
        hopeless = (is_hopeless(entry, name) for name, entry in entries.items())
        self._hopeless = np.fromiter(hopeless, bool, len(entries))

    @property
    def home(self) -> Place | None:
        """The jurisdiction as a place, None for a desk without one."""
        home = self._names.home
        return Place(home.name, home.code, True) if home is not None else None

    @property
    def lists(self) -> Mapping[str, Sequence[str]]:
        """What a scanner must look for so that places can be told from its scan."""
        return {"places": [folded(name) for name in self._names.names]}

    @cached_property
    def _scanner(self) -> Scanner:
        return Scanner(self.lists)

    def find(self, text: str) -> list[FoundPlace]:
        """Every mention of a place in order of the text; empty when there is none, never an exception."""
        return self.find_all(self._scanner.scan(joined([text])))[0]

    def find_all(self, scan: Scan) -> list[list[FoundPlace]]:
        """The mentions of places in each text of a scan."""
        found = scan.longest("places")
        found_in = scan.batch.text_of(found.start)
        beside = np.zeros(len(found.start), dtype=bool)
        beside[:-1] = found.start[1:] == found.end[:-1]
        hopeful = set(found_in[~self._hopeless[found.word] | beside].tolist())
        texts = zip(scan.batch.texts, scan.hits(found, MOST_MENTIONS), strict=True)
        return [
            Mentions(self._names, text, hits).found() if n in hopeful else [] for n, (text, hits) in enumerate(texts)
        ]
