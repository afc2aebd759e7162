"""Numbers are read as they are meant."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.numerals import numbers, value_of
from tests.models.written_numerals import chinese


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("三十余人", 30, 40), ("1.2亿元", 1.2e8, 1.2e8), ("10至29人", 10, 29), ("两三千", 2000, 3000), ("三千二百", 3200, 3200), ("一万二", 12000, 12000), ("12,000人", 12000, 12000), ("2亿3千万元", 2.3e8, 2.3e8), ("5至8万人", 50000, 80000), ("十七八个", 17, 18), ("数百名", 200, 900), ("二十多万", 200000, 300000), ("廿三日", 23, 23), ("３０人", 30, 30), ("五万到十万", 50000, 100000), ("百余人", 100, 200), ("两万", 20000, 20000)],
)  # fmt: skip
def test_a_number_means_from_its_least_to_its_most(text: str, low: float, high: float) -> None:
    found = numbers(text)
    assert [(n.low, n.high) for n in found] == [(low, high)]


def test_near_is_less_and_over_is_more() -> None:
    assert numbers("近万名")[0].high < 10000
    assert numbers("近万名")[0].low >= 9000
    assert numbers("超过30人")[0].low == 30
    assert numbers("超过30人")[0].high > 30


@pytest.mark.parametrize(
    ("text", "least"),
    [
        ("30人", 30),
        ("30人以上", 30),
        ("超过30人", 31),
        ("三十余人", 31),
        ("逾百人", 101),
        ("两百多名", 201),
        ("1.2亿元", 1.2e8),
    ],
)
def test_over_leaves_its_own_figure_out_and_above_includes_it(text: str, least: float) -> None:
    assert numbers(text)[0].least_whole == least


@settings(deadline=None)
@given(st.integers(min_value=0, max_value=99_999_999))
def test_every_whole_number_written_in_chinese_is_read_back(value: int) -> None:
    assert value_of(chinese(value)) == value


@settings(deadline=None)
@given(st.integers(min_value=0, max_value=10**14))
def test_every_arabic_number_is_read_back_with_and_without_commas(value: int) -> None:
    assert value_of(str(value)) == value
    assert value_of(f"{value:,}") == value


@settings(deadline=None)
@given(st.text(alphabet="一二三两十百千万亿余多几近至到-0123456789.,半名人 ", max_size=60))
def test_any_text_of_figures_is_read_in_order(text: str) -> None:
    found = numbers(text)
    assert all(n.low <= n.high for n in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_numbers_before_a_word_are_found_alone() -> None:
    found = numbers("5月3日12层起火，3人死亡", re.compile("人"))
    assert [number.low for number in found] == [3]


@pytest.mark.parametrize("text", ["一" * 300_000, "1,000" * 60_000, "几十" * 150_000, "十余" * 150_000])
def test_hostile_texts_are_read_to_the_end(text: str) -> None:
    found = numbers(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
