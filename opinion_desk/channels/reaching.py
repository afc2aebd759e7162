"""Where a channel may connect to: public addresses only, unless it was said to stand on the inside."""

from __future__ import annotations

import socket
import ssl
from functools import lru_cache

from ..domain.addresses import is_public
from ..domain.errors import Refused, Unavailable


@lru_cache(maxsize=1)
def trusted() -> ssl.SSLContext:
    """The machine's certificates; reading them costs tens of milliseconds, so once is enough."""
    return ssl.create_default_context()


def refuse_inward(host: str) -> None:
    """Refused when the name leads to an address that is not public; Unavailable when nobody knows it."""
    try:
        found = {str(row[4][0]) for row in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError):
        raise Unavailable("host_unknown", host=host) from None
    if not all(is_public(one) for one in found):
        raise Refused("address_not_public", host=host)
