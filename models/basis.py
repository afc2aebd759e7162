"""What the word lists and the packaged classifier say of a batch, as scores: where reading and learning both start."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from opinion_desk.domain.learning import TopicEdit
from opinion_desk.domain.reading import TextToRead
from opinion_desk.domain.verdict import Reason

from . import combination
from .classifier import Classifier, labels
from .features import CUT_AT, Known, Tokens, cut_of, telling, tokens_of
from .finds import ABOUT_IN_TITLE, MANNER_IN_TITLE, Finds, collect
from .lexicons import Lexicon, subjects, topics
from .marking import Marker
from .normalizing import joined, title_ends
from .scanning import Scan
from .segmentation import Segmenter

BATCH: Final = 256
"""How many texts are read together."""
_HIDDEN = -30.0
"""Log-odds of a topic that the desk does not use."""
_TELLING = 0.1
_REASONS = 3
Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Basis:
    """A batch after the common passes: texts as given and as read, what was found in them, and log-odds of functions
    (against that none is meant) and of topics (each for itself), (text, label).
    """

    items: Sequence[TextToRead]
    given: list[str]
    scan: Scan
    tokens: Tokens
    features: Known
    subjects: Finds
    manners: Finds
    functions: Array
    topics: Array
    feelings: Array

    @property
    def known(self) -> Array:
        """(text, packaged function or topic): how likely each is; what a learned model is told besides the words."""
        of_topics = self.topics[:, : len(topics())]
        return np.hstack([combination.shares(self.functions), combination.chances(of_topics)]).astype(np.float32)

    def reasons(
        self, field: str, known: Known, worth: Array, at_least: float, at_most: int
    ) -> Iterator[tuple[int, Reason]]:
        """The known features of each text that are worth most, so many at most, as reasons for a field; quoted as given."""
        for text, n in telling(known, worth, at_least, at_most):
            start = int(known.start[n] - self.scan.batch.first[text])
            end = start + int(known.length[n])
            yield text, Reason(field, self.given[text][start:end], start, end, float(worth[n]))


class BasisReader:
    """Makes the basis of a batch, for a desk with its own topics; `beside` are lists that other stages look for."""

    def __init__(
        self,
        classifier: Classifier,
        cutter: Segmenter,
        edits: Sequence[TopicEdit] = (),
        beside: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self.classifier = classifier
        self.lexicon: Lexicon = subjects(tuple(edits))
        self.marker = Marker(beside or {}, self.lexicon)
        self.cut = cutter.words
        self.function_ids = [name for family, name in self.lexicon.labels if family == "function"]
        self.topic_names = [name for family, name in self.lexicon.labels if family == "topic"]
        hidden = {edit.name for edit in edits if edit.hidden}
        self._hidden = np.array([name in hidden for name in self.topic_names])

    def of(self, items: Sequence[TextToRead]) -> Basis:
        """The basis of these texts, which are read together."""
        given = [item.text for item in items]
        titles = [len(item.title) for item in items]
        batch = joined(given)
        scan = self.marker.scanner.scan(batch)
        marked = self.marker.mark(scan)
        about = collect(self.marker.subjects, marked.subjects, batch, title_ends(titles), ABOUT_IN_TITLE)
        manner = collect(self.marker.manners, marked.manners, batch, np.asarray(titles), MANNER_IN_TITLE)
        cuts = [cut_of(self.cut(text[:CUT_AT])) for text in batch.texts]
        tokens = tokens_of(batch, cuts, titles)
        features = self.classifier.vocabulary.known(tokens, self.marker.telling(batch, marked.subjects))
        logits = self.classifier.logits(features)
        many, calibration = len(self.function_ids), self.classifier.calibration
        functions = combination.function_scores(about.sums[:, :many], logits[:, :many], calibration)
        of_topics = combination.topic_scores(about.sums[:, many:], calibration)
        shown = self.shown(of_topics)
        return Basis(items, given, scan, tokens, features, about, manner, functions, shown, logits[:, many:])

    def shown(self, topics: Array) -> Array:
        """The log-odds with those of topics that the desk does not use out of reach, also of what was learned."""
        return np.where(self._hidden, _HIDDEN, topics)

    def classifier_reasons(
        self, basis: Basis, field: str, wanted: Sequence[str | None]
    ) -> Iterator[tuple[int, Reason]]:
        """For the label of the classifier named for a text (None: not asked) the words and n-grams that spoke most for it, by text."""
        number = {name: n for n, name in enumerate(labels())}
        column = np.array([-1 if name is None else number[name] for name in wanted])
        worth = self.classifier.worth(basis.features, column)
        yield from basis.reasons(field, basis.features, worth, _TELLING, _REASONS)
