"""A server that answers as servers should not."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Final

_ITEM: Final = (
    "<item><title>东湖区第{n}号路灯不亮</title><link>http://example.cn/{n}</link><guid>{n}</guid>"
    "<description>居民反映第{n}号路灯已三晚不亮。</description></item>"
)
_HEAD: Final = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>云川论坛</title><link>http://example.cn/</link>'


def feed(count: int) -> bytes:
    """A feed of that many entries."""
    items = "".join(_ITEM.format(n=n) for n in range(count))
    return f"{_HEAD}{items}</channel></rss>".encode()


def cut(whole: bytes) -> bytes:
    """The first three fifths of a document."""
    return whole[: len(whole) * 3 // 5]


def gigabyte_of_zeros() -> bytes:
    """1 GiB of zeros as about 1 MB of gzip: one independent block of 1 MiB, again and again."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    head = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
    return head + block * 1024 + packer.flush(zlib.Z_FINISH)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        whole = feed(5)
        if self.path == "/broken-transfer":  # says more than it gives, then hangs up
            self._answer(200, cut(whole), length=len(whole))
        elif self.path == "/cut":
            self._answer(200, cut(whole))
        elif self.path == "/zeros":
            self._answer(200, gigabyte_of_zeros(), encoding="gzip")
        else:
            known = {"/good": whole, "/empty": b"", "/page": "<html><body>欢迎访问</body></html>".encode()}
            self._answer(200 if self.path in known else 500, known.get(self.path, b"sorry"))

    def _answer(self, status: int, body: bytes, *, length: int | None = None, encoding: str | None = None) -> None:
        self.close_connection = True
        self.send_response(status)
        self.send_header("Content-Type", "text/html" if self.path == "/page" else "application/rss+xml")
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.send_header("Connection", "close")
        if encoding:
            self.send_header("Content-Encoding", encoding)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is printed."""


class _Server(ThreadingHTTPServer):
    daemon_threads = False

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that has had enough is nothing to print."""


@contextmanager
def awkward_server() -> Iterator[str]:
    """The base address of a server with /good, /empty, /page, /cut, /broken-transfer and /zeros; all else is a 500."""
    server = _Server(("127.0.0.1", 0), _Handler)
    thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
