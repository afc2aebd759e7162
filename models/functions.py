"""The catalogue of public functions (职能): fixed ids, names and aliases before and after the 2018 reform, name patterns by level."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import ahocorasick_rs

from data import read_json
from opinion_desk.domain.unit import Function, Line

from .wellformed import well_formed

LOCALITY = "locality"
"""Id of the function that a county's, district's, town's, street's or zone's own government holds."""


@cache
def functions() -> tuple[Function, ...]:
    """All functions in the catalogue's order, read once from data/functions.json."""
    return tuple(
        Function(
            id=row["id"],
            name=row["name"],
            aliases=tuple(row["aliases"]),
            keywords=tuple(row["keywords"]),
            line=Line(row["line"]),
            patterns=tuple(row["names"].items()),
        )
        for row in read_json("functions.json")["functions"]
    )


@cache
def _by_id() -> Mapping[str, Function]:
    return MappingProxyType({function.id: function for function in functions()})


@cache
def names_to_ids() -> Mapping[str, str]:
    """Every name and alias to its function's id; names before and after the 2018 reform lead to one id."""
    found: dict[str, str] = {}
    for function in functions():
        for name in (function.name, *function.aliases):
            found.setdefault(name, function.id)
    return MappingProxyType(found)


def function_of_id(id: str) -> Function | None:
    """The function of that id, None for an id the catalogue does not have."""
    return _by_id().get(id)


@cache
def _name_search() -> tuple[ahocorasick_rs.AhoCorasick, tuple[str, ...]]:
    names = tuple(names_to_ids())
    return ahocorasick_rs.AhoCorasick(names), names


def longest_name_in(text: str) -> tuple[str, int, int] | None:
    """The longest name or alias of a function that stands in a text, the last of equals, with its start and end; None if none does."""
    search, names = _name_search()
    hits = search.find_matches_as_indexes(well_formed(text), overlapping=True)
    if not hits:
        return None
    index, start, end = max(hits, key=lambda hit: (hit[2] - hit[1], hit[1]))
    return names[index], start, end


_SHORTEST_NAMED = 3


@cache
def _named_search() -> tuple[ahocorasick_rs.AhoCorasick, tuple[str, ...]]:
    names = tuple(name for name in names_to_ids() if len(name) >= _SHORTEST_NAMED)
    return ahocorasick_rs.AhoCorasick(names, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest), names


def functions_named_in(text: str) -> list[tuple[str, int, int]]:
    """The functions whose names or aliases of three characters and more stand in a text, in its order: id, start, end."""
    search, names = _named_search()
    hits = search.find_matches_as_indexes(well_formed(text))
    return [(names_to_ids()[names[index]], start, end) for index, start, end in hits]


def function_named_at(text: str, at: int) -> str | None:
    """The id of the function whose name begins exactly there (云川区|教育局); None when none does."""
    found = next(iter(functions_named_in(text[at : at + _LONGEST_NAMED])), None)
    return found[0] if found is not None and found[1] == 0 else None


_LONGEST_NAMED = 14


def function_of_name(unit: str) -> Function | None:
    """The function whose longest name or alias stands in a unit's name (商洛市城管局 → urban_management); None if none does."""
    found = longest_name_in(unit)
    return function_of_id(names_to_ids()[found[0]]) if found else None
