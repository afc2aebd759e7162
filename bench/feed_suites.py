"""The cases of two feed readers' own suites, and how ours reads them.

A case is one document with what its authors expect of title, link, identity, published, updated, summary and content.
Texts are compared after the cleaning that every text of ours has been through: what another reader keeps and our
allow-list does not (styles, forms, frames) is no difference of reading.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urljoin
from zoneinfo import ZoneInfo

from opinion_desk.collectors.clean import clean_html, one_line, text_of_html
from opinion_desk.collectors.dates import read_instant
from opinion_desk.collectors.detect import parse
from opinion_desk.domain.collected import Parsed

SUITES: Final = Path(__file__).resolve().parents[1] / "../shared/datasets/feeds"
_UTC: Final = ZoneInfo("UTC")
NOW: Final = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
_SERVED: Final = "http://127.0.0.1:8097/tests/"
_EXPECT: Final = re.compile(r"^ *Expect:\s*(.*)$", re.MULTILINE)
_HEADER: Final = re.compile(r"^ *Header:\s*([A-Za-z-]+):\s*(.*?)\s*$", re.MULTILINE)
_TEXTS: Final = frozenset({"summary", "content"})
_DATES: Final = frozenset({"published", "updated"})
# feedparser's names for what we read; a name with "_detail" or "_parsed" is the same thing more exactly.
_FEEDPARSER: Final = {
    "title": "title",
    "link": "link",
    "id": "id",
    "guid": "id",
    "published": "published",
    "created": "published",
    "issued": "published",
    "updated": "updated",
    "modified": "updated",
    "summary": "summary",
    "description": "summary",
    "content": "content",
}


@dataclass(frozen=True, slots=True)
class Expected:
    """One value a suite expects: of which entry (None: of the feed itself), which field, and what."""

    entry: int | None
    field: str
    value: Any


@dataclass(frozen=True, slots=True)
class Case:
    """One document of a suite: `name` is its path in the suite, `entries` how many it must have where that is told."""

    name: str
    raw: bytes
    url: str | None
    content_type: str | None
    expected: tuple[Expected, ...]
    entries: int | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """A value read otherwise than a suite expects it."""

    case: str
    field: str
    expected: Any
    read: Any


def differences(case: Case) -> list[Difference]:
    """What of this case is read otherwise than expected; empty when all is equal."""
    parsed = parse(case.raw, now=NOW, url=case.url, content_type=case.content_type)
    found = [
        Difference(case.name, expected.field, expected.value, read)
        for expected in case.expected
        if not _equal(expected, read := _read(parsed, expected))
    ]
    if case.entries is not None and case.entries != len(parsed.entries):
        found.append(Difference(case.name, "entries", case.entries, len(parsed.entries)))
    return found


def _read(parsed: Parsed, expected: Expected) -> Any:
    if expected.entry is None:
        return getattr(parsed, expected.field)
    if expected.entry >= len(parsed.entries):
        return None
    entry = parsed.entries[expected.entry]
    if expected.field == "summary" and entry.summary is None:
        return entry.content  # both readers give the content where a summary is missing
    return getattr(entry, expected.field)


def _equal(expected: Expected, read: Any) -> bool:
    if expected.field in _DATES:
        return bool(_instant(expected.value) == read)
    if expected.field == "title":
        return str(read or "") in (one_line(expected.value), " ".join(expected.value.split()))
    if expected.field in _TEXTS:
        return _plain(read) in (_plain(expected.value), _plain(escape(expected.value, quote=False)))
    return bool((expected.value or None) == (read or None))


def _plain(text: str | None) -> str:
    """Text and links as they are kept: cleaned, white space single, one spelling of each element."""
    cleaned = clean_html(text or "")
    links = re.findall(r'(?:href|src)="([^"]*)"', cleaned)
    return " ".join([text_of_html(cleaned), *map(unquote, links)])


def _instant(value: Any) -> datetime | None:
    if isinstance(value, tuple):
        year, month, day, hour, minute, second = value[:6]
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    return read_instant(value, now=NOW, zone=_UTC) if value else None


def feedparser_cases() -> Iterator[Case]:
    """feedparser's well-formed suite: the documents that expect a value of ours."""
    root = SUITES / "feedparser_tests"
    for path in sorted((root / "wellformed").rglob("*.xml")):
        raw = path.read_bytes()
        head = raw[:4_000].decode("utf-8", "replace")
        if "\x00" in head:
            head = raw[:8_000].decode("utf-16", "replace")
        told = _EXPECT.search(head)
        expected = tuple(_of_expression(told[1])) if told else ()
        if expected:
            headers = {name.lower(): value for name, value in _HEADER.findall(head)}
            name = path.relative_to(root).as_posix()
            yield Case(name, raw, _served(name, headers), headers.get("content-type"), expected)


def encoding_cases() -> Iterator[tuple[Case, str | None]]:
    """Every document of feedparser's encoding suites, with the encoding it expects where it names one."""
    root = SUITES / "feedparser_tests"
    for path in [*sorted((root / "encoding").glob("*.xml")), *sorted((root / "illformed/chardet").glob("*.xml"))]:
        raw = path.read_bytes()
        head = _told_in(raw)
        told = _EXPECT.search(head)
        expression = "1" if told is None else told[1]
        named = re.search(r"encoding == '([\w-]+)'", expression)
        headers = {name.lower(): value for name, value in _HEADER.findall(head)}
        case = Case(
            path.relative_to(root).as_posix(),
            raw,
            None,
            headers.get("content-type"),
            tuple(_of_expression(expression)),
        )
        yield case, None if named is None else named[1]


