"""Ladders: who is told next, who is passed over, when an answer has held long enough; and firings that turn out not to count."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opinion_desk.domain.act_words import act_words
from opinion_desk.domain.acts import Act, ActKind
from opinion_desk.domain.clock_jump import Jump, Settled, doubt, open_jumps
from opinion_desk.domain.commands import calling, judging, releasing
from opinion_desk.domain.commands.clocks import start_clocks
from opinion_desk.domain.commands.jumping import settle_jumps, settle_marks
from opinion_desk.domain.commands.recomputing import recompute
from opinion_desk.domain.commands.ticking import tick
from opinion_desk.domain.commands.when import When
from opinion_desk.domain.errors import Refused
from opinion_desk.domain.levels import Level
from opinion_desk.domain.policy import StartsOn
from opinion_desk.domain.release import EvidenceKind
from opinion_desk.domain.replay import replay
from opinion_desk.domain.response_clock import ClockState, MarkKind
from opinion_desk.domain.working_days import WorkingDays
from opinion_desk.services.reference import packaged_policies
from tests.opinion_desk.domain.matters import MAJOR, T0, ZONE, Timed, without

CHIEF, DEPUTY, HEAD, MAYOR = "值班负责人", "宣传部分管领导", "宣传部主要负责人", "政府分管领导"


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


# --- climbing


def test_the_ladder_climbs_rung_by_rung_and_then_tells_the_last_again_and_again() -> None:
    matter = Timed(without("report_phone", "report_first", "conference"))
    for minute in range(176, 290):
        matter.tick(minute)
    assert matter.calls() == [(180, CHIEF), (190, DEPUTY), (210, HEAD), (240, MAYOR), (270, MAYOR)]
    assert [act.data["again"] for act in matter.acts if act.kind is ActKind.ESCALATED][-1] is True


def test_where_nobody_is_there_the_next_is_told_at_once_and_the_absence_is_recorded() -> None:
    matter = Timed()
    (fired, told) = [
        a for a in matter.tick(180, lambda post: post not in (CHIEF, DEPUTY)) if a.data["mark"] == "target"
    ]
    assert fired.kind is ActKind.MARK_FIRED
    assert (told.data["to"], told.data["rung"]) == (HEAD, 3)
    assert (told.data["absent"], told.data["skipped"]) == ([CHIEF, DEPUTY], [])
    assert "值班负责人、宣传部分管领导无人在岗" in act_words(told, ZONE)
    assert matter.tick(239, lambda post: True) == ()  # the rungs passed over are not told afterwards
    assert [to for _, to in matter.calls()] == [HEAD]


def test_the_last_rung_is_told_though_nobody_be_there() -> None:
    matter = Timed()
    matter.tick(180, lambda post: False)
    assert matter.calls() == [(180, MAYOR)]
    told = matter.acts[-1]
    assert told.data["absent"] == [CHIEF, DEPUTY, HEAD, MAYOR]
    assert matter.now.next_due == T0 + minutes(210)  # and again after half an hour


def test_an_outage_jumps_over_rungs_which_are_named_and_goes_on_from_there() -> None:
    matter = Timed()
    matter.tick(215)
    told = matter.acts[-1].data
    assert (told["to"], told["skipped"]) == (HEAD, [CHIEF, DEPUTY])
    matter.tick(239.9)
    assert matter.calls() == [(215, HEAD)]
    matter.tick(240)
    assert [call for call in matter.calls() if call[1] == MAYOR] == [(240, MAYOR)]


def test_a_ladder_without_rungs_calls_nobody_and_is_never_due() -> None:
    matter = Timed()
    matter.tick(180)
    bare = replace(matter.now, ladder=replace(matter.now.ladder, rungs=()))  # type: ignore[type-var]  # it has one
    assert [act.kind for act in tick(bare, T0 + minutes(200))] == []
    assert bare.next_due == T0 + minutes(240)  # the next mark


def test_every_clock_has_a_ladder_of_its_own() -> None:
    matter = Timed(packaged_policies())
    matter.tick(61)
    assert {one.clock: one.reached for one in matter.now.escalations} == {"report_phone": 3, "report_first": 1}


# --- answering and putting off


def test_an_answer_stops_the_calls_for_half_an_hour_and_then_the_same_rung_is_told_again() -> None:
    matter = Timed()
    for minute in (180, 190):
        matter.tick(minute)
    matter.answer(193)
    for minute in range(194, 223):
        assert not [act for act in matter.tick(minute) if act.kind is ActKind.ESCALATED]
    resumed, told = matter.tick(223)
    assert (resumed.kind, told.kind) == (ActKind.CALL_RESUMED, ActKind.ESCALATED)
    assert (told.data["to"], told.data["rung"]) == (DEPUTY, 2)
    for minute in range(224, 269):
        matter.tick(minute)
    # twenty minutes lie between the second rung and the third, thirty between the third and the fourth
    assert matter.calls() == [(180, CHIEF), (190, DEPUTY), (223, DEPUTY), (243, HEAD)]
    assert matter.now.clocks[0].state is ClockState.RUNNING


def test_a_missed_mark_ends_the_quiet_of_an_answer() -> None:
    matter = Timed()
    matter.tick(180)
    matter.tick(290)
    matter.answer(295)
    matter.tick(300)
    assert (matter.climbing().mark, matter.climbing().reached, matter.climbing().quiet_until) == ("deadline", 1, None)


def test_who_already_answered_has_no_call_to_answer() -> None:
    matter = Timed()
    matter.tick(180)
    matter.answer(181)
    with pytest.raises(Refused) as why:
        matter.answer(182)
    assert why.value.id == "no_call_open"


def test_an_answer_of_an_old_history_held_for_good_and_still_does() -> None:
    matter = Timed()
    matter.tick(180)
    old = matter.at(181).act(ActKind.CALL_ANSWERED, 1, clock="release")
    matter.take([old])
    assert matter.climbing().next_call(matter.now.ladder) is None  # type: ignore[arg-type]
    assert "应答" in act_words(old, ZONE)


def test_a_snooze_goes_to_the_next_mark_at_most_and_says_so() -> None:
    matter = Timed()
    matter.tick(180)
    with pytest.raises(Refused) as why:
        calling.snooze(matter.now, T0 + minutes(241), matter.at(200), ZONE)  # 240: an hour before the deadline
    assert why.value.id == "snooze_too_long" and "11-20 18:20" in why.value.sentence
    matter.take(calling.snooze(matter.now, T0 + minutes(240), matter.at(200), ZONE))
    for minute in range(200, 240):
        assert matter.tick(minute) == ()
    assert ActKind.CALL_RESUMED in [act.kind for act in matter.tick(240)]


def test_a_snooze_lasts_no_longer_than_two_answers() -> None:
    matter = Timed(without("report_phone", "report_first", "conference"))
    matter.tick(301)
    assert calling.latest_snooze(matter.now, matter.at(310)) == T0 + minutes(370)
    with pytest.raises(Refused) as why:
        calling.snooze(matter.now, T0 + minutes(371), matter.at(310), ZONE)
    assert why.value.id == "snooze_too_long"
    with pytest.raises(Refused) as why:
        calling.snooze(matter.now, T0 + minutes(309), matter.at(310), ZONE)
    assert why.value.id == "snooze_past"


def test_nothing_can_be_put_off_where_no_ladder_climbs() -> None:
    matter = Timed()
    with pytest.raises(Refused) as why:
        calling.snooze(matter.now, T0 + minutes(60), matter.at(30), ZONE)
    assert why.value.id == "no_call_open"


@settings(max_examples=40)
@given(
    cuts=st.lists(st.integers(0, 1700), max_size=12),
    away=st.sets(st.sampled_from([CHIEF, DEPUTY, HEAD, MAYOR])),
    answers=st.lists(st.integers(180, 1700), max_size=3),
)
def test_a_tick_has_something_to_do_exactly_when_the_matter_says_it_is_due(
    cuts: list[int], away: set[str], answers: list[int]
) -> None:
    matter = Timed(packaged_policies())
    for minute in sorted({*cuts, *answers, 1700}):
        due = matter.now.next_due
        acts = matter.tick(minute, lambda post: post not in away)
        assert bool(acts) == (due is not None and due <= T0 + minutes(minute))
        assert matter.tick(minute, lambda post: post not in away) == ()
        if minute in answers and any(one.quiet_until is None for one in matter.now.escalations):
            matter.answer(minute)
        for clock in matter.now.open_clocks:  # an open clock is never left without anybody who will be told
            climbing = matter.now.escalation(clock.id)
            ladder = matter.now.ladder
            assert ladder is not None
            assert clock.next_mark is not None or (climbing is not None and climbing.next_call(ladder) is not None)


# --- deeds at their true time


def test_what_is_due_at_the_true_time_of_a_deed_fires_as_seen_at_its_entry() -> None:
    matter = Timed()
    acts = tick(matter.now, T0 + minutes(200), observed=T0 + minutes(320))
    assert {act.at for act in acts} == {T0 + minutes(320)}
    assert [act.data["mark"] for act in acts if act.kind is ActKind.MARK_FIRED] == ["target_soon", "target"]
    assert acts[1].data["late_ms"] == 140 * 60_000


def test_a_release_dated_in_time_but_entered_late_meets_the_clock_and_the_fired_mark_stays() -> None:
    matter = Timed()
    matter.tick(310)
    place = "https://yunchuan.example/1"
    acts = releasing.answer_public(
        matter.now, EvidenceKind.RELEASE, "通报", place, None, matter.policies, matter.at(290)
    )
    release = matter.take(acts).clock("release")
    assert release is not None and release.state is ClockState.MET
    assert next(mark.fired for mark in release.marks if mark.id == "deadline") == T0 + minutes(310)


@settings(max_examples=40)
@given(cuts=st.lists(st.integers(12, 1700), max_size=12), release=st.integers(100, 400), held=st.integers(1300, 1600))
def test_any_partition_of_ticks_gives_the_same_marks_whatever_is_done_between(
    cuts: list[int], release: int, held: int
) -> None:
    deeds = {release: EvidenceKind.RELEASE, held: EvidenceKind.CONFERENCE}

    def lived(ticks: set[int]) -> tuple[list[tuple[str, str]], list[ClockState]]:
        matter = Timed(packaged_policies())
        for minute in sorted({*ticks, *deeds, 1700}):
            matter.tick(minute)  # before a deed what is due by then fires
            if minute in deeds:
                done = releasing.answer_public(
                    matter.now, deeds[minute], "通报", "https://a.example/1", None, matter.policies, matter.at(minute)
                )
                matter.take(done)
        fired = sorted((a.data["clock"], a.data["mark"]) for a in matter.acts if a.kind is ActKind.MARK_FIRED)
        return fired, [clock.state for clock in matter.now.clocks]

    fired, states = lived(set(cuts))
    assert (fired, states) == lived(set()) and len(fired) == len(set(fired))


# --- jumps of the system's time


def jumped(before: float, after: float, seq: int = 1) -> Jump:
    return Jump(T0 + minutes(before), T0 + minutes(after), seq)


def test_only_what_the_jump_alone_made_due_fires_provisionally() -> None:
    matter = Timed()
    acts = matter.tick(305, doubt=minutes(60))
    doubted = {act.data["mark"]: act.data.get("provisional", False) for act in acts if act.kind is ActKind.MARK_FIRED}
    assert doubted == {
        "target_soon": False,
        "target": False,
        "deadline_soon": False,
        "deadline_near": True,
        "deadline": True,
    }
    assert "待确认" in act_words(next(a for a in acts if a.data["mark"] == "deadline"), ZONE)


def test_a_confirmed_breach_counts_and_a_rejected_one_does_not_and_the_mark_is_armed_anew() -> None:
    kept, gone = Timed(), Timed()
    for matter in (kept, gone):
        matter.tick(305, doubt=minutes(120))
    kept.take(settle_marks(kept.now, Settled.CONFIRMED, "", kept.at(306)))
    confirmed = kept.now.clock("release")
    assert confirmed is not None and confirmed.breached_at == T0 + minutes(305)
    assert not any(mark.provisional for mark in confirmed.marks)
    doubted = gone.now.clock("release")
    assert doubted is not None and doubted.doubted and not confirmed.doubted
    gone.take(settle_marks(gone.now, Settled.REJECTED, "对时服务器有误", gone.at(200)))
    release = gone.now.clock("release")
    assert release is not None and release.state is ClockState.RUNNING and release.breached_at is None
    marks = {mark.id: mark for mark in release.marks}
    assert marks["deadline"].fired is not None and marks["deadline"].voided == "系统时间有误（对时服务器有误）"
    assert (marks["deadline~2"].due, marks["deadline~2"].fired) == (marks["deadline"].due, None)
    assert release.deadline == T0 + minutes(300)
    assert gone.now.escalation("release") is None
    gone.tick(299)
    assert gone.now.clock("release").state is ClockState.RUNNING  # type: ignore[union-attr]
    gone.tick(300)
    late = gone.now.clock("release")
    assert late is not None and (late.state, late.breached_at) == (ClockState.BREACHED, T0 + minutes(300))


def test_a_second_rejection_arms_the_mark_a_third_time() -> None:
    matter = Timed()
    for _ in range(2):
        matter.tick(305, doubt=minutes(120))
        matter.take(settle_marks(matter.now, Settled.REJECTED, "又跳了", matter.at(200)))
    release = matter.now.clock("release")
    assert release is not None
    assert [mark.id for mark in release.marks if mark.kind is MarkKind.DEADLINE] == [
        "deadline", "deadline~2", "deadline~3"
    ]  # fmt: skip
    assert release.next_mark is not None and replay(matter.acts) == matter.now


def test_a_firing_is_voided_on_a_clock_that_was_met_meanwhile_without_arming_it() -> None:
    matter = Timed()
    matter.tick(305, doubt=minutes(120))
    place = "https://yunchuan.example/1"
    matter.take(
        releasing.answer_public(matter.now, EvidenceKind.RELEASE, "通报", place, None, matter.policies, matter.at(306))
    )
    matter.take(settle_marks(matter.now, Settled.REJECTED, "误", matter.at(200)))
    release = matter.now.clock("release")
    assert release is not None and release.breached_at is None
    assert not [mark for mark in release.marks if "~" in mark.id]


def test_jumps_are_open_until_they_are_settled_and_doubt_is_what_was_not_taken_back() -> None:
    forward, back = jumped(100, 220, 7), jumped(230, 170, 9)
    acts = [replace(forward.act(), seq=7), replace(back.act(), seq=9)]
    assert open_jumps(acts) == (forward, back)
    assert doubt(open_jumps(acts[:1])) == minutes(120) and doubt(open_jumps(acts)) == minutes(60)
    assert doubt([back]) == timedelta(0)
    time = When(T0, T0, "值班员")
    settled = settle_jumps((forward,), Settled.CONFIRMED, "", time)
    assert open_jumps([*acts, settled]) == (back,)


def test_a_jump_is_rejected_with_a_reason_and_once_the_time_is_set_back() -> None:
    time = When(T0, T0, "值班员")
    for jumps, reason, id in (
        ((), "误", "jump_none"),
        ((jumped(0, 60),), " ", "jump_reason_missing"),
        ((jumped(0, 60),), "误", "jump_not_set_back"),
    ):
        with pytest.raises(Refused) as why:
            settle_jumps(jumps, Settled.REJECTED, reason, time)
        assert why.value.id == id
    assert settle_jumps((jumped(0, 60), jumped(70, 10)), Settled.REJECTED, "误", time).data["settled"] == "rejected"


def test_jumps_read_well() -> None:
    told = [act_words(jump.act(), ZONE) for jump in (jumped(0, 125), jumped(60, 0))]
    assert told == [
        "系统时间向前跳动 2 小时 5 分（11-20 14:20 → 11-20 16:25）",
        "系统时间向后跳动 1 小时 0 分（11-20 15:20 → 11-20 14:20）",
    ]


# --- working days that were not published


def interpretation(days: WorkingDays, started: datetime) -> tuple[Timed, list[Act]]:
    """A matter that owes an interpretation in three working days of that calendar."""
    policies = replace(packaged_policies(), days=days)
    matter = Timed(policies, replace(MAJOR, level=Level.LARGER))
    time = When(started, started, "值班员")
    chosen = policies.for_start(StartsOn.POLICY_PAPER, Level.LARGER)
    acts = start_clocks(matter.now, chosen, started, policies, time)
    matter.take(acts)
    return matter, acts


NEW_YEAR = datetime(2029, 12, 31, 1, 0, tzinfo=T0.tzinfo)  # a Monday
UNKNOWN = WorkingDays(last_year=2029)
KNOWN = WorkingDays(frozenset({date(2030, 1, 1), date(2030, 1, 2)}), frozenset(), 2030)


def test_a_provisional_deadline_moves_to_where_the_published_calendar_puts_it() -> None:
    matter, _ = interpretation(UNKNOWN, NEW_YEAR)
    before = matter.now.clock("interpretation")
    assert before is not None and before.provisional and before.deadline.astimezone(ZONE).day == 3
    policies = replace(packaged_policies(), days=KNOWN)
    assert recompute(matter.now, replace(policies, days=UNKNOWN), matter.at(0)) == ()
    (act,) = recompute(matter.now, policies, matter.at(0))
    after = matter.take([act]).clock("interpretation")
    assert after is not None and not after.provisional and after.deadline.astimezone(ZONE).day == 7
    assert act_words(act, ZONE) == "工作日安排公布，时限“政策解读”最迟由 01-03 17:30 改为 01-07 17:30"
    assert recompute(matter.now, policies, matter.at(0)) == ()


def test_a_breach_before_the_published_deadline_does_not_count_and_the_mark_is_armed_at_its_new_due() -> None:
    matter, _ = interpretation(UNKNOWN, NEW_YEAR)
    late = NEW_YEAR + timedelta(days=4)
    matter.take(tick(matter.now, late))
    assert matter.now.clock("interpretation").state is ClockState.BREACHED  # type: ignore[union-attr]
    matter.take(recompute(matter.now, replace(packaged_policies(), days=KNOWN), When(late, late, "时限程序")))
    clock = matter.now.clock("interpretation")
    assert clock is not None and clock.state is ClockState.RUNNING and clock.breached_at is None
    assert clock.next_mark is not None and clock.next_mark.id == "deadline_soon~2"
    matter.take(tick(matter.now, clock.deadline))
    assert matter.now.clock("interpretation").state is ClockState.BREACHED  # type: ignore[union-attr]


def test_a_regrading_leaves_the_ladders_that_climb_where_they_are() -> None:
    matter = Timed()
    matter.tick(190)
    acts = judging.regrade(matter.now, replace(MAJOR, level=Level.EXTREME), matter.policies, matter.at(195))
    assert matter.take(acts).escalation("release") == matter.climbing()
    assert matter.climbing().reached == 2
