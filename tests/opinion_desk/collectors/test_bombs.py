"""Whatever a server sends, a visit ends within its time, its bytes and its memory, and says in words what happened.

Each visit is made in a process of its own (POSIX: forked from a warm one), so that its memory is its own.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from typing import Any, Final
from urllib.parse import quote, unquote

import pytest

from opinion_desk.collectors.opml import read_opml
from opinion_desk.domain.errors import Refused
from tests.faults.bombs import BOMBS
from tests.faults.bounded import GOOD, Measured
from tests.opinion_desk.cli.running import ROOT, environment
from tests.opinion_desk.collectors.conftest import Web, serving

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(os.name != "posix", reason="processes are forked and measured as POSIX does"),
]
MOST_S: Final = 20
MOST_MB: Final = 150
_FEED: Final = (
    "<rss version='2.0'><channel><title>云川</title><item><title>东湖区停水</title></item></channel></rss>".encode()
)
Measure = Callable[..., Measured]


@pytest.fixture(scope="module")
def place() -> Iterator[Web]:
    """The server of all bombs: /good, and each bomb under its name."""
    with serving() as web:
        web.page(GOOD, _FEED)
        yield web


@pytest.fixture(scope="module")
def measure(place: Web) -> Iterator[Measure]:
    """Visit a path in a process of its own and say what it cost."""
    words = [sys.executable, "-m", "tests.faults.bounded", place.at("")]
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**environment(), "PYTHONPATH": str(ROOT)}, text=True, encoding="utf-8"
    ) as process:  # fmt: skip
        assert process.stdin is not None and process.stdout is not None
        assert process.stdout.readline() == "ready\n"

        def ask(path: str, timeout_s: float = MOST_S) -> Measured:
            assert process.stdin is not None and process.stdout is not None
            process.stdin.write(f"{path} {timeout_s}\n")
            process.stdin.flush()
            answer = json.loads(process.stdout.readline())
            assert answer is not None, "it died, or took longer than a minute and a half"
            return Measured(**{**answer, "told": tuple(answer["told"])})

        yield ask
        process.stdin.close()


def _bounded(found: Measured) -> None:
    assert found.busy < MOST_S, found
    assert found.megabytes < MOST_MB, found
    assert found.entries or found.told, found
    assert all(re.search("[\u4e00-\u9fff]", told) for told in found.told), found


@pytest.mark.parametrize("name", BOMBS)
def test_a_document_made_to_exhaust_its_reader_stays_within_bounds(name: str, place: Web, measure: Measure) -> None:
    path = "/" + quote(name)
    made = BOMBS[name]()
    place.page(path, made.replace(b"{base}", place.at("").encode()) if b"{base}" in made else made)
    place.asked.clear()
    found = measure(path)
    _bounded(found)
    assert [unquote(asked) for asked, _ in place.asked] == [f"/{name}"]  # nothing it names was fetched
    del place.pages[path]


def _endless(handler: BaseHTTPRequestHandler, place: Web, *headers: tuple[str, str], unit: bytes) -> None:
    handler.send_response(200)
    for header in headers:
        handler.send_header(*header)
    handler.end_headers()
    while not place.over.is_set():
        handler.wfile.write(unit)


def test_ten_gigabytes_are_not_begun(place: Web, measure: Measure) -> None:
    place.pages["/long"] = lambda handler: _endless(
        handler, place, ("Content-Length", "10000000000"), unit=bytes(9_999)
    )
    found = measure("/long")
    _bounded(found)
    assert found.seconds < 15 and "15 MB" in found.told[0]


def test_a_stream_without_end_is_left_at_the_limit(place: Web, measure: Measure) -> None:
    place.pages["/stream"] = lambda handler: _endless(handler, place, ("Connection", "close"), unit=b"x" * 99_999)
    found = measure("/stream")
    _bounded(found)
    assert "15 MB" in found.told[0]


@pytest.mark.parametrize("unit", [b"1\r\nx\r\n", b"1;" + b"e" * 2_000 + b"\r\nx\r\n"], ids=["bare", "with extensions"])
def test_chunks_of_one_byte_end_with_the_time(unit: bytes, place: Web, measure: Measure) -> None:
    place.pages["/chunks"] = lambda handler: _endless(
        handler, place, ("Transfer-Encoding", "chunked"), unit=unit * 1_000
    )
    found = measure("/chunks", 2)
    _bounded(found)
    assert found.seconds < 15 and found.entries == 0


@pytest.mark.parametrize("where", ["status", "header", "body", "silence"])
def test_a_byte_now_and_then_ends_with_the_time(where: str, place: Web, measure: Measure) -> None:
    begun = {"status": b"H", "header": b"HTTP/1.1 200 OK\r\nX: ", "body": b"HTTP/1.1 200 OK\r\n\r\n<", "silence": b""}

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(begun[where])
        while not place.over.wait(0.05):
            handler.wfile.write(b"x" if where != "silence" else b"")

    place.pages["/slow"] = answer
    found = measure("/slow", 0.6)
    _bounded(found)
    assert found.seconds < 15 and ("0.6 秒" in found.told[0] or where == "status")


def test_redirects_without_end_are_left(place: Web, measure: Measure) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        here = int(handler.path.rpartition("=")[2])
        place.page(f"/turn?n={here + 1}", status=302)
        place.pages[f"/turn?n={here + 1}"] = answer
        handler.send_response(302)
        handler.send_header("Location", f"/turn?n={here + 1}")
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    place.pages["/turn?n=0"] = answer
    found = measure("/turn?n=0")
    _bounded(found)
    assert "跳转" in found.told[0]


def _raw(answered: Callable[[], Iterator[bytes]]) -> Callable[[BaseHTTPRequestHandler], None]:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.close_connection = True
        for piece in answered():
            handler.wfile.write(piece)

    return answer


@pytest.mark.parametrize("kind", ["short", "one long", "trailers", "continue"])
def test_a_hundred_thousand_headers_are_not_kept(kind: str, place: Web, measure: Measure) -> None:
    def headers() -> Iterator[bytes]:
        many = (b"X-%d: y\r\n" % n for n in range(100_000))
        if kind == "continue":
            for _ in range(100_000):
                yield b"HTTP/1.1 100 Continue\r\n\r\n"
        yield b"HTTP/1.1 200 OK\r\n"
        if kind == "short":
            yield from many
        elif kind == "one long":
            yield b"X: " + b"y" * 2_000_000 + b"\r\n"
        elif kind == "trailers":
            yield b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%b\r\n0\r\n" % (len(_FEED), _FEED)
            yield from many
        yield b"\r\n"

    place.pages["/headers"] = _raw(headers)
    _bounded(measure("/headers"))


def _zeros(head: bytes = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff") -> bytes:
    """A gigabyte of zeros behind the head of gzip (or of zlib, or none): one block of 1 MiB, again and again."""
    pack = zlib.compressobj(9, zlib.DEFLATED, -15)
    return head + (pack.compress(bytes(1 << 20)) + pack.flush(zlib.Z_FULL_FLUSH)) * 1024 + pack.flush()


@pytest.mark.parametrize(
    ("coding", "pack"),
    [
        ("gzip", lambda: _zeros()),
        ("deflate", lambda: _zeros(b"\x78\xda")),
        ("deflate", lambda: _zeros(b"")),
        ("gzip, gzip", lambda: gzip.compress(_zeros())),
        ("gzip", lambda: gzip.compress(_zeros())),
        ("", lambda: _zeros()),
        ("gzip", lambda: gzip.compress(gzip.compress(_zeros()))),
        ("gzip", lambda: gzip.compress(b"") * 700_000),
        ("br", lambda: bytes.fromhex("cfffff7ff82700e2b14020f7fe9ffff03f8004") * 1_000),
        ("zstd", lambda: bytes.fromhex("28b52ffd a4 0000 4000") + b"\x02\x00\x10\x00" * 100_000),
        ("gzip", lambda: b"x" * 14_000_000),
    ],
    ids=[
        "gzip", "zlib", "deflate", "gzip in gzip by name", "gzip in gzip", "gzip without name", "three times gzip",
        "members without end", "br", "zstd", "not packed",
    ],
)  # fmt: skip
def test_what_unfolds_without_end_is_left_at_the_limit(
    coding: str, pack: Callable[[], bytes], place: Web, measure: Measure
) -> None:
    named: dict[str, Any] = {"Content_Encoding": coding} if coding else {}
    place.page("/packed", pack(), **named)
    found = measure("/packed")
    _bounded(found)
    assert found.entries == 0


def test_an_outline_list_of_entities_and_endless_tags_is_refused() -> None:
    attributes = "".join(f"a{n}='' " for n in range(100_000))
    with pytest.raises(Refused):
        read_opml(f"<opml><body><outline {attributes}/></body></opml>".encode())
    laughs = (
        "<!DOCTYPE o [<!ENTITY a 'ha'>]><opml><body><outline text='&a;' xmlUrl='https://a.example.cn/'/></body></opml>"
    )
    assert read_opml(laughs.encode()) == (("&a;", "https://a.example.cn/", ""),)
