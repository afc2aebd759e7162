"""Counts in words: 被播放过1.2万次, 点赞 345, 12 条评论."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from ..counting_words import NUMBER, SCALE, count_of
from ..item import Metrics

_FIGURE: Final = rf"((?<![\d.])(?:{NUMBER})\s*(?:{SCALE})?\+?)"
_AFTER: Final = r"(?!\s*[\d年月日号时点分元岁楼栋层米%％.．:：/])"  # a date, a price, a house number is no count
_FIELDS: Final = (
    ("reads", "播放|观看|阅读|浏览|点击", "次"),
    ("comments", "评论|回复", "条"),
    ("reposts", "转发|分享", "次"),
    ("likes", "点赞|获赞|喜欢|赞", "个"),
)
_PATTERNS: Final = tuple(
    (field, re.compile(pattern))
    for field, words, unit in _FIELDS
    for pattern in (
        rf"(?:{words})(?:过|了|量|数)?\s*[:：]?\s*{_FIGURE}{_AFTER}",
        rf"{_FIGURE}\s*[{unit}次个条人]?\s*(?:{words})(?:量|数)?(?!\s*[:：\d])",
    )
)


def counts_in(text: str, seen: datetime) -> Metrics | None:
    """The counts that a text names, as seen then; None where it names none. Of several of one kind the first counts."""
    found: dict[str, int] = {}
    for field, pattern in _PATTERNS:
        match = pattern.search(text) if field not in found else None
        count = count_of(match[1]) if match is not None else None
        if count is not None:
            found[field] = count
    return Metrics(seen, **found) if found else None
