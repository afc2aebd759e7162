"""One visit to one address: what is followed, what is bounded, what is said when it fails."""

import gzip
import socket
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from opinion_desk.collectors import connections, guard
from opinion_desk.collectors.fetching import Fetcher, retry_after_s
from opinion_desk.domain.errors import Refused, Unavailable

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    made = Fetcher(user_agent="desk-test", now=lambda: NOW, timeout_s=5, max_bytes=200_000)
    yield made
    made.close()


def test_a_visit_brings_the_body_and_its_validators(web: Any, fetcher: Fetcher) -> None:
    address = web.page(
        "/f", b"<rss/>", Content_Type="text/xml", ETag='"v1"', Last_Modified="Fri, 20 Nov 2026 00:00:00 GMT"
    )
    found = fetcher.fetch(address, internal=True)
    assert (found.body, found.content_type, found.etag) == (b"<rss/>", "text/xml", '"v1"')
    assert found.why is None and not found.cut and found.moved_to is None
    asked = web.asked[0][1]
    assert asked["user-agent"] == "desk-test" and asked["accept-encoding"] == "gzip, deflate"


def test_the_validators_go_back_and_unchanged_is_understood(web: Any, fetcher: Fetcher) -> None:
    address = web.page("/f", status=304)
    found = fetcher.fetch(address, internal=True, etag='"v1"', last_modified="Fri, 20 Nov 2026 00:00:00 GMT")
    assert found.unchanged and found.why is None
    assert web.asked[0][1]["if-none-match"] == '"v1"'
    assert web.asked[0][1]["if-modified-since"] == "Fri, 20 Nov 2026 00:00:00 GMT"


def test_a_validator_with_line_breaks_is_not_sent(web: Any, fetcher: Fetcher) -> None:
    address = web.page("/f", b"x")
    assert fetcher.fetch(address, internal=True, etag='"a"\r\nX-Evil: 1').why is None
    assert "x-evil" not in web.asked[0][1] and "if-none-match" not in web.asked[0][1]


def test_a_connection_is_kept_after_an_answer_that_nothing_changed(web: Any, fetcher: Fetcher) -> None:
    address = web.page("/f", status=304)
    assert all(fetcher.fetch(address, internal=True, etag='"v1"').unchanged for _ in range(3))
    assert len(web.connections) == 1


def test_connections_are_kept_for_the_next_visit(web: Any, fetcher: Fetcher) -> None:
    address = web.page("/f", b"x")
    for _ in range(5):
        assert fetcher.fetch(address, internal=True).body == b"x"
    assert len(web.connections) == 1


@pytest.mark.parametrize(
    ("coding", "pack"),
    [
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda raw: zlib.compress(raw)[2:-4]),
        ("gzip", lambda raw: gzip.compress(raw[:10]) + gzip.compress(raw[10:])),
        ("gzip", lambda raw: raw),
        ("identity", lambda raw: raw),
    ],
    ids=["gzip", "zlib", "bare deflate", "two members", "not packed at all", "identity"],
)
def test_compressed_answers_are_unfolded(
    web: Any, fetcher: Fetcher, coding: str, pack: Callable[[bytes], bytes]
) -> None:
    body = "<rss>云川</rss>".encode() * 50
    found = fetcher.fetch(web.page("/f", pack(body), Content_Encoding=coding), internal=True)
    assert found.body == body and not found.cut


@pytest.mark.parametrize(("coding", "body"), [("br", b"x"), ("gzip, gzip", b"x"), ("gzip", b"\x1f\x8b" + b"y" * 50)])
def test_what_cannot_be_unfolded_is_told(web: Any, fetcher: Fetcher, coding: str, body: bytes) -> None:
    found = fetcher.fetch(web.page("/f", body, Content_Encoding=coding), internal=True)
    assert found.why is not None and found.why.id == "answer_undecodable"


def test_a_gigabyte_of_zeros_ends_in_a_sentence_with_little_memory(web: Any, fetcher: Fetcher) -> None:
    pack = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = (
        b"".join(pack.compress(bytes(10_000_000)) for _ in range(15)) + pack.flush()
    )  # already 150 MB: a thousand limits
    assert len(bomb) < 200_000
    address = web.page("/f", bomb, Content_Encoding="gzip")
    tracemalloc.start()
    found = fetcher.fetch(address, internal=True)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found.why is not None and found.why.id == "answer_too_large"
    assert "0.2 MB" in found.why.sentence
    assert peak < 3_000_000


@pytest.mark.parametrize("with_length", [True, False])
def test_a_body_beyond_the_limit_is_not_read_to_its_end(web: Any, fetcher: Fetcher, with_length: bool) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header(*(("Content-Length", "900000000") if with_length else ("Connection", "close")))
        handler.end_headers()
        while not web.over.is_set():
            handler.wfile.write(b"x" * 50_000)

    web.pages["/f"] = answer
    found = fetcher.fetch(web.at("/f"), internal=True)
    assert found.why is not None and found.why.id == "answer_too_large"


