"""Times as sources write them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis.strategies import integers, sampled_from

from opinion_desk.collectors.date_finding import date_in_address, find_instant
from opinion_desk.collectors.dates import from_epoch, read_instant

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)  # 11:00 in China


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("Fri, 20 Nov 2026 08:30:00 GMT", "2026-11-20T08:30:00"),
        ("Fri, 20 Nov 2026 08:30:00 +0800", "2026-11-20T00:30:00"),
        ("20 Nov 26 08:30 EST", "2026-11-20T13:30:00"),
        ("Friday, 20 November 2026 08:30:00 +08:00", "2026-11-20T00:30:00"),
        ("2026-11-20T08:30:00Z", "2026-11-20T08:30:00"),
        ("2026-11-20T08:30:00.123+08:00", "2026-11-20T00:30:00.123"),
        ("2026-11-20T08:30:00+0800", "2026-11-20T00:30:00"),
        ("2026-11-20T08:30+8", "2026-11-20T00:30:00"),
        ("2026-11-20 08:30", "2026-11-20T00:30:00"),
        ("2026/11/20 8:30:05", "2026-11-20T00:30:05"),
        ("2026-11-20", "2026-11-19T16:00:00"),
        ("2026-11", "2026-10-31T16:00:00"),
        ("20261120083000", "2026-11-20T00:30:00"),
        ("2026年11月20日 08时30分", "2026-11-20T00:30:00"),
        ("2026年11月20日 星期五 下午3:05", "2026-11-20T07:05:00"),
        ("2026年11月20日　08：30", "2026-11-20T00:30:00"),
        ("11月20日", "2026-11-19T16:00:00"),
        ("11-19 23:10", "2026-11-19T15:10:00"),
        ("12月30日 10:00", "2025-12-30T02:00:00"),
        ("昨天 08:30", "2026-11-19T00:30:00"),
        ("前天", "2026-11-17T16:00:00"),
        ("今天 09:15", "2026-11-20T01:15:00"),
        ("09:15", "2026-11-20T01:15:00"),
        ("刚刚", "2026-11-20T03:00:00"),
        ("3分钟前", "2026-11-20T02:57:00"),
        ("半小时前", "2026-11-20T02:30:00"),
        ("2天前", "2026-11-18T03:00:00"),
        ("[2026-11-20]", "2026-11-19T16:00:00"),
        ("【11-20】", "2026-11-19T16:00:00"),
        ("26-11-20", "2026-11-19T16:00:00"),
        ("发布时间：2026-11-20 08:30 来源：云川网", "2026-11-20T00:30:00"),
        ("发布于 3小时前", "2026-11-20T00:00:00"),
        ("编辑于 昨天 08:30", "2026-11-19T00:30:00"),
        ("二〇二六年十一月二十日", "2026-11-19T16:00:00"),
        ("2026年11月20日星期五", "2026-11-19T16:00:00"),
        ("周四 08:30", "2026-11-19T00:30:00"),
        ("上周日", "2026-11-14T16:00:00"),
        ("3 hours ago", "2026-11-20T00:00:00"),
        ("yesterday", "2026-11-18T16:00:00"),
        ("Nov 20, 2026", "2026-11-19T16:00:00"),
        ("November 20, 2026 1:30 PM", "2026-11-20T05:30:00"),
        ("1763600000", "2025-11-20T00:53:20"),
        ("Fri Nov 20 08:30:00 CST 2026", "2026-11-20T00:30:00"),
        ("Fri, 20 Nov 2026 10:30:00 CST", "2026-11-20T02:30:00"),
        ("Fri, 20 Nov 2020 10:30:00 CST", "2020-11-20T16:30:00"),
    ],
)
def test_a_time_is_read_as_its_writer_meant_it(text: str, instant: str) -> None:
    assert read_instant(text, now=NOW) == datetime.fromisoformat(instant).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["", None, "昨天下午某时", "2026-02-30", "99:99", "0000-00-00 00:00:00", "x" * 200, "13月1日", "²月²日"]
)
def test_what_is_no_time_is_none(text: str | None) -> None:
    assert read_instant(text, now=NOW) is None


def test_counts_of_seconds_and_of_milliseconds_are_told_apart() -> None:
    assert from_epoch(1763600000) == from_epoch(1763600000000) == datetime(2025, 11, 20, 0, 53, 20, tzinfo=UTC)
    assert from_epoch(12) is None


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("关于停水的通知 2026-11-20", "2026-11-19T16:00:00"),
        ("[ 2026 - 11 - 20 ] 关于停水的通知", "2026-11-19T16:00:00"),
        ("来源：云川日报  时间：2026年11月20日 08:30  浏览：12 次", "2026-11-20T00:30:00"),
        ("第12号 停水3天 11-19", "2026-11-18T16:00:00"),
        ("20 2026-11", "2026-11-19T16:00:00"),
        ("张湖社区 3小时前", "2026-11-20T00:00:00"),
        ("二〇二六年十一月二十日印发", "2026-11-19T16:00:00"),
    ],
)
def test_a_time_is_found_in_a_line(text: str, instant: str) -> None:
    assert find_instant(text, now=NOW) == datetime.fromisoformat(instant).replace(tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "关于2026年工作要点", "电话 0519-86618000", "1-3号楼停水", "12345 热线"])
def test_numbers_that_are_no_day_are_not_taken_for_one(text: str) -> None:
    assert find_instant(text, now=NOW) is None


@pytest.mark.parametrize(
    ("link", "day"),
    [
        ("https://a.example.cn/art/202611/t20261120_123.html", 19),
        ("https://a.example.cn/2026/11/20/art_1.html", 19),
        ("https://a.example.cn/2026-11-20/1.html", 19),
    ],
)
def test_the_day_in_an_address_is_read(link: str, day: int) -> None:
    assert date_in_address(link, now=NOW) == datetime(2026, 11, day, 16, 0, tzinfo=UTC)


def test_an_address_without_a_day_gives_none() -> None:
    assert date_in_address("https://a.example.cn/content_20261399.html", now=NOW) is None


@given(
    integers(-2_500_000_000, 4_500_000_000).map(lambda second: NOW.fromtimestamp(second, UTC)),
    sampled_from(("GMT", "+0800", "-0530", "+1459", "-1959", "+2400")),
    sampled_from(("Fri, ", "Fri,  ")),
)
def test_mail_dates_as_most_write_them_are_read_as_the_others_are(when: datetime, zone: str, head: str) -> None:
    plain = f"{head}{when.day} {when:%b} {when.year} {when:%H:%M:%S}"
    # Dashes between day, month and year keep the quick way out of it.
    other = f"Fri, {when.day}-{when:%b}-{when.year} {when:%H:%M:%S}"
    assert read_instant(f"{plain} {zone}", now=NOW) == read_instant(f"{other} {zone}", now=NOW)


def test_a_mail_date_of_a_day_that_is_none_is_unreadable() -> None:
    assert read_instant("Mon, 30 Feb 2026 08:00:00 +0800", now=NOW) is None
    assert read_instant("Mon, 20 Foo 2026 08:00:00 +0800", now=NOW) is None
