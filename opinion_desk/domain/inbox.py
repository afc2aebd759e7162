"""What the item list asks for and gets: the query, its rows (a story folded into one), its facets, search hits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .item import Item, Metrics, Version
from .levels import Level
from .source import Tier
from .ticket import KeptTicket
from .verdict import Attitude, Verdict, Voice


class Pile(StrEnum):
    """The piles at the top of the facets."""

    WAITING = "waiting"  # 待研判: nobody has settled it, and it is local or unsure
    LOCAL = "local"  # 本地
    NEGATIVE = "negative"  # 负面
    OPENED = "opened"  # 已立件
    STARRED = "starred"  # 已加星
    FILED = "filed"  # 已阅存
    ALL = "all"  # 全部


class Order(StrEnum):
    """How the list is ordered; newest or hottest first."""

    TIME = "time"
    HEAT = "heat"


class ItemState(StrEnum):
    """What the desk did with an item."""

    WAITING = "waiting"
    FILED = "filed"  # 阅存
    OPENED = "opened"  # stands in an incident
    SETTLED = "settled"  # a person corrected or confirmed the verdict


@dataclass(frozen=True, slots=True)
class InboxQuery:
    """A view of the items: pile and facets narrow it, `search` is the query as typed (see query.py)."""

    pile: Pile = Pile.ALL
    topics: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    sources: tuple[int, ...] = ()
    search: str = ""
    order: Order = Order.TIME
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One row: a story by its first item, with how often and where it was reprinted (转载) and what was judged."""

    item_id: int
    story_id: int
    event_id: int
    title: str
    source_name: str
    when: datetime
    reprints: int  # further items of the story
    sources: int  # distinct sources of the story
    topics: tuple[str, ...]
    attitude: Attitude
    voice: Voice
    hint: Level | None
    function: str | None
    unit: str | None
    unit_score: float
    sure: bool
    local: bool
    state: ItemState
    starred: bool
    incident_id: int | None
    heat: float


@dataclass(frozen=True, slots=True)
class InboxPage:
    """A page of rows; `cursor` fetches the next one, None at the end."""

    rows: tuple[InboxRow, ...]
    cursor: str | None


@dataclass(frozen=True, slots=True)
class Facet:
    """A value with the number of stories behind it; `id` is what a query takes."""

    id: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Facets:
    """The counts beside the list."""

    piles: tuple[Facet, ...]
    topics: tuple[Facet, ...]
    scopes: tuple[Facet, ...]
    sources: tuple[Facet, ...]


@dataclass(frozen=True, slots=True)
class Copy:
    """One other item of the same story or event."""

    item_id: int
    title: str
    source_name: str
    when: datetime
    link: str | None


@dataclass(frozen=True, slots=True)
class ReadItem:
    """Everything the reading pane shows of one item."""

    item: Item
    verdict: Verdict
    corrected: tuple[str, ...]  # fields a person corrected
    tier: Tier
    state: ItemState
    starred: bool
    incident_id: int | None
    reprints: tuple[Copy, ...]
    related: tuple[Copy, ...]  # other stories of the same event
    course: tuple[tuple[datetime, int], ...]  # the event by hours that had items: start of the hour, items
    metrics: tuple[Metrics, ...] = ()
    versions: tuple[Version, ...] = ()  # earlier wordings, oldest first
    gone: datetime | None = None  # since when its page is known to be gone (404, 410)
    ticket: KeptTicket | None = None  # of the hotline


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer of a search; `snippet` is cut from the stored text, `marks` are spans within it."""

    item_id: int
    title: str
    source: str
    published: datetime | None
    topics: tuple[str, ...]
    unit: str | None
    snippet: str
    marks: tuple[tuple[int, int], ...] = ()
