"""Training of the packaged classifier, offline: `python -m models.training`. Reading never imports this module."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from . import artefact, combination
from .classifier import ATTITUDES, labels
from .features import Vocabulary
from .finds import ABOUT_IN_TITLE, collect
from .learning_features import ReadTokens, features_matrix, read_tokens, vocabulary_of
from .learning_fit import fit_logistic, fit_softmax
from .lexicons import subjects
from .marking import Marker
from .normalizing import title_ends
from .segmentation import Segmenter, segmenter
from .training_texts import Example, clouded, written

SEED: Final = 20261126
VERSION: Final = "2026.12"
_FEATURES: Final = 16000
_PENALTY: Final = 0.3
_ATTITUDE_PENALTY: Final = 0.1
_RANK: Final = 32
"""Of the product that stands for the weights; on letters not learned from, all of them do no better."""
_HELD_OUT: Final = 5
_SPREADS: Final = (0.8, 1.0, 1.2, 1.4, 1.6, 1.8, 2.0, 2.3, 2.6, 3.0)
_TOPIC_WORDS: Final = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
_TOPIC_BIASES: Final = (-4.0, -3.5, -3.0, -2.5, -2.0, -1.5, -1.0)
_NOTHINGS: Final = (-1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0)
Array = NDArray[Any]


@dataclass(frozen=True)
class Texts:
    """Examples with what every model of them starts from: their tokens, and what the words say of functions and topics."""

    examples: Sequence[Example]
    tokens: ReadTokens
    sums: Array

    def chosen(self, rows: Array) -> Texts:
        """Some of them."""
        kept: list[int] = rows.tolist()
        return Texts([self.examples[row] for row in kept], self.tokens.chosen(rows), self.sums[rows])


@dataclass(frozen=True)
class Fitted:
    """A trained model before it is saved: vocabulary, weights (feature, label) and bias (label)."""

    vocabulary: Vocabulary
    inward: Array
    outward: Array
    bias: Array

    def logits(self, texts: Texts) -> Array:
        """Logits of each text for each label."""
        whole: Array = features_matrix(texts.tokens, self.vocabulary) @ self.inward @ self.outward + self.bias
        return whole


def gathered(examples: Sequence[Example], cutter: Segmenter) -> Texts:
    """The examples with their tokens and the sums of the words in them."""
    whole, titles = [example.whole for example in examples], [len(example.title) for example in examples]
    marker = Marker()
    tokens = read_tokens(
        whole, titles, cutter, lambda batch: marker.telling(batch, marker.mark(marker.scanner.scan(batch)).subjects)
    )
    sums = []
    for batch, ends in tokens.batches():
        marked = marker.mark(marker.scanner.scan(batch))
        sums.append(collect(marker.subjects, marked.subjects, batch, title_ends(ends), ABOUT_IN_TITLE).sums)
    return Texts(examples, tokens, np.vstack(sums))


def fit(texts: Texts) -> Fitted:
    """Functions as one softmax with that none is meant, on top of their words; attitudes each for itself."""
    vocabulary = vocabulary_of(texts.tokens, _FEATURES)
    matrix = features_matrix(texts.tokens, vocabulary)
    by_function = _fit_functions(texts, matrix)
    by_attitude = _fit_attitudes(texts, matrix)
    weights, bias = (np.concatenate(parts, axis=-1) for parts in zip(by_function, by_attitude, strict=True))
    return Fitted(vocabulary, *_narrowed(weights), bias)


def _narrowed(weights: Array) -> tuple[Array, Array]:
    """The nearest product of that rank (Eckart and Young 1936), its scale on the side of the labels."""
    inward, scale, outward = np.linalg.svd(weights, full_matrices=False)
    kept = slice(min(_RANK, len(scale)))
    return inward[:, kept], scale[kept, None] * outward[kept]


def _fit_functions(texts: Texts, matrix: Any) -> tuple[Array, Array]:
    """Weights against that none is meant, which is the last of the softmax."""
    truth = function_truth(texts.examples)
    rows = np.flatnonzero(truth >= 0)
    many = _functions().stop
    share = np.eye(many + 1)[truth[rows]]
    often = share.sum(axis=0)
    importance = np.sqrt(np.median(often[often > 0]) / np.maximum(often, 1.0))[truth[rows]]
    offset = np.hstack([combination.function_offset(texts.sums[rows, _functions()]), np.zeros((len(rows), 1))])
    weights, bias = fit_softmax(matrix[rows], offset, share, importance, _PENALTY)
    return weights[:, :many] - weights[:, many:], bias[:many] - bias[many:]


def _fit_attitudes(texts: Texts, matrix: Any) -> tuple[Array, Array]:
    rows = np.flatnonzero([example.attitude is not None for example in texts.examples])
    found = [texts.examples[row].attitude for row in rows.tolist()]
    truth = np.array([[name == attitude for name in ATTITUDES] for attitude in found], dtype=np.int8)
    share = truth.mean(axis=0)
    importance = np.where(truth == 1, 0.5 / share, 0.5 / (1.0 - share))
    return fit_logistic(matrix[rows], np.zeros(truth.shape), truth, importance, _ATTITUDE_PENALTY)


def _functions() -> slice:
    return subjects().columns("function")


def function_truth(examples: Sequence[Example]) -> Array:
    """Number of each example's function, one past the last where none is meant, -1 where nothing is said."""
    number = {name: n for n, (family, name) in enumerate(subjects().labels) if family == "function"}
    number[""] = _functions().stop
    return np.array([-1 if e.function is None else number[e.function] for e in examples])


