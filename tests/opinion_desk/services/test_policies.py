"""The desk's own policies: put in force whole, refused with the first thing that cannot be used, never looser than the law."""

from __future__ import annotations

import copy
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from data import read_json
from opinion_desk.domain.errors import Refused
from opinion_desk.domain.levels import Grade, Level
from opinion_desk.services.policies import PolicyService


@pytest.fixture
def rows() -> Any:
    return copy.deepcopy(read_json("policies.json"))


@pytest.fixture
def service(tmp_path: Path) -> PolicyService:
    return PolicyService(tmp_path / "policies.json", "Asia/Shanghai", lambda by: None)


def clock(rows: Any, id: str) -> Any:
    return next(row for row in rows["clocks"] if row["id"] == id)


def mark(rows: Any, id: str, name: str) -> Any:
    return next(row for row in clock(rows, id)["marks"] if row["id"] == name)


def why(service: PolicyService, rows: Any) -> str:
    with pytest.raises(Refused) as refusal:
        service.save(rows, "管理员")
    assert not service.own
    return refusal.value.id


def test_the_packaged_policies_can_be_used(service: PolicyService, rows: Any) -> None:
    assert service.check(rows) == service.in_force()
    assert not service.own


def test_a_stricter_limit_is_put_in_force_and_taken_back(service: PolicyService, rows: Any) -> None:
    mark(rows, "release", "deadline")["after_min"] = 240
    service.save(rows, "管理员")
    policy = service.in_force().policy("release")
    assert policy is not None and policy.marks[-1].after == timedelta(hours=4)
    assert mark(service.rows(), "release", "deadline")["after_min"] == 240
    assert service.own
    packaged = service.reset("管理员").policy("release")
    assert packaged is not None and packaged.marks[-1].after == timedelta(hours=5)


@pytest.mark.parametrize(("id", "minutes"), [("release", 301), ("conference", 1441), ("response", 2881)])
def test_a_national_limit_is_never_loosened(service: PolicyService, rows: Any, id: str, minutes: int) -> None:
    mark(rows, id, "deadline")["after_min"] = minutes
    assert why(service, rows) == "policy_loosened"


@pytest.mark.parametrize("minutes", [0, -5])
def test_a_policy_of_no_hours_is_refused(service: PolicyService, rows: Any, minutes: int) -> None:
    mark(rows, "receipt", "deadline")["after_min"] = minutes
    assert why(service, rows) == "policy_span"


def test_no_working_days_are_refused(service: PolicyService, rows: Any) -> None:
    mark(rows, "completion", "deadline")["working_days"] = 0
    assert why(service, rows) == "policy_span"


def test_reminders_that_hang_on_each_other_are_refused(service: PolicyService, rows: Any) -> None:
    mark(rows, "release", "deadline_soon")["of"] = "deadline_near"
    mark(rows, "release", "deadline_near")["of"] = "deadline_soon"
    assert why(service, rows) == "policy_mark_loop"


def test_a_ladder_with_a_loop_is_refused_by_the_post_it_comes_back_to(service: PolicyService, rows: Any) -> None:
    rows["ladders"][0]["rungs"].append({"after_min": 90, "to": "值班负责人", "channel": "notice"})
    with pytest.raises(Refused, match="值班负责人") as refusal:
        service.save(rows, "管理员")
    assert refusal.value.id == "ladder_loop"


def test_ladders_climb_and_end(service: PolicyService, rows: Any) -> None:
    rungs = rows["ladders"][0]["rungs"]
    rungs[1]["after_min"] = 0
    assert why(service, rows) == "ladder_order"
    rows["ladders"][0]["rungs"] = []
    assert why(service, rows) == "ladder_empty"
    rows["ladders"] = [row for row in read_json("policies.json")["ladders"] if row["levels"] or row["grades"]]
    assert why(service, rows) == "ladder_missing"


def test_a_clock_without_ground_or_with_two_deadlines_is_refused(service: PolicyService, rows: Any) -> None:
    clock(rows, "receipt")["ground"] = " "
    assert why(service, rows) == "policy_ground"
    clock(rows, "receipt")["ground"] = "本单位规定"
    clock(rows, "receipt")["marks"].append({"id": "late", "kind": "deadline", "name": "再迟", "after_min": 200})
    assert why(service, rows) == "policy_deadlines"


def test_the_three_national_clocks_cannot_be_left_out(service: PolicyService, rows: Any) -> None:
    rows["clocks"] = [row for row in rows["clocks"] if row["id"] != "conference"]
    assert why(service, rows) == "policy_missing"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"clocks": 3}', '{"clocks": [{"id": "release", "levels": [5]}]}'])
