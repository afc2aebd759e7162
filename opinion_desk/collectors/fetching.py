"""One visit to one address: redirects followed one by one, size and time bounded, every failure a sentence."""

from __future__ import annotations

import base64
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Final

import httpcore
import httpx

from ..domain.errors import DeskError, Refused, Unavailable
from .connections import Deadline, open_pool
from .failing import REDIRECTS, in_sentences, of_protocol, of_status
from .guard import resolve
from .inflating import Inflater, in_megabytes
from .pooling import Pools, Way

_ACCEPT: Final = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/json;q=0.9,"
    " application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
)
_PERMANENT: Final = frozenset({301, 308})
MAX_REDIRECTS: Final = 5


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a visit brought; `why` is set when it failed, `unchanged` when the server said so, `cut` when the body broke off."""

    url: str = ""
    body: bytes = b""
    content_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    unchanged: bool = False
    cut: bool = False
    moved_to: str | None = None
    retry_after_s: int | None = None
    why: DeskError | None = None


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: dict[str, str]
    body: bytes = b""
    cut: bool = False


@dataclass(slots=True)
class _Visit:
    """Where a visit stands: the present address, the redirects behind it, and the last of those that were permanent."""

    url: httpx.URL
    internal: bool
    conditions: dict[str, str]
    authorization: str | None = None
    redirects: int = 0
    all_permanent: bool = True
    moved_to: str | None = None
    first_host: str = ""
    headers_only: bool = False
    proxy: str | None = None
    further: tuple[tuple[str, str], ...] = ()


class Fetcher:
    """Visits addresses; safe to be called from several threads at once."""

    def __init__(
        self,
        *,
        user_agent: str,
        now: Callable[[], datetime],
        timeout_s: float = 20,
        max_bytes: int = 15_000_000,
        connections: int = 16,
    ) -> None:
        self._user_agent = user_agent
        self._now = now
        self._timeout_s = timeout_s
        self._max_bytes = max_bytes
        self._deadline = Deadline()
        self._pools = Pools(
            lambda way: open_pool(self._deadline, internal=way.internal, connections=connections, proxy=way.proxy)
        )

    def fetch(
        self,
        address: str,
        *,
        internal: bool,
        etag: str | None = None,
        last_modified: str | None = None,
        headers_only: bool = False,
        proxy: str | None = None,
        headers: Sequence[tuple[str, str]] = (),
    ) -> Fetched:
        """Visit an address, with the validators of the last answer; every failure is told in `why`, nothing is raised.

        With `headers_only` the body is left unread: the question is whether the page stands.
        """
        try:
            visit = _start(address, internal, etag, last_modified)
            visit.headers_only, visit.proxy, visit.further = headers_only, proxy, tuple(headers)
        except DeskError as why:
            return Fetched(address, why=why)
        self._deadline.start(self._timeout_s)
        try:
            return self._follow(visit)
        except DeskError as why:
            return Fetched(str(visit.url), moved_to=visit.moved_to, why=why)

    def close(self) -> None:
        """Close all kept-alive connections."""
        self._pools.close()

    def _follow(self, visit: _Visit) -> Fetched:
        while True:
            answer = self._ask(visit)
            if answer.status not in REDIRECTS or "location" not in answer.headers:
                return self._judge(visit, answer)
            visit.redirects += 1
            if visit.redirects > MAX_REDIRECTS:
                raise Unavailable("too_many_redirects", host=visit.first_host, count=MAX_REDIRECTS)
            _turn(visit, answer)

    def _judge(self, visit: _Visit, answer: _Answer) -> Fetched:
        headers = answer.headers
        wait = retry_after_s(headers.get("retry-after"), self._now())
        unchanged = answer.status == 304
        why = None if unchanged or 200 <= answer.status < 300 else of_status(answer.status, visit.url.host)
        return Fetched(
            url=str(visit.url),
            body=answer.body,
            content_type=headers.get("content-type"),
            etag=headers.get("etag"),
            last_modified=headers.get("last-modified"),
            unchanged=unchanged,
            cut=answer.cut,
            moved_to=visit.moved_to,
            retry_after_s=wait,
            why=why,
        )

    def _ask(self, visit: _Visit) -> _Answer:
        try:
            return self._ask_once(visit)
        except httpcore.RemoteProtocolError as problem:
            # A kept-alive connection may have been closed under our hands: one fresh try is fair.
            if "without sending" not in str(problem):
                raise of_protocol(problem, visit.url.host) from problem
        with in_sentences(visit.url.host, self._timeout_s):
            return self._ask_once(visit)

    def _ask_once(self, visit: _Visit) -> _Answer:
        url = visit.url
        target = httpcore.URL(
            scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path.replace(b"#", b"%23")
        )
        with (
            in_sentences(url.host, self._timeout_s, protocol_too=False),
            self._pools.using(self._way(visit)) as pool,
            pool.stream("GET", target, headers=self._headers(visit)) as response,
        ):
            headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
            if not 200 <= response.status < 300 or visit.headers_only:
                if response.status == 304:  # it has no body; only when that is read too the connection is kept
                    response.read()
                return _Answer(response.status, headers)
            body, cut = self._body(response, headers, url.host)
            return _Answer(response.status, headers, body, cut)

    def _body(self, response: httpcore.Response, headers: dict[str, str], host: str) -> tuple[bytes, bool]:
        length = headers.get("content-length", "")
        if length.isdecimal() and int(length) > self._max_bytes:
            raise Unavailable("answer_too_large", host=host, limit=in_megabytes(self._max_bytes))
        inflater = Inflater(headers.get("content-encoding", "").strip().lower(), self._max_bytes, host)
        try:
            for chunk in response.iter_stream():
                inflater.feed(chunk)
        except (httpcore.RemoteProtocolError, httpcore.ReadError):
            return inflater.body(), True
        return inflater.body(), inflater.cut

    def _headers(self, visit: _Visit) -> list[tuple[str, str]]:
        headers = [
            ("User-Agent", self._user_agent),
            ("Accept", _ACCEPT),
            ("Accept-Encoding", "gzip, deflate"),
            ("Accept-Language", "zh-CN,zh;q=0.9,en;q=0.5"),
            *visit.conditions.items(),
        ]
        if visit.url.host == visit.first_host:  # what a person set for this host goes to no other
            own = {name.lower() for name, _ in visit.further}
            headers = [(name, value) for name, value in headers if name.lower() not in own] + list(visit.further)
        if visit.authorization and visit.url.host == visit.first_host:
            headers.append(("Authorization", visit.authorization))
        return headers

    def _way(self, visit: _Visit) -> Way:
        if visit.proxy is not None:  # the proxy looks the host up: that it is a public one is seen to before
            host, port = visit.url.host.strip("[]"), visit.url.port or 443
            resolve(host, port, internal=visit.internal, resolver=socket.getaddrinfo, seconds=self._deadline.left())
        return Way(visit.internal, visit.proxy, visit.url.netloc.decode("ascii"))


def _start(address: str, internal: bool, etag: str | None, last_modified: str | None) -> _Visit:
    url = _url(address)
    conditions = {
        name: value
        for name, value in (("If-None-Match", etag), ("If-Modified-Since", last_modified))
        if value and value.isascii() and value.isprintable()
    }
    authorization = None
    if url.userinfo:
        authorization = f"Basic {base64.b64encode(url.userinfo).decode('ascii')}"
        url = url.copy_with(userinfo=b"")
    return _Visit(url, internal, conditions, authorization, first_host=url.host)


@lru_cache(maxsize=4_096)  # sources are visited again and again
def _url(address: str) -> httpx.URL:
    """The address as a URL with host; Refused when it is none or neither http nor https."""
    try:
        url = httpx.URL(address.strip())
    except (httpx.InvalidURL, UnicodeError, ValueError):
        raise Refused("address_unreadable", address=address[:80]) from None
    if url.scheme and url.scheme not in ("http", "https"):
        raise Refused("address_scheme", scheme=url.scheme)
    if not url.scheme or not url.host or not 0 < (url.port or 80) < 65_536:
        raise Refused("address_unreadable", address=address[:80])
    return url


def _turn(visit: _Visit, answer: _Answer) -> None:
    """Go where a redirect points; the new address passes the same guard when it is connected to."""
    location = answer.headers["location"].encode("latin-1").decode("utf-8", "replace").strip()
    try:
        target = visit.url.join(location)
    except (httpx.InvalidURL, UnicodeError, ValueError):
        raise Unavailable("redirect_nowhere", host=visit.url.host) from None
    visit.url = _url(str(target.copy_with(userinfo=b"", fragment=None)))
    visit.all_permanent = visit.all_permanent and answer.status in _PERMANENT
    if visit.all_permanent:
        visit.moved_to = str(visit.url)


def retry_after_s(value: str | None, now: datetime) -> int | None:
    """Seconds to wait as a Retry-After header says, in either of its forms (RFC 9110 §10.2.3); None when unreadable."""
    if value is None:
        return None
    text = value.strip()
    if text.isdecimal():
        return min(int(text[:9]), 366 * 86_400)
    try:
        when = parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError):
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return max(0, int((when - now).total_seconds()))
