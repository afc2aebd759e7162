"""The rules R1 to R14, each where it applies and where it nearly does: a test names the document and the clause."""

from __future__ import annotations

import pytest

from models.unit_rules import rule_of
from models.units import UnitAssigner
from opinion_desk.domain.unit import Unit
from opinion_desk.domain.verdict import NOBODY, Emergency, Scored, Severity, Verdict, Voice
from tests.models.assigning import OWN, assign, rule_for, words_for

ACCIDENT = Emergency.ACCIDENT


# --- R1


def test_r1_of_宿政办秘2017_78号_正文四_without_a_place_below_the_competent_department_answers() -> None:
    lead, _ = assign("我市垃圾清运不及时\n")
    assert (lead.function, lead.unit, lead.rule) == ("urban_management", "云川市城市管理局", "R1")


def test_r1_of_天宁区实施意见_二1_5_the_institution_involved_answers_by_its_own_name() -> None:
    lead, _ = assign("云川水务集团乱收水费\n云川水务集团未回应", (Scored("water_supply", 0.8),))
    assert (lead.function, lead.unit) == ("water_supply", "云川水务集团")


def test_r1_of_天宁区实施意见_二1_5_the_unit_the_headline_complains_of_comes_before_who_is_competent_for_such_matters() -> (
    None
):
    text = "云川供电公司拖欠工资\n"
    lead, others = assign(text, (Scored("human_resources", 0.6),))
    assert (lead.function, lead.unit, lead.rule) == ("power_supply", "云川供电公司", "R1")
    assert others[0].function == "human_resources"


def test_r1_does_not_take_a_school_for_the_unit_whose_matter_is_the_noise_beside_it() -> None:
    lead, others = assign("东湖实验小学旁边工地噪声大\n", (Scored("ecology_environment", 0.7),))
    assert (lead.function, lead.rule) == ("ecology_environment", "R1")
    assert rule_for((lead, others), "education") is not None


def test_r1_does_not_take_a_bare_kind_of_company_for_the_institution_involved() -> None:
    lead, _ = assign("有人冒充燃气公司上门推销阀门\n", (Scored("gas_supply", 0.9),))
    assert lead.unit == "云川市燃气公司"


def test_r1_says_nobody_when_nothing_points_anywhere() -> None:
    assert assign("你好\n", ()) == (NOBODY, ())


# --- R2


def test_r2_of_天宁区实施意见_二1_5_a_grand_decision_is_answered_by_its_department() -> None:
    assert assign("政府工作报告提出的旧区改造何时开始\n")[0].rule == "R2"
    assert "政府工作报告" in words_for("政府工作报告提出的旧区改造何时开始\n")


def test_r2_of_天宁区实施意见_二1_5_holds_though_the_decision_touches_a_town() -> None:
    lead, others = assign("重大行政决策：北郊镇垃圾场选址\n", (Scored("urban_management", 0.9),))
    assert (lead.function, lead.rule) == ("urban_management", "R2")
    assert others[0].unit == "北郊镇人民政府"


def test_r2_leaves_a_town_its_own_matter_when_no_decision_of_the_city_is_spoken_of() -> None:
    assert assign("北郊镇垃圾场选址不合理\n", (Scored("urban_management", 0.9),))[0].rule == "R3"


# --- R3


@pytest.mark.parametrize(
    ("place", "unit"),
    [
        ("东湖街道", "东湖街道办事处"),
        ("北郊镇", "北郊镇人民政府"),
        ("东湖区", "东湖区人民政府"),
        ("云川经济开发区", "云川经济开发区管理委员会"),
        ("东湖路", "东湖街道办事处"),
    ],
)
def test_r3_of_天宁区实施意见_二1_5_the_place_below_answers_and_the_department_follows(place: str, unit: str) -> None:
    lead, others = assign(f"{place}的垃圾堆了一周没人清运\n")
    assert (lead.function, lead.unit, lead.rule) == ("locality", unit, "R3")
    assert others[0].function == "urban_management"
    assert place in words_for(f"{place}的垃圾堆了一周没人清运\n")


