"""What a briefing is made from: the stories of its period with their verdicts, and the matters of the desk as they stood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from ..domain.act_words import span_words
from ..domain.briefing import BriefingItem, ClockLine
from ..domain.inbox import InboxQuery, InboxRow, Order
from ..domain.incident import Incident
from ..domain.instants import to_ms
from ..domain.item import Item
from ..domain.response_clock import ClockState, ResponseClock
from ..domain.verdict import Attitude, Voice
from ..store.store import Store

_PAGE = 500
CLOCK_WORDS = {
    ClockState.RUNNING: "进行中",
    ClockState.MET: "已完成",
    ClockState.BREACHED: "已超时",
    ClockState.MET_LATE: "超时完成",
}


@dataclass(frozen=True, slots=True)
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

    def one_an_event(self, rows: Sequence[InboxRow]) -> list[InboxRow]:
        """The hottest story of each event, in order."""
        first: dict[int, InboxRow] = {}
        for row in rows:
            first.setdefault(row.event_id, row)
        return list(first.values())


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


def story_entry(row: InboxRow, item: Item, zone: ZoneInfo, *, with_unit: bool = True) -> BriefingItem:
    """One story as a briefing tells it."""
    facts = [row.source_name, f"{item.when.astimezone(zone):%m-%d %H:%M}"]
    if row.reprints:
        facts.append(f"转载 {row.reprints}（{row.sources} 个来源）")
    if with_unit and row.unit:
        facts.append(f"责任单位 {row.unit}" if row.sure else f"责任单位 {row.unit}（待核）")
    return BriefingItem(row.title, lead_sentence(item.body), tuple(facts), item.link, row.item_id, row.incident_id)


def clock_line(incident: Incident, clock: ResponseClock, now: datetime) -> ClockLine:
    """A clock as it stands at `now`."""
    late = clock.state in (ClockState.BREACHED, ClockState.MET_LATE)
    left = to_ms(clock.deadline) - to_ms(now)
    if clock.met_at is not None:
        used = span_words(to_ms(clock.met_at) - to_ms(clock.start))
        note = f"用时 {used}" + (f"，超 {span_words(to_ms(clock.met_at) - to_ms(clock.deadline))}" if late else "")
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


def clock_lines(incidents: Sequence[Incident], start: datetime, now: datetime) -> tuple[ClockLine, ...]:
    """Open clocks and those met since `start`; receipts only while they are open. Late ones first, then by deadline."""
    lines = []
    for incident in incidents:
        for clock in incident.clocks:
            met_in_period = clock.met_at is not None and clock.met_at >= start and not clock.of_receipt
            if clock.state.open or met_in_period:
                lines.append(clock_line(incident, clock, now))
    return tuple(sorted(lines, key=lambda line: (not line.late, line.due, line.number)))
