"""A draft goes through three rounds, three gates, the secrecy check, its disclosure and the sign-off, or it does not go out."""

from __future__ import annotations

from typing import Any

import pytest

from opinion_desk.domain.act_data import clock_data
from opinion_desk.domain.acts import ActKind
from opinion_desk.domain.commands import drafting
from opinion_desk.domain.errors import Refused
from opinion_desk.domain.release import Disclosure, Draft, DraftState, Gate, ReviewRound
from tests.opinion_desk.domain.going_out import ALL_GATES, HOUSING, POLICIES, SAFETY, T0, Matter

FIRST, SECOND, THIRD = ReviewRound


def only(matter: Matter) -> Draft:
    (draft,) = matter.now.drafts
    return draft


def test_a_draft_is_numbered_and_keeps_its_words_and_where_it_came_from() -> None:
    matter = Matter()
    matter.submit(60)
    draft = only(matter)
    assert (draft.number, draft.version, draft.unit, draft.state) == (1, 1, HOUSING, DraftState.REVIEWING)
    assert (draft.text, draft.submitted) == ("今天14时许，支架坍塌。", matter.at(60).at)
    matter.submit(61, what="答记者问")
    assert [d.number for d in matter.now.drafts] == [1, 2]


@pytest.mark.parametrize(
    ("missing", "why"),
    [({"what": " "}, "draft_needs_title"), ({"unit": ""}, "draft_needs_unit"), ({"text": " "}, "draft_needs_text")],
)
def test_a_draft_without_title_unit_or_words_is_refused(missing: dict[str, Any], why: str) -> None:
    with pytest.raises(Refused) as refused:
        Matter().submit(**missing)
    assert refused.value.id == why


def test_the_lead_unit_is_the_drafts_unit_and_a_file_may_stand_for_its_words() -> None:
    matter = Matter()
    matter.assign(SAFETY)
    matter.submit(unit="", text="", digest="ab" * 32)
    assert (only(matter).unit, only(matter).digest) == (SAFETY, "ab" * 32)


def test_a_new_version_keeps_title_and_unit_and_begins_the_rounds_again() -> None:
    matter = Matter()
    matter.submit()
    matter.proof(FIRST, "编辑", 61)
    matter.take(drafting.send_back(matter.now, 1, "伤亡数字待核", matter.at(62)))
    assert (only(matter).state, only(matter).note) == (DraftState.RETURNED, "伤亡数字待核")
    matter.submit(63, number=1, what="", unit="", text="改后")
    draft = only(matter)
    assert (draft.version, draft.what, draft.unit, draft.text) == (2, "情况通报（第一号）", HOUSING, "改后")
    assert (draft.rounds, draft.state) == ((), DraftState.REVIEWING)


def test_rounds_go_in_order() -> None:
    matter = Matter()
    matter.submit()
    with pytest.raises(Refused, match="该一审一校"):
        matter.proof(SECOND, "科长", 61)
    matter.proof(FIRST, "编辑", 61)
    with pytest.raises(Refused, match="该二审二校"):
        matter.proof(FIRST, "副科长", 62)
    with pytest.raises(Refused) as refused:
        matter.proof(SECOND, "科长", 60.5)
    assert refused.value.id == "draft_time_out_of_order"
    assert [one.round for one in matter.proof(SECOND, "科长", 62).drafts[0].rounds] == [FIRST, SECOND]


def test_one_name_makes_no_two_rounds() -> None:
    matter = Matter()
    matter.submit()
    matter.proof(FIRST, "编辑", 61)
    with pytest.raises(Refused, match="编辑已做过一审一校"):
        matter.proof(SECOND, "编辑", 62)
    matter.proof(SECOND, "科长", 62)
    with pytest.raises(Refused, match="编辑已做过一审一校"):
        matter.proof(THIRD, "编辑", 63)


def test_the_third_round_leaves_no_gate_open() -> None:
    matter = Matter()
    matter.submit()
    matter.proof(FIRST, "编辑", 61, (Gate.WORDING,))
    matter.proof(SECOND, "科长", 62, (Gate.POLICY,))
    assert drafting.open_gates(only(matter)) == (Gate.POLITICAL,)
    with pytest.raises(Refused, match="政治关"):
        matter.proof(THIRD, "分管负责人", 63, (Gate.WORDING,))
    matter.proof(THIRD, "分管负责人", 63, (Gate.POLITICAL,))
    assert drafting.open_gates(only(matter)) == ()
    with pytest.raises(Refused) as refused:
        matter.proof(THIRD, "局长", 64)
    assert refused.value.id == "draft_rounds_done"


def test_a_sign_off_names_everything_that_is_missing() -> None:
    matter = Matter()
    matter.submit()
    matter.proof(FIRST, "编辑", 61, (Gate.POLICY,))
    with pytest.raises(Refused) as refused:
        drafting.sign_off(matter.now, 1, "市长", "", POLICIES, matter.at(70))
    assert refused.value.id == "draft_not_ready"
    assert refused.value.args_of_sentence["missing"] == "二审二校、三审三校、政治关、文字关、保密审查、公开属性"


@pytest.mark.parametrize("left_out", ["secrecy", "disclosure"])
def test_a_draft_is_not_signed_without_secrecy_check_and_disclosure(left_out: str) -> None:
    matter = Matter()
    matter.submit()
    matter.reviewed()
    if left_out == "secrecy":
        matter.take(drafting.disclose(matter.now, 1, Disclosure.PUBLIC, "", matter.at(65)))
    else:
        matter.take(drafting.check_secrecy(matter.now, 1, matter.at(65, "保密员")))
    with pytest.raises(Refused, match="保密审查" if left_out == "secrecy" else "公开属性"):
        drafting.sign_off(matter.now, 1, "市长", "", POLICIES, matter.at(70))


