"""A lean server of feeds for benchmarks: every answer made ready beforehand, many hosts, a process of its own.

All of 127.0.0.0/8 is loopback on Linux, so that 127.0.1.0, 127.0.1.1 … are as many hosts on one port; elsewhere there is one.
It answers GET on kept-alive connections, gzip where it is taken, 304 where the entity tag is known, and counts what it answered.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import multiprocessing
import socket
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Final

HOSTS: Final = 50
_END: Final = b"\r\n\r\n"
_NOTHING: Final = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


@dataclass(frozen=True, slots=True)
class _Answers:
    """All that is ever said about one document."""

    etag: bytes
    plain: bytes
    packed: bytes
    unchanged: bytes


class FeedServer:
    """What the benchmark knows of the server: addresses, and how many requests were answered with which status."""

    def __init__(self, pipe: Connection, hosts: Sequence[str], port: int) -> None:
        """Made by `served_on_many_hosts`."""
        self._pipe = pipe
        self._hosts = hosts
        self._port = port

    def addresses(self, paths: Sequence[str]) -> list[str]:
        """An address for each path, host by host in turn."""
        return [f"http://{self._hosts[n % len(self._hosts)]}:{self._port}{path}" for n, path in enumerate(paths)]

    def answered(self) -> dict[int, int]:
        """Requests answered since this was last asked, by status."""
        self._pipe.send("answered")
        counts: dict[int, int] = self._pipe.recv()
        return counts


@contextmanager
def served_on_many_hosts(documents: Mapping[str, tuple[bytes, str]], hosts: int = HOSTS) -> Iterator[FeedServer]:
    """The documents (path → bytes, content type) served while the context lasts."""
    spawn = multiprocessing.get_context("spawn")
    here, there = spawn.Pipe()
    process = spawn.Process(target=_serve, args=(dict(documents), hosts, there), daemon=True)
    process.start()
    try:
        yield FeedServer(here, *here.recv())
    finally:
        here.send("end")
        process.join(timeout=10)


def _serve(documents: dict[str, tuple[bytes, str]], hosts: int, pipe: Connection) -> None:
    asyncio.run(_serve_until_told(documents, hosts, pipe))


async def _serve_until_told(documents: dict[str, tuple[bytes, str]], hosts: int, pipe: Connection) -> None:
    answers = {path.encode(): _ready(raw, kind) for path, (raw, kind) in documents.items()}
    counts: Counter[int] = Counter()
    names = [f"127.0.1.{n}" for n in range(hosts)] if sys.platform == "linux" else ["127.0.0.1"]
    sockets = _listening(names)
    loop = asyncio.get_running_loop()
    for one in sockets:
        await loop.create_server(lambda: _Talk(answers, counts), sock=one)
    pipe.send((names, sockets[0].getsockname()[1]))
    ended = asyncio.Event()

    def told() -> None:
        if pipe.recv() == "end":
            ended.set()
        else:
            pipe.send(dict(counts))
            counts.clear()

    loop.add_reader(pipe.fileno(), told)
    await ended.wait()


def _listening(names: Sequence[str]) -> list[socket.socket]:
    """A socket for each host, all on the port that the first was given."""
    sockets: list[socket.socket] = []
    for name in names:
        one = socket.socket()
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        one.bind((name, sockets[0].getsockname()[1] if sockets else 0))
        sockets.append(one)
    return sockets


def _ready(raw: bytes, kind: str) -> _Answers:
    etag = f'"{hashlib.sha256(raw).hexdigest()[:32]}"'.encode()
    common = b"ETag: " + etag + b"\r\nVary: Accept-Encoding\r\n"
    head = b"HTTP/1.1 200 OK\r\n" + common + b"Content-Type: " + kind.encode() + b"\r\n"
    packed = gzip.compress(raw, 6, mtime=0)
    return _Answers(
        etag,
        head + b"Content-Length: %d" % len(raw) + _END + raw,
        head + b"Content-Encoding: gzip\r\nContent-Length: %d" % len(packed) + _END + packed,
        b"HTTP/1.1 304 Not Modified\r\n" + common + b"\r\n",
    )


class _Talk(asyncio.Protocol):
    """One connection."""

    def __init__(self, answers: Mapping[bytes, _Answers], counts: Counter[int]) -> None:
        self._answers = answers
        self._counts = counts
        self._asked = b""
        self._to: asyncio.WriteTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        self._to = transport

    def data_received(self, data: bytes) -> None:
        self._asked += data
        while self._to is not None and (end := self._asked.find(_END)) >= 0:
            request, self._asked = self._asked[:end], self._asked[end + len(_END) :]
            status, answer = self._answer(request)
            self._counts[status] += 1
            self._to.write(answer)

    def _answer(self, request: bytes) -> tuple[int, bytes]:
        found = self._answers.get(request.split(b" ", 2)[1])
        if found is None:
            return 404, _NOTHING
        if found.etag in request:
            return 304, found.unchanged
        return 200, found.packed if b"gzip" in request else found.plain
