"""Repeated demands (反复诉求): counted by matter and place, never by caller, whom nothing here knows."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from .table import Cell, Column, Form, Table
from .ticket import is_closed

WITHIN: Final = timedelta(days=30)
LEAST: Final = 3  # from so many on a demand counts as repeated
_ABOVE: Final = tuple(
    re.compile(f"^[\u4e00-\u9fff]{{1,8}}?(?:{end})(?=.{{2}})")
    for end in ("省|自治区", "自治州|市", "(?<![小社园库景厂校牧营片城街])区|县|旗", "街道|镇|乡")
)
_WIDE: Final = re.compile(r"(?:省|市|区|县|旗|街道|镇|乡)$")  # a place in which a topic alone joins nothing
_TOWN: Final = re.compile(r"(?:街道|镇|乡|开发区)$")
_MANNERS: Final = frozenset(
    {"投诉", "咨询", "求助", "举报", "建议", "表扬", "感谢", "意见", "反映", "其他", "投诉举报", "意见建议"}
)
_BESIDE: Final = re.compile(r"[\s,，。;；、()（）【】\[\]·-]+")


@dataclass(frozen=True, slots=True)
class Demand:
    """One ticket or message of the hotline: what it is about, where, and how far it is. `event` is the happening it was folded into."""

    item_id: int
    event: int
    title: str
    when: datetime
    place: str = ""
    topic: str = ""
    category: str = ""
    unit: str = ""
    state: str = ""
    due: datetime | None = None

    @property
    def closed(self) -> bool:
        """Whether the hotline says that it is done with."""
        return is_closed(self.state)


@dataclass(frozen=True, slots=True)
class Repeated:
    """A matter at a place that came up again and again; `demands` latest first."""

    matter: str  # topic or category, else the title of the latest
    place: str  # empty where no demand names one
    demands: tuple[Demand, ...]
    overdue: int  # open ones whose limit on the hotline's platform has passed

    @property
    def count(self) -> int:
        """How often it came up."""
        return len(self.demands)

    @property
    def open(self) -> int:
        """How many are not closed."""
        return sum(not demand.closed for demand in self.demands)

    @property
    def first(self) -> datetime:
        """When it came up first within the period."""
        return self.demands[-1].when

    @property
    def last(self) -> datetime:
        """When it came up last."""
        return self.demands[0].when

    @property
    def units(self) -> tuple[str, ...]:
        """The units that have it, the one with most first."""
        return tuple(unit for unit, _ in Counter(demand.unit for demand in self.demands if demand.unit).most_common())


def repeated(demands: Iterable[Demand], now: datetime, least: int = LEAST) -> tuple[Repeated, ...]:
    """The matters that came up at least so often, most frequent first, then latest.

    Two demands are one matter where they name one place and belong to one event, or to one topic and one category. Without
    a place only the event joins them. Where only a town is named and no category, the unit must be the same as well as the topic.
    """
    groups: dict[int, list[Demand]] = defaultdict(list)
    ordered = sorted(demands, key=lambda demand: (demand.when, demand.item_id), reverse=True)
    for demand, group in zip(ordered, _joined(ordered), strict=True):
        groups[group].append(demand)
    found = [_repeated(group, now) for group in groups.values() if len(group) >= least]
    return tuple(sorted(found, key=lambda one: (one.count, one.last), reverse=True))


def place_of(place: str) -> str:
    """A place without what stands above it and beside its name: 云川市东湖区东湖街道东湖小区 and 东湖小区 are one."""
    inner = _BESIDE.sub("", place)
    for above in _ABOVE:
        inner = above.sub("", inner, count=1)
    return inner


def _joined(demands: Sequence[Demand]) -> list[int]:
    """The group of each demand, by the place in the list of its first one."""
    group = list(range(len(demands)))
    seen: dict[tuple[object, ...], int] = {}

    def root(at: int) -> int:
        while group[at] != at:
            at = group[at]
        return at

    for at, demand in enumerate(demands):
        place = place_of(demand.place)
        for key in _keys(demand, place):
            group[root(at)] = root(seen.setdefault(key, at))
    return [root(at) for at in range(len(demands))]


def _keys(demand: Demand, place: str) -> list[tuple[object, ...]]:
    """What a demand may have in common with another; one thing is enough."""
    keys: list[tuple[object, ...]] = [(place, demand.event)]
    category = _category(demand)
    wide = bool(_WIDE.search(place)) and not place.endswith("小区")
    if place and (category or (demand.topic and not wide)):
        keys.append((place, demand.topic, category))
    elif _TOWN.search(place) and demand.topic and demand.unit:
        keys.append((place, demand.topic, "", demand.unit))
    return keys


def _category(demand: Demand) -> str:
    """What kind of matter it is; a manner of speaking (投诉, 咨询) is none."""
    return "" if demand.category in _MANNERS else demand.category


def _repeated(group: Sequence[Demand], now: datetime) -> Repeated:
    names = Counter(name for demand in group if (name := _category(demand) or demand.topic))
    places = Counter(demand.place for demand in group if demand.place)
    matter = names.most_common(1)[0][0] if names else group[0].title
    place = min((name for name in places if places[name] == max(places.values())), key=len, default="")
    overdue = sum(demand.due is not None and demand.due < now and not demand.closed for demand in group)
    return Repeated(matter, place, tuple(group), overdue)


COLUMNS: Final = (
    Column("序号", 6, Form.COUNT, "按次数多少"),
    Column("事项", 20, Form.TEXT, "热线的诉求类别；没有类别时为研判的领域或标题"),
    Column("地点", 24, Form.TEXT, "事情发生的地点；没有写明的不填"),
    Column("次数", 8, Form.COUNT, "期内同一事项、同一地点的工单和留言件数；不按诉求人计"),
    Column("未办结", 8, Form.COUNT, "热线尚未办结的件数"),
    Column("已过热线时限", 12, Form.COUNT, "未办结且已过热线平台办理时限的件数；由热线平台计时"),
    Column("承办单位", 30, Form.TEXT, "热线写明的承办单位，件数多的在前"),
    Column("首次", 17, Form.MOMENT, "期内第一件的时间"),
    Column("末次", 17, Form.MOMENT, "期内最后一件的时间"),
    Column("最近一件", 40, Form.TEXT, "最近一件的标题"),
)


def demand_table(found: Sequence[Repeated]) -> Table:
    """The repeated demands as a table for papers; those with a limit passed are drawn as late."""
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            number,
            one.matter,
            one.place,
            one.count,
            one.open,
            one.overdue,
            "、".join(one.units),
            one.first,
            one.last,
            one.demands[0].title,
        )
        for number, one in enumerate(found, 1)
    )
    late = frozenset(number for number, one in enumerate(found) if one.overdue)
    return Table("demands", "反复诉求", COLUMNS, rows, late)
