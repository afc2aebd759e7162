"""`python -m bench.serving`: 26.5 hours of `collect --serve` in minutes: what was missed, and what the process holds at the end.

The day is told in bench/serving_day.py. It is not judged, but folded by the real grouper; `--quick` has twenty sources and ticks every minute.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from bench.line import print_line
from bench.serving_day import run_day
from bench.serving_result import Day


def main() -> None:
    """Measure and print the one line."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quick", action="store_true", help="a rough figure in under 20 s")
    arguments.add_argument("--tick", type=float, default=10.0, help="simulated seconds between two ticks")
    given = arguments.parse_args()
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        day = run_day(Path(folder), count=20, tick_s=60.0) if given.quick else run_day(Path(folder), tick_s=given.tick)
    print_line("serving", figures_of(day, time.perf_counter() - began), {})


def figures_of(day: Day, seconds: float) -> dict[str, float]:
    """The day in numbers."""
    life = day.longest_life()
    warm, last = life[0], life[-1]
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
        "life_hours": last.hour - warm.hour,
        "warm_rss_mb": warm.rss_mb,
        "end_rss_mb": last.rss_mb,
        "warm_fds": warm.descriptors,
        "end_fds": last.descriptors,
        "warm_threads": warm.threads,
        "end_threads": last.threads,
        "database_kb_an_item": day.database_kb / max(sum(day.stored.values()), 1),
        "on_disk_most_mb": max(sample.on_disk_kb for sample in day.samples) / 1_000,
        "wall_s": seconds,
    }


if __name__ == "__main__":
    main()
