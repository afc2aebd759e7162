"""Places are found where a text means them, and not where only their characters stand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.places import OwnPlace, PlaceFinder
from opinion_desk.domain.unit import DivisionLevel

OWN = ("东湖区", "南岸区", "东湖街道", "北郊镇", "云川经济开发区", OwnPlace("滨江公园"))


@pytest.fixture(scope="module")
def nowhere() -> PlaceFinder:
    return PlaceFinder(None)


@pytest.fixture(scope="module")
def shangluo() -> PlaceFinder:
    return PlaceFinder("商洛市")


@pytest.fixture(scope="module")
def yunchuan() -> PlaceFinder:
    return PlaceFinder("云川市", OWN)


def _named(finder: PlaceFinder, text: str) -> list[tuple[str, str, bool]]:
    return [(f.place.name, f.place.code, f.place.local) for f in finder.find(text)]


@pytest.mark.parametrize("text", ["朝阳群众举报", "和平年代", "我很高兴", "长安汽车降价", "走在南京路上", "兰州拉面涨价", "阿里巴巴发布财报", "为了平安和安宁", "解放思想", "长治久安"])  # fmt: skip
def test_everyday_words_are_no_places(nowhere: PlaceFinder, text: str) -> None:
    assert nowhere.find(text) == []


def test_a_shared_name_without_context_has_no_code(nowhere: PlaceFinder) -> None:
    assert _named(nowhere, "鼓楼区一处工地起火") == [("鼓楼区", "", False)]


def test_the_named_city_decides_which_of_five_is_meant(nowhere: PlaceFinder) -> None:
    assert ("鼓楼区", "350102", False) in _named(nowhere, "福州一处工地起火，位于鼓楼区")
    assert ("鼓楼区", "320106", False) in _named(nowhere, "南京市鼓楼区")


def test_the_jurisdiction_decides_unless_another_city_is_named() -> None:
    finder = PlaceFinder("徐州")
    assert ("鼓楼区", "320302", True) in _named(finder, "鼓楼区一小区")
    assert ("鼓楼区", "320106", False) in _named(finder, "南京市民在鼓楼区")


@pytest.mark.parametrize(
    ("city", "code"), [("南京", "320106"), ("徐州", "320302"), ("福州", "350102"), ("开封", "410204")]
)
def test_each_of_the_cities_with_a_district_of_that_name_means_its_own(city: str, code: str) -> None:
    assert ("鼓楼区", code, True) in _named(PlaceFinder(city), "鼓楼区一小区停水")
    assert ("鼓楼区", code, False) in _named(PlaceFinder("商洛市"), f"{city}鼓楼区一小区停水")


def test_a_province_with_two_districts_of_a_name_leaves_it_open_but_for_ones_own(nowhere: PlaceFinder) -> None:
    assert _named(nowhere, "江苏鼓楼区一工地") == [("江苏省", "32", False), ("鼓楼区", "", False)]
    assert ("鼓楼区", "320302", True) in _named(PlaceFinder("徐州"), "江苏鼓楼区一工地")


def test_a_town_tells_which_of_the_districts_of_a_name_is_meant(nowhere: PlaceFinder) -> None:
    assert _named(nowhere, "西湖区灵隐街道") == [("西湖区", "330106", False), ("灵隐街道", "330106012", False)]
    assert _named(nowhere, "西湖区不存在街道") == [("西湖区", "", False)]


def test_a_district_may_share_its_first_character_with_its_city(nowhere: PlaceFinder) -> None:
    assert ("市中区", "370103", False) in _named(nowhere, "济南市中区一小区")
    assert ("市南区", "370202", False) in _named(nowhere, "青岛市南区")
    assert _named(nowhere, "济南市中心") == [("济南市", "3701", False)]
    assert _named(nowhere, "徐州市中区") == [("徐州市", "3203", False)]


@pytest.mark.parametrize("text", ["朝阳群众", "长安的荔枝", "中山装", "大理石台面", "和平分手", "前进的脚步", "向阳花开", "光明的前途", "安康码", "一路向南山上走", "西湖醋鱼", "北京烤鸭", "沙县小吃", "新华书店", "淮河两岸的平原"])  # fmt: skip
def test_everyday_words_are_no_places_for_a_desk_of_its_own_either(text: str) -> None:
    for jurisdiction in (None, "商洛市", "云川市"):
        assert PlaceFinder(jurisdiction, OWN).find(text) == []


def test_what_people_call_an_autonomous_place_is_that_place(nowhere: PlaceFinder) -> None:
    assert _named(nowhere, "湘西州凤凰县") == [("湘西土家族苗族自治州", "4331", False), ("凤凰县", "433123", False)]


def test_ones_own_road_behind_another_city_is_another_road(yunchuan: PlaceFinder) -> None:
    finder = PlaceFinder("云川市", (*OWN, "环湖路=东湖街道"))
    assert ("环湖路", "", True) in _named(finder, "环湖路坑洼")
    assert ("环湖路", "", True) in _named(finder, "云川市环湖路坑洼")
    assert _named(finder, "南京市环湖路坑洼") == [("南京市", "3201", False)]
    assert ("北郊镇", "", True) not in _named(yunchuan, "苏州市北郊镇")


def test_what_an_own_road_lies_in_is_ones_own_too() -> None:
    finder = PlaceFinder("云川市", ("环湖路=南湖街道",))
    assert ("南湖街道", "", True) in _named(finder, "南湖街道办事处")
    listed = PlaceFinder("商洛市", ("莲湖湿地=大赵峪街道",))
    assert any(code.startswith("611002") for _, code, _ in _named(listed, "大赵峪街道办"))


def test_places_below_the_jurisdiction_are_local(shangluo: PlaceFinder) -> None:
    found = _named(shangluo, "镇安大坪镇和商州区沙河子镇的村民，西安市的客商")
    assert ("镇安县", "611025", True) in found
    assert ("大坪镇", "611025103", True) in found
    assert ("沙河子镇", "611002104", True) in found
    assert ("西安市", "6101", False) in found


def test_a_town_follows_its_county_anywhere(nowhere: PlaceFinder) -> None:
    assert ("沙河子镇", "611002104", False) in _named(nowhere, "陕西省商洛市商州区沙河子镇")


def test_here_means_the_jurisdiction(shangluo: PlaceFinder) -> None:
    assert _named(shangluo, "我市召开会议") == [("商洛市", "6110", True)]
    assert PlaceFinder(None).find("我市召开会议") == []


def test_a_jurisdiction_the_list_lacks_has_its_own_places(yunchuan: PlaceFinder) -> None:
    text = "云川市东湖区：东湖街道、北郊镇和云川经济开发区，滨江公园"
    assert _named(yunchuan, text) == [
        (n, "", True) for n in ("云川市", "东湖区", "东湖街道", "北郊镇", "云川经济开发区", "滨江公园")
    ]


def test_another_citys_district_of_the_same_name_is_not_local(yunchuan: PlaceFinder) -> None:
    assert ("东湖区", "360102", False) in _named(yunchuan, "南昌市东湖区")


def test_districts_of_an_unlisted_city_are_taken_from_the_text() -> None:
    found = _named(PlaceFinder("云川市"), "云川市西岭区花园乡")
    assert found == [("云川市", "", True), ("西岭区", "", True), ("花园乡", "", True)]


def test_levels_come_with_the_place(yunchuan: PlaceFinder) -> None:
    levels = {f.place.name: f.level for f in yunchuan.find("东湖区北郊镇滨江公园")}
    assert levels == {"东湖区": DivisionLevel.DISTRICT, "北郊镇": DivisionLevel.TOWN, "滨江公园": None}


@pytest.mark.parametrize("zone", ["云川经济开发区", "云川经开区", "经开区", "云川市经开区", "我市开发区", "云川开发区"])
def test_the_only_zone_of_its_kind_is_known_by_its_short_forms(yunchuan: PlaceFinder, zone: str) -> None:
    assert "云川经济开发区" in {f.place.name for f in yunchuan.find(f"{zone}有企业排污")}


@pytest.mark.parametrize("text", ["昆山开发区招商", "昆山经开区招商", "国家级开发区名单", "武汉市民说经开区堵车"])
def test_another_zone_is_not_ones_own(yunchuan: PlaceFinder, text: str) -> None:
    assert not any(f.place.local for f in yunchuan.find(text))


def test_of_two_zones_none_is_meant_by_the_bare_word() -> None:
    finder = PlaceFinder("云川市", ("云川经济开发区", "东湖高新技术产业开发区"))
    assert {f.place.name for f in finder.find("高新区和经开区")} == {"东湖高新技术产业开发区", "云川经济开发区"}
    assert finder.find("开发区招商") == []


@pytest.mark.parametrize(("text", "names"), [("云川籍大学生返乡就业", ["云川市"]), ("云川青石古镇游客多", ["云川市"]), ("云川市李家乡", ["云川市", "李家乡"]), ("云川新闻网消息：广州花市", ["广州市"]), ("云川发布：明日有雨", []), ("云川发布情况通报", ["云川市"])])  # fmt: skip
def test_what_follows_the_jurisdiction_is_a_division_only_if_it_can_be_one(
    yunchuan: PlaceFinder, text: str, names: list[str]
) -> None:
    assert [f.place.name for f in yunchuan.find(text)] == names


def test_a_city_whose_name_a_district_elsewhere_shares_is_found(nowhere: PlaceFinder) -> None:
    assert _named(nowhere, "西安一处工地；黑龙江、吉林等地") == [
        ("西安市", "6101", False),
        ("黑龙江省", "23", False),
        ("吉林省", "22", False),
    ]


def test_the_jurisdiction_is_a_local_place_itself(yunchuan: PlaceFinder, nowhere: PlaceFinder) -> None:
    assert yunchuan.home is not None
    assert (yunchuan.home.name, yunchuan.home.code, yunchuan.home.local) == ("云川市", "", True)
    assert nowhere.home is None


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_and_spans_lie_in_it(text: str) -> None:
    for found in _ANY.find(text):
        assert 0 <= found.start < found.end <= len(text)


@given(
    st.lists(
        st.sampled_from(["云川市", "北京", "朝阳", "和平", "\ud800", "鼓楼区", "镇", "街道", "，", "a", "南京路"]),
        max_size=30,
    )
)
@settings(max_examples=60, deadline=None)
def test_broken_and_crowded_texts_are_read(parts: list[str]) -> None:
    text = "".join(parts)
    assert all(text[f.start : f.end] for f in _ANY.find(text))


def test_a_town_whose_name_keeps_an_old_character_is_found_in_either_writing() -> None:
    finder = PlaceFinder("杭州市临安区")
    assert [[f.place.code for f in finder.find(text)] for text in ("於潜镇停水", "于潜镇停水", "临安区于潜镇停水")] == [
        ["330112104"],
        ["330112104"],
        ["330112", "330112104"],
    ]


def test_a_million_characters_are_read(nowhere: PlaceFinder) -> None:
    assert nowhere.find("北京" * 500_000)


_ANY = PlaceFinder("云川市", OWN)
