"""Counts as apps write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opinion_desk.domain.counting_words import count_of

COUNTS = [
    ("1.2万", 12_000), ("10万+", 100_000), ("3亿", 300_000_000), ("1,234", 1_234), ("12，345", 12_345), ("0", 0),
    ("1.2w", 12_000), ("3K", 3_000), ("２．５万", 25_000), ("1.25亿次", 125_000_000), ("约3000次", 3_000),
    ("2000余人", 2_000), (" 8 ", 8), ("12.0", 12), ("1.23456万", None), ("—", None), ("-", None), ("", None),
    ("赞", None), ("3.5", None), ("-5", None), ("1e5", None), ("12/34", None), ("10kg", None), ("9" * 20, None),
    ("1,23", None), ("9999999亿", 999_999_900_000_000),
]  # fmt: skip


@pytest.mark.parametrize(("text", "count"), COUNTS)
def test_a_count_is_what_the_words_say_and_nothing_else_is_one(text: str, count: int | None) -> None:
    assert count_of(text) == count


@given(st.integers(0, 10**14))
def test_a_plain_number_is_itself_with_and_without_commas(number: int) -> None:
    assert count_of(str(number)) == count_of(f"{number:,}") == number


@given(st.text(max_size=60))
def test_no_text_is_too_odd_to_be_asked(text: str) -> None:
    count = count_of(text)
    assert count is None or 0 <= count < 10**15