def test_r3_does_not_reach_places_of_another_city_nor_the_jurisdiction_itself() -> None:
    assert assign("南昌市东湖区的垃圾堆了一周\n")[0].rule == "R1"
    assert assign("云川市的垃圾堆了一周\n")[0].rule == "R1"


def test_r3_leaves_what_is_run_from_above_to_its_own_line_though_a_town_is_named() -> None:
    for function in ("tax", "postal", "housing_fund", "power_supply", "tobacco", "fire_rescue", "central_bank"):
        lead, others = assign("我住东湖街道，请问怎么办理\n", (Scored(function, 0.95),))
        assert lead.function == function
        assert others[0].unit == "东湖街道办事处"


def test_r3_leaves_police_matters_to_the_police_though_a_town_is_the_address() -> None:
    assert (
        assign("我住东湖区，想问电动车上牌去哪里办\n", (Scored("traffic_police", 0.95),))[0].function
        == "traffic_police"
    )


def test_r3_takes_a_named_bureau_of_the_place_for_the_places_own() -> None:
    lead, others = assign("东湖区教育局答复敷衍\n", (Scored("education", 0.6),))
    assert lead.unit == "东湖区人民政府"
    assert others[0].function == "education"


# --- R4


def test_r4_of_天宁区实施意见_二1_5_several_places_are_answered_by_the_superior_department() -> None:
    lead, others = assign("东湖区和南岸区都出现垃圾积压\n")
    assert (lead.function, lead.rule) == ("urban_management", "R4")
    assert {"东湖区人民政府", "南岸区人民政府"} <= {c.unit for c in others}


def test_r4_does_not_apply_when_the_second_place_is_named_in_passing() -> None:
    lead, _ = assign("东湖区垃圾没人清\n东湖区的垃圾堆了一周，东湖区城管不来，南岸区就没有这样")
    assert (lead.unit, lead.rule) == ("东湖区人民政府", "R3")


def test_r4_does_not_apply_when_no_department_is_known() -> None:
    lead, _ = assign("东湖区和南岸区的事\n", ())
    assert (lead.function, lead.rule) == ("locality", "R3")


# --- R5


def test_r5_of_天宁区实施意见_二1_5_several_departments_answer_together() -> None:
    choices = assign("烧烤油烟扰民\n", (Scored("urban_management", 0.5), Scored("ecology_environment", 0.4)))
    assert rule_for(choices, "ecology_environment") == "R5"
    assert rule_for(choices, "gov_office") is None


def test_r5_of_天宁区实施意见_二1_5_the_government_office_settles_who_leads_where_departments_shift_a_matter() -> None:
    choices = assign("油烟扰民互相推诿\n", (Scored("urban_management", 0.5), Scored("ecology_environment", 0.4)))
    assert rule_for(choices, "gov_office") == "R5"


def test_r5_does_not_make_a_far_runner_up_a_co_unit() -> None:
    choices = assign("垃圾没人清，互相推诿\n", (Scored("urban_management", 0.8), Scored("ecology_environment", 0.1)))
    assert rule_for(choices, "ecology_environment") == "R1"
    assert rule_for(choices, "gov_office") is None


# --- R6, R7, R8, R13


def test_r6_of_天宁区实施意见_二1_5_the_publicity_department_leads_the_release_of_a_grave_matter() -> None:
    choices = assign("云川大桥多车相撞造成12人死亡\n", (Scored("traffic_police", 0.6),), emergency=ACCIDENT, level=2)
    assert rule_for(choices, "publicity") == "R6"


def test_r6_is_not_called_by_a_lesser_accident() -> None:
    choices = assign("云川大桥多车相撞造成3人死亡\n", (Scored("traffic_police", 0.6),), emergency=ACCIDENT, level=3)
    assert rule_for(choices, "publicity") is None