@pytest.mark.parametrize("where", ["headers", "body", "silence"])
def test_a_byte_at_a_time_does_not_prolong_a_visit(web: Any, where: str) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        if where == "silence":
            web.over.wait(10)
            return
        handler.send_response(200)
        if where == "body":
            handler.send_header("Content-Length", "100000")
            handler.end_headers()
        else:
            handler.flush_headers()
        while not web.over.wait(0.02):
            handler.wfile.write(b"x")
            handler.wfile.flush()

    web.pages["/f"] = answer
    fetcher = Fetcher(user_agent="desk-test", now=lambda: NOW, timeout_s=0.3)
    found = fetcher.fetch(web.at("/f"), internal=True)
    fetcher.close()
    assert found.why is not None and found.why.id == "fetch_timeout"
    assert "0.3 秒" in found.why.sentence


def test_a_body_that_breaks_off_is_kept_and_marked(web: Any, fetcher: Fetcher) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b"<rss>half")
        handler.close_connection = True

    web.pages["/f"] = answer
    found = fetcher.fetch(web.at("/f"), internal=True)
    assert (found.body, found.cut, found.why) == (b"<rss>half", True, None)


def test_a_packed_body_that_breaks_off_is_kept_and_marked(web: Any, fetcher: Fetcher) -> None:
    packed = gzip.compress(bytes(range(256)) * 40)
    found = fetcher.fetch(web.page("/f", packed[: len(packed) // 2], Content_Encoding="gzip"), internal=True)
    assert found.cut and found.why is None


@pytest.mark.parametrize(
    ("status", "id", "words"),
    [
        (401, "http_401", "登录"),
        (403, "http_403", "拒绝访问"),
        (404, "http_404", "没有这个地址"),
        (410, "http_410", "永久停用"),
        (429, "http_429", "太频繁"),
        (418, "http_4xx", "418"),
        (500, "http_5xx", "500"),
        (503, "http_5xx", "503"),
        (301, "redirect_nowhere", "跳转"),
    ],
)
def test_every_refusal_of_a_server_has_its_sentence(
    web: Any, fetcher: Fetcher, status: int, id: str, words: str
) -> None:
    found = fetcher.fetch(web.page("/f", b"x", status=status), internal=True)
    assert isinstance(found.why, Unavailable) and found.why.id == id
    assert words in found.why.sentence


def test_how_long_to_wait_is_read_from_the_answer(web: Any, fetcher: Fetcher) -> None:
    assert fetcher.fetch(web.page("/f", status=429, Retry_After="120"), internal=True).retry_after_s == 120
    assert retry_after_s("Fri, 20 Nov 2026 03:10:00 GMT", NOW) == 600
    assert retry_after_s("Fri, 20 Nov 2026 02:10:00 GMT", NOW) == 0
    assert retry_after_s("soon", NOW) is None and retry_after_s(None, NOW) is None
    assert retry_after_s("9" * 40, NOW) == 366 * 86_400


def test_redirects_are_followed_and_permanent_ones_reported(web: Any, fetcher: Fetcher) -> None:
    web.page("/a", status=301, Location="/b")
    web.page("/b", status=308, Location="/c?x=1#part")
    web.page("/c?x=1", b"there")
    found = fetcher.fetch(web.at("/a"), internal=True)
    assert (found.body, found.moved_to, found.url) == (b"there", web.at("/c?x=1"), web.at("/c?x=1"))


def test_what_follows_a_temporary_redirect_is_not_a_new_address(web: Any, fetcher: Fetcher) -> None:
    web.page("/a", status=301, Location="/b")
    web.page("/b", status=302, Location="/c")
    web.page("/c", b"there")
    assert fetcher.fetch(web.at("/a"), internal=True).moved_to == web.at("/b")


def test_a_circle_of_redirects_ends(web: Any, fetcher: Fetcher) -> None:
    found = fetcher.fetch(web.page("/a", status=302, Location="/a"), internal=True)
    assert found.why is not None and found.why.id == "too_many_redirects"
    assert len(web.asked) == 6


@pytest.mark.parametrize(
    "location", ["ftp://a.example.cn/", "file:///etc/passwd", "http://a.example.cn:99999/", "javascript:1"]
)
def test_a_redirect_that_leads_off_the_web_is_refused(web: Any, fetcher: Fetcher, location: str) -> None:
    found = fetcher.fetch(web.page("/a", status=302, Location=location), internal=True)
    assert found.why is not None and found.why.id in ("address_scheme", "address_unreadable", "redirect_nowhere")


def test_loopback_is_refused_unless_the_source_is_internal(web: Any, fetcher: Fetcher) -> None:
    address = web.page("/f", b"secret")
    found = fetcher.fetch(address, internal=False)
    assert isinstance(found.why, Refused) and found.why.id == "address_not_public"
    assert "--internal" in found.why.sentence
    assert web.asked == []


def test_a_redirect_inwards_is_refused_when_it_is_connected_to(
    web: Any, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first host counts as public here, the second is judged by its own address."""
    real = guard.resolve

    def first_host_public(host: str, port: int, **how: Any) -> tuple[str, ...]:
        return ("127.0.0.1",) if host == "news.example.cn" else real(host, port, **how)

    monkeypatch.setattr(connections, "resolve", first_host_public)
    web.page("/a", status=302, Location=web.at("/secret"))
    web.page("/secret", b"secret")
    found = fetcher.fetch(f"http://news.example.cn:{web.port}/a", internal=False)
    assert found.why is not None and found.why.id == "address_not_public"
    assert [path for path, _ in web.asked] == ["/a"]


def test_the_environments_proxies_are_not_used(web: Any, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    assert fetcher.fetch(web.page("/f", b"x"), internal=True).body == b"x"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "no address",
        "ftp://a.example.cn/",
        "http://",
        "http://:80/",
        "javascript:1",
        "/etc/passwd",
        "http://[::1",
        "http://a.example.cn:99999/",
    ],
)
def test_what_is_no_web_address_is_refused_with_a_sentence(fetcher: Fetcher, address: str) -> None:
    found = fetcher.fetch(address, internal=True)
    assert isinstance(found.why, Refused) and found.why.id in ("address_unreadable", "address_scheme")


def test_a_closed_port_says_that_the_connection_was_refused(fetcher: Fetcher) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    found = fetcher.fetch(f"http://127.0.0.1:{port}/", internal=True)
    assert found.why is not None and found.why.id == "connection_refused"


@pytest.mark.parametrize(
    ("raw", "id"),
    [
        (b"", "connection_broken"),
        (b"no http at all\r\n\r\n", "answer_unreadable"),
        (b"HTTP/1.1 200 OK\r\n" + b"X-Long: " + b"x" * 200_000 + b"\r\n\r\n", "answer_headers_too_large"),
    ],
    ids=["nothing", "no http", "endless header"],
)
def test_answers_that_are_no_http_have_their_sentence(web: Any, fetcher: Fetcher, raw: bytes, id: str) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(raw)
        handler.close_connection = True

    web.pages["/f"] = answer
    found = fetcher.fetch(web.at("/f"), internal=True)
    assert found.why is not None and found.why.id == id


def test_tls_with_a_server_that_speaks_none_is_told(web: Any, fetcher: Fetcher) -> None:
    found = fetcher.fetch(f"https://127.0.0.1:{web.port}/", internal=True)
    assert found.why is not None and found.why.id == "tls_failed"


def test_a_name_and_password_in_the_address_go_to_its_own_host_only(web: Any, fetcher: Fetcher) -> None:
    web.page("/a", status=302, Location=f"http://localhost:{web.port}/b")
    web.page("/b", b"x")
    found = fetcher.fetch(f"http://desk:secret@127.0.0.1:{web.port}/a", internal=True)
    assert found.body == b"x" and "secret" not in found.url
    assert "authorization" in web.asked[0][1] and "authorization" not in web.asked[1][1]


def test_headers_of_a_source_go_to_its_own_host_alone(web: Any) -> None:
    other = web.page("/other", b"x").replace("127.0.0.1", "localhost")
    first = web.page("/first", status=302, Location=other)
    fetcher = Fetcher(user_agent="desk-test", now=lambda: NOW, timeout_s=5)
    assert fetcher.fetch(first, internal=True, headers=(("X-Own", "1"), ("Accept-Language", "en"))).why is None
    fetcher.close()
    (_, here), (_, there) = web.asked
    assert (here["x-own"], here["accept-language"]) == ("1", "en")
    assert "x-own" not in there and there["accept-language"].startswith("zh")


def test_a_proxy_is_asked_for_the_whole_address(web: Any) -> None:
    target = "http://127.0.0.1:9/feed"
    web.pages[target] = web.pages.setdefault("/x", None) or (web.page("/x", b"through"), web.pages["/x"])[1]
    fetcher = Fetcher(user_agent="desk-test", now=lambda: NOW, timeout_s=5)
    assert fetcher.fetch(target, internal=True, proxy=web.at("")).body == b"through"
    refused = fetcher.fetch("http://127.0.0.1:9/feed", internal=False, proxy=web.at("")).why
    assert refused is not None and refused.id == "address_not_public"
    fetcher.close()
