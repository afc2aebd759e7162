"""Whose turn it is: two at once on a host, a gap between, many hosts at once."""

import threading
from collections import Counter
from itertools import pairwise

import pytest

from opinion_desk.collectors import turns as turns_module
from opinion_desk.collectors.turns import GAP_S, Turns, gap_on


def test_this_machine_needs_no_gap_and_every_other_host_gets_one() -> None:
    assert [gap_on(host) for host in ("127.0.0.1", "[::1]", "localhost")] == [0, 0, 0]
    assert gap_on("news.example.cn") == gap_on("10.0.0.8") == GAP_S


class StandingTime:
    """Goes on only where somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def test_two_starts_on_a_host_are_a_gap_apart_while_other_hosts_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = StandingTime()
    monkeypatch.setattr(turns_module, "time", clock)
    started: dict[str, list[float]] = {"slow": [], "quick": []}
    lock = threading.Lock()

    def job(host: str) -> str:
        with lock:
            started[host].append(clock.now)
        return host

    turns = Turns[str](8, lambda host: 0.06 if host == "slow" else 0.0)
    order = list(turns.run([(host, lambda host=host: job(host)) for host in ["slow"] * 4 + ["quick"] * 4]))
    assert Counter(order) == {"slow": 4, "quick": 4}
    gaps = [later - earlier for earlier, later in pairwise(started["slow"])]
    assert gaps == pytest.approx([0.06] * 3)
    assert max(started["quick"]) < started["slow"][-1]


def test_every_job_is_run_once_and_never_three_on_a_host() -> None:
    running: Counter[int] = Counter()
    most = 0
    lock = threading.Lock()

    def job(number: int) -> int:
        nonlocal most
        with lock:
            running[number % 3] += 1
            most = max(most, running[number % 3])
        with lock:
            running[number % 3] -= 1
        return number

    turns = Turns[int](6, lambda host: 0.0)
    assert sorted(turns.run([(f"h{n % 3}", lambda n=n: job(n)) for n in range(300)])) == list(range(300))
    assert most <= 2


def test_what_a_job_raises_is_raised_to_whoever_waits() -> None:
    def job() -> int:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(Turns[int](2).run([("h", job)]))


def test_nothing_to_do_ends_at_once() -> None:
    assert list(Turns[int](2).run([])) == []
