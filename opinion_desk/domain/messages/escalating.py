"""Escalation: ladders, calls, jumps of the clock."""

from __future__ import annotations

from typing import Final

ESCALATING: Final[dict[str, str]] = {}
