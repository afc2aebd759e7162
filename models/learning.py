"""Learning a layer from what persons settled: fitted on samples, held against the model in force on kept-back ones, saved whole.

Reading never imports this module; it brings scipy with it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from opinion_desk.domain.errors import Refused, Unavailable
from opinion_desk.domain.learning import FIELDS, NONE, Figures, Lesson, Sample, TopicEdit
from opinion_desk.domain.scoring import figures_of, set_figures_of
from opinion_desk.domain.system_words import why_of
from opinion_desk.domain.unit import Unit
from opinion_desk.domain.verdict import Verdict

from . import artefact
from .learned import LearnedLayer, save_layer
from .learning_features import ReadTokens, read_tokens
from .learning_ground import EACH_FOR_ITSELF, Background, Ground, background_of, ground_of
from .learning_parts import fit_parts, held_parts
from .learning_spread import Held, spread_of
from .places import OwnPlace
from .reader import TextReader, load_reader
from .segmentation import Segmenter, segmenter

KEPT_BACK: Final = 5
"""One sample in so many is kept back when there are many; of few, each part is kept back once."""
_MANY: Final = 400
Array = NDArray[Any]
Progress = Callable[[float], None]


@dataclass(frozen=True)
class _Lessons:
    """All samples with what learning needs of each; rows number them."""

    samples: Sequence[Sample]
    digests: list[str]
    tokens: ReadTokens
    ground: Ground
    background: Background


class LayerLearner:
    """The Learner of a desk; see services/ports.py. `current` is the name of the model in force, None for the packaged one."""

    def __init__(self, reader: TextReader, cutter: Segmenter, folder: Path, current: str | None) -> None:
        self._reader = reader
        self._cutter = cutter
        self._folder = folder
        self._current = current

    def learn(self, samples: Sequence[Sample], name: str, progress: Progress | None = None) -> Lesson:
        """Learn from all samples and save the model under that name; it is better when it is no worse on kept-back samples.

        The model in force is represented by one learned from the samples it knew, without those kept back.
        """
        if not samples:
            raise Refused("learning_nothing")
        tell = progress or (lambda share: None)
        lessons = self._prepared(_distinct(samples))
        tell(0.1)
        known = self._known(lessons)
        folds = _folds(len(lessons.samples))
        before: list[tuple[int, Verdict]] = []
        after: list[tuple[int, Verdict]] = []
        held_back: dict[str, list[Held]] = {}
        for number, held in enumerate(folds):
            seen = np.setdiff1d(np.arange(len(lessons.samples)), held)
            old, new = (self._fitted(lessons, rows, name) for rows in (np.intersect1d(seen, known), seen))
            before += self._read(lessons, old, held)
            after += self._read(lessons, new, held)
            for part, one in self._held(lessons, new, held).items():
                held_back.setdefault(part, []).append(one)
            tell(0.1 + 0.6 * (number + 1) / len(folds))
        layer = self._fitted(lessons, np.arange(len(lessons.samples)), name)
        layer = layer.spread({part: spread_of(rows, part not in EACH_FOR_ITSELF) for part, rows in held_back.items()})
        tell(0.9)
        self._save(layer, lessons)
        tell(1.0)
        return _lesson(name, lessons.samples, before, after)

    def _prepared(self, samples: Sequence[Sample]) -> _Lessons:
        texts = [sample.text for sample in samples]
        tokens = read_tokens(
            [text.text for text in texts], [len(text.title) for text in texts], self._cutter, letters=True
        )
        digests = [hashlib.sha256(text.text.encode("utf-8", "surrogatepass")).hexdigest()[:24] for text in texts]
        background = background_of(self._reader, self._cutter)
        return _Lessons(samples, digests, tokens, ground_of(samples, self._reader), background)

    def _known(self, lessons: _Lessons) -> Array:
        """Rows of the samples that the model in force was learned from; none when the packaged one reads."""
        if self._current is None:
            return np.zeros(0, dtype=np.int64)
        knew = artefact.told(self._folder, self._current, "samples")
        return np.flatnonzero([digest in knew for digest in lessons.digests])

    def _fitted(self, lessons: _Lessons, rows: Array, name: str) -> LearnedLayer:
        """A layer learned from some of the samples; of none it moves nothing."""
        vocabulary, parts = fit_parts(
            [lessons.samples[row] for row in rows.tolist()],
            lessons.tokens.chosen(rows),
            lessons.ground.chosen(rows),
            lessons.background,
        )
        return LearnedLayer(name, vocabulary, parts)

    def _held(self, lessons: _Lessons, layer: LearnedLayer, held: Array) -> dict[str, Held]:
        samples = [lessons.samples[row] for row in held.tolist()]
        return held_parts(
            layer.vocabulary, layer.parts, samples, lessons.tokens.chosen(held), lessons.ground.chosen(held)
        )

    def _read(self, lessons: _Lessons, layer: LearnedLayer, held: Array) -> list[tuple[int, Verdict]]:
        """How a reader with that layer reads the samples held back, by row."""
        verdicts = self._reader.with_layer(layer).read([lessons.samples[row].text for row in held.tolist()])
        return list(zip(held.tolist(), verdicts, strict=True))

    def _save(self, layer: LearnedLayer, lessons: _Lessons) -> None:
        try:
            save_layer(self._folder / layer.name, layer, self._reader.basis.classifier, self._cutter, lessons.digests)
        except OSError as error:
            raise Unavailable("model_unwritable", path=self._folder / layer.name, why=why_of(error)) from None


def _distinct(samples: Sequence[Sample]) -> list[Sample]:
    """A text judged twice counts once, as it was judged last."""
    return list({sample.text.text: sample for sample in samples}.values())


def _folds(samples: int) -> list[Array]:
    """Rows to keep back in turn: of many a fifth once, of few each part once; the same for the same number."""
    order = np.random.default_rng(samples).permutation(samples)
    parts = [np.sort(part) for part in np.array_split(order, min(KEPT_BACK, samples)) if len(part)]
    return parts[:1] if samples >= _MANY else parts


def _lesson(
    name: str, samples: Sequence[Sample], before: Sequence[tuple[int, Verdict]], after: Sequence[tuple[int, Verdict]]
) -> Lesson:
    was, became = _figures(samples, before), _figures(samples, after)
    score_before, score_after = _score(was), _score(became)
    return Lesson(name, len(samples), score_before, score_after, score_after >= score_before, was, became)


def _score(figures: Mapping[str, Figures]) -> float:
    """The mean accuracy over all judgements."""
    judged = sum(figure.n for figure in figures.values())
    return sum(figure.accuracy * figure.n for figure in figures.values()) / judged if judged else 0.0


def _figures(samples: Sequence[Sample], read: Sequence[tuple[int, Verdict]]) -> dict[str, Figures]:
    """Figures by field, of the fields judged."""
    figures: dict[str, Figures] = {}
    for field in FIELDS:
        judged = [(samples[row], verdict) for row, verdict in read if getattr(samples[row], field) is not None]
        if judged and field == "topics":
            truths = [sample.topics or () for sample, _ in judged]
            figures[field] = set_figures_of(truths, [[t.name for t in verdict.topics] for _, verdict in judged])
        elif judged:
            truth = [str(getattr(sample, field)) for sample, _ in judged]
            figures[field] = figures_of(truth, [_found(verdict, field) for _, verdict in judged])
    return figures


def _found(verdict: Verdict, field: str) -> str:
    if field == "function":
        return verdict.lead.function or NONE
    if field == "attitude":
        return str(verdict.attitude.name)
    if field == "kind":
        return verdict.kind.name if verdict.kind is not None else NONE
    return verdict.voice.value


def load_learner(
    jurisdiction: str | None,
    own_places: Sequence[str | OwnPlace] = (),
    own_units: Sequence[Unit] = (),
    topics: Sequence[TopicEdit] = (),
    *,
    folder: Path,
    current: str | None = None,
) -> LayerLearner:
    """The learner of a desk that keeps its models in `folder`; the reader it starts from is that of the desk without what it learned."""
    reader = load_reader(jurisdiction, own_places, own_units, topics=topics)
    return LayerLearner(reader, segmenter(), folder, current)
