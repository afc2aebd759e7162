"""The collector: several sources visited at once, at most two on one host, each ending as a Collected."""

from __future__ import annotations

import hashlib
import logging
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence, Set
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from ..domain.collected import Collected, Outcome, Parsed
from ..domain.errors import DeskError, Refused, Unavailable
from ..domain.list_rules import SourceRules
from ..domain.messages import sentence
from ..domain.page_seen import PageSeen
from ..domain.rsshub import OFFICIAL, as_route, is_route, on_instances
from ..domain.source import Form, Health, Source
from .dates import CHINA
from .detect import PageInstead, parse, read_document
from .entries import Reading
from .fetching import Fetched, Fetcher
from .following import Follower, Stored
from .page_look import look_at

_log = logging.getLogger(__name__)
_PER_HOST: Final = 2
_Due = tuple[Source, Health]
_NEVER: Final = Health()
_ARTICLES_SHOWN: Final = 3


class HttpCollector:
    """Visits sources over HTTP and reads what stands there; see `services.ports.Collector`.

    `timeout_s` bounds one fetch, redirects included; `max_bytes` a body after decompression; `rsshub` are the instances
    that routes of RSSHub are asked of, in turn.
    """

    def __init__(
        self,
        *,
        user_agent: str,
        now: Callable[[], datetime],
        timeout_s: float = 20,
        max_bytes: int = 15_000_000,
        concurrency: int = 16,
        zone: ZoneInfo = CHINA,
        rsshub: Sequence[str] = (OFFICIAL,),
    ) -> None:
        self._now = now
        self._zone = zone
        self._concurrency = concurrency
        self._fetcher = Fetcher(
            user_agent=user_agent, now=now, timeout_s=timeout_s, max_bytes=max_bytes, connections=concurrency
        )
        self._rsshub = tuple(rsshub)
        self._serving: str | None = None  # the instance that answered last
        self._seen: dict[int, tuple[str, datetime]] = {}  # digest of the last good answer, and when it came
        self._seen_lock = threading.Lock()

    def collect(self, due: Sequence[_Due], stored: Stored | None = None) -> Iterator[Collected]:
        """Visit these sources, several at once; yield each as it ends. A failing source is a Collected, never an exception."""
        waiting = deque(due)
        busy: Counter[str] = Counter()
        running: dict[Future[Collected], str] = {}
        pool = ThreadPoolExecutor(self._concurrency, thread_name_prefix="collect")
        try:
            while waiting or running:
                self._start(pool, waiting, busy, running, stored)
                ended, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in ended:
                    busy[running.pop(future)] -= 1
                    yield future.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def _start(
        self,
        pool: ThreadPoolExecutor,
        waiting: deque[_Due],
        busy: Counter[str],
        running: dict[Future[Collected], str],
        stored: Stored | None,
    ) -> None:
        """Start what may start now; what must wait for its host keeps its place."""
        held: list[_Due] = []
        while waiting and len(running) < self._concurrency:
            source, health = waiting.popleft()
            host = _host(self._places(source.address)[0])
            if busy[host] >= _PER_HOST:
                held.append((source, health))
                continue
            busy[host] += 1
            running[pool.submit(self._visit_safely, source, health, stored)] = host
        waiting.extendleft(reversed(held))

    def _visit_safely(self, source: Source, health: Health, stored: Stored | None) -> Collected:
        """A visit that cannot stop the others: what nobody foresaw is logged whole and told as this source's failure."""
        try:
            return self.visit(source, health, stored)
        except Exception:
            _log.exception("collecting source %s failed", source.id)
            return Collected(source.id, Outcome.FAILED, why=Unavailable("collecting_failed"))

    def visit(self, source: Source, health: Health, stored: Stored | None = None) -> Collected:
        """One visit to one source, here and now."""
        began = self._now()
        fetched = self._fetch(source.address, source.internal, health)
        if fetched.why is not None:
            return _failed(source.id, fetched.why, fetched)
        digest = hashlib.sha256(fetched.body).hexdigest()
        if fetched.unchanged or self._is_known(source.id, digest, health):
            return _unchanged(source.id, fetched, health)
        try:
            form, parsed = self._read(fetched, source.rules)
            parsed = self._followed(source, parsed, stored)
        except DeskError as why:
            return _failed(source.id, why, fetched)
        if not parsed.incomplete:
            with self._seen_lock:
                self._seen[source.id] = (digest, began)
        return _fetched(source.id, fetched, form, parsed, digest)

    def _is_known(self, source_id: int, digest: str, health: Health) -> bool:
        """The same bytes as last time; believed only when that visit's entries were stored since."""
        with self._seen_lock:
            seen = self._seen.get(source_id)
        stored = health.last_success
        return seen is not None and seen[0] == digest and stored is not None and stored >= seen[1]

    def _places(self, address: str) -> tuple[str, ...]:
        """Where an address is fetched: a route of RSSHub on each instance, the one that answered last first."""
        if not is_route(address):
            return (address,)
        first = sorted(self._rsshub, key=lambda instance: instance != self._serving)
        return on_instances(address, first) or (address,)

    def _fetch(self, address: str, internal: bool, health: Health = _NEVER) -> Fetched:
        """The first good answer of the places an address stands for; the last bad one when there is none."""
        if not is_route(address):
            return self._fetcher.fetch(address, internal=internal, etag=health.etag, last_modified=health.last_modified)
        if not self._rsshub:
            return Fetched(address, why=Refused("rsshub_none"))
        why: DeskError | None = None
        for place in self._places(address):
            fetched = self._fetcher.fetch(
                place, internal=internal, etag=health.etag, last_modified=health.last_modified
            )
            if fetched.why is None:
                self._serving = next(i for i in self._rsshub if place.startswith(i.rstrip("/") + "/"))
                return replace(fetched, moved_to=None)  # the route stays, wherever an instance moves
            why = fetched.why
        told = why.sentence if why else ""
        return Fetched(address, why=Unavailable("rsshub_all_failed", count=len(self._rsshub), why=told))

    def _followed(self, source: Source, parsed: Parsed, stored: Stored | None) -> Parsed:
        """The document with its further pages and, where the rules say so, with the texts of its articles."""
        rules = source.rules
        if not parsed.more and (rules is None or not rules.full_text):
            return parsed
        follower = Follower(
            lambda address: self._fetcher.fetch(address, internal=source.internal),
            lambda fetched: self._read(fetched, rules)[1],
            self._now,
        )
        parsed = follower.with_more(parsed, rules.page.pages if rules is not None and rules.page is not None else 1)
        if rules is None or not rules.full_text:
            return parsed
        known = stored(source.id, [item.key for item in parsed.items]) if stored is not None else frozenset()
        return follower.with_articles(parsed, rules, known)

    def _read(self, fetched: Fetched, rules: SourceRules | None = None) -> tuple[Form, Parsed]:
        form, parsed = read_document(
            fetched.body,
            now=self._now(),
            url=fetched.url,
            content_type=fetched.content_type,
            zone=self._zone,
            rules=rules,
        )
        if fetched.cut:
            told = sentence("document_cut", count=len(parsed.entries))
            kept = tuple(p for p in parsed.problems if p != told)
            parsed = replace(parsed, problems=(*kept, told))
        return form, parsed

    def probe(self, address: str, *, internal: bool, rules: SourceRules | None = None) -> tuple[Form, Parsed]:
        """Visit an address once and say what stands there; a web page that names a feed is followed to it, once.

        With rules it is read by them, with its further pages and the texts of at most three articles. Raises Refused or
        Unavailable with a sentence.
        """
        try:
            return self._probe(as_route(address, self._rsshub), internal=internal, rules=rules)
        except PageInstead as page:
            if page.feed is None:
                raise
            form, parsed = self._probe(page.feed, internal=internal)
            found_at = parsed.found_at or page.feed
            return form, replace(parsed, problems=(page.sentence, *parsed.problems), found_at=found_at)

    def _probe(self, address: str, *, internal: bool, rules: SourceRules | None = None) -> tuple[Form, Parsed]:
        fetched = self._fetch(address, internal)
        if fetched.why is not None:
            raise fetched.why
        form, parsed = self._read(fetched, rules)
        parsed = self._followed(Source(0, "", address, form, internal, rules=rules), parsed, _only_a_few)
        return form, replace(parsed, found_at=fetched.moved_to or (address if is_route(address) else None))

    def look(self, address: str, *, internal: bool) -> PageSeen:
        """Visit a web page once and find its feeds and its lists; see `services.ports.Collector`."""
        fetched = self._fetcher.fetch(address, internal=internal)
        if fetched.why is not None:
            raise fetched.why
        return look_at(fetched.body, fetched.content_type, Reading(self._now(), fetched.url, self._zone))

    def parse(self, raw: bytes, *, url: str | None = None, content_type: str | None = None) -> Parsed:
        """Read a document; nothing is fetched. A document that is no feed gives problems, not an exception."""
        return parse(raw, now=self._now(), url=url, content_type=content_type, zone=self._zone)

    def close(self) -> None:
        """Close kept-alive connections; the collector can still be used afterwards."""
        self._fetcher.close()


