"""Weighted word lists (词典): each word speaks for labels with a weight; finding them in texts is marking's business."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from data import read_json, read_text
from opinion_desk.domain.learning import TopicEdit

from .functions import functions

Label = tuple[str, str]
"""A family ("function", "topic", "attitude", "voice", "kind", "scope") and a name in it."""

_NAME_WEIGHT: Final = 3.0
_KEYWORD_WEIGHT: Final = 2.0
_LETTER: Final = 0.4
"""A single character says less than a word of the same weight: it is often a part of another word."""

Weights = dict[str, dict[Label, float]]


class Lexicon:
    """Words and what they speak for. `matrix[pattern, column]` is the weight for `labels[column]`."""

    def __init__(self, weights: Weights, labels: Sequence[Label]) -> None:
        self.labels: tuple[Label, ...] = tuple(labels)
        self.column: dict[Label, int] = {label: n for n, label in enumerate(self.labels)}
        whole = _inherited(_with_lower_case(weights))
        self.words: tuple[str, ...] = tuple(sorted(whole))
        self.matrix: NDArray[np.float32] = np.zeros((len(self.words), len(self.labels)), dtype=np.float32)
        said = [
            (row, self.column[label], weight * (_LETTER if len(word) == 1 else 1.0))
            for row, word in enumerate(self.words)
            for label, weight in whole[word].items()
        ]
        rows, columns, weight_of = zip(*said, strict=True) if said else ((), (), ())
        self.matrix[list(rows), list(columns)] = weight_of

    def columns(self, family: str) -> slice:
        """The columns of one family, which stand side by side."""
        at = [n for n, label in enumerate(self.labels) if label[0] == family]
        return slice(at[0], at[-1] + 1)


def _with_lower_case(weights: Weights) -> Weights:
    whole = dict(weights)
    for word, says in weights.items():
        whole.setdefault(word.lower(), says)
    return whole


def _inherited(weights: Weights) -> Weights:
    """A word speaks for the families it is silent on as the words inside it do, since only the longest find counts."""
    whole: Weights = {}
    for word, own in weights.items():
        families = {family for family, _ in own}
        merged = dict(own)
        for start in range(len(word)):
            for end in range(start + 2, len(word) + 1):
                inside = weights.get(word[start:end])
                for label, weight in inside.items() if inside is not None else ():
                    if label[0] not in families:
                        merged[label] = max(weight, merged.get(label, weight))
        whole[word] = merged
    return whole


def _add(weights: Weights, label: Label, by_weight: Mapping[str, str]) -> None:
    for weight, words in by_weight.items():
        for word in words.split():
            says = weights.setdefault(word, {})
            says[label] = max(float(weight), says.get(label, -9.0))


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic (领域) of the catalogue, with the functions whose words speak for it, each with its share."""

    name: str
    words: Mapping[str, str]
    functions: Mapping[str, float]


@cache
def topics() -> tuple[Topic, ...]:
    """The catalogue of topics in its order, from data/topics.json."""
    return tuple(Topic(row["name"], row["words"], row["functions"]) for row in read_json("topics.json")["topics"])


def _function_weights() -> Weights:
    weights: Weights = {}
    lists: Mapping[str, Any] = read_json("lexicons/functions.json")["words"]
    for function in functions():
        label = ("function", function.id)
        _add(weights, label, lists.get(function.id, {}))
        if function.id == "locality":
            continue
        for word, weight in _catalogue_words(function.name, function.aliases, function.keywords):
            weights.setdefault(word, {}).setdefault(label, weight)
    return weights


def _catalogue_words(name: str, aliases: Iterable[str], keywords: Iterable[str]) -> Iterable[tuple[str, float]]:
    yield name, _NAME_WEIGHT
    yield from ((alias, _NAME_WEIGHT) for alias in aliases)
    yield from ((word, _KEYWORD_WEIGHT) for word in keywords)


