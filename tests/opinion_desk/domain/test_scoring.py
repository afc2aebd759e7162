"""Figures of reading: shares of 1 that follow from counting by hand, whatever the order of the texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opinion_desk.domain.learning import Figures
from opinion_desk.domain.scoring import (
    confusion_of,
    field_figures,
    figures_of,
    macro_f1,
    set_field_figures,
    set_figures_of,
)

LABELS = st.sampled_from(["", "教育", "供水", "住房", "交通"])
PAIRS = st.lists(st.tuples(LABELS, LABELS), min_size=1, max_size=40)
SETS = st.lists(
    st.tuples(st.lists(LABELS, max_size=3), st.lists(LABELS, max_size=4, unique=True)), min_size=1, max_size=30
)


def test_f1_is_the_mean_over_the_labels_of_the_truth_alone() -> None:
    figures = figures_of(["a", "a", "b", "b"], ["a", "b", "b", "c"])
    assert (figures.n, figures.accuracy) == (4, 0.5)
    assert figures.macro_f1 == pytest.approx((2 / 3 + 2 / 4) / 2)


def test_of_several_labels_as_many_found_ones_count_as_are_true() -> None:
    truth = [["a", "b"], ["a"], ["c"]]
    found = [["b", "x", "a"], ["a", "c"], []]
    figures = set_figures_of(truth, found)
    assert figures.accuracy == pytest.approx(2 / 3)
    a, b, c = 2 * 1 / (2 + 1), 2 * 1 / (1 + 1), 0.0
    assert figures.macro_f1 == pytest.approx((a + b + c) / 3)


def test_a_text_without_any_true_label_is_right_when_nothing_is_found() -> None:
    assert set_figures_of([[]], [[]]).accuracy == 1.0
    assert set_figures_of([[]], [["a"]]).accuracy == 0.0


def test_no_text_gives_noughts_and_no_error() -> None:
    assert figures_of([], []) == set_figures_of([], []) == Figures(0, 0.0, 0.0)
    assert macro_f1([]) == 0.0


def test_lists_of_different_length_are_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="zip"):
        figures_of(["a"], [])


def test_confusion_names_what_has_no_label_and_tells_the_frequent_first() -> None:
    confusion = confusion_of(["a", "b", "b", ""], ["b", "", "b", ""])
    assert confusion == {"b": {"none": 1, "b": 1}, "a": {"b": 1}, "none": {"none": 1}}
    assert next(iter(confusion)) == "b"


def test_confusion_of_several_labels_is_of_the_first_true_and_the_strongest_found() -> None:
    figures = set_field_figures([["a", "b"], []], [["b", "a"], ["c"]])
    assert figures.confusion == {"a": {"b": 1}, "none": {"c": 1}}
    assert figures.n == 2


@given(PAIRS)
def test_figures_are_shares_and_do_not_depend_on_the_order(pairs: list[tuple[str, str]]) -> None:
    truth, found = [t for t, _ in pairs], [f for _, f in pairs]
    figures = field_figures(truth, found)
    assert 0 <= figures.accuracy <= 1
    assert 0 <= figures.macro_f1 <= 1
    back = figures_of(truth[::-1], found[::-1])
    assert (back.accuracy, back.macro_f1) == pytest.approx((figures.accuracy, figures.macro_f1))
    assert sum(n for row in figures.confusion.values() for n in row.values()) == len(pairs)


@given(PAIRS)
def test_all_right_is_one_and_one_label_a_text_is_a_set_of_one(pairs: list[tuple[str, str]]) -> None:
    truth, found = [t for t, _ in pairs], [f for _, f in pairs]
    perfect = figures_of(truth, truth)
    assert perfect.accuracy == 1.0
    assert perfect.macro_f1 == pytest.approx(1.0)
    assert set_figures_of([[t] for t in truth], [[f] for f in found]) == figures_of(truth, found)


@given(SETS)
def test_figures_of_several_labels_are_shares(rows: list[tuple[list[str], list[str]]]) -> None:
    figures = set_figures_of([t for t, _ in rows], [f for _, f in rows])
    assert 0 <= figures.accuracy <= 1
    assert 0 <= figures.macro_f1 <= 1
