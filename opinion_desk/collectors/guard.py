"""Where collecting may connect to: the look-up of a host, bounded in time, judged by `domain.addresses`."""

from __future__ import annotations

import socket
from typing import Final

from ..domain.addresses import Resolver, reachable
from ..look_ups import LookUps

_SHARED: Final = LookUps()


def resolve(
    host: str,
    port: int,
    *,
    internal: bool,
    resolver: Resolver = socket.getaddrinfo,
    seconds: float = 20.0,
    look_ups: LookUps = _SHARED,
) -> tuple[str, ...]:
    """The IP addresses that may be connected to for this host; see `domain.addresses.reachable`.

    Unavailable too when the look-up takes longer than `seconds`, or too many others are stuck.
    """
    return reachable(host, port, internal=internal, resolver=look_ups.within(seconds, resolver))
