"""Where collecting may connect to: the look-up of a host, with the system's resolver, judged by `domain.addresses`."""

from __future__ import annotations

import socket

from ..domain.addresses import Resolver, reachable


def resolve(host: str, port: int, *, internal: bool, resolver: Resolver = socket.getaddrinfo) -> tuple[str, ...]:
    """The IP addresses that may be connected to for this host; see `domain.addresses.reachable`."""
    return reachable(host, port, internal=internal, resolver=resolver)
