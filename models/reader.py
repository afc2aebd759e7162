"""Reading of items: every part of the verdict out of one pass over a batch, with the words that spoke for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from opinion_desk.domain.learning import TopicEdit
from opinion_desk.domain.reading import TextToRead
from opinion_desk.domain.unit import Unit
from opinion_desk.domain.verdict import Attitude, Place, Reason, UnitChoice, Verdict

from . import combination, institutions, severity_cues, unit_rules
from .basis import BATCH, Basis, BasisReader
from .classifier import labels, load_classifier
from .finds import Wanted
from .functions import LOCALITY
from .institutions import Found, find_institutions
from .judging import Manner, MannerJudge
from .learned import Evidence, LearnedLayer, load_layer
from .lexicons import manners
from .places import FoundPlace, OwnPlace, PlaceFinder
from .ranking import Ranked, strongest
from .segmentation import segmenter
from .severity import NOTHING, EmergencyReading, read_emergency
from .severity_criteria import Criteria, criteria_of
from .unit_rules import words_of
from .units import Choices, UnitAssigner

SURE_AT: Final = 0.95
"""Score of a lead from which nobody has to look; a desk's own threshold follows from the share it can look at."""
_TOPIC_AT_LEAST: Final = 0.05
_TOPICS_AT_MOST: Final = 10
_FUNCTION_AT_LEAST: Final = 0.02
_FUNCTIONS_AT_MOST: Final = 6
_REASONED_TOPIC: Final = 0.3
_REASONED_TOPICS: Final = 3
_PLACES_SHOWN: Final = 3
Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class _Probable:
    """What is probable in a batch, and what a learned layer saw in it."""

    functions: Ranked
    topics: Ranked
    evidence: Evidence | None


class TextReader:
    """The desk's Reader: pure and in memory; `read` answers for any text and never raises."""

    def __init__(
        self,
        finder: PlaceFinder,
        assigner: UnitAssigner,
        basis: BasisReader,
        layer: LearnedLayer | None = None,
        sure_at: float = SURE_AT,
        criteria: Criteria | None = None,
    ) -> None:
        """`layer` is what the desk learned, `sure_at` its own threshold, `criteria` its own of the levels."""
        self._finder = finder
        self._assigner = assigner
        self.basis = basis
        self._layer = layer
        self._sure_at = sure_at
        self._criteria = criteria
        self._home = _home_place(finder)
        attitudes = [label.split(":", 1)[1] for label in labels() if label.startswith("attitude:")]
        self._judge = MannerJudge(manners(), attitudes)

    @property
    def name(self) -> str:
        """Name and version of the artefact, as it is written into each verdict; the desk's own model behind the packaged one."""
        packaged = self.basis.classifier.name
        return packaged if self._layer is None else f"{packaged} + {self._layer.name}"

    def with_layer(self, layer: LearnedLayer | None) -> TextReader:
        """The same reader with another learned layer."""
        return TextReader(self._finder, self._assigner, self.basis, layer, self._sure_at, self._criteria)

    def read(self, texts: Sequence[TextToRead]) -> list[Verdict]:
        """One verdict a text, in order."""
        verdicts: list[Verdict] = []
        for start in range(0, len(texts), BATCH):
            verdicts += self._verdicts(self.basis.of(texts[start : start + BATCH]))
        return verdicts

    def manner(self, basis: Basis, emergencies: Sequence[EmergencyReading] | None = None) -> Manner:
        """How the texts speak, as packaged; `emergencies` are those they tell of, where they are known already."""
        told = self._emergencies(basis) if emergencies is None else emergencies
        sources = [item.source for item in basis.items]
        return self._judge.judge(basis.manners.sums, basis.feelings, sources, told)

    def _emergencies(self, basis: Basis) -> list[EmergencyReading]:
        """The emergency each text tells of; only texts with a cue are looked at."""
        telling = basis.scan.texts_with("emergency cues")
        return [
            read_emergency(text, item.published.year if item.published else None, self._criteria)
            if n in telling
            else NOTHING
            for n, (text, item) in enumerate(zip(basis.scan.batch.texts, basis.items, strict=True))
        ]

    def _probable(self, basis: Basis) -> _Probable:
        functions, topics, layer = basis.functions, basis.topics, self._layer
        evidence = layer.evidence(basis) if layer is not None else None
        if layer is not None and evidence is not None:
            functions = layer.functions(functions, self.basis.function_ids, evidence)
            topics = self.basis.shown(layer.topics(topics, self.basis.topic_names, evidence))
        return _Probable(
            strongest(combination.confident(combination.shares(functions)), _FUNCTION_AT_LEAST, _FUNCTIONS_AT_MOST),
            strongest(combination.chances(topics), _TOPIC_AT_LEAST, _TOPICS_AT_MOST),
            evidence,
        )

    def _verdicts(self, basis: Basis) -> Iterator[Verdict]:
        scan, probable = basis.scan, self._probable(basis)
        emergencies, institutions = self._emergencies(basis), find_institutions(scan)
        manner = self.manner(basis, emergencies)
        nudges: Sequence[float] | repeat[float] = repeat(0.0)
        if self._layer is not None and probable.evidence is not None:
            manner = self._layer.manner(manner, probable.evidence)
            nudges = self._layer.nudges(probable.evidence)
        functions = probable.functions.named(self.basis.function_ids)
        topics = probable.topics.named(self.basis.topic_names)
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
                nudge,
            )
            for n, (text, nudge) in enumerate(zip(scan.batch.texts, nudges, strict=False))
        ]
        reasons = self._reasons(basis, probable, manner, choices)
        for n, item in enumerate(basis.items):
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
                because=(*reasons[n], *emergency.reasons, *_named(basis.given[n], places[n], institution), *ruled),
                sure=lead.function is not None and lead.score >= self._sure_at,
                model=self.name,
            )

    def _places(self, found: Sequence[FoundPlace], item: TextToRead) -> tuple[Place, ...]:
        """Places without repeats; where the text names none, a source of the jurisdiction speaks of the jurisdiction."""
        if not found:
            return (self._home,) if item.of_home and self._home is not None else ()
        return tuple(dict.fromkeys(mention.place for mention in found))

    def _reasons(
        self, basis: Basis, probable: _Probable, manner: Manner, choices: Sequence[Choices]
    ) -> list[list[Reason]]:
        """The words that led to topics, function and manner: of the lists, and where the desk learned, of what it learned."""
        competent = [_competent(lead, others) for lead, others, _ in choices]
        about = basis.subjects.reasons(basis.given, self._wanted(probable.topics, competent))
        spoken = basis.manners.reasons(basis.given, manner.wanted)
        whole = [[*first, *then] for first, then in zip(about, spoken, strict=True)]
        for field, answers in (
            ("lead", [id and f"function:{id}" for id in competent]),
            (
                "attitude",
                [f"attitude:{one.name}" if one.name != Attitude.NEUTRAL else None for one in manner.attitudes],
            ),
        ):
            silent = [None if _has(said, field) else label for said, label in zip(whole, answers, strict=True)]
            for n, reason in self.basis.classifier_reasons(basis, field, silent) if any(silent) else ():
                whole[n].append(reason)
        if self._layer is not None and probable.evidence is not None:
            for part, chosen in self._chosen(probable, manner, competent).items():
                for n, more in enumerate(self._layer.reasons(part, chosen, basis, probable.evidence)):
                    whole[n] += more
        return whole

    def _chosen(
        self, probable: _Probable, manner: Manner, competent: Sequence[str | None]
    ) -> dict[str, list[tuple[str, ...]]]:
        """The labels of each text whose reasons a learned layer is asked for."""
        topics = probable.topics.named(self.basis.topic_names)
        return {
            "function": [(id,) if id is not None else () for id in competent],
            "topics": [tuple(t.name for t in row[:_REASONED_TOPICS] if t.score >= _REASONED_TOPIC) for row in topics],
            "attitude": [(one.name,) for one in manner.attitudes],
            "kind": [(kind.name,) if kind is not None else () for kind in manner.kinds],
            "voice": [(voice,) for voice in manner.voices],
        }

    def _wanted(self, topics: Ranked, competent: Sequence[str | None]) -> Wanted:
        """The words wanted for the topics shown and, behind them, for the competent function."""
        column = self.basis.lexicon.column
        shown = (topics.rank < _REASONED_TOPICS) & (topics.score >= _REASONED_TOPIC)
        functions = [(n, column["function", id]) for n, id in enumerate(competent) if id is not None]
        of, number = np.array(functions, dtype=np.int64).reshape(-1, 2).T
        text = np.concatenate([topics.text[shown], of])
        columns = np.concatenate([topics.label[shown] + len(self.basis.function_ids), number])
        field = np.repeat(np.array(("topics", "lead"), dtype=object), (shown.sum(), len(of)))
        at_most = np.repeat((2, 4), (shown.sum(), len(of)))
        order = np.argsort(text, kind="stable")
        return Wanted(text[order], columns[order], field[order], at_most[order])


