"""How well labels were found: accuracy, mean F1 over the labels of the truth, and what was taken for what. Pure arithmetic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from .learning import Figures

NO_LABEL: Final = "none"
"""How figures name what has no label: nobody answers, no kind, no topic."""
Confusion = Mapping[str, Mapping[str, int]]
"""How often each label of the truth (outer) was read as which label (inner)."""


@dataclass(frozen=True, slots=True)
class FieldFigures:
    """How well one field was found over `n` texts; shares of 1."""

    n: int
    accuracy: float
    macro_f1: float
    confusion: Confusion


def figures_of(truth: Sequence[str], found: Sequence[str]) -> Figures:
    """Accuracy and macro-F1 of one label a text; ValueError when the two are not of one length. All zero for no text."""
    pairs = list(zip(truth, found, strict=True))
    right = sum(wanted == got for wanted, got in pairs)
    return Figures(len(pairs), _share(right, len(pairs)), macro_f1(({wanted}, {got}) for wanted, got in pairs))


def set_figures_of(truth: Sequence[Sequence[str]], found: Sequence[Sequence[str]]) -> Figures:
    """The same for texts with several labels, `found` strongest first.

    A text is right when the strongest found label stands in its truth, or when it has neither. F1 counts, for a text of
    k true labels, the k strongest found ones.
    """
    pairs = [(list(dict.fromkeys(wanted)), list(got)) for wanted, got in zip(truth, found, strict=True)]
    right = sum(got[0] in wanted if got else not wanted for wanted, got in pairs)
    counted = ((set(wanted), set(got[: len(wanted)])) for wanted, got in pairs)
    return Figures(len(pairs), _share(right, len(pairs)), macro_f1(counted))


def macro_f1(pairs: Iterable[tuple[set[str], set[str]]]) -> float:
    """The mean of F1 = 2·hits / (true + found) over the labels that occur in a truth; 0 when there is none.

    Each pair is the labels of the truth and those found of one text. A label found and never true lowers only what it
    was found instead of.
    """
    hits: Counter[str] = Counter()
    true: Counter[str] = Counter()
    claimed: Counter[str] = Counter()
    for wanted, got in pairs:
        hits.update(wanted & got)
        true.update(wanted)
        claimed.update(got)
    return _share(sum(2 * hits[label] / (count + claimed[label]) for label, count in true.items()), len(true))


def confusion_of(truth: Sequence[str], found: Sequence[str]) -> Confusion:
    """How often each label of the truth was read as which, the frequent ones first; no label is called NO_LABEL."""
    counts: dict[str, Counter[str]] = {}
    for wanted, got in zip(truth, found, strict=True):
        counts.setdefault(wanted or NO_LABEL, Counter())[got or NO_LABEL] += 1
    often = sorted(counts, key=lambda label: (-counts[label].total(), label))
    return {label: dict(counts[label].most_common()) for label in often}


def field_figures(truth: Sequence[str], found: Sequence[str]) -> FieldFigures:
    """Figures and confusion of a field with one label a text."""
    figures = figures_of(truth, found)
    return FieldFigures(figures.n, figures.accuracy, figures.macro_f1, confusion_of(truth, found))


def set_field_figures(truth: Sequence[Sequence[str]], found: Sequence[Sequence[str]]) -> FieldFigures:
    """The same with several labels a text; what was taken for what is told of the first true and the strongest found one."""
    figures = set_figures_of(truth, found)
    confusion = confusion_of([_first(labels) for labels in truth], [_first(labels) for labels in found])
    return FieldFigures(figures.n, figures.accuracy, figures.macro_f1, confusion)


def _first(labels: Sequence[str]) -> str:
    return labels[0] if labels else ""


def _share(part: float, whole: int) -> float:
    return part / whole if whole else 0.0