def _told_in(raw: bytes) -> str:
    """The comment a document of the suite begins with, whatever it is written in."""
    wide = ("utf-32-be", "utf-32-le", "utf-16-be", "utf-16-le") if b"\x00" in raw[:8] else ()
    for codec in (*wide, "utf-8"):
        head = raw[:8_000].decode(codec, "replace")
        if "Expect" in head:
            return head
    return ""


def _served(name: str, headers: Mapping[str, str]) -> str | None:
    """Where the suite's server has a document; those without headers are read from files."""
    if not headers and "/http_" not in name:
        return None
    address = urljoin(_SERVED + name, headers.get("content-location", ""))
    return address if address.startswith("http") else _SERVED + name


def _of_expression(text: str) -> Iterator[Expected]:
    """The equations of a suite's Python expression; it is read as a tree and never run."""
    tree = ast.parse(text.strip(), mode="eval").body
    for node in ast.walk(tree):
        if not isinstance(node, ast.Compare) or not all(isinstance(op, ast.Eq) for op in node.ops):
            continue
        sides = [node.left, *node.comparators]
        try:
            value = _literal(sides[-1])
        except ValueError:
            continue
        for side in sides[:-1]:
            expected = _of_path(_path(side), value)
            if expected is not None:
                yield expected


def _literal(node: ast.expr) -> Any:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _literal(node.left) + _literal(node.right)
    return ast.literal_eval(node)


def _path(node: ast.expr) -> list[Any]:
    if isinstance(node, ast.Subscript):
        return [*_path(node.value), ast.literal_eval(node.slice)]
    if isinstance(node, ast.Attribute):
        return [*_path(node.value), node.attr]
    return [node.id] if isinstance(node, ast.Name) else []


def _of_path(path: list[Any], value: Any) -> Expected | None:
    match path:
        case ["feed", "title" | "link" as name] | ["feed", "title_detail" as name, "value"]:
            return Expected(None, name.removesuffix("_detail"), value)
        case ["entries", int(entry), str(name)] if (field := _field(name)) and field != "content":
            return Expected(entry, field, value)
        case ["entries", int(entry), str(name), "value"] if name.endswith("_detail") and (field := _field(name)):
            return Expected(entry, field, value)
        case ["entries", int(entry), "content", 0, "value"]:
            return Expected(entry, "content", value)
    return None


def _field(name: str) -> str | None:
    return _FEEDPARSER.get(name.removesuffix("_detail").removesuffix("_parsed"))


def gofeed_cases() -> Iterator[Case]:
    """gofeed's documents with what its translators and parsers make of them."""
    root = SUITES / "gofeed_testdata"
    for path in sorted(root.rglob("*.json")):
        document = path.with_suffix(".xml")
        if path.stem.endswith("_expected"):
            document = path.with_name(path.name.replace("_expected", ""))
        if document == path or not document.exists():
            continue
        told = json.loads(path.read_text(encoding="utf-8"))
        expected = tuple(_of_gofeed(told))
        entries = told.get("items", told.get("entries"))
        if expected:
            name = document.relative_to(root).as_posix()
            yield Case(name, document.read_bytes(), None, None, expected, len(entries) if entries is not None else None)


def _of_gofeed(told: Mapping[str, Any]) -> Iterator[Expected]:
    for name in ("title", "link"):
        if told.get(name):
            yield Expected(None, name, told[name])
    for number, entry in enumerate(told.get("items") or told.get("entries") or ()):
        for field, value in _of_entry(entry):
            yield Expected(number, field, value)


def _of_entry(entry: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    names = {
        "title": "title",
        "link": "link",
        "url": "link",
        "guid": "id",
        "id": "id",
        "description": "summary",
        "summary": "summary",
        "content": "content",
        "content_html": "content",
        "content_text": "content",
        "publishedParsed": "published",
        "pubDateParsed": "published",
        "date_published": "published",
        "updatedParsed": "updated",
        "date_modified": "updated",
    }
    for name, field in names.items():
        value = entry.get(name)
        if isinstance(value, Mapping):
            value = value.get("value")
        if value and not (name == "content_text" and entry.get("content_html")):
            yield field, value
    for link in entry.get("links") or ():
        if isinstance(link, Mapping) and link.get("href") and link.get("rel", "alternate") == "alternate":
            yield "link", link["href"]
            break


def ill_formed() -> Iterator[tuple[str, bytes, str | None]]:
    """Every document of the suites that its authors call ill-formed or invalid: name, bytes, content type."""
    documents = [
        *sorted((SUITES / "feedparser_tests/illformed").rglob("*.xml")),
        *sorted((SUITES / "feedparser_tests/encoding").glob("bozo_*.xml")),
        *sorted((SUITES / "gofeed_testdata").rglob("*invalid*")),
        *sorted((SUITES / "gofeed_testdata/parser/universal").glob("*_feed.xml")),
    ]
    for path in documents:
        if path.is_file():
            raw = path.read_bytes()
            headers = dict(_HEADER.findall(raw[:4_000].decode("latin-1")))
            yield path.relative_to(SUITES).as_posix(), raw, headers.get("Content-type")
