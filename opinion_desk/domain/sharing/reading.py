"""A pasted text read: link, title, text, counts. Nothing is fetched; author names, codes and numbers of persons are gone afterwards."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from ..entering import Pasted, Platform
from ..masking import mask
from ..messages import sentence
from .counts import counts_in
from .links import is_of_a_person, links_in, platform_of
from .names import without_names
from .slogans import without_codes, without_slogans
from .tidying import TITLE, tidied, title_and_text

LONGEST: Final = 20_000  # characters of a pasted text that are read
_TOLD: Final = 5  # further links that are named
_WORDS: Final[Mapping[str, Platform]] = {
    "抖音": Platform.DOUYIN,
    "Dou音": Platform.DOUYIN,
    "快手": Platform.KUAISHOU,
    "小红书": Platform.XIAOHONGSHU,
    "视频号": Platform.CHANNELS,
    "哔哩哔哩": Platform.BILIBILI,
    "今日头条": Platform.TOUTIAO,
    "百度贴吧": Platform.TIEBA,
    "知乎": Platform.ZHIHU,
    "微博": Platform.WEIBO,
}
_OPENED: Final = re.compile(rf"(?:打开|[-–—_|｜])[ \t]*【?({'|'.join(_WORDS)})")


def read_share(text: str, now: datetime) -> Pasted:
    """What a share text or an address says; counts are taken as seen now. What is wrong with it is told in `problems`."""
    problems = [sentence("pasted_cut", limit=LONGEST)] if len(text) > LONGEST else []
    text = text[:LONGEST].replace("：//", "://").replace("\r\n", "\n").replace("\r", "\n")
    found = links_in(text)
    links = list(dict.fromkeys(link for _, _, link in found if not is_of_a_person(link)))
    words = _outside(text, found)
    title, body = title_and_text(cleaned_share(words))
    if len(links) < len({link for _, _, link in found}):
        problems.append(sentence("pasted_person"))
    if len(links) > 1:
        problems.append(sentence("pasted_links", count=len(links) - 1, links="、".join(links[1 : 1 + _TOLD])))
    link = links[0] if links else None
    if link is None and not title and not found:
        problems.append(sentence("pasted_nothing"))
    elif link is not None and not title:
        problems.append(sentence("pasted_link_alone"))
    platform = platform_of(link) if link is not None else _platform_in(words)
    return Pasted(link, title, body, platform, counts_in(words, now), tuple(problems))


def cleaned_share(text: str) -> str:
    """A text without codes, author names and slogans, numbers of persons masked; cleaned once more it stays as it is."""
    for _ in range(4):  # what was dropped may have hidden more
        before, text = text, mask(tidied(without_slogans(without_names(without_codes(text), copied=True))))
        if text == before:
            break
    return text


def cleaned_words(text: str) -> str:
    """What a person typed or a page says, without author names, numbers of persons masked; blanks and lines stay."""
    for _ in range(4):
        before, text = text, mask(without_names(text, copied=False))
        if text == before:
            break
    return "\n".join(line.rstrip() for line in text.splitlines()).strip()


def of_page(link: str, title: str, text: str) -> Pasted:
    """What an openly published page says, read as a pasted text is."""
    head, _ = title_and_text(cleaned_share(" ".join(title.split())[: 4 * TITLE]))
    body = cleaned_words(text)
    problems = () if body else (sentence("page_without_text"),)
    if not head:
        problems = (*problems, sentence("page_without_title"))
    return Pasted(link, head, body, platform_of(link), None, problems)


def _outside(text: str, found: list[tuple[int, int, str]]) -> str:
    """The text with its links taken out; each is the end of a line, for what stands before and after are two things."""
    pieces, at = [], 0
    for start, end, _ in found:
        pieces.append(text[at:start])
        at = end
    return "\n".join([*pieces, text[at:]])


def _platform_in(words: str) -> Platform:
    found = _OPENED.search(words)
    return _WORDS[found[1]] if found is not None else Platform.OTHER
