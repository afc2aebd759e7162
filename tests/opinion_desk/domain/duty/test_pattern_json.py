"""The rota as a file: what is written is read back, and what is wrong is told where it stands."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opinion_desk.domain.duty.pattern import OFFICER, Absence, HolidayTurns, Pattern, ShiftTimes, Turn, standard
from opinion_desk.domain.duty.pattern_json import pattern_json, read_pattern
from opinion_desk.domain.errors import Refused

DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))
WORDS = st.text("甲乙丙丁班员", min_size=1, max_size=6)
MINUTES = st.builds(time, st.integers(0, 23), st.integers(0, 59))
TURNS = st.builds(
    Turn,
    WORDS,
    WORDS,
    st.lists(WORDS | st.just(""), min_size=1, max_size=4).map(tuple),
    st.integers(1, 30),
    st.none() | DAYS,
    st.frozensets(st.integers(1, 7)),
)
PATTERNS = st.builds(
    Pattern,
    DAYS,
    st.lists(st.builds(ShiftTimes, WORDS, MINUTES, MINUTES), max_size=3).map(tuple),
    st.lists(TURNS, max_size=4).map(tuple),
    st.lists(st.builds(HolidayTurns, WORDS, DAYS, DAYS, st.lists(TURNS, max_size=2).map(tuple)), max_size=2).map(tuple),
    st.lists(st.builds(Absence, WORDS, DAYS, DAYS, WORDS), max_size=2).map(tuple),
)


@given(PATTERNS)
def test_what_is_written_is_read_back(pattern: Pattern) -> None:
    assert read_pattern(json.dumps(pattern_json(pattern), ensure_ascii=False)) == pattern


def test_a_person_may_leave_out_what_goes_without_saying() -> None:
    text = """{"since": "2026-11-20", "shifts": [{"name": "全天", "start": "0:00", "end": "24:00"}],
               "turns": [{"post": "值班员", "shift": "全天", "who": "甲"}]}"""
    read = read_pattern(text)
    assert read == Pattern(date(2026, 11, 20), (ShiftTimes("全天", time(), time()),), (Turn(OFFICER, "全天", ("甲",)),))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"since": "11-20"}, "since"),
        ({"since": None}, "since"),
        ({"shifts": "白班"}, "shifts"),
        ({"shifts": [{"name": "白班", "start": "25:00", "end": "8"}]}, "shifts 第 1 行的 start"),
        ({"shifts": [[]]}, "一组名称"),
        ({"turns": [{"post": 7}]}, "turns 第 1 行的 post"),
        ({"turns": [{"post": "员", "shift": "白班", "who": [1]}]}, "who"),
        ({"turns": [{"post": "员", "shift": "白班", "who": "甲", "each_days": True}]}, "each_days"),
        ({"turns": [{"post": "员", "shift": "白班", "who": "甲", "weekdays": ["一"]}]}, "weekdays"),
        ({"absences": [{"who": "甲", "first": "x", "last": "y"}]}, "absences 第 1 行的 first"),
    ],
)
def test_what_is_wrong_is_told_where_it_stands(change: dict[str, object], told: str) -> None:
    row = pattern_json(replace(standard(date(2026, 11, 20), ("甲",)))) | change
    with pytest.raises(Refused) as why:
        read_pattern(json.dumps(row))
    assert why.value.id == "rota_unreadable" and told in why.value.sentence


@pytest.mark.parametrize("text", ["", "{", "[]", "7", "[" * 100_000])
def test_what_is_no_rota_at_all_is_refused(text: str) -> None:
    with pytest.raises(Refused) as why:
        read_pattern(text)
    assert why.value.id == "rota_unreadable"