def topic_truth(examples: Sequence[Example]) -> Array:
    """(example, topic): 1 yes, 0 no, -1 not said."""
    names = [name for family, name in subjects().labels if family == "topic"]
    rows = [[-1] * len(names) if e.topics is None else [name in e.topics for name in names] for e in examples]
    return np.array(rows, dtype=np.int8)


def calibrate(texts: Texts, logits: Array, every: Texts) -> dict[str, float]:
    """How far scores are to be trusted: of functions by the likelihood of texts that the model had not seen, of topics,
    which nothing was fitted for, by that of `every` text.
    """
    functions, topics = _functions(), subjects().columns("topic")
    truth = function_truth(texts.examples)
    said = np.flatnonzero(truth >= 0)
    told = topic_truth(every.examples)
    by_function = [
        (
            _function_loss(texts.sums[said, functions], logits[said, functions], truth[said], spread, nothing),
            spread,
            nothing,
        )
        for spread in _SPREADS
        for nothing in _NOTHINGS
    ]
    by_topic = [
        (_topic_loss(every.sums[:, topics], told, words, bias), words, bias)
        for words in _TOPIC_WORDS
        for bias in _TOPIC_BIASES
    ]
    _, spread, nothing = min(by_function)
    _, words, bias = min(by_topic)
    return {"function_spread": spread, "function_nothing": nothing, "topic_words": words, "topic_bias": bias}


def _function_loss(sums: Array, logits: Array, truth: Array, spread: float, nothing: float) -> float:
    chosen = {"function_spread": spread, "function_nothing": nothing}
    known = combination.shares(combination.function_scores(sums, logits, chosen))
    whole = np.hstack([known, np.clip(1.0 - known.sum(axis=1, keepdims=True), 1e-6, 1.0)])
    return float(-np.log(np.clip(whole[np.arange(len(truth)), truth], 1e-6, 1.0)).mean())


def _topic_loss(sums: Array, truth: Array, words: float, bias: float) -> float:
    scores = combination.topic_scores(sums, {"topic_words": words, "topic_bias": bias})
    found = np.clip(combination.chances(scores), 1e-6, 1 - 1e-6)
    loss = -(truth * np.log(found) + (1 - truth) * np.log(1 - found))
    return float(loss[truth >= 0].mean())


def _held_out(mine: Texts, letters: Texts, origin: Array) -> tuple[Texts, Array]:
    """Letters of one part of the sentences, with those of its sentences that are about nothing of ours, and their logits by a
    model that saw the others alone.
    """
    part = np.random.default_rng(SEED).integers(0, _HELD_OUT, len(mine.examples))
    seen, unseen = part != 0, np.flatnonzero(part[origin] == 0)
    model = fit(joined_texts([mine.chosen(np.flatnonzero(seen)), letters.chosen(np.flatnonzero(seen[origin]))]))
    nothing = np.flatnonzero([example.function == "" for example in mine.examples])
    held = joined_texts([letters.chosen(unseen), mine.chosen(np.intersect1d(nothing, np.flatnonzero(~seen)))])
    return held, model.logits(held)


def joined_texts(parts: Sequence[Texts]) -> Texts:
    """Several lots as one."""
    return Texts(
        [example for part in parts for example in part.examples],
        ReadTokens.joined([part.tokens for part in parts]),
        np.vstack([part.sums for part in parts]),
    )


def train(engine: str) -> dict[str, Any]:
    """Trains and saves the artefact of one engine; answers its manifest's figures."""
    cutter = segmenter(engine)
    sentences = list(written())
    mine, letters = gathered(sentences, cutter), gathered(clouded(sentences, SEED), cutter)
    origin = np.flatnonzero([bool(example.function) for example in sentences])
    every = joined_texts([mine, letters])
    calibration = calibrate(*_held_out(mine, letters, origin), every)
    fitted = fit(every)
    about = {
        "version": VERSION,
        **cutter.identity,
        "labels": labels(),
        "calibration": calibration,
        "sentences": {"written": len(sentences), "letters": len(letters.examples)},
    }
    arrays: artefact.Arrays = {
        "keys": fitted.vocabulary.keys,
        "block": fitted.vocabulary.block.astype(np.int8),
        "idf": fitted.vocabulary.idf.astype(np.float16),
        "inward": fitted.inward.astype(np.float16),
        "outward": fitted.outward.astype(np.float32),
        "bias": fitted.bias.astype(np.float32),
    }
    artefact.save(artefact.ARTEFACTS, f"reading-{engine}", arrays, about)
    return {"engine": engine, "features": len(fitted.vocabulary), **calibration}


def main() -> None:
    """Trains for every engine installed."""
    for engine in ("rjieba", "jieba"):
        if find_spec(engine) is not None:
            sys.stderr.write(f"{train(engine)}\n")


if __name__ == "__main__":
    main()
