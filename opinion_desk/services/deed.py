"""By whom, when and under which key a command is given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Deed:
    """By whom, when it truly happened (None: now), and a key under which it counts only once."""

    by: str
    at: datetime | None = None
    key: str | None = None
