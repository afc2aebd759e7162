"""The simulated day of 云川市: what its duty officers do, hour by hour, on matters that the desk itself collected."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from ..domain.errors import Refused
from ..domain.inbox import Hit
from ..domain.incident import Incident
from ..domain.instants import whole_ms
from ..services.desk import Desk
from ..services.incidents import Deed

STEP: Final = timedelta(minutes=5)
TICK_EVERY: Final = timedelta(minutes=2)  # ticks further apart would be an outage
COLLECT_EVERY: Final = timedelta(minutes=15)


class DayClock:
    """A clock that stands where the day was moved to."""

    def __init__(self, start: datetime) -> None:
        self._now = whole_ms(start)

    def now(self) -> datetime:
        """The moment of the simulated day."""
        return self._now

    def move_to(self, moment: datetime) -> None:
        """Go forward to that moment; backwards is a bug."""
        if moment < self._now:
            raise ValueError("the day does not run backwards")
        self._now = whole_ms(moment)


@dataclass(frozen=True, slots=True)
class Deal:
    """One thing somebody does at a local time of the day."""

    at: time
    do: Callable[[Day], None]


class Day:
    """A day being played on a desk."""

    def __init__(self, desk: Desk, clock: DayClock, day: date, show_until: Callable[[datetime], None]) -> None:
        """`show_until` tells the server which moment it is, so that nothing is collected before it was published."""
        self.desk = desk
        self.clock = clock
        self.day = day
        self._show_until = show_until
        self._ticked = clock.now()
        self.accident = 0
        self.water = 0
        self.rumour = 0

    def moment(self, hour: int, minute: int = 0) -> datetime:
        """That local time of the day."""
        zone = ZoneInfo(self.desk.settings.zone)
        return whole_ms(datetime.combine(self.day, time(hour, minute), zone))

    def play(self, planned: Iterable[Deal], tell: Callable[[str], None]) -> None:
        """From midnight to midnight: collect every quarter of an hour, tick every two minutes, and do what is due."""
        deals = sorted(planned, key=lambda deal: deal.at)
        moment, end = self.moment(0), self.moment(0) + timedelta(days=1)
        collect_at = moment + COLLECT_EVERY
        while moment < end:
            after = moment + STEP
            while deals and self.moment(deals[0].at.hour, deals[0].at.minute) < after:
                deal = deals.pop(0)
                self.go_on(self.moment(deal.at.hour, deal.at.minute))
                self.collect()
                deal.do(self)
            self.go_on(after)
            if after >= collect_at:
                self.collect()
                collect_at = after + COLLECT_EVERY
                if after.minute == 0:
                    tell(f"模拟 {after.astimezone(self.desk.zone):%H:%M}")
            self._tick()
            moment = after

    def collect(self) -> None:
        """Collect every source once."""
        self.desk.sources.collect_now([row.source.id for row in self.desk.sources.list()])

    def go_on(self, until: datetime) -> None:
        """Let the time go to that moment, ticking on the way as a desk at work does."""
        while self._ticked + TICK_EVERY < until:
            self._go_to(max(self._ticked + TICK_EVERY, self.clock.now()))
            self._tick()
        self._go_to(until)

    def _tick(self) -> None:
        self._ticked = self.clock.now()
        self.desk.tick()

    def _go_to(self, moment: datetime) -> None:
        self.clock.move_to(moment)
        self._show_until(moment)

    def find(self, words: str) -> Hit:
        """The earliest item that holds these words in this very order; the demo's own content makes sure there is one."""
        hits = self.desk.items.search(f'"{words}"', limit=50)
        dated = [hit for hit in hits if hit.published is not None]
        if not dated:
            raise Refused("demo_item_missing", words=words)
        return min(dated, key=lambda hit: (hit.published or self.clock.now(), hit.item_id))

    def by(self, post: str) -> Deed:
        """Done now, by that post."""
        return Deed(post)

    def link(self, words: str) -> str:
        """The address of the item that holds these words."""
        return self.desk.items.read(self.find(words).item_id).item.link or ""


def matters(desk: Desk) -> tuple[Incident, ...]:
    """The matters of the day, oldest first."""
    return tuple(sorted(desk.incidents.list(), key=lambda incident: incident.id))
