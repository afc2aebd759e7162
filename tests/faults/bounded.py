"""Visits measured one by one: `python -m tests.faults.bounded BASE` visits the paths that come in on its input, a process each.

For each it prints a line of JSON: the path, seconds, seconds of the processor, megabytes of memory beyond what a small good feed takes, the
sentences it ended with, and the number of entries. The processes are forked from one that has everything loaded.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from time import monotonic, process_time
from typing import Final

from opinion_desk.collectors.collector import HttpCollector
from opinion_desk.collectors.detect import parse
from opinion_desk.domain.collected import Collected
from opinion_desk.domain.source import Form, Health, Source

GOOD: Final = "/good"
_LONGEST_S: Final = 90
_PER_MB: Final = 1e6 if sys.platform == "darwin" else 1e3


@dataclass(frozen=True, slots=True)
class Measured:
    """One visit: what it cost and what was told; `busy` are seconds of the processor, which a shared machine does not lengthen."""

    path: str
    seconds: float
    busy: float
    megabytes: float
    told: tuple[str, ...]
    entries: int


def visit(base: str, path: str, timeout_s: float = 20) -> Collected:
    """One visit as the desk makes it, to the server of the test."""
    collector = HttpCollector(user_agent="desk-test", now=lambda: datetime.now(UTC), timeout_s=timeout_s)
    try:
        return collector.visit(Source(1, "云川", f"{base}{path}", Form.FEED, True), Health())
    finally:
        collector.close()


def _load(base: str) -> None:
    """Have every library in memory that some document needs, so that it is charged to none."""
    visit(base, GOOD)
    now = datetime.now(UTC)
    for raw in (b"<rss version='2.0'><channel><item><title>x</rss>", b"\xff\xfe\xfd\xfc"):
        parse(raw, now=now)
    import openpyxl  # noqa: F401


def _measure(base: str, path: str, timeout_s: float, usual: float) -> Measured:
    began, worked = monotonic(), process_time()
    found = visit(base, path, timeout_s)
    seconds, busy = monotonic() - began, process_time() - worked
    told = ((found.why.sentence,) if found.why else ()) + found.problems
    return Measured(path, seconds, busy, _peak() - usual, told, len(found.entries))


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _PER_MB


def _in_a_process(base: str, path: str, timeout_s: float, usual: float) -> Measured | None:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        signal.alarm(_LONGEST_S)
        os.close(reading)
        with os.fdopen(writing, "w") as out:
            json.dump(asdict(_measure(base, path, timeout_s, usual)), out)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        raw = answer.read()
    os.waitpid(child, 0)
    return Measured(**{**json.loads(raw), "told": tuple(json.loads(raw)["told"])}) if raw else None


def main(base: str) -> int:
    """Say `ready`, then measure each path of the input, `path` or `path timeout`; a visit that died or took too long is null."""
    _load(base)
    good = _in_a_process(base, GOOD, 20, 0.0)
    usual = good.megabytes if good else 0.0
    print("ready", flush=True)
    for line in sys.stdin:
        path, _, seconds = line.strip().partition(" ")
        found = _in_a_process(base, path, float(seconds or 20), usual)
        print(json.dumps(asdict(found) if found else None, ensure_ascii=False), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
