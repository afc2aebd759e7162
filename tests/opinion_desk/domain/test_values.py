"""Instants, health, verdicts and sentences."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opinion_desk.domain.act_words import span_words
from opinion_desk.domain.changes import Changes, Touched
from opinion_desk.domain.errors import Refused
from opinion_desk.domain.instants import format_instant, from_ms, parse_instant, to_ms
from opinion_desk.domain.verdict import (
    Attitude,
    Emergency,
    Place,
    Reason,
    Scored,
    Severity,
    UnitChoice,
    Verdict,
    Voice,
    verdict_from_json,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")


@given(st.integers(0, 4_102_444_800_000))
def test_an_instant_survives_milliseconds_and_text(ms: int) -> None:
    assert to_ms(from_ms(ms)) == ms
    assert to_ms(parse_instant(format_instant(from_ms(ms), SHANGHAI))) == ms


def test_an_instant_without_offset_is_read_in_the_desk_s_zone() -> None:
    assert parse_instant("2026-11-20T14:20", SHANGHAI) == datetime(2026, 11, 20, 6, 20, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "昨天", "2026-13-01", "9999-12-31T23:59:59-23:59", "2026-11-20T25:00"])
def test_an_unreadable_instant_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_instant(text)
    assert refused.value.id == "instant_unreadable"


def test_a_verdict_survives_its_json_shape() -> None:
    verdict = Verdict(
        topics=(Scored("生态环境", 0.91),),
        scope=("S3",),
        kind=Scored("D2", 0.7),
        voice=Voice.DEMAND,
        attitude=Scored(Attitude.NEGATIVE, 0.8),
        emergency=Emergency.ACCIDENT,
        severity=Severity(2, ("死亡12人",)),
        places=(Place("东湖街道", "", True),),
        institution="云川水务集团",
        lead=UnitChoice("water", "云川市水务局", 0.6, "R1"),
        others=(UnitChoice("ecology_environment", "云川市生态环境局", 0.3, "R5"),),
        because=(Reason("topics", "水", 0, 1, 1.3),),
        sure=True,
    )
    assert verdict_from_json(verdict.as_json()) == verdict
    assert verdict.local


def test_changes_join_and_empty_ones_are_false() -> None:
    both = Changes(frozenset({Touched.ITEMS})) | Changes(frozenset({Touched.CLOCKS}), incidents=frozenset({3}))
    assert both.touches(Touched.CLOCKS) and both.incidents == {3}
    assert not Changes()


@pytest.mark.parametrize(("ms", "words"), [(11_520_000, "3 小时 12 分"), (-2_880_000, "48 分"), (20_000, "20 秒")])
def test_a_span_is_told_in_words(ms: int, words: str) -> None:
    assert span_words(ms) == words


@pytest.mark.parametrize(
    ("scores", "listed"),
    [
        ((0.9, 0.5, 0.31, 0.3), (0.9, 0.5, 0.31)),
        ((0.9, 0.29), (0.9,)),
        ((0.2, 0.19), (0.2,)),
        ((0.08, 0.07), ()),
        ((), ()),
    ],
)
def test_a_topic_is_listed_when_it_is_likely_or_at_least_stands_out(
    scores: tuple[float, ...], listed: tuple[float, ...]
) -> None:
    verdict = Verdict(topics=tuple(Scored(f"{score}", score) for score in scores))
    assert tuple(topic.score for topic in verdict.listed_topics) == listed
