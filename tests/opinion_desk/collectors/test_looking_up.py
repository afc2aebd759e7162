"""A look-up that nobody answers holds no visit beyond its time, and a proxy is no way inwards."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from opinion_desk.collectors.collector import HttpCollector
from opinion_desk.collectors.fetching import Fetcher
from opinion_desk.collectors.guard import resolve
from opinion_desk.domain.errors import Refused, Unavailable
from opinion_desk.domain.network import OF_THE_LINE
from opinion_desk.domain.source import Form, Health, Source
from opinion_desk.look_ups import LookUps
from tests.opinion_desk.inward import PATIENCE, PUBLIC, Hanging, answering, nobody_answers

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
SOON = 0.02  # seconds a look-up may take here


@pytest.fixture
def hanging() -> Iterator[Hanging]:
    with nobody_answers() as resolver:
        yield resolver


def test_a_look_up_is_given_up_in_time_and_told_as_a_fault_of_the_line(hanging: Hanging) -> None:
    with pytest.raises(Unavailable) as why:
        resolve("slow.example.cn", 80, internal=False, resolver=hanging, seconds=SOON, look_ups=LookUps())
    assert why.value.id == "lookup_slow" and why.value.id in OF_THE_LINE
    assert "slow.example.cn" in why.value.sentence


def test_while_as_many_are_stuck_as_may_be_no_further_one_is_begun(hanging: Hanging) -> None:
    look_ups = LookUps(most=2)
    told: list[Unavailable] = []
    for number in range(4):
        with pytest.raises(Unavailable) as why:
            resolve(f"s{number}.example.cn", 80, internal=False, resolver=hanging, seconds=SOON, look_ups=look_ups)
        told.append(why.value)
    assert [why.id for why in told] == ["lookup_slow", "lookup_slow", "lookups_stuck", "lookups_stuck"]
    assert hanging.asked == ["s0.example.cn", "s1.example.cn"]
    assert told[-1].id in OF_THE_LINE and "2 个域名" in told[-1].sentence


def test_a_number_is_looked_up_though_all_names_are_stuck(hanging: Hanging) -> None:
    look_ups = LookUps(most=1)
    with pytest.raises(Unavailable):
        resolve("slow.example.cn", 80, internal=False, resolver=hanging, seconds=SOON, look_ups=look_ups)
    assert resolve(PUBLIC, 80, internal=False, resolver=answering((PUBLIC,)), look_ups=look_ups) == (PUBLIC,)


def test_room_comes_back_with_the_late_answer(hanging: Hanging) -> None:
    look_ups = LookUps(most=1)
    with pytest.raises(Unavailable):
        resolve("slow.example.cn", 80, internal=False, resolver=hanging, seconds=SOON, look_ups=look_ups)
    hanging.let_go.set()
    for thread in threading.enumerate():
        if thread.name == "look-up":
            thread.join(PATIENCE)
    found = resolve("slow.example.cn", 80, internal=False, resolver=hanging, seconds=PATIENCE, look_ups=look_ups)
    assert found == (PUBLIC,)


def test_what_the_resolver_raises_is_told_as_before() -> None:
    def failing(host: str, port: int, **_: Any) -> list[tuple[Any, Any, Any, Any, Any]]:
        raise UnicodeError("label too long")

    with pytest.raises(Unavailable) as why:
        resolve("nowhere.example.cn", 80, internal=False, resolver=failing, look_ups=LookUps())
    assert why.value.id == "host_unknown"


@pytest.mark.parametrize("proxy", [None, "http://93.184.216.34:3128"])
def test_a_visit_whose_host_is_not_found_in_time_ends_with_its_deadline(
    proxy: str | None, hanging: Hanging, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", hanging)
    fetcher = Fetcher(user_agent="desk-test", now=lambda: NOW, timeout_s=SOON)
    found = fetcher.fetch("http://slow.example.cn/feed", internal=False, proxy=proxy)
    fetcher.close()
    assert found.why is not None and found.why.id == "lookup_slow"
    assert hanging.asked == ["slow.example.cn"]  # through a proxy too the host is judged here, and first


@pytest.fixture
def through(web: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Visits of a source that is not of the office, through a proxy that is: whatever host is asked for, the test's server answers."""
    names = {"news.example.cn": PUBLIC, "inner.example.cn": "10.1.2.3", "localhost": "127.0.0.1"}

    def look_up(host: Any, port: Any, *_: Any, **__: Any) -> Any:
        return answering((names.get(str(host), str(host)),))(host, port)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    fetcher = Fetcher(user_agent="desk-test", now=lambda: NOW, timeout_s=5)
    yield lambda address: fetcher.fetch(address, internal=False, proxy=f"http://localhost:{web.port}")
    fetcher.close()


def test_a_public_source_is_visited_through_the_offices_own_proxy(web: Any, through: Any) -> None:
    web.page("http://news.example.cn/feed", b"through")
    assert through("http://news.example.cn/feed").body == b"through"


@pytest.mark.parametrize("inner", ["inner.example.cn", "127.0.0.1", "[::1]", "169.254.169.254", "[::ffff:10.0.0.1]"])
def test_a_proxy_is_never_asked_for_an_inner_address(web: Any, through: Any, inner: str) -> None:
    web.page("http://news.example.cn/feed", status=302, Location=f"http://{inner}/secret")
    for address in (f"http://{inner}/secret", f"https://{inner}/secret", "http://news.example.cn/feed"):
        found = through(address)
        assert isinstance(found.why, Refused) and found.why.id == "address_not_public"
    assert [path for path, _ in web.asked] == ["http://news.example.cn/feed"]


def test_an_instance_of_rsshub_that_leads_inwards_is_refused_to_a_source_that_is_not_of_the_office(web: Any) -> None:
    web.page("/weibo/hot", b"<rss/>")
    collector = HttpCollector(user_agent="desk-test", now=lambda: NOW, timeout_s=5, rsshub=(web.at(""),))
    (ended,) = collector.collect([(Source(1, "热榜", "rsshub://weibo/hot", Form.FEED), Health())])
    collector.close()
    assert ended.why is not None and "不是公网地址" in ended.why.sentence and web.asked == []
