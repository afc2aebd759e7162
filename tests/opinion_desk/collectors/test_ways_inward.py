"""However an address is written that leads inwards, no connection is made: at the first visit, by redirect, by a change of mind."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from opinion_desk.collectors.fetching import Fetcher
from tests.opinion_desk.inward import NOT_PUBLIC, PUBLIC, UNKNOWN, UNREADABLE, WAYS, answering, look_up

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    made = Fetcher(user_agent="desk-test", now=lambda: NOW, timeout_s=5)
    yield made
    made.close()


@pytest.fixture
def connected(monkeypatch: pytest.MonkeyPatch, web: Any) -> list[str]:
    """The IP addresses that were connected to; the public one stands for the server of this test."""
    made: list[str] = []

    def create(address: tuple[str, int], timeout: float | None = None, **_: Any) -> socket.socket:
        made.append(address[0])
        connection = socket.socket()
        connection.settimeout(timeout)
        connection.connect(("127.0.0.1", web.port))
        return connection

    monkeypatch.setattr(socket, "create_connection", create)
    return made


def test_there_are_more_than_forty_ways() -> None:
    assert len({way for way, _ in WAYS}) == len(WAYS) > 40


@pytest.mark.parametrize(("way", "told"), WAYS)
def test_a_way_inward_is_refused_at_the_first_visit(
    way: str, told: str, fetcher: Fetcher, connected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    found = fetcher.fetch(way, internal=False)
    assert connected == [] and found.why is not None and found.body == b""
    assert found.why.id in ({told} if sys.platform == "linux" else {NOT_PUBLIC, UNKNOWN, UNREADABLE})


@pytest.mark.parametrize("way", [way for way, _ in WAYS if way.startswith("http://")])
def test_a_way_inward_is_refused_after_a_redirect(
    way: str, web: Any, fetcher: Fetcher, connected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def resolver(host: Any, *more: Any, **named: Any) -> Any:
        return look_up(PUBLIC if host == "news.example.cn" else host, *more, **named)

    monkeypatch.setattr(socket, "getaddrinfo", resolver)
    web.page("/a", status=302, Location=way.encode().decode("latin-1"))
    found = fetcher.fetch("http://news.example.cn/a", internal=False)
    assert connected == [PUBLIC] and [path for path, _ in web.asked] == ["/a"]
    assert found.why is not None and found.why.id in {NOT_PUBLIC, UNKNOWN, UNREADABLE, "redirect_nowhere"}


def test_a_name_that_changes_its_mind_after_the_look_up_is_connected_to_where_it_first_led(
    web: Any, fetcher: Fetcher, connected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    web.page("/a", b"public")
    asked: list[str] = []
    resolver = answering((PUBLIC,), ("127.0.0.1",))

    def counting(host: Any, *more: Any, **named: Any) -> Any:
        asked.append(str(host))
        return resolver(host, *more, **named)

    monkeypatch.setattr(socket, "getaddrinfo", counting)
    assert fetcher.fetch("http://rebind.example.cn/a", internal=False).body == b"public"
    assert connected == [PUBLIC] and asked.count("rebind.example.cn") == 1


def test_a_name_that_leads_inward_at_the_second_visit_is_refused_then(
    web: Any, fetcher: Fetcher, connected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    web.page("/a", b"public", Connection="close")
    monkeypatch.setattr(socket, "getaddrinfo", answering((PUBLIC,), ("10.0.0.7",)))
    assert fetcher.fetch("http://rebind.example.cn/a", internal=False).why is None
    fetcher.close()
    found = fetcher.fetch("http://rebind.example.cn/a", internal=False)
    assert found.why is not None and found.why.id == NOT_PUBLIC and connected == [PUBLIC]


def test_a_connection_kept_by_an_internal_source_serves_no_other(web: Any, fetcher: Fetcher) -> None:
    address = web.page("/f", b"x")
    assert fetcher.fetch(address, internal=True).body == b"x"
    found = fetcher.fetch(address, internal=False)
    assert found.why is not None and found.why.id == NOT_PUBLIC
    assert len(web.asked) == 1


def test_no_public_address_is_left_out_while_one_of_several_leads_inward(
    web: Any, fetcher: Fetcher, connected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    web.page("/a", b"public")
    monkeypatch.setattr(socket, "getaddrinfo", answering(("127.0.0.1", PUBLIC, "10.0.0.1")))
    assert fetcher.fetch("http://mixed.example.cn/a", internal=False).body == b"public"
    assert connected == [PUBLIC]
