"""The parts of a layer fitted on samples: for each field what was packaged is the offset, and each label has its margin.

A label that no sample bears is moved by what is packaged and a bias alone, and only where the packaged reading was wrong.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack, vstack

from opinion_desk.domain.learning import NONE, Sample

from .combination import chances
from .features import Vocabulary
from .functions import LOCALITY as LOCALITY_ID
from .learned import LOCALITY, STEP, Part
from .learning_features import ReadTokens, features_matrix, vocabulary_of
from .learning_fit import fit_margins
from .learning_ground import Background, Ground
from .learning_spread import Held, held_of

FEATURES: Final = 200_000
_PENALTY: Final = 1.0
_MANY: Final = 600
"""From so many samples on, the model that corrects the packaged scores looks at no words: the one of words alone knows them
better; and no background is needed, for the samples are one.
"""
_BEHIND: Final = 10.0
"""How many samples all of the background counts for; of fewer it counts for half."""
_RAREST: Final = 12.0
"""How much more than an example against it one for a rare label may count."""
_SPOKEN_OF: Final = 0.3
"""Packaged probability from which a label counts as read, right or wrong."""
Array = NDArray[Any]


@dataclass(frozen=True)
class _Rows:
    """Texts to fit one part on: features, what is known besides, packaged log-odds, what is true, and how much each counts."""

    words: Any
    known: Array
    odds: Array
    truth: Array
    importance: Array

    def before(self, other: _Rows) -> _Rows:
        """Both."""
        arrays = ((self.known, other.known), (self.odds, other.odds), (self.truth, other.truth))
        known, odds, truth = (np.vstack(pair) for pair in arrays)
        importance = np.concatenate([self.importance, other.importance])
        return _Rows(vstack([self.words, other.words]).tocsr(), known, odds, truth, importance)


def fit_parts(
    samples: Sequence[Sample], tokens: ReadTokens, ground: Ground, background: Background | None = None
) -> tuple[Vocabulary, dict[str, Part]]:
    """The vocabulary of these samples and a part for every field that any of them settles; `background` keeps few from
    moving what they do not speak of.
    """
    vocabulary = vocabulary_of(tokens, FEATURES)
    words = features_matrix(tokens, vocabulary)
    behind = features_matrix(background.tokens, vocabulary) if background is not None else None
    parts = {}
    for part, names in ground.names.items():
        rows, truth = _with_ground(*_truth(part, names, samples), ground.scores[part])
        if not len(rows):
            continue
        mine = _Rows(words[rows], ground.known[rows], ground.odds[part][rows], truth, np.ones(len(rows)))
        backs = None
        if background is not None and part != LOCALITY and len(rows) < _MANY:
            held, true = background.ground, background.truth(part)
            counts = np.full(len(true), min(_BEHIND, 0.5 * len(rows)) / len(true))
            backs = _Rows(behind, held.known, held.odds[part], true, counts)
        parts[part] = _fit(mine, backs, names, part == "topics")
    return vocabulary, parts


def held_parts(
    vocabulary: Vocabulary, parts: Mapping[str, Part], samples: Sequence[Sample], tokens: ReadTokens, ground: Ground
) -> dict[str, Held]:
    """What the parts make of samples they were not learned from, for those that these settle."""
    words = features_matrix(tokens, vocabulary)
    held = {}
    for name, part in parts.items():
        names, scores = ground.names[name], ground.scores[name]
        rows, truth = _with_ground(*_truth(name, names, samples), scores)
        if len(rows):
            held[name] = held_of(part, names, words[rows], ground.known[rows], scores[rows], truth)
    return held


def _truth(part: str, names: Sequence[str], samples: Sequence[Sample]) -> tuple[Array, Array]:
    """Which samples say something of this part, and for each of them which names are true (sample, name)."""
    said: list[tuple[int, set[str]]] = []
    for n, sample in enumerate(samples):
        if part == "topics":
            if sample.topics is not None:
                said.append((n, set(sample.topics)))
        elif part == LOCALITY:
            if sample.function not in (None, NONE):
                said.append((n, {sample.function or ""}))
        else:
            settled = getattr(sample, part)
            if settled is not None and not (part == "function" and settled == LOCALITY_ID):
                said.append((n, {settled}))
    truth = np.array([[name in true for name in names] for _, true in said], dtype=np.float64)
    return np.array([n for n, _ in said], dtype=np.int64), truth.reshape(len(said), len(names))


def _with_ground(rows: Array, truth: Array, scores: Array) -> tuple[Array, Array]:
    there = np.isfinite(scores[rows]).all(axis=1) if len(rows) else np.zeros(0, dtype=bool)
    return rows[there], truth[there]


def _fit(mine: _Rows, behind: _Rows | None, names: Sequence[str], mixed: bool) -> Part:
    """One model that corrects the packaged scores, which does best with few samples; where `mixed`, beside it one of words
    alone, which does best with many: together they did better than either or than one model of both.
    """
    borne = np.flatnonzero(mine.truth.any(axis=0))
    meant = np.array([name != NONE for name in names])  # that nobody is meant is moved by samples that say so alone
    never = np.flatnonzero(~mine.truth.any(axis=0) & meant & (chances(mine.odds) >= _SPOKEN_OF).any(axis=0))
    rows, importance = mine, _importance(mine.truth[:, borne])
    if behind is not None:
        rows = mine.before(behind)
        importance = np.vstack([importance, np.repeat(behind.importance[:, None], len(borne), axis=1)])
    samples, features = len(mine.truth), mine.words.shape[1]
    scale = min(1.0 + samples / 50, 3.0) if mixed else 1.0
    beside, offset, few = csr_matrix(rows.known * scale), rows.odds / STEP, not mixed or samples < _MANY
    both = hstack([rows.words if few else rows.words[:, :0], beside]).tocsr()
    weights, bias = fit_margins(both, offset[:, borne], rows.truth[:, borne], importance, _PENALTY, samples)
    if not few:
        weights = np.vstack([np.zeros((features, len(borne))), weights])
    kept = np.ones(len(borne) + len(never))
    if mixed:
        share = _by_words(samples)
        nothing = np.zeros((len(rows.truth), len(borne)))
        alone, shift = fit_margins(rows.words, nothing, rows.truth[:, borne], importance, _PENALTY, samples)
        weights, bias = weights * (1 - share), bias * (1 - share) + shift * share
        weights[:features] += alone * share
        kept[: len(borne)] = 1 - share
    counts = np.ones((samples, len(never)))
    plain, moved = fit_margins(
        beside[:samples], offset[:samples, never], mine.truth[:, never], counts, _PENALTY, samples
    )
    by_known = np.hstack([weights[features:], plain]) * scale
    labels = tuple(names[n] for n in (*borne.tolist(), *never.tolist()))
    numbers = (weights[:features], by_known, np.concatenate([bias, moved]), kept)
    by_feature, by_them, biases, kept_of = (np.asarray(one, dtype=np.float32) for one in numbers)
    return Part(labels, by_feature, by_them, biases, kept_of)


def _by_words(samples: int) -> float:
    """How much a model of words alone counts: half with 300 samples, at most eight tenths."""
    return min(samples / (samples + 300), 0.8)


def _importance(truth: Array) -> Array:
    """Examples for a rare label count more, so that it is not simply never said (text, label)."""
    share = np.clip(truth.mean(axis=0), 0.5 / len(truth), 1 - 0.5 / len(truth))
    yes, no = 0.5 / share, 0.5 / (1.0 - share)
    importance: Array = np.where(truth == 1, np.minimum(yes, _RAREST), np.minimum(no, _RAREST))
    return importance
