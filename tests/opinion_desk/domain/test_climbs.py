"""The ladders of a matter as a person sees them."""

from __future__ import annotations

from datetime import timedelta

from opinion_desk.domain.climbs import climbs_of
from opinion_desk.domain.commands import calling
from opinion_desk.services.reference import packaged_policies
from tests.opinion_desk.domain.matters import T0, ZONE, Timed


def at(minutes: float) -> object:
    return T0 + timedelta(minutes=minutes)


def test_a_ladder_tells_whom_it_reached_since_its_mark_was_missed_and_who_is_next() -> None:
    matter = Timed()
    for minute in (180, 190):
        matter.tick(minute)
    (climb,) = climbs_of(matter.now, matter.acts)
    assert (climb.clock.id, climb.mark, climb.calling) == ("release", "力争3小时", True)
    assert [(told.to, told.at) for told in climb.told] == [("值班负责人", at(180)), ("宣传部分管领导", at(190))]
    assert (climb.next_to, climb.next_at, climb.by) == ("宣传部主要负责人", at(210), None)
    matter.tick(300)  # the deadline begins a ladder of its own
    (climb,) = climbs_of(matter.now, matter.acts)
    assert (climb.mark, [told.to for told in climb.told]) == ("最迟5小时", ["值班负责人"])


def test_who_answered_or_put_off_is_named_until_the_calls_begin_again() -> None:
    matter = Timed()
    matter.tick(180)
    matter.answer(181)
    (climb,) = climbs_of(matter.now, matter.acts)
    assert (climb.by, climb.snoozed, climb.calling) == ("值班员", False, False)
    assert (climb.next_to, climb.next_at) == ("值班负责人", at(211))
    matter.take(calling.snooze(matter.now, T0 + timedelta(minutes=230), matter.at(190), ZONE))
    (climb,) = climbs_of(matter.now, matter.acts)
    assert (climb.snoozed, climb.next_at) == (True, at(230))
    matter.tick(230)
    (climb,) = climbs_of(matter.now, matter.acts)
    assert (climb.by, climb.calling) == (None, True)
    assert [told.to for told in climb.told] == ["值班负责人", "值班负责人"]


def test_the_ladder_that_waits_for_an_answer_stands_first_and_the_highest_of_those() -> None:
    matter = Timed(packaged_policies())
    matter.tick(61)
    assert [climb.clock.id for climb in climbs_of(matter.now, matter.acts)] == ["report_phone", "report_first"]
    matter.answer(62)
    matter.tick(180)
    matter.answer(181)
    matter.tick(211)
    climbs = climbs_of(matter.now, matter.acts)
    assert {climb.clock.id for climb in climbs} == {"report_phone", "report_first", "release"}
    assert [climb.calling for climb in climbs] == [True, True, True]


def test_nothing_is_shown_of_a_matter_in_time() -> None:
    matter = Timed()
    matter.tick(170)
    assert climbs_of(matter.now, matter.acts) == ()
