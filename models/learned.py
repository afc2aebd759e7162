"""What a desk learned from its corrections, as it reads: numbers that move the packaged scores, and the words that moved them.

Without samples nothing moves; the packaged reading stays in force for all that nobody corrected. Making a layer is the
business of models/learning.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from opinion_desk.domain.learning import NONE
from opinion_desk.domain.verdict import Attitude, Reason, Scored, Voice

from . import artefact
from .basis import Basis
from .classifier import Classifier, summed
from .features import Known, Vocabulary, with_letters
from .judging import Manner
from .segmentation import Segmenter

LOCALITY: Final = "locality"
"""The name of what is learned of places: whether the government of the place answers instead of a department."""
STEP: Final = 2.0
"""Log-odds that a margin of 1 is worth: scores are halved to be the offset of margins, and margins doubled to move scores."""
FLOOR: Final = -3.5
"""Log-odds below which no label counts that persons have used at this desk: one correction must be able to lift it."""
_TELLING: Final = 0.2
_REASONS: Final = 2
_VOICE_SHARE: Final = 0.8
_NO_KIND_SHARE: Final = 0.6
"""What the packaged reading counts for where it gives a label without a share."""
MANNERS: Final = {
    "voice": tuple(str(one) for one in Voice),
    "attitude": tuple(str(one) for one in Attitude),
    "kind": (NONE, *(f"D{number}" for number in range(1, 7))),
}
"""The labels of the parts that tell how a text speaks."""
Array = NDArray[Any]


@dataclass(frozen=True)
class Part:
    """One field's numbers: by what is known besides words (rows) for each label (columns), by feature for the first ones, those
    that samples bear, a bias, the share of the packaged score that is kept, and a spread.
    """

    labels: tuple[str, ...]
    by_feature: NDArray[np.float32]
    by_known: NDArray[np.float32]
    bias: NDArray[np.float32]
    kept: NDArray[np.float32]
    spread: float = 1.0

    @property
    def borne(self) -> int:
        """How many of the labels, the first ones, samples bear."""
        return int(self.by_feature.shape[1])

    def moves(self, by_words: Array, known: Array) -> Array:
        """How far each label is moved (text, label), in log-odds; `by_words` are the sums of the features' numbers."""
        moved: Array = known @ self.by_known + self.bias
        moved[:, : self.borne] += by_words
        moved *= STEP
        return moved

    def kept_of(self, packaged: Array) -> Array:
        """What is kept of the packaged scores of the labels (text, label)."""
        lifted = np.where(np.arange(len(self.labels)) < self.borne, np.maximum(packaged, FLOOR), packaged)
        kept: Array = lifted * self.kept
        return kept


@dataclass(frozen=True)
class Evidence:
    """What a layer looks at in a batch: its own features, and the packaged probabilities (text, function or topic)."""

    features: Known
    known: Array


