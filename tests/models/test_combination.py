"""Probabilities of words and classifier together."""

import numpy as np
import pytest
from numpy.typing import NDArray

from models.combination import chances, evened, function_scores, shares, topic_scores

SETTINGS = {"function_spread": 1.0, "function_nothing": 0.0, "topic_words": 0.7, "topic_bias": -3.0}


def words(*rows: list[float]) -> NDArray[np.float32]:
    return np.array(rows, dtype=np.float32)


def test_probabilities_of_functions_and_of_none_together_are_one() -> None:
    scores = function_scores(words([4.0, 1.0, 0.0]), words([0.0, 0.0, 0.0]), SETTINGS)
    found = shares(scores)
    none = 1.0 / (1.0 + np.exp(scores).sum())
    assert found.sum() + none == pytest.approx(1.0)
    assert found[0].argmax() == 0


def test_without_words_no_function_is_more_likely_than_none() -> None:
    found = shares(function_scores(words([0.0, 0.0]), words([-1.0, -1.0]), SETTINGS))
    assert found.sum() < 0.5


def test_a_wide_spread_makes_scores_less_sure_and_keeps_their_order() -> None:
    sums, logits = words([4.0, 1.0]), words([0.0, 0.0])
    near = shares(function_scores(sums, logits, SETTINGS))[0]
    wide = shares(function_scores(sums, logits, {**SETTINGS, "function_spread": 3.0}))[0]
    assert near[0] > wide[0] > wide[1]


def test_an_item_may_have_several_topics_or_none() -> None:
    found = chances(topic_scores(words([12.0, 12.0], [0.0, 0.0]), SETTINGS))
    assert (found[0] > 0.9).all() and (found[1] < 0.1).all()


def test_very_many_words_count_less_each() -> None:
    few, many = evened(words([10.0, 5.0])), evened(words([100.0, 50.0]))
    assert many[0, 0] < 10 * few[0, 0]


def test_huge_scores_are_still_probabilities() -> None:
    found = shares(words([1e4, -1e4]))
    assert np.isfinite(found).all() and found[0, 0] == pytest.approx(1.0)
