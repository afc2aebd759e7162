"""Words and classifier together: probabilities of functions and topics from the sums of one and the logits of the other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

_LONG: Final = 25.0
"""Sum of all weights at which a text counts as long: beyond it more words do not make the reading much surer."""

Array = NDArray[Any]


def evened(sums: Array) -> Array:
    """Lexicon sums of a family (text, label), shrunk for texts with very many words."""
    mass = np.maximum(sums, 0.0).sum(axis=1, keepdims=True)
    shrunk: Array = sums / np.sqrt(1.0 + mass / _LONG)
    return shrunk


def function_probabilities(sums: Array, logits: Array, calibration: Mapping[str, float]) -> Array:
    """Probability of each function (text, function); what is missing to 1 is that none is meant."""
    whole = calibration["function_words"] * evened(sums) + calibration["function_logits"] * np.maximum(logits, -4.0)
    nothing = calibration["function_nothing"]
    top = np.maximum(whole.max(axis=1, keepdims=True), nothing)
    raised = np.exp(whole - top)
    probabilities: Array = raised / (raised.sum(axis=1, keepdims=True) + np.exp(nothing - top))
    return probabilities


def topic_probabilities(sums: Array, logits: Array, calibration: Mapping[str, float]) -> Array:
    """Probability of each topic (text, topic), each for itself: an item may have several topics or none."""
    whole = (
        calibration["topic_words"] * evened(sums)
        + calibration["topic_logits"] * np.maximum(logits, -4.0)
        + calibration["topic_bias"]
    )
    probabilities: Array = 1.0 / (1.0 + np.exp(-np.clip(whole, -30.0, 30.0)))
    return probabilities
