"""Reading of items: every part of the verdict out of one pass over a batch, with the words that spoke for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from opinion_desk.domain.reading import TextToRead
from opinion_desk.domain.unit import Unit
from opinion_desk.domain.verdict import Attitude, Place, Reason, Scored, UnitChoice, Verdict

from . import combination
from .classifier import Classifier, labels, load_classifier
from .features import LOOKED_AT, cut_of
from .finds import Finds, Wanted, collect
from .institutions import find_institution
from .lexicons import manners, subjects
from .manner import Circumstances, read_attitude, read_kind, read_scope, read_voice, speaker_of
from .marking import Marker
from .normalizing import joined
from .places import FoundPlace, OwnPlace, PlaceFinder
from .segmentation import Segmenter, segmenter
from .severity import EmergencyReading, read_emergency
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


class _Judged(NamedTuple):
    """What was judged of one text, before its reasons are gathered."""

    known: Circumstances
    attitude: Scored
    kind: Scored | None
    scope: tuple[str, ...]
    emergency: EmergencyReading
    places: tuple[Place, ...]
    institution: str | None
    units: tuple[UnitChoice, tuple[UnitChoice, ...], tuple[Reason, ...]]


class TextReader:
    """The desk's Reader: pure and in memory; `read` answers for any text and never raises."""

    def __init__(self, finder: PlaceFinder, assigner: UnitAssigner, classifier: Classifier, cutter: Segmenter) -> None:
        self._finder = finder
        self._assigner = assigner
        self._classifier = classifier
        self._cut = cutter.words
        self._marker = Marker(classifier.vocabulary)
        self._subjects = subjects()
        self._manners = manners()
        self._home = _home_place(finder)
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
            judged = [self._judged(batch, row, text) for row, text in enumerate(part)]
            verdicts += self._verdicts(batch, judged)
        return verdicts

    def _passed(self, part: Sequence[TextToRead]) -> _Batch:
        given = [text.text for text in part]
        titles = [len(text.title) for text in part]
        batch = joined(given)
        marked = self._marker.mark(batch.codes)
        about = collect(self._marker.subjects, marked.subjects, batch, titles)
        manner = collect(self._marker.manners, marked.manners, batch, titles)
        vocabulary = self._classifier.vocabulary
        cuts = [cut_of(self._cut(text[:LOOKED_AT])) for text in batch.texts]
        features = vocabulary.features(cuts, batch, marked.words, marked.ngrams)
        logits = self._classifier.logits(*features, len(given))
        functions, topics = len(self._function_ids), len(self._topic_names)
        calibration = self._classifier.calibration
        by_function, by_topic = about.sums[:, :functions], about.sums[:, functions:]
        of_function = combination.function_probabilities(by_function, logits[:, :functions], calibration)
        of_topic = combination.topic_probabilities(by_topic, logits[:, functions : functions + topics], calibration)
        return _Batch(
            given,
            batch.texts,
            about,
            manner,
            _strongest(self._function_ids, of_function, _FUNCTION_AT_LEAST, _FUNCTIONS_AT_MOST),
            _strongest(self._topic_names, of_topic, _TOPIC_AT_LEAST, _TOPICS_AT_MOST),
            logits[:, functions + topics :],
        )

    def _judged(self, batch: _Batch, row: int, item: TextToRead) -> _Judged:
        text = batch.texts[row]
        sums = self._sums(batch.manners.sums[row])
        speaker = speaker_of(item.source)
        voice = read_voice(sums["voice"], speaker)
        kinds = sums["kind"]
        logits = dict(zip(self._attitude_names, batch.attitudes[row].tolist(), strict=True))
        emergency = read_emergency(text, item.published.year if item.published else None)
        severity = emergency.severity
        struck = severity is not None
        attitude = read_attitude(
            sums["attitude"], logits, voice, kinds["D2"] + kinds["D3"], struck=struck, speaker=speaker
        )
        known = Circumstances(
            voice, Attitude(attitude.name), emergency.emergency, severity.level if severity is not None else None
        )
        places, institution = self._finder.find(text), find_institution(text)
        units = self._assigner.assign(
            batch.functions[row], places, institution, voice, emergency.emergency, severity, text
        )
        return _Judged(
            known,
            attitude,
            read_kind(kinds, known),
            read_scope(sums["scope"], known),
            emergency,
            self._places(places, item),
            institution.name if institution else None,
            units,
        )

    def _places(self, found: Sequence[FoundPlace], item: TextToRead) -> tuple[Place, ...]:
        """Places without repeats; where the text names none, a source of the jurisdiction speaks of the jurisdiction."""
        if not found and item.of_home and self._home is not None:
            return (self._home,)
        return tuple(dict.fromkeys(mention.place for mention in found))

    def _sums(self, row: Array) -> dict[str, dict[str, float]]:
        values = row.tolist()
        return {
            family: dict(zip(names, values[columns], strict=True))
            for family, (columns, names) in self._families.items()
        }

    def _verdicts(self, batch: _Batch, judged: Sequence[_Judged]) -> Iterator[Verdict]:
        about = batch.subjects.reasons(
            batch.given, [w for row, one in enumerate(judged) for w in self._about(batch, row, one)]
        )
        manner = batch.manners.reasons(
            batch.given, [w for row, one in enumerate(judged) for w in self._manner(row, one)]
        )
        for row, one in enumerate(judged):
            lead, others, ruled = one.units
            emergency = one.emergency
            yield Verdict(
                topics=batch.topics[row],
                scope=one.scope,
                kind=one.kind,
                voice=one.known.voice,
                attitude=one.attitude,
                emergency=emergency.emergency,
                severity=emergency.severity,
                places=one.places,
                institution=one.institution,
                lead=lead,
                others=others,
                because=(*about[row], *manner[row], *emergency.reasons, *ruled),
                sure=_is_sure(lead, batch.functions[row]),
                model=self.name,
            )

    def _about(self, batch: _Batch, row: int, judged: _Judged) -> Iterator[Wanted]:
        """The words wanted for the topics shown and the competent function."""
        columns = self._subjects.column
        for topic in batch.topics[row][:3]:
            if topic.score >= _REASONED_TOPIC:
                yield row, columns["topic", topic.name], "topics", 2
        function = _competent(judged.units[0], judged.units[1])
        if function is not None:
            yield row, columns["function", function], "lead", 4

    def _manner(self, row: int, judged: _Judged) -> Iterator[Wanted]:
        """The words wanted for the manner."""
        columns = self._manners.column
        yield row, columns["attitude", judged.known.attitude.value], "attitude", 3
        yield row, columns["voice", judged.known.voice.value], "voice", 2
        if judged.kind is not None:
            yield row, columns["kind", judged.kind.name], "kind", 2


def _strongest(names: Sequence[str], probabilities: Array, at_least: float, at_most: int) -> list[tuple[Scored, ...]]:
    """For each text what is probable enough, strongest first."""
    rows, columns = np.nonzero(probabilities >= at_least)
    scores = probabilities[rows, columns]
    order = np.lexsort((-scores, rows))
    held: list[list[Scored]] = [[] for _ in probabilities]
    for row, column, score in zip(rows[order].tolist(), columns[order].tolist(), scores[order].tolist(), strict=True):
        if len(held[row]) < at_most:
            held[row].append(Scored(names[column], min(score, 1.0)))
    return [tuple(scored) for scored in held]


def _home_place(finder: PlaceFinder) -> Place | None:
    return Place(finder.home.name, finder.home.code, local=True) if finder.home is not None else None


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
