"""Search: any Chinese substring is found exactly, no phrase runs across punctuation, and every field narrows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opinion_desk.domain.errors import Refused
from opinion_desk.domain.source import Source
from opinion_desk.domain.verdict import Attitude, Emergency, Place, Scored, Severity, UnitChoice, Verdict
from opinion_desk.store.search_text import BREAK, index_text, phrase_tokens
from opinion_desk.store.snippets import cut
from opinion_desk.store.store import Store
from opinion_desk.store.writing import Transaction

Add = Callable[..., int]


def found(store: Store, query: str) -> list[int]:
    hits = [hit.item_id for hit in store.search.search(query, 50)]
    assert store.search.count(query) == len(hits)
    return hits


def test_any_chinese_substring_is_found_and_only_where_it_stands(store: Store, add: Add) -> None:
    lake = add("东湖水质恶化", "居民反映，湖面出现蓝藻。")
    bridge = add("云川大桥通车", "湖水与大桥无关")
    assert found(store, "水质") == [lake]
    assert found(store, "湖水") == [bridge, lake]
    assert found(store, "质恶") == [lake]
    assert found(store, "大桥无关") == [bridge]
    assert found(store, "湖桥") == []


def test_no_phrase_runs_across_punctuation_a_line_or_from_title_to_body(store: Store, add: Add) -> None:
    add("停水通知", "居民反映，湖面出现蓝藻。\n水厂抢修")
    assert found(store, "反映湖面") == []
    assert found(store, "蓝藻水厂") == []
    assert found(store, "通知居民") == []
    assert len(found(store, '"反映，湖面"')) == 1


def test_latin_words_and_numbers_are_found_whole_or_by_prefix(store: Store, add: Add) -> None:
    id = add("COVID-19 病例", "PM2.5达到１２０微克，热线12345接到38件")
    assert found(store, "covid") == [id]
    assert found(store, "cov") == []
    assert found(store, "cov*") == [id]
    assert found(store, "1234") == []
    assert found(store, "1234*") == [id]
    assert found(store, "热线12345接到") == [id]
    assert found(store, "pm2.5") == [id]
    assert found(store, "120微克") == [id]


def test_words_are_all_wanted_and_exclusions_taken_away(store: Store, add: Add) -> None:
    both = add("东湖积水", "道路积水")
    drill = add("东湖积水演练", "演练")
    assert found(store, "东湖 积水") == [drill, both]
    assert found(store, "积水 -演练") == [both]
    assert found(store, "东湖 大桥") == []


def test_a_lone_exclusion_and_an_empty_query_are_refused(store: Store) -> None:
    for text, id in (("-演练", "query_only_exclusions"), ("  ", "query_empty"), ("，。", "query_empty")):
        with pytest.raises(Refused) as caught:
            store.search.search(text, 5)
        assert caught.value.id == id


@pytest.fixture
def town(store: Store, add: Add, add_source: Callable[[str], Source], now: datetime) -> dict[str, int]:
    water = Verdict(
        topics=(Scored("生态环境", 0.8),),
        attitude=Scored(Attitude.NEGATIVE, 0.9),
        emergency=Emergency.ACCIDENT,
        severity=Severity(2, ("死亡 12 人",)),
        places=(Place("东湖区", "1", True),),
        institution="云川水务集团",
        lead=UnitChoice("ecology", "云川市生态环境局", 0.7, "R1"),
        model="t",
    )
    school = Verdict(
        topics=(Scored("教育", 0.8),),
        attitude=Scored(Attitude.POSITIVE, 0.9),
        places=(Place("南岸区", "2", True),),
        lead=UnitChoice("education", "云川市教育局", 0.7, "R1"),
        model="t",
    )
    return {
        "water": add("湖水污染", "通报", verdict=water, at=now),
        "school": add(
            "学校开学", "通报", verdict=school, at=now - timedelta(days=3), source_id=add_source("南岸发布").id
        ),
        "unread": add("未读", "通报", at=now - timedelta(days=30)),
    }


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("领域:生态环境", ["water"]),
        ("领域：生态", ["water"]),
        ("领域:生态环境 领域:教育", ["school", "water"]),
        ("通报 涉及地:东湖", ["water"]),
        ("单位:教育局", ["school"]),
        ("单位:水务集团", ["water"]),
        ("来源:南岸", ["school"]),
        ("倾向:负面", ["water"]),
        ("等级:重大", ["water"]),
        ("等级:2", ["water"]),
        ("等级:一般", []),
        ("日期:2026-11-20", ["water"]),
        ("日期:2026-11-01..2026-11-18", ["school"]),
        ("日期:..2026-11-01", ["unread"]),
        ("日期:2026-11-17..", ["school", "water"]),
        ("通报 -领域:教育", ["unread", "water"]),
        ("-来源:南岸 日期:2026-11-01..", ["water"]),
        ("领域:教育 -开学", []),
    ],
)
def test_every_field_narrows(store: Store, town: dict[str, int], query: str, names: list[str]) -> None:
    assert sorted(found(store, query)) == sorted(town[name] for name in names)


def test_days_are_the_desks_own_days(store: Store, add: Add, now: datetime) -> None:
    late = add("夜里", at=now.replace(hour=15, minute=59))  # 23:59 in 云川
    next_day = add("次日", at=now.replace(hour=16, minute=0))
    assert found(store, "日期:2026-11-20") == [late]
    assert found(store, "日期:2026-11-21") == [next_day]


def test_hits_come_newest_first_and_go_on_below_an_id(store: Store, add: Add) -> None:
    ids = [add(f"积水 {number}") for number in range(7)]
    first = [hit.item_id for hit in store.search.search("积水", 3)]
    rest = [hit.item_id for hit in store.search.search("积水", 10, before=first[-1])]
    assert first + rest == ids[::-1]


def test_a_snippet_is_cut_around_the_word_from_the_stored_text(store: Store, add: Add) -> None:
    add("标题", "甲" * 200 + "，东湖出现蓝藻，" + "乙" * 200)
    (hit,) = store.search.search("蓝藻", 5)
    assert [hit.snippet[start:end] for start, end in hit.marks] == ["蓝藻"]
    assert hit.snippet.startswith("…")
    assert hit.snippet.endswith("…")
    assert len(hit.snippet) <= 100


def test_quotes_and_operators_of_the_engine_are_only_words(store: Store, add: Add) -> None:
    id = add("A AND B", "NEAR OR NOT")
    assert found(store, "AND") == [id]
    assert found(store, "NEAR") == [id]
    assert found(store, "A OR B") == [id]
    for text in ('"', 'a"b', "(a", "title:a", "^a", "a+b", "{a}", "*", "a**"):
        try:
            store.search.search(text, 5)
        except Refused:
            continue


@pytest.fixture(scope="module")
def shared() -> Iterator[Store]:
    opened = Store.open(None)
    yield opened
    opened.close()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(alphabet="东湖水质恶化大桥5人a1 ，。", min_size=1, max_size=30),
    start=st.integers(0, 29),
    length=st.integers(1, 6),
)
def test_the_index_finds_exactly_what_stands_in_the_text(shared: Store, text: str, start: int, length: int) -> None:
    words = text[start : start + length]
    tokens = phrase_tokens(words)
    whole = f" {' '.join(index_text(text).split())} "
    expected = bool(tokens) and f" {tokens} " in whole

    def try_it(tx: Transaction) -> bool:
        connection = tx.connection
        connection.execute("INSERT INTO search (rowid, title, body) VALUES (1, '', ?)", (index_text(text),))
        rows = connection.execute("SELECT rowid FROM search WHERE search MATCH ?", (f'"{tokens}"',)).fetchall()
        connection.execute("DELETE FROM search WHERE rowid = 1")
        return bool(rows)

    if tokens:
        assert shared.write_now(try_it).value == expected


@given(st.text(max_size=60))
def test_tokens_of_any_text_hold_no_quote_and_break_only_where_it_says(text: str) -> None:
    tokens = phrase_tokens(text)
    assert '"' not in tokens
    assert not tokens.startswith(BREAK)
    assert not tokens.endswith(BREAK)
    assert phrase_tokens(tokens.replace(BREAK, "，")) == tokens


@given(st.text(max_size=300), st.text(max_size=300), st.lists(st.text(max_size=5), max_size=3))
def test_a_snippet_never_fails_and_its_spans_lie_in_it(title: str, body: str, words: list[str]) -> None:
    snippet, spans = cut(title, body, words)
    assert len(snippet) <= 100
    assert all(0 <= start < end <= len(snippet) for start, end in spans)