def test_a_file_that_cannot_be_understood_is_kept_and_named(service: PolicyService, tmp_path: Path, text: str) -> None:
    path = tmp_path / "policies.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match=r"policies\.json") as refusal:
        service.in_force()
    assert refusal.value.id == "policies_broken"
    assert path.read_text(encoding="utf-8") == text


def test_level_five_is_no_level(service: PolicyService, rows: Any) -> None:
    clock(rows, "release")["levels"] = [1, 5]
    assert why(service, rows) == "policies_broken"


def test_a_file_changed_by_another_process_is_read_anew(service: PolicyService, tmp_path: Path, rows: Any) -> None:
    service.in_force()
    mark(rows, "receipt", "deadline")["after_min"] = 45
    (tmp_path / "policies.json").write_text(json.dumps(rows), encoding="utf-8")
    policy = service.in_force().policy("receipt")
    assert policy is not None and policy.marks[0].after == timedelta(minutes=45)


def test_only_who_may_changes_policies(tmp_path: Path, rows: Any) -> None:
    def nobody(by: str) -> None:
        raise Refused("role_forbids", name=by, roles="值班员", needed="管理员")

    guarded = PolicyService(tmp_path / "policies.json", "Asia/Shanghai", nobody)
    with pytest.raises(Refused, match="乙"):
        guarded.save(rows, "乙")
    with pytest.raises(Refused):
        guarded.reset("乙")
    assert not guarded.own


def test_a_grade_picks_its_ladder_and_approver_and_a_level_goes_before_it(service: PolicyService) -> None:
    policies = service.in_force()
    assert policies.ladder_for(None, Grade.SECOND).id == "raised"
    assert policies.ladder_for(None, Grade.FOURTH).id == "ordinary"
    assert policies.ladder_for(Level.MAJOR, Grade.FOURTH).id == "major"
    assert policies.approver(Grade.FIRST) == "党委政府主要负责人"
    assert policies.approver(None) == "值班负责人"


def test_a_national_limit_is_not_narrowed_either(service: PolicyService, rows: Any) -> None:
    for id, changed in (
        ("release", {"levels": [1]}),
        ("release", {"met_by": ["release", "receipt"]}),
        ("conference", {"blocks": False}),
        ("response", {"levels": [4]}),
    ):
        before = clock(rows, id)
        other = {**rows, "clocks": [{**row, **changed} if row is before else row for row in rows["clocks"]]}
        assert why(service, other) == "policy_narrowed"


def test_no_other_clock_stands_instead_of_the_national_one_with_more_time(service: PolicyService, rows: Any) -> None:
    other = {**copy.deepcopy(clock(rows, "response")), "id": "slow", "name": "慢回应", "levels": [4]}
    other["marks"][-1]["after_min"] = 6000
    rows["clocks"].insert(0, other)
    assert why(service, rows) == "policy_loosened"
    other["marks"][-1]["after_min"] = 600
    assert service.check(rows).policy("slow") is not None


def test_a_target_after_the_deadline_is_refused(service: PolicyService, rows: Any) -> None:
    mark(rows, "release", "deadline")["after_min"] = 120
    assert why(service, rows) == "policy_target_late"


def test_a_grade_needs_its_meaning_and_its_approver(service: PolicyService, rows: Any) -> None:
    rows["grades"][2]["approver"] = " "
    with pytest.raises(Refused, match="三级舆情") as refusal:
        service.check(rows)
    assert refusal.value.id == "grade_words"


def test_a_change_is_made_on_what_stands_there_now_and_can_be_put_back(service: PolicyService, rows: Any) -> None:
    def shorter(now: Any) -> Any:
        mark(now, "receipt", "deadline")["after_min"] -= 30
        return now

    first = service.change(shorter, "管理员")
    second = service.change(shorter, "管理员")
    assert mark(service.rows(), "receipt", "deadline")["after_min"] == 60
    service.put_back(second, "管理员")
    assert mark(service.rows(), "receipt", "deadline")["after_min"] == 90
    service.put_back(first, "管理员")
    assert not service.own and service.rows() == rows


def test_a_span_beyond_all_years_is_refused_and_not_a_fault(service: PolicyService, rows: Any) -> None:
    mark(rows, "receipt", "deadline")["after_min"] = 10**15
    assert why(service, rows) == "policies_broken"


def test_a_refused_ladder_is_named_by_what_it_is_for(service: PolicyService, rows: Any) -> None:
    rows["ladders"][0]["rungs"] = []
    with pytest.raises(Refused, match="特别重大、重大，一级舆情"):
        service.check(rows)
    rows["ladders"][0]["rungs"] = [{"after_min": 0, "to": "值班员", "channel": "notice"}]
    rows["ladders"][2]["rungs"] = []
    with pytest.raises(Refused, match="“其他”"):
        service.check(rows)
