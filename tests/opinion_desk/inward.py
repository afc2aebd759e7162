"""Ways of writing an address that leads inwards, and a resolver that knows them all without asking anybody."""

from __future__ import annotations

import _socket
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

NOT_PUBLIC: Final = "address_not_public"
UNKNOWN: Final = "host_unknown"  # the resolver takes it for a name, and nobody has that name
UNREADABLE: Final = "address_unreadable"

# The way it is written, and the sentence it ends with (where the resolver reads numbers as glibc does).
WAYS: Final = [
    # loopback
    ("http://127.0.0.1/", NOT_PUBLIC),
    ("http://127.255.255.254/", NOT_PUBLIC),
    ("http://localhost/", NOT_PUBLIC),
    ("http://LocalHost./", NOT_PUBLIC),
    ("http://127.0.0.1./", UNKNOWN),
    ("http://[::1]/", NOT_PUBLIC),
    ("http://[0:0:0:0:0:0:0:1]/", NOT_PUBLIC),
    ("http://0.0.0.0/", NOT_PUBLIC),
    ("http://[::]/", NOT_PUBLIC),
    # numbers as inet_aton reads them: short, whole, hexadecimal, octal, mixed
    ("http://0/", NOT_PUBLIC),
    ("http://127.1/", NOT_PUBLIC),
    ("http://127.0.1/", NOT_PUBLIC),
    ("http://2130706433/", NOT_PUBLIC),
    ("http://0x7f000001/", NOT_PUBLIC),
    ("http://0x7F.0.0.0x1/", NOT_PUBLIC),
    ("http://0x7f.1/", NOT_PUBLIC),
    ("http://017700000001/", NOT_PUBLIC),
    ("http://0177.0.0.1/", UNREADABLE),
    ("http://0177.0.0x0.1/", NOT_PUBLIC),
    ("http://127.65535/", NOT_PUBLIC),
    ("http://4294967296/", UNKNOWN),
    # letters that look like digits and dots
    ("http://127。0。0。1/", NOT_PUBLIC),
    ("http://127．0．0．1/", NOT_PUBLIC),
    ("http://１２７.０.０.１/", UNREADABLE),
    ("http://①②⑦.⓪.⓪.①/", UNREADABLE),
    ("http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/", UNREADABLE),
    ("http://127.0.0.1\u200b/", UNREADABLE),
    ("http://%31%32%37.0.0.1/", UNKNOWN),
    ("http://127.0.0.1%00.example.cn/", UNKNOWN),
    # what stands before or behind the host
    ("http://public.example.cn@127.0.0.1/", NOT_PUBLIC),
    ("http://public.example.cn:80@127.1/", NOT_PUBLIC),
    ("http://public.example.cn\\@127.0.0.1/", NOT_PUBLIC),
    ("http://127.0.0.1#@public.example.cn/", NOT_PUBLIC),
    ("http://127.0.0.1?@public.example.cn/", NOT_PUBLIC),
    ("http:127.0.0.1/", UNREADABLE),
    # private, link-local, shared, and what clouds keep there
    ("http://10.0.0.1/", NOT_PUBLIC),
    ("http://0xa000001/", NOT_PUBLIC),
    ("http://172.31.255.254/", NOT_PUBLIC),
    ("http://192.168.1.1/", NOT_PUBLIC),
    ("http://3232235777/", NOT_PUBLIC),
    ("http://169.254.169.254/latest/meta-data/", NOT_PUBLIC),
    ("http://2852039166/", NOT_PUBLIC),
    ("http://100.100.100.200/latest/meta-data/", NOT_PUBLIC),
    ("http://100.64.0.1/", NOT_PUBLIC),
    ("http://168.63.129.16/", NOT_PUBLIC),
    ("http://198.18.0.1/", NOT_PUBLIC),
    ("http://192.0.0.192/", NOT_PUBLIC),
    ("http://224.0.0.251/", NOT_PUBLIC),
    ("http://255.255.255.255/", NOT_PUBLIC),
    ("http://[fd00:ec2::254]/", NOT_PUBLIC),
    ("http://[fec0::1]/", NOT_PUBLIC),
    ("http://[fe80::1%25lo]/", UNKNOWN),
    ("http://[fe80::1%lo]/", NOT_PUBLIC),
    ("http://[ff02::1]/", NOT_PUBLIC),
    # IPv4 inside IPv6: mapped, compatible, translated, NAT64, 6to4, Teredo, ISATAP
    ("http://[::ffff:127.0.0.1]/", NOT_PUBLIC),
    ("http://[::ffff:7f00:1]/", NOT_PUBLIC),
    ("http://[0:0:0:0:0:ffff:10.0.0.1]/", NOT_PUBLIC),
    ("http://[::127.0.0.1]/", NOT_PUBLIC),
    ("http://[::ffff:0:127.0.0.1]/", NOT_PUBLIC),
    ("http://[64:ff9b::127.0.0.1]/", NOT_PUBLIC),
    ("http://[64:ff9b::a9fe:a9fe]/", NOT_PUBLIC),
    ("http://[64:ff9b:1::a00:1]/", NOT_PUBLIC),
    ("http://[2002:7f00:1::]/", NOT_PUBLIC),
    ("http://[2002:c0a8:101::1]/", NOT_PUBLIC),
    ("http://[2001:0:5ef5:79fb::80ff:fffe]/", NOT_PUBLIC),
    ("http://[2606:4700::5efe:a00:1]/", NOT_PUBLIC),
    # names that lead inwards
    ("http://127.0.0.1.nip.example.cn/", NOT_PUBLIC),
    ("http://xn--fiq228c.example.cn/", NOT_PUBLIC),
]
NAMES: Final = {
    "localhost": "127.0.0.1",
    "localhost.": "127.0.0.1",
    "127.0.0.1.nip.example.cn": "127.0.0.1",
    "xn--fiq228c.example.cn": "10.9.8.7",
}
PUBLIC: Final = "93.184.216.34"
PATIENCE: Final = 20.0


def look_up(host: Any, port: Any, *_: Any, **__: Any) -> list[tuple[Any, Any, Any, Any, Any]]:
    """As the system does for numbers, however they are written; of names it knows the table above. Nobody is asked."""
    name = NAMES.get(str(host).lower(), host)
    return _socket.getaddrinfo(name, port, 0, socket.SOCK_STREAM, 0, socket.AI_NUMERICHOST)


def answering(*rounds: tuple[str, ...]) -> Any:
    """A resolver that gives these addresses, another round each time it is asked; the last round again and again."""
    left = list(rounds)

    def resolver(host: Any, port: Any, *_: Any, **__: Any) -> list[tuple[Any, Any, Any, Any, Any]]:
        addresses = left.pop(0) if len(left) > 1 else left[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    return resolver


class Hanging:
    """A resolver that answers when the test lets it."""

    def __init__(self) -> None:
        self.let_go = threading.Event()
        self.asked: list[str] = []

    def __call__(self, host: str, port: int, *_: Any, **__: Any) -> list[tuple[Any, Any, Any, Any, Any]]:
        self.asked.append(host)
        assert self.let_go.wait(PATIENCE)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (PUBLIC, port))]


@contextmanager
def nobody_answers() -> Iterator[Hanging]:
    """A resolver that hangs until the end, which its threads do not outlive."""
    resolver = Hanging()
    try:
        yield resolver
    finally:
        resolver.let_go.set()
        for thread in threading.enumerate():
            if thread.name == "look-up":
                thread.join(PATIENCE)
