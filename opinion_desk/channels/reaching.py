"""Where a channel may connect to: public addresses only, unless it was said to stand on the inside."""

from __future__ import annotations

import socket
import ssl
from functools import lru_cache
from typing import Final

from ..domain.addresses import reachable
from ..look_ups import LookUps

_MOST: Final = 4  # addresses of one host that are tried
_LOOK_UPS: Final = LookUps(16)  # not collecting's: what is stuck there holds no message back


@lru_cache(maxsize=1)
def trusted() -> ssl.SSLContext:
    """The machine's certificates; reading them costs tens of milliseconds, so once is enough."""
    return ssl.create_default_context()


def reach(host: str, port: int, *, internal: bool, seconds: float) -> tuple[str, ...]:
    """The IP addresses to connect to for this host, and no others; see `domain.addresses.reachable`.

    Unavailable too when the look-up takes longer than `seconds`, or too many others are stuck.
    """
    resolver = _LOOK_UPS.within(seconds, socket.getaddrinfo)
    return reachable(host, port, internal=internal, resolver=resolver)[:_MOST]
