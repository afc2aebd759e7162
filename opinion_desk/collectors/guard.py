"""Which addresses may be visited: http and https alone, and public addresses alone unless the source is internal."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any

from ..domain.addresses import is_public
from ..domain.errors import Refused, Unavailable

Resolver = Callable[..., list[tuple[Any, Any, Any, Any, Any]]]


def resolve(host: str, port: int, *, internal: bool, resolver: Resolver = socket.getaddrinfo) -> tuple[str, ...]:
    """The IP addresses that may be connected to for this host, in the resolver's order, each once.

    The caller connects to exactly these, so that a second answer of the name server changes nothing. Refused when none
    is public and `internal` is false; Unavailable when the name does not resolve.
    """
    try:
        found = resolver(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Unavailable("host_unknown", host=host) from None
    addresses = tuple(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not addresses:
        raise Unavailable("host_unknown", host=host)
    allowed = addresses if internal else tuple(a for a in addresses if is_public(a))
    if not allowed:
        raise Refused("address_not_public", host=host)
    return allowed
