"""Damaged documents by the hundred thousand: each must give entries or a sentence, and never anything that could do harm.

`python -m bench.fuzz [--quick] [--count N] [--seed N]` damages documents of every form and encoding, small ones written
here and, where they lie beside the project, the feeds of the shared data sets, and reads each as a visit would. What went
wrong is printed on stderr with the number that makes the same document again; the line counts it.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Final

from opinion_desk.collectors.detect import parse
from opinion_desk.collectors.opml import read_opml
from opinion_desk.domain.collected import Parsed
from opinion_desk.domain.errors import DeskError

from .fuzz_corpus import CORPUS
from .line import print_line

NOW: Final = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
COUNT: Final = 100_000
_SHARED: Final = Path(__file__).resolve().parents[2] / "shared" / "datasets" / "feeds"
_LARGEST: Final = 60_000  # of a shared document: larger ones only take longer
_SLOW_S: Final = 5.0
_SNIPPETS: Final = (
    b"<", b">", b"&", b'"', b"'", b"\x00", b"\xff", b"\xef\xbb\xbf", b"\xff\xfe", b"\xed\xa0\x80", b"\r", b"\n\n", b"]]>", b"<![CDATA[",
    b"<!--", b"-->", b"<?x ?>", b"<!DOCTYPE r [<!ENTITY a 'b'>]>", b"&a;", b"&nbsp;", b"&#0;", b"&#x110000;", b"&#55296;", b"&#xFFFFFFFFFF;",
    b"<title>", b"</item>", b"<item>", b"</rss>", b"<entry>", b"<content type='xhtml'>", b"<div>" * 60, b"<a href='javascript:x'>", b"<script>bad()</script>",
    b"xml:base='http://[::1'", b"http://[", b"http://a.example.cn:99999/", b"//", b"encoding='utf-16'", b"encoding='big5'", b"encoding='x'",
    b"{", b"}", b"[", b"]", b",", b":", b"null", b"true", b"1e999", b"-1", b"9" * 400, b"NaN", b'"\\ud800"', b"\\u0000", b'{"items":[',
    b"9999-12-31T23:59:59-23:59", b"0001-01-01T00:00:00+14:00", "昨天 25:61".encode(), "13月45日".encode(), "99999年前".encode(), b"Thu, 31 Feb 2026 99:99:99 CST",
    "\u202e".encode(), "\U0010ffff".encode(), "\ufeff".encode(), "标题,内容\n".encode(), b"\x1f\x8b", b"PK\x03\x04", "云川".encode("gbk"), "云川".encode("utf-16"),
)  # fmt: skip
_HARM: Final = ("<script", "javascript:", " onerror", "<iframe", "<svg", "<style")


@dataclass(frozen=True, slots=True)
class Found:
    """What is wrong with how one damaged document was read."""

    number: int
    name: str
    what: str


def mutated(raw: bytes, other: bytes, chance: Random) -> bytes:
    """The document damaged in one to eight places, sometimes spliced with another; the same for the same chance."""
    data = bytearray(raw)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 5, 8))):
        at = chance.randrange(len(data) + 1)
        _damage(data, at, other, chance)
    return bytes(data)


def _damage(data: bytearray, at: int, other: bytes, chance: Random) -> None:
    kind = chance.randrange(9)
    if kind == 0:
        data[at : at + 1] = bytes([chance.randrange(256)])
    elif kind == 1:
        del data[at : at + chance.choice((1, 2, 7, 40, 300))]
    elif kind in (2, 3):
        data[at:at] = chance.choice(_SNIPPETS)
    elif kind == 4:
        begin = chance.randrange(len(data) + 1)
        data[at:at] = data[begin : begin + chance.randint(1, 200)]
    elif kind == 5:
        del data[at:]
    elif kind == 6:
        begin = chance.randrange(len(other) + 1)
        data[at:] = other[begin:]
    elif kind == 7 and at < len(data):
        data[at] ^= 1 << chance.randrange(8)
    else:
        data[at:at] = bytes(data[at : at + chance.randint(1, 30)]) * chance.choice((2, 5, 40))


def wrong_with(read: Parsed) -> str | None:
    """What must not be in a document that was read, whatever it was; None when all is well."""
    if not read.entries and not read.problems:
        return "neither entries nor a sentence"
    if not all(problem.strip() for problem in read.problems):
        return "an empty sentence"
    for item in read.items:
        if not item.title.strip() or "\n" in item.title or not item.key:
            return "no title or no key"
        if item.link is not None and not item.link.startswith(("http://", "https://", "HTTP", "Http")):
            return f"a link to {item.link[:40]}"
        if any(part in item.html.lower() for part in _HARM) and _is_harm(item.html):
            return f"html that can do harm: {item.html[:80]}"
        if any(when is not None and when.tzinfo is None for when in (item.published, item.updated)):
            return "a time without zone"
        "".join((item.key, item.title, item.body, item.html, item.link or "")).encode()  # must be storable text
    return None


def _is_harm(markup: str) -> bool:
    """Whether the words stand in a tag, and not in a text about them."""
    inside = [piece.partition(">")[0].lower() for piece in markup.split("<")[1:]]
    return any(tag.startswith(("script", "iframe", "svg", "style")) or "javascript:" in tag or " onerror" in tag for tag in inside)  # fmt: skip


def read_one(raw: bytes, content_type: str | None = None) -> str | None:
    """Read a document in every way the desk may; what is wrong with the result, None when nothing is."""
    began = time.process_time()
    try:
        wrong = wrong_with(parse(raw, now=NOW, url="https://news.example.cn/a/", content_type=content_type))
        if b"outline" in raw:
            _read_outlines(raw)
    except Exception as problem:  # what nobody foresaw is what is looked for
        return f"{type(problem).__name__}: {problem}"[:200]
    if wrong is None and time.process_time() - began > _SLOW_S:
        return f"{time.process_time() - began:.1f} s"
    return wrong


def _read_outlines(raw: bytes) -> None:
    try:
        read_opml(raw)
    except DeskError:
        return  # a sentence


def shared_documents() -> dict[str, bytes]:
    """The feeds of the shared data sets that are not too large, by their place; none where there are none."""
    if not _SHARED.is_dir():
        return {}
    paths = sorted(path for path in _SHARED.rglob("*") if path.is_file() and path.stat().st_size <= _LARGEST)
    return {str(path.relative_to(_SHARED)): path.read_bytes() for path in paths if path.suffix not in (".py", ".md")}


def damaged(numbers: range, seed: int, documents: dict[str, bytes]) -> Iterator[tuple[int, str, bytes]]:
    """Each number's name and damaged document; a number makes the same one whatever range it stands in."""
    names = sorted(documents)
    for number in numbers:
        chance = Random(f"{seed}:{number}")
        name, other = names[number % len(names)], chance.choice(names)
        yield number, name, mutated(documents[name], documents[other], chance)


