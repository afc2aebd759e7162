"""The system's time."""

from __future__ import annotations

from datetime import UTC, timedelta

from opinion_desk.clock import SystemClock, boot_ms


def test_the_present_is_aware_utc_in_whole_milliseconds_and_does_not_go_back() -> None:
    clock = SystemClock()
    first, second = clock.now(), clock.now()
    assert first.tzinfo is UTC
    assert first.microsecond % 1000 == 0
    assert timedelta(0) <= second - first < timedelta(minutes=1)


def test_the_clock_of_the_machine_only_goes_forward() -> None:
    seen = [boot_ms() for _ in range(1000)]
    assert seen == sorted(seen)
    assert seen[0] > 0