def _with_topics(weights: Weights, catalogue: Sequence[Topic]) -> Weights:
    """Adds what each word says for topics: its own weight there, or its share through the functions it speaks for."""
    shares: dict[str, list[tuple[Label, float]]] = {}
    for topic in catalogue:
        for function, share in topic.functions.items():
            shares.setdefault(function, []).append((("topic", topic.name), share))
    whole: Weights = {}
    for word, says in weights.items():
        offered: dict[Label, float] = {}
        for (_, function), weight in says.items():
            for label, share in shares.get(function, ()):
                if abs(weight * share) > abs(offered.get(label, 0.0)):
                    offered[label] = weight * share
        whole[word] = {**says, **offered}
    for topic in catalogue:
        own: Weights = {}
        _add(own, ("topic", topic.name), topic.words)
        for word, says in own.items():
            whole.setdefault(word, {}).update(says)
    return whole


@cache
def subjects(edits: tuple[TopicEdit, ...] = ()) -> Lexicon:
    """Words for functions and topics: what a text is about. `edits` are the desk's own topics and words."""
    weights = _function_weights()
    catalogue = _edited(edits, weights)
    labels = [("function", f.id) for f in functions()] + [("topic", t.name) for t in catalogue]
    return Lexicon(_with_topics(weights, catalogue), labels)


def _edited(edits: Sequence[TopicEdit], weights: Weights) -> list[Topic]:
    """The packaged topics with the desk's words on top of theirs, then the desk's own ones."""
    by_name = {edit.name: edit for edit in edits}
    whole = [_topped(topic, by_name.pop(topic.name, None)) for topic in topics()]
    return whole + [_topped(Topic(name, {}, _functions_of_name(name, weights)), edit) for name, edit in by_name.items()]


def _topped(topic: Topic, edit: TopicEdit | None) -> Topic:
    if edit is None or not edit.words:
        return topic
    words = dict(topic.words)
    for word, number in edit.words:
        words[str(number)] = f"{words.get(str(number), '')} {word}"
    return Topic(topic.name, words, topic.functions)


def _functions_of_name(name: str, weights: Weights) -> Mapping[str, float]:
    """What a name alone tells of a topic: the functions that a common classification puts under it, else those its words speak for."""
    known: Mapping[str, Any] = read_json("topics.json")["known_names"]
    if name in known:
        shares: Mapping[str, float] = known[name]
        return shares
    found: dict[str, float] = {}
    for start in range(len(name)):
        for end in range(start + 2, len(name) + 1):
            for (family, function), weight in weights.get(name[start:end], {}).items():
                if family == "function" and weight >= _KEYWORD_WEIGHT:
                    found[function] = max(found.get(function, 0.0), min(weight / _NAME_WEIGHT, 1.0))
    return found


@cache
def manners() -> Lexicon:
    """Words for attitude, voice, kind and scope: how a text speaks, and of what weight its matter is."""
    weights: Weights = {}
    labels: list[Label] = []
    cues = read_json("lexicons/cues.json")
    families = {"attitude": read_json("lexicons/attitude.json")["words"]}
    families |= {family: cues[family] for family in ("voice", "kind", "scope")}
    for family, names in families.items():
        for name, by_weight in names.items():
            labels.append((family, name))
            _add(weights, (family, name), by_weight)
    return Lexicon(weights, labels)


@cache
def negations() -> frozenset[str]:
    """Words that turn a judgement when they stand right before it."""
    return frozenset(read_json("lexicons/attitude.json")["negations"].split())


@cache
def missing() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Words before and after the name of an announcement that tell that there is none (没有通报, 公示不清)."""
    row = read_json("lexicons/cues.json")["missing"]
    return tuple(row["before"].split()), tuple(row["after"].split())


@cache
def desk_words() -> tuple[str, ...]:
    """The desk's own words for the segmenter, sorted; a model is good only for the list it was trained with."""
    return tuple(sorted(set(read_text("lexicons/desk_words.txt").split())))
