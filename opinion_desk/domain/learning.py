"""Learning from persons (修正研判): labelled samples, the desk's own topics, and what came of a lesson."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from .reading import TextToRead

FIELDS: Final = ("function", "topics", "attitude", "kind", "voice")
"""What can be learned, in the order in which figures are told."""
NONE: Final = ""
"""As a function or a kind: a person settled that there is none."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A text and what a person settled about it; a field of None was not judged.

    `function` is an id of the catalogue, `locality` or NONE; `topics` the whole truth (none, one or several names);
    `attitude`, `kind` (D1-D6 or NONE) and `voice` as in the contract.
    """

    text: TextToRead
    function: str | None = None
    topics: tuple[str, ...] | None = None
    attitude: str | None = None
    kind: str | None = None
    voice: str | None = None


@dataclass(frozen=True, slots=True)
class TopicEdit:
    """What a desk changed in the catalogue of topics (领域): a topic of its own, other words, or one it does not use.

    `words` have weights as in data/lexicons (3 nearly proves, 1 hints); for a packaged topic they come on top of its own.
    """

    name: str
    words: tuple[tuple[str, float], ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """How well one field is read on samples that were not learned from; shares of 1."""

    n: int
    accuracy: float
    macro_f1: float


@dataclass(frozen=True, slots=True)
class Lesson:
    """What came of learning: the new model's name and how it and the one in force do on kept-back samples.

    `score_before` and `score_after` are the mean accuracy over all judgements of the kept-back samples, 0..1;
    `better` tells that the new one is no worse. `before` and `after` hold the same by field.
    """

    model: str
    samples: int
    score_before: float
    score_after: float
    better: bool
    before: Mapping[str, Figures] = field(default_factory=dict)
    after: Mapping[str, Figures] = field(default_factory=dict)
