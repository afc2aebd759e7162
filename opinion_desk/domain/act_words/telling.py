"""What every family of acts gives: each kind of act told in one Chinese line; and the words they share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from typing import Any

from ..acts import ActKind
from ..instants import from_ms

Tell = Callable[[Mapping[str, Any], tzinfo], str]
Table = dict[ActKind, Tell]


def span_words(ms: int) -> str:
    """A duration in words: 3 小时 12 分, 48 分, 20 秒."""
    minutes, seconds = divmod(abs(ms) // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} 小时 {minutes} 分"
    return f"{minutes} 分" if minutes else f"{seconds} 秒"


def clock_time(ms: int, zone: tzinfo) -> str:
    """An instant on the dial: 11-20 14:20."""
    local: datetime = from_ms(ms).astimezone(zone)
    return f"{local:%m-%d %H:%M}"


def with_text(words: str, text: str | None) -> str:
    """The words, and what was said with them."""
    return f"{words}：{text}" if text else words
