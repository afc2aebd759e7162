"""Periods of civil days, as they are typed and told."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from opinion_desk.domain.errors import Refused
from opinion_desk.domain.period import Period, civil_day

ZONE = "Asia/Shanghai"


def test_both_days_lie_within_in_the_zone_of_the_desk() -> None:
    november = Period(date(2026, 11, 1), date(2026, 11, 30), ZONE)
    assert november.start == datetime(2026, 10, 31, 16, tzinfo=UTC)
    assert november.end == datetime(2026, 11, 30, 16, tzinfo=UTC)
    assert november.holds(november.start)
    assert not november.holds(november.end)
    assert not november.holds(None)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2026-11-20", date(2026, 11, 20), date(2026, 11, 20)),
        (" 2026-02 ", date(2026, 2, 1), date(2026, 2, 28)),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_month_and_a_year_stand_for_their_first_and_last_day(typed: str, first: date, last: date) -> None:
    assert civil_day(typed) == first
    assert civil_day(typed, last=True) == last


@pytest.mark.parametrize("typed", ["", "昨天", "2026-13", "2026-02-30", "26-1-1", "2026-", "-2026", "2026-1-1-1", "２０２６", "0000"])  # fmt: skip
def test_what_is_no_day_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(Refused) as why:
        civil_day(typed)
    assert why.value.id == "period_unreadable"


def test_a_period_that_runs_backwards_is_refused() -> None:
    with pytest.raises(Refused) as why:
        Period(date(2026, 2, 1), date(2026, 1, 1), ZONE)
    assert why.value.id == "period_backwards"


def test_whole_years_and_months_are_told_as_such() -> None:
    def told(first: str, last: str) -> str:
        return Period(civil_day(first), civil_day(last, last=True), ZONE).words

    assert told("2026", "2026") == "2026年"
    assert told("2026-11", "2026-11") == "2026年11月"
    assert told("2026-11-03", "2026-11-03") == "2026年11月3日"
    assert told("2026-11-03", "2026-12") == "2026年11月3日至12月31日"
    assert told("2025-12-30", "2026-01-02") == "2025年12月30日至2026年1月2日"
