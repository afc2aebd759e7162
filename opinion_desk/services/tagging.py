"""`tag`: a file of items read in batches and written back with verdicts, in the same order, whole or not at all."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..domain.collected import Skipped
from ..domain.reading import TextToRead
from ..whole_files import write_whole
from .jsonl import read_lines
from .ports import Reader

_BATCH: Final = 512


@dataclass(frozen=True, slots=True)
class TagReport:
    """What came of a file: lines read, tagged, skipped; every problem with its line."""

    read: int
    tagged: int
    skipped: int
    problems: tuple[Skipped, ...]
    seconds: float


def tag_file(path: Path, out: Path, reader: Reader, progress: Callable[[int], None]) -> TagReport:
    """Read every line of `path` and write one verdict a line to `out`, whole or not at all."""
    started = time.perf_counter()
    answer = io.BytesIO()
    problems: list[Skipped] = []
    batch: list[tuple[str | int, TextToRead]] = []
    read = skipped = tagged = 0
    for line in read_lines(path):
        read += 1
        problems += line.problems
        if line.text is None:
            skipped += 1
            continue
        batch.append((line.id, line.text))
        if len(batch) == _BATCH:
            tagged += _write(batch, answer, reader)
            batch = []
            progress(tagged)
    tagged += _write(batch, answer, reader)
    write_whole(out, answer.getvalue())
    return TagReport(read, tagged, skipped, tuple(problems), time.perf_counter() - started)


def _write(batch: list[tuple[str | int, TextToRead]], answer: io.BytesIO, reader: Reader) -> int:
    for (id, _), verdict in zip(batch, reader.read([text for _, text in batch]), strict=True):
        line = json.dumps({"id": id, **verdict.as_json()}, ensure_ascii=False)
        answer.write(line.encode("utf-8", "replace") + b"\n")
    return len(batch)
