"""The catalogue of functions keeps its ids and knows every name."""

from __future__ import annotations

import pytest

from models.functions import LOCALITY, function_of_id, function_of_name, functions, names_to_ids


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


def test_every_name_belongs_to_one_function_of_the_catalogue() -> None:
    ids = {function.id for function in functions()}
    assert set(names_to_ids().values()) == ids
    assert all(name == name.strip() and len(name) >= 2 for name in names_to_ids())


def test_patterns_have_known_blanks_only() -> None:
    for function in functions():
        for level, pattern in function.patterns:
            assert level in ("province", "city", "county", "district")
            assert pattern.format(place="甲市", city="乙市", short="甲", city_short="乙")
