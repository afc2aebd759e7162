"""Reading of items: every part of the verdict out of one pass over a batch, with the words that spoke for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from opinion_desk.domain.reading import TextToRead
from opinion_desk.domain.unit import Unit
from opinion_desk.domain.verdict import Attitude, Place, Reason, Scored, UnitChoice, Verdict

from . import combination
from .classifier import Classifier, labels, load_classifier
from .features import LOOKED_AT
from .finds import Finds, collect
from .institutions import find_institution
from .lexicons import manners, subjects
from .manner import Circumstances, read_attitude, read_kind, read_scope, read_voice
from .marking import as_place, turned
from .normalizing import readable
from .places import FoundPlace, OwnPlace, PlaceFinder
from .segmentation import Segmenter, segmenter
from .severity import read_emergency
from .units import UnitAssigner

_BATCH: Final = 128
_TOPIC_AT_LEAST: Final = 0.05
_TOPICS_AT_MOST: Final = 10
_FUNCTION_AT_LEAST: Final = 0.02
_FUNCTIONS_AT_MOST: Final = 6
_REASONED_TOPIC: Final = 0.3
_SURE_AT_LEAST: Final = 0.5
_SURE_MARGIN: Final = 0.15
Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class _Batch:
    """A batch after the common passes: texts as given and as read, what was found in them, what is probable."""

    given: list[str]
    texts: list[str]
    subjects: Finds
    manners: Finds
    functions: list[tuple[Scored, ...]]
    topics: list[tuple[Scored, ...]]
    attitudes: Array


class TextReader:
    """The desk's Reader: pure and in memory; `read` answers for any text and never raises."""

    def __init__(self, finder: PlaceFinder, assigner: UnitAssigner, classifier: Classifier, cutter: Segmenter) -> None:
        self._finder = finder
        self._assigner = assigner
        self._classifier = classifier
        self._cut = cutter.words
        self._subjects = subjects()
        self._manners = manners()
        self._subject_rows = as_place(self._subjects)
        self._manner_rows = turned(self._manners)
        self._function_ids = [name for family, name in self._subjects.labels if family == "function"]
        self._topic_names = [name for family, name in self._subjects.labels if family == "topic"]
        self._families = {
            family: (self._manners.columns(family), [n for f, n in self._manners.labels if f == family])
            for family in ("attitude", "voice", "kind", "scope")
        }
        self._attitude_names = [label.split(":", 1)[1] for label in labels() if label.startswith("attitude:")]

    @property
    def name(self) -> str:
        """Name and version of the artefact, as it is written into each verdict."""
        return self._classifier.name

    def read(self, texts: Sequence[TextToRead]) -> list[Verdict]:
        """One verdict a text, in order."""
        verdicts: list[Verdict] = []
        for start in range(0, len(texts), _BATCH):
            part = texts[start : start + _BATCH]
            batch = self._passed(part)
            verdicts += [self._verdict(batch, row, text) for row, text in enumerate(part)]
        return verdicts

    def _passed(self, part: Sequence[TextToRead]) -> _Batch:
        given = [text.text for text in part]
        texts = [readable(text) for text in given]
        titles = [len(text.title) for text in part]
        about = collect(self._subject_rows.rows, [self._subject_rows.find(text) for text in texts], titles)
        manner = collect(self._manner_rows.rows, [self._manner_rows.find(text) for text in texts], titles)
        heads = [text[:LOOKED_AT] for text in texts]
        logits = self._classifier.logits([self._classifier.vocabulary.numbers(self._cut(head), head) for head in heads])
        functions, topics = len(self._function_ids), len(self._topic_names)
        calibration = self._classifier.calibration
        by_function, by_topic = about.sums[:, :functions], about.sums[:, functions:]
        of_function = combination.function_probabilities(by_function, logits[:, :functions], calibration)
        of_topic = combination.topic_probabilities(by_topic, logits[:, functions : functions + topics], calibration)
        return _Batch(
            given,
            texts,
            about,
            manner,
            _strongest(self._function_ids, of_function, _FUNCTION_AT_LEAST, _FUNCTIONS_AT_MOST),
            _strongest(self._topic_names, of_topic, _TOPIC_AT_LEAST, _TOPICS_AT_MOST),
            logits[:, functions + topics :],
        )

    def _verdict(self, batch: _Batch, row: int, item: TextToRead) -> Verdict:
        text = batch.texts[row]
        sums = self._sums(batch.manners.sums[row])
        voice = read_voice(sums["voice"], item.source)
        kinds = sums["kind"]
        logits = dict(zip(self._attitude_names, batch.attitudes[row].tolist(), strict=True))
        emergency = read_emergency(text, item.published.year if item.published else None)
        struck = emergency.severity is not None
        attitude = read_attitude(sums["attitude"], logits, voice, kinds["D2"] + kinds["D3"], struck=struck)
        level = emergency.severity.level if emergency.severity else None
        known = Circumstances(voice, Attitude(attitude.name), emergency.emergency, level)
        topics, functions = batch.topics[row], batch.functions[row]
        places = self._finder.find(text)
        institution = find_institution(text)
        lead, others, ruled = self._assigner.assign(
            functions, places, institution, voice, emergency.emergency, emergency.severity, text
        )
        kind = read_kind(kinds, known)
        said = self._because(batch, row, topics, lead, others, known, kind)
        return Verdict(
            topics=topics,
            scope=read_scope(sums["scope"], known),
            kind=kind,
            voice=voice,
            attitude=attitude,
            emergency=emergency.emergency,
            severity=emergency.severity,
            places=_distinct(places),
            institution=institution.name if institution else None,
            lead=lead,
            others=others,
            because=(*said, *emergency.reasons, *ruled),
            sure=_is_sure(lead, functions),
            model=self.name,
        )

    def _sums(self, row: Array) -> dict[str, dict[str, float]]:
        values = row.tolist()
        return {
            family: dict(zip(names, values[columns], strict=True))
            for family, (columns, names) in self._families.items()
        }

    def _because(
        self,
        batch: _Batch,
        row: int,
        topics: Sequence[Scored],
        lead: UnitChoice,
        others: Sequence[UnitChoice],
        known: Circumstances,
        kind: Scored | None,
    ) -> list[Reason]:
        """The words that spoke for the topics shown, the competent function, and the manner."""
        about, manner = self._subjects.column, self._manners.column
        subject = [(about["topic", t.name], "topics", 2) for t in topics[:3] if t.score >= _REASONED_TOPIC]
        function = _competent(lead, others)
        if function is not None:
            subject.append((about["function", function], "lead", 4))
        way = [
            (manner["attitude", known.attitude.value], "attitude", 3),
            (manner["voice", known.voice.value], "voice", 2),
        ]
        if kind is not None:
            way.append((manner["kind", kind.name], "kind", 2))
        given = batch.given[row]
        return batch.subjects.reasons(row, given, subject) + batch.manners.reasons(row, given, way)


