"""When a source is looked at again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opinion_desk.domain.rhythm import Heard, interval_s, next_check, pace_after, pace_of
from opinion_desk.domain.source import Asks, Form, Source

NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)  # a Friday
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
SOURCE = Source(1, "云川日报", "https://yunchuan.example.cn/rss", Form.FEED)
FIXED = Source(2, "云川网", "https://net.example.cn/rss", Form.FEED, interval_s=1800, adaptive=False)


def wait(source: Source, heard: Heard, now: datetime = NOW) -> timedelta:
    return next_check(source, heard, now) - now


@pytest.mark.parametrize(
    ("pace", "seconds"), [(None, 900), (0.0, 86_400), (0.1, 86_400), (1, 21_600), (12, 1_800), (100, 216), (5_000, 60)]
)
def test_the_busier_a_source_the_sooner_between_a_minute_and_a_day(pace: float | None, seconds: int) -> None:
    assert interval_s(SOURCE, pace) == seconds


def test_an_interval_set_by_a_person_is_kept_whatever_pace_and_document_say() -> None:
    assert interval_s(FIXED, 5_000, Asks(ttl_s=86_400)) == 1800


def test_a_ttl_lengthens_and_never_shortens_the_wait() -> None:
    assert interval_s(SOURCE, 100, Asks(ttl_s=3_600)) == 3_600
    assert interval_s(SOURCE, 1, Asks(ttl_s=60)) == 21_600


@given(
    st.integers(0, 20),
    st.one_of(st.none(), st.floats(0, 1e6)),
    st.integers(1, 10_000),
    st.datetimes(NOW.replace(tzinfo=None), NOW.replace(tzinfo=None, year=2027)),
)
def test_a_wait_lies_between_a_minute_and_what_jitter_adds_to_a_day(errors, pace, id, naive) -> None:  # type: ignore[no-untyped-def]
    now = naive.replace(tzinfo=UTC)
    source = Source(id, "云川", "https://a.example.cn", Form.FEED)
    assert MINUTE <= wait(source, Heard(errors, pace), now) <= DAY * 1.1 + MINUTE


def test_errors_make_the_wait_longer_up_to_six_hours_and_one_good_visit_takes_it_all_back() -> None:
    waits = [wait(FIXED, Heard(errors)) for errors in range(12)]
    assert waits == sorted(waits) and timedelta(hours=6) <= waits[-1] <= timedelta(hours=6.6)
    assert wait(FIXED, Heard(0)) < timedelta(minutes=34)


def test_a_wish_of_the_server_is_heeded_up_to_a_day_even_while_watched() -> None:
    watched = Heard(1, retry_after_s=7_200, watch_until=NOW + HOUR)
    assert wait(SOURCE, Heard(1, retry_after_s=7_200)) == wait(SOURCE, watched) == 2 * HOUR
    assert wait(SOURCE, Heard(retry_after_s=10 * 86_400)) == DAY


def test_a_watched_source_is_looked_at_every_minute_and_ten_at_worst_until_the_watch_is_over() -> None:
    until = NOW + HOUR
    everything = Asks(ttl_s=86_400, skip_hours=(1, 2))
    assert wait(SOURCE, Heard(0, 1, everything, watch_until=until)) == MINUTE
    assert [wait(SOURCE, Heard(errors, watch_until=until)) for errors in (1, 2, 9)] == [
        2 * MINUTE,
        4 * MINUTE,
        10 * MINUTE,
    ]
    assert wait(SOURCE, Heard(0, 1, watch_until=NOW)) >= 6 * HOUR


def test_hours_and_days_to_be_left_out_are_left_out() -> None:
    asks = Asks(skip_hours=(1, 2, 3), skip_days=(5, 6))
    assert next_check(SOURCE, Heard(0, 100, asks), NOW) == NOW.replace(hour=4)
    late = NOW.replace(hour=23, minute=59)
    assert next_check(SOURCE, Heard(0, 100, asks), late) == datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
    assert wait(SOURCE, Heard(0, 100, Asks(skip_hours=tuple(range(24))))) < 4 * MINUTE
    assert wait(FIXED, Heard(0, None, asks)) < 34 * MINUTE


def test_sources_that_began_together_do_not_stay_together_and_the_same_is_answered_the_same() -> None:
    sources = [Source(n, "x", "https://a.example.cn", Form.FEED) for n in range(100)]
    dues = [next_check(source, Heard(0, 12), NOW) for source in sources]
    assert len(set(dues)) > 60 and max(dues) - min(dues) < timedelta(minutes=3)
    assert dues == [next_check(source, Heard(0, 12), NOW) for source in sources]


def test_a_steady_source_shows_its_pace_and_a_silent_one_slows_down() -> None:
    pace = 24.0
    for _ in range(24 * 14):
        pace = pace_after(pace, 2, HOUR)
    assert pace == pytest.approx(48, rel=0.05)
    for _ in range(24 * 14):
        pace = pace_after(pace, 0, HOUR)
    assert pace < 0.6


@given(st.integers(0, 1000), st.floats(0, 1e6), st.integers(-4_000 * 86_400, 40 * 86_400))
def test_the_pace_is_never_negative_nor_endless_even_when_the_clock_was_put_back(
    new: int, pace: float, seconds: int
) -> None:
    after = pace_after(pace, new, timedelta(seconds=seconds))
    assert 0 <= after < float("inf")


def test_the_dates_of_a_first_document_show_a_pace() -> None:
    dates = [NOW - n * HOUR for n in range(1, 49)]
    assert pace_of(dates, NOW) == pytest.approx(24)
    assert pace_of(dates[:2], NOW) is None
    assert pace_of([NOW + DAY] * 5, NOW) is None  # dates ahead of us tell nothing


def test_a_folder_is_looked_at_often_however_seldom_something_is_put_there() -> None:
    folder = replace(SOURCE, form=Form.FOLDER)
    for heard in (Heard(0, 0.1), Heard(9, 0.1)):
        assert wait(folder, heard) <= timedelta(seconds=folder.interval_s * 1.1)
        assert wait(SOURCE, heard) > 5 * HOUR


def test_what_a_visit_left_is_fetched_in_a_minute() -> None:
    assert wait(SOURCE, Heard(0, 0.1, soon=True)) <= timedelta(seconds=66)
