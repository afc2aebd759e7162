"""The divisions list answers by name and code."""

from __future__ import annotations

import pytest

from models import divisions
from opinion_desk.domain.unit import DivisionLevel


@pytest.mark.parametrize(
    ("name", "code"),
    [("常州市天宁区", "320402"), ("天宁", "320402"), ("江苏省常州市天宁区", "320402"), ("商洛", "6110"), ("常熟", "320581"), ("徐州鼓楼区", "320302"), ("商洛市商州区沙河子镇", "611002104"), ("吉林", "22"), ("吉林市", "2202")],
)  # fmt: skip
def test_a_division_is_known_by_long_and_short_names_with_or_without_its_superiors(name: str, code: str) -> None:
    found = divisions.resolve(name)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("name", ["鼓楼区", "云川市", "", "云", "不是地名的一串字"])
def test_a_shared_or_unknown_name_is_no_division(name: str) -> None:
    assert divisions.resolve(name) is None


@pytest.mark.parametrize(
    ("code", "level"),
    [("32", DivisionLevel.PROVINCE), ("3204", DivisionLevel.CITY), ("320402", DivisionLevel.DISTRICT), ("320581", DivisionLevel.COUNTY), ("429021", DivisionLevel.COUNTY), ("611002104", DivisionLevel.TOWN)],
)  # fmt: skip
def test_districts_counties_and_county_level_cities_have_their_levels(code: str, level: DivisionLevel) -> None:
    found = divisions.by_code(code)
    assert found is not None
    assert found.level is level


def test_ancestors_are_nearest_first_and_skip_fillers() -> None:
    assert [d.name for d in divisions.ancestors("320402")] == ["常州市", "江苏省"]
    assert [d.name for d in divisions.ancestors("110105")] == ["北京市"]


def test_a_district_of_a_municipality_has_it_as_its_city() -> None:
    city = divisions.city_of("110105")
    assert city is not None
    assert city.name == "北京市"


def test_towns_are_those_of_the_code_and_no_others() -> None:
    towns = divisions.towns_of("611002")
    assert towns
    assert all(town.code.startswith("611002") and town.level is DivisionLevel.TOWN for town in towns)
    assert divisions.towns_of("") == ()


def test_no_division_stands_twice_in_the_list() -> None:
    names = [(d.name, d.code[:-2]) for d in divisions.upper().values()]
    assert len(names) == len(set(names))
    assert len(divisions.upper()) > 3000


@pytest.mark.parametrize(("name", "short"), [("湘西土家族苗族自治州", "湘西"), ("城关街道", "城关"), ("赵县", "赵县"), ("北郊镇", "北郊"), ("内蒙古自治区", "内蒙古"), ("威宁彝族回族苗族自治县", "威宁")])  # fmt: skip
def test_short_names_lose_the_word_for_their_kind(name: str, short: str) -> None:
    assert divisions.short_name(name) == short


def test_an_autonomous_place_is_known_by_what_people_call_it() -> None:
    for said, code in (("湘西州", "4331"), ("长阳县", "420528"), ("恩施州", "4228")):
        found = divisions.resolve(said)
        assert found is not None and found.code == code
