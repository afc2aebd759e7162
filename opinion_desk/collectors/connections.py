"""Connections that go only where the guard allows and that end at the visit's deadline."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import httpcore

from .guard import resolve


class Deadline:
    """The end of the visit that the present thread is making; reads and writes wait no longer than that."""

    def __init__(self) -> None:
        self._of_thread = threading.local()

    def start(self, seconds: float) -> None:
        """Begin a visit that may last `seconds`."""
        self._of_thread.end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds left, never below a millisecond, so that a timeout is a timeout and not a blocking call."""
        end: float | None = getattr(self._of_thread, "end", None)
        return 20.0 if end is None else max(end - time.monotonic(), 0.001)

    def over(self) -> bool:
        """Whether the visit's time is up."""
        end: float | None = getattr(self._of_thread, "end", None)
        return end is not None and time.monotonic() >= end


class TimedStream(httpcore.NetworkStream):
    """A stream whose every wait is cut to what the deadline leaves: a byte a second does not prolong a visit."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read as the inner stream does, within the deadline."""
        if self._deadline.over():
            raise httpcore.ReadTimeout
        return self._inner.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write as the inner stream does, within the deadline."""
        self._inner.write(buffer, self._deadline.left())

    def close(self) -> None:
        """Close the connection."""
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Begin TLS for the host named in the address, although the connection was made to an IP address."""
        secured = self._inner.start_tls(ssl_context, server_hostname, self._deadline.left())
        return TimedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """What the inner stream knows."""
        return self._inner.get_extra_info(info)


class GuardedBackend(httpcore.NetworkBackend):
    """Resolves a host itself, lets the guard choose, and connects to that very IP address."""

    def __init__(self, deadline: Deadline, *, internal: bool) -> None:
        self._inner = httpcore.SyncBackend()
        self._deadline = deadline
        self._internal = internal

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first allowed address that answers."""
        last: Exception | None = None
        found = resolve(
            host.strip("[]"),
            port,
            internal=self._internal,
            resolver=socket.getaddrinfo,
            seconds=self._deadline.left(),
        )
        for address in found:
            if self._deadline.over():
                raise httpcore.ConnectTimeout
            try:
                stream = self._inner.connect_tcp(address, port, self._deadline.left(), local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as problem:
                last = problem
                continue
            return TimedStream(stream, self._deadline)
        raise last or httpcore.ConnectError()


@lru_cache(maxsize=1)
def _trusted() -> ssl.SSLContext:
    """The machine's certificates; reading them costs tens of milliseconds, so once is enough."""
    return ssl.create_default_context()


def open_pool(
    deadline: Deadline, *, internal: bool, connections: int, proxy: str | None = None
) -> httpcore.ConnectionPool:
    """A pool of kept-alive connections, through that proxy where one is given; the environment's proxies are not used.

    With a proxy every connection goes there, and a person named it, so that it may stand in the office; the host that is asked for
    through it is judged by whoever asks (`resolve`).
    """
    return httpcore.ConnectionPool(
        ssl_context=_trusted(),
        max_connections=connections,
        max_keepalive_connections=connections,
        keepalive_expiry=30.0,
        http1=True,
        http2=False,
        retries=0,
        network_backend=GuardedBackend(deadline, internal=internal or proxy is not None),
        proxy=None if proxy is None else httpcore.Proxy(proxy),
    )
