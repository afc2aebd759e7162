"""Only public addresses are visited, whatever way another one is spelled."""

import socket
from typing import Any

import pytest

from opinion_desk.collectors.guard import resolve
from opinion_desk.domain.addresses import is_public
from opinion_desk.domain.errors import Refused, Unavailable

NOT_PUBLIC = [
    "127.0.0.1",
    "127.1.2.3",
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "100.127.255.254",
    "192.0.0.8",
    "192.0.2.1",
    "192.88.99.1",
    "198.18.0.1",
    "198.51.100.7",
    "203.0.113.9",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:c0a8:101",
    "64:ff9b::7f00:1",
    "64:ff9b::10.0.0.1",
    "64:ff9b:1::1",
    "2002:7f00:1::",
    "2002:a9fe:a9fe::1",
    "2001::1",
    "2001:db8::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "fc00::1",
    "fd12:3456::1",
    "ff02::1",
    "2606:4700::5efe:a00:1",
    "100::1",
    "not an address",
]


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    ["114.114.114.114", "8.8.8.8", "1.1.1.1", "2400:3200::1", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"],
)
def test_a_public_address_is_allowed(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "0x7f.1", "017700000001", "0177.0.0.1", "0", "localhost", "::1"],
)
def test_other_spellings_of_the_own_machine_are_refused(host: str) -> None:
    with pytest.raises((Refused, Unavailable)) as caught:
        resolve(host, 80, internal=False)
    assert caught.value.id in ("address_not_public", "host_unknown")


def _answering(*addresses: str) -> Any:
    def resolver(host: str, port: int, **_: Any) -> list[tuple[Any, Any, Any, Any, Any]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    return resolver


def test_a_name_that_leads_inwards_is_refused() -> None:
    with pytest.raises(Refused) as caught:
        resolve("rebind.example.cn", 80, internal=False, resolver=_answering("10.1.2.3"))
    assert "rebind.example.cn" in caught.value.sentence


def test_of_mixed_answers_only_the_public_ones_are_connected_to() -> None:
    found = resolve("mixed.example.cn", 80, internal=False, resolver=_answering("10.1.2.3", "8.8.8.8", "8.8.8.8"))
    assert found == ("8.8.8.8",)


def test_an_internal_source_may_live_on_the_office_network() -> None:
    assert resolve("oa.example.cn", 80, internal=True, resolver=_answering("10.1.2.3")) == ("10.1.2.3",)


def test_an_unknown_name_is_told_as_such() -> None:
    def failing(host: str, port: int, **_: Any) -> list[tuple[Any, Any, Any, Any, Any]]:
        raise socket.gaierror(-2, "Name or service not known")

    with pytest.raises(Unavailable) as caught:
        resolve("nowhere.example.cn", 80, internal=False, resolver=failing)
    assert caught.value.id == "host_unknown"
