"""Reprints fold, different texts do not, whatever the order."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.duplicates import Reprints, pairs
from models.sketches import Sketch, likeness, likenesses, same_story, sketch, sketches, table_of

_SYLLABLES = "云川市大桥今天下午车辆相撞救援人员赶到现场交警提醒市民绕行伤者送往医院原因正在调查供水管道破裂抢修学校开学招生报名办法公布居民小区电梯加装补贴申请流程"


def _text(seed: int, length: int) -> str:
    draw = random.Random(seed)
    return "".join(draw.choice(_SYLLABLES) for _ in range(length))


def test_a_reprint_with_another_headline_joins_the_story() -> None:
    body = _text(1, 400)
    assert same_story(sketch("云川大桥多车相撞", body), sketch("快讯：大桥发生事故，救援展开", body))


def test_a_source_line_added_changes_nothing() -> None:
    body = _text(2, 300)
    assert same_story(
        sketch("标题甲标题甲", body), sketch("标题甲标题甲", "（来源：云川日报 记者报道）" + body + "责任编辑：编辑部")
    )


def test_a_text_cut_to_a_third_joins_its_whole() -> None:
    body = _text(3, 900)
    assert same_story(sketch("云川发布", body), sketch("云川发布", body[:300]))


def test_different_texts_of_one_kind_stay_apart() -> None:
    assert not same_story(sketch("关于停水的通知", _text(4, 200)), sketch("关于停水的通知", _text(5, 200)))


def test_a_headline_alone_joins_the_article_that_bears_it() -> None:
    assert same_story(sketch("#云川大桥多车相撞事故#", ""), sketch("云川大桥多车相撞事故", _text(6, 300)))


def test_empty_texts_are_like_nothing() -> None:
    assert not same_story(sketch("", ""), sketch("", ""))
    assert likeness(sketch("", ""), sketch("甲", "乙")) == (0.0, 0.0)


@pytest.mark.parametrize(("changed", "least", "most"), [(0.0, 1.0, 1.0), (0.02, 0.7, 0.98), (0.3, 0.0, 0.35)])
def test_the_estimate_is_near_the_truth(changed: float, least: float, most: float) -> None:
    draw = random.Random(7)
    body = _text(8, 1200)
    other = "".join(draw.choice(_SYLLABLES) if draw.random() < changed else c for c in body)
    jaccard, _ = likeness(sketch("", body), sketch("", other))
    assert least <= jaccard <= most


@settings(deadline=None)
@given(st.text(max_size=300), st.text(max_size=600))
def test_a_sketch_survives_its_bytes_and_stays_small(title: str, body: str) -> None:
    made = sketch(title, body)
    raw = made.to_bytes()
    assert len(raw) <= 300
    assert Sketch.from_bytes(raw).to_bytes() == raw


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_broken_bytes_are_a_value_error_or_a_sketch(raw: bytes) -> None:
    try:
        assert Sketch.from_bytes(raw).to_bytes()[12:] == raw[12:]
    except ValueError:
        assert len(raw) < 12 or len(raw) > 300 or (len(raw) - 12) % 4


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(14)))
def test_the_order_of_input_does_not_matter_for_pairs(order: list[int]) -> None:
    assert pairs((i, _SKETCHES[i]) for i in order) == pairs(enumerate(_SKETCHES))


@settings(deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
def test_likeness_is_the_same_either_way_round(a: str, b: str) -> None:
    first, second = sketch("", a), sketch("", b)
    assert likeness(first, second) == likeness(second, first)


@settings(deadline=None)
@given(st.lists(st.tuples(st.text(max_size=30), st.text(max_size=300)), max_size=8))
def test_many_texts_are_sketched_as_one_by_one(texts: list[tuple[str, str]]) -> None:
    for made, (title, body) in zip(sketches(texts), texts, strict=True):
        assert made.to_bytes() == sketch(title, body).to_bytes()


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.text("甲乙丙丁戊", max_size=90), st.text("甲乙丙丁戊", max_size=90)), min_size=1, max_size=8)
)
def test_pairs_compared_in_tables_are_as_like_as_one_by_one(rows: list[tuple[str, str]]) -> None:
    left, right = [sketch("", a) for a, _ in rows], [sketch("", b) for _, b in rows]
    jaccard, contained = likenesses(*table_of(left), *table_of(right))
    assert list(zip(jaccard, contained, strict=True)) == [likeness(a, b) for a, b in zip(left, right, strict=True)]


def test_a_text_taken_out_is_found_no_more_and_the_others_still_are() -> None:
    index: Reprints[int] = Reprints()
    made = [sketch("", _text(seed, 300)) for seed in range(1500)]
    index.add(list(enumerate(made)))
    index.drop(range(1000))
    assert len(index) == 500
    near = index.add_and_compare([(2000, made[3]), (2001, made[1400])])
    assert [[key for key, _ in found] for found in near] == [[], [1400]]


_SKETCHES = [sketch(f"题{i % 5}", _text(i % 4, 300 + 40 * i)) for i in range(12)] + [
    sketch("云川大桥相撞事故", ""),
    sketch("云川大桥相撞事故!", ""),
]
