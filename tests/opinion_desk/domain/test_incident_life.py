"""A matter from opening to filing: states, clocks, evidence, ladder; replayed it is the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opinion_desk.domain.acts import Act, ActKind, broken_links, link_hash
from opinion_desk.domain.assignment import AssignmentState
from opinion_desk.domain.commands import calling, ending, handling, judging, releasing
from opinion_desk.domain.commands.judging import Judgement, Opening
from opinion_desk.domain.commands.ticking import tick
from opinion_desk.domain.commands.when import When, when
from opinion_desk.domain.errors import Refused
from opinion_desk.domain.incident import Incident, IncidentState, ResponseWay, StartFrom, Times
from opinion_desk.domain.levels import Level
from opinion_desk.domain.release import EvidenceKind
from opinion_desk.domain.replay import apply, replay
from opinion_desk.domain.response_clock import ClockState
from opinion_desk.domain.verdict import Emergency
from opinion_desk.services.reference import packaged_policies

T0 = datetime(2026, 11, 20, 6, 20, tzinfo=UTC)  # first published 14:20 in Shanghai
POLICIES = packaged_policies()
UNITS = frozenset({"云川市住房和城乡建设局", "云川市应急管理局", "云川市水务局"})
PAPER = "云应急〔2026〕12号"
MAJOR = Judgement(emergency=Emergency.ACCIDENT, level=Level.MAJOR, authority="云川市应急管理局", paper=PAPER)


class Matter:
    """An incident with its history, advanced by commands."""

    def __init__(self, **times: datetime) -> None:
        self.acts: list[Act] = []
        opening = Opening("云川大桥引桥施工支架坍塌", times=Times(**(times or {"published": T0})), kind="D3")
        self.take(judging.open_incident(opening, "YQ-2026-0001", 1, POLICIES, self.at(3)))

    def at(self, minutes: float) -> When:
        moment = T0 + timedelta(minutes=minutes)
        return When(moment, moment, "值班员")

    def take(self, acts: Iterable[Act]) -> Incident:
        self.acts += acts
        return self.now

    @property
    def now(self) -> Incident:
        return replay(self.acts)

    def confirm(self, judgement: Judgement = MAJOR, minutes: float = 11) -> Incident:
        return self.take(judging.confirm(self.now, judgement, POLICIES, self.at(minutes)))

    def release(self, minutes: float) -> Incident:
        acts = releasing.answer_public(
            self.now, EvidenceKind.RELEASE, "情况通报", "https://yunchuan.example/1", None, POLICIES, self.at(minutes)
        )
        return self.take(acts)

    def tick(self, minutes: float) -> Incident:
        return self.take(tick(self.now, T0 + timedelta(minutes=minutes)))


def test_a_major_accident_starts_release_and_conference_clocks_from_first_publication() -> None:
    incident = Matter().confirm()
    assert [clock.id for clock in incident.clocks] == ["release", "conference", "report_phone", "report_first"]
    release = incident.clock("release")
    assert release is not None
    assert release.target == T0 + timedelta(hours=3)
    assert release.deadline == T0 + timedelta(hours=5)
    assert incident.clocks[1].deadline == T0 + timedelta(hours=24)
    assert incident.state is IncidentState.CONFIRMED


def test_a_larger_accident_starts_no_clock_until_a_response_is_judged_due() -> None:
    third = replace(MAJOR, level=Level.LARGER)
    assert Matter().confirm(third).clocks == ()
    answered = Matter().confirm(replace(third, response=ResponseWay.PUBLIC))
    assert [clock.id for clock in answered.clocks] == ["response"]
    assert answered.clocks[0].deadline == T0 + timedelta(minutes=11, hours=48)


def test_a_start_other_than_the_default_needs_a_reason_and_a_recorded_time() -> None:
    matter = Matter(published=T0, happened=T0 - timedelta(minutes=15))
    with pytest.raises(Refused) as refused:
        matter.confirm(replace(MAJOR, start=StartFrom.HAPPENED))
    assert refused.value.id == "start_needs_reason"
    incident = matter.confirm(replace(MAJOR, start=StartFrom.HAPPENED, start_reason="事发时间已由现场核实"))
    assert incident.clocks[0].start == T0 - timedelta(minutes=15)
    with pytest.raises(Refused, match="没有记录"):
        Matter().confirm(replace(MAJOR, start=StartFrom.HAPPENED, start_reason="理由"))


def test_a_level_is_refused_without_the_authority_that_fixed_it() -> None:
    with pytest.raises(Refused) as refused:
        Matter().confirm(Judgement(emergency=Emergency.ACCIDENT, level=Level.MAJOR))
    assert refused.value.id == "level_needs_authority"


def test_a_release_in_time_meets_the_clock_and_a_late_one_is_met_late_for_ever() -> None:
    early = Matter()
    early.confirm()
    clock = early.release(170).clock("release")
    assert clock is not None
    assert clock.state is ClockState.MET
    late = Matter()
    late.confirm()
    assert late.tick(301).clocks[0].state is ClockState.BREACHED
    assert late.release(340).clocks[0].state is ClockState.MET_LATE
    assert late.now.clocks[0].met_at == T0 + timedelta(minutes=340)


def test_a_release_entered_late_but_made_in_time_meets_the_clock() -> None:
    matter = Matter()
    matter.confirm()
    matter.tick(310)
    assert matter.release(290).clocks[0].state is ClockState.MET


def test_a_release_without_place_or_before_the_start_is_refused() -> None:
    matter = Matter()
    incident = matter.confirm()
    with pytest.raises(Refused, match="凭据"):
        releasing.answer_public(incident, EvidenceKind.RELEASE, "情况通报", None, None, POLICIES, matter.at(60))
    with pytest.raises(Refused) as refused:
        matter.release(-30)
    assert refused.value.id == "release_before_start"


def test_a_missed_target_climbs_the_ladder_until_somebody_answers_and_the_clock_runs_on() -> None:
    matter = Matter()
    matter.confirm()
    matter.tick(180)
    climbing = matter.now.escalation("release")
    assert climbing is not None
    assert (climbing.mark, climbing.reached) == ("target", 1)
    assert matter.tick(190).escalation("release").reached == 2  # type: ignore[union-attr]
    matter.take(calling.answer_call(matter.now, matter.at(195)))
    quiet = matter.tick(239)
    assert quiet.escalation("release") is not None and quiet.escalations[-1].reached == 2
    assert quiet.clocks[0].state is ClockState.RUNNING


def test_after_an_outage_every_missed_mark_is_recorded_and_the_ladder_jumps_to_where_it_belongs() -> None:
    matter = Matter()
    matter.confirm()
    before = len(matter.acts)
    matter.tick(330)
    new = matter.acts[before:]
    fired = [act.data["mark"] for act in new if act.kind is ActKind.MARK_FIRED and act.data["clock"] == "release"]
    assert fired == ["target_soon", "target", "deadline_soon", "deadline_near", "deadline"]
    escalated = {act.data["clock"]: act.data for act in new if act.kind is ActKind.ESCALATED}
    assert {clock: data["rung"] for clock, data in escalated.items()} == {
        "report_phone": 4,
        "report_first": 4,
        "release": 3,
    }
    assert escalated["release"]["skipped"] == ["值班负责人", "宣传部分管领导"]


@settings(deadline=None)
@given(cuts=st.lists(st.integers(0, 1700), max_size=12))
def test_any_partition_of_ticks_fires_the_same_marks_once(cuts: list[int]) -> None:
    whole, parts = Matter(), Matter()
    whole.confirm()
    parts.confirm()
    whole.tick(1700)
    for minute in [*sorted(cuts), 1700]:
        parts.tick(minute)

    def marks(matter: Matter) -> list[tuple[str, str]]:
        return sorted((a.data["clock"], a.data["mark"]) for a in matter.acts if a.kind is ActKind.MARK_FIRED)

    assert marks(whole) == marks(parts)
    assert len(marks(parts)) == len(set(marks(parts)))
    assert parts.tick(1700) == parts.now


def test_a_unit_must_sign_within_half_an_hour_at_level_two_and_signing_meets_that_clock() -> None:
    matter = Matter()
    matter.confirm()
    units = ["云川市应急管理局"]
    matter.take(handling.assign(matter.now, "云川市住房和城乡建设局", units, UNITS, POLICIES, matter.at(30)))
    receipt = matter.now.clock("receipt:云川市住房和城乡建设局")
    assert receipt is not None and receipt.deadline == T0 + timedelta(minutes=60)
    assert matter.now.clocks[0].owed_by == "云川市住房和城乡建设局"
    matter.take(handling.acknowledge(matter.now, "云川市住房和城乡建设局", "", matter.at(42)))
    assert matter.now.assignments[0].state is AssignmentState.ACKNOWLEDGED
    assert matter.now.clock("receipt:云川市住房和城乡建设局").state is ClockState.MET  # type: ignore[union-attr]


def test_an_unknown_unit_is_refused_by_name() -> None:
    matter = Matter()
    with pytest.raises(Refused, match="云川市月亮局"):
        handling.assign(matter.confirm(), "云川市月亮局", [], UNITS, POLICIES, matter.at(30))


def test_a_returned_matter_leaves_the_release_clock_running_and_can_be_handed_to_another() -> None:
    matter = Matter()
    matter.confirm()
    matter.take(handling.assign(matter.now, "云川市水务局", [], UNITS, POLICIES, matter.at(20)))
    with pytest.raises(Refused, match="退单须写明"):
        handling.give_back(matter.now, "云川市水务局", " ", matter.at(30), policies=POLICIES)
    matter.take(
        handling.give_back(matter.now, "云川市水务局", "桥梁施工不属本单位职责", matter.at(30), policies=POLICIES)
    )
    assert matter.now.lead_unit is None
    assert matter.now.clocks[0].state is ClockState.RUNNING
    matter.take(handling.assign(matter.now, "云川市住房和城乡建设局", [], UNITS, POLICIES, matter.at(35)))
    assert matter.now.lead_unit == "云川市住房和城乡建设局"


def test_nothing_is_concluded_while_a_clock_or_a_step_is_open() -> None:
    matter = Matter()
    matter.confirm()
    with pytest.raises(Refused, match="首次权威发布"):
        ending.conclude(matter.now, "", matter.at(60))
    matter.release(120)
    acts = releasing.answer_public(
        matter.now, EvidenceKind.CONFERENCE, "新闻发布会", None, "ab" * 32, POLICIES, matter.at(600)
    )
    matter.take(acts)
    with pytest.raises(Refused, match="电话报告、书面初报"):
        ending.conclude(matter.now, "", matter.at(690))
    matter.take(releasing.check(matter.now, "report_up", None, matter.at(690)))
    with pytest.raises(Refused, match="主要负责人发声"):
        ending.conclude(matter.now, "", matter.at(700))
    for step in matter.now.checklist[1:]:
        strike = "上级已统一发布" if step.id == "continue" else None
        matter.take(releasing.check(matter.now, step.id, strike, matter.at(700)))
    matter.take(ending.conclude(matter.now, "处置完毕", matter.at(710)))
    matter.take(ending.review(matter.now, "突发事件舆情预案", "初报及时", "", [], matter.at(715)))
    matter.take(ending.close(matter.now, "", matter.at(720)))
    assert matter.now.state is IncidentState.CLOSED
    assert matter.now.next_due is None


def test_lowering_the_level_needs_reason_paper_and_approver_and_supersedes_what_no_longer_applies() -> None:
    matter = Matter()
    matter.confirm()
    bare = replace(MAJOR, level=Level.LARGER, paper="")
    reasoned = replace(bare, start_reason="现场复核，伤亡减少")
    for lower, why in (
        (bare, "lowering_needs_reason"),
        (reasoned, "lowering_needs_paper"),
        (replace(reasoned, paper="核定通知〔2026〕3号"), "lowering_needs_paper"),
        (replace(reasoned, approver="宣传部主要负责人"), "lowering_needs_paper"),
    ):
        with pytest.raises(Refused) as refused:
            judging.regrade(matter.now, lower, POLICIES, matter.at(60))
        assert refused.value.id == why
    lower = replace(reasoned, paper="核定通知〔2026〕3号", approver="宣传部主要负责人")
    matter.take(judging.regrade(matter.now, lower, POLICIES, matter.at(25)))
    assert {clock.state for clock in matter.now.clocks} == {ClockState.SUPERSEDED}


def test_raising_to_level_two_keeps_the_start_and_may_breach_at_once() -> None:
    matter = Matter()
    third = replace(MAJOR, level=Level.LARGER, response=ResponseWay.PUBLIC)
    matter.confirm(third)
    matter.take(judging.regrade(matter.now, MAJOR, POLICIES, matter.at(400)))
    release = matter.now.clock("release")
    assert release is not None and release.start == T0
    assert matter.tick(400).clock("release").state is ClockState.BREACHED  # type: ignore[union-attr]


def test_a_dismissed_or_merged_matter_owes_nothing_any_more() -> None:
    matter, other = Matter(), Matter()
    matter.confirm()
    other.confirm()
    target = replace(other.now, id=2)
    merged = matter.take(ending.merge(matter.now, target, matter.at(30)))
    assert merged.state is IncidentState.MERGED and merged.merged_into == 2
    assert merged.open_clocks == ()
    gone = other.take(ending.dismiss(other.now, "外地同名大桥", other.at(40)))
    assert gone.state is IncidentState.DISMISSED and gone.open_clocks == ()


def test_replaying_in_two_halves_is_replaying_whole() -> None:
    matter = Matter()
    matter.confirm()
    matter.tick(200)
    matter.release(210)
    for cut in range(1, len(matter.acts)):
        half = replay(matter.acts[:cut])
        for act in matter.acts[cut:]:
            half = apply(half, act)
        assert half == matter.now


def test_a_command_in_the_future_or_without_a_name_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        when(T0 + timedelta(minutes=1), T0, "值班员")
    assert refused.value.id == "at_in_future"
    with pytest.raises(Refused) as refused:
        when(None, T0, "  ")
    assert refused.value.id == "name_missing"


def test_a_candidate_shows_the_latest_release_if_it_were_major() -> None:
    assert judging.latest_if_major(Matter().now, POLICIES) == T0 + timedelta(hours=5)


def _chained(acts: list[Act]) -> list[Act]:
    prev, out = "0" * 64, []
    for seq, act in enumerate(acts, 1):
        placed = replace(act, seq=seq, prev=prev)
        prev = link_hash(prev, placed)
        out.append(replace(placed, hash=prev))
    return out


def test_the_chain_shows_a_change_a_loss_a_reorder_and_a_cut_tail() -> None:
    matter = Matter()
    matter.confirm()
    matter.tick(330)
    chain = _chained(matter.acts)
    head, count = chain[-1].hash, len(chain)
    assert broken_links(chain, count=count, head=head) == []
    changed = [*chain[:2], replace(chain[2], by="别人"), *chain[3:]]
    assert broken_links(changed, count=count, head=head)
    assert broken_links(chain[:3] + chain[4:], count=count, head=head)
    assert broken_links([chain[1], chain[0], *chain[2:]], count=count, head=head)
    assert broken_links(chain[:-1], count=count, head=head)
