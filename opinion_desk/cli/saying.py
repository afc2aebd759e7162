"""How a command speaks: one JSON value or readable lines on stdout, everything else on stderr."""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, TextIO, TypeVar
from unicodedata import east_asian_width

from ..domain.collected import Skipped
from ..domain.errors import Refused
from ..domain.instants import format_instant, parse_instant
from ..domain.messages import sentence
from ..services.desk import Desk
from .words import Globals, WrongUsage

T = TypeVar("T", bound=StrEnum)
_MOST_PROBLEMS: Final = 50


@dataclass(frozen=True, slots=True)
class Opener:
    """How a command gets at a desk: the one of a home, or the demo's, played into an empty home."""

    desk: Callable[[str | None], Desk]
    demo: Callable[[Path, Path | None, Callable[[str], None]], AbstractContextManager[tuple[Desk, Any]]]


class Session:
    """One run of a command: its home, its desk (opened at the first use), and whether it answers in JSON."""

    def __init__(self, opener: Opener, options: Globals) -> None:
        self.opener = opener
        self.home = options.home
        self.as_json = options.as_json
        self.words = options.words
        self._desk: Desk | None = None

    @property
    def desk(self) -> Desk:
        """The desk of this home."""
        if self._desk is None:
            self._desk = self.opener.desk(self.home)
        return self._desk

    def close(self) -> None:
        """Close the desk, if it was opened."""
        desk, self._desk = self._desk, None
        if desk is not None:
            desk.close()

    def say(self, value: Any, lines: Iterable[str] = ()) -> None:
        """Print the value as JSON when asked to, else the lines."""
        if self.as_json:
            write(json.dumps(value, ensure_ascii=False))
            return
        for line in lines:
            write(line)

    def iso(self, instant: datetime | None) -> str | None:
        """An instant as JSON shows it: ISO 8601 in the desk's zone, with offset."""
        return None if instant is None else format_instant(instant, self.desk.zone)

    def local(self, instant: datetime | None) -> str:
        """An instant for the eye, in the desk's zone."""
        return "—" if instant is None else f"{instant.astimezone(self.desk.zone):%m-%d %H:%M}"

    def instant(self, text: str | None) -> datetime | None:
        """An instant as typed; WrongUsage when unreadable."""
        if text is None:
            return None
        try:
            return parse_instant(text, self.desk.zone)
        except Refused as why:
            raise WrongUsage(why.sentence) from None


def choice(kind: type[T], text: str | None, what: str) -> T | None:
    """The member of a closed set that bears the name typed; WrongUsage, with the names there are, for any other."""
    if text is None:
        return None
    try:
        return kind(text)
    except ValueError:
        names = "、".join(member.value for member in kind)
        raise WrongUsage(sentence("choice_unknown", what=what, text=text[:40], names=names)) from None


def speak_utf8() -> None:
    """Let stdout and stderr be UTF-8 whatever the locale says: the contract of the commands asks for it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def write(text: str) -> None:
    """A line on stdout; lone surrogates, which no terminal can show, become question marks."""
    _put(sys.stdout, text)


def tell(text: str) -> None:
    """A line on stderr."""
    _put(sys.stderr, text)


def tell_lines(problems: Sequence[Skipped]) -> None:
    """What was wrong with which line of a file, on stderr; of very many the first fifty."""
    for problem in problems[:_MOST_PROBLEMS]:
        tell(f"第 {problem.line} 行：{problem.why}")
    if len(problems) > _MOST_PROBLEMS:
        tell(sentence("problems_more", count=len(problems) - _MOST_PROBLEMS))


def finish_saying() -> None:
    """Give out what is still held back, so that a full disk behind stdout is told and not lost."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _unheard(sys.stdout)


def _put(stream: TextIO, text: str) -> None:
    try:
        stream.write(text.encode("utf-8", "replace").decode("utf-8") + "\n")
    except BrokenPipeError:
        _unheard(stream)


def _unheard(stream: TextIO) -> None:
    """Nobody reads any more (`| head`): the command does its work to the end in silence."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


class Progress:
    """Progress of long work on stderr, only where that is a terminal."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._shown = sys.stderr.isatty()
        self.done = 0

    def __call__(self, done: int, of: int | None = None) -> None:
        """Show how far it is."""
        self.done = done
        if self._shown:
            sys.stderr.write(f"\r{self._what} {done}" + (f"/{of}" if of else "") + " ")
            sys.stderr.flush()

    def end(self) -> None:
        """Take the line away."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")


def table(rows: Sequence[Mapping[str, str]]) -> list[str]:
    """Rows as aligned columns, full-width characters counted as two."""
    if not rows:
        return []
    names = list(rows[0])
    widths = {name: max(_width(name), *(_width(row[name]) for row in rows)) for name in names}
    lines = ["  ".join(_pad(name, widths[name]) for name in names).rstrip()]
    lines += ["  ".join(_pad(row[name], widths[name]) for name in names).rstrip() for row in rows]
    return lines


def _width(text: str) -> int:
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)


def _pad(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