def test_r7_of_宿政办秘2017_78号_正文四_the_gravest_go_to_the_head_of_government() -> None:
    choices = assign("厂房爆炸造成31人死亡\n", (), emergency=ACCIDENT, level=1)
    assert choices[0].function == "emergency"
    assert rule_for(choices, "gov_office") == "R7"


def test_r7_is_not_called_by_the_second_level() -> None:
    assert rule_for(assign("厂房爆炸造成12人死亡\n", (), emergency=ACCIDENT, level=2), "gov_office") is None


def test_r8_of_天宁区实施意见_二1_5_a_grave_emergency_obliges_the_head_of_the_unit_to_speak() -> None:
    for level, rules in ((1, ("R1", "R6", "R7", "R8", "R13")), (2, ("R1", "R6", "R8", "R13"))):
        lead, others = assign("厂房爆炸\n", (), emergency=ACCIDENT, level=level)
        assert Verdict(emergency=ACCIDENT, severity=Severity(level), lead=lead, others=others).rules == rules


def test_r8_is_not_called_by_a_lesser_emergency_nor_by_numbers_without_one() -> None:
    lead, others = assign("厂房起火\n", (), emergency=ACCIDENT, level=3)
    assert "R8" not in Verdict(emergency=ACCIDENT, severity=Severity(3), lead=lead, others=others).rules
    assert Verdict(severity=Severity(1)).rules == ()


def test_r8_of_苏政办发2020_65号_一3_a_grave_accident_in_a_town_is_not_left_to_the_town() -> None:
    lead, others = assign("北郊镇厂房爆炸造成12人死亡\n", (), emergency=ACCIDENT, level=2)
    assert lead.function == "emergency"
    assert others[0].unit == "北郊镇人民政府"


def test_r13_of_宿政办发2019_20号_二2_a_grave_matter_is_shared_with_cyberspace() -> None:
    choices = assign("云川大桥多车相撞造成12人死亡\n", (Scored("traffic_police", 0.6),), emergency=ACCIDENT, level=2)
    assert rule_for(choices, "cyberspace") == "R13"


def test_r13_is_not_called_by_an_everyday_matter() -> None:
    assert rule_for(assign("垃圾没人清\n"), "cyberspace") is None


# --- R9


def test_r9_of_天宁区实施意见_二1_4_who_drafted_a_paper_explains_it() -> None:
    lead, _ = assign("市教育局印发的《招生办法》看不懂\n")
    assert (lead.function, lead.rule) == ("education", "R9")


def test_r9_of_天宁区实施意见_二1_4_of_a_joint_paper_the_first_leads_and_the_others_help() -> None:
    lead, others = assign("市民政局、市财政局和市残联联合印发《补贴细则》，条文矛盾\n")
    assert (lead.function, lead.rule) == ("civil_affairs", "R9")
    assert [c.function for c in others if c.rule == "R9"] == ["finance", "disabled_federation"]


def test_r9_of_天宁区实施意见_二1_4_a_paper_of_the_government_is_explained_by_the_department_that_drafted_it() -> None:
    lead, _ = assign("市政府印发的《垃圾分类实施方案》看不懂\n")
    assert (lead.function, lead.rule) == ("urban_management", "R9")


def test_r9_is_not_called_by_a_department_that_publishes_without_any_paper() -> None:
    assert assign("市教育局发布招生信息\n", (Scored("education", 0.8),))[0].rule == "R1"


def test_r9_does_not_take_a_department_that_is_only_met_before_another_issued_the_paper() -> None:
    lead, _ = assign("去了市住建局才知道，市民政局印发了《补贴细则》\n")
    assert lead.function == "civil_affairs"


# --- R10


def test_r10_of_天宁区实施意见_二2_9_who_opened_an_account_answers_for_it() -> None:
    lead, _ = assign("市卫健委公众号发文出错\n")
    assert (lead.function, lead.rule) == ("health", "R10")


