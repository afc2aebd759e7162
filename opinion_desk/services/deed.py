"""By whom, when and under which key a command is given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Deed:
    """By whom, when it truly happened (None: now), and a key under which it counts only once.

    `seen` is how many acts the person had before their eyes: a command that meets newer acts of other persons is refused with both versions.
    """

    by: str
    at: datetime | None = None
    key: str | None = None
    seen: int | None = None
