"""The criteria of the levels: as their documents have them, and as a desk may set its own."""

from __future__ import annotations

import copy
from itertools import pairwise
from typing import Any

import pytest

from data import read_json
from models.severity import read_emergency
from models.severity_criteria import HARMS, KINDS, Criteria, packaged_criteria
from opinion_desk.domain.errors import Refused

OWN: dict[str, Any] = {
    "id": "accident.own.2",
    "kind": "accident",
    "level": 2,
    "all": {"injured": {"from": 20}},
    "source": "云川市突发事件分级办法 第四条",
}


@pytest.mark.parametrize(
    ("kind", "harm", "amount", "level"),
    [
        *(("accident", "killed", n, level) for n, level in ((1, 4), (2, 4), (3, 3), (9, 3), (10, 2), (29, 2), (30, 1))),
        *(("accident", "severely_injured", n, level) for n, level in ((9, 4), (10, 3), (49, 3), (50, 2), (99, 2))),
        ("accident", "severely_injured", 100, 1),
        *(("accident", "loss", n, level) for n, level in ((9_999_999, 4), (1e7, 3), (5e7, 2), (99_999_999, 2))),
        ("accident", "loss", 1e8, 1),
    ],
)
def test_accidents_are_graded_as_article_3_of_decree_493_says(kind: str, harm: str, amount: float, level: int) -> None:
    assert {rule.level for rule in packaged_criteria().met(kind, {harm: amount})} == {level}


@pytest.mark.parametrize(
    ("harm", "amount", "level"),
    [
        *(("evacuated", n, level) for n, level in ((4_999, 4), (5_000, 3), (9_999, 3), (10_000, 2), (50_000, 1))),
        *(("loss", n, level) for n, level in ((5e6, 3), (2e7, 2), (1e8, 1))),
        *(("poisoned", n, level) for n, level in ((10, 3), (50, 2), (100, 1))),
        ("city_water_cut", 1, 1),
        ("county_water_cut", 1, 2),
    ],
)
def test_environmental_happenings_are_graded_as_annex_1_of_letter_119_says(
    harm: str, amount: float, level: int
) -> None:
    assert {rule.level for rule in packaged_criteria().met("environment", {harm: amount})} == {level}


def test_food_poisoning_is_grave_beyond_a_hundred_with_a_death_not_at_a_hundred() -> None:
    met = packaged_criteria().met
    assert {rule.level for rule in met("food_poisoning", {"poisoned": 101, "killed": 1})} == {2}
    assert {rule.level for rule in met("food_poisoning", {"poisoned": 100, "killed": 1})} == {3}
    assert {rule.level for rule in met("food_poisoning", {"killed": 10})} == {2}
    assert {rule.level for rule in met("occupational_poisoning", {"poisoned": 50})} == {2}
    assert {rule.level for rule in met("occupational_poisoning", {"killed": 5})} == {2}


def test_storms_are_gravest_from_thirty_killed_or_fifty_million_yuan() -> None:
    met = packaged_criteria().met
    assert {rule.level for rule in met("weather", {"killed": 30})} == {1}
    assert {rule.level for rule in met("weather", {"loss": 5e7})} == {1}
    assert {rule.level for rule in met("weather", {"loss": 49_999_999})} == {2}


def test_the_levels_of_one_harm_follow_each_other_without_gap_or_overlap() -> None:
    single = [rule for rule in packaged_criteria().rules if len(rule.bounds) == 1]
    for kind in KINDS:
        for harm in HARMS:
            bounds = sorted(
                (rule.bounds[0].least, rule.bounds[0].below, rule.level)
                for rule in single
                if rule.kind == kind and rule.bounds[0].harm == harm
            )
            for (_, below, level), (least, _, graver) in pairwise(bounds):
                assert (below, level) == (least, graver + 1), (kind, harm)


def test_a_rule_of_the_desk_is_added() -> None:
    text = "两车相撞\n今天上午两车相撞，25人受伤。"
    own = packaged_criteria().with_own({"criteria": [OWN]})
    packaged = read_emergency(text).severity
    read = read_emergency(text, criteria=own).severity
    assert packaged is not None and read is not None
    assert (packaged.level, read.level) == (4, 2)
    assert read.because == ("25人受伤",)


def test_a_rule_of_the_desk_takes_the_place_of_the_packaged_one_of_its_id() -> None:
    stricter = {**OWN, "id": "accident.killed.4", "level": 3, "all": {"killed": {"from": 1, "below": 3}}}
    own = packaged_criteria().with_own({"criteria": [stricter]})
    read = read_emergency("客车侧翻\n今天客车侧翻，1人死亡。", criteria=own).severity
    assert read is not None and read.level == 3
    assert len(own.rules) == len(packaged_criteria().rules)


def test_a_rule_without_level_strikes_the_packaged_one() -> None:
    own = packaged_criteria().with_own({"criteria": [{"id": "accident.killed.1", "level": None}]})
    assert "accident.killed.1" not in {rule.id for rule in own.rules}
    assert len(own.rules) == len(packaged_criteria().rules) - 1


@pytest.mark.parametrize(
    ("field", "value", "named"),
    [
        ("kind", "flood", "kind"),
        ("level", 5, "level"),
        ("level", True, "level"),
        ("all", {}, "all"),
        ("all", {"sad": {"from": 1}}, "all.sad"),
        ("all", {"killed": {"from": 10, "below": 3}}, "all.killed"),
        ("all", {"killed": {"from": "ten"}}, "all.killed"),
        ("all", {"killed": {"from": 1, "to": 3}}, "all.killed"),
        ("all", {"killed": {"from": -1}}, "all.killed"),
        ("source", " ", "source"),
    ],
)
def test_a_wrong_rule_is_refused_by_its_name_and_field(field: str, value: object, named: str) -> None:
    wrong = copy.deepcopy(OWN) | {field: value}
    with pytest.raises(Refused) as refused:
        packaged_criteria().with_own({"criteria": [wrong]})
    assert refused.value.id == "criterion_wrong"
    assert refused.value.args_of_sentence == {"rule": "accident.own.2", "field": named}
    assert "accident.own.2" in refused.value.sentence


def test_two_rules_of_one_id_and_a_rule_without_one_are_refused() -> None:
    with pytest.raises(Refused) as twice:
        packaged_criteria().with_own({"criteria": [OWN, OWN]})
    with pytest.raises(Refused) as nameless:
        packaged_criteria().with_own({"criteria": [OWN, {**OWN, "id": ""}]})
    assert (twice.value.id, nameless.value.id) == ("criterion_twice", "criterion_wrong")
    assert nameless.value.args_of_sentence["rule"] == "#2"


@pytest.mark.parametrize("given", [None, [], {}, {"criteria": {}}, "criteria"])
def test_a_file_of_another_shape_is_refused(given: object) -> None:
    with pytest.raises(Refused) as refused:
        packaged_criteria().with_own(given)
    assert refused.value.id == "criteria_shape"


def test_no_criteria_at_all_leave_the_least_level_for_people_hurt() -> None:
    read = read_emergency("客车侧翻\n今天客车侧翻，12人受伤。", criteria=Criteria(())).severity
    assert read is not None and read.level == 4


def test_every_packaged_criterion_names_its_source() -> None:
    assert all(row["source"] and row["basis"] for row in read_json("severity.json")["criteria"])
