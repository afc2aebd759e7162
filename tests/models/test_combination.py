import numpy as np
import pytest

from models.combination import function_probabilities, topic_probabilities

CALIBRATION = {
    "function_words": 1.0,
    "function_logits": 0.1,
    "function_nothing": 1.0,
    "topic_words": 1.0,
    "topic_logits": 0.1,
    "topic_bias": -3.0,
}


def test_functions_and_none_share_one_probability() -> None:
    sums = np.array([[0.0, 0.0], [9.0, 2.0], [400.0, 380.0]])
    found = function_probabilities(sums, np.zeros((3, 2)), CALIBRATION)
    assert (found >= 0).all() and (found.sum(axis=1) <= 1 + 1e-9).all()
    assert found[0].max() < 0.3 < 0.9 < found[1, 0]


def test_many_words_for_two_functions_leave_doubt() -> None:
    found = function_probabilities(np.array([[40.0, 38.0]]), np.zeros((1, 2)), CALIBRATION)
    assert found[0, 0] == pytest.approx(0.73, abs=0.05)


def test_a_text_may_have_several_topics() -> None:
    found = topic_probabilities(np.array([[8.0, 7.0, 0.0]]), np.zeros((1, 3)), CALIBRATION)
    assert (found[0] > 0.5).tolist() == [True, True, False]
