"""What is probable enough of many labels, strongest first, for a batch of texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from opinion_desk.domain.verdict import Scored

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Ranked:
    """Labels of a batch, sorted by text, strongest first: text, number of the label, its score, its place in the text's order."""

    text: Array
    label: Array
    score: Array
    rank: Array
    texts: int

    def named(self, names: Sequence[str]) -> list[tuple[Scored, ...]]:
        """For each text its labels by name with their scores."""
        rows = zip(self.label.tolist(), np.minimum(self.score, 1.0).tolist(), strict=True)
        scored = [Scored(names[label], score) for label, score in rows]
        stop = np.searchsorted(self.text, np.arange(self.texts), side="right").tolist()
        return [tuple(scored[low:high]) for low, high in zip([0, *stop], stop, strict=False)]


def strongest(probabilities: Array, at_least: float, at_most: int) -> Ranked:
    """For each text (row) so many labels (columns) at most of those that are probable enough."""
    text, label = np.nonzero(probabilities >= at_least)
    score = probabilities[text, label]
    order = np.lexsort((-score, text))
    text = text[order]
    rank = np.arange(len(text)) - np.searchsorted(text, text)
    kept = rank < at_most
    order = order[kept]
    return Ranked(text[kept], label[order], score[order], rank[kept], len(probabilities))
