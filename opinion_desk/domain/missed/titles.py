"""Titles compared: without signs, blanks and the name of the medium that sites and vendors put behind them."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

SHORTEST: Final = 8
"""Letters a title must have to tell one matter from another: 公告 or 天气预报 are no identity."""

_MEDIUM: Final = re.compile(
    r"\s*(?:[-_—–|｜·]+|\s-+\s)\s*(?:[^-_—–|｜]{0,12}(?:网|新闻|日报|晚报|早报|晨报|时报|商报|都市报|青年报|周报|快报|客户端|频道|在线|论坛|贴吧|社区"
    r"|微博|公众号|头条|电视台|广播|发布|知乎|抖音|快手|百家号|搜狐|新浪|网易|腾讯|凤凰|澎湃))\s*$"
)
_MOST: Final = 300  # characters of a title that are looked at
_NAMES: Final = 3  # names of media that may stand one behind the other


def plain_title(title: str) -> str:
    """The letters and digits of a title in one width and case, without names of media behind it."""
    text = unicodedata.normalize("NFKC", title[:_MOST]).strip()
    for _ in range(_NAMES):
        cut = _MEDIUM.sub("", text)
        if cut == text or len(letters(cut)) < SHORTEST:
            break
        text = cut
    return letters(text)


def letters(text: str) -> str:
    """Letters and digits alone, in lower case."""
    return "".join(filter(str.isalnum, text)).lower()


def pairs_of(title: str) -> frozenset[str]:
    """The pairs of neighbouring letters of a plain title, by which titles that differ in words are compared."""
    plain = plain_title(title)
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1))
