"""The collector: several sources visited at once, at most two on one host, each ending as a Collected."""

from __future__ import annotations

import hashlib
import logging
import threading
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from ..domain.collected import Collected, Outcome, Parsed
from ..domain.errors import DeskError, Refused, Unavailable
from ..domain.folder_files import is_folder_address
from ..domain.known_tables import NO_TABLES, KnownTables
from ..domain.list_rules import SourceRules
from ..domain.messages import sentence
from ..domain.page_seen import PageSeen, PageText
from ..domain.pages import Looked, Page, PageToLookAt
from ..domain.rsshub import OFFICIAL, as_route, is_route, on_instances
from ..domain.source import Form, Health, Source
from ..domain.table_mapping import TableMapping
from . import visit_ends
from .dates import CHINA
from .detect import PageInstead, parse, read_document
from .entries import Reading
from .fetching import Fetched, Fetcher
from .folder_listing import Listings
from .following import Follower, Stored
from .page_look import look_at
from .page_text import page_text
from .robots import Robots
from .rows import Times
from .turns import Turns, gap_on
from .watched_folder import WatchedFolder, look_at_folder

_log = logging.getLogger(__name__)
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
        self._listings = Listings()
        self._serving: str | None = None  # the instance that answered last
        self._robots = Robots(
            lambda address, internal: self._fetcher.fetch(address, internal=internal), user_agent, now
        )
        self._seen: dict[int, str] = {}  # digest of the last answer that was read whole
        self._seen_lock = threading.Lock()

    def collect(
        self, due: Sequence[_Due], stored: Stored | None = None, tables: KnownTables = NO_TABLES
    ) -> Iterator[Collected]:
        """Visit these sources, several at once; yield each as it ends. A failing source is a Collected, never an exception."""
        jobs = (
            (self._turn_of(source), partial(self._visit_safely, source, health, stored, tables))
            for source, health in due
        )
        return Turns[Collected](self._concurrency).run(jobs)

    def _turn_of(self, source: Source) -> str:
        """Whose turn it is: the host's; folders take theirs one after another, like hosts of this machine."""
        return "localhost" if source.form is Form.FOLDER else _host(self._places(source.address)[0])

    def look_at_pages(self, pages: Sequence[PageToLookAt]) -> Iterator[Looked]:
        """Whether these pages still stand, several at once, as robots.txt allows; nothing of them is read."""
        jobs = ((_host(page.address), partial(self._look_safely, page)) for page in pages)
        return Turns[Looked](self._concurrency, self._page_gap).run(jobs)

    def _page_gap(self, host: str) -> float:
        return max(gap_on(host), self._robots.delay_s(host))

    def _look_safely(self, page: PageToLookAt) -> Looked:
        try:
            self._robots.require(page.address, internal=page.internal)
            fetched = self._fetcher.fetch(page.address, internal=page.internal, headers_only=True)
        except DeskError as why:
            return Looked(page.item_id, Page.UNKNOWN, why)
        except Exception:
            _log.exception("looking at the page of item %s failed", page.item_id)
            return Looked(page.item_id, Page.UNKNOWN)
        if fetched.why is None:
            return Looked(page.item_id, Page.THERE)
        state = {"http_404": Page.MISSING, "http_410": Page.GONE}.get(fetched.why.id, Page.UNKNOWN)
        return Looked(page.item_id, state, fetched.why)

    def _visit_safely(self, source: Source, health: Health, stored: Stored | None, tables: KnownTables) -> Collected:
        """A visit that cannot stop the others: what nobody foresaw is logged whole and told as this source's failure."""
        try:
            if source.form is Form.FOLDER:
                return WatchedFolder(source, tables, Times(self._now(), self._zone), self._listings).visit()
            return self.visit(source, health, stored, tables)
        except Exception:
            _log.exception("collecting source %s failed", source.id)
            return Collected(source.id, Outcome.FAILED, why=Unavailable("collecting_failed"))

    def visit(
        self, source: Source, health: Health, stored: Stored | None = None, tables: KnownTables = NO_TABLES
    ) -> Collected:
        """One visit to one source, here and now."""
        fetched = self._fetch(source.address, source.internal, health, source)
        if fetched.why is not None:
            return visit_ends.failed(source.id, fetched.why, fetched)
        digest = hashlib.sha256(fetched.body).hexdigest()
        if fetched.unchanged or self._is_known(source.id, digest, health):
            return visit_ends.unchanged(source.id, fetched, health)
        try:
            form, parsed = self._read(fetched, source.rules, tables.mappings)
            parsed = self._followed(source, parsed, stored)
        except DeskError as why:
            return visit_ends.failed(source.id, why, fetched)
        if not parsed.incomplete:
            with self._seen_lock:
                self._seen[source.id] = digest
        return visit_ends.fetched(source.id, fetched, form, parsed, digest)

    def _is_known(self, source_id: int, digest: str, health: Health) -> bool:
        """The same bytes as last time; believed only when the store says that it has what stood in them.

        The digest is stored with the visit's last entry; a time would not do, since clocks are put back.
        """
        with self._seen_lock:
            return self._seen.get(source_id) == digest == health.digest

    def _places(self, address: str) -> tuple[str, ...]:
        """Where an address is fetched: a route of RSSHub on each instance, the one that answered last first."""
        if not is_route(address):
            return (address,)
        first = sorted(self._rsshub, key=lambda instance: instance != self._serving)
        return on_instances(address, first) or (address,)

    def _fetch(self, address: str, internal: bool, health: Health = _NEVER, source: Source | None = None) -> Fetched:
        """The first good answer of the places an address stands for; the last bad one when there is none."""
        ask = partial(
            self._fetcher.fetch,
            internal=internal,
            etag=health.etag,
            last_modified=health.last_modified,
            proxy=None if source is None else source.proxy,
            headers=() if source is None else source.headers,
        )
        if not is_route(address):
            return ask(address)
        if not self._rsshub:
            return Fetched(address, why=Refused("rsshub_none"))
        why: DeskError | None = None
        for place in self._places(address):
            fetched = ask(place)
            if fetched.why is None:
                self._serving = next(i for i in self._rsshub if place.startswith(i.rstrip("/") + "/"))
                return replace(fetched, moved_to=None)  # the route stays, wherever an instance moves
            why = fetched.why
        told = why.sentence if why else ""
        return Fetched(address, why=Unavailable("rsshub_all_failed", count=len(self._rsshub), why=told))

    def _fetch_further(self, source: Source, address: str) -> Fetched:
        """A page that a document leads to: as its site's robots.txt allows, through the proxy of its source."""
        try:
            self._robots.require(address, internal=source.internal)
        except DeskError as why:
            return Fetched(address, why=why)
        return self._fetcher.fetch(address, internal=source.internal, proxy=source.proxy, headers=source.headers)

    def _followed(self, source: Source, parsed: Parsed, stored: Stored | None) -> Parsed:
        """The document with its further pages and, where the rules say so, with the texts of its articles."""
        rules = source.rules
        if not parsed.more and (rules is None or not rules.full_text):
            return parsed
        follower = Follower(
            partial(self._fetch_further, source),
            lambda fetched: self._read(fetched, rules)[1],
            self._now,
        )
        parsed = follower.with_more(parsed, rules.page.pages if rules is not None and rules.page is not None else 1)
        if rules is None or not rules.full_text:
            return parsed
        known = stored(source.id, [item.key for item in parsed.items]) if stored is not None else frozenset()
        return follower.with_articles(parsed, rules, known)

    def _read(
        self, fetched: Fetched, rules: SourceRules | None = None, mappings: Sequence[TableMapping] = ()
    ) -> tuple[Form, Parsed]:
        form, parsed = read_document(
            fetched.body,
            now=self._now(),
            url=fetched.url,
            content_type=fetched.content_type,
            zone=self._zone,
            rules=rules,
            mappings=mappings,
        )
        if fetched.cut:
            told = sentence("document_cut", count=len(parsed.entries))
            kept = tuple(p for p in parsed.problems if p != told)
            parsed = replace(parsed, problems=(*kept, told))
        return form, parsed

    def probe(
        self, address: str, *, internal: bool, rules: SourceRules | None = None, tables: KnownTables = NO_TABLES
    ) -> tuple[Form, Parsed]:
        """Visit an address once and say what stands there; a web page that names a feed is followed to it, once.

        With rules it is read by them, with its further pages and the texts of at most three articles. Raises Refused or
        Unavailable with a sentence.
        """
        if is_folder_address(address):
            return Form.FOLDER, look_at_folder(address, self._listings)
        try:
            return self._probe(as_route(address, self._rsshub), internal, rules, tables)
        except PageInstead as page:
            if page.feed is None:
                raise
            form, parsed = self._probe(page.feed, internal)
            found_at = parsed.found_at or page.feed
            return form, replace(parsed, problems=(page.sentence, *parsed.problems), found_at=found_at)

    def _probe(
        self, address: str, internal: bool, rules: SourceRules | None = None, tables: KnownTables = NO_TABLES
    ) -> tuple[Form, Parsed]:
        fetched = self._fetch(address, internal)
        if fetched.why is not None:
            raise fetched.why
        form, parsed = self._read(fetched, rules, tables.mappings)
        parsed = self._followed(Source(0, "", address, form, internal, rules=rules), parsed, _only_a_few)
        return form, replace(parsed, found_at=fetched.moved_to or (address if is_route(address) else None))

    def look(self, address: str, *, internal: bool) -> PageSeen:
        """Visit a web page once and find its feeds and its lists; see `services.ports.Collector`."""
        fetched = self._fetcher.fetch(address, internal=internal)
        if fetched.why is not None:
            raise fetched.why
        return look_at(fetched.body, fetched.content_type, Reading(self._now(), fetched.url, self._zone))

    def read_page(self, address: str) -> PageText:
        """Read one openly published page, as robots.txt allows where it is asked for and where it leads; see `services.ports.Collector`."""
        self._require(address)
        fetched = self._fetcher.fetch(address, internal=False)
        if fetched.why is not None:
            raise fetched.why
        if _host(fetched.url) != _host(address):  # a short link: what it led to is used only where that site agrees
            self._require(fetched.url)
        return page_text(fetched)

    def _require(self, address: str) -> None:
        """As robots.txt wishes; where it cannot be learned, nobody will try again by himself, as with a source."""
        try:
            self._robots.require(address, internal=False)
        except Unavailable:
            raise Unavailable("page_out_of_reach", host=_host(address)) from None

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
