"""Feeds for benchmarks: any number of RSS and Atom documents of Chinese text, the same for the same seed.

The texts are composed of the demo's own sentences, about 300 characters an item; a share of the items are reprints
of earlier ones under another headline, as on a real day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from email.utils import format_datetime
from html import escape
from random import Random
from typing import Final

from opinion_desk.demo.content import DAY, ZONE, demo_pieces

FEEDS: Final = 200
ITEMS_PER_FEED: Final = 50
REPRINTS: Final = 0.15
ATOM_EVERY: Final = 8  # one feed in eight is Atom, the rest RSS
_CHARACTERS: Final = 300
_LEADS: Final = ("本报讯 ", "据媒体报道，", "转载消息：", "综合消息 ", "记者获悉，", "")
_PLACES: Final = ("东湖街道", "南岸街道", "城北街道", "北郊镇", "西环镇", "青石镇", "云川经济开发区")


@dataclass(frozen=True, slots=True)
class BenchItem:
    """One item of the benchmark; `reprint_of` is the index (over all feeds) of the item whose text it repeats, or None."""

    title: str
    body: str
    published: datetime
    link: str
    reprint_of: int | None = None


def bench_items(feeds: int = FEEDS, items: int = ITEMS_PER_FEED, seed: int = 1) -> list[BenchItem]:
    """All items, feed after feed; the same for the same arguments."""
    random = Random(seed)
    sentences = _sentences()
    titles = [piece.title for piece in demo_pieces() if not piece.reprint_of]
    start = datetime.combine(DAY, time(0), ZONE)
    made: list[BenchItem] = []
    for number in range(feeds * items):
        published = start + timedelta(seconds=random.randrange(86_400))
        link = f"https://feed{number // items}.example/{number}.html"
        if made and random.random() < REPRINTS:
            made.append(_reprint(made, random, titles, published, link))
        else:
            made.append(BenchItem(_headline(random, titles), _text(random, sentences), published, link))
    return made


def bench_documents(feeds: int = FEEDS, items: int = ITEMS_PER_FEED, seed: int = 1) -> dict[str, tuple[bytes, str]]:
    """The documents by path (/feed/0.xml …), ready for a LoopbackServer; the same bytes for the same arguments."""
    every = bench_items(feeds, items, seed)
    documents: dict[str, tuple[bytes, str]] = {}
    for number in range(feeds):
        of_feed = sorted(every[number * items : (number + 1) * items], key=lambda i: i.published, reverse=True)
        atom = number % ATOM_EVERY == ATOM_EVERY - 1
        text = _atom(number, of_feed) if atom else _rss(number, of_feed)
        kind = "application/atom+xml" if atom else "application/rss+xml"
        documents[f"/feed/{number}.xml"] = (text.encode(), f"{kind}; charset=utf-8")
    return documents


def _sentences() -> list[str]:
    """The demo's sentences, each once, in a fixed order."""
    texts = ("".join(piece.paragraphs) for piece in demo_pieces() if not piece.reprint_of and piece.feed != "hot")
    cut = (
        re.sub(r"\{d([+-]\d)?\}", "近日", sentence) for text in texts for sentence in re.split(r"(?<=[。！？])", text)
    )
    return list(dict.fromkeys(s for s in cut if 12 <= len(s) <= 160 and s[-1] in "。！？"))


def _headline(random: Random, titles: list[str]) -> str:
    return f"{random.choice(_PLACES)}：{random.choice(titles)}"


def _text(random: Random, sentences: list[str]) -> str:
    """Sentences until about 300 characters are reached, in paragraphs of three; numbers are varied so that few texts share a sentence."""
    chosen: list[str] = []
    while sum(map(len, chosen)) < _CHARACTERS:
        sentence = random.choice(sentences)
        chosen.append(re.sub(r"\d+", lambda found: _other_number(random, found[0]), sentence))
    return "\n".join("".join(chosen[at : at + 3]) for at in range(0, len(chosen), 3))


def _other_number(random: Random, written: str) -> str:
    return written if written == "12345" else str(random.randrange(1, 10 ** min(len(written), 4)))


def _reprint(made: list[BenchItem], random: Random, titles: list[str], published: datetime, link: str) -> BenchItem:
    """An earlier text with another headline, another opening and sometimes without its last sentence."""
    index = random.randrange(len(made))
    first = made[index]
    body = random.choice(_LEADS) + first.body
    if random.random() < 0.3:
        body = "".join(re.split(r"(?<=[。！？])", body.rstrip())[:-2]) or body
    origin = index if first.reprint_of is None else first.reprint_of
    return BenchItem(_headline(random, titles), body, published, link, origin)


def _rss(number: int, items: list[BenchItem]) -> str:
    rows = "".join(
        f"<item><title>{escape(i.title)}</title><link>{i.link}</link><guid>{i.link}</guid>"
        f"<pubDate>{format_datetime(i.published)}</pubDate>"
        f"<description>{escape(_html(i.body))}</description></item>\n"
        for i in items
    )
    head = f"<title>云川信息源{number}</title><link>https://feed{number}.example/</link><description>演示</description>"
    return f'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel>{head}\n{rows}</channel></rss>\n'


def _atom(number: int, items: list[BenchItem]) -> str:
    rows = "".join(
        f'<entry><title>{escape(i.title)}</title><link href="{i.link}"/><id>{i.link}</id>'
        f"<published>{i.published.isoformat()}</published><updated>{i.published.isoformat()}</updated>"
        f'<content type="html">{escape(_html(i.body))}</content></entry>\n'
        for i in items
    )
    head = (
        f"<title>云川信息源{number}</title><id>https://feed{number}.example/</id>"
        f"<updated>{items[0].published.isoformat()}</updated>"
    )
    return f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">{head}\n{rows}</feed>\n'


def _html(body: str) -> str:
    return "".join(f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in body.split("\n"))