def run(numbers: range, seed: int, documents: dict[str, bytes], tell: Callable[[Found], None]) -> int:
    """Read the damaged documents of these numbers; tell what is wrong, and return how many gave entries."""
    types = (
        None,
        "text/xml",
        "text/xml; charset=gb2312",
        "application/json",
        "text/html; charset=big5",
        "text/xml; charset=x",
    )
    good = 0
    for number, name, raw in damaged(numbers, seed, documents):
        wrong = read_one(raw, types[number % len(types)])
        if wrong is not None:
            tell(Found(number, name, wrong))
        good += wrong is None
    return good


def main() -> int:
    """Read them and print the line; 1 when any went wrong."""
    options = argparse.ArgumentParser()
    options.add_argument("--quick", action="store_true")
    options.add_argument("--count", type=int, default=COUNT)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    count = 2_000 if given.quick else given.count
    shared = shared_documents()
    found: list[Found] = []

    def tell(one: Found) -> None:
        found.append(one)
        print(f"{one.number} {one.name}: {one.what}", file=sys.stderr, flush=True)

    began = time.perf_counter()
    run(range(count), given.seed, CORPUS | shared, tell)
    seconds = time.perf_counter() - began
    figures = {"documents": count, "wrong": len(found), "documents_per_s": count / seconds}
    print_line("fuzz", figures, {"forms_of_our_own": len(CORPUS), "shared_documents": len(shared)})
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
