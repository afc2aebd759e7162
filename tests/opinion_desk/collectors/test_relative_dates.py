"""Times told from now (刚刚, 3分钟前, 昨天 08:30, 11月20日) at any moment, over any midnight and New Year, in the source's own zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opinion_desk.collectors.date_finding import find_instant
from opinion_desk.collectors.dates import CHINA, read_instant

ZONES: Final = tuple(
    map(ZoneInfo, ("Asia/Shanghai", "Asia/Urumqi", "UTC", "America/Los_Angeles", "Pacific/Kiritimati"))
)
MOMENTS: Final = st.integers(1_578_000_000, 2_080_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
CLOCKS: Final = st.times().map(lambda clock: clock.replace(second=0, microsecond=0, fold=0))
zoned = given(now=MOMENTS, zone=st.sampled_from(ZONES))


def at(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """That hour of that day where the source is, in UTC."""
    return datetime.combine(day, clock, zone).astimezone(UTC)


@zoned
def test_what_has_just_happened_happened_now(now: datetime, zone: ZoneInfo) -> None:
    assert {read_instant(text, now=now, zone=zone) for text in ("刚刚", "刚才", "just now", "发布于 刚刚")} == {now}


@given(
    now=MOMENTS,
    count=st.integers(1, 99),
    unit=st.sampled_from([("秒", 1), ("秒钟", 1), ("分钟", 60), ("小时", 3_600), ("天", 86_400), ("周", 604_800)]),
    form=st.sampled_from(["{}{}前", "{} {}前", "{}{}以前", "发布于 {}{}前", "{}{}前更新"]),
    zone=st.sampled_from(ZONES),
)
def test_so_long_ago_is_so_long_before_now_in_every_zone(
    now: datetime, count: int, unit: tuple[str, int], form: str, zone: ZoneInfo
) -> None:
    read = read_instant(form.format(count, unit[0]), now=now, zone=zone)
    assert read == now - timedelta(seconds=count * unit[1])


@zoned
def test_half_an_hour_is_thirty_minutes(now: datetime, zone: ZoneInfo) -> None:
    for text in ("半小时前", "半个小时前", "半个钟头前"):
        assert read_instant(text, now=now, zone=zone) == now - timedelta(minutes=30)


@given(
    now=MOMENTS,
    clock=CLOCKS,
    word=st.sampled_from([("今天", 0), ("今日", 0), ("昨天", 1), ("昨日", 1), ("前天", 2), ("前日", 2)]),
    form=st.sampled_from(["{} {:%H:%M}", "{}{:%H:%M}", "编辑于 {} {:%H:%M}", "{} {:%H时%M分}", "[{} {:%H:%M}]"]),
    zone=st.sampled_from(ZONES),
)
def test_a_day_told_from_today_is_one_of_the_sources_own_calendar(
    now: datetime, clock: time, word: tuple[str, int], form: str, zone: ZoneInfo
) -> None:
    day = now.astimezone(zone).date() - timedelta(days=word[1])
    assert read_instant(form.format(word[0], clock), now=now, zone=zone) == at(day, clock, zone)


@given(
    now=MOMENTS,
    back=st.integers(0, 360),
    clock=CLOCKS,
    form=st.sampled_from(["{0.month}月{0.day}日 {1:%H:%M}", "{0:%m-%d} {1:%H:%M}", "{0:%m/%d} {1:%H:%M}"]),
    zone=st.sampled_from(ZONES),
)
def test_a_day_without_its_year_is_the_last_of_that_name(
    now: datetime, back: int, clock: time, form: str, zone: ZoneInfo
) -> None:
    day = now.astimezone(zone).date() - timedelta(days=back)
    assert read_instant(form.format(day, clock), now=now, zone=zone) == at(day, clock, zone)


@pytest.mark.parametrize(
    ("now", "text", "read"),
    [
        # A minute past New Year in China, where it is still the old year in UTC.
        ("2026-12-31T16:01:00", "12月31日 23:50", "2026-12-31T15:50:00"),
        ("2026-12-31T16:01:00", "昨天 23:50", "2026-12-31T15:50:00"),
        ("2026-12-31T16:01:00", "今天 00:00", "2026-12-31T16:00:00"),
        ("2026-12-31T16:01:00", "1月1日", "2026-12-31T16:00:00"),
        ("2026-12-31T16:01:00", "01-02", "2027-01-01T16:00:00"),
        ("2026-12-31T16:01:00", "01-03", "2026-01-02T16:00:00"),
        ("2026-12-31T16:01:00", "3分钟前", "2026-12-31T15:58:00"),
        # The last minute of the year: a server a little ahead already writes the first of January.
        ("2026-12-31T15:59:00", "1月1日 00:00", "2026-12-31T16:00:00"),
        ("2026-12-31T15:59:00", "01-01", "2026-12-31T16:00:00"),
        # The day that only leap years have.
        ("2028-03-01T02:00:00", "2月29日", "2028-02-28T16:00:00"),
        ("2028-02-29T02:00:00", "昨天 08:30", "2028-02-28T00:30:00"),
        ("2029-01-15T02:00:00", "2月29日", "2028-02-28T16:00:00"),
        ("2027-03-01T02:00:00", "2月29日", None),
    ],
)
def test_around_new_year_and_leap_days(now: str, text: str, read: str | None) -> None:
    expected = None if read is None else datetime.fromisoformat(read).replace(tzinfo=UTC)
    assert read_instant(text, now=datetime.fromisoformat(now).replace(tzinfo=UTC), zone=CHINA) == expected


@given(now=MOMENTS, clock=CLOCKS, word=st.sampled_from([("今天", 0), ("昨天", 1), ("前天", 2)]))
def test_such_times_are_found_beside_a_title_as_well(now: datetime, clock: time, word: tuple[str, int]) -> None:
    day = now.astimezone(CHINA).date() - timedelta(days=word[1])
    found = find_instant(f"东湖区停水通知 {word[0]} {clock:%H:%M}", now=now)
    assert found == at(day, clock, CHINA)


@given(
    now=MOMENTS, text=st.text(st.sampled_from("0123456789年月日时分秒前天昨今刚半上下周一二午: -/.[]星期"), max_size=14)
)
def test_whatever_is_written_gives_a_time_or_none(now: datetime, text: str) -> None:
    read = read_instant(text, now=now)
    assert read is None or read.tzinfo is UTC
