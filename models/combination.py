"""Words and classifier together: probabilities of functions and topics from the sums of one and the logits of the other.

The classifier was trained on top of the words (their sums were its offset), so both simply add up.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

_LONG: Final = 25.0
"""Sum of all weights at which a text counts as long: beyond it more words do not make the reading much surer."""
FUNCTION_WORDS: Final = 0.7
TOPIC_WORDS: Final = 0.7
"""How much a word's weight counts beside the classifier's logits."""
TOPIC_OFFSET: Final = -3.0
"""Logit of a topic of which no word was found."""

Array = NDArray[Any]


def evened(sums: Array) -> Array:
    """Lexicon sums of a family (text, label), shrunk for texts with very many words."""
    mass = np.maximum(sums, 0.0).sum(axis=1, keepdims=True)
    shrunk: Array = sums / np.sqrt(1.0 + mass / _LONG)
    return shrunk


def function_offset(sums: Array) -> Array:
    """What the words say of functions, as logits; that none is meant has 0."""
    offset: Array = FUNCTION_WORDS * evened(sums)
    return offset


def topic_offset(sums: Array) -> Array:
    """What the words say of topics, as logits."""
    offset: Array = TOPIC_WORDS * evened(sums) + TOPIC_OFFSET
    return offset


def function_scores(sums: Array, logits: Array, calibration: Mapping[str, float]) -> Array:
    """Log-odds of each function (text, function) against that none is meant."""
    scores: Array = (function_offset(sums) + logits - calibration["function_nothing"]) / calibration["function_spread"]
    return scores


def topic_scores(sums: Array, logits: Array, calibration: Mapping[str, float]) -> Array:
    """Log-odds of each topic (text, topic)."""
    scores: Array = (topic_offset(sums) + logits) / calibration["topic_spread"]
    return scores


def shares(scores: Array) -> Array:
    """Probabilities of exclusive labels by their log-odds against none of them; what is missing to 1 is none."""
    top = np.maximum(scores.max(axis=1, keepdims=True), 0.0)
    raised = np.exp(scores - top)
    probabilities: Array = raised / (raised.sum(axis=1, keepdims=True) + np.exp(-top))
    return probabilities


def chances(scores: Array) -> Array:
    """Probabilities of labels each for itself: an item may have several topics or none."""
    probabilities: Array = 1.0 / (1.0 + np.exp(-np.clip(scores, -30.0, 30.0)))
    return probabilities