def test_r10_of_天宁区实施意见_二2_9_an_account_is_known_by_its_name_in_the_registry() -> None:
    own = UnitAssigner("云川市", [Unit(1, "云川市公安局", "public_security", aliases=("平安云川",))], OWN)
    lead, _ = assign("“平安云川”公众号怼网友\n", assigner=own)
    assert (lead.unit, lead.rule) == ("云川市公安局", "R10")


def test_r10_is_not_called_by_an_account_of_nobodys_office() -> None:
    assert assign("某美食公众号说垃圾没人清\n")[0].rule == "R1"


# --- R11


def test_r11_of_天宁区实施意见_二1_5_falsehood_goes_to_police_and_cyberspace_while_the_department_answers() -> None:
    choices = assign("网传自来水有毒\n", (Scored("water_supply", 0.6),), voice=Voice.RUMOUR)
    assert choices[0].function == "water_supply"
    assert rule_for(choices, "public_security") == "R11"
    assert rule_for(choices, "cyberspace") == "R11"


def test_r11_is_not_called_by_a_refutation() -> None:
    choices = assign("网传自来水有毒系谣言\n", (Scored("water_supply", 0.6),), voice=Voice.OFFICIAL)
    assert rule_for(choices, "public_security") is None


# --- R12


def test_r12_of_宿政办秘2017_78号_附件2注_the_first_named_unit_leads_and_the_rest_help() -> None:
    lead, others = assign("责任单位：市教育局、市公安局、市城管局\n")
    assert (lead.function, lead.rule) == ("education", "R12")
    assert [c.function for c in others if c.rule == "R12"] == ["public_security", "urban_management"]


def test_r12_of_宿政办秘2017_78号_附件2注_who_is_said_to_lead_leads_and_who_helps_follows() -> None:
    lead, others = assign("校园周边整治由市教育局牵头，市公安局、市城管局配合\n", (Scored("urban_management", 0.4),))
    assert (lead.function, lead.rule) == ("education", "R12")
    assert {c.function for c in others if c.rule == "R12"} == {"public_security", "urban_management"}


def test_r12_of_宿政办秘2017_78号_附件2注_reads_the_lead_behind_a_colon_too() -> None:
    lead, others = assign("牵头单位：市水利局，配合单位：市农业农村局\n")
    assert (lead.function, lead.rule) == ("water", "R12")
    assert others[0].function == "agriculture"


def test_r12_is_not_called_by_responsible_units_that_are_not_listed() -> None:
    assert assign("请责任单位尽快清运垃圾\n")[0].rule == "R1"
    assert assign("市教育局被追究，责任单位要整改垃圾\n")[0].rule == "R1"


# --- R14


def test_r14_of_宿政办发2019_20号_一3_who_enforces_answers_for_it() -> None:
    assert assign("摊位被罚款，行政处罚依据是什么\n")[0].rule == "R14"


def test_r14_of_苏政办发2020_65号_二2_the_enforcer_that_is_named_leads() -> None:
    lead, _ = assign("货车被市交通运输局扣押\n", (Scored("public_security", 0.5),))
    assert (lead.function, lead.rule) == ("transport", "R14")


def test_r14_is_not_called_by_a_matter_without_enforcement() -> None:
    assert assign("摊位太多\n")[0].rule == "R1"


def test_r14_does_not_take_a_court_for_an_enforcer() -> None:
    lead, _ = assign("房子被法院查封，开发商不退款\n", (Scored("housing_construction", 0.6),))
    assert lead.function == "housing_construction"


# --- all of them


def test_every_rule_has_its_document_and_clause() -> None:
    for number in range(1, 15):
        rule = rule_of(f"R{number}")
        assert rule is not None and rule.id == f"R{number}" and rule.when and rule.then
        assert rule.refs and all(ref.document and ref.clause for ref in rule.refs)
    assert rule_of("R15") is None
    assert rule_of("") is None
