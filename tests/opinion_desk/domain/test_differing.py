"""What was changed between two wordings."""

import time

from hypothesis import given
from hypothesis import strategies as st

from opinion_desk.domain.differing import Change, Piece, difference, is_kept

TEXTS = st.text(alphabet="大桥封闭维修12.5 ab。\n", max_size=60)


def told(before: str, after: str) -> list[tuple[str, str]]:
    signs = {Change.KEPT: "=", Change.TAKEN_OUT: "-", Change.PUT_IN: "+"}
    return [(signs[piece.change], piece.text) for piece in difference(before, after)]


@given(TEXTS, TEXTS)
def test_the_pieces_make_both_wordings_again(before: str, after: str) -> None:
    pieces = difference(before, after)
    assert "".join(p.text for p in pieces if p.change is not Change.PUT_IN) == before
    assert "".join(p.text for p in pieces if p.change is not Change.TAKEN_OUT) == after
    assert all(piece.text for piece in pieces)
    assert is_kept(pieces) == (before == after)


def test_a_figure_is_one_word() -> None:
    assert told("已造成3人受伤，损失12.5万元。", "已造成13人受伤，损失12.8万元。") == [
        ("=", "已造成"),
        ("-", "3"),
        ("+", "13"),
        ("=", "人受伤，损失"),
        ("-", "12.5"),
        ("+", "12.8"),
        ("=", "万元。"),
    ]


def test_a_sentence_put_in_leaves_the_others_as_they_were() -> None:
    assert told("大桥封闭。请绕行。", "大桥封闭。无人受伤。请绕行。") == [
        ("=", "大桥封闭。"),
        ("+", "无人受伤。"),
        ("=", "请绕行。"),
    ]


def test_a_lone_character_that_stayed_does_not_tear_a_change_apart() -> None:
    assert told("据居民反映水质发黄。", "经市水务局检测水质合格。") == [
        ("-", "据居民反映"),
        ("+", "经市水务局检测"),
        ("=", "水质"),
        ("-", "发黄"),
        ("+", "合格"),
        ("=", "。"),
    ]


def test_equal_wordings_are_one_kept_piece_and_empty_ones_none() -> None:
    assert difference("大桥", "大桥") == (Piece(Change.KEPT, "大桥"),)
    assert difference("", "") == ()


def test_long_texts_without_a_full_stop_are_told_as_rewritten_and_quickly() -> None:
    began = time.perf_counter()
    pieces = difference("甲乙丙丁" * 20_000, "戊己庚辛" * 20_000)
    assert [piece.change for piece in pieces] == [Change.TAKEN_OUT, Change.PUT_IN]
    assert time.perf_counter() - began < 2
