"""The parts of a layer fitted on samples: for each field what was packaged is the offset, and each label has its margin.

A label that no sample bears is moved by what is packaged and a bias alone, and only where the packaged reading was wrong.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack

from opinion_desk.domain.learning import NONE, Sample
from opinion_desk.domain.verdict import Attitude, Scored, Voice

from .basis import Basis
from .combination import chances
from .features import Vocabulary
from .functions import LOCALITY as LOCALITY_ID
from .learned import FLOOR, LOCALITY, NO_KIND_SHARE, STEP, VOICE_SHARE, Part, packaged_scores
from .learning_features import ReadTokens, features_matrix, vocabulary_of
from .learning_fit import fit_margins
from .learning_spread import Held, held_of
from .reader import BATCH, TextReader

FEATURES: Final = 200_000
EACH_FOR_ITSELF: Final = ("topics", LOCALITY)
"""Parts whose labels do not shut one another out."""
_PENALTY: Final = 1.0
_MANY: Final = 600
"""From so many samples on, the model that corrects the packaged scores looks at no words: the one of words alone knows them better."""
_KNOWN_SCALE: Final = 3.0
"""How freely the packaged probabilities may be used as features, beside words: they enter times this."""
_RAREST: Final = 12.0
"""How much more than an example against it one for a rare label may count."""
_BALANCE: Final = 1.0
_SPOKEN_OF: Final = 0.3
"""Packaged probability from which a label counts as read, right or wrong."""
_NAMES: Final = {
    "attitude": tuple(str(one) for one in Attitude),
    "kind": (NONE, *(f"D{number}" for number in range(1, 7))),
    "voice": tuple(str(one) for one in Voice),
}
Array = NDArray[Any]


@dataclass(frozen=True)
class Ground:
    """What is packaged for some texts. For each part the scores of its names (text, name): as log-odds of each name, which
    margins start from, and as reading has them, which are against one another; and what is known besides words.

    `locality` has NaN where no place below the jurisdiction is named.
    """

    names: dict[str, tuple[str, ...]]
    odds: dict[str, Array]
    scores: dict[str, Array]
    known: Array

    def chosen(self, rows: Array) -> Ground:
        """Some of the texts."""
        odds, scores = ({part: of[rows] for part, of in table.items()} for table in (self.odds, self.scores))
        return Ground(self.names, odds, scores, self.known[rows])


def ground_of(samples: Sequence[Sample], reader: TextReader) -> Ground:
    """What the packaged reading says of the samples."""
    plain = reader.with_layer(None)
    texts = [sample.text for sample in samples]
    parts: dict[str, list[Array]] = {}
    known = []
    for low in range(0, len(texts), BATCH):
        basis = plain.basis.of(texts[low : low + BATCH])
        for part, said in _said(basis, plain).items():
            parts.setdefault(part, []).append(said)
        known.append(basis.known)
    scores = {part: np.vstack(rows).astype(np.float64) for part, rows in parts.items()}
    scores[LOCALITY] = _locality_scores(plain, samples)
    odds = {part: of if part in EACH_FOR_ITSELF else _against_rest(of) for part, of in scores.items()}
    odds["function"] = np.maximum(odds["function"], FLOOR)
    names = {
        **_NAMES,
        "function": (*plain.basis.function_ids, NONE),
        "topics": tuple(plain.basis.topic_names),
        LOCALITY: (LOCALITY_ID,),
    }
    return Ground(names, odds, scores, np.vstack(known))


def _said(basis: Basis, plain: TextReader) -> dict[str, Array]:
    """The scores of a batch by part, as reading has them."""
    manner = plain.manner(basis)
    kinds = [kind if kind is not None else Scored(NONE, NO_KIND_SHARE) for kind in manner.kinds]
    voices = [Scored(voice, VOICE_SHARE) for voice in manner.voices]
    return {
        "function": np.hstack([basis.functions, np.zeros((len(basis.given), 1))]),
        "topics": basis.topics,
        "attitude": packaged_scores(manner.attitudes, _NAMES["attitude"]),
        "kind": packaged_scores(kinds, _NAMES["kind"]),
        "voice": packaged_scores(voices, _NAMES["voice"]),
    }


def _against_rest(scores: Array) -> Array:
    """Log-odds of each of exclusive labels, from scores of a softmax."""
    top = scores - scores.max(axis=1, keepdims=True)
    share = np.clip(np.exp(top) / np.exp(top).sum(axis=1, keepdims=True), 1e-4, 1 - 1e-4)
    odds: Array = np.log(share / (1.0 - share))
    return odds


def _locality_scores(reader: TextReader, samples: Sequence[Sample]) -> Array:
    odds = np.full((len(samples), 1), np.nan)
    asked = [n for n, sample in enumerate(samples) if sample.function is not None]
    for n, verdict in zip(asked, reader.read([samples[n].text for n in asked]), strict=True):
        found = [choice.score for choice in (verdict.lead, *verdict.others) if choice.function == LOCALITY_ID]
        if found:
            share = min(max(found[0], 1e-3), 1 - 1e-3)
            odds[n] = np.log(share / (1 - share))
    return odds


def fit_parts(samples: Sequence[Sample], tokens: ReadTokens, ground: Ground) -> tuple[Vocabulary, dict[str, Part]]:
    """The vocabulary of these samples and a part for every field that any of them settles."""
    vocabulary = vocabulary_of(tokens, FEATURES)
    words = features_matrix(tokens, vocabulary)
    parts = {}
    for part, names in ground.names.items():
        rows, truth = _truth(part, names, samples)
        rows, truth = _with_ground(rows, truth, ground.scores[part])
        if len(rows):
            by_words = _by_words(len(rows)) if part == "topics" else 0.0
            parts[part] = _fit(words[rows], ground.known[rows], ground.odds[part][rows], truth, names, by_words)
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


def _fit(words: Any, known: Array, scores: Array, truth: Array, names: Sequence[str], by_words: float) -> Part:
    """Two models side by side for the labels borne: one that corrects the packaged scores, which does best with few samples,
    and one of words alone, which does best with many; mixed, they did better than either or than one of both.
    """
    borne = np.flatnonzero(truth.any(axis=0))
    meant = np.array([name != NONE for name in names])  # that nobody is meant is moved by samples that say so alone
    never = np.flatnonzero(~truth.any(axis=0) & meant & (chances(scores) >= _SPOKEN_OF).any(axis=0))
    beside, offset, features = csr_matrix(known * _KNOWN_SCALE), scores / STEP, words.shape[1]
    importance = _importance(truth[:, borne])
    few = not by_words or len(truth) < _MANY
    both = hstack([words if few else words[:, :0], beside]).tocsr()
    weights, bias = fit_margins(both, offset[:, borne], truth[:, borne], importance, _PENALTY)
    if not few:
        weights = np.vstack([np.zeros((features, len(borne))), weights])
    kept = np.ones(len(borne) + len(never))
    if by_words:
        alone, shift = fit_margins(words, np.zeros((len(truth), len(borne))), truth[:, borne], importance, _PENALTY)
        weights, bias = weights * (1 - by_words), bias * (1 - by_words) + shift * by_words
        weights[:features] += alone * by_words
        kept[: len(borne)] = 1 - by_words
    plain, moved = fit_margins(beside, offset[:, never], truth[:, never], np.ones((len(truth), len(never))), _PENALTY)
    by_feature = weights[:features].astype(np.float32)
    by_known = np.hstack([weights[features:], plain]) * _KNOWN_SCALE
    labels = tuple(names[n] for n in (*borne.tolist(), *never.tolist()))
    biases = np.concatenate([bias, moved]).astype(np.float32)
    return Part(labels, by_feature, by_known.astype(np.float32), biases, kept.astype(np.float32))


def _by_words(samples: int) -> float:
    """How much a model of words alone counts: half with 300 samples, at most eight tenths."""
    return min(samples / (samples + 300), 0.8)


def _importance(truth: Array) -> Array:
    """Examples for a rare label count more, so that it is not simply never said (text, label)."""
    share = np.clip(truth.mean(axis=0), 0.5 / len(truth), 1 - 0.5 / len(truth))
    yes, no = (0.5 / share) ** _BALANCE, (0.5 / (1.0 - share)) ** _BALANCE
    importance: Array = np.where(truth == 1, np.minimum(yes, _RAREST), np.minimum(no, _RAREST))
    return importance
