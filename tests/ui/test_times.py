"""How times are written."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from ui.frame.strip import pressing
from ui.parts.moment import read_moment
from ui.times import countdown, short_time, span, told_time
from ui.words import short_unit

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 20, 10, 39, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        (2467, "00:41:07"),
        (-768, "−00:12:48"),
        (105_532, "29:18:52"),
        (0, "00:00:00"),
        (359_999, "99:59:59"),
        (400_000, "4天15时"),
        (-400_000, "−4天15时"),
    ],
)
def test_a_countdown_has_hours_minutes_seconds_and_a_true_minus_and_far_ahead_days(ahead: int, words: str) -> None:
    assert countdown(NOW + timedelta(seconds=ahead), NOW) == words


@pytest.mark.parametrize(
    ("ahead", "red", "word"), [(3601, False, ""), (3599, True, "临期"), (1, True, "临期"), (-1, True, "超时")]
)
def test_a_clock_is_red_under_an_hour_and_says_when_it_is_late(ahead: int, red: bool, word: str) -> None:
    found = pressing(NOW + timedelta(seconds=ahead), NOW)
    assert (found.red, found.word) == (red, word)


@pytest.mark.parametrize(
    ("hours", "words"),
    [(0, "18:39"), (-24, "昨天 18:39"), (24, "明天 18:39"), (-72, "11-17 18:39"), (-24 * 365, "2025-11-20 18:39")],
)
def test_a_time_says_its_day_only_when_it_is_another(hours: int, words: str) -> None:
    assert short_time(NOW + timedelta(hours=hours), NOW, ZONE) == words


def test_today_is_said_where_it_is_told() -> None:
    assert told_time(NOW, NOW, ZONE) == "今天 18:39"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(48, "48 秒"), (720, "12 分"), (11_100, "3 小时 5 分"), (7200, "2 小时"), (187_200, "2 天 4 小时")],
)
def test_a_span_is_told_in_its_two_largest_parts(seconds: int, words: str) -> None:
    assert span(timedelta(seconds=seconds)) == words


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("14:05", "2026-11-20 14:05"),
        ("14：05", "2026-11-20 14:05"),
        ("23:10", "2026-11-19 23:10"),  # ahead of now: yesterday's is meant
        ("11-18 09:00", "2026-11-18 09:00"),
        ("2025-12-31 23:59", "2025-12-31 23:59"),
        ("25:00", None),
        ("下午两点", None),
    ],
)
def test_a_moment_is_read_as_people_write_it(typed: str, found: str | None) -> None:
    read = read_moment(typed, NOW.astimezone(ZONE))
    assert (None if read is None else f"{read:%Y-%m-%d %H:%M}") == found


def test_a_unit_is_called_as_people_here_call_it() -> None:
    assert short_unit("云川市住房和城乡建设局", "云川市") == "市住房和城乡建设局"
    assert short_unit("中共云川市委网信办", "云川市") == "市委网信办"
    assert short_unit("中共澜州市委网信办", "云川市") == "中共澜州市委网信办"
    assert short_unit("云川水务集团有限公司", "云川市") == "云川水务集团有限公司"
