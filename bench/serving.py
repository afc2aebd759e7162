"""`python -m bench.serving`: 26.5 hours of `collect --serve` in minutes: what was missed, and what the process holds at the end.

The day is told in bench/serving_day.py; it is lived through twice, the second time by one process alone, whose memory is
told. Nothing is judged, but folded by the real grouper; `--quick` has twenty sources and ticks every minute.
"""

from __future__ import annotations

import argparse
import logging
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.line import print_line
from bench.serving_day import run_day
from bench.serving_result import Day


def main() -> None:
    """Measure and print the one line."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quick", action="store_true", help="a rough figure in under 20 s")
    arguments.add_argument("--tick", type=float, default=10.0, help="simulated seconds between two ticks")
    given = arguments.parse_args()
    logging.disable(logging.WARNING)  # what fails on that day is told a thousand times
    began = time.perf_counter()
    day = _live(count=20, tick_s=60.0) if given.quick else _live(tick_s=given.tick)
    figures = figures_of(day, time.perf_counter() - began)
    if not given.quick:
        figures |= held_by(_live(tick_s=given.tick, stops=False))
    print_line("serving", figures, {})


def _live(**how: Any) -> Day:
    with tempfile.TemporaryDirectory() as folder:
        return run_day(Path(folder), **how)


def figures_of(day: Day, seconds: float) -> dict[str, float]:
    """The day in numbers."""
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
        "database_kb_an_item": day.database_kb / max(sum(day.stored.values()), 1),
        "on_disk_most_mb": max(sample.on_disk_kb for sample in day.samples) / 1_000,
        "wall_s": seconds,
        **held_by(day),
    }


def held_by(day: Day) -> dict[str, float]:
    """What the process that lived longest held, an hour after its beginning and at its end."""
    life = day.longest_life()
    figures: dict[str, float] = {"life_hours": life[-1].hour - life[0].hour}
    for when, at in (("warm", life[0]), ("end", life[-1])):
        figures |= {f"{when}_rss_mb": at.rss_mb, f"{when}_fds": at.descriptors, f"{when}_threads": at.threads}
    return figures


if __name__ == "__main__":
    main()
