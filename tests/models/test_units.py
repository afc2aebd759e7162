"""Who must answer, rule by rule: each test names the rule and the clause it comes from."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import read_json
from models.institutions import find_institution
from models.places import PlaceFinder
from models.unit_names import UnitNames, government_of
from models.units import UnitAssigner
from opinion_desk.domain.unit import Unit
from opinion_desk.domain.verdict import NOBODY, Emergency, Scored, Severity, UnitChoice, Voice

OWN = ("东湖区", "南岸区", "东湖街道", "北郊镇", "云川经济开发区")
FINDER = PlaceFinder("云川市", OWN)
ASSIGNER = UnitAssigner("云川市", (), OWN)
BINS = (Scored("urban_management", 0.5), Scored("ecology_environment", 0.1))

Choices = tuple[UnitChoice, tuple[UnitChoice, ...]]


def _assign(
    text: str,
    functions: tuple[Scored, ...] = BINS,
    *,
    voice: Voice = Voice.DEMAND,
    emergency: Emergency | None = None,
    level: int | None = None,
    assigner: UnitAssigner = ASSIGNER,
) -> Choices:
    severity = Severity(level) if level else None
    lead, others, reasons = assigner.assign(
        functions, FINDER.find(text), find_institution(text), voice, emergency, severity, text
    )
    for reason in reasons:
        assert text[reason.start : reason.end] == reason.text
    return lead, others


def _rule(choices: Choices, function: str) -> str | None:
    return next((c.rule for c in (choices[0], *choices[1]) if c.function == function), None)


@pytest.mark.parametrize(
    ("jurisdiction", "function", "name"),
    [
        (None, "housing_construction", "住房和城乡建设局"),
        ("常州市天宁区", "housing_construction", "常州市天宁区住房和城乡建设局"),
        ("天宁", "public_security", "常州市公安局天宁分局"),
        ("天宁区", "tax", "国家税务总局常州市天宁区税务局"),
        ("常熟市", "ecology_environment", "苏州市常熟生态环境局"),
        ("商洛", "traffic_police", "商洛市公安局交通警察支队"),
        ("云川市", "housing_construction", "云川市住房和城乡建设局"),
        ("江苏省", "education", "江苏省教育厅"),
    ],
)
def test_a_unit_is_named_by_the_pattern_of_its_level(jurisdiction: str | None, function: str, name: str) -> None:
    assert UnitNames(jurisdiction).of(function) == name


def test_the_desks_own_entry_wins() -> None:
    own = UnitAssigner("云川市", [Unit(1, "云川市城市管理综合行政执法局", "urban_management")])
    assert _assign("垃圾没人清\n", assigner=own)[0].unit == "云川市城市管理综合行政执法局"


@pytest.mark.parametrize(
    ("place", "unit"),
    [
        ("东湖街道", "东湖街道办事处"),
        ("北郊镇", "北郊镇人民政府"),
        ("东湖区", "东湖区人民政府"),
        ("云川经济开发区", "云川经济开发区管理委员会"),
    ],
)
def test_r3_the_place_below_answers_and_the_department_follows_003_2_1_5(place: str, unit: str) -> None:
    lead, others = _assign(f"{place}的垃圾堆了一周没人清运\n")
    assert (lead.function, lead.unit, lead.rule) == ("locality", unit, "R3")
    assert others[0].function == "urban_management"
    assert government_of(place) == unit


def test_r1_without_a_place_below_the_department_answers_002_4() -> None:
    lead, _ = _assign("我市垃圾清运不及时\n")
    assert (lead.function, lead.unit, lead.rule) == ("urban_management", "云川市城市管理局", "R1")


def test_r1_the_institution_involved_answers_by_its_own_name_003_2_1_5() -> None:
    lead, _ = _assign("云川水务集团乱收水费\n云川水务集团未回应", (Scored("water_supply", 0.8),))
    assert (lead.function, lead.unit) == ("water_supply", "云川水务集团")


def test_a_unit_of_the_registry_is_met_by_its_alias() -> None:
    own = UnitAssigner(
        "云川市",
        [
            Unit(1, "云川水务集团有限公司", "water_supply", aliases=("东湖水厂",)),
            Unit(2, "云川市公安局交通警察大队", "traffic_police", aliases=("云川交警",)),
        ],
    )
    assert _assign("东湖水厂的水有味道\n", (), assigner=own)[0].unit == "云川水务集团有限公司"
    assert _assign("云川交警提示绕行\n", (), assigner=own)[0].unit == "云川市公安局交通警察大队"


def test_a_bare_kind_of_company_names_no_unit() -> None:
    lead, _ = _assign("有人冒充燃气公司上门推销阀门\n", (Scored("gas_supply", 0.9),))
    assert lead.unit == UnitNames("云川市").of("gas_supply")


def test_a_zone_is_answered_for_by_its_committee_however_it_is_called() -> None:
    for text in ("云川经开区三个项目开工，垃圾没人清\n", "打车回经开区，路边垃圾没人清\n", "我市开发区的垃圾没人清\n"):
        assert _assign(text)[0].unit == "云川经济开发区管理委员会"


def test_r2_a_grand_decision_is_answered_by_its_department_003_2_1_5() -> None:
    assert _assign("政府工作报告提出的旧区改造何时开始\n")[0].rule == "R2"


def test_r4_several_places_are_answered_by_the_superior_department_003_2_1_5() -> None:
    lead, others = _assign("东湖区和南岸区都出现垃圾积压\n")
    assert (lead.function, lead.rule) == ("urban_management", "R4")
    assert {"东湖区人民政府", "南岸区人民政府"} <= {c.unit for c in others}


def test_r5_several_departments_answer_together_003_2_1_5() -> None:
    choices = _assign("烧烤油烟扰民\n", (Scored("urban_management", 0.5), Scored("ecology_environment", 0.4)))
    assert _rule(choices, "ecology_environment") == "R5"


def test_r6_r13_grave_matters_are_told_to_publicity_and_cyberspace_003_2_1_5_and_000_2_2() -> None:
    choices = _assign(
        "云川大桥多车相撞造成12人死亡\n", (Scored("traffic_police", 0.6),), emergency=Emergency.ACCIDENT, level=2
    )
    assert _rule(choices, "publicity") == "R6"
    assert _rule(choices, "cyberspace") == "R13"
    assert _rule(choices, "gov_office") is None


def test_r7_the_gravest_go_to_the_head_of_government_002_4() -> None:
    choices = _assign("厂房爆炸造成31人死亡\n", (), emergency=Emergency.ACCIDENT, level=1)
    assert choices[0].function == "emergency"
    assert _rule(choices, "gov_office") == "R7"


def test_r8_a_grave_accident_in_a_town_is_not_left_to_the_town_003_2_1_5() -> None:
    lead, others = _assign("北郊镇厂房爆炸造成12人死亡\n", (), emergency=Emergency.ACCIDENT, level=2)
    assert lead.function == "emergency"
    assert others[0].unit == "北郊镇人民政府"


def test_r9_who_drafted_a_paper_explains_it_003_2_1_4() -> None:
    lead, _ = _assign("市教育局印发的《招生办法》看不懂\n")
    assert (lead.function, lead.rule) == ("education", "R9")


def test_r10_who_opened_an_account_answers_for_it_003_2_2_9() -> None:
    lead, _ = _assign("市卫健委公众号发文出错\n")
    assert (lead.function, lead.rule) == ("health", "R10")


def test_r11_falsehood_goes_to_police_and_cyberspace_too_003_2_1_5() -> None:
    choices = _assign("网传自来水有毒\n", (Scored("water_supply", 0.6),), voice=Voice.RUMOUR)
    assert choices[0].function == "water_supply"
    assert _rule(choices, "public_security") == "R11"
    assert _rule(choices, "cyberspace") == "R11"


def test_r12_the_first_of_a_list_leads_the_others_help_002_annex_2() -> None:
    lead, others = _assign("校园周边整治由市教育局牵头，市公安局、市城管局配合\n", (Scored("urban_management", 0.4),))
    assert (lead.function, lead.rule) == ("education", "R12")
    assert {c.function for c in others if c.rule == "R12"} == {"public_security", "urban_management"}


def test_r14_who_enforces_answers_for_it_000_1_3() -> None:
    assert _assign("摊位被罚款，行政处罚依据是什么\n")[0].rule == "R14"


def test_police_matters_stay_with_the_police_though_a_town_is_the_address() -> None:
    lead, _ = _assign("我住东湖区，想问电动车上牌去哪里办\n", (Scored("traffic_police", 0.95),))
    assert lead.function == "traffic_police"


def test_nothing_that_points_anywhere_is_nobody() -> None:
    assert _assign("你好\n", ()) == (NOBODY, ())


def test_every_rule_has_its_document_and_clause() -> None:
    rules = read_json("responsibility_rules.json")["rules"]
    assert [rule["id"] for rule in rules] == [f"R{number}" for number in range(1, 15)]
    assert all(ref["document"] and ref["clause"] for rule in rules for ref in rule["refs"])


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["东湖区", "牵头", "市教育局", "《", "公众号", "\n", "，", "垃圾", "我市", "\ud800", "印发", "北郊镇"]
        ),
        max_size=25,
    ),
    st.lists(st.tuples(st.sampled_from(["education", "locality", "no_such", "tax"]), st.floats(0, 1)), max_size=4),
)
def test_any_text_gets_an_answer_in_bounds(parts: list[str], functions: list[tuple[str, float]]) -> None:
    scored = tuple(Scored(name, score) for name, score in sorted(functions, key=lambda row: -row[1]))
    lead, others = _assign("".join(parts), scored)
    assert all(0 <= c.score <= 1 for c in (lead, *others))
    assert len({(c.function, c.unit) for c in (lead, *others)}) == 1 + len(others)


def test_broken_characters_do_not_shift_what_is_shown_as_the_reason() -> None:
    assert _assign("市教育局\ud800牵头\n")[0].function == "education"


@settings(deadline=None)
@given(st.sampled_from(["今天天气不错。", "特此反映。", "谢谢。"]))
def test_a_neutral_sentence_does_not_change_the_lead(sentence: str) -> None:
    text = "北郊镇的垃圾堆了一周没人清运\n"
    assert _assign(text)[0] == _assign(text + sentence)[0]
