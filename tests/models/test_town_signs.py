"""What speaks against a town or street that is merely named, sign by sign, and what leaves it its own matters."""

from __future__ import annotations

import pytest

from models.localities import LocalityFinder
from models.place_names import home_of, own_place
from models.places import PlaceFinder
from models.town_signs import is_town, town_signs
from opinion_desk.domain.verdict import Scored, Voice
from tests.models.assigning import FINDER, OWN, assign

HOME = home_of("云川市")


def _signs(text: str, voice: Voice = Voice.DEMAND) -> set[str]:
    """The signs against the first place of a text."""
    first = LocalityFinder(HOME, [own_place(place) for place in OWN]).find(FINDER.find(text), text)[0]
    found = town_signs(first.name, first.mentions, first.in_title, HOME, voice, text)
    return {sign for sign, there in found.items() if there} - {"town"}


def test_towns_streets_and_zones_are_towns_and_districts_and_counties_are_not() -> None:
    assert all(is_town(name) for name in ("北郊镇", "东湖街道", "青石乡", "云川经济开发区"))
    assert not any(is_town(name) for name in ("东湖区", "镇安县", "云川市", "东湖路"))


def test_a_report_that_names_a_town_in_its_body_only_speaks_against_it_and_a_demand_does_not() -> None:
    text = "机耕路修通\n北郊镇的种粮户说，北郊镇的机耕路直了。"
    assert _signs(text, Voice.REPORT) == _signs(text, Voice.OFFICIAL) == {"town_told"}
    assert _signs(text) == set()


def test_a_report_speaks_for_the_town_of_its_headline_and_for_the_office_that_is_quoted() -> None:
    assert _signs("北郊镇机耕路修通\n种粮户高兴。", Voice.REPORT) == set()
    for quoted in ("北郊镇政府说要管护", "北郊镇有关负责人表示"):
        assert _signs(f"机耕路修通\n{quoted}，北郊镇每月查一次。", Voice.REPORT) == set()


def test_a_single_mention_late_in_the_body_is_one_in_passing() -> None:
    late = "路灯坏了\n晚上出门看不见路，老人摔过一跤，孩子也怕，附近的北郊镇倒是亮的。"
    assert _signs(late) == {"town_in_passing"}
    assert _signs("路灯坏了\n北郊镇晚上出门看不见路，老人摔过一跤，孩子也怕。") == set()
    assert _signs("路灯坏了\n北郊镇晚上看不见路，老人摔过一跤，孩子也怕，北郊镇没人管。") == set()


def test_a_town_only_called_by_its_short_name_may_be_something_else_that_bears_it() -> None:
    assert _signs("北郊小学门口堵车\n") == {"town_by_short"}
    assert _signs("北郊镇小学门口堵车\n") == set()


@pytest.mark.parametrize("headline", ["云川新修机耕路", "全市新修机耕路", "市政府研究机耕路", "市农业农村局新修机耕路"])
def test_a_headline_of_the_whole_jurisdiction_speaks_against_the_town_in_the_body(headline: str) -> None:
    assert "town_under_home" in _signs(f"{headline}\n北郊镇的路直了，北郊镇的人高兴。")
    assert "town_under_home" not in _signs(f"{headline}，北郊镇先修\n北郊镇的路直了。")


def test_a_headline_of_citizens_or_of_the_inner_city_is_not_the_jurisdictions() -> None:
    for headline in ("市民打来电话到服务中心", "县区办理停水"):
        assert "town_under_home" not in _signs(f"{headline}\n北郊镇的路坏了，北郊镇没人管。")


def test_a_department_of_the_city_that_speaks_answers_itself() -> None:
    road = "机耕路修通\n北郊镇的路直了，北郊镇的人高兴。"
    assert "town_under_body" in _signs(road + "市农业农村局有关负责人表示，年底修完。")
    assert "town_under_body" not in _signs(road + "去了市农业农村局。")


@pytest.mark.parametrize(
    "function",
    ["public_transport", "heating", "gas_supply", "water_supply", "health", "market_supervision", "education"],
)
def test_what_no_street_holds_stays_with_the_department_though_the_street_is_complained_from(function: str) -> None:
    lead, others = assign("东湖街道的住户等了一早上\n", (Scored(function, 0.9),))
    assert lead.function == function
    assert others[0].unit == "东湖街道办事处"


@pytest.mark.parametrize("function", ["urban_management", "civil_affairs", "land_acquisition", "agriculture"])
def test_what_a_town_answers_for_itself_stays_with_the_town(function: str) -> None:
    assert assign("北郊镇的事没人管\n", (Scored(function, 0.9),))[0].unit == "北郊镇人民政府"


def test_a_city_wide_report_leads_to_the_department_and_the_towns_complaint_to_the_town() -> None:
    fields = (Scored("agriculture", 0.9),)
    told = "云川新修机耕路两百公里\n走进北郊镇，机耕路横平竖直。市农业农村局有关负责人介绍，年底全部修完。"
    assert assign(told, fields, voice=Voice.REPORT)[0].function == "agriculture"
    assert assign("北郊镇的机耕路坏了\n村里没人修。", fields)[0].unit == "北郊镇人民政府"


def test_a_district_keeps_what_a_street_does_not_hold() -> None:
    heat = (Scored("heating", 0.9),)
    assert assign("东湖区的住户没有暖气\n", heat)[0].unit == "东湖区人民政府"
    assert assign("东湖街道的住户没有暖气\n", heat)[0].function == "heating"


def test_counties_below_a_city_of_the_list_are_no_towns_though_a_town_of_theirs_is_named() -> None:
    text = "大坪镇停水\n镇安县大坪镇停水三天"
    places = PlaceFinder("商洛市").find(text)
    assert not is_town(LocalityFinder(home_of("商洛市")).find(places, text)[0].name)
