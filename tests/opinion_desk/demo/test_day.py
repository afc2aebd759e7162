"""The simulated day: its clock, its deals, and what it looks for."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

import pytest

from opinion_desk.demo.day import COLLECT_EVERY, STEP, TICK_EVERY, Day, DayClock, Deal
from opinion_desk.demo.deals import DEALS
from opinion_desk.domain.errors import Refused
from opinion_desk.domain.inbox import Hit
from opinion_desk.settings import Settings

MIDNIGHT = datetime(2026, 11, 19, 16, tzinfo=UTC)  # the beginning of 2026-11-20 in 云川

Moments = list[datetime]
Hits = list[Hit]


class NoDesk:
    """As much of a desk as a day needs: it notes when it was asked for what."""

    def __init__(self, clock: DayClock) -> None:
        self.settings = Settings()
        self.zone = self.settings.civil
        self.clock = clock
        self.collected: Moments = []
        self.ticked: Moments = []
        self.hits: Hits = []
        self.sources = self.items = self

    def list(self) -> tuple[()]:
        return ()

    def collect_now(self, ids: object) -> None:
        self.collected.append(self.clock.now())

    def tick(self) -> None:
        self.ticked.append(self.clock.now())

    def search(self, words: str, limit: int) -> Hits:
        self.asked = words
        return self.hits


@pytest.fixture
def clock_of_day() -> DayClock:
    return DayClock(MIDNIGHT)


@pytest.fixture
def desk(clock_of_day: DayClock) -> NoDesk:
    return NoDesk(clock_of_day)


@pytest.fixture
def day(desk: Any, clock_of_day: DayClock) -> Day:
    shown: list[datetime] = []
    made = Day(desk, clock_of_day, date(2026, 11, 20), shown.append)
    made.shown = shown  # type: ignore[attr-defined]
    return made


def test_the_days_clock_goes_forward_only(clock_of_day: DayClock) -> None:
    clock_of_day.move_to(MIDNIGHT + timedelta(hours=1))
    assert clock_of_day.now() == MIDNIGHT + timedelta(hours=1)
    with pytest.raises(ValueError, match="backwards"):
        clock_of_day.move_to(MIDNIGHT)


def test_a_day_goes_from_midnight_to_midnight_ticking_and_collecting(day: Day, desk: NoDesk) -> None:
    done: list[tuple[str, datetime]] = []
    deals = [
        Deal(time(23, 59), lambda day: done.append(("last", day.clock.now()))),
        Deal(time(8, 22), lambda day: done.append(("first", day.clock.now()))),
        Deal(time(8, 22), lambda day: done.append(("second", day.clock.now()))),
    ]
    told: list[str] = []
    day.play(deals, told.append)
    assert done == [
        ("first", day.moment(8, 22)),
        ("second", day.moment(8, 22)),
        ("last", day.moment(23, 59)),
    ]
    assert {MIDNIGHT + STEP * n for n in range(1, 289)} <= set(desk.ticked)
    apart = [after - before for before, after in pairwise([MIDNIGHT, *desk.ticked])]
    assert max(apart) <= TICK_EVERY and min(apart) > timedelta(0)  # further apart would be an outage
    quarters = [MIDNIGHT + COLLECT_EVERY * n for n in range(1, 97)]
    assert [moment for moment in desk.collected if moment in quarters] == quarters
    assert len(told) == 24 and told[0] == "模拟 01:00"
    assert day.shown == sorted(day.shown)  # type: ignore[attr-defined]


def test_nothing_is_shown_that_is_not_yet_published(day: Day, desk: NoDesk) -> None:
    shown = day.shown  # type: ignore[attr-defined]
    collect = desk.collect_now

    def check(ids: object) -> None:
        assert shown[-1] == desk.clock.now()
        collect(ids)

    desk.collect_now = check  # type: ignore[method-assign]
    day.play((), lambda line: None)
    assert len(desk.collected) == 96


def test_moments_are_local_times_of_the_day(day: Day) -> None:
    assert day.moment(0) == MIDNIGHT and day.moment(14, 5) == datetime(2026, 11, 20, 6, 5, tzinfo=UTC)


def test_the_earliest_dated_item_is_found_and_words_that_are_nowhere_are_refused(day: Day, desk: NoDesk) -> None:
    def hit(id: int, published: datetime | None) -> Hit:
        return Hit(id, "标题", "云川日报", published, (), None, "")

    with pytest.raises(Refused) as why:
        day.find("自来水异味")
    assert why.value.id == "demo_item_missing" and desk.asked == '"自来水异味"'
    desk.hits = [hit(1, None), hit(2, MIDNIGHT + STEP), hit(4, MIDNIGHT), hit(3, MIDNIGHT)]
    assert day.find("自来水异味").item_id == 3


def test_the_deals_of_the_day_stand_in_their_order_and_within_it() -> None:
    moments = [deal.at for deal in DEALS]
    assert moments == sorted(moments) and moments[-1] < time(23, 59)
