"""Matters (事项): incidents and events of the period, who had them first, and how long after their first publication."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, TypeVar

from ..incident import Incident
from ..origin import ORIGIN_WORDS, Origin
from ..period import Period
from .figures import lag
from .rows import Compared, OurItem
from .titles import SHORTEST, pairs_of

T = TypeVar("T")
OURS: Final = "本台"
MOST_EVENTS: Final = 300
_ALIKE: Final = 0.7  # of the pairs of letters of a matter's title that stand in a row's, where nothing else joins them
_NEAR: Final = timedelta(days=3)


class Standing(StrEnum):
    """How a matter came."""

    IN_TIME = "in_time"  # somebody had it within the limit
    LATE = "late"  # all who had it had it later than the limit
    UNTIMED = "untimed"  # had, but it cannot be said how soon
    NEITHER = "neither"  # nobody had it before it was told by telephone, paper or letter


STANDING_WORDS: Final[Mapping[Standing, str]] = {
    Standing.IN_TIME: "及时",
    Standing.LATE: "都迟",
    Standing.UNTIMED: "无时间可比",
    Standing.NEITHER: "都没有先到",
}


@dataclass(frozen=True, slots=True)
class Came:
    """Whether one side had a matter, when first (None: not known), how long after its first publication, and whether that was late."""

    by: str
    found: bool = False
    first: datetime | None = None
    lag: timedelta | None = None
    late: bool = False


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter: `base` is its first publication, or when it happened where that is not known; `told` when the desk knew of an incident.

    `number` and `origin` are empty for an event. `first` is who had it first, empty where nobody's time is known.
    """

    title: str
    number: str
    origin: str
    base: datetime | None
    base_is_happening: bool
    told: datetime | None
    came: tuple[Came, ...]  # the desk, then the vendors
    first: str
    standing: Standing
    incident: int | None = None
    item: int | None = None  # its earliest item


@dataclass(frozen=True, slots=True)
class _Open:
    """A matter before it is judged."""

    title: str
    stories: frozenset[int]
    items: tuple[OurItem, ...]
    incident: Incident | None = None


def matters_of(
    incidents: Sequence[Incident],
    items: Sequence[OurItem],
    compared: Mapping[str, Sequence[Compared]],
    period: Period,
    limit: timedelta,
) -> tuple[Matter, ...]:
    """The incidents opened in the period (drills, dismissed and merged ones must be left out) and the events about home that several
    sources told, by the latest first publication; of events the 300 that most sources told.

    `items` are those the desk collected by itself. A side had a matter when it has an item or row of one of its stories; for an incident
    without items, when a title within three days holds seven tenths of its own.
    """
    opened = _incidents(incidents, items)
    taken = {item.event for one in opened for item in one.items}
    opened += _events(items, taken, period)
    rows: dict[int, list[Compared]] = defaultdict(list)
    for of_vendor in compared.values():
        for row in of_vendor:
            if row.match is not None:
                rows[row.match.item.story].append(row)
    loose = _loose_rows(opened, compared)
    judged = [
        _judged(
            one, [*(row for story in one.stories for row in rows[story]), *loose.get(n, ())], tuple(compared), limit
        )
        for n, one in enumerate(opened)
    ]
    return tuple(sorted(judged, key=lambda one: (one.base is None, -(one.base.timestamp() if one.base else 0.0))))


def _incidents(incidents: Sequence[Incident], items: Sequence[OurItem]) -> list[_Open]:
    by_id = {item.id: item for item in items}
    of_story: dict[int, list[OurItem]] = defaultdict(list)
    wanted = {by_id[id].story for incident in incidents for id in incident.items if id in by_id}
    for item in items:
        if item.story in wanted:
            of_story[item.story].append(item)
    made = []
    for incident in incidents:
        stories = frozenset(by_id[id].story for id in incident.items if id in by_id)
        made.append(_Open(incident.title, stories, tuple(i for s in stories for i in of_story[s]), incident))
    bare = [one for one in made if not one.stories and not (one.incident and one.incident.items)]
    alike = _alike(bare, ((item.title, item.when, item) for item in items)) if bare else {}
    return [replace(one, items=tuple(alike.get(id(one), ()))) for one in made] if alike else made