def _named(text: str, places: Sequence[FoundPlace], institution: Found | None) -> Iterator[Reason]:
    """Where the places and the institution are named first."""
    seen: set[Place] = set()
    for found in places:
        if found.place not in seen and len(seen) < _PLACES_SHOWN:
            seen.add(found.place)
            yield Reason("places", text[found.start : found.end], found.start, found.end, 1.0)
    if institution is not None:
        start, end = institution.start, institution.end
        yield Reason("institution", text[start:end], start, end, 1.0)


def _has(reasons: Sequence[Reason], field: str) -> bool:
    return any(reason.field == field for reason in reasons)


def _home_place(finder: PlaceFinder) -> Place | None:
    return Place(finder.home.name, finder.home.code, local=True) if finder.home is not None else None


def _competent(lead: UnitChoice, others: Sequence[UnitChoice]) -> str | None:
    """The department's function, which stands behind a locality where that leads."""
    for choice in (lead, *others):
        if choice.function not in (None, LOCALITY):
            return choice.function
    return None


def load_reader(
    jurisdiction: str | None,
    own_places: Sequence[str | OwnPlace] = (),
    own_units: Sequence[Unit] = (),
    *,
    topics: Sequence[TopicEdit] = (),
    learned: Path | None = None,
    sure_at: float | None = None,
    criteria: Path | None = None,
) -> TextReader:
    """The reader of a desk that answers for `jurisdiction` (any division's name, or one the list lacks; None: units by function).

    `learned` is a model of the desk's own (its path without a suffix), `sure_at` the score from which a lead is sure,
    `criteria` a file of the desk's own criteria of the levels. Raises Refused when that file cannot be used, and when a model is missing, was changed, or was made for another engine, dictionary or packaged model.
    """
    cutter = segmenter()
    classifier = load_classifier(cutter)
    finder = PlaceFinder(jurisdiction, own_places)
    beside = {**finder.lists, **institutions.lists(), **severity_cues.lists(), **unit_rules.lists()}
    basis = BasisReader(classifier, cutter, topics, beside)
    layer = load_layer(learned, classifier, cutter) if learned is not None else None
    assigner = UnitAssigner(jurisdiction, own_units, own_places)
    own = criteria_of(criteria) if criteria is not None else None
    return TextReader(finder, assigner, basis, layer, SURE_AT if sure_at is None else sure_at, own)
