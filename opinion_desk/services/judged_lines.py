"""Lines of a file with what a person says is right: the lines of `tag` with function, topics, attitude or kind."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ..domain.collected import Skipped
from ..domain.errors import Refused
from ..domain.learning import NONE, Sample
from ..domain.messages import sentence
from ..domain.verdict import Attitude
from .jsonl import read_lines
from .topics import topic_name

KINDS: Final = ("D1", "D2", "D3", "D4", "D5", "D6")
LOCALITY: Final = "locality"
Functions = Collection[str]


@dataclass(frozen=True, slots=True)
class JudgedLine:
    """One line; without a sample it cannot be used, and the problems say why."""

    number: int
    sample: Sample | None
    problems: tuple[Skipped, ...] = ()


def judged_lines(path: Path, functions: Functions) -> Iterator[JudgedLine]:
    """Every line that is not blank; Refused when the file cannot be read. A value that means nothing is told and left out."""
    for line in read_lines(path):
        if line.text is None:
            yield JudgedLine(line.number, None, line.problems)
            continue
        labels, wrong = _labels(line.row, functions)
        problems = [*line.problems]
        problems += [
            Skipped(line.number, sentence("judgement_ignored", field=f), still_read=bool(labels)) for f in wrong
        ]
        if not labels:
            problems.append(Skipped(line.number, sentence("judgement_missing")))
        yield JudgedLine(line.number, Sample(line.text, **labels) if labels else None, tuple(problems))


def _labels(row: Mapping[str, Any], functions: Functions) -> tuple[dict[str, Any], list[str]]:
    """What the line settles, and the fields whose values mean nothing."""
    readers: dict[str, Callable[[Any], Any]] = {
        "function": lambda value: function_of(value, functions),
        "topics": _topics,
        "attitude": attitude_of,
        "kind": kind_of,
    }
    labels: dict[str, Any] = {}
    wrong: list[str] = []
    for field, read in readers.items():
        if field not in row or (row[field] is None and field in ("topics", "attitude")):
            continue  # not said; for function and kind a null says: none
        try:
            labels[field] = read(row[field])
        except Refused:
            wrong.append(field)
    return labels, wrong


def function_of(value: object, functions: Functions) -> str:
    """An id of the catalogue, `locality`, or NONE; Refused for anything else."""
    return _one_of(value, "function", {*functions, LOCALITY, NONE})


def attitude_of(value: object) -> str:
    """An attitude's id; Refused for anything else."""
    return _one_of(value, "attitude", {attitude.value for attitude in Attitude}, none=False)


def kind_of(value: object) -> str:
    """D1 to D6, or NONE; Refused for anything else."""
    return _one_of(value, "kind", {*KINDS, NONE})


def _one_of(value: object, field: str, known: Collection[str], none: bool = True) -> str:
    said = NONE if value is None and none else value
    if isinstance(said, str) and said in known:
        return said
    raise Refused("correction_unknown", field=field, value=str(value)[:40])


def _topics(value: object) -> tuple[str, ...]:
    """Names of topics without repeats; one that is no name makes the whole truth unreadable."""
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise Refused("correction_unknown", field="topics", value=str(value)[:40])
    return tuple(dict.fromkeys(topic_name(name) for name in value))
