"""How well emergencies and their levels are read, against a set of texts whose truth is known: precision, recall, share of right classes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from opinion_desk.domain.verdict import Emergency


@dataclass(frozen=True, slots=True)
class Told:
    """The class of emergency and the level of one text, as it is or as it was read; None where there is none."""

    emergency: Emergency | None
    level: int | None


@dataclass(frozen=True, slots=True)
class Scores:
    """Shares from 0 to 1 over a set; `precision` and `recall` are 1 where there is nothing to be right about."""

    precision: float
    recall: float
    class_accuracy: float


def is_right(truth: Told, read: Told) -> bool:
    """A level that was read is right when the level and its class are both those of the truth."""
    return read.level is not None and read == truth


def scores(truths: Sequence[Told], reads: Sequence[Told]) -> Scores:
    """Precision: right of the levels read; recall: right of the texts that have a level; class accuracy: over all texts, none counting as a class."""
    pairs = list(zip(truths, reads, strict=True))
    right = sum(is_right(truth, read) for truth, read in pairs)
    return Scores(
        precision=_share(right, sum(read.level is not None for read in reads)),
        recall=_share(right, sum(truth.level is not None for truth in truths)),
        class_accuracy=_share(sum(truth.emergency is read.emergency for truth, read in pairs), len(pairs)),
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
