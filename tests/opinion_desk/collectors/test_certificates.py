"""A certificate that does not hold is told in the words of what is wrong with it, and nothing is read behind it.

The certificates lie beside this test, all for one key: those of `authority.pem` run out in 2120, but for the one that ran out in 2020.
"""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from opinion_desk.collectors import connections
from opinion_desk.collectors.collector import HttpCollector
from opinion_desk.domain.source import Form, Health, Source
from opinion_desk.store import sources, visits
from opinion_desk.store.store import Store

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
FOLDER = Path(__file__).parent / "certificates"
FEED = b"<rss version='2.0'><channel><title>t</title><item><title>a</title></item></channel></rss>"
Serve = Callable[[str], str]


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(FEED)))
        self.end_headers()
        self.wfile.write(FEED)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A client that trusts nobody hangs up."""


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Serve]:
    """Serves a feed under the certificate of that name, on a machine that trusts the authority of this folder alone."""
    trusted = ssl.create_default_context(cafile=str(FOLDER / "authority.pem"))
    monkeypatch.setattr(connections, "_trusted", lambda: trusted)
    running: list[tuple[_Server, threading.Thread]] = []

    def begin(name: str) -> str:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(FOLDER / f"{name}.pem", FOLDER / "key.pem")
        server = _Server(("127.0.0.1", 0), _Handler)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        running.append((server, thread))
        return f"https://127.0.0.1:{server.server_port}/feed"

    yield begin
    for server, thread in running:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def store() -> Iterator[Store]:
    """A store in memory."""
    opened = Store.open(None)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("name", "host", "why"),
    [
        ("right", "127.0.0.1", None),
        ("expired", "127.0.0.1", "证书已过期"),
        ("not_yet", "127.0.0.1", "证书尚未生效，或本机时间不对"),
        ("other_host", "localhost", "证书不是发给这个域名的"),
        ("other_host", "127.0.0.1", "证书不是发给这个地址的"),
        ("self_signed", "127.0.0.1", "证书是自签名的"),
    ],
)
def test_the_health_of_a_source_says_what_is_wrong_with_its_certificate(
    name: str, host: str, why: str | None, serve: Serve, store: Store
) -> None:
    source = Source(0, "来源", serve(name).replace("127.0.0.1", host), Form.FEED, internal=True)
    kept = store.write_now(lambda tx: sources.add(tx, source)).value
    collector = HttpCollector(user_agent="desk-test", now=lambda: NOW, timeout_s=5)
    (ended,) = collector.collect([(kept, Health())])
    collector.close()
    store.write_now(lambda tx: visits.record_visit(tx, ended, NOW))
    told = store.sources.get(kept.id).health.why
    assert [entry.title for entry in ended.entries] == ([] if why else ["a"])
    assert told is None if why is None else told is not None and why in told
    assert why is None or f"“{host}”" in (told or "")


def test_an_authority_that_nobody_knows_is_told(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    address = serve("right")
    stranger = ssl.create_default_context(cafile=str(FOLDER / "self_signed.pem"))
    monkeypatch.setattr(connections, "_trusted", lambda: stranger)
    collector = HttpCollector(user_agent="desk-test", now=lambda: NOW, timeout_s=5)
    (ended,) = collector.collect([(Source(1, "来源", address, Form.FEED, internal=True), Health())])
    collector.close()
    assert ended.why is not None and "证书的签发机构不受信任" in ended.why.sentence