def test_a_signed_draft_bears_post_and_time() -> None:
    matter = Matter()
    draft = matter.signed(70).drafts[0]
    assert (draft.state, draft.signed_by, draft.signed_at) == (DraftState.SIGNED, "市长", matter.at(70).at)
    assert matter.now.signatures == ()


def test_a_sign_off_before_what_it_signs_is_refused() -> None:
    matter = Matter()
    matter.ready()
    with pytest.raises(Refused) as refused:
        drafting.sign_off(matter.now, 1, "市长", "", POLICIES, matter.at(64.5))
    assert refused.value.id == "draft_time_out_of_order"


def test_without_a_post_the_approver_of_the_grade_signs() -> None:
    matter = Matter()
    matter.ready()
    draft = matter.take(drafting.sign_off(matter.now, 1, "", "", POLICIES, matter.at(70))).drafts[0]
    assert draft.signed_by == POLICIES.approver(None) != ""


def test_a_spoken_approval_names_who_heard_it_and_owes_the_signature() -> None:
    matter = Matter()
    matter.ready()
    incident = matter.take(drafting.sign_off(matter.now, 1, "市长", "政府办值班室", POLICIES, matter.at(70)))
    assert incident.drafts[0].heard_by == "政府办值班室"
    (owed,) = incident.signatures
    assert (owed.post, owed.heard_by, owed.open) == ("市长", "政府办值班室", True)
    assert "情况通报" in owed.what
    assert matter.clock("signature:1").state.open


def test_anything_short_of_full_disclosure_needs_its_reason() -> None:
    matter = Matter()
    matter.submit()
    for disclosure in Disclosure:
        if disclosure is Disclosure.PUBLIC:
            continue
        with pytest.raises(Refused) as refused:
            drafting.disclose(matter.now, 1, disclosure, " ", matter.at(61))
        assert refused.value.id == "disclosure_needs_reason"
    draft = matter.take(drafting.disclose(matter.now, 1, Disclosure.PARTIAL, "涉及未成年人", matter.at(61))).drafts[0]
    assert (draft.disclosure, draft.disclosure_reason) == (Disclosure.PARTIAL, "涉及未成年人")


def test_the_secrecy_check_is_made_once_and_names_who_made_it() -> None:
    matter = Matter()
    matter.submit()
    draft = matter.take(drafting.check_secrecy(matter.now, 1, matter.at(61, "保密员"))).drafts[0]
    assert (draft.secrecy, draft.secrecy_at) == ("保密员", matter.at(61).at)
    with pytest.raises(Refused, match="保密员"):
        drafting.check_secrecy(matter.now, 1, matter.at(62, "值班员"))


def test_a_returned_draft_waits_for_its_new_version() -> None:
    matter = Matter()
    matter.ready()
    with pytest.raises(Refused) as refused:
        drafting.send_back(matter.now, 1, "", matter.at(67))
    assert refused.value.id == "draft_return_needs_text"
    matter.take(drafting.send_back(matter.now, 1, "口径有改", matter.at(67)))
    with pytest.raises(Refused, match="退改"):
        drafting.sign_off(matter.now, 1, "市长", "", POLICIES, matter.at(70))
    with pytest.raises(Refused, match="退改"):
        matter.proof(FIRST, "编辑", 68)


def test_a_signed_draft_may_still_be_sent_back_but_not_rewritten_or_signed_again() -> None:
    matter = Matter()
    matter.signed()
    with pytest.raises(Refused, match="已签发"):
        matter.submit(80, number=1)
    with pytest.raises(Refused, match="已签发"):
        drafting.sign_off(matter.now, 1, "市长", "", POLICIES, matter.at(80))
    matter.take(drafting.send_back(matter.now, 1, "数字有误", matter.at(80)))
    assert only(matter).state is DraftState.RETURNED


def test_a_dropped_draft_needs_a_reason_and_stays_on_record() -> None:
    matter = Matter()
    matter.submit()
    with pytest.raises(Refused) as refused:
        drafting.drop(matter.now, 1, "", matter.at(61))
    assert refused.value.id == "draft_drop_needs_text"
    matter.take(drafting.drop(matter.now, 1, "改用答记者问", matter.at(61)))
    assert (only(matter).state, only(matter).note) == (DraftState.DROPPED, "改用答记者问")
    with pytest.raises(Refused, match="已撤稿"):
        matter.submit(62, number=1)


def test_a_draft_that_is_not_there_is_named_with_those_that_are() -> None:
    matter = Matter()
    matter.submit()
    with pytest.raises(Refused, match=r"没有第 3 号稿件；现有：1"):
        drafting.check_secrecy(matter.now, 3, matter.at(61))


def test_nothing_is_done_to_a_draft_before_it_was_submitted() -> None:
    matter = Matter()
    matter.submit(60)
    with pytest.raises(Refused) as refused:
        matter.proof(FIRST, "编辑", 59, ALL_GATES)
    assert refused.value.id == "draft_time_out_of_order"


def test_a_submitted_draft_meets_the_units_step_to_send_it_and_no_others() -> None:
    matter = Matter()
    matter.assign(HOUSING)
    policy = POLICIES.policy("draft_major")
    assert policy is not None
    for unit in (HOUSING, SAFETY):
        clock = POLICIES.start(policy, T0, unit, id=f"draft:{unit}", others=matter.now.clocks)
        assert clock is not None
        if matter.now.clock(clock.id) is None:
            matter.take([matter.at(12).act(ActKind.CLOCK_STARTED, matter.now, **clock_data(clock))])
    matter.submit(60)
    assert matter.clock(f"draft:{HOUSING}").met_at == matter.at(60).at
    assert matter.clock(f"draft:{SAFETY}").state.open
