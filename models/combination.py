"""Words and classifier together: probabilities of functions from the sums of one and the logits of the other, of topics from words.

The classifier was trained on top of the words (their sums were its offset), so both simply add up. For topics it was tried
and left out: sentences have their topics through their functions, and titles of news were read worse with it (0.79) than
without (0.89).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

_LONG: Final = 25.0
"""Sum of all weights at which a text counts as long: beyond it more words do not make the reading much surer."""
FUNCTION_WORDS: Final = 0.7
"""How much a word's weight counts beside the classifier's logits."""
_STEEPNESS: Final = 0.4
_LIFT: Final = 0.8
_LEAST: Final = 0.15
"""A first share below this is next to no answer, and is left as it is."""
TOPIC_LIMIT: Final = 4.0
"""However many words speak for a topic or against it, it is never surer than this (0.98), and what is learned can outvote them."""

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


def function_scores(sums: Array, logits: Array, calibration: Mapping[str, float]) -> Array:
    """Log-odds of each function (text, function) against that none is meant."""
    scores: Array = (function_offset(sums) + logits - calibration["function_nothing"]) / calibration["function_spread"]
    return scores


def topic_scores(sums: Array, calibration: Mapping[str, float]) -> Array:
    """Log-odds of each topic (text, topic), none beyond TOPIC_LIMIT."""
    scores = calibration["topic_words"] * evened(sums) + calibration["topic_bias"]
    limited: Array = TOPIC_LIMIT * np.tanh(scores / TOPIC_LIMIT)
    return limited


def shares(scores: Array) -> Array:
    """Probabilities of exclusive labels by their log-odds against none of them; what is missing to 1 is none."""
    top = np.maximum(scores.max(axis=1, keepdims=True), 0.0)
    raised = np.exp(scores - top)
    probabilities: Array = raised / (raised.sum(axis=1, keepdims=True) + np.exp(-top))
    return probabilities


def confident(shares: Array) -> Array:
    """Shares of exclusive labels with the first one's as often right as it says; the others share what is left as before.

    Sentences written to be learned from are plainer than letters, and several departments may rightly answer one letter: the
    first is right more often than a low share says and less often than a high one. The two numbers were chosen on citizens'
    messages of which nothing was learned (docs/benchmarks.md).
    """
    first = shares.max(axis=1, keepdims=True)
    likely = np.clip(first, 1e-6, 1.0 - 1e-6)
    told = 1.0 / (1.0 + np.exp(-(_STEEPNESS * np.log(likely / (1.0 - likely)) + _LIFT)))
    told = np.where(first < _LEAST, first, told)
    rest = np.minimum(shares * (1.0 - told) / (1.0 - likely), told)
    settled: Array = np.where(shares == first, told, rest)
    return settled


def chances(scores: Array) -> Array:
    """Probabilities of labels each for itself: an item may have several topics or none."""
    probabilities: Array = 1.0 / (1.0 + np.exp(-np.clip(scores, -30.0, 30.0)))
    return probabilities
