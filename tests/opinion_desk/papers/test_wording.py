"""How numbers, days and changes are said."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from opinion_desk.domain.briefing import Briefing, Figure
from opinion_desk.papers.wording import change_words, day_words, listed, numeral, period_words, state_words


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (100, "一百"), (101, "一百零一"), (110, "一百一十"),
        (111, "一百一十一"), (1001, "一千零一"), (1010, "一千零一十"), (9999, "九千九百九十九"), (0, "0"), (10_000, "10000"),
    ],
)  # fmt: skip
def test_numerals_are_said_as_people_say_them(number: int, said: str) -> None:
    assert numeral(number) == said


def test_a_day_has_arabic_digits_without_leading_zeros() -> None:
    assert day_words(date(2026, 1, 5)) == "2026年1月5日"


@pytest.mark.parametrize(("before", "said"), [(None, ""), (12, "与上期持平"), (9, "较上期增 3"), (20, "较上期减 8")])
def test_a_change_is_said_in_words_that_a_black_copy_keeps(before: int | None, said: str) -> None:
    assert change_words(Figure("信息", 12, before)) == said


def test_a_period_over_new_year_names_both_years_in_the_desks_zone(sample: Briefing) -> None:
    over = replace(sample, start=datetime(2026, 12, 30, 16, tzinfo=UTC), end=datetime(2026, 12, 31, 16, tzinfo=UTC))
    assert period_words(over) == "统计时段：2026年12月31日 00:00 至 2027年1月1日 00:00"


def test_a_late_clock_says_so_whatever_its_state_is_called(sample: Briefing) -> None:
    late = sample.sections[2].clocks[3]
    assert state_words(late) == "超时"
    assert state_words(replace(late, state="进行中")) == "进行中（超时）"


def test_receivers_end_in_one_full_stop() -> None:
    assert listed(("市委。", "市政府")) == "市委，市政府。"