def _only_a_few(_: int, keys: Sequence[str]) -> Set[str]:
    """For a look beforehand the texts of three articles are enough: the others count as stored."""
    return frozenset(keys[_ARTICLES_SHOWN:])


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _failed(source_id: int, why: DeskError, fetched: Fetched) -> Collected:
    return Collected(source_id, Outcome.FAILED, why=why, moved_to=fetched.moved_to, retry_after_s=fetched.retry_after_s)


def _unchanged(source_id: int, fetched: Fetched, health: Health) -> Collected:
    return Collected(
        source_id,
        Outcome.UNCHANGED,
        etag=fetched.etag or health.etag,
        last_modified=fetched.last_modified or health.last_modified,
        moved_to=fetched.moved_to,
        retry_after_s=fetched.retry_after_s,
    )


def _fetched(source_id: int, fetched: Fetched, form: Form, parsed: Parsed, digest: str) -> Collected:
    return Collected(
        source_id,
        Outcome.FETCHED,
        entries=parsed.items,
        problems=parsed.problems,
        form=form,
        title=parsed.title,
        digest=digest,
        # What did not come whole must come next time, so its validators are not kept.
        etag=None if fetched.cut or parsed.incomplete else fetched.etag,
        last_modified=None if fetched.cut or parsed.incomplete else fetched.last_modified,
        moved_to=fetched.moved_to,
        retry_after_s=fetched.retry_after_s,
    )
