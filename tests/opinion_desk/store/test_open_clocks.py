"""The nearest open clocks, those met of late, how many are open, and a part of the list: as reading every matter would tell."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from opinion_desk.domain.open_counts import OpenCounts
from opinion_desk.services.incidents import Deed
from tests.faults.office import Office, working_clock

NEVER = datetime.max.replace(tzinfo=UTC)


def busy(path: Path, seed: int) -> Office:
    """An office after a spell of random work on many matters."""
    office = Office(path / "desk.sqlite3", random.Random(seed), None, working_clock())
    for _ in range(12):
        office.confirm(office.open().id)
        office.clock.forward(minutes=7)
    office.incidents.dismiss(office.incidents.list()[0].id, "误报", deed=Deed("值班员"))
    for _ in range(40):
        office.step()
    return office


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


@pytest.mark.parametrize("seed", range(3))
def test_steps_of_units_can_stand_after_all_others_and_deadlines_before_an_instant_be_left_out(
    tmp_path: Path, seed: int
) -> None:
    office = busy(tmp_path, seed)
    running = office.incidents.running()
    others = [clock.deadline for _, clock in running if not clock.of_unit]
    steps = [clock.deadline for _, clock in running if clock.of_unit]
    assert others and steps
    for limit in (0, 1, len(others), len(others) + 1, 10_000):
        near = office.incidents.nearest(limit, units_last=True)
        assert [clock.deadline for _, clock in near] == [*others, *steps][:limit]
    since = running[len(running) // 2][1].deadline
    late = office.incidents.nearest(10_000, since=since)
    assert [clock.deadline for _, clock in late] == [c.deadline for _, c in running if c.deadline >= since]
    assert office.incidents.due_before(since) == len(running) - len(late)
    office.close()


@pytest.mark.parametrize("seed", range(3))
def test_what_was_met_since_an_instant_is_found_from_the_end_of_the_record(tmp_path: Path, seed: int) -> None:
    office = busy(tmp_path, seed)
    met = [(c.met_at, i.id, c.id) for i in office.incidents.list() for c in i.clocks if c.met_at is not None]
    assert met
    for since in (min(met)[0], max(met)[0], max(met)[0] - timedelta(minutes=9), office.clock.now() + timedelta(days=1)):
        found = office.incidents.met_since(since)
        assert sorted((c.met_at, i.id, c.id) for i, c in found) == sorted(row for row in met if row[0] >= since)
        moments = [clock.met_at for _, clock in found if clock.met_at is not None]
        assert moments == sorted(moments, reverse=True)
    office.close()


@pytest.mark.parametrize("seed", range(3))
def test_a_part_of_the_list_holds_the_most_pressing_open_matters_and_the_newest_ended_ones(
    tmp_path: Path, seed: int
) -> None:
    office = busy(tmp_path, seed)
    every = office.incidents.list()
    open_ones = [incident for incident in every if incident.state.open]
    ended = [incident for incident in every if not incident.state.open]
    assert ended and len(open_ones) > 3
    whole = office.incidents.listing(10_000, 10_000)
    assert (list(whole.open_ones), list(whole.ended), whole.left_out) == (open_ones, ended, 0)
    part = office.incidents.listing(3, 0)
    pressing = sorted(open_ones, key=lambda i: min((c.deadline for c in i.open_clocks), default=NEVER))[:3]
    assert {i.id for i in part.open_ones} == {i.id for i in pressing} and part.ended == ()
    assert (part.open_count, part.ended_count, part.left_out) == (len(open_ones), len(ended), len(every) - 3)
    office.close()
