"""Lengths of time in words, and names that follow the length they say."""

from __future__ import annotations

import pytest

from opinion_desk.domain.spans import length_words, renamed


@pytest.mark.parametrize(
    ("minutes", "words"), [(1, "1分钟"), (30, "30分钟"), (60, "1小时"), (90, "1小时30分钟"), (2880, "48小时")]
)
def test_lengths_are_said_in_hours_and_minutes(minutes: int, words: str) -> None:
    assert length_words(minutes) == words


def test_working_days_are_said_as_such() -> None:
    assert length_words(working_days=7) == "7个工作日"


@pytest.mark.parametrize(
    ("name", "before", "after", "made"),
    [
        ("最迟5小时", "5小时", "4小时", "最迟4小时"),
        ("30分钟内签收", "30分钟", "1小时", "1小时内签收"),
        ("48小时回应", "48小时", "36小时", "36小时回应"),
        ("回复时限", "5个工作日", "3个工作日", "回复时限"),
        ("最迟15小时", "5小时", "4小时", "最迟15小时"),
        ("5小时内", "5小时", "4小时", "4小时内"),
    ],
)
def test_a_name_follows_the_length_it_says_and_no_other(name: str, before: str, after: str, made: str) -> None:
    assert renamed(name, before, after) == made
