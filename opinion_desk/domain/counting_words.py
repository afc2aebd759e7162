"""Counts as apps write them: 1.2万, 10万+, 3亿, 1,234; and what the words for scales are worth, for all who read figures."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Which of them may stand behind a number is for each reader's own pattern to say.
SCALES: Final = {
    "": 1,
    "百": 100,
    "千": 1_000,
    "k": 1_000,
    "万": 10_000,
    "w": 10_000,
    "十万": 100_000,
    "百万": 10**6,
    "m": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "万亿": 10**12,
}
NUMBER: Final = r"\d{1,3}(?:[,，]\d{3})+|\d{1,15}(?:\.\d{1,4})?"
SCALE: Final = r"十万|百万|[千万亿]|[kKwW](?![A-Za-z])"
_COUNT: Final = re.compile(
    rf"(?:约|近|超过?|逾)?({NUMBER})\s*({SCALE})?\s*(?:\+|余|多|以上)?\s*(?:次|人次|人|条|个|篇|票)?"
)
_LARGEST: Final = 10**15


def count_of(text: str) -> int | None:
    """The count that a text says and nothing else: 1.2万 is 12000, 10万+ is 100000; None for "—", a share of one, or words."""
    plain = unicodedata.normalize("NFKC", text.strip())
    found = _COUNT.fullmatch(plain) if len(plain) <= 40 else None
    if found is None:
        return None
    whole, _, places = re.sub("[,，]", "", found[1]).partition(".")
    scale, parts = SCALES[(found[2] or "").lower()], 10 ** len(places)
    count, rest = divmod(int(whole + places) * scale, parts)
    if rest and scale == 1:  # 3.5 of something is no count
        return None
    count += 2 * rest >= parts
    return count if count < _LARGEST else None
