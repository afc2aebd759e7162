"""Connections are kept by host, for a while, and never taken from under a visit."""

from __future__ import annotations

from collections.abc import Iterator

import httpcore
import pytest

from opinion_desk.collectors.pooling import KEPT_S, Pools, Way


class Pool(httpcore.ConnectionPool):
    """A pool that remembers being closed."""

    closed = False

    def close(self) -> None:
        self.closed = True
        super().close()


def way(host: str) -> Way:
    return Way(False, None, host)


@pytest.fixture
def clock() -> list[float]:
    """The seconds that the pools believe in."""
    return [100.0]


@pytest.fixture
def pools(clock: list[float]) -> Iterator[Pools]:
    made = Pools(lambda _: Pool(), most=2, seconds=lambda: clock[0])
    yield made
    made.close()


def use(pools: Pools, host: str) -> Pool:
    with pools.using(way(host)) as pool:
        assert isinstance(pool, Pool)
        return pool


def test_a_host_finds_its_own_pool_again(pools: Pools) -> None:
    first = use(pools, "a")
    assert use(pools, "a") is first and use(pools, "b") is not first
    assert not first.closed


def test_another_way_to_a_host_is_another_pool(pools: Pools) -> None:
    with pools.using(Way(True, None, "a")) as inward, pools.using(Way(False, "http://p:1", "a")) as by_proxy:
        assert inward is not by_proxy


def test_of_too_many_hosts_the_longest_unused_one_is_let_go(pools: Pools) -> None:
    first, second, third = use(pools, "a"), use(pools, "b"), use(pools, "c")
    assert (first.closed, second.closed, third.closed) == (True, False, False)
    assert use(pools, "a") is not first


def test_what_nobody_used_for_a_while_is_closed(pools: Pools, clock: list[float]) -> None:
    first = use(pools, "a")
    clock[0] += KEPT_S + 1
    use(pools, "b")
    assert first.closed


def test_a_pool_in_use_stays_however_many_others_come_and_however_long_it_takes(
    pools: Pools, clock: list[float]
) -> None:
    with pools.using(way("slow")) as slow:
        assert isinstance(slow, Pool)
        for host in "abcdef":
            clock[0] += KEPT_S
            use(pools, host)
        assert not slow.closed
    assert use(pools, "slow") is slow


def test_all_are_closed_at_the_end_and_can_be_opened_anew(pools: Pools) -> None:
    first = use(pools, "a")
    pools.close()
    assert first.closed and use(pools, "a") is not first
