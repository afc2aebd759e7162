"""Training of the packaged classifier, offline: `python -m models.training`. Reading never imports this module."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import product
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_selection import chi2
from sklearn.linear_model import LogisticRegression

from . import artefact, combination
from .classifier import labels
from .features import LOOKED_AT, Vocabulary, cut_of, weighed
from .finds import collect
from .lexicons import subjects
from .marking import Marker
from .matching import Words
from .normalizing import joined, readable
from .segmentation import Segmenter, segmenter
from .training_texts import Example, composed, written

SEED: Final = 20261120
VERSION: Final = "2026.11"
_NGRAMS: Final = 1000
_FOLDS: Final = 5
_TRUST_IN_LOGITS: Final = 0.2
"""The most that the classifier may count: it knows some hundreds of sentences in one hand, so likelihood on such sentences flatters it."""
Array = NDArray[Any]


@dataclass(frozen=True)
class Fitted:
    """A trained model before it is saved: vocabulary, idf, weights (feature, label) and bias (label)."""

    vocabulary: Vocabulary
    idf: Array
    weights: Array
    bias: Array

    def logits(self, examples: Sequence[Example], cutter: Segmenter) -> Array:
        """Logits of each example for each label."""
        whole: Array = _matrix(examples, self.vocabulary, self.idf, cutter) @ self.weights + self.bias
        return whole


def _features(examples: Sequence[Example], vocabulary: Vocabulary, cutter: Segmenter) -> tuple[Array, Array]:
    batch = joined([example.text for example in examples])
    known = Words([vocabulary.words, vocabulary.ngrams])
    walk = known.walk(batch.codes)
    cuts = [cut_of(cutter.words(text[:LOOKED_AT])) for text in batch.texts]
    return vocabulary.features(cuts, batch, known.all(walk, 0), known.all(walk, 1))


def _matrix(examples: Sequence[Example], vocabulary: Vocabulary, idf: Array, cutter: Segmenter) -> Any:
    text_of, feature, values = weighed(*_features(examples, vocabulary, cutter), idf)
    return csr_matrix((values, (text_of, feature)), shape=(len(examples), len(vocabulary)))


def _truth(examples: Sequence[Example]) -> Array:
    """(example, label): 1 yes, 0 no, -1 not said."""
    truth = np.full((len(examples), len(labels())), -1, dtype=np.int8)
    for row, example in enumerate(examples):
        for column, label in enumerate(labels()):
            family, name = label.split(":", 1)
            if family == "attitude":
                if example.attitude is not None:
                    truth[row, column] = name == example.attitude
            elif example.topics is not None and (
                family == "topic" or example.function is not None or not example.topics
            ):
                truth[row, column] = name in example.topics if family == "topic" else name == example.function
    return truth


def _vocabulary(examples: Sequence[Example], cutter: Segmenter) -> Vocabulary:
    """Words seen twice, and the character pairs and triples that tell labels apart best (chi-square)."""
    texts = [readable(example.text) for example in examples]
    words = Counter(
        word for text in texts for word in set(cutter.words(text)) if word.strip() and word not in "，。、；："
    )
    grams = Counter(gram for text in texts for gram in _grams(text))
    known = sorted(gram for gram, times in grams.items() if times >= 4)
    at = {gram: column for column, gram in enumerate(known)}
    cells = [(row, at[gram]) for row, text in enumerate(texts) for gram in _grams(text) if gram in at]
    counts = csr_matrix((np.ones(len(cells)), tuple(zip(*cells, strict=True))), shape=(len(texts), len(known)))
    score = chi2(counts, [f"{example.function}{example.topics}{example.attitude}" for example in examples])[0]
    best = np.argsort(-np.nan_to_num(score), kind="stable")[:_NGRAMS]
    chosen = sorted(known[column] for column in best)
    return Vocabulary(sorted(word for word, times in words.items() if times >= 2), chosen)


def _grams(text: str) -> set[str]:
    grams = {text[at : at + length] for length in (2, 3) for at in range(len(text) - length + 1)}
    return {gram for gram in grams if all("一" <= letter <= "鿿" for letter in gram)}


def fit(examples: Sequence[Example], cutter: Segmenter) -> Fitted:
    """One logistic regression a label, on the examples that say something about it."""
    vocabulary = _vocabulary(examples, cutter)
    text_of, feature = _features(examples, vocabulary, cutter)
    once = np.unique(text_of * len(vocabulary) + feature) % len(vocabulary)
    seen = np.bincount(once, minlength=len(vocabulary))
    idf = (np.log((1 + len(examples)) / (1 + seen)) + 1.0).astype(np.float32)
    matrix, truth = _matrix(examples, vocabulary, idf, cutter), _truth(examples)
    weights = np.zeros((len(vocabulary), truth.shape[1]), dtype=np.float32)
    bias = np.full(truth.shape[1], -4.0, dtype=np.float32)
    importance = np.array([3.0 if example.written else 1.0 for example in examples])
    for column in range(truth.shape[1]):
        rows = np.flatnonzero(truth[:, column] >= 0)
        if not truth[rows, column].any():
            continue
        model = LogisticRegression(C=10.0, class_weight="balanced", solver="liblinear", random_state=SEED)
        model.fit(matrix[rows], truth[rows, column], sample_weight=importance[rows])
        weights[:, column], bias[column] = model.coef_[0], model.intercept_[0]
    return Fitted(vocabulary, idf, weights, bias)


def _held_out(mine: Sequence[Example], texts: Sequence[str], made: Sequence[Example], cutter: Segmenter) -> Array:
    """Logits of each text by a model that has not seen the hand-written sentence it is made from."""
    whole = np.zeros((len(mine), len(labels())), dtype=np.float32)
    fold = np.random.default_rng(SEED).integers(0, _FOLDS, len(mine))
    for number in range(_FOLDS):
        rest = [example for example, of in zip(mine, fold, strict=True) if of != number]
        rows = np.flatnonzero(fold == number)
        whole[rows] = fit([*rest, *made], cutter).logits([Example(texts[row]) for row in rows.tolist()], cutter)
    return whole


def _word_sums(examples: Sequence[Example], texts: Sequence[str]) -> Array:
    marker, batch = Marker(), joined(texts)
    titles = [len(example.text) for example in examples]
    marked = marker.mark(marker.scanner.scan(batch))
    return collect(marker.subjects, marked.subjects, batch, titles).sums


def _clouded(mine: Sequence[Example]) -> list[str]:
    """Each sentence as a title; two in three with a body that brings in other matters, as real letters do."""
    dice = np.random.default_rng(SEED)
    bodies = []
    for example in mine:
        beside = dice.integers(0, len(mine), dice.choice((0, 1, 3)))
        bodies.append(example.text + "\n" + "".join(mine[other].text for other in beside.tolist()))
    return bodies


def calibrate(mine: Sequence[Example], logits: Array, sums: Array) -> dict[str, float]:
    """The numbers that make probabilities out of words and logits, chosen by likelihood on held-out sentences."""
    lexicon, truth = subjects(), _truth(mine)
    functions, topic = lexicon.columns("function"), lexicon.columns("topic")
    words, learned = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0), (0.05, 0.1, 0.15, _TRUST_IN_LOGITS)
    said = np.flatnonzero(truth[:, functions].max(axis=1) >= 0)
    told = np.flatnonzero(truth[:, topic].max(axis=1) >= 0)

    def loss_of_functions(chosen: dict[str, float]) -> float:
        found = combination.function_probabilities(sums[said, functions], logits[said, functions], chosen)
        return _function_loss(found, truth[said, functions])

    def loss_of_topics(chosen: dict[str, float]) -> float:
        found = combination.topic_probabilities(sums[told, topic], logits[told, topic], chosen)
        return _topic_loss(found, truth[told, topic])

    nothing = (-2.0, -1.0, 0.0, 0.5, 1.0, 1.5)
    by_function = {"function_words": words, "function_logits": learned, "function_nothing": nothing}
    by_topic = {"topic_words": words, "topic_logits": learned, "topic_bias": (-4.0, -3.5, -3.0, -2.5, -2.0, -1.5, -1.0)}
    return _best(by_function, loss_of_functions) | _best(by_topic, loss_of_topics)


def _best(choices: dict[str, tuple[float, ...]], loss: Callable[[dict[str, float]], float]) -> dict[str, float]:
    tried = [dict(zip(choices, values, strict=True)) for values in product(*choices.values())]
    return min(tried, key=loss)


def _function_loss(probabilities: Array, truth: Array) -> float:
    none = np.clip(1.0 - probabilities.sum(axis=1), 1e-6, 1.0)
    right = np.where(truth.any(axis=1), (probabilities * truth).sum(axis=1), none)
    return float(-np.log(np.clip(right, 1e-6, 1.0)).mean())


def _topic_loss(probabilities: Array, truth: Array) -> float:
    p = np.clip(probabilities, 1e-6, 1 - 1e-6)
    return float(-(truth * np.log(p) + (1 - truth) * np.log(1 - p)).mean())


def train(engine: str) -> dict[str, Any]:
    """Trains and saves the artefact of one engine; answers its manifest's figures."""
    cutter = segmenter(engine)
    mine, made = list(written()), list(composed(SEED))
    clouded = _clouded(mine)
    calibration = calibrate(mine, _held_out(mine, clouded, made, cutter), _word_sums(mine, clouded))
    fitted = fit([*mine, *made], cutter)
    about = {
        "version": VERSION,
        **cutter.identity,
        "labels": labels(),
        "calibration": calibration,
        "sentences": {"written": len(mine), "composed": len(made)},
    }
    arrays = {
        "words": np.array(fitted.vocabulary.words),
        "ngrams": np.array(fitted.vocabulary.ngrams),
        "weights": fitted.weights.astype(np.float16),
        "idf": fitted.idf,
        "bias": fitted.bias,
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
