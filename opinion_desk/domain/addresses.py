"""Which network addresses are public: the desk connects to no other, unless it was told to.

Whatever connects (collecting, robots, mail) asks `reachable` once and connects to the very addresses it names, so that
what was judged and what is connected to cannot differ, however often a name server changes its mind.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from typing import Any, Final

from .errors import Refused, Unavailable

Resolver = Callable[..., list[tuple[Any, Any, Any, Any, Any]]]
_STREAM: Final = 1  # SOCK_STREAM, on every system the desk runs on
_IP = ipaddress.IPv4Address | ipaddress.IPv6Address

# Beyond what `is_global` refuses: networks that lead inwards, or that no server on the public net answers from.
_REFUSED_V4: Final = tuple(
    ipaddress.ip_network(net)
    for net in (
        *("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15", "224.0.0.0/3"),
        "168.63.129.16/32",  # looks public; inside a well-known cloud it is the host that keeps the machine's secrets
    )
)
_REFUSED_V6: Final = tuple(
    ipaddress.ip_network(net)
    for net in (
        *("::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16"),
        *("fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8"),
    )
)
_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")
_ISATAP: Final = (0x0000_5EFE, 0x0200_5EFE)


def reachable(host: str, port: int, *, internal: bool, resolver: Resolver) -> tuple[str, ...]:
    """The IP addresses that may be connected to for this host, in the resolver's order, each once; one look-up.

    `resolver` answers as `socket.getaddrinfo` does. Refused when no address is public and `internal` is false;
    Unavailable when the name does not resolve.
    """
    try:
        found = resolver(host, port, type=_STREAM) if host else []
    except (OSError, UnicodeError, ValueError):  # ValueError: a name with a zero byte
        raise Unavailable("host_unknown", host=host) from None
    addresses = tuple(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not addresses:
        raise Unavailable("host_unknown", host=host)
    allowed = addresses if internal else tuple(address for address in addresses if is_public(address))
    if not allowed:
        raise Refused("address_not_public", host=host)
    return allowed


def is_public(address: str) -> bool:
    """Whether an IP address, as a resolver gives it, lies on the public net.

    IPv4 addresses carried inside IPv6 (mapped, NAT64, 6to4, ISATAP) are judged by the address inside as well.
    """
    try:
        ip: _IP = ipaddress.ip_address(address.split("%", 1)[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv4Address):
        return ip.is_global and not any(ip in net for net in _REFUSED_V4)
    inside = _carried(ip)
    if inside is not None and not is_public(str(inside)):
        return False
    if ip.ipv4_mapped is not None or ip in _NAT64:
        return True
    return ip.is_global and not ip.is_reserved and not any(ip in net for net in _REFUSED_V6)


def _carried(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if ip.ipv4_mapped is not None:
        return ip.ipv4_mapped
    if ip.sixtofour is not None:
        return ip.sixtofour
    if ip in _NAT64 or (int(ip) >> 32) & 0xFFFF_FFFF in _ISATAP:
        return ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)
    return None
