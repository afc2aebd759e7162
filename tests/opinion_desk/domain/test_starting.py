"""Times put right and the start of the clocks changed: clocks follow, what was met stays met, what was late stays late."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from opinion_desk.domain.act_words import act_words
from opinion_desk.domain.commands import ending, handling, starting
from opinion_desk.domain.commands.judging import Opening
from opinion_desk.domain.incident import StartFrom, Times
from opinion_desk.domain.release import EvidenceKind
from opinion_desk.domain.response_clock import ClockState
from tests.opinion_desk.domain.judged import POLICIES, T0, Judged, after, at

WHY = "现场核实"
UNIT = "云川市住房和城乡建设局"


def _moved(to: StartFrom, minutes: float = 60, matter: Judged | None = None) -> Judged:
    made = matter or Judged()
    if not made.now.clocks:
        made.confirm()
    made.do(starting.change_start, to, WHY, POLICIES, minutes=minutes)
    return made


def test_a_start_moved_back_moves_the_deadlines_with_it() -> None:
    matter = _moved(StartFrom.HAPPENED)
    assert (matter.now.start_from, matter.now.start_reason) == (StartFrom.HAPPENED, WHY)
    assert matter.clock("release").start == after(-15) and matter.clock("release").deadline == after(285)
    assert [c.state for c in matter.now.clocks if c.id == "release"] == [ClockState.SUPERSEDED, ClockState.RUNNING]


def test_a_start_moved_back_may_be_late_at_once() -> None:
    matter = _moved(StartFrom.HAPPENED, 290)
    assert matter.clock("release").state is ClockState.RUNNING  # until the clock is looked at
    assert matter.tick(290).clock("release").state is ClockState.BREACHED  # type: ignore[union-attr]


def test_a_start_moved_forward_hides_no_breach_that_was() -> None:
    matter = Judged()
    matter.confirm(minutes=290)
    matter.do(starting.change_start, StartFrom.CONFIRMED, WHY, POLICIES, minutes=301)
    before, now = (c for c in matter.now.clocks if c.id == "release")
    assert (before.state, before.breached_at) == (ClockState.SUPERSEDED, after(301))
    assert (now.state, now.start) == (ClockState.RUNNING, after(290))


def test_what_was_met_stays_met_when_its_evidence_is_not_before_the_new_start() -> None:
    matter = Judged()
    matter.confirm()
    matter.release(120)
    before = matter.clock("release")
    _moved(StartFrom.HAPPENED, 200, matter)
    assert matter.clock("release") == before and sum(c.id == "release" for c in matter.now.clocks) == 1


def test_evidence_from_before_the_new_start_does_not_count_any_more() -> None:
    matter = Judged()
    matter.confirm(minutes=5)
    matter.release(10)
    matter.do(starting.correct_times, {StartFrom.PUBLISHED: after(40)}, WHY, POLICIES, minutes=60)
    assert matter.clock("release").state is ClockState.RUNNING and matter.clock("release").start == after(40)
    matter.do(starting.correct_times, {StartFrom.PUBLISHED: T0}, "仍以原时间为准", POLICIES, minutes=70)
    assert (matter.clock("release").state, matter.clock("release").met_at) == (ClockState.MET, after(10))


def test_a_release_that_the_corrected_start_makes_late_is_met_late_with_its_breach() -> None:
    matter = Judged()
    matter.confirm()
    matter.release(290)
    assert matter.clock("release").state is ClockState.MET
    _moved(StartFrom.HAPPENED, 400, matter)
    release = matter.clock("release")
    assert (release.state, release.met_at) == (ClockState.MET_LATE, after(290)) and release.breached_at is not None


def test_the_clock_stays_owed_by_whom_it_was() -> None:
    matter = Judged()
    matter.confirm()
    matter.take(handling.assign(matter.now, UNIT, [], frozenset({UNIT}), POLICIES, at(20)))
    _moved(StartFrom.HAPPENED, 60, matter)
    assert matter.clock("release").owed_by == UNIT


def test_a_corrected_time_that_started_the_clocks_restarts_them_and_another_does_not() -> None:
    matter = Judged()
    matter.confirm()
    before = matter.now.clocks
    other = matter.do(starting.correct_times, {StartFrom.HAPPENED: after(-40)}, WHY, POLICIES, minutes=20)
    assert other.times.happened == after(-40) and other.clocks == before
    matter.do(starting.correct_times, {StartFrom.PUBLISHED: after(-30)}, WHY, POLICIES, minutes=25)
    assert matter.clock("release").start == after(-30)
    told = [act_words(act, ZoneInfo("Asia/Shanghai")) for act in matter.acts]
    assert f"更正时间：首发 11-20 14:20 改为 11-20 13:50（{WHY}）" in told


def test_a_candidates_times_are_corrected_without_any_clock() -> None:
    matter = Judged(Opening("一件事", times=Times(discovered=T0)))
    corrected = matter.do(starting.correct_times, {StartFrom.PUBLISHED: after(-5)}, WHY, POLICIES, minutes=10)
    assert corrected.times.published == after(-5) and corrected.clocks == ()
    assert starting.default_start(corrected) is StartFrom.PUBLISHED


def test_corrections_that_cannot_be_are_refused() -> None:
    matter = Judged()
    for times, reason, why in (
        ({}, WHY, "times_unchanged"),
        ({StartFrom.PUBLISHED: T0}, WHY, "times_unchanged"),
        ({StartFrom.CONFIRMED: after(1)}, WHY, "times_unchanged"),
        ({StartFrom.PUBLISHED: after(-5)}, " ", "times_need_reason"),
        ({StartFrom.PUBLISHED: after(61)}, WHY, "times_in_future"),
    ):
        assert matter.refused(starting.correct_times, times, reason, POLICIES) == why
    matter.take(ending.dismiss(matter.now, "误", at(60)))
    assert matter.refused(starting.correct_times, {StartFrom.PUBLISHED: after(-5)}, WHY, POLICIES) == "state_forbids"


def test_starts_that_cannot_be_are_refused() -> None:
    matter = Judged(Opening("一件事", times=Times(published=T0)))
    assert matter.refused(starting.change_start, StartFrom.DISCOVERED, WHY, POLICIES) == "state_forbids"
    matter.confirm()
    assert matter.refused(starting.change_start, StartFrom.PUBLISHED, WHY, POLICIES) == "start_unchanged"
    assert matter.refused(starting.change_start, StartFrom.HAPPENED, WHY, POLICIES) == "start_unknown"
    assert matter.refused(starting.change_start, StartFrom.CONFIRMED, "", POLICIES) == "start_needs_reason"


def test_a_conference_that_was_held_is_not_started_again_beside_the_release_that_is() -> None:
    matter = Judged()
    matter.confirm()
    matter.release(200, EvidenceKind.CONFERENCE)
    _moved(StartFrom.HAPPENED, 250, matter)
    assert matter.clock("conference").state is ClockState.MET and matter.clock("conference").start == T0
    assert matter.clock("release").start == after(-15)
