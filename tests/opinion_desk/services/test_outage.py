"""The network is down: told once for all, held against nobody, over with the first answer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from opinion_desk.domain.collected import Collected, Outcome
from opinion_desk.domain.errors import Refused, Unavailable
from opinion_desk.domain.network import Network
from opinion_desk.domain.source import Source
from opinion_desk.services.sources import SourceService
from opinion_desk.store.store import Store
from tests.opinion_desk.services.stand_ins import NINE, FakeCollector, brought, entry, minutes, new_source


def silent(source: Source) -> Collected:
    return Collected(source.id, Outcome.FAILED, why=Unavailable("host_unknown", host="x"))


@pytest.fixture
def three(store: Store, collector: FakeCollector) -> list[Source]:
    """Three sources on three hosts, none of which is reached."""
    made = [new_source(store, name) for name in ("云川日报", "云川网", "云川发布")]
    collector.brings = {source.id: silent(source) for source in made}
    return made


def errors(store: Store) -> list[int]:
    return [row.health.errors for row in store.sources.all()]


def test_when_no_host_is_reached_it_is_one_outage_and_nobodys_error(
    store: Store, source_service: SourceService, three: list[Source], clock: Any
) -> None:
    began = clock.now()
    report = source_service.collect_now()
    assert len(report.failed) == 3 and errors(store) == [0, 0, 0]
    assert source_service.network_down_since() == began
    assert {row.health.next_check for row in store.sources.all()} == {began + timedelta(minutes=1)}
    clock.forward(minutes=5)
    source_service.collect_now()
    assert source_service.network_down_since() == began and errors(store) == [0, 0, 0]


def test_the_first_answer_ends_it_and_what_still_fails_counts_again(
    store: Store, source_service: SourceService, collector: FakeCollector, three: list[Source], clock: Any
) -> None:
    source_service.collect_now()
    clock.forward(minutes=5)
    collector.brings[three[0].id] = brought(three[0], entry("a"))
    source_service.collect_now()
    assert source_service.network_down_since() is None
    assert errors(store) == [0, 1, 1] and store.items.count() == 1


def test_a_host_that_answers_with_an_error_shows_that_the_line_stands(
    store: Store, source_service: SourceService, collector: FakeCollector, three: list[Source]
) -> None:
    collector.brings[three[0].id] = Collected(three[0].id, Outcome.FAILED, why=Unavailable("http_404", host="x"))
    source_service.collect_now()
    assert source_service.network_down_since() is None and errors(store) == [1, 1, 1]


def test_an_internal_source_says_nothing_of_the_line_outside(
    store: Store, source_service: SourceService, collector: FakeCollector, three: list[Source]
) -> None:
    inside = new_source(store, "内网", internal=True)
    collector.brings[inside.id] = brought(inside, entry("a"))
    source_service.collect_now()
    assert source_service.network_down_since() is not None and errors(store) == [0, 0, 0, 0]


def test_one_after_another_in_rounds_of_one_they_tell_it_too(
    store: Store, source_service: SourceService, three: list[Source]
) -> None:
    for source in three:
        source_service.collect_now([source.id])
    assert source_service.network_down_since() is not None and errors(store) == [1, 1, 0]


def test_one_host_alone_may_have_its_own_fault() -> None:
    network = Network()
    assert not network.is_down(["a"], 1, NINE)
    assert network.is_down(["b"], 2, NINE + minutes(1))
    network.answered()
    assert not network.is_down(["a", "b"], 3, NINE + minutes(2))
    assert not network.is_down(["c"], 3, NINE + minutes(90))  # what lies so far back tells nothing any more


def test_watching_is_for_collected_sources_and_some_hours(
    store: Store, source_service: SourceService, clock: Any
) -> None:
    source = new_source(store)
    for ids, hours, id in (([source.id], 0, "watch_hours"), ([source.id], 73, "watch_hours"), ([], 1, "watch_nothing")):
        with pytest.raises(Refused) as refused:
            source_service.watch(ids, hours)
        assert refused.value.id == id
    assert source_service.watch([source.id], 6) == clock.now() + timedelta(hours=6)
    assert [row.source.id for row in source_service.watched()] == [source.id]
    clock.forward(hours=6)
    assert source_service.watched() == ()
    source_service.watch([source.id], 6)
    assert source_service.unwatch() == 1 and source_service.watched() == ()
    source_service.update(source.id, paused=True)
    with pytest.raises(Refused, match="已暂停"):
        source_service.watch([source.id], 6)


def test_how_a_source_is_visited_can_be_set_within_what_is_honest(store: Store, source_service: SourceService) -> None:
    source = new_source(store)
    kept = source_service.update(source.id, proxy="http://proxy.example.cn:8080/", headers={"Accept-Language": "zh"})
    assert (kept.proxy, kept.headers) == ("http://proxy.example.cn:8080", (("Accept-Language", "zh"),))
    assert source_service.update(source.id, interval_s=600).adaptive is False
    assert source_service.update(source.id, adaptive=True, proxy="").proxy is None
    refused: dict[str, dict[str, Any]] = {
        "proxy_unreadable": {"proxy": "socks5://a.example.cn"},
        "proxy_secret": {"proxy": "http://a:b@proxy.example.cn"},
        "header_not_ours": {"headers": {"Cookie": "a=1"}},
        "header_unusable": {"headers": {"X": "a\r\nHost: b"}},
        "headers_too_many": {"headers": {f"X-{n}": "1" for n in range(11)}},
    }
    for id, changes in refused.items():
        with pytest.raises(Refused) as why:
            source_service.update(source.id, **changes)
        assert why.value.id == id
