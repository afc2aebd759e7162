"""The web of the simulated day: every host of it on one loopback server, with its troubles, its outages and its names."""

from __future__ import annotations

import contextlib
import hashlib
import re
import socket
import threading
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final
from unittest.mock import patch

from bench.serving_sources import Simulated, Trouble, document
from bench.serving_time import DrivenTime

_HOST: Final = re.compile(r"(s|new)(\d+)\.yunchuan\.example\.cn")
_NETS: Final = {"s": "93.184.216", "new": "93.184.217"}  # public; the last number is the source's
_GARBAGE: Final = (
    b"<html><head><title>502</title></head><body>nginx</body></html>",
    b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
)


class Web:
    """The servers of all sources as they stand at the true time; `down` is the line of this machine, not theirs."""

    def __init__(self, sources: Sequence[Simulated], clock: DrivenTime) -> None:
        self.sources = {source.number: source for source in sources}
        self.clock = clock
        self.start = clock.true_now()
        self.down = False
        self.visits = 0
        self.statuses: dict[int, int] = {}
        self.over = threading.Event()
        self._server: _Server | None = None

    def trouble(self, number: int) -> Trouble | None:
        """What befalls that source now."""
        trouble = self.sources[number].trouble
        return trouble if trouble is not None and trouble.begins <= self.clock.passed < trouble.ends else None

    @contextlib.contextmanager
    def serving(self) -> Iterator[None]:
        """The names and hosts of the day in place of the machine's own network, as long as the context lasts."""
        looked_up, connected = socket.getaddrinfo, socket.create_connection

        def look_up(host: Any, port: Any, *more: Any, **named: Any) -> Any:
            known = _HOST.fullmatch(str(host))
            if known is None:
                return looked_up(host, port, *more, **named)
            if self.down or self._is(int(known[2]), "no_name"):
                raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (f"{_NETS[known[1]]}.{known[2]}", port))]

        def connect(address: tuple[str, int], timeout: Any = None, *more: Any, **named: Any) -> socket.socket:
            net, _, number = address[0].rpartition(".")
            if net not in _NETS.values():
                return connected(address, timeout, *more, **named)
            if self.down:
                raise OSError(101, "Network is unreachable")
            if self._is(int(number), "silent"):
                raise TimeoutError("timed out")
            if self._server is None:
                raise ConnectionRefusedError(111, "Connection refused")
            return connected(("127.0.0.1", self._server.server_port), timeout)

        with patch.object(socket, "getaddrinfo", look_up), patch.object(socket, "create_connection", connect):
            self.go_up()
            try:
                yield
            finally:
                self.over.set()
                self.go_down()

    def _is(self, number: int, kind: str) -> bool:
        trouble = self.trouble(number)
        return trouble is not None and trouble.kind == kind

    def go_up(self) -> None:
        """The servers run."""
        self._server = _Server(self)
        self._server.begin()

    def go_down(self) -> None:
        """The servers are gone, and every connection with them."""
        if self._server is not None:
            self._server.end()
            self._server = None

    def hang_up(self) -> None:
        """Every connection breaks, as when a line goes down."""
        if self._server is not None:
            self._server.hang_up()

    def connections(self) -> int:
        """How many connections are kept open; each is a thread and two descriptors of this process, one at either end."""
        return 0 if self._server is None else len(self._server.open)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, web: Web) -> None:
        self.web = web
        self.open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._running = threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True)
        super().__init__(("127.0.0.1", 0), _Handler)

    def begin(self) -> None:
        self._running.start()

    def end(self) -> None:
        self.shutdown()
        self._running.join()
        self.hang_up()
        self.server_close()

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._lock:
            self.open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._lock:
            self.open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is nothing to print."""

    def hang_up(self) -> None:
        with self._lock:
            for connection in self.open:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = 1 << 16
    server: _Server

    def do_GET(self) -> None:
        web = self.server.web
        known = _HOST.fullmatch(self.headers.get("Host", "").partition(":")[0])
        if known is None or self.path != "/news":
            self._answer(404)
            return
        source = web.sources[int(known[2])]
        trouble = web.trouble(source.number)
        kind = "" if trouble is None else trouble.kind
        if known[1] == "new" or not kind:
            self._document(source)
        elif kind.isdecimal():
            self._answer(int(kind), Retry_After="1800" if kind == "429" else "0")
        elif kind in ("moved", "lent"):
            self._answer(
                301 if kind == "moved" else 302, Location=f"http://new{source.number}.yunchuan.example.cn/news"
            )
        elif kind == "hangs":
            web.statuses[0] = web.statuses.get(0, 0) + 1
            web.over.wait(20)
            self.close_connection = True
        elif kind == "garbage":
            self._answer(200, _GARBAGE[web.visits % 2], Content_Type="text/html")
        else:
            self._document(source, empty=kind == "empty", cut=kind == "cut")

    def _document(self, source: Simulated, *, empty: bool = False, cut: bool = False) -> None:
        web = self.server.web
        web.visits += 1
        items = [] if empty else source.standing(web.clock.passed)
        body = document(source, items, web.start, web.clock.true_now(), web.visits)
        if source.number % 10 == 9:  # a server without validators
            self._answer(200, body, Content_Type=source.content_type)
            return
        etag = f'"{hashlib.sha256(body).hexdigest()[:24]}"'
        if self.headers.get("If-None-Match") == etag:
            self._answer(304, ETag=etag)
            return
        self._answer(
            200, body[: len(body) // 2] if cut else body, len(body), Content_Type=source.content_type, ETag=etag
        )

    def _answer(self, status: int, body: bytes = b"", length: int | None = None, **headers: str) -> None:
        web = self.server.web
        web.statuses[status] = web.statuses.get(status, 0) + 1
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if status != 304:
            self.send_header("Content-Length", str(len(body) if length is None else length))
        if length is not None and length != len(body):
            self.close_connection = True
        self.end_headers()
        self.wfile.write(body)

    def date_time_string(self, timestamp: float | None = None) -> str:
        """The server's own moment."""
        return self.server.web.clock.true_now().strftime("%a, %d %b %Y %H:%M:%S GMT")

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is printed."""
