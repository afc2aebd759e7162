"""Servers on loopback: documents over real HTTP with validators, gzip and keep-alive, and a hook that keeps what it is sent.

For the demo, tests and benchmarks. Nothing here asks the system for the time.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from functools import lru_cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from types import TracebackType
from typing import Any, Final, Self

from .content import DAY, ZONE, demo_feeds
from .feeds import document, last_change

MAX_REQUEST_BYTES: Final = 1 << 20
_IDLE_S: Final = 15.0
_START: Final = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Served:
    """A document ready to be answered with: its bytes, plain and compressed, and its validators."""

    raw: bytes
    packed: bytes
    content_type: str
    etag: str
    modified: datetime


@dataclass(frozen=True, slots=True)
class HookMessage:
    """A message that was posted to /hook…: the path it came to, and the JSON in it (or its text where it is none)."""

    path: str
    content: Any


def ready(raw: bytes, content_type: str, modified: datetime) -> Served:
    """The document with its validators; the entity tag follows from the bytes alone."""
    etag = f'"{hashlib.sha256(raw).hexdigest()[:32]}"'
    return Served(raw, gzip.compress(raw, 6, mtime=0), content_type, etag, modified)


_kept_ready = lru_cache(maxsize=64)(ready)


class LoopbackServer:
    """Serves documents (path → bytes, content type) on a free port of 127.0.0.1 while its context lasts.

    `requests` counts answered requests by status; `messages` holds what was posted to paths beginning with /hook.
    """

    def __init__(self, documents: Mapping[str, tuple[bytes, str]] | None = None) -> None:
        # All is made ready beforehand, so that in a benchmark the server does not dawdle.
        self._documents = {path: ready(raw, kind, _START) for path, (raw, kind) in (documents or {}).items()}
        self._server: _Server | None = None
        self._thread: Thread | None = None
        self._lock = Lock()
        self._messages: list[HookMessage] = []
        self._requests: dict[int, int] = {}

    def lookup(self, path: str) -> Served | None:
        """The document at that path (query included), or None; called from the server's threads."""
        return self._documents.get(path)

    def now(self) -> datetime:
        """The moment the server believes in, told in the Date header."""
        return _START

    @property
    def base_url(self) -> str:
        """http://127.0.0.1:PORT, without a slash at the end; RuntimeError outside the context."""
        if self._server is None:
            raise RuntimeError("the server runs only within its context")
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def messages(self) -> tuple[HookMessage, ...]:
        """Everything posted to the hook so far, oldest first."""
        with self._lock:
            return tuple(self._messages)

    @property
    def requests(self) -> dict[int, int]:
        """How many requests were answered with which status."""
        with self._lock:
            return dict(self._requests)

    def keep(self, message: HookMessage) -> None:
        """Keep a message that was posted."""
        with self._lock:
            self._messages.append(message)

    def count(self, status: int) -> None:
        """Note that a request was answered."""
        with self._lock:
            self._requests[status] = self._requests.get(status, 0) + 1

    def __enter__(self) -> Self:
        self._server = _Server(self)
        self._thread = Thread(target=self._server.serve_forever, args=(0.05,), name="loopback-server", daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None and self._thread is not None:
            self._server.shutdown()
            self._thread.join()
            self._server.hang_up()
            self._server.server_close()
        self._server = self._thread = None


class DemoServer(LoopbackServer):
    """Serves the demo's sources for one day; what is published after `until` is not yet in them.

    `until` may be set at any time, also while the server runs; None shows the whole day.
    """

    def __init__(self, day: date = DAY, until: datetime | None = None) -> None:
        super().__init__()
        self.day = day
        self.until = until
        self._paths = frozenset(feed.path for feed in demo_feeds())

    def lookup(self, path: str) -> Served | None:
        """The source at that path as it stands at `until`."""
        until = self.until
        if path not in self._paths:
            return None
        raw, content_type = document(path, self.day, until)
        return _kept_ready(raw, content_type, last_change(path, self.day, until))

    def now(self) -> datetime:
        """`until`, or the end of the day."""
        return self.until or datetime.combine(self.day + timedelta(days=1), time(0), ZONE)


class _Server(ThreadingHTTPServer):
    """A thread a connection; ends without waiting for clients that keep theirs open."""

    block_on_close = True
    daemon_threads = False
    request_queue_size = 128

    def __init__(self, owner: LoopbackServer) -> None:
        self.owner = owner
        self._open: set[socket.socket] = set()
        self._open_lock = Lock()
        super().__init__(("127.0.0.1", 0), _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._open_lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._open_lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is nothing to print."""

    def hang_up(self) -> None:
        """End the connections that clients keep open, so that their threads end too."""
        with self._open_lock:
            for connection in self._open:
                try:
                    connection.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "OpinionDeskDemo"
    sys_version = ""
    timeout = _IDLE_S
    disable_nagle_algorithm = True
    wbufsize = 1 << 16
    server: _Server

    def do_GET(self) -> None:
        self._answer_document(with_body=True)

    def do_HEAD(self) -> None:
        self._answer_document(with_body=False)

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if not length.isdigit() or int(length) > MAX_REQUEST_BYTES:
            self.close_connection = True
            status = HTTPStatus.LENGTH_REQUIRED if not length.isdigit() else HTTPStatus.REQUEST_ENTITY_TOO_LARGE
            self._answer(status, b"", "text/plain")
            return
        raw = self.rfile.read(int(length))
        if not self.path.startswith("/hook"):
            self._answer(HTTPStatus.NOT_FOUND, b"", "text/plain")
            return
        self.server.owner.keep(HookMessage(self.path, _content(raw)))
        self._answer(HTTPStatus.OK, b'{"errcode":0,"errmsg":"ok"}', "application/json; charset=utf-8")

    def _answer_document(self, *, with_body: bool) -> None:
        found = self.server.owner.lookup(self.path)
        if found is None:
            self._answer(HTTPStatus.NOT_FOUND, b"", "text/plain", with_body=with_body)
            return
        validators = {"ETag": found.etag, "Last-Modified": _http_date(found.modified), "Vary": "Accept-Encoding"}
        if self._is_known(found):
            self._answer(HTTPStatus.NOT_MODIFIED, b"", None, validators)
        elif "gzip" in self.headers.get("Accept-Encoding", "").lower():
            packed = {**validators, "Content-Encoding": "gzip"}
            self._answer(HTTPStatus.OK, found.packed, found.content_type, packed, with_body=with_body)
        else:
            self._answer(HTTPStatus.OK, found.raw, found.content_type, validators, with_body=with_body)

    def _is_known(self, found: Served) -> bool:
        """If-None-Match is asked first; If-Modified-Since only where it is absent (RFC 9110, 13.2.2)."""
        tags = self.headers.get("If-None-Match")
        if tags is not None:
            return tags.strip() == "*" or found.etag in {tag.strip().removeprefix("W/") for tag in tags.split(",")}
        since = self.headers.get("If-Modified-Since")
        if since is None:
            return False
        try:
            return found.modified.replace(microsecond=0) <= parsedate_to_datetime(since)
        except (TypeError, ValueError):
            return False

    def _answer(
        self,
        status: HTTPStatus,
        body: bytes,
        content_type: str | None,
        headers: Mapping[str, str] | None = None,
        *,
        with_body: bool = True,
    ) -> None:
        self.server.owner.count(status)
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        if content_type is not None:
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if with_body and content_type is not None:
            self.wfile.write(body)

    def date_time_string(self, timestamp: float | None = None) -> str:
        """The server's own moment: the demo's day may be any day."""
        return _http_date(self.server.owner.now())

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is printed: the counts tell what was asked for."""


def _http_date(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def _content(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except ValueError:
        return raw.decode("utf-8", "replace")
