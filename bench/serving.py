"""`python -m bench.serving`: 26.5 hours of `collect --serve` in minutes: what was missed, and what the process holds at the end.

The day is told in bench/serving_day.py. It is not judged, but folded by the real grouper; `--quick` ticks every half minute.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path
from typing import Final

from bench.line import print_line
from bench.serving_day import Day, run_day
from opinion_desk.services import serving

_WARM_AFTER: Final = 3  # hours: by then every module is loaded and every cache has been filled once


def main() -> None:
    """Measure and print the one line."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quick", action="store_true", help="a rough figure in under 20 s")
    arguments.add_argument("--tick", type=float, default=10.0, help="simulated seconds between two ticks")
    given = arguments.parse_args()
    serving.TICK_EVERY = 30.0 if given.quick else given.tick  # type: ignore[misc]  # the day's own pace
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        day = run_day(Path(folder), count=30 if given.quick else 60)
    print_line("serving", figures_of(day, time.perf_counter() - began), {})


def figures_of(day: Day, seconds: float) -> dict[str, float]:
    """The day in numbers."""
    warm, last = day.samples[_WARM_AFTER], day.samples[-1]
    return {
        "simulated_hours": day.hours,
        "sources": len(day.sources),
        "visits": sum(day.statuses.values()),
        "items": sum(day.stored.values()),
        "owed_items": len(day.owed()),
        "missed_items": len(day.missed()),
        "items_twice": len(day.twice()),
        "outages_seen": len(day.outages),
        "unhealthy_sources": len(day.unhealthy),
        "warm_rss_mb": warm.rss_mb,
        "end_rss_mb": last.rss_mb,
        "warm_fds": warm.descriptors,
        "end_fds": last.descriptors,
        "warm_threads": warm.threads,
        "end_threads": last.threads,
        "database_kb_an_item": last.database_kb / max(sum(day.stored.values()), 1),
        "wall_s": seconds,
    }


if __name__ == "__main__":
    main()
