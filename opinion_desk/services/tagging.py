"""`tag`: a file of items read in batches and written back with verdicts, in the same order, whole or not at all."""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TextIO

from ..domain.collected import Skipped
from ..domain.errors import Refused, Unavailable
from ..domain.reading import TextToRead
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
    """Read every line of `path` and write one verdict a line to `out`. Refused/Unavailable with nothing half written."""
    started = time.perf_counter()
    try:
        handle, name = tempfile.mkstemp(dir=out.resolve().parent, prefix=out.name, suffix=".part")
    except OSError as error:
        raise Refused("file_unwritable", path=out, why=error.strerror or str(error)) from None
    part = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            report = _tag_lines(path, file, reader, progress, started)
            file.flush()
            os.fsync(file.fileno())
        part.replace(out)
    except OSError as error:
        raise Unavailable("file_unwritable", path=out, why=error.strerror or str(error)) from None
    finally:
        part.unlink(missing_ok=True)
    return report


def _tag_lines(
    path: Path, file: TextIO, reader: Reader, progress: Callable[[int], None], started: float
) -> TagReport:
    problems: list[Skipped] = []
    batch: list[TextToRead] = []
    read = skipped = tagged = 0
    for line in read_lines(path):
        read += 1
        problems += line.problems
        if line.text is None:
            skipped += 1
            continue
        batch.append(line.text)
        if len(batch) == _BATCH:
            tagged += _write(batch, file, reader)
            batch = []
            progress(tagged)
    tagged += _write(batch, file, reader)
    return TagReport(read, tagged, skipped, tuple(problems), time.perf_counter() - started)


def _write(batch: list[TextToRead], file: TextIO, reader: Reader) -> int:
    for text, verdict in zip(batch, reader.read(batch), strict=True):
        line = json.dumps({"id": text.id, **verdict.as_json()}, ensure_ascii=False)
        file.write(line.encode("utf-8", "replace").decode("utf-8") + "\n")
    return len(batch)
