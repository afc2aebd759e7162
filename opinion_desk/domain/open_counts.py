"""How much the desk holds open, without the matters themselves."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OpenCounts:
    """Open matters, their open clocks, and how many of these clocks are past their deadline."""

    matters: int
    clocks: int
    late: int
