"""How much a source brings, and when its silence means something."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from opinion_desk.domain.volume import Volume, volume_of

NOW = datetime(2026, 11, 20, 4, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
TOP = NOW.replace(minute=0)


def every(hours: int, until: datetime, days: int = 14, count: int = 1) -> dict[datetime, int]:
    """So many items every so many hours, up to a moment."""
    return {until - n * HOUR: count for n in range(0, days * 24, hours)}


def test_a_source_of_twelve_a_day_that_went_on_is_not_silent() -> None:
    assert volume_of(every(2, TOP), NOW) == Volume(12.0, 12, TOP)


def test_half_a_day_of_nothing_from_twelve_a_day_is_a_silence_since_its_last_item() -> None:
    last = TOP - 12 * HOUR
    found = volume_of(every(2, last), NOW)
    assert (found.usual, found.last_day, found.silent_since) == (12.0, 6, last)


def test_three_hours_of_nothing_from_twelve_a_day_is_chance() -> None:
    assert volume_of(every(2, TOP - 3 * HOUR), NOW).silent_since is None


def test_a_night_is_no_silence_for_a_source_that_sleeps() -> None:
    days = {NOW.replace(hour=hour, minute=0) - timedelta(days=day): 3 for day in range(1, 15) for hour in range(9, 18)}
    assert volume_of(days, NOW.replace(hour=8)).silent_since is None
    assert volume_of(days, NOW.replace(hour=13)).silent_since is not None


def test_what_is_rare_is_silent_only_after_days_and_stays_silent() -> None:
    weekly = {TOP - timedelta(days=day): 1 for day in (2, 5, 8, 11, 14)}
    assert volume_of(weekly, NOW).silent_since is None
    long_gone = every(2, TOP - timedelta(days=13), days=14)
    assert volume_of(long_gone, NOW).silent_since == TOP - timedelta(days=13)


def test_two_days_say_nothing_of_what_is_usual() -> None:
    assert volume_of(every(2, TOP, days=2), NOW).usual is None
    assert volume_of({}, NOW) == Volume()


@given(st.dictionaries(st.integers(0, 400), st.integers(0, 50), max_size=60))
def test_a_silence_begins_with_the_last_item_and_the_last_day_is_counted_whole(raw: dict[int, int]) -> None:
    hours = {TOP - n * HOUR: count for n, count in raw.items()}
    found = volume_of(hours, NOW)
    assert found.silent_since in (None, found.last)
    assert found.last_day == sum(count for hour, count in hours.items() if hour > NOW - 24 * HOUR)
