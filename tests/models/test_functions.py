"""The catalogue of functions keeps its ids and knows every name."""

from __future__ import annotations

import pytest

from models.divisions import by_code
from models.functions import (
    LOCALITY,
    function_named_at,
    function_of_id,
    function_of_name,
    functions,
    functions_named_in,
    names_to_ids,
)


def test_the_catalogue_has_its_76_ids_once_each() -> None:
    ids = [function.id for function in functions()]
    assert len(ids) == len(set(ids)) == 76
    assert LOCALITY in ids


@pytest.mark.parametrize(
    ("unit", "id"),
    [("商洛市城管局", "urban_management"), ("国家税务总局常州市天宁区税务局", "tax"), ("市工商局", "market_supervision"), ("市食药监局", "market_supervision"), ("市卫计委", "health"), ("市国土资源局", "natural_resources"), ("市公安局交警支队", "traffic_police"), ("云川水务集团", "water_supply"), ("区环保局", "ecology_environment")],
)  # fmt: skip
def test_names_before_and_after_the_reform_are_one_function(unit: str, id: str) -> None:
    found = function_of_name(unit)
    assert found is not None
    assert found.id == id


def test_an_unknown_name_has_no_function() -> None:
    assert function_of_name("云川读书会") is None
    assert function_of_name("\ud800") is None
    assert function_of_id("nothing") is None


def test_a_government_is_no_civil_affairs_bureau_though_its_characters_stand_in_it() -> None:
    found = function_of_name("北郊镇人民政府")
    assert found is not None and found.id == LOCALITY


def test_a_name_is_found_where_it_begins_and_nowhere_else() -> None:
    assert function_named_at("云川区教育局答复", 3) == "education"
    assert function_named_at("云川区教育局答复", 2) is None
    assert functions_named_in("市教育局、市城管局") == [("education", 1, 4), ("urban_management", 6, 9)]
    assert functions_named_in("\ud800") == []


def test_every_name_belongs_to_one_function_of_the_catalogue() -> None:
    ids = {function.id for function in functions()}
    assert set(names_to_ids().values()) == ids
    assert all(name == name.strip() and len(name) >= 2 for name in names_to_ids())


def test_patterns_have_known_levels_provinces_and_blanks_only() -> None:
    for function in functions():
        for key, pattern in function.patterns:
            level, _, province = key.partition(":")
            assert level in ("province", "city", "county", "district")
            assert not province or by_code(province) is not None
            assert pattern.format(place="甲市", city="乙市", short="甲", city_short="乙", province="丙省")
