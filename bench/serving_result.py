"""What came of the simulated day: what was owed and what is stored, and what the process held hour by hour."""

from __future__ import annotations

import gc
import sys
import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from bench.serving_sources import HOUR, Published, Simulated

START: Final = datetime(2026, 11, 20, 0, 0, tzinfo=UTC)  # 08:00 at the desk: midnight comes after sixteen hours
HOURS: Final = 26.5
LOOPS: Final = 5
VISIT_S: Final = 6.0  # real seconds a visit may take: only sources that hang use them up
FULL: Final = (5 * HOUR, 5 * HOUR + 900)  # when the disk takes nothing more
OUTAGE: Final = (9 * HOUR, 11 * HOUR)
AHEAD: Final = (12 * HOUR, 13 * HOUR)
AHEAD_BY: Final = timedelta(hours=2)
RESTART: Final = (14 * HOUR, 14 * HOUR + 300)  # of the servers
STOPS: Final = (
    (7.5 * HOUR, 300),
    (16 * HOUR + 120, 60),
    (21 * HOUR, 1_200),
)  # of the process: when, and for how many seconds
KILL: Final = 22.5 * HOUR


@dataclass(frozen=True, slots=True)
class Sample:
    """The process at one hour of the day; what the servers of the day hold open is taken off."""

    hour: float
    life: int  # which process of the day it is
    items: int  # stored so far
    rss_mb: float
    blocks: int  # pieces of memory the interpreter holds
    threads: int
    descriptors: int
    on_disk_kb: float  # the database with its journal


@dataclass(slots=True)
class Day:
    """What came of the day."""

    sources: Sequence[Simulated]
    hours: float
    tick_s: float
    samples: list[Sample] = field(default_factory=list)
    stored: Counter[str] = field(default_factory=Counter)  # titles
    refused: int = 0  # second processes that were told that one collects already
    tried: int = 0
    kept_while_full: list[int] = field(default_factory=list)  # items stored as the disk filled up, and as room was made
    outages: list[float] = field(default_factory=list)  # when each was seen to begin
    after_outage: list[str] = field(
        default_factory=list
    )  # sources without troubles that fail since, when the line comes back
    unhealthy: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)  # addresses taken over
    rows: dict[str, int] = field(default_factory=dict)  # of every table at the end
    database_kb: float = 0.0  # when all is closed, so without a journal
    statuses: dict[int, int] = field(default_factory=dict)
    verified: list[str] = field(default_factory=list)
    left_threads: list[str] = field(default_factory=list)
    left_descriptors: int = 0

    def longest_life(self) -> list[Sample]:
        """The samples of the process that lived longest (the later of two) without its first, by which not all is loaded that will be."""
        lives = Counter(sample.life for sample in self.samples)
        life = max(lives, key=lambda life: (lives[life], life))
        return [sample for sample in self.samples if sample.life == life][1:]

    def owed(self) -> list[str]:
        """The titles that stood for as long as their source's interval at a time when desk, line and source were well."""
        return [item.title for source in self.sources for item in source.items if self._is_owed(source, item)]

    def missed(self) -> list[str]:
        """What was owed and is not stored."""
        return [title for title in self.owed() if not self.stored[title]]

    def twice(self) -> list[str]:
        """What is stored more than once."""
        return [title for title, count in self.stored.items() if count > 1]

    def unknown(self) -> list[str]:
        """What is stored and was never published."""
        known = {item.title for source in self.sources for item in source.items}
        return [title for title in self.stored if title not in known]

    def _is_owed(self, source: Simulated, item: Published) -> bool:
        begins, ends = max(item.begins, 0.0), min(item.ends, self.hours * HOUR)
        longest = source.longest_s + 2 * self.tick_s
        for bad_from, bad_to in sorted(self._bad(source)):
            if bad_from - begins >= longest and bad_from <= ends:
                return True
            begins = max(begins, bad_to) if bad_from < ends else begins
        return ends - begins >= longest

    def _bad(self, source: Simulated) -> list[tuple[float, float]]:
        """When this source could not be collected, each time with the longest back-off that may follow it."""
        twice = 2 * source.longest_s + 90
        bad = [(OUTAGE[0], OUTAGE[1] + twice), (RESTART[0], RESTART[1] + twice)]
        bad.append((FULL[0], FULL[1] + 180))  # what could not be stored is fetched again, and its source is still due
        bad += [(at, at + lasting + 90) for at, lasting in (*STOPS, (KILL, 60.0))]
        trouble = source.trouble
        if trouble is not None and trouble.kind not in ("moved", "lent"):
            lasted = trouble.ends - trouble.begins
            wait = min(1.1 * lasted + twice, 6.6 * HOUR) if trouble.kind not in ("cut", "empty") else twice
            bad.append((trouble.begins, trouble.ends + max(wait, 1_800 + twice)))
        return [(begins, ends) for begins, ends in bad if begins < self.hours * HOUR]


def sample(hour: float, life: int, items: int, kept: int, home: Path) -> Sample:
    """The process as it is now; `kept` connections to the servers of the day are open, a thread and two descriptors each."""
    gc.collect()
    size = sum(path.stat().st_size for path in home.glob("desk.sqlite3*"))
    threads, files = len(threads_now()) - kept, descriptors_now() - 2 * kept
    return Sample(hour, life, items, _rss_mb(), sys.getallocatedblocks(), threads, files, size / 1_000)


def threads_now() -> frozenset[str]:
    """The threads of this process."""
    return frozenset(f"{thread.name}/{thread.ident}" for thread in threading.enumerate())


def descriptors_now() -> int:
    """How many descriptors this process holds open; 0 where the system does not tell."""
    folder = Path("/proc/self/fd")
    return len(list(folder.iterdir())) if folder.is_dir() else 0


def _rss_mb() -> float:
    """Memory of this process as the system counts it; 0 where it does not tell."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmRSS")) / 1_000