def _events(items: Sequence[OurItem], taken: set[int], period: Period) -> list[_Open]:
    events: dict[int, list[OurItem]] = defaultdict(list)
    for item in items:
        if item.local and item.event not in taken and period.holds(item.when):
            events[item.event].append(item)
    several = [(len({item.source_id for item in of}), of) for of in events.values()]
    several = sorted((one for one in several if one[0] > 1), key=lambda one: (-one[0], one[1][0].id))[:MOST_EVENTS]
    return [
        _Open(min(of, key=lambda item: item.when).title, frozenset(item.story for item in of), tuple(of))
        for _, of in several
    ]


def _loose_rows(opened: Sequence[_Open], compared: Mapping[str, Sequence[Compared]]) -> dict[int, list[Compared]]:
    """Rows by the title alone, for incidents that have no item of the desk's own."""
    bare = [one for one in opened if one.incident is not None and not one.stories]
    if not bare:
        return {}
    rows = ((row.row.title, row.published or row.row.received, row) for of in compared.values() for row in of)
    places = {id(one): n for n, one in enumerate(opened)}
    return {places[key]: found for key, found in _alike(bare, rows).items()}


def _alike(bare: Sequence[_Open], told: Iterable[tuple[str, datetime | None, T]]) -> dict[int, list[T]]:
    """What bears nearly the title of one of these incidents, about when it became known."""
    wanted: list[tuple[_Open, frozenset[str]]] = [(one, pairs_of(one.title)) for one in bare]
    by_pair: dict[str, list[int]] = defaultdict(list)
    for n, (_, pairs) in enumerate(wanted):
        for pair in pairs if len(pairs) >= SHORTEST - 1 else ():
            by_pair[pair].append(n)
    found: dict[int, list[T]] = defaultdict(list)
    for title, at, what in told:
        votes: dict[int, int] = defaultdict(int)
        for pair in pairs_of(title):
            for n in by_pair.get(pair, ()):
                votes[n] += 1
        for n, count in votes.items():
            one, pairs = wanted[n]
            if count >= _ALIKE * len(pairs) and at is not None and _about(one, at):
                found[id(one)].append(what)
    return found


def _about(one: _Open, at: datetime) -> bool:
    assert one.incident is not None
    times = one.incident.times
    known = [t for t in (times.happened, times.published, times.discovered, one.incident.opened) if t is not None]
    return min(known) - _NEAR <= at <= max(known) + _NEAR


def _judged(one: _Open, rows: Sequence[Compared], vendors: Sequence[str], limit: timedelta) -> Matter:
    incident = one.incident
    times = incident.times if incident is not None else None
    published = [item.published for item in one.items if item.published] + [
        row.published for row in rows if row.published
    ]
    base = (times.published if times is not None else None) or min(published, default=None)
    happening = base is None and times is not None and times.happened is not None
    if base is None and times is not None:
        base = times.happened
    told = None if incident is None else incident.times.discovered or incident.opened
    came = (
        _came(OURS, [item.seen for item in one.items if not item.backlog], base, limit, found=bool(one.items)),
        *(
            _came(name, [r.row.received for r in of], base, limit, found=bool(of))
            for name in vendors
            for of in ([row for row in rows if row.vendor == name],)
        ),
    )
    timed = [(side.first, side.by) for side in came if side.first is not None]
    return Matter(
        one.title,
        incident.number if incident is not None else "",
        ORIGIN_WORDS[incident.origin] if incident is not None else "",
        base,
        happening,
        told,
        came,
        min(timed)[1] if timed else "",
        _standing(came, None if incident is None else incident.origin, told),
        None if incident is None else incident.id,
        min(one.items, key=lambda item: item.when).id if one.items else None,
    )


def _came(by: str, at: Sequence[datetime | None], base: datetime | None, limit: timedelta, *, found: bool) -> Came:
    first = min((instant for instant in at if instant is not None), default=None)
    length = lag(base, first)
    return Came(by, found, first, length, length is not None and length > limit)


def _standing(came: Sequence[Came], origin: Origin | None, told: datetime | None) -> Standing:
    """A matter that was told by telephone, paper or letter came by neither when whoever had it had it only after that."""
    found = [side for side in came if side.found]
    from_outside = origin not in (None, Origin.ITEM, Origin.EVENT)
    if not found or (
        from_outside and told is not None and all(side.first is not None and side.first > told for side in found)
    ):
        return Standing.NEITHER
    known = [side for side in found if side.lag is not None]
    if any(not side.late for side in known):
        return Standing.IN_TIME
    return Standing.LATE if len(known) == len(found) else Standing.UNTIMED
