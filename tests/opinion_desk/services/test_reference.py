"""The packaged policies say what the documents say."""

from __future__ import annotations

from datetime import timedelta

import pytest

from opinion_desk.domain.levels import Level
from opinion_desk.domain.policy import ClockPolicy, StartsOn
from opinion_desk.domain.response_clock import ResponseClock
from opinion_desk.services.reference import packaged_policies
from tests.opinion_desk.services.stand_ins import NINE

POLICIES = packaged_policies()


def clock_of(policy: ClockPolicy) -> ResponseClock:
    clock = POLICIES.start(policy, NINE, "某局")
    assert clock is not None
    return clock


@pytest.mark.parametrize("level", [Level.EXTREME, Level.MAJOR])
def test_levels_one_and_two_have_three_five_and_twenty_four_hours(level: Level) -> None:
    release, conference, *reports = (clock_of(p) for p in POLICIES.for_start(StartsOn.LEVEL, level))
    assert [clock.id for clock in reports] == ["report_phone", "report_first"]
    assert (release.id, release.target, release.deadline) == (
        "release",
        NINE + timedelta(hours=3),
        NINE + timedelta(hours=5),
    )
    assert (conference.id, conference.target, conference.deadline) == ("conference", None, NINE + timedelta(hours=24))


@pytest.mark.parametrize("level", [Level.LARGER, Level.ORDINARY, None])
def test_lesser_matters_have_forty_eight_hours_and_no_release_clock(level: Level | None) -> None:
    assert POLICIES.for_start(StartsOn.LEVEL, level) == ()
    (response,) = POLICIES.for_start(StartsOn.RESPONSE_DUE, level)
    assert clock_of(response).deadline == NINE + timedelta(hours=48)


def test_every_clock_names_its_document_and_every_ladder_climbs() -> None:
    assert all(policy.ground for policy in POLICIES.clocks)
    for level in (*Level, None):
        rungs = POLICIES.ladder_for(level).rungs
        assert [rung.after for rung in rungs] == sorted({rung.after for rung in rungs}) and rungs[
            0
        ].after == timedelta()


def test_each_of_the_six_contents_demands_something() -> None:
    for kind in ("D1", "D2", "D3", "D4", "D5", "D6"):
        demanded = POLICIES.disposition(kind)
        assert demanded is not None and demanded.steps and demanded.must and demanded.ground
    assert POLICIES.disposition(None) is None


def test_steps_of_content_and_level_do_not_share_ids() -> None:
    ids = [id for id, _, _ in POLICIES.major_steps]
    ids += [id for disposition in POLICIES.dispositions for id, _ in disposition.steps]
    assert len(ids) == len(set(ids))
