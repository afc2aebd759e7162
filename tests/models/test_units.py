"""Who must answer: what assigning does with the registry, with scores and with any text. The rules one by one: test_unit_rules."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.units import UnitAssigner
from opinion_desk.domain.unit import Unit
from opinion_desk.domain.verdict import Emergency, Scored
from tests.models.assigning import OWN, assign


def test_the_desks_own_entry_wins() -> None:
    own = UnitAssigner("云川市", [Unit(1, "云川市城市管理综合行政执法局", "urban_management")])
    assert assign("垃圾没人清\n", assigner=own)[0].unit == "云川市城市管理综合行政执法局"


def test_a_unit_of_the_registry_is_met_by_its_alias() -> None:
    own = UnitAssigner(
        "云川市",
        [
            Unit(1, "云川水务集团有限公司", "water_supply", aliases=("东湖水厂",)),
            Unit(2, "云川市公安局交通警察大队", "traffic_police", aliases=("云川交警",)),
        ],
    )
    assert assign("东湖水厂的水有味道\n", (), assigner=own)[0].unit == "云川水务集团有限公司"
    assert assign("云川交警提示绕行\n", (), assigner=own)[0].unit == "云川市公安局交通警察大队"


@pytest.mark.parametrize("name", ["云川市工商局", "云川市质监局", "云川市食药监局", "云川市市场监督管理局"])
def test_names_before_and_after_the_reform_lead_to_the_registrys_one_unit(name: str) -> None:
    own = UnitAssigner("云川市", [Unit(1, "云川市市场监督管理局（知识产权局）", "market_supervision")])
    lead, _ = assign(f"{name}不作为\n", (), assigner=own)
    assert (lead.function, lead.unit) == ("market_supervision", "云川市市场监督管理局（知识产权局）")


def test_the_registrys_name_of_a_place_is_used_for_its_government() -> None:
    own = UnitAssigner("云川市", [Unit(1, "北郊镇政府（北郊开发办）", "locality", aliases=("北郊镇",))], OWN)
    assert assign("北郊镇的垃圾堆了一周没人清运\n", assigner=own)[0].unit == "北郊镇政府（北郊开发办）"


def test_a_zone_is_answered_for_by_its_committee_however_it_is_called() -> None:
    for text in ("云川经开区三个项目开工，垃圾没人清\n", "打车回经开区，路边垃圾没人清\n", "我市开发区的垃圾没人清\n"):
        assert assign(text)[0].unit == "云川经济开发区管理委员会"


def test_an_institution_of_the_city_itself_keeps_a_matter_with_the_department_though_a_district_is_named() -> None:
    lead, _ = assign("云川市中医院收费不合理\n我是东湖区的，在云川市中医院住院", (Scored("health", 0.9),))
    assert lead.function == "health"


def test_a_trunk_road_stays_with_the_department_though_it_runs_through_a_town() -> None:
    road = (Scored("transport", 0.9),)
    assert assign("省道在北郊镇段塌陷\n", road)[0].function == "transport"
    assert assign("北郊镇通村公路塌陷\n", road)[0].function == "locality"


def test_the_scores_of_department_and_place_are_chances_of_one_lead() -> None:
    lead, others = assign("北郊镇的垃圾堆了一周没人清运\n", (Scored("urban_management", 0.8),))
    assert lead.score + others[0].score <= 1.0
    alone, _ = assign("垃圾堆了一周没人清运\n", (Scored("urban_management", 0.8),))
    assert others[0].score < alone.score == 0.8


def test_a_department_that_leads_a_grave_matter_has_its_own_chance_and_the_place_what_is_left() -> None:
    shed = (Scored("emergency", 0.9),)
    lead, others = assign("东湖区工棚坍塌\n", shed, emergency=Emergency.ACCIDENT, level=2)
    place = next(choice for choice in others if choice.function == "locality")
    assert (lead.function, lead.score) == ("emergency", 0.9)
    assert 0.0 < place.score <= 0.1


def test_a_department_that_leads_over_several_places_has_its_own_chance_and_each_place_what_is_left() -> None:
    lead, others = assign("东湖区和南岸区都出现垃圾积压\n", (Scored("urban_management", 0.8),))
    assert (lead.function, lead.score, lead.rule) == ("urban_management", 0.8, "R4")
    assert all(choice.score <= 0.2 for choice in others if choice.function == "locality")


def test_a_department_said_to_lead_leads_whatever_the_place_unless_it_is_the_places_own() -> None:
    lead, others = assign("东湖区的垃圾由市城管局牵头清运\n", (Scored("urban_management", 0.9),))
    assert (lead.function, lead.score, lead.rule) == ("urban_management", 0.9, "R12")
    assert others[0].unit == "东湖区人民政府" and others[0].score <= 0.1
    lead, _ = assign("垃圾由东湖区城管局牵头清运\n", (Scored("urban_management", 0.9),))
    assert lead.unit == "东湖区人民政府"


def test_where_the_department_leads_the_likelier_stands_first_among_the_others() -> None:
    lead, others = assign("东湖区的派出所办证慢\n", (Scored("public_security", 0.7), Scored("admin_approval", 0.2)))
    assert lead.function == "public_security"
    assert [c.score for c in others] == sorted((c.score for c in others), reverse=True)
    assert {c.function for c in others} == {"admin_approval", "locality"}


def test_a_park_of_nowhere_in_particular_has_no_government() -> None:
    lead, others = assign("滨江公园的垃圾没人清\n")
    assert lead.function == "urban_management"
    assert all(c.function != "locality" for c in others)


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["东湖区", "牵头", "责任单位：", "市教育局", "、", "《", "公众号", "\n", "，", "垃圾", "我市", "\ud800", "印发", "罚款", "北郊镇"]
        ),
        max_size=25,
    ),
    st.lists(st.tuples(st.sampled_from(["education", "locality", "no_such", "tax"]), st.floats(0, 1)), max_size=4),
)  # fmt: skip
def test_any_text_gets_an_answer_in_bounds(parts: list[str], functions: list[tuple[str, float]]) -> None:
    scored = tuple(Scored(name, score) for name, score in sorted(functions, key=lambda row: -row[1]))
    lead, others = assign("".join(parts), scored)
    assert all(0 <= c.score <= 1 for c in (lead, *others))
    assert len({(c.function, c.unit) for c in (lead, *others)}) == 1 + len(others)


def test_broken_characters_do_not_shift_what_is_shown_as_the_reason() -> None:
    assert assign("市教育局\ud800牵头\n")[0].function == "education"


@settings(deadline=None)
@given(st.sampled_from(["今天天气不错。", "特此反映。", "谢谢。"]))
def test_a_neutral_sentence_does_not_change_the_lead(sentence: str) -> None:
    text = "北郊镇的垃圾堆了一周没人清运\n"
    assert assign(text)[0] == assign(text + sentence)[0]
