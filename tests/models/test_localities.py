"""Which place below the jurisdiction a text is about, and what speaks for its government."""

from __future__ import annotations

from models.divisions import by_code
from models.localities import LocalityFinder, concerned_alike
from models.place_names import OwnPlace, home_of, own_place
from models.places import PlaceFinder
from opinion_desk.domain.unit import DivisionLevel


def _localities(jurisdiction: str, own: tuple[str | OwnPlace, ...], text: str) -> list[str]:
    places = PlaceFinder(jurisdiction, own).find(text)
    found = LocalityFinder(home_of(jurisdiction), [own_place(place) for place in own]).find(places, text)
    return [locality.name for locality in found]


def test_a_town_speaks_for_its_county_below_a_city() -> None:
    assert _localities("商洛市", (), "镇安县大坪镇修路\n大坪镇的路") == ["镇安县"]
    assert _localities("镇安县", (), "大坪镇修路\n") == ["大坪镇"]


def test_a_place_elsewhere_speaks_for_nobody_here() -> None:
    assert _localities("商洛市", (), "西安市碑林区的工地\n") == []
    assert LocalityFinder(None).find(PlaceFinder(None).find("商州区\n"), "商州区\n") == []


def test_districts_of_a_municipality_lie_directly_below_it() -> None:
    assert _localities("北京市", (), "朝阳区一小区停水\n") == ["朝阳区"]


def test_a_road_the_desk_added_speaks_for_the_street_it_lies_in() -> None:
    own = ("东湖街道", "东湖路=东湖街道")
    assert _localities("云川市", own, "东湖路坑洼\n") == ["东湖街道"]
    assert _localities("云川市", own, "南京市东湖路坑洼\n") == []


def test_what_lies_in_what_is_followed_to_the_top_and_no_circle_is_run_for_ever() -> None:
    own = ("东湖街道=东湖区", "东湖路＝东湖街道", "甲公园=乙公园", "乙公园=甲公园")
    assert _localities("云川市", own, "东湖路坑洼\n") == ["东湖区"]
    assert _localities("云川市", own, "甲公园没有路灯\n") == []


def test_a_park_said_to_lie_in_a_listed_town_speaks_for_that_towns_county() -> None:
    assert _localities("商洛市", ("莲湖湿地=大赵峪街道",), "莲湖湿地垃圾成堆\n") == ["商州区"]
    assert by_code("611002") is not None


def test_a_road_of_which_nobody_said_where_it_lies_speaks_for_nobody() -> None:
    assert _localities("云川市", ("东湖路",), "东湖路坑洼\n") == []
    assert _localities("商洛市", (OwnPlace("江滨大道"),), "江滨大道坑洼\n") == []


def test_an_own_place_is_written_with_what_it_lies_in_behind_an_equals_sign() -> None:
    assert own_place(" 东湖路 = 东湖街道 ") == OwnPlace("东湖路", within="东湖街道")
    assert own_place("北郊镇") == OwnPlace("北郊镇")
    assert own_place(OwnPlace(" 高新区 ", DivisionLevel.TOWN)) == OwnPlace("高新区", DivisionLevel.TOWN)


def test_a_district_before_a_street_stands_for_both_where_no_list_knows_better() -> None:
    assert _localities("云川市", ("东湖区", "东湖街道"), "东湖区东湖街道停水\n") == ["东湖区"]


def test_the_headlines_place_comes_before_one_that_the_body_names_more_often() -> None:
    text = "镇安县修路\n山阳县的路好，山阳县的人也说好"
    assert _localities("商洛市", (), text) == ["镇安县", "山阳县"]


def test_two_places_in_the_headline_are_concerned_alike_and_one_in_passing_is_not() -> None:
    finder, home = PlaceFinder("商洛市"), home_of("商洛市")
    for text, alike in (("镇安县和山阳县停水\n", True), ("镇安县停水\n山阳县没有", False), ("镇安县停水\n", False)):
        assert concerned_alike(LocalityFinder(home).find(finder.find(text), text)) is alike
