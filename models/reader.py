"""Reading of items: every part of the verdict out of one pass over a batch, with the words that spoke for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from opinion_desk.domain.reading import TextToRead
from opinion_desk.domain.unit import Unit
from opinion_desk.domain.verdict import Place, Scored, UnitChoice, Verdict

from . import combination, institutions, severity_cues, unit_rules
from .classifier import Classifier, labels, load_classifier
from .features import LOOKED_AT, cut_of, tokens_of
from .finds import Finds, Wanted, collect
from .institutions import find_institutions
from .judging import MannerJudge
from .lexicons import manners, subjects
from .marking import Marker
from .normalizing import joined
from .places import FoundPlace, OwnPlace, PlaceFinder
from .ranking import Ranked, strongest
from .scanning import Scan
from .segmentation import Segmenter, segmenter
from .severity import NOTHING, EmergencyReading, read_emergency
from .unit_rules import words_of
from .units import Choices, UnitAssigner

_BATCH: Final = 256
_TOPIC_AT_LEAST: Final = 0.05
_TOPICS_AT_MOST: Final = 10
_FUNCTION_AT_LEAST: Final = 0.02
_FUNCTIONS_AT_MOST: Final = 6
_REASONED_TOPIC: Final = 0.3
_REASONED_TOPICS: Final = 3
_SURE_AT_LEAST: Final = 0.5
_SURE_MARGIN: Final = 0.15
Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class _Batch:
    """A batch after the common passes: texts as given and as read, what was found in them, what is probable."""

    items: Sequence[TextToRead]
    given: list[str]
    scan: Scan
    subjects: Finds
    manners: Finds
    functions: Ranked
    topics: Ranked
    attitudes: Array


class TextReader:
    """The desk's Reader: pure and in memory; `read` answers for any text and never raises."""

    def __init__(self, finder: PlaceFinder, assigner: UnitAssigner, classifier: Classifier, cutter: Segmenter) -> None:
        self._finder = finder
        self._assigner = assigner
        self._classifier = classifier
        self._cut = cutter.words
        beside = {**finder.lists, **institutions.lists(), **severity_cues.lists(), **unit_rules.lists()}
        self._marker = Marker(beside)
        self._subjects = subjects()
        self._home = _home_place(finder)
        self._function_ids = [name for family, name in self._subjects.labels if family == "function"]
        self._topic_names = [name for family, name in self._subjects.labels if family == "topic"]
        attitudes = [label.split(":", 1)[1] for label in labels() if label.startswith("attitude:")]
        self._judge = MannerJudge(manners(), attitudes)

    @property
    def name(self) -> str:
        """Name and version of the artefact, as it is written into each verdict."""
        return self._classifier.name

    def read(self, texts: Sequence[TextToRead]) -> list[Verdict]:
        """One verdict a text, in order."""
        verdicts: list[Verdict] = []
        for start in range(0, len(texts), _BATCH):
            verdicts += self._verdicts(self._passed(texts[start : start + _BATCH]))
        return verdicts

    def _passed(self, items: Sequence[TextToRead]) -> _Batch:
        given = [item.text for item in items]
        titles = [len(item.title) for item in items]
        batch = joined(given)
        scan = self._marker.scanner.scan(batch)
        marked = self._marker.mark(scan)
        about = collect(self._marker.subjects, marked.subjects, batch, titles)
        manner = collect(self._marker.manners, marked.manners, batch, titles)
        cuts = [cut_of(self._cut(text[:LOOKED_AT])) for text in batch.texts]
        tokens = tokens_of(batch, cuts, titles)
        logits = self._classifier.logits(
            self._classifier.vocabulary.known(tokens, self._marker.telling(batch, marked.subjects))
        )
        functions = len(self._function_ids)
        calibration = self._classifier.calibration
        by_function, by_topic = about.sums[:, :functions], about.sums[:, functions:]
        of_function = combination.shares(combination.function_scores(by_function, logits[:, :functions], calibration))
        of_topic = combination.chances(combination.topic_scores(by_topic, calibration))
        return _Batch(
            items,
            given,
            scan,
            about,
            manner,
            strongest(of_function, _FUNCTION_AT_LEAST, _FUNCTIONS_AT_MOST),
            strongest(of_topic, _TOPIC_AT_LEAST, _TOPICS_AT_MOST),
            logits[:, functions:],
        )

    def _verdicts(self, batch: _Batch) -> Iterator[Verdict]:
        scan = batch.scan
        emergencies, institutions = _emergencies(batch), find_institutions(scan)
        sources = [item.source for item in batch.items]
        manner = self._judge.judge(batch.manners.sums, batch.attitudes, sources, emergencies)
        functions, topics = batch.functions.named(self._function_ids), batch.topics.named(self._topic_names)
        places, words = self._finder.find_all(scan), words_of(scan)
        choices = [
            self._assigner.assign(
                functions[n],
                places[n],
                institutions[n],
                manner.voices[n],
                emergencies[n].emergency,
                emergencies[n].severity,
                text,
                words[n],
            )
            for n, text in enumerate(scan.batch.texts)
        ]
        about = batch.subjects.reasons(batch.given, self._wanted(batch, choices))
        spoken = batch.manners.reasons(batch.given, manner.wanted)
        for n, item in enumerate(batch.items):
            (lead, others, ruled), emergency, institution = choices[n], emergencies[n], institutions[n]
            yield Verdict(
                topics=topics[n],
                scope=manner.scopes[n],
                kind=manner.kinds[n],
                voice=manner.voices[n],
                attitude=manner.attitudes[n],
                emergency=emergency.emergency,
                severity=emergency.severity,
                places=self._places(places[n], item),
                institution=institution.name if institution is not None else None,
                lead=lead,
                others=others,
                because=(*about[n], *spoken[n], *emergency.reasons, *ruled),
                sure=_is_sure(lead, functions[n]),
                model=self.name,
            )

    def _places(self, found: Sequence[FoundPlace], item: TextToRead) -> tuple[Place, ...]:
        """Places without repeats; where the text names none, a source of the jurisdiction speaks of the jurisdiction."""
        if not found:
            return (self._home,) if item.of_home and self._home is not None else ()
        return tuple(dict.fromkeys(mention.place for mention in found))

    def _wanted(self, batch: _Batch, choices: Sequence[Choices]) -> Wanted:
        """The words wanted for the topics shown and, behind them, for the competent function."""
        topics, column = batch.topics, self._subjects.column
        shown = (topics.rank < _REASONED_TOPICS) & (topics.score >= _REASONED_TOPIC)
        competent = [_competent(lead, others) for lead, others, _ in choices]
        functions = [(n, column["function", id]) for n, id in enumerate(competent) if id is not None]
        of, number = np.array(functions, dtype=np.int64).reshape(-1, 2).T
        text = np.concatenate([topics.text[shown], of])
        columns = np.concatenate([topics.label[shown] + len(self._function_ids), number])
        field = np.repeat(np.array(("topics", "lead"), dtype=object), (shown.sum(), len(of)))
        at_most = np.repeat((2, 4), (shown.sum(), len(of)))
        order = np.argsort(text, kind="stable")
        return Wanted(text[order], columns[order], field[order], at_most[order])


def _emergencies(batch: _Batch) -> list[EmergencyReading]:
    """The emergency each text tells of; only texts with a cue are looked at."""
    telling = batch.scan.texts_with("emergency cues")
    return [
        read_emergency(text, item.published.year if item.published else None) if n in telling else NOTHING
        for n, (text, item) in enumerate(zip(batch.scan.batch.texts, batch.items, strict=True))
    ]


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
