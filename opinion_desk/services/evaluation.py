"""`evaluate`: the lines of a file as truth, against what the reader in force finds in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from ..domain.learned import Evaluation
from ..domain.learning import Sample
from ..domain.scoring import FieldFigures, field_figures, set_field_figures
from ..domain.verdict import Verdict
from .judged_lines import Functions, judged_lines
from .ports import Reader

_BATCH: Final = 512
FOUND: Final[dict[str, Callable[[Verdict], str]]] = {
    "function": lambda verdict: verdict.lead.function or "",
    "attitude": lambda verdict: str(verdict.attitude.name),
    "kind": lambda verdict: verdict.kind.name if verdict.kind else "",
}
"""What a verdict says of a field with one label; none is an empty text, as in a sample."""


def evaluate_file(
    path: Path, reader: Reader, functions: Functions, progress: Callable[[float], None] | None = None
) -> Evaluation:
    """Figures of the fields that the lines judge; `progress` is told shares of 1. Refused when the file cannot be read."""
    lines = list(judged_lines(path, functions))
    samples = [line.sample for line in lines if line.sample is not None]
    verdicts: list[Verdict] = []
    for start in range(0, len(samples), _BATCH):
        verdicts += reader.read([sample.text for sample in samples[start : start + _BATCH]])
        if progress is not None:
            progress(len(verdicts) / len(samples))
    problems = tuple(problem for line in lines for problem in line.problems)
    return Evaluation(len(samples), figures(samples, verdicts), len(lines) - len(samples), problems)


def figures(samples: Sequence[Sample], verdicts: Sequence[Verdict]) -> dict[str, FieldFigures]:
    """Figures by field, over the samples that judge it, in the order of the contract."""
    found: dict[str, FieldFigures] = {}
    for field in ("function", "topics", "attitude", "kind"):
        judged = [
            (truth, verdict)
            for sample, verdict in zip(samples, verdicts, strict=True)
            if (truth := getattr(sample, field)) is not None
        ]
        if not judged:
            continue
        truths = [truth for truth, _ in judged]
        if field == "topics":
            found[field] = set_field_figures(truths, [[t.name for t in verdict.topics] for _, verdict in judged])
        else:
            found[field] = field_figures(truths, [FOUND[field](verdict) for _, verdict in judged])
    return found
