"""Opening and judging: level on paper or by telephone, lowering, whether to respond, drills and what callers told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from opinion_desk.domain.act_words import act_words
from opinion_desk.domain.acts import ActKind
from opinion_desk.domain.commands import ending, judging, responding
from opinion_desk.domain.commands.judging import Judgement, Opening
from opinion_desk.domain.commands.responding import Answering
from opinion_desk.domain.errors import Refused
from opinion_desk.domain.incident import ResponseCause, ResponseWay, Times
from opinion_desk.domain.levels import Grade, Level
from opinion_desk.domain.masking import MASK
from opinion_desk.domain.origin import Origin
from opinion_desk.domain.release import EvidenceKind
from opinion_desk.domain.replay import replay
from opinion_desk.domain.response_clock import ClockState
from tests.opinion_desk.domain.judged import AUTHORITY, MAJOR, POLICIES, T0, Judged, after, at

ZONE = ZoneInfo("Asia/Shanghai")
LARGER = replace(MAJOR, level=Level.LARGER)
LOWERED = replace(LARGER, start_reason="现场复核", paper="云应急〔2026〕13号", approver="宣传部主要负责人")
PUBLIC = Answering(ResponseWay.PUBLIC, ResponseCause.INTERESTS)


def test_a_ladder_is_frozen_in_with_the_opening_and_again_with_each_judgement() -> None:
    matter = Judged()
    assert matter.now.ladder == POLICIES.ladder_for(None)
    assert matter.confirm(Judgement(grade=Grade.SECOND)).ladder == POLICIES.ladder_for(None, Grade.SECOND)
    raised = matter.do(judging.regrade, MAJOR, POLICIES, minutes=20)
    assert raised.ladder == POLICIES.ladder_for(Level.MAJOR, Grade.SECOND)


def test_a_history_from_before_ladders_and_drills_were_opened_with_replays() -> None:
    opened = Judged().acts[0]
    old = {key: value for key, value in opened.data.items() if key not in ("ladder", "drill")}
    incident = replay([replace(opened, data=old)])
    assert incident.ladder is None and not incident.drill


def test_a_confirmation_from_before_causes_and_papers_replays_as_the_rows_of_its_time_stand() -> None:
    matter = Judged()
    matter.confirm(replace(MAJOR, response=ResponseWay.PUBLIC))
    added = ("response_cause", "response_approver", "paper", "heard_by", "approver")
    acts = [
        replace(act, data={key: value for key, value in act.data.items() if key not in added})
        if act.kind is ActKind.CONFIRMED
        else act
        for act in matter.acts
    ]
    old = replay(acts)
    assert old.response is ResponseWay.PUBLIC and old.response_judged is None and old.response_cause is None
    assert old.fixed is not None and (old.fixed.paper, old.fixed.heard_by, old.fixed.approver) == ("", "", "")
    lowered = judging.regrade(old, LOWERED, POLICIES, at(100))
    started = next(act for act in lowered if act.kind is ActKind.CLOCK_STARTED)
    assert started.data["clock"] == "response" and started.data["start"] == int(after(11).timestamp() * 1000)


def test_a_level_that_came_on_paper_or_by_telephone_owes_no_signature_and_one_on_neither_does() -> None:
    for judgement, owed in (
        (MAJOR, []),
        (replace(MAJOR, paper="", heard_by="值班室主任"), []),
        (replace(MAJOR, paper=""), [AUTHORITY]),
    ):
        matter = Judged()
        confirmed = matter.confirm(judgement)
        assert [one.post for one in confirmed.signatures] == owed
        assert ("signature:1" in matter.open_ids()) is bool(owed)
        assert confirmed.fixed is not None
        assert (confirmed.fixed.paper, confirmed.fixed.heard_by) == (judgement.paper, judgement.heard_by)


def test_the_hint_of_the_text_is_never_adopted_by_itself() -> None:
    matter = Judged(Opening("塌方", hint=Level.EXTREME, times=Times(published=T0)))
    confirmed = matter.confirm(Judgement(grade=Grade.FOURTH))
    assert confirmed.hint is Level.EXTREME and confirmed.level is None and confirmed.clocks == ()


@pytest.mark.parametrize("level", [0, 5])
def test_a_level_outside_one_to_four_is_none(level: int) -> None:
    with pytest.raises(ValueError, match=str(level)):
        Level(level)


def test_lowering_keeps_the_breach_that_was_due_before_it() -> None:
    matter = Judged()
    matter.confirm()
    matter.do(judging.regrade, LOWERED, POLICIES, minutes=301)  # nobody ticked: the marks fire with the deed
    release = matter.clock("release")
    assert release.state is ClockState.SUPERSEDED and release.breached_at == after(301)
    assert matter.clock("conference").breached_at is None


def test_lowering_before_the_deadline_supersedes_without_a_breach() -> None:
    matter = Judged()
    matter.confirm()
    matter.do(judging.regrade, LOWERED, POLICIES, minutes=299)
    assert matter.clock("release").state is ClockState.SUPERSEDED and matter.clock("release").breached_at is None


def test_a_lowering_entered_late_counts_from_when_it_truly_was() -> None:
    matter = Judged()
    matter.confirm()
    matter.do(judging.regrade, LOWERED, POLICIES, minutes=200, entered=400)
    assert matter.clock("release").state is ClockState.SUPERSEDED and matter.clock("release").breached_at is None


def test_raising_again_after_lowering_starts_the_clocks_anew_from_the_same_start() -> None:
    matter = Judged()
    matter.confirm()
    matter.do(judging.regrade, LOWERED, POLICIES, minutes=100)
    assert "release" not in matter.open_ids()
    matter.do(judging.regrade, MAJOR, POLICIES, minutes=150)
    release = matter.clock("release")
    assert release.state is ClockState.RUNNING and release.start == T0
    assert sum(clock.id == "release" for clock in matter.now.clocks) == 2


def test_a_release_that_is_out_already_meets_the_clock_of_a_level_raised_afterwards() -> None:
    matter = Judged()
    matter.confirm(replace(LARGER, response=ResponseWay.PUBLIC))
    matter.release(60)
    matter.do(judging.regrade, MAJOR, POLICIES, minutes=120)
    release = matter.clock("release")
    assert (release.state, release.met_at) == (ClockState.MET, after(60))
    assert matter.clock("conference").state is ClockState.RUNNING


def test_a_release_that_was_late_for_the_raised_level_meets_its_clock_late_with_the_breach_on_record() -> None:
    matter = Judged()
    matter.confirm(replace(LARGER, response=ResponseWay.PUBLIC))
    matter.release(330)
    matter.do(judging.regrade, MAJOR, POLICIES, minutes=400)
    release = matter.clock("release")
    assert (release.state, release.met_at) == (ClockState.MET_LATE, after(330))
    assert release.breached_at is not None


def test_raising_the_grade_alone_needs_no_authority_and_starts_nothing() -> None:
    matter = Judged()
    matter.confirm(Judgement(grade=Grade.FOURTH))
    raised = matter.do(judging.regrade, Judgement(grade=Grade.FIRST), POLICIES, minutes=30)
    assert raised.grade is Grade.FIRST and raised.clocks == () and raised.signatures == ()


# whether to respond


def test_the_48_hours_run_from_the_judgement_also_when_it_comes_after_the_confirmation() -> None:
    matter = Judged()
    matter.confirm(Judgement(grade=Grade.THIRD))
    judged = matter.do(responding.judge_response, PUBLIC, POLICIES, minutes=90)
    response = matter.clock("response")
    assert response.start == after(90) and response.deadline == after(90) + timedelta(hours=48)
    assert (judged.response, judged.response_cause) == (ResponseWay.PUBLIC, ResponseCause.INTERESTS)


def test_a_public_response_at_level_two_adds_no_clock() -> None:
    matter = Judged()
    before = matter.confirm().clocks
    judged = matter.do(responding.judge_response, PUBLIC, POLICIES, minutes=25)
    assert judged.clocks == before and judged.response is ResponseWay.PUBLIC


def test_a_matter_that_falls_below_level_two_still_owes_the_public_response_it_was_judged_to_need() -> None:
    matter = Judged()
    matter.confirm(replace(MAJOR, response=ResponseWay.PUBLIC))
    matter.do(judging.regrade, LOWERED, POLICIES, minutes=100)
    assert matter.clock("response").start == after(11)
    answered = Judged()
    answered.confirm(replace(MAJOR, response=ResponseWay.PUBLIC))
    answered.release(60)
    answered.do(judging.regrade, LOWERED, POLICIES, minutes=100)
    assert answered.clock("response").state is ClockState.MET  # by the release that is out


def test_another_way_than_a_public_response_ends_the_48_hours_with_its_reason() -> None:
    matter = Judged()
    matter.confirm(Judgement(grade=Grade.THIRD, response=ResponseWay.PUBLIC))
    filed = Answering(ResponseWay.FILE, reason="已在问政栏目答复", approver="宣传部分管领导")
    matter.do(responding.judge_response, filed, POLICIES, minutes=90)
    assert matter.clock("response").state is ClockState.SUPERSEDED
    ended = next(act for act in matter.acts if act.kind is ActKind.CLOCK_SUPERSEDED)
    assert ended.data["reason"] == "阅存：已在问政栏目答复"
    assert "已在问政栏目答复" in act_words(ended, ZONE)
    assert matter.now.signatures == ()
    matter.do(responding.judge_response, PUBLIC, POLICIES, minutes=200)
    assert matter.clock("response").start == after(200)


def test_a_response_that_was_late_stays_late_when_it_is_judged_otherwise() -> None:
    matter = Judged()
    matter.confirm(Judgement(grade=Grade.THIRD, response=ResponseWay.PUBLIC))
    late = 11 + 48 * 60 + 5
    filed = Answering(ResponseWay.FILE, reason="无须回应", approver="宣传部分管领导")
    matter.do(responding.judge_response, filed, POLICIES, minutes=late)
    assert matter.clock("response").breached_at == after(late)


@pytest.mark.parametrize("way", [ResponseWay.FILE, ResponseWay.DIRECT])
def test_filing_or_answering_directly_without_an_approver_owes_the_approvers_signature(way: ResponseWay) -> None:
    matter = Judged()
    confirmed = matter.confirm(Judgement(grade=Grade.THIRD, response=way, response_reason="个人诉求，已转办"))
    assert [one.post for one in confirmed.signatures] == [POLICIES.approver(Grade.THIRD)]
    named = Judged()
    given = Judgement(grade=Grade.THIRD, response=way, response_reason="个人诉求", approver="宣传部分管领导")
    assert named.confirm(given).signatures == () and named.now.response_approver == "宣传部分管领导"


@pytest.mark.parametrize(
    ("answering", "why"),
    [
        (Answering(ResponseWay.FILE), "response_needs_reason"),
        (Answering(ResponseWay.DIRECT, reason="  "), "response_needs_reason"),
        (Answering(ResponseWay.WITHHELD, reason="涉密"), "withheld_needs_approver"),
        (Answering(ResponseWay.FILE, ResponseCause.MORALS, "理由", "岗位"), "cause_needs_public"),
    ],
)
def test_an_answer_without_what_it_needs_is_refused(answering: Answering, why: str) -> None:
    matter = Judged()
    matter.confirm(Judgement(grade=Grade.THIRD))
    assert matter.refused(responding.judge_response, answering, POLICIES) == why
    withheld = Judgement(
        response=answering.way, response_reason=answering.reason,
        response_cause=answering.cause, approver=answering.approver,
    )  # fmt: skip
    assert Judged().refused(judging.confirm, withheld, POLICIES) == why


def test_judging_the_same_public_response_again_lets_the_clock_run_on() -> None:
    matter = Judged()
    matter.confirm(Judgement(grade=Grade.THIRD, response=ResponseWay.PUBLIC))
    matter.do(responding.judge_response, PUBLIC, POLICIES, minutes=200)
    assert [clock.start for clock in matter.now.clocks] == [after(11)]
    assert matter.now.response_cause is ResponseCause.INTERESTS


def test_a_candidate_is_not_judged_for_a_response_before_it_is_confirmed() -> None:
    assert Judged().refused(responding.judge_response, PUBLIC, POLICIES) == "state_forbids"


# opening


def test_what_a_caller_told_is_noted_without_numbers_that_lead_to_a_person() -> None:
    told = "李女士 13812345678 反映东湖小区停水，已3天"
    matter = Judged(Opening("来电 13812345678 反映停水", Origin.PHONE, note=told))
    assert matter.now.title == f"来电 {MASK} 反映停水"
    noted = matter.acts[1]
    assert noted.kind is ActKind.NOTED and "138" not in noted.data["text"] and "已3天" in noted.data["text"]


def test_a_drill_is_headed_as_one_in_every_line_and_a_real_matter_in_none() -> None:
    matter = Judged(Opening("桥梁坍塌应急演练", drill=True))
    assert matter.now.drill
    assert all(act_words(act, ZONE, drill=True).startswith("【演练】") for act in matter.acts)
    assert not Judged().now.drill and not act_words(matter.acts[0], ZONE).startswith("【演练】")


def test_a_drill_and_a_real_matter_are_not_merged() -> None:
    drill, real = Judged(Opening("演练", drill=True)), Judged()
    with pytest.raises(Refused) as why:
        ending.merge(drill.now, replace(real.now, id=2), at(10))
    assert why.value.id == "merge_drill"


def test_every_line_of_a_judged_history_can_be_told() -> None:
    matter = Judged()
    matter.confirm(replace(MAJOR, paper="", response=ResponseWay.PUBLIC, response_cause=ResponseCause.EMERGENCY))
    matter.release(60, EvidenceKind.RESPONSE)
    matter.do(judging.regrade, LOWERED, POLICIES, minutes=90)
    told = [act_words(act, ZONE) for act in matter.acts]
    assert "突发事件处置和自然灾害应对" in told[1] and "首发" in told[1]
    assert any("云应急〔2026〕13号，宣传部主要负责人同意" in line for line in told)
    assert any(line.startswith("待补签：核定重大级别") for line in told)
    assert any("由新的判断取代（级别调整为较大）" in line for line in told)