class LearnedLayer:
    """The learned numbers of a desk; all its methods give the packaged answer back for a part that was not learned."""

    def __init__(self, name: str, vocabulary: Vocabulary, parts: Mapping[str, Part]) -> None:
        self.name = name
        self.vocabulary = vocabulary
        self.parts = dict(parts)

    def spread(self, spreads: Mapping[str, float]) -> LearnedLayer:
        """The same layer with other spreads."""
        parts = {name: replace(part, spread=spreads.get(name, part.spread)) for name, part in self.parts.items()}
        return LearnedLayer(self.name, self.vocabulary, parts)

    def evidence(self, basis: Basis) -> Evidence:
        """What the layer sees in a batch."""
        return Evidence(self.vocabulary.known(with_letters(basis.tokens, basis.scan.batch)), basis.known)

    def moves(self, part: str, evidence: Evidence) -> Array:
        """How far each learned label of a part is moved (text, label), in log-odds."""
        learned = self.parts[part]
        return learned.moves(summed(evidence.features, learned.by_feature), evidence.known)

    def functions(self, scores: Array, names: Sequence[str], evidence: Evidence) -> Array:
        """Log-odds of functions against that none is meant, moved."""
        return self._scores("function", scores, names, evidence)

    def topics(self, scores: Array, names: Sequence[str], evidence: Evidence) -> Array:
        """Log-odds of topics, moved."""
        return self._scores("topics", scores, names, evidence)

    def _scores(self, part: str, scores: Array, names: Sequence[str], evidence: Evidence) -> Array:
        learned = self.parts.get(part)
        if learned is None:
            return scores
        moves, scores = self.moves(part, evidence), scores.copy()
        column = {name: number for number, name in enumerate(names)}
        here = np.flatnonzero([label in column for label in learned.labels])
        at = np.array([column[learned.labels[number]] for number in here.tolist()], dtype=np.int64)
        packaged = np.zeros_like(moves)
        packaged[:, here] = scores[:, at]
        scores[:, at] = (learned.kept_of(packaged) + moves)[:, here]
        if NONE in learned.labels:
            scores -= moves[:, [learned.labels.index(NONE)]]
        spread: Array = scores / learned.spread
        return spread

    def nudges(self, evidence: Evidence) -> list[float]:
        """How far the log-odds are moved that the place's own government answers, a number a text."""
        if LOCALITY not in self.parts:
            return [0.0] * evidence.features.texts
        nudges: list[float] = self.moves(LOCALITY, evidence)[:, 0].tolist()
        return nudges

    def manner(self, manner: Manner, evidence: Evidence) -> Manner:
        """Voices, attitudes and kinds moved; official words stay without a kind and are never negative."""
        answers = answers_of(manner).items()
        voices, attitudes, kinds = (self._again(part, judged, evidence) for part, judged in answers)
        for n, voice in enumerate(voices):
            if voice.name == Voice.OFFICIAL:
                kinds[n] = Scored(NONE, 1.0)
                if attitudes[n].name == Attitude.NEGATIVE:
                    attitudes[n] = Scored(Attitude.NEUTRAL, attitudes[n].score)
        return Manner(
            [Voice(voice.name) for voice in voices],
            [Scored(Attitude(one.name), one.score) for one in attitudes],
            [kind if kind.name != NONE else None for kind in kinds],
            manner.scopes,
            manner.wanted,
        )

    def _again(self, part: str, judged: Sequence[Scored], evidence: Evidence) -> list[Scored]:
        """One label a text, chosen anew: the packaged share of the chosen one, the rest of it evenly on the others, moved."""
        learned = self.parts.get(part)
        if learned is None:
            return list(judged)
        moves, names = self.moves(part, evidence), MANNERS[part]
        number = {name: n for n, name in enumerate(names)}
        scores = packaged_scores(judged, names)
        for n, label in enumerate(learned.labels):
            if label in number:
                scores[:, number[label]] += moves[:, n]
        scores /= learned.spread
        raised = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares = raised / raised.sum(axis=1, keepdims=True)
        best = shares.argmax(axis=1)
        return [Scored(names[n], float(share)) for n, share in zip(best.tolist(), shares.max(axis=1), strict=True)]

    def reasons(
        self, part: str, chosen: Sequence[Sequence[str]], basis: Basis, evidence: Evidence
    ) -> list[list[Reason]]:
        """For each text the words and n-grams that spoke most for the labels chosen, with the log-odds each is worth."""
        said: list[list[Reason]] = [[] for _ in basis.given]
        learned = self.parts.get(part)
        if learned is None or not learned.borne:
            return said
        column = {label: n for n, label in enumerate(learned.labels[: learned.borne])}
        features = evidence.features
        for rank in range(max(map(len, chosen), default=0)):
            of = np.array([column.get(names[rank], -1) if rank < len(names) else -1 for names in chosen])
            at = of[features.text]
            spoken = features.value * learned.by_feature[features.feature, np.maximum(at, 0)]
            worth = STEP * np.where(at >= 0, spoken, 0.0)
            field = "lead" if part == "function" else part
            for text, reason in basis.reasons(field, features, worth, _TELLING, _REASONS):
                said[text].append(reason)
        return said


def answers_of(manner: Manner) -> dict[str, Sequence[Scored]]:
    """The packaged voice, attitude and kind of each text, in the order of MANNERS, each with a share."""
    return {
        "voice": [Scored(voice, _VOICE_SHARE) for voice in manner.voices],
        "attitude": manner.attitudes,
        "kind": [kind if kind is not None else Scored(NONE, _NO_KIND_SHARE) for kind in manner.kinds],
    }


def packaged_scores(judged: Sequence[Scored], names: Sequence[str]) -> Array:
    """Logs of the shares of one label a text: the chosen one's own, the rest of it evenly on the others (text, name)."""
    share = np.clip([one.score for one in judged], 0.02, 0.98)
    scores = np.repeat(np.log((1.0 - share) / (len(names) - 1))[:, None], len(names), axis=1)
    number = {name: n for n, name in enumerate(names)}
    scores[np.arange(len(judged)), [number[str(one.name)] for one in judged]] = np.log(share)
    return scores


def load_layer(path: Path, classifier: Classifier, cutter: Segmenter) -> LearnedLayer:
    """The layer saved under that path (without a suffix); Refused when it is missing, was changed, or was made for another packaged model."""
    arrays, manifest = artefact.load(path.parent, path.name, {"base": classifier.name, **cutter.identity})
    parts = {
        part: Part(
            tuple(row["labels"]),
            arrays[f"{part}.by_feature"].astype(np.float32),
            arrays[f"{part}.by_known"].astype(np.float32),
            arrays[f"{part}.bias"].astype(np.float32),
            arrays[f"{part}.kept"].astype(np.float32),
            float(row["spread"]),
        )
        for part, row in manifest["parts"].items()
    }
    return LearnedLayer(path.name, Vocabulary(arrays["keys"], arrays["block"], arrays["idf"]), parts)


def save_layer(
    path: Path, layer: LearnedLayer, classifier: Classifier, cutter: Segmenter, samples: Sequence[str]
) -> None:
    """Write a layer under that path (without a suffix); `samples` are the digests of the texts it was learned from."""
    arrays: artefact.Arrays = {
        "keys": layer.vocabulary.keys,
        "block": layer.vocabulary.block.astype(np.int8),
        "idf": layer.vocabulary.idf.astype(np.float32),
    }
    for name, part in layer.parts.items():
        arrays |= {f"{name}.by_feature": part.by_feature.astype(np.float16), f"{name}.bias": part.bias}
        arrays |= {f"{name}.by_known": part.by_known, f"{name}.kept": part.kept}
    about = {
        "base": classifier.name,
        **cutter.identity,
        "parts": {name: {"labels": part.labels, "spread": part.spread} for name, part in layer.parts.items()},
        "samples": list(samples),
    }
    artefact.save(path.parent, path.name, arrays, about)
