"""The starter list: real public sources by level, of which a person chooses; none is collected from before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from urllib.parse import quote

from data import read_json

from ..domain.errors import Refused
from ..domain.rsshub import is_route
from ..domain.source import Form, Source, Tier
from ..domain.spoken_names import short_name

_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Starter:
    """A source of the starter list; `asks` says what a person must fill in before its address is one, empty when nothing."""

    folder: str
    name: str
    address: str
    tier: Tier
    asks: str = ""

    def filled(self, text: str = "") -> Starter:
        """The same with what was asked for in its place; Refused when that is missing."""
        if not self.asks:
            return self
        given = text.strip()[:_LONGEST]
        if not given:
            raise Refused("starter_asks", name=self.name, asks=self.asks)
        address = self.address.replace("{asked}", quote(given, safe=""))
        return replace(self, name=f"{self.name} {given}", address=address, asks="")

    @property
    def through_rsshub(self) -> bool:
        """Whether an instance of RSSHub serves it."""
        return is_route(self.address)

    @property
    def source(self) -> Source:
        """As it is added. What form it really has the first visit tells."""
        form = Form.HOT_LIST if "newsnow" in self.address else Form.FEED
        return Source(0, self.name, self.address, form, tier=self.tier, folder=self.folder)


@cache
def starters(jurisdiction: str | None = None) -> tuple[Starter, ...]:
    """The starter list (data/starter_sources.json) for a jurisdiction; what needs its name is left out without one."""
    place = short_name(jurisdiction) if jurisdiction else ""
    made = []
    for row in read_json("starter_sources.json"):
        needs_place = "{place}" in row["address"]
        if needs_place and not place:
            continue
        address = row["address"].replace("{place}", quote(place, safe=""))
        name = row["name"].replace("{place}", place)
        made.append(Starter(row["folder"], name, address, Tier(row["tier"]), row.get("asks", "")))
    return tuple(made)
