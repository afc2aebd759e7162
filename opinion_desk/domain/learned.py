"""What learning shows to persons: models made at this desk, samples and who settled them, topics of its own, what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from .collected import Skipped
from .learning import Lesson
from .scoring import FieldFigures


@dataclass(frozen=True, slots=True)
class LearnedModel:
    """A model made at this desk; `adopted` is None where it read the kept-back samples worse and was never in force.

    The scores are shares of 1 on kept-back samples: of the model in force when it was made, and its own.
    """

    id: int
    name: str
    made: datetime
    by: str
    samples: int
    score_before: float
    score_after: float
    adopted: datetime | None
    in_force: bool


@dataclass(frozen=True, slots=True)
class LearningState:
    """How learning stands: judged texts there are, how many are new since the model in force, and the models, newest first.

    `current` is None while the packaged model reads; `running` tells that a lesson is under way, in whichever process.
    """

    samples: int
    new: int
    current: LearnedModel | None
    models: tuple[LearnedModel, ...]
    running: bool


@dataclass(frozen=True, slots=True)
class Learned:
    """What came of one lesson; not adopted when it read worse, or another model was put in force meanwhile."""

    model: LearnedModel
    lesson: Lesson
    adopted: bool


@dataclass(frozen=True, slots=True)
class FileLearned:
    """What came of a file: samples taken from it, lines not used, every problem with its line, and the lesson after it."""

    samples: int
    skipped: int
    problems: tuple[Skipped, ...]
    learned: Learned


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How well the lines of a file are read: `n` lines, and figures of the fields they judge, by field."""

    n: int
    fields: Mapping[str, FieldFigures]
    skipped: int = 0
    problems: tuple[Skipped, ...] = ()


@dataclass(frozen=True, slots=True)
class SampleRow:
    """A sample as a person looks it up: what was settled by whom, when, and from what.

    It comes from an item's corrections (`item_id`; taken back there, `id` is 0), from a file (`origin` is its name) or from
    the bench (`origin` is empty). A field of None was not judged; a function or kind of "" is: none.
    """

    id: int
    item_id: int | None
    origin: str
    title: str
    by: str
    at: datetime
    function: str | None = None
    topics: tuple[str, ...] | None = None
    attitude: str | None = None
    kind: str | None = None
    voice: str | None = None


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic (领域): packaged or the desk's `own`, shown or `hidden`, the desk's words for it with weights, its samples."""

    name: str
    own: bool
    hidden: bool
    words: tuple[tuple[str, float], ...] = field(default=())
    samples: int = 0
