"""The list of colleagues: kept whole, changed by an administrator alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from opinion_desk.domain.errors import Refused
from opinion_desk.domain.roles import Colleague, Role
from opinion_desk.services.staff import StaffService

KEEPER = Colleague("丁", "系统管理", frozenset({Role.ADMINISTRATOR}))
OFFICER = Colleague("乙", "值班岗", frozenset({Role.DUTY_OFFICER, Role.ANALYST}))


def test_the_first_list_may_be_set_by_anybody_and_later_ones_by_an_administrator(tmp_path: Path) -> None:
    service = StaffService(tmp_path / "staff.json")
    assert service.list() == ()
    service.save((KEEPER, OFFICER), "随便谁")
    assert StaffService(tmp_path / "staff.json").list() == (KEEPER, OFFICER)
    with pytest.raises(Refused) as refusal:
        service.save((KEEPER,), "乙")
    assert refusal.value.id == "role_forbids"
    assert service.save((KEEPER,), "丁") == (KEEPER,)


def test_an_empty_list_takes_the_roles_away_again(tmp_path: Path) -> None:
    service = StaffService(tmp_path / "staff.json")
    service.save((KEEPER,), "丁")
    assert service.save((), "丁") == ()
    assert not (tmp_path / "staff.json").exists()


@pytest.mark.parametrize(
    "text", ["", "[]", '{"colleagues": [{"name": "甲", "roles": ["king"]}]}', '{"colleagues": [3]}']
)
def test_a_list_that_cannot_be_understood_is_kept_and_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "staff.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as refusal:
        StaffService(path).list()
    assert refusal.value.id == "staff_broken"
    assert path.read_text(encoding="utf-8") == text