def _strongest(names: Sequence[str], probabilities: Array, at_least: float, at_most: int) -> list[tuple[Scored, ...]]:
    """For each text what is probable enough, strongest first."""
    rows, columns = np.nonzero(probabilities >= at_least)
    held: list[list[Scored]] = [[] for _ in probabilities]
    for row, column, score in zip(rows.tolist(), columns.tolist(), probabilities[rows, columns].tolist(), strict=True):
        held[row].append(Scored(names[column], min(score, 1.0)))
    for scored in held:
        scored.sort(key=lambda one: -one.score)
    return [tuple(scored[:at_most]) for scored in held]


def _distinct(places: Sequence[FoundPlace]) -> tuple[Place, ...]:
    return tuple(dict.fromkeys(found.place for found in places))


def _competent(lead: UnitChoice, others: Sequence[UnitChoice]) -> str | None:
    """The department's function, which stands behind a locality where that leads."""
    for choice in (lead, *others):
        if choice.function not in (None, "locality"):
            return choice.function
    return None


def _is_sure(lead: UnitChoice, functions: Sequence[Scored]) -> bool:
    if lead.function is None or not functions:
        return False
    second = functions[1].score if len(functions) > 1 else 0.0
    return functions[0].score >= _SURE_AT_LEAST and functions[0].score - second >= _SURE_MARGIN


def load_reader(
    jurisdiction: str | None, own_places: Sequence[str | OwnPlace] = (), own_units: Sequence[Unit] = ()
) -> TextReader:
    """The reader of a desk that answers for `jurisdiction` (any division's name, or one the list lacks; None: units by function).

    Raises Refused when the packaged model is missing, was changed, or was made for another engine, dictionary or format.
    """
    cutter = segmenter()
    classifier = load_classifier(cutter)
    assigner = UnitAssigner(jurisdiction, own_units, own_places)
    return TextReader(PlaceFinder(jurisdiction, own_places), assigner, classifier, cutter)
