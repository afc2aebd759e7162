"""Where a channel may connect to: public addresses only, unless it was said to stand on the inside."""

from __future__ import annotations

import socket
import ssl
from functools import lru_cache
from typing import Final

from ..domain.addresses import reachable

_MOST: Final = 4  # addresses of one host that are tried


@lru_cache(maxsize=1)
def trusted() -> ssl.SSLContext:
    """The machine's certificates; reading them costs tens of milliseconds, so once is enough."""
    return ssl.create_default_context()


def reach(host: str, port: int, *, internal: bool) -> tuple[str, ...]:
    """The IP addresses to connect to for this host, and no others; see `domain.addresses.reachable`."""
    return reachable(host, port, internal=internal, resolver=socket.getaddrinfo)[:_MOST]
