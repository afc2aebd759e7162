"""Changes to the rows of policies, one by one: each leaves the rest as it stood, and all of them can be used."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from data import read_json
from opinion_desk.domain.errors import Refused
from opinion_desk.domain.policy import StartsOn
from opinion_desk.services import policy_rows as edits
from opinion_desk.services.policies import PolicyService


@pytest.fixture
def service(tmp_path: Path) -> PolicyService:
    return PolicyService(tmp_path / "policies.json", "Asia/Shanghai", lambda by: None)


@pytest.fixture
def rows() -> Any:
    return copy.deepcopy(read_json("policies.json"))


def test_an_own_clock_is_added_known_as_own_and_taken_away(service: PolicyService, rows: Any) -> None:
    own = {**edits.own_clock(rows), "name": "部内通气", "owed_by": "新闻科"}
    with pytest.raises(Refused) as refusal:
        service.check(edits.with_clock(rows, {**own, "name": " "}))
    assert refusal.value.id == "policy_ground"
    after = edits.with_clock(rows, own)
    policy = service.check(after).policy("own_1")
    assert policy is not None and policy.starts_on is StartsOn.OWN and policy.ground == "本单位规定"
    assert edits.own_clock(after)["id"] == "own_2"
    assert edits.without_clock(after, "own_1") == rows


def test_a_clock_that_ships_with_the_program_stays(rows: Any) -> None:
    with pytest.raises(Refused, match="签收") as refusal:
        edits.without_clock(rows, "receipt")
    assert refusal.value.id == "policy_stays"
    with pytest.raises(Refused) as refusal:
        edits.without_clock(rows, "gone")
    assert refusal.value.id == "policy_unknown"


def test_one_clock_goes_back_to_how_it_ships_and_the_others_stay_as_they_are(rows: Any) -> None:
    shorter = copy.deepcopy(edits.clock_row(rows, "receipt"))
    shorter["marks"][0]["after_min"] = 45
    changed = edits.with_clock(rows, {**shorter, "name": "回执"})
    also = edits.with_clock(changed, {**edits.clock_row(rows, "completion"), "owed_by": "主办科室"})
    back = edits.packaged_clock(also, "receipt")
    assert edits.clock_row(back, "receipt") == edits.clock_row(rows, "receipt")
    assert edits.clock_row(back, "completion")["owed_by"] == "主办科室"
    assert [row["id"] for row in back["clocks"]] == [row["id"] for row in rows["clocks"]]


def test_a_ladder_grades_and_own_steps_are_changed_where_they_stand(service: PolicyService, rows: Any) -> None:
    ladder = {**rows["ladders"][1], "repeat_min": 20}
    grades = [{**row, "approver": "部长"} for row in rows["grades"]]
    after = edits.with_grades(edits.with_ladder(rows, ladder), grades)
    after = edits.with_own_steps(after, "D2", [("回访反映人", "本单位规定"), ("报区信访局", "区办〔2025〕3号")])
    policies = service.check(after)
    assert policies.approver(None) == "部长" and policies.ladders[1].repeat == service.in_force().ladders[2].repeat / 12  # type: ignore[operator]  # both are there
    disposition = policies.disposition("D2")
    assert disposition is not None
    assert [step[1:] for step in disposition.own_steps] == [
        ("回访反映人", "本单位规定"),
        ("报区信访局", "区办〔2025〕3号"),
    ]
    assert policies.disposition("D3") == service.in_force().disposition("D3")


def test_an_own_step_keeps_its_id_where_others_go_and_needs_words_and_a_ground(
    service: PolicyService, rows: Any
) -> None:
    both = edits.with_own_steps(rows, "D1", [("甲", "本单位规定"), ("乙", "本单位规定")])
    one = edits.with_own_steps(both, "D1", [("乙", "本单位规定")])
    assert one["dispositions"][0]["own_steps"][0] == both["dispositions"][0]["own_steps"][1]
    for bad in ([("", "本单位规定")], [("甲", " ")], [("甲", "一"), ("甲", "二")]):
        with pytest.raises(Refused) as refusal:
            service.check(edits.with_own_steps(rows, "D1", bad))
        assert refusal.value.id == "own_step_words"
