"""How far learned scores are trusted: overbold ones are flattened, timid ones sharpened, few ones left."""

from __future__ import annotations

import numpy as np
import pytest

from models.learned import STEP, Part
from models.learning_spread import FEWEST, Held, held_of, spread_of


def held(share_right: float, score: float, n: int = 200) -> Held:
    """Two labels told apart with that log-odds, right as often as said."""
    right = np.arange(n) < round(share_right * n)
    truth = np.where(right[:, None], [1.0, 0.0], [0.0, 1.0])
    return Held(np.tile([score, 0.0], (n, 1)), truth)


def test_scores_surer_than_they_are_right_are_flattened() -> None:
    assert spread_of([held(0.7, 4.0)], exclusive=True) > 1.5


def test_scores_more_often_right_than_they_say_are_sharpened() -> None:
    assert spread_of([held(0.99, 1.0)], exclusive=True) < 0.5


def test_scores_as_often_right_as_they_say_stay() -> None:
    odds = float(np.log(0.8 / 0.2))
    assert spread_of([held(0.8, odds)], exclusive=True) == pytest.approx(1.0, abs=0.1)


def test_labels_each_for_itself_are_judged_each_for_itself() -> None:
    scores, truth = np.full((100, 1), 4.0), (np.arange(100) < 60).astype(float)[:, None]
    assert spread_of([Held(scores, truth)], exclusive=False) == 2.5


def test_a_label_that_is_never_true_among_the_kept_back_tells_nothing_of_topics() -> None:
    scores = np.column_stack([np.full(100, np.log(4.0)), np.full(100, 9.0)])
    truth = np.column_stack([np.arange(100) < 80, np.zeros(100)]).astype(float)
    assert spread_of([Held(scores, truth)], exclusive=False) == pytest.approx(1.0, abs=0.1)


def test_with_too_few_judgements_nothing_is_spread() -> None:
    assert spread_of([held(0.5, 9.0, FEWEST - 1)], exclusive=True) == 1.0
    assert spread_of([], exclusive=True) == 1.0
    lots = [held(0.5, 9.0, 10), held(0.5, 9.0, FEWEST - 10)]
    assert spread_of(lots, exclusive=True) > 1.0, "lots count together"


def test_what_is_held_is_the_packaged_score_as_far_as_kept_and_what_was_learned() -> None:
    part = Part(
        ("b", "c"),
        np.array([[1.0]], dtype=np.float32),
        np.array([[0.0, 2.0]], dtype=np.float32),
        np.array([0.5, 0.0], dtype=np.float32),
        np.array([0.1, 1.0], dtype=np.float32),
    )
    scores = np.array([[3.0, 10.0, -1.0]])
    made = held_of(part, ["a", "b", "c"], np.array([[2.0]]), np.array([[1.0]]), scores, np.zeros((1, 3)))
    assert np.allclose(made.scores, [[3.0, 1.0 + STEP * 2.5, -1.0 + STEP * 2.0]])
    assert scores[0, 1] == 10.0, "what was given is not written over"
