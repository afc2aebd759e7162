"""The query syntax: what is typed is understood or refused with a sentence, whatever it is."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opinion_desk.domain.errors import Refused
from opinion_desk.domain.query import LONGEST, Condition, Field, Period, Query, Term, parse_query


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("积水", Query((Term("积水"),))),
        ("东湖 积水", Query((Term("东湖"), Term("积水")))),
        ("积水 -演练", Query((Term("积水"), Term("演练", exclude=True)))),
        ('"积水 严重"', Query((Term("积水 严重"),))),
        ("“积水 严重”", Query((Term("积水 严重"),))),
        ('积水 -"应急 演练"', Query((Term("积水"), Term("应急 演练", exclude=True)))),
        ('"没有关上', Query((Term("没有关上"),))),
        ("covid*", Query((Term("covid", prefix=True),))),
        ("领域:生态环境", Query((), (Condition(Field.TOPIC, "生态环境"),))),
        ("领域：生态环境", Query((), (Condition(Field.TOPIC, "生态环境"),))),
        ('来源:"云川 日报"', Query((), (Condition(Field.SOURCE, "云川 日报"),))),
        ("涉及地:东湖 单位:水务局", Query((), (Condition(Field.PLACE, "东湖"), Condition(Field.UNIT, "水务局")))),
        ("积水 -领域:教育", Query((Term("积水"),), (Condition(Field.TOPIC, "教育", exclude=True),))),
        ("倾向:负面", Query((), (Condition(Field.ATTITUDE, "negative"),))),
        ("等级:重大", Query((), (Condition(Field.LEVEL, "2"),))),
        ("等级:iii", Query((), (Condition(Field.LEVEL, "3"),))),
        ("日期:2026-11-20", Query(periods=(Period(date(2026, 11, 20), date(2026, 11, 20)),))),
        ("日期:2026-11-1..2026-11-20", Query(periods=(Period(date(2026, 11, 1), date(2026, 11, 20)),))),
        ("日期:2026-11-01..", Query(periods=(Period(date(2026, 11, 1), None),))),
        ("日期:..2026-11-01", Query(periods=(Period(None, date(2026, 11, 1)),))),
        ("地铁 3-5号线", Query((Term("地铁"), Term("3-5号线")))),
        ("其他:内容", Query((Term("其他:内容"),))),
        ("积水 - 演练", Query((Term("积水"), Term("演练")))),
    ],
)
def test_what_is_typed_is_understood(text: str, query: Query) -> None:
    assert parse_query(text) == query


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("", "query_empty"),
        ("  \n", "query_empty"),
        ("，。！", "query_empty"),
        ("-", "query_empty"),
        ("-演练", "query_only_exclusions"),
        ("-领域:教育", "query_only_exclusions"),
        ("领域:", "query_value_missing"),
        ('领域:""', "query_value_missing"),
        ("倾向:好", "query_attitude_unknown"),
        ("等级:9", "query_level_unknown"),
        ("日期:昨天", "query_date_unreadable"),
        ("日期:2026-13-40", "query_date_unreadable"),
        ("日期:..", "query_date_unreadable"),
        ("日期:2026-11-20..2026-11-01", "query_date_unreadable"),
        ("长" * (LONGEST + 1), "query_too_long"),
    ],
)
def test_what_cannot_be_looked_for_is_refused_with_its_sentence(text: str, id: str) -> None:
    with pytest.raises(Refused) as caught:
        parse_query(text)
    assert caught.value.id == id
    assert caught.value.sentence


_PIECES = st.sampled_from(
    [
        "领域:",
        "日期:",
        "倾向:",
        "等级：",
        "-",
        '"',
        "“",
        "”",
        "*",
        "..",
        " ",
        "　",
        "2026-11-20",
        "负面",
        "积水",
        "a1",
        ":",
        "(",
    ]
)


@given(st.one_of(st.text(max_size=80), st.lists(_PIECES, max_size=12).map("".join)))
def test_any_text_is_a_query_or_refused(text: str) -> None:
    query = understood(text)
    if query is not None:
        assert query.narrows
        assert all(any(char.isalnum() for char in term.text) for term in query.terms)


def understood(text: str) -> Query | None:
    """The query, or None where it is refused; anything else that is raised fails the test."""
    try:
        return parse_query(text)
    except Refused:
        return None


@given(st.lists(st.text(alphabet="东湖水质恶化大桥abc123", min_size=1, max_size=6), min_size=1, max_size=6))
def test_plain_words_are_all_wanted_as_they_stand(words: list[str]) -> None:
    query = parse_query(" ".join(words))
    assert [term.text for term in query.wanted] == words
    assert query.unwanted == ()
