"""robots.txt (RFC 9309): which pages of a site may be read by a program, and how far apart; feeds are made to be fetched and are not asked about."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from ..domain.errors import Refused, Unavailable
from .fetching import Fetched

_KEPT: Final = timedelta(days=1)
_KEPT_UNKNOWN: Final = timedelta(hours=1)
_LONGEST: Final = 500_000  # bytes that count (RFC 9309 §2.5)
_LONGEST_DELAY_S: Final = 60.0
_MOST_SITES: Final = 5_000
_SAFE: Final = "/?&=:@!$'()*+,;~-._"
_NOT_THERE: Final = frozenset({"http_401", "http_403", "http_404", "http_410", "http_4xx"})


@dataclass(frozen=True, slots=True)
class Rules:
    """What a site allows this program: (pattern, allowed), and seconds between two visits."""

    lines: tuple[tuple[str, bool], ...] = ()
    delay_s: float = 0.0

    def allow(self, target: str) -> bool:
        """Whether path and query may be visited: the longest pattern that fits decides, allowing where two are as long (§2.2.2)."""
        asked = _spelled(target)
        best = (-1, True)
        for pattern, allowed in self.lines:
            if _fits(pattern, asked):
                best = max(best, (len(pattern), allowed))
        return best[1] or asked == "/robots.txt"


def read_rules(text: str, agent: str) -> Rules:
    """The rules of the groups that name this agent's product word, else of those for everybody (§2.2.1)."""
    groups: dict[str, tuple[list[tuple[str, bool]], list[float]]] = {}
    current: list[str] = []
    naming = False
    for line in text.splitlines():
        name, colon, value = line.partition("#")[0].partition(":")
        name, value = name.strip().lower(), value.strip()
        if not colon:
            continue
        if name == "user-agent":
            current = [*current, value.lower()] if naming else [value.lower()]
            for one in current:
                groups.setdefault(one, ([], []))
            naming = True
            continue
        naming = naming and name not in ("allow", "disallow", "crawl-delay")
        for one in current:
            _take(groups[one], name, value)
    word = re.split(r"[/\s]", agent.strip(), maxsplit=1)[0].lower()
    lines, delays = groups.get(word) or groups.get("*") or ([], [])
    return Rules(tuple(lines), min(max(delays, default=0.0), _LONGEST_DELAY_S))


def _take(group: tuple[list[tuple[str, bool]], list[float]], name: str, value: str) -> None:
    if name in ("allow", "disallow") and value:
        group[0].append((_spelled(value), name == "allow"))
    elif name == "crawl-delay" and re.fullmatch(r"\d{1,6}(\.\d{1,6})?", value):
        group[1].append(float(value))


def _spelled(target: str) -> str:
    """Path and query with escapes in one spelling."""
    return quote(unquote(target, errors="surrogateescape"), safe=_SAFE, errors="surrogateescape")


def _fits(pattern: str, target: str) -> bool:
    """Whether a pattern with * and a closing $ fits; pieces are looked for one after another, so that no pattern takes long."""
    ends = pattern.endswith("$")
    first, *pieces = (pattern[:-1] if ends else pattern).split("*")
    if not target.startswith(first):
        return False
    if not pieces:
        return not ends or target == first
    here = len(first)
    for piece in pieces[:-1]:
        found = target.find(piece, here)
        if found < 0:
            return False
        here = found + len(piece)
    last = pieces[-1]
    return target.endswith(last) and len(target) - len(last) >= here if ends else target.find(last, here) >= 0


class Robots:
    """The rules of sites as they were read, kept for a day; any thread may ask."""

    def __init__(self, fetch: Callable[[str, bool], Fetched], agent: str, now: Callable[[], datetime]) -> None:
        """`fetch` visits (address, internal)."""
        self._fetch = fetch
        self._agent = agent
        self._now = now
        self._kept: dict[str, tuple[Rules | None, datetime]] = {}
        self._lock = threading.Lock()

    def require(self, address: str, *, internal: bool) -> None:
        """Refused when the site asks programs not to read this page; Unavailable when its wish cannot be learned now (§2.3.1.4)."""
        parts = urlsplit(address)
        rules = self._rules(f"{parts.scheme}://{parts.netloc}", internal)
        if rules is None:
            raise Unavailable("robots_unknown", host=parts.hostname or "")
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        if not rules.allow(target):
            raise Refused("robots_forbid", host=parts.hostname or "")

    def delay_s(self, host: str) -> float:
        """Seconds a host asks to leave between two visits, as far as known."""
        with self._lock:
            known = [
                rules.delay_s for site, (rules, _) in self._kept.items() if rules and urlsplit(site).hostname == host
            ]
        return max(known, default=0.0)

    def _rules(self, site: str, internal: bool) -> Rules | None:
        now = self._now()
        with self._lock:
            rules, until = self._kept.get(site, (None, now))
        if until > now:
            return rules
        rules = self._read(site, internal)
        with self._lock:
            if len(self._kept) >= _MOST_SITES:
                self._kept.clear()
            self._kept[site] = (rules, now + (_KEPT if rules is not None else _KEPT_UNKNOWN))
        return rules

    def _read(self, site: str, internal: bool) -> Rules | None:
        fetched = self._fetch(f"{site}/robots.txt", internal)
        if fetched.why is None:
            return read_rules(fetched.body[:_LONGEST].decode("utf-8-sig", "replace"), self._agent)
        return Rules() if fetched.why.id in _NOT_THERE else None
