"""The nearest open clocks and how many are open, as reading every matter would tell."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from opinion_desk.domain.open_counts import OpenCounts
from opinion_desk.services.incidents import Deed
from tests.faults.office import Office, working_clock


@pytest.mark.parametrize("seed", range(3))
def test_the_nearest_clocks_and_their_counts_are_those_of_all_matters(tmp_path: Path, seed: int) -> None:
    office = Office(tmp_path / "desk.sqlite3", random.Random(seed), None, working_clock())
    assert office.incidents.nearest(5) == () and office.incidents.open_counts(office.clock.now()) == OpenCounts(0, 0, 0)
    for _ in range(12):
        office.confirm(office.open().id)
        office.clock.forward(minutes=7)
    office.incidents.dismiss(office.incidents.list()[0].id, "误报", deed=Deed("值班员"))
    for _ in range(25):
        office.step()
    running, now = office.incidents.running(), office.clock.now()
    assert running
    for limit in (0, 1, 4, len(running), 10_000):
        near = office.incidents.nearest(limit)
        assert [clock.deadline for _, clock in near] == [clock.deadline for _, clock in running[:limit]]
        assert all(clock in incident.open_clocks and incident.state.open for incident, clock in near)
    matters = office.incidents.list(open_only=True)
    late = sum(clock.deadline < now for _, clock in running)
    assert office.incidents.open_counts(now) == OpenCounts(len(matters), len(running), late)
    office.close()
