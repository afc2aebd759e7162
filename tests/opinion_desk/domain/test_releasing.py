"""Evidence meets clocks: what, where, who and when; the next release is owed while work goes on; steps are ticked with it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from opinion_desk.domain.checklist import StepState
from opinion_desk.domain.commands import drafting, ending, handling, releasing
from opinion_desk.domain.commands.checking import Settled, check
from opinion_desk.domain.commands.distributing import distribute, missing_outlets
from opinion_desk.domain.errors import Refused
from opinion_desk.domain.incident import Incident, TakenOver
from opinion_desk.domain.release import Disclosure, DraftState, EvidenceForm, EvidenceKind, Outlet
from opinion_desk.domain.response_clock import ClockState
from tests.opinion_desk.domain.going_out import HOUSING, PLACE, POLICIES, PUBLIC, SAFETY, T0, Matter

COMMAND = "省事故应急指挥部"


def step(incident: Incident, id: str) -> StepState:
    return next(s.state for s in incident.checklist if s.id == id)


def test_evidence_keeps_form_place_page_and_who_spoke() -> None:
    matter = Matter()
    incident = matter.publish(100, digest="cd" * 32, form=EvidenceForm.QUESTIONS, leader="市长")
    (evidence,) = incident.evidence
    assert (evidence.form, evidence.address, evidence.digest) == (EvidenceForm.QUESTIONS, PLACE, "cd" * 32)
    assert (evidence.leader, evidence.by, evidence.at) == ("市长", "值班员", matter.at(100).at)


def test_a_principal_who_speaks_does_the_step_and_a_release_without_one_does_not() -> None:
    assert step(Matter().publish(100), "principal") is StepState.OPEN
    spoken = Matter().publish(100, leader="市长")
    assert step(spoken, "principal") is StepState.DONE
    assert next(s.reason for s in spoken.checklist if s.id == "principal") == "情况通报（第一号）"


def test_a_release_and_a_conference_each_tick_their_own_step() -> None:
    matter = Matter()
    released = matter.publish(100)
    assert (step(released, "release"), step(released, "conference")) == (StepState.DONE, StepState.OPEN)
    held = matter.publish(200, "发布会", EvidenceKind.CONFERENCE)
    assert step(held, "conference") is StepState.DONE
    assert len([a for a in matter.acts if a.data.get("step") == "release"]) == 1


def test_a_person_may_confirm_once_what_the_evidence_ticked_but_not_strike_it() -> None:
    matter = Matter()
    matter.publish(100)
    with pytest.raises(Refused) as refused:
        check(matter.now, "release", "不必", matter.at(110))
    assert refused.value.id == "step_settled"
    confirmed = matter.take(check(matter.now, "release", None, matter.at(110)))
    release = next(s for s in confirmed.checklist if s.id == "release")
    assert (release.state, release.reason, release.by_evidence) == (StepState.DONE, "情况通报（第一号）", False)
    with pytest.raises(Refused) as refused:
        check(confirmed, "release", None, matter.at(120))
    assert refused.value.id == "step_settled"


@pytest.mark.parametrize(
    ("kind", "form"),
    [
        (EvidenceKind.RELEASE, EvidenceForm.COMMENT),
        (EvidenceKind.RELEASE, EvidenceForm.DIRECT),
        (EvidenceKind.RELEASE, EvidenceForm.CONFERENCE),
        (EvidenceKind.CONFERENCE, EvidenceForm.BULLETIN),
        (EvidenceKind.RESPONSE, EvidenceForm.CONFERENCE),
    ],
)
def test_a_form_that_does_not_carry_its_kind_is_refused(kind: EvidenceKind, form: EvidenceForm) -> None:
    with pytest.raises(Refused) as refused:
        Matter().publish(100, kind=kind, form=form)
    assert refused.value.id == "evidence_form_unfit"


def test_an_answer_to_one_person_answers_the_48_hours() -> None:
    matter = Matter(PUBLIC)
    matter.publish(100, kind=EvidenceKind.RESPONSE, form=EvidenceForm.DIRECT)
    assert matter.clock("response").state is ClockState.MET


def test_evidence_without_a_place_and_before_the_start_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        Matter().publish(100, address=None)
    assert refused.value.id == "evidence_needs_place"
    with pytest.raises(Refused) as refused:
        Matter().publish(-1)
    assert refused.value.id == "release_before_start"
    assert Matter().publish(0).evidence


# --- drafts


def test_a_signed_draft_goes_out_once() -> None:
    matter = Matter()
    matter.signed(70)
    incident = matter.publish(75, draft=1)
    assert (incident.drafts[0].state, incident.evidence[0].draft) == (DraftState.PUBLISHED, 1)
    with pytest.raises(Refused, match="已发布"):
        matter.publish(76, draft=1)


def test_an_unsigned_draft_does_not_go_out() -> None:
    matter = Matter()
    matter.ready()
    with pytest.raises(Refused, match="签发后才能发布"):
        matter.publish(75, draft=1)
    assert matter.now.evidence == ()


@pytest.mark.parametrize("disclosure", list(Disclosure))
def test_only_what_is_open_to_the_public_in_whole_or_part_goes_out(disclosure: Disclosure) -> None:
    matter = Matter()
    matter.ready()
    matter.take(drafting.disclose(matter.now, 1, disclosure, "理由", matter.at(67)))
    matter.take(drafting.sign_off(matter.now, 1, "市长", "", POLICIES, matter.at(70)))
    if disclosure in (Disclosure.PUBLIC, Disclosure.PARTIAL):
        assert matter.publish(75, draft=1).evidence
    else:
        with pytest.raises(Refused, match="公开属性"):
            matter.publish(75, draft=1)


def test_a_draft_does_not_go_out_before_it_was_signed() -> None:
    matter = Matter()
    matter.signed(70)
    with pytest.raises(Refused) as refused:
        matter.publish(69, draft=1)
    assert refused.value.id == "release_before_signature"
    assert matter.publish(70, draft=1).evidence


# --- who issued it


def test_a_unit_that_has_the_matter_may_issue_the_release_and_a_stranger_may_not() -> None:
    matter = Matter()
    matter.assign(HOUSING, (SAFETY,))
    with pytest.raises(Refused, match="没有登记由其接管"):
        matter.publish(100, issued_by=COMMAND)
    matter.publish(100, issued_by=SAFETY)
    assert matter.clock("release").state is ClockState.MET


def test_the_superiors_release_counts_from_its_takeover_on() -> None:
    matter = Matter()
    matter.over = TakenOver(COMMAND, matter.at(60).at)
    with pytest.raises(Refused, match="接管的时间"):
        matter.publish(59, issued_by=COMMAND)
    matter.publish(60, issued_by=COMMAND)
    assert matter.clock("release").met_at == matter.at(60).at
    matter.publish(90, "发布会", EvidenceKind.CONFERENCE, issued_by=COMMAND)
    assert matter.clock("conference").state is ClockState.MET
    assert matter.clock("continue").owed_by == COMMAND


# --- the next release


def test_a_release_at_level_two_owes_the_next_one_within_a_day() -> None:
    matter = Matter()
    matter.publish(100)
    clock = matter.clock("continue")
    assert (clock.start, clock.deadline) == (matter.at(100).at, matter.at(100).at + timedelta(hours=24))
    assert not clock.blocks


def test_the_next_release_meets_the_clock_and_starts_it_anew() -> None:
    matter = Matter()
    matter.publish(100)
    matter.publish(400, "情况通报（第二号）")
    clocks = [c for c in matter.now.clocks if c.id == "continue"]
    assert [c.state for c in clocks] == [ClockState.MET, ClockState.RUNNING]
    assert (clocks[0].met_at, clocks[1].start) == (matter.at(400).at, matter.at(400).at)


def test_a_conference_goes_on_with_releasing_but_does_not_begin_it() -> None:
    matter = Matter()
    matter.publish(100, "发布会", EvidenceKind.CONFERENCE)
    assert matter.now.clock("continue") is None
    matter.publish(120)
    matter.publish(300, "第二场发布会", EvidenceKind.CONFERENCE)
    assert matter.clock("continue").start == matter.at(300).at


def test_a_release_registered_late_does_not_touch_the_clock_that_began_after_it() -> None:
    matter = Matter()
    matter.publish(200)
    before = matter.clock("continue")
    matter.publish(150, "更早的通报")
    assert matter.clock("continue") == before
    assert len([c for c in matter.now.clocks if c.id == "continue"]) == 1


def test_no_further_release_is_owed_below_level_two() -> None:
    matter = Matter(PUBLIC)
    matter.publish(100)
    assert matter.now.clock("continue") is None


@pytest.mark.parametrize("strike", [None, "上级统一发布"])
def test_settling_the_step_ends_the_clock_and_later_releases_owe_nothing(strike: str | None) -> None:
    matter = Matter()
    matter.publish(100)
    matter.take(check(matter.now, "continue", strike, matter.at(300)))
    assert matter.clock("continue").state is ClockState.CANCELLED
    matter.publish(400, "情况通报（第二号）")
    assert not matter.clock("continue").state.open


def test_the_clock_does_not_hold_up_the_end_and_ends_with_it() -> None:
    matter = Matter()
    matter.publish(100, leader="市长")
    matter.publish(200, "发布会", EvidenceKind.CONFERENCE)
    for one in matter.now.checklist:
        if one.state is StepState.OPEN and one.id != "continue":
            matter.take(check(matter.now, one.id, None, matter.at(300)))
    assert matter.clock("continue").state.open
    matter.take(check(matter.now, "continue", None, matter.at(310)))
    matter.take(ending.conclude(matter.now, "", matter.at(320)))
    assert not matter.now.open_clocks
    with pytest.raises(Refused, match="登记发布"):
        matter.publish(400)


# --- the checklist


def test_a_referral_is_done_only_with_number_and_date_of_its_paper() -> None:
    matter = Matter(PUBLIC, kind="D6")
    for settled in (Settled(), Settled(number="云网信移〔2026〕3号"), Settled(date="2026-11-20")):
        with pytest.raises(Refused) as refused:
            check(matter.now, "refer", None, matter.at(100), settled)
        assert refused.value.id == "step_needs_paper"
    incident = matter.take(
        check(matter.now, "refer", None, matter.at(100), Settled("云网信移〔2026〕3号", "2026-11-20"))
    )
    done = next(s for s in incident.checklist if s.id == "refer")
    assert (done.state, done.paper_number, done.paper_date) == (StepState.DONE, "云网信移〔2026〕3号", "2026-11-20")


def test_a_referral_that_is_not_called_for_may_be_struck_with_a_reason() -> None:
    matter = Matter(PUBLIC, kind="D6")
    incident = matter.take(check(matter.now, "refer", "未发现违法", matter.at(100)))
    assert step(incident, "refer") is StepState.STRUCK


@pytest.mark.parametrize(
    ("date", "why"),
    [
        ("20日", "paper_date_unreadable"),
        ("2026-02-30", "paper_date_unreadable"),
        ("2026-11-23", "paper_date_in_future"),
    ],
)
def test_a_date_that_is_none_or_still_to_come_is_refused(date: str, why: str) -> None:
    matter = Matter(PUBLIC, kind="D6")
    with pytest.raises(Refused) as refused:
        check(matter.now, "refer", None, matter.at(100), Settled("云网信移〔2026〕3号", date))
    assert refused.value.id == why


def test_no_number_that_leads_to_a_person_is_kept_with_a_step() -> None:
    matter = Matter(PUBLIC, kind="D6")
    settled = Settled("云网信移〔2026〕3号", "2026-11-20", "线索涉及手机号 13812345678")
    incident = matter.take(check(matter.now, "refer", None, matter.at(100), settled))
    reason = next(s.reason for s in incident.checklist if s.id == "refer")
    assert "138" not in reason and "已隐去" in reason


def test_why_advice_was_not_taken_stands_with_its_step() -> None:
    matter = Matter(PUBLIC, kind="D1")
    incident = matter.take(
        check(matter.now, "publish_adoption", None, matter.at(100), Settled(text="与现行规划不符，已公开说明"))
    )
    assert next(s.reason for s in incident.checklist if s.id == "publish_adoption") == "与现行规划不符，已公开说明"


def test_ticking_the_report_meets_the_clocks_that_wait_for_one_and_no_others() -> None:
    matter = Matter()
    matter.take(check(matter.now, "report_up", None, matter.at(20)))
    assert [matter.clock(id).state for id in ("report_phone", "report_first")] == [ClockState.MET] * 2
    assert matter.clock("release").state is ClockState.RUNNING


def test_striking_the_report_lets_its_clocks_go_without_calling_them_met() -> None:
    matter = Matter()
    matter.take(check(matter.now, "report_up", "上级已知悉", matter.at(20)))
    assert [matter.clock(id).state for id in ("report_phone", "report_first")] == [ClockState.SUPERSEDED] * 2
    assert matter.clock("conference").state is ClockState.RUNNING


# --- distribution


def test_the_list_tells_where_a_release_went_and_what_is_missing() -> None:
    matter = Matter()
    assert missing_outlets(matter.now, POLICIES) == ()
    matter.publish(100)
    assert missing_outlets(matter.now, POLICIES) == tuple(Outlet)
    entry = (Outlet.WEBSITE, "云川市人民政府网", "https://yunchuan.example/tb", None)
    incident = matter.take(distribute(matter.now, *entry, matter.at(110)))
    (one,) = incident.distributions
    assert (one.outlet, one.name, one.address, one.at) == (*entry[:3], T0 + timedelta(minutes=110))
    assert Outlet.WEBSITE not in missing_outlets(incident, POLICIES)
    with pytest.raises(Refused) as refused:
        distribute(incident, *entry, matter.at(120))
    assert refused.value.id == "distributed_already"


def test_an_entry_needs_a_name_and_a_link_but_for_the_press() -> None:
    matter = Matter()
    for name, address, why in (
        ("", PLACE, "distribution_needs_name"),
        ("云川发布", None, "distribution_needs_address"),
        ("云川发布", "yunchuan.example", "evidence_address_unreadable"),
    ):
        with pytest.raises(Refused) as refused:
            distribute(matter.now, Outlet.NEW_MEDIA, name, address, None, matter.at(100))
        assert refused.value.id == why
    assert matter.take(distribute(matter.now, Outlet.MEDIA, "云川日报", None, None, matter.at(100))).distributions


def test_a_draft_is_distributed_only_when_signed_and_public() -> None:
    matter = Matter()
    matter.ready()
    entry = (Outlet.MEDIA, "云川日报", None, 1)
    with pytest.raises(Refused) as refused:
        distribute(matter.now, *entry, matter.at(75))
    assert refused.value.id == "draft_not_signed"
    matter.take(drafting.sign_off(matter.now, 1, "市长", "", POLICIES, matter.at(70)))
    with pytest.raises(Refused) as refused:
        distribute(matter.now, *entry, matter.at(69))
    assert refused.value.id == "release_before_signature"
    assert matter.take(distribute(matter.now, *entry, matter.at(75))).distributions[0].draft == 1


def test_every_kind_has_forms_and_every_form_a_kind() -> None:
    assert {form for forms in releasing.FORMS.values() for form in forms} == set(EvidenceForm)


def test_what_went_out_was_drafted_so_a_release_meets_the_clock_of_the_draft_and_a_conference_does_not() -> None:
    matter = Matter()
    matter.take(handling.assign(matter.now, HOUSING, [], frozenset({HOUSING}), POLICIES, matter.at(40)))
    draft = f"draft:{HOUSING}"
    matter.publish(60, "发布会", EvidenceKind.CONFERENCE)
    assert matter.clock(draft).state is ClockState.RUNNING
    matter.publish(100)
    assert (matter.clock(draft).state, matter.clock(draft).met_at) == (ClockState.MET, matter.at(100).at)
    late = Matter()
    late.take(handling.assign(late.now, HOUSING, [], frozenset({HOUSING}), POLICIES, late.at(40)))
    late.publish(200)  # the draft was owed two hours before the deadline of the release
    assert late.clock(draft).state is ClockState.MET_LATE
