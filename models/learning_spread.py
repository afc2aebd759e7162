"""How far the scores of a learned part are to be trusted: one number a part, by the likelihood of samples it was not learned from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from .combination import chances
from .learned import Part

FEWEST: Final = 30
"""Below so many judgements there is nothing to tell a spread by."""
_SPREADS: Final = (0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.2, 1.4, 1.7, 2.0, 2.5)
Array = NDArray[Any]


@dataclass(frozen=True)
class Held:
    """Scores of one part on samples it was not learned from, its labels apart, and which of its names are true (sample, name)."""

    scores: Array
    truth: Array


def held_of(part: Part, names: Sequence[str], words: Any, known: Array, scores: Array, truth: Array) -> Held:
    """What a part makes of samples: packaged scores as they are kept, and what it moves them by."""
    whole = scores.copy()
    column = {name: number for number, name in enumerate(names)}
    at = np.array([column[label] for label in part.labels], dtype=np.int64)
    whole[:, at] = part.kept_of(whole[:, at]) + part.moves(words @ part.by_feature, known)
    return Held(whole, truth)


def spread_of(held: Sequence[Held], exclusive: bool) -> float:
    """The spread under which what is true is likeliest; 1 where there are too few samples."""
    if sum(len(one.truth) for one in held) < FEWEST:
        return 1.0
    scores, truth = (np.vstack(rows) for rows in zip(*((one.scores, one.truth) for one in held), strict=True))
    borne = truth.any(axis=0)
    loss = _of_one if exclusive else _of_each
    chosen = slice(None) if exclusive else borne
    return min(_SPREADS, key=lambda spread: loss(scores[:, chosen] / spread, truth[:, chosen]))


def _of_one(scores: Array, truth: Array) -> float:
    top = scores - scores.max(axis=1, keepdims=True)
    logs = top - np.log(np.exp(top).sum(axis=1, keepdims=True))
    return -float((truth * logs).sum())


def _of_each(scores: Array, truth: Array) -> float:
    found = np.clip(chances(scores), 1e-6, 1 - 1e-6)
    return -float((truth * np.log(found) + (1 - truth) * np.log(1 - found)).sum())
