"""Linear models fitted on top of what is known: no example, no move; each example moves it as much as it must."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from models.learning_fit import fit_logistic, fit_margins, fit_softmax

WORDS = csr_matrix(np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0], [0.0, 1.0]]))
TRUTH = np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0], [0.0, 1.0]])
NOTHING_KNOWN = np.zeros((4, 2))
EACH = np.ones((4, 2))


def margins(offset: np.ndarray, truth: np.ndarray, penalty: float = 1.0) -> np.ndarray:
    weights, bias = fit_margins(WORDS, offset, truth, EACH, penalty)
    return np.asarray(offset + WORDS @ weights + bias)


def test_margins_reach_the_right_side_of_what_is_true() -> None:
    assert (np.sign(margins(NOTHING_KNOWN, TRUTH)) == 2 * TRUTH - 1).all()


def test_where_the_known_is_already_right_by_a_margin_nothing_moves() -> None:
    right = 1.5 * (2 * TRUTH - 1)
    weights, bias = fit_margins(WORDS, right, TRUTH, EACH, 1.0)
    assert not weights.any() and not bias.any()


def test_the_known_is_outvoted_by_examples_against_it() -> None:
    wrong = 0.5 * (1 - 2 * TRUTH)
    assert (np.sign(margins(wrong, TRUTH, penalty=0.1)) == 2 * TRUTH - 1).all()


def test_a_dearer_penalty_moves_less() -> None:
    cheap, dear = (np.abs(margins(NOTHING_KNOWN, TRUTH, penalty)).sum() for penalty in (0.1, 10.0))
    assert dear < cheap


def test_examples_are_explained_by_their_words_and_hardly_by_the_bias() -> None:
    weights, bias = fit_margins(WORDS[:2], np.full((2, 1), -1.0), np.ones((2, 1)), np.ones((2, 1)), 1.0)
    assert weights[0, 0] > 5 * abs(bias[0]) and weights[1, 0] == 0.0


def test_many_examples_that_share_no_word_move_the_bias() -> None:
    apart = csr_matrix(np.eye(200))
    bias = fit_margins(apart, np.full((200, 1), -1.0), np.ones((200, 1)), np.ones((200, 1)), 1.0)[1]
    assert bias[0] > 1.0


def test_an_example_of_more_importance_counts_more() -> None:
    against = np.array([[1.0], [0.0]])
    same = csr_matrix(np.ones((2, 1)))
    for importance, sign in (((5.0, 1.0), 1.0), ((1.0, 5.0), -1.0)):
        weights, bias = fit_margins(same, np.zeros((2, 1)), against, np.array(importance)[:, None], 0.1)
        assert np.sign(weights[0, 0] + bias[0]) == sign


def test_logistic_labels_are_fitted_each_for_itself() -> None:
    both = np.array([[1.0, 1.0], [1.0, 1.0], [0.0, 1.0], [0.0, 0.0]])
    weights, bias = fit_logistic(WORDS, NOTHING_KNOWN, both, EACH, 0.01)
    chance = 1 / (1 + np.exp(-(WORDS @ weights + bias)))
    assert (chance[:2] > 0.9).all() and chance[2, 0] < 0.1 and chance[2, 1] == pytest.approx(0.5, abs=0.02)


def test_softmax_gives_each_text_the_shares_of_its_truth() -> None:
    shares = np.array([[0.7, 0.3], [0.7, 0.3], [0.0, 1.0], [0.0, 1.0]])
    weights, bias = fit_softmax(WORDS, NOTHING_KNOWN, shares, np.ones(4), 0.001)
    raised = np.exp(WORDS @ weights + bias)
    found = raised / raised.sum(axis=1, keepdims=True)
    assert np.allclose(found[0], [0.7, 0.3], atol=0.02) and found[2, 1] > 0.95


def test_a_matrix_without_features_or_labels_is_fitted_to_nothing() -> None:
    weights, bias = fit_margins(csr_matrix((4, 0)), NOTHING_KNOWN, TRUTH, EACH, 1.0)
    assert weights.shape == (0, 2) and bias.shape == (2,)
    weights, bias = fit_margins(WORDS, np.zeros((4, 0)), np.zeros((4, 0)), np.zeros((4, 0)), 1.0)
    assert weights.shape == (2, 0) and bias.shape == (0,)
