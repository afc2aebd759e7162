"""Dealing with those above: papers that owe a reply, reports upward, a command that takes over, signatures."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from opinion_desk.domain.act_words import act_words
from opinion_desk.domain.commands import commanding, ending, judging, mandates, releasing, reporting, signatures
from opinion_desk.domain.commands.judging import Judgement, Opening
from opinion_desk.domain.commands.mandates import Received
from opinion_desk.domain.commands.reporting import Reporting
from opinion_desk.domain.errors import Refused
from opinion_desk.domain.incident import ResponseWay, Times
from opinion_desk.domain.levels import Grade
from opinion_desk.domain.masking import MASK
from opinion_desk.domain.origin import Origin
from opinion_desk.domain.release import EvidenceKind
from opinion_desk.domain.reporting import ReportStage, ReportTo, report_name
from opinion_desk.domain.response_clock import ClockState, MarkKind
from tests.opinion_desk.domain.judged import MAJOR, POLICIES, T0, Judged, after, at

ZONE = ZoneInfo("Asia/Shanghai")
NOTE = Received(Origin.INSTRUCTION, "市委主要负责人", "〔2026〕批字8号", "请速核实")
LETTER = Received(Origin.MEDIA, "江海晚报", deadline=after(26 * 60))
PROVINCE = "省应急指挥部"
PHONED = Reporting(ReportStage.PHONE, ReportTo.DUTY_ROOM, "市委值班室值班员")
FIRST = Reporting(ReportStage.FIRST, ReportTo.DUTY_ROOM, "市委值班室值班员", "公文系统")
LESSER = Judgement(grade=Grade.THIRD, response=ResponseWay.DIRECT, response_reason="个人诉求", approver="值班负责人")


# papers


def test_a_matter_opened_from_above_keeps_number_issuer_deadline_and_owes_the_reply() -> None:
    matter = Judged(Opening("批示件", Origin.INSTRUCTION, times=Times(published=T0), paper=NOTE))
    [paper] = matter.now.mandates
    assert (paper.number, paper.issuer, paper.text, paper.open) == (NOTE.number, NOTE.issuer, NOTE.text, True)
    clock = matter.clock("mandate:1")
    assert clock.deadline == datetime(2026, 11, 27, 9, 30, tzinfo=UTC)  # Friday plus five working days, 17:30
    assert clock.blocks and matter.now.next_due is not None


def test_a_papers_own_deadline_goes_before_the_desks_term_and_its_reminders_hang_on_it() -> None:
    matter = Judged()
    matter.do(mandates.receive_mandate, LETTER, POLICIES, minutes=10)
    clock = matter.clock("mandate:1")
    assert clock.deadline == LETTER.deadline and not clock.provisional
    assert [m.due for m in clock.marks if m.kind is MarkKind.REMINDER] == [after(14 * 60), after(24 * 60)]


def test_a_paper_that_needs_no_reply_starts_no_clock_and_blocks_nothing() -> None:
    matter = Judged()
    matter.confirm(LESSER)
    matter.do(mandates.receive_mandate, replace(NOTE, reply_due=False), POLICIES, minutes=20)
    assert matter.now.clocks == () and not matter.now.mandates[0].open
    assert "不需回复" in act_words(matter.acts[-1], ZONE)
    _strike_all(matter)
    matter.do(ending.conclude, "", minutes=60)


def test_a_reply_that_is_owed_blocks_concluding_until_it_is_given() -> None:
    matter = Judged()
    matter.confirm(LESSER)
    matter.do(mandates.receive_mandate, NOTE, POLICIES, minutes=20)
    _strike_all(matter)
    with pytest.raises(Refused, match="批字8号"):
        ending.conclude(matter.now, "", at(60))
    answered = matter.do(mandates.answer_mandate, 1, "已核实，情况属实", "云宣〔2026〕5号", minutes=70)
    assert (answered.mandates[0].answered, answered.mandates[0].answer_number) == (after(70), "云宣〔2026〕5号")
    assert matter.clock("mandate:1").state is ClockState.MET
    matter.do(ending.conclude, "", minutes=80)


def _strike_all(matter: Judged) -> None:
    for step in matter.now.checklist:
        matter.take(releasing.check(matter.now, step.id, "不适用", at(55)))


def test_papers_are_counted_and_each_has_its_own_clock() -> None:
    matter = Judged()
    matter.do(mandates.receive_mandate, NOTE, POLICIES, minutes=10)
    matter.do(mandates.receive_mandate, LETTER, POLICIES, minutes=12)
    matter.do(mandates.answer_mandate, 2, "已书面答复", "", minutes=30)
    assert matter.clock("mandate:1").state is ClockState.RUNNING
    assert matter.clock("mandate:2").state is ClockState.MET


@pytest.mark.parametrize(
    ("paper", "why"),
    [
        (replace(NOTE, issuer=" "), "mandate_needs_issuer"),
        (replace(NOTE, origin=Origin.PHONE), "mandate_origin"),
        (replace(NOTE, deadline=after(60)), "mandate_deadline_past"),
        (replace(LETTER, reply_due=False), "mandate_deadline_without_reply"),
    ],
)
def test_a_paper_without_what_it_needs_is_refused(paper: Received, why: str) -> None:
    assert Judged().refused(mandates.receive_mandate, paper, POLICIES) == why


def test_a_deadline_just_ahead_is_taken() -> None:
    matter = Judged()
    matter.do(mandates.receive_mandate, replace(NOTE, deadline=after(61)), POLICIES, minutes=60)
    assert [mark.id for mark in matter.clock("mandate:1").marks] == ["deadline"]


def test_replies_that_cannot_be_are_refused() -> None:
    matter = Judged()
    matter.do(mandates.receive_mandate, NOTE, POLICIES, minutes=10)
    assert matter.refused(mandates.answer_mandate, 2, "已核实", "") == "mandate_unknown"
    assert matter.refused(mandates.answer_mandate, 1, " ", "") == "mandate_needs_text"
    assert matter.refused(mandates.answer_mandate, 1, "已核实", "", minutes=9) == "mandate_answer_before"
    matter.do(mandates.answer_mandate, 1, "已核实", "", minutes=20)
    assert matter.refused(mandates.answer_mandate, 1, "再答", "") == "mandate_answered"


def test_a_reply_that_is_still_owed_goes_with_the_matter_it_is_merged_into() -> None:
    matter, target = Judged(), Judged()
    matter.do(mandates.receive_mandate, LETTER, POLICIES, minutes=10)
    matter.do(mandates.receive_mandate, NOTE, POLICIES, minutes=11)
    matter.do(mandates.answer_mandate, 2, "已核实", "", minutes=20)
    target.do(mandates.receive_mandate, NOTE, POLICIES, minutes=12)
    target.take(mandates.carry_mandates(matter.now, target.now, POLICIES, at(30)))
    assert [(one.index, one.issuer) for one in target.now.mandates] == [(1, NOTE.issuer), (2, LETTER.issuer)]
    carried, before = target.clock("mandate:2"), matter.clock("mandate:1")
    assert (carried.start, carried.deadline) == (before.start, before.deadline)


# reports


def test_a_telephone_report_meets_its_clock_and_a_first_report_both() -> None:
    matter = Judged()
    matter.confirm()
    matter.do(reporting.report, PHONED, POLICIES, minutes=15)
    assert matter.clock("report_phone").state is ClockState.MET
    assert matter.clock("report_first").state is ClockState.RUNNING
    assert matter.now.reports[0].channel == "电话"
    alone = Judged()
    alone.confirm()
    alone.do(reporting.report, FIRST, POLICIES, minutes=25)
    assert alone.clock("report_phone").state is alone.clock("report_first").state is ClockState.MET


def test_a_report_made_before_the_level_was_fixed_meets_its_clock_when_that_starts() -> None:
    matter = Judged()
    matter.do(reporting.report, PHONED, POLICIES, minutes=5)
    matter.confirm()
    assert (matter.clock("report_phone").state, matter.clock("report_phone").met_at) == (ClockState.MET, after(5))
    assert matter.clock("report_first").state is ClockState.RUNNING


def test_a_report_after_its_minutes_is_late_and_stays_so() -> None:
    matter = Judged()
    matter.confirm()
    matter.tick(31)
    matter.do(reporting.report, PHONED, POLICIES, minutes=32)
    assert matter.clock("report_phone").state is ClockState.MET_LATE


def test_follow_ups_are_numbered_and_need_a_first_report_before_them() -> None:
    matter = Judged()
    follow_up = replace(FIRST, stage=ReportStage.FOLLOW_UP, text="已救出9人，联系人 13812345678")
    assert matter.refused(reporting.report, follow_up, POLICIES) == "report_needs_first"
    assert matter.refused(reporting.report, replace(FIRST, stage=ReportStage.FINAL), POLICIES) == "report_needs_first"
    matter.do(reporting.report, FIRST, POLICIES, minutes=20)
    matter.do(reporting.report, follow_up, POLICIES, minutes=40)
    matter.do(reporting.report, follow_up, POLICIES, minutes=60)
    matter.do(reporting.report, replace(FIRST, stage=ReportStage.FINAL), POLICIES, minutes=900)
    assert [one.number for one in matter.now.reports] == [0, 1, 2, 0]
    assert MASK in matter.now.reports[1].text
    assert "续报二：报党委政府值班室（市委值班室值班员，公文系统）" in act_words(matter.acts[-2], ZONE)


def test_follow_ups_are_named_in_chinese_numerals() -> None:
    names = [report_name(ReportStage.FOLLOW_UP, number) for number in (1, 9, 10, 11, 20, 21, 99)]
    assert names == ["续报一", "续报九", "续报十", "续报十一", "续报二十", "续报二十一", "续报九十九"]
    assert report_name(ReportStage.FIRST, 0) == "初报"


def test_a_report_without_post_or_channel_is_refused_but_a_telephone_report_names_its_channel() -> None:
    matter = Judged()
    assert matter.refused(reporting.report, replace(PHONED, post=" "), POLICIES) == "report_needs_post"
    assert matter.refused(reporting.report, replace(FIRST, channel=""), POLICIES) == "report_needs_channel"


def test_ticking_the_step_of_reporting_meets_both_clocks_and_striking_it_ends_them() -> None:
    done, struck = Judged(), Judged()
    for matter in (done, struck):
        matter.confirm()
    assert reporting.report_clocks(done.now) == ["report_phone", "report_first"]
    done.do(releasing.check, "report_up", None, minutes=20)
    assert done.clock("report_phone").state is done.clock("report_first").state is ClockState.MET
    struck.do(releasing.check, "report_up", "市委值班室已上报", minutes=35)
    assert struck.clock("report_phone").state is struck.clock("report_first").state is ClockState.SUPERSEDED
    assert struck.clock("report_phone").breached_at == after(35)  # it had been due at minute 30
    assert struck.clock("report_first").breached_at is None
    done.do(reporting.report, replace(FIRST, stage=ReportStage.FOLLOW_UP), POLICIES, minutes=40)


# a command that takes over


def test_when_a_superior_takes_over_it_owes_the_statutory_clocks_and_this_desk_supports_and_forwards() -> None:
    matter = Judged()
    matter.confirm()
    taken = matter.do(commanding.take_over, PROVINCE, "苏应急〔2026〕3号", "", POLICIES, minutes=20)
    assert taken.taken_over is not None and taken.taken_over.authority == PROVINCE
    assert {c.id for c in taken.clocks if c.owed_by == PROVINCE} == {"release", "conference"}
    assert {"support", "forward"} <= {step.id for step in taken.checklist}
    assert taken.signatures == ()
    matter.do(releasing.check, "conference", "由省指挥部举行", minutes=30)
    matter.release(100)
    assert matter.clock("release").state is ClockState.MET


def test_clocks_that_start_after_a_takeover_are_owed_by_the_superior_too() -> None:
    matter = Judged()
    matter.confirm(replace(LESSER, response=None, response_reason="", approver=""))
    matter.do(commanding.take_over, PROVINCE, "", "值班室主任", POLICIES, minutes=20)
    matter.do(judging.regrade, MAJOR, POLICIES, minutes=25)
    assert matter.clock("release").owed_by == PROVINCE and matter.clock("report_first").owed_by != PROVINCE


def test_a_takeover_on_a_bare_word_owes_a_signature_and_the_same_one_twice_is_refused() -> None:
    matter = Judged()
    assert matter.refused(commanding.take_over, PROVINCE, "", "", POLICIES) == "state_forbids"
    matter.confirm()
    assert matter.refused(commanding.take_over, " ", "", "", POLICIES) == "takeover_needs_authority"
    taken = matter.do(commanding.take_over, PROVINCE, "", "", POLICIES, minutes=20)
    assert [(one.what, one.post) for one in taken.signatures] == [("上级接管", PROVINCE)]
    assert matter.refused(commanding.take_over, PROVINCE, "文", "", POLICIES) == "taken_over_already"
    higher = matter.do(commanding.take_over, "国务院调查组", "文", "", POLICIES, minutes=50)
    assert higher.clock("release").owed_by == "国务院调查组"  # type: ignore[union-attr]
    assert [step.id for step in higher.checklist].count("support") == 1


# signatures


def test_a_signature_is_owed_for_one_working_day_and_met_by_its_paper() -> None:
    matter = Judged()
    matter.confirm(replace(MAJOR, paper=""))
    clock = matter.clock("signature:1")
    assert clock.deadline == datetime(2026, 11, 23, 9, 30, tzinfo=UTC) and not clock.blocks  # Monday 17:30
    assert matter.refused(signatures.sign, 2, "云应急〔2026〕12号") == "signature_unknown"
    assert matter.refused(signatures.sign, 1, " ") == "signature_needs_paper"
    assert matter.refused(signatures.sign, 1, "云应急〔2026〕12号", minutes=10) == "signature_before_owed"
    signed = matter.do(signatures.sign, 1, "云应急〔2026〕12号", minutes=300)
    assert not signed.signatures[0].open and matter.clock("signature:1").state is ClockState.MET
    assert matter.refused(signatures.sign, 1, "再签", minutes=400) == "signature_given_already"


def test_a_signature_given_too_late_is_late() -> None:
    matter = Judged()
    matter.confirm(replace(MAJOR, paper=""))
    matter.do(signatures.sign, 1, "补", minutes=60 * 24 * 4)
    assert matter.clock("signature:1").state is ClockState.MET_LATE


def test_two_signatures_of_one_judgement_are_counted_apart() -> None:
    matter = Judged()
    filed = replace(MAJOR, paper="", grade=Grade.SECOND, response=ResponseWay.FILE, response_reason="上级统一回应")
    owed = matter.confirm(filed).signatures
    assert [(one.index, one.post) for one in owed] == [(1, POLICIES.approver(Grade.SECOND)), (2, MAJOR.authority)]
    matter.do(signatures.sign, 2, "文", minutes=30)
    assert matter.open_ids() >= {"signature:1"} and "signature:2" not in matter.open_ids()


def test_a_signature_outlives_the_conclusion_and_can_still_be_given() -> None:
    matter = Judged()
    matter.confirm(replace(LESSER, approver=""))
    _strike_all(matter)
    matter.do(ending.conclude, "", minutes=60)
    assert matter.open_ids() == {"signature:1"}
    matter.do(signatures.sign, 1, "阅批单", minutes=90)
    assert matter.open_ids() == set() and not matter.now.signatures[0].open


def test_filing_ends_the_clock_of_a_signature_that_was_never_given_and_keeps_it_on_record() -> None:
    matter = Judged()
    matter.confirm(replace(LESSER, approver=""))
    _strike_all(matter)
    matter.do(ending.conclude, "", minutes=60)
    matter.do(ending.close, "", minutes=70)
    assert matter.now.next_due is None and matter.now.signatures[0].open
    assert matter.clock("signature:1").state is ClockState.CANCELLED
    assert matter.refused(signatures.sign, 1, "文", minutes=90) == "state_forbids"


def test_a_superiors_release_after_the_takeover_is_evidence_like_any_other() -> None:
    matter = Judged()
    matter.confirm()
    matter.do(commanding.take_over, PROVINCE, "文", "", POLICIES, minutes=20)
    matter.release(6 * 60, EvidenceKind.CONFERENCE)
    assert matter.clock("conference").met_at == T0 + timedelta(hours=6)
