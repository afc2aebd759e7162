"""What a briefing is made from: the stories of its period with their verdicts, and the matters of the desk as they stood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Final
from zoneinfo import ZoneInfo

from ..domain.act_words import span_words
from ..domain.briefing import BriefingItem, ClockLine
from ..domain.commands.when import STATE_WORDS
from ..domain.inbox import InboxQuery, InboxRow, Order
from ..domain.incident import Incident
from ..domain.instants import to_ms
from ..domain.item import Item
from ..domain.response_clock import CLOCK_WORDS, ClockState, ResponseClock
from ..domain.verdict import Attitude, Voice
from ..store.store import Store

_PAGE = 500


@dataclass(frozen=True)
class Period:
    """The stories first seen in a period, hottest first."""

    start: datetime
    end: datetime
    rows: tuple[InboxRow, ...]

    @property
    def items(self) -> int:
        """Items, reprints included."""
        return sum(row.reprints + 1 for row in self.rows)

    @property
    def local(self) -> tuple[InboxRow, ...]:
        """The stories of the jurisdiction."""
        return tuple(row for row in self.rows if row.local)

    @property
    def negative(self) -> tuple[InboxRow, ...]:
        """Local stories of negative attitude."""
        return tuple(row for row in self.local if row.attitude is Attitude.NEGATIVE)

    @property
    def demands(self) -> tuple[InboxRow, ...]:
        """Complaints, questions and suggestions of the jurisdiction."""
        return tuple(row for row in self.local if row.voice is Voice.DEMAND)

    def topics(self, rows: Sequence[InboxRow]) -> list[tuple[str, int]]:
        """The leading topics of these stories, most frequent first."""
        return Counter(row.topics[0] for row in rows if row.topics).most_common()

    @cached_property
    def volume(self) -> Counter[int]:
        """Items of each event in the period."""
        volume: Counter[int] = Counter()
        for row in self.rows:
            volume[row.event_id] += row.reprints + 1
        return volume

    @cached_property
    def opened(self) -> frozenset[int]:
        """Events of which some story stands in a matter of the desk."""
        return frozenset(row.event_id for row in self.rows if row.incident_id is not None)

    def one_an_event(self, rows: Sequence[InboxRow]) -> list[InboxRow]:
        """Of each event its most reprinted story, the events with most items first, then in the order given."""
        best: dict[int, InboxRow] = {}
        for row in rows:
            if row.event_id not in best or best[row.event_id].reprints < row.reprints:
                best[row.event_id] = row
        return sorted(best.values(), key=lambda row: -self.volume[row.event_id])


def period(store: Store, start: datetime, end: datetime) -> Period:
    """Every story of that period."""
    query = InboxQuery(order=Order.HEAT, since=start, until=end)
    rows: list[InboxRow] = []
    cursor: str | None = None
    while True:
        page = store.inbox.page(query, end, cursor=cursor, limit=_PAGE)
        rows += page.rows
        cursor = page.cursor
        if cursor is None:
            return Period(start, end, tuple(rows))


def lead_sentence(body: str, limit: int = 110) -> str:
    """The opening of a text, whole sentences where they fit, at most `limit` characters."""
    text = " ".join(body.split())
    if len(text) <= limit:
        return text
    cut = text[:limit]
    end = max(cut.rfind(mark) for mark in "。！？；")
    return cut[: end + 1] if end >= limit // 3 else cut.rstrip("，、：") + "……"


def story_entry(row: InboxRow, item: Item, zone: ZoneInfo, *, coverage: int = 1, limit: int = 90) -> BriefingItem:
    """One story as a briefing tells it; `coverage` counts the items of its event, `limit` the characters of its summary."""
    facts = [row.source_name, f"{item.when.astimezone(zone):%m-%d %H:%M}"]
    if row.reprints:
        facts.append(f"转载 {row.reprints}（{row.sources} 个来源）")
    if coverage > row.reprints + 1:
        facts.append(f"同一话题 {coverage} 条")
    if row.unit:
        facts.append(f"责任单位 {row.unit}" if row.sure else f"责任单位 {row.unit}（待核）")
    summary = lead_sentence(without_dateline(item.body), limit)
    return BriefingItem(row.title, summary, tuple(facts), item.link, row.item_id, row.incident_id)


def matter_entry(incident: Incident, newest: Item, zone: ZoneInfo, coverage: int) -> BriefingItem:
    """A matter of the desk as a briefing tells it: its title, the newest official words on it or else the newest item."""
    level = incident.level.words if incident.level else "级别未核定"
    facts = [
        incident.number,
        f"{level}，{STATE_WORDS[incident.state]}",
        f"同一话题 {coverage} 条",
        f"主办 {incident.lead_unit or '未交办'}",
    ]
    summary = lead_sentence(without_dateline(newest.body), 130)
    told = f"（{newest.source_name}，{newest.when.astimezone(zone):%m-%d %H:%M}）"
    return BriefingItem(incident.title, summary + told, tuple(facts), newest.link, newest.id, incident.id)


_DATELINES: Final = ("本报讯", "本台消息", "本网讯", "新闻网消息", "日报讯", "晚报讯", "来电人反映：", "来电人咨询：")


def without_dateline(body: str) -> str:
    """The text without the formula it opens with (本报讯, …新闻网消息)."""
    head = body[:16]
    for formula in _DATELINES:
        at = head.find(formula)
        if at >= 0:
            return body[at + len(formula) :].lstrip(" 　")
    return body


def clock_line(incident: Incident, clock: ResponseClock, now: datetime) -> ClockLine:
    """A clock as it stands at `now`."""
    late = clock.state in (ClockState.BREACHED, ClockState.MET_LATE)
    left = to_ms(clock.deadline) - to_ms(now)
    if clock.met_at is not None:
        used = span_words(to_ms(clock.met_at) - to_ms(clock.start))
        note = f"用时 {used}"
        if late:
            note += f"，超 {span_words(to_ms(clock.met_at) - to_ms(clock.deadline))}"
        elif clock.target is not None and clock.met_at > clock.target:
            note += "，未达力争"
    elif left >= 0:
        note = f"余 {span_words(left)}"
    else:
        note = f"超 {span_words(left)}"
    level = incident.level.words if incident.level else "未核定"
    return ClockLine(
        incident.number,
        incident.title,
        level,
        clock.name,
        clock.owed_by,
        clock.start,
        clock.deadline,
        CLOCK_WORDS[clock.state],
        note,
        late,
    )


def real_matters(store: Store, *, open_only: bool = False) -> tuple[Incident, ...]:
    """The matters of the desk without its drills (演练), which stand outside every figure."""
    return tuple(incident for incident in store.incidents.list(open_only) if not incident.drill)


def clock_lines(incidents: Sequence[Incident], start: datetime, now: datetime) -> tuple[ClockLine, ...]:
    """Open clocks and those met since `start`; steps of units only while they are open. Late ones first, then by deadline."""
    lines = []
    for incident in incidents:
        for clock in incident.clocks:
            met_in_period = clock.met_at is not None and clock.met_at >= start and not clock.of_unit
            if clock.state.open or met_in_period:
                lines.append(clock_line(incident, clock, now))
    return tuple(sorted(lines, key=lambda line: (not line.late, line.due, line.number)))
