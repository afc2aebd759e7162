"""Repeated demands: joined by matter and place, counted, and blind to callers."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime, timedelta

from opinion_desk.domain.demands import COLUMNS, Demand, demand_table, place_of, repeated

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)


def _demand(n: int, event: int, place: str, category: str = "供水", **more: str | datetime | None) -> Demand:
    made = {"unit": "市水务集团", "state": "办理中", **more}
    return Demand(n, event, f"诉求{n}", NOON + timedelta(hours=n), place, "供水", category, **made)  # type: ignore[arg-type]  # texts and one time


def test_a_matter_at_a_place_is_counted_whether_one_event_or_one_category_joins_it() -> None:
    demands = [
        _demand(1, 1, "东湖小区"), _demand(2, 2, "云川市东湖区东湖小区"), _demand(3, 2, "东湖小区", "水质", unit="区城管局"),
        _demand(4, 4, "南岸小区"), _demand(5, 5, "东湖小区", "噪声"),
    ]  # fmt: skip
    (found,) = repeated(demands, NOON, least=3)
    assert [demand.item_id for demand in found.demands] == [3, 2, 1]
    assert (found.matter, found.place, found.count, found.open) == ("供水", "东湖小区", 3, 3)
    assert (found.first, found.last) == (demands[0].when, demands[2].when)
    assert found.units == ("市水务集团", "区城管局")


def test_without_a_place_only_the_event_joins() -> None:
    assert repeated([_demand(n, n, "") for n in range(5)], NOON, least=2) == ()
    (found,) = repeated([_demand(n, 7, "") for n in range(5)], NOON, least=2)
    assert (found.place, found.count) == ("", 5)


def test_in_a_town_a_topic_joins_only_what_one_unit_has_and_a_manner_of_speaking_is_no_category() -> None:
    in_town = [_demand(n, n, "云川市东湖街道", "投诉", unit="市水务集团" if n < 3 else "区城管局") for n in range(5)]
    (found,) = repeated(in_town, NOON, least=3)
    assert (found.matter, found.count, found.units) == ("供水", 3, ("市水务集团",))
    assert repeated([_demand(n, n, "东湖区", "投诉") for n in range(5)], NOON, least=3) == ()
    assert [one.count for one in repeated([_demand(n, n, "幸福路", "咨询") for n in range(5)], NOON)] == [5]


def test_two_groups_become_one_when_a_later_demand_joins_them() -> None:
    demands = [_demand(1, 1, "东湖小区", "甲类"), _demand(2, 2, "东湖小区", "乙类"), _demand(3, 1, "东湖小区", "乙类")]
    assert [one.count for one in repeated(demands, NOON, least=3)] == [3]


def test_open_closed_and_limits_that_passed_are_counted() -> None:
    states = [("已办结", -1), ("办理中", -1), ("办理中", 1), ("待签收", None)]
    demands = [
        _demand(n, 1, "东湖小区", state=state, due=None if days is None else NOON + timedelta(days=days))
        for n, (state, days) in enumerate(states)
    ]
    (found,) = repeated(demands, NOON)
    assert (found.count, found.open, found.overdue) == (4, 3, 1)
    table = demand_table([found])
    assert table.late == {0} and table.column("次数") == (4,) and table.column("承办单位") == ("市水务集团",)


def test_places_are_the_same_without_what_stands_above_them() -> None:
    names = ("东湖小区", "云川市东湖区东湖小区", "云川市 东湖区 东湖街道 东湖小区", "江南省云川市东湖区东湖小区")
    assert {place_of(name) for name in names} == {"东湖小区"}
    assert place_of("云川市东湖街道") == "东湖街道"
    assert place_of("东湖区") == "东湖区" and place_of("") == "" and place_of("幸福路12号") == "幸福路12号"


def test_nothing_of_a_caller_has_a_place_in_a_demand() -> None:
    assert not {"caller", "name", "phone"} & {field.name for field in fields(Demand)}
    assert not any(word in column.name for column in COLUMNS for word in ("人", "姓名", "电话"))
