"""Who may do what: each role its acts, at a desk that lists its colleagues."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from opinion_desk.domain.acts import Act, ActKind
from opinion_desk.domain.errors import Refused
from opinion_desk.domain.roles import Colleague, Role, check_staff, permit, require, role_words

NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
ANALYST = Colleague("甲", "研判岗", frozenset({Role.ANALYST}))
OFFICER = Colleague("乙", "值班岗", frozenset({Role.DUTY_OFFICER}))
APPROVER = Colleague("丙", "分管领导", frozenset({Role.APPROVER}))
KEEPER = Colleague("丁", "系统管理", frozenset({Role.ADMINISTRATOR}))
STAFF = (ANALYST, OFFICER, APPROVER, KEEPER)


def act(by: str, kind: ActKind, **data: Any) -> Act:
    return Act(kind, NOW, NOW, by, data, 1)


def refused(by: str, kind: ActKind, **data: Any) -> bool:
    try:
        permit(STAFF, by, [act(by, kind, **data)])
    except Refused as refusal:
        return refusal.id == "role_forbids"
    return False


def test_a_desk_without_a_list_lets_everybody_do_everything() -> None:
    permit((), "谁都行", [act("谁都行", ActKind.CLOSED), act("谁都行", ActKind.JUMP_SETTLED)])
    require((), "谁都行", Role.ADMINISTRATOR)


def test_an_analyst_opens_a_matter_and_hands_it_to_nobody() -> None:
    assert not refused("甲", ActKind.OPENED)
    assert refused("甲", ActKind.ASSIGNED)
    assert refused("甲", ActKind.CONFIRMED)


def test_a_duty_officer_hands_over_and_registers_releases_but_files_nothing() -> None:
    for kind in (ActKind.OPENED, ActKind.CONFIRMED, ActKind.ASSIGNED, ActKind.RELEASED, ActKind.CONCLUDED):
        assert not refused("乙", kind)
    assert refused("乙", ActKind.CLOSED)
    assert not refused("丙", ActKind.CLOSED)


def test_a_sign_off_is_the_approvers_unless_a_duty_officer_heard_it_by_telephone() -> None:
    assert refused("乙", ActKind.DRAFT_SIGNED)
    assert refused("乙", ActKind.DRAFT_SIGNED, heard_by="")
    assert not refused("乙", ActKind.DRAFT_SIGNED, heard_by="值班员")
    assert not refused("丙", ActKind.DRAFT_SIGNED)


@pytest.mark.parametrize("paper", ["supervised", "talked", "circulated"])
def test_stern_papers_are_the_approvers(paper: str) -> None:
    assert refused("乙", ActKind.PAPER_HANDED, paper=paper)
    assert not refused("丙", ActKind.PAPER_HANDED, paper=paper)
    assert not refused("乙", ActKind.PAPER_HANDED, paper="forwarded")


def test_a_jump_of_the_clock_is_settled_by_the_administrator() -> None:
    assert refused("乙", ActKind.JUMP_SETTLED)
    assert not refused("丁", ActKind.JUMP_SETTLED)


def test_acts_of_time_itself_need_no_role() -> None:
    permit(STAFF, "甲", [act("时限程序", ActKind.MARK_FIRED), act("甲", ActKind.OPENED)])


def test_an_unknown_name_is_refused_with_the_names_there_are_and_a_post_is_as_good_as_a_name() -> None:
    with pytest.raises(Refused, match="甲、乙、丙、丁") as refusal:
        permit(STAFF, "戊", [])
    assert refusal.value.id == "colleague_unknown"
    permit(STAFF, "值班岗", [act("值班岗", ActKind.ASSIGNED)])


def test_a_list_needs_an_administrator_and_no_name_twice() -> None:
    check_staff(())
    check_staff(STAFF)
    with pytest.raises(Refused) as nobody:
        check_staff((ANALYST, OFFICER))
    assert nobody.value.id == "administrator_missing"
    with pytest.raises(Refused) as twice:
        check_staff((KEEPER, KEEPER))
    assert twice.value.id == "colleague_twice"


def test_a_colleague_has_a_name_and_a_role() -> None:
    for name in ("", " ", "甲\n乙", "甲" * 21):
        with pytest.raises(Refused):
            Colleague(name, "", frozenset({Role.ANALYST}))
    with pytest.raises(Refused):
        Colleague("甲", "", frozenset())
    assert role_words({Role.APPROVER, Role.ANALYST}) == "研判员、审批人"
