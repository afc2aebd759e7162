"""Duty: rota, shifts, log, handover."""

from __future__ import annotations

from typing import Final

DUTY: Final[dict[str, str]] = {}
