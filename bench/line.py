"""The one line a benchmark prints, and the machine it was measured on."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping


def machine() -> str:
    """Cores, kind of processor, system and Python: what a figure depends on, and nothing that tells whose machine it is."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return f"{cores} cores {platform.machine()}, {platform.system()}, Python {platform.python_version()}"


def as_line(bench: str, figures: Mapping[str, float], reference: Mapping[str, float]) -> str:
    """The figures as one JSON value; names end in their unit, numbers keep the digits that mean something."""
    return json.dumps(
        {"bench": bench, "figures": _cut(figures), "reference": _cut(reference), "machine": machine()},
        ensure_ascii=False,
    )


def print_line(bench: str, figures: Mapping[str, float], reference: Mapping[str, float]) -> None:
    """Print what was measured, with what was measured beside it in the same run, as the benchmark's answer."""
    print(as_line(bench, figures, reference), flush=True)


def _cut(figures: Mapping[str, float]) -> dict[str, float]:
    return {name: _short(value) for name, value in figures.items()}


def _short(value: float) -> float:
    if isinstance(value, int):
        return value
    return round(value, 1) if abs(value) >= 1000 else float(f"{value:.4g}")
