"""The demo's items as they are written in data/demo: read, reprints filled in, set on a given day."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any, Final
from zoneinfo import ZoneInfo

from data import read_json, read_text

from ..domain.source import Form, Tier

ZONE: Final = ZoneInfo("Asia/Shanghai")
DAY: Final = date(2026, 11, 20)
"""The day the demo was written for; the feeds can be served for any other."""

_HEADING: Final = re.compile(r"# (\d\d):(\d\d) (\S.*)")
_FIELD: Final = re.compile(r"@(\w+) (.*)")
_DAY: Final = re.compile(r"\{d([+-]\d)?\}")


@dataclass(frozen=True, slots=True)
class DemoFeed:
    """One source of the demo: `path` is where the server has it, `format` names the builder in feeds.py, `site` its own address."""

    id: str
    name: str
    path: str
    format: str
    form: Form
    tier: Tier
    site: str
    about: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One item as written: `at` is the local time of the day, `fields` what the file says beside title and paragraphs."""

    feed: str
    at: time
    number: int  # place in its file, from 1: part of its link, so that it stays the same on any day
    title: str
    paragraphs: tuple[str, ...]
    fields: dict[str, str] = field(default_factory=dict)
    swaps: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """What other items call it by, or empty."""
        return self.fields.get("id", "")

    @property
    def reprint_of(self) -> str:
        """The name of the item it reprints, or empty."""
        return self.fields.get("of", "")


@dataclass(frozen=True, slots=True)
class DemoItem:
    """One item on a day: `published` in the demo's zone, `link` on a reserved (.example) address."""

    piece: Piece
    published: datetime
    title: str
    paragraphs: tuple[str, ...]
    link: str

    @property
    def body(self) -> str:
        """The paragraphs, one a line."""
        return "\n".join(self.paragraphs)


@cache
def demo_feeds() -> tuple[DemoFeed, ...]:
    """The sources of the demo, in the order in which they are shown."""
    rows = read_json("demo/sources.json")["sources"]
    return tuple(DemoFeed(**{**row, "form": Form(row["form"]), "tier": Tier(row["tier"])}) for row in rows)


@cache
def demo_settings() -> dict[str, Any]:
    """The desk's settings for the demo: jurisdiction, own places, units, duty posts (data/demo/settings.json)."""
    settings: dict[str, Any] = read_json("demo/settings.json")
    return settings


@cache
def demo_pieces() -> tuple[Piece, ...]:
    """All items of all sources as written, reprints filled in; ValueError when a file breaks its format."""
    written = [piece for feed in demo_feeds() for piece in _read(feed.id)]
    named = {piece.name: piece for piece in written if piece.name}
    return tuple(_filled(piece, named) for piece in written)


def items_of(feed: DemoFeed, day: date, until: datetime | None = None) -> tuple[DemoItem, ...]:
    """The items of one source on that day, newest first; only those published by `until` (aware), or all."""
    placed = (_placed(piece, feed, day) for piece in demo_pieces() if piece.feed == feed.id)
    shown = [item for item in placed if until is None or item.published <= until]
    return tuple(sorted(shown, key=lambda item: (item.published, item.piece.number), reverse=True))


def _read(feed: str) -> list[Piece]:
    """The pieces of one file."""
    pieces: list[Piece] = []
    for line in read_text(f"demo/{feed}.txt").splitlines():
        heading = _HEADING.fullmatch(line)
        if heading:
            at = time(int(heading[1]), int(heading[2]))
            pieces.append(Piece(feed, at, len(pieces) + 1, heading[3].strip(), ()))
        elif line.strip() and not pieces:
            raise ValueError(f"{feed}.txt: text before the first heading")
        elif line.strip():
            pieces[-1] = _with_line(pieces[-1], line.strip())
    return pieces


def _with_line(piece: Piece, line: str) -> Piece:
    given = _FIELD.fullmatch(line)
    if given is None:
        return replace(piece, paragraphs=(*piece.paragraphs, line))
    if given[1] == "swap":
        old, new = given[2].split("=>")
        return replace(piece, swaps=(*piece.swaps, (old, new)))
    return replace(piece, fields={**piece.fields, given[1]: given[2]})


def _filled(piece: Piece, named: dict[str, Piece]) -> Piece:
    """A reprint with the paragraphs of what it reprints, changed as its fields say."""
    if not piece.reprint_of:
        return piece
    kept = list(_filled(named[piece.reprint_of], named).paragraphs)[: int(piece.fields.get("cut", "99"))]
    for old, new in piece.swaps:
        if not any(old in paragraph for paragraph in kept):
            raise ValueError(f"{piece.feed} {piece.at:%H:%M}: nothing to swap: {old}")
        kept = [paragraph.replace(old, new) for paragraph in kept]
    if piece.fields.get("lead"):
        kept[0] = piece.fields["lead"] + kept[0]
    if piece.fields.get("tail"):
        kept.append(piece.fields["tail"])
    return replace(piece, paragraphs=(*piece.paragraphs, *kept))


def _placed(piece: Piece, feed: DemoFeed, day: date) -> DemoItem:
    return DemoItem(
        piece=piece,
        published=datetime.combine(day, piece.at, ZONE),
        title=_dated(piece.title, day),
        paragraphs=tuple(_dated(paragraph, day) for paragraph in piece.paragraphs),
        link=f"{feed.site}/{day:%Y/%m/%d}/{piece.at:%H%M}-{piece.number:02d}.html",
    )


def _dated(text: str, day: date) -> str:
    def of(match: re.Match[str]) -> str:
        meant = day + timedelta(days=int(match[1] or 0))
        return f"{meant.month}月{meant.day}日"

    return _DAY.sub(of, text)
