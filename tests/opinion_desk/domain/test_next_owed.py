"""What is owed next is told at every step of a matter's way, from its opening to its file."""

from __future__ import annotations

from dataclasses import replace

import pytest

from opinion_desk.domain.assignment import ReplyStage
from opinion_desk.domain.checklist import StepState
from opinion_desk.domain.commands import drafting, ending, handling, judging
from opinion_desk.domain.commands.judging import Judgement, Opening
from opinion_desk.domain.incident import IncidentState, ResponseWay
from opinion_desk.domain.levels import Grade
from opinion_desk.domain.next_owed import OWED_WORDS, NextOwed, next_owed
from opinion_desk.domain.release import EvidenceKind
from opinion_desk.domain.replay import replay
from tests.opinion_desk.domain.going_out import HOUSING, POLICIES, Matter


def owed(matter: Matter) -> NextOwed | None:
    return next_owed(matter.now)


def received(matter: Matter) -> Matter:
    matter.assign()
    matter.take(handling.acknowledge(matter.now, HOUSING, "", matter.at(14)))
    return matter


def reply(matter: Matter, stage: ReplyStage, minutes: float) -> None:
    matter.take(handling.reply(matter.now, HOUSING, "情况如下", matter.at(minutes), stage=stage))


def test_a_candidate_waits_for_its_level() -> None:
    time = Matter().at(3)
    opened = replay(judging.open_incident(Opening("一件事"), "YQ-2026-0001", 1, POLICIES, time))
    assert next_owed(opened) is NextOwed.CONFIRMATION


def test_a_grave_matter_is_told_step_by_step_until_it_is_filed() -> None:
    matter = Matter()
    assert owed(matter) is NextOwed.ASSIGNMENT
    matter.assign()
    assert owed(matter) is NextOwed.RECEIPT
    matter.take(handling.acknowledge(matter.now, HOUSING, "", matter.at(14)))
    assert owed(matter) is NextOwed.VERIFICATION  # levels I and II owe a release without a judgement
    reply(matter, ReplyStage.VERIFICATION, 40)
    assert owed(matter) is NextOwed.DRAFT
    reply(matter, ReplyStage.DRAFT, 50)
    assert owed(matter) is NextOwed.SUBMISSION
    matter.ready()
    assert owed(matter) is NextOwed.SIGN_OFF
    matter.take(drafting.sign_off(matter.now, 1, "市长", "", POLICIES, matter.at(70)))
    assert owed(matter) is NextOwed.RELEASE
    matter.publish(75, draft=1)
    assert owed(matter) is NextOwed.CONFERENCE
    matter.publish(90, kind=EvidenceKind.CONFERENCE, what="新闻发布会")
    assert owed(matter) is NextOwed.COMPLETION
    reply(matter, ReplyStage.COMPLETION, 100)
    assert owed(matter) is NextOwed.STEPS


def test_a_draft_on_its_way_goes_before_everything_else_and_one_sent_back_waits_for_its_correction() -> None:
    matter = received(Matter())
    matter.submit()
    assert owed(matter) is NextOwed.REVIEW
    matter.take(drafting.send_back(matter.now, 1, "伤亡数字与应急局不一致", matter.at(62, "科长")))
    assert owed(matter) is NextOwed.CORRECTION
    matter.take(drafting.drop(matter.now, 1, "另写", matter.at(63)))
    assert owed(matter) is NextOwed.VERIFICATION


def test_a_lead_that_gave_back_waits_for_the_office_that_names_one() -> None:
    matter = Matter()
    matter.assign()
    matter.take(handling.give_back(matter.now, HOUSING, "不属本单位职责", matter.at(14), policies=POLICIES, rule="R1"))
    assert owed(matter) is NextOwed.NAMING


def test_a_lesser_matter_waits_for_the_judgement_whether_to_respond() -> None:
    lesser = Judgement(grade=Grade.THIRD)
    matter = received(Matter(lesser))
    assert owed(matter) is NextOwed.JUDGEMENT
    for way, expected in ((ResponseWay.PUBLIC, NextOwed.VERIFICATION), (ResponseWay.DIRECT, NextOwed.VERIFICATION)):
        assert next_owed(replace(matter.now, response=way)) is expected


def test_what_is_only_filed_goes_to_nobody() -> None:
    matter = Matter(Judgement(grade=Grade.THIRD))
    filed = replace(matter.now, response=ResponseWay.FILE, checklist=())
    assert next_owed(filed) is NextOwed.CONCLUSION
    steps = tuple(replace(step, state=StepState.OPEN) for step in matter.now.checklist)
    assert steps and next_owed(replace(filed, checklist=steps)) is NextOwed.STEPS


@pytest.mark.parametrize(("grade", "expected"), [(Grade.FIRST, NextOwed.AFTER_REVIEW), (Grade.THIRD, NextOwed.FILING)])
def test_after_the_conclusion_a_grave_matter_waits_for_its_review_and_another_for_its_file(
    grade: Grade, expected: NextOwed
) -> None:
    matter = Matter(Judgement(grade=grade))
    concluded = replace(matter.now, state=IncidentState.CONCLUDED)
    assert ending.needs_review(concluded) is (expected is NextOwed.AFTER_REVIEW)
    assert next_owed(concluded) is expected


@pytest.mark.parametrize("state", [IncidentState.CLOSED, IncidentState.DISMISSED, IncidentState.MERGED])
def test_what_has_ended_owes_nothing(state: IncidentState) -> None:
    assert next_owed(replace(Matter().now, state=state)) is None


def test_every_kind_has_its_word_and_no_two_the_same() -> None:
    assert set(OWED_WORDS) == set(NextOwed) and len(set(OWED_WORDS.values())) == len(NextOwed)
    assert all(word.startswith("待") for word in OWED_WORDS.values())
