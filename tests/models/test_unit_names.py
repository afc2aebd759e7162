"""What a unit is called: by the pattern of its level and province, and as the desk itself writes it."""

from __future__ import annotations

import pytest

from models.functions import function_of_name, functions
from models.unit_names import UnitNames, government_of
from opinion_desk.domain.unit import Unit

CITY = {
    "gov_office": "商洛市人民政府办公室",
    "publicity": "中共商洛市委宣传部",
    "staffing": "中共商洛市委机构编制委员会办公室",
    "court": "商洛市中级人民法院",
    "public_security": "商洛市公安局",
    "traffic_police": "商洛市公安局交通警察支队",
    "fire_rescue": "商洛市消防救援支队",
    "tax": "国家税务总局商洛市税务局",
    "central_bank": "中国人民银行商洛市分行",
    "financial_supervision": "国家金融监督管理总局商洛监管分局",
    "ecology_environment": "商洛市生态环境局",
    "youth_league": "共青团商洛市委",
    "power_supply": "国网商洛供电公司",
    "expressway": "陕西省高速公路公司",
}
COUNTY = {
    "court": "镇安县人民法院",
    "public_security": "镇安县公安局",
    "traffic_police": "镇安县公安局交通警察大队",
    "fire_rescue": "镇安县消防救援大队",
    "tax": "国家税务总局镇安县税务局",
    "central_bank": "中国人民银行商洛市分行",
    "financial_supervision": "国家金融监督管理总局镇安监管支局",
    "ecology_environment": "商洛市生态环境局镇安分局",
    "natural_resources": "镇安县自然资源和规划局",
    "meteorology": "镇安县气象局",
    "tobacco": "镇安县烟草专卖局",
    "postal": "商洛市邮政管理局",
    "housing_fund": "商洛市住房公积金管理中心镇安管理部",
    "power_supply": "国网镇安县供电公司",
    "water_supply": "镇安县供水公司",
}
DISTRICT = {
    "gov_office": "常州市天宁区人民政府办公室",
    "housing_construction": "常州市天宁区住房和城乡建设局",
    "public_security": "常州市公安局天宁分局",
    "traffic_police": "常州市公安局交通警察支队天宁大队",
    "fire_rescue": "常州市天宁区消防救援大队",
    "tax": "国家税务总局常州市天宁区税务局",
    "central_bank": "中国人民银行常州市分行",
    "ecology_environment": "常州市天宁生态环境局",
    "natural_resources": "常州市自然资源和规划局天宁分局",
    "meteorology": "常州市气象局",
    "tobacco": "常州市烟草专卖局",
    "postal": "常州市邮政管理局",
    "housing_fund": "常州市住房公积金管理中心天宁管理部",
    "power_supply": "国网常州供电公司",
    "water_supply": "常州市供水公司",
    "public_transport": "常州市公共交通集团",
}
COUNTY_CITY = {
    "ecology_environment": "苏州市常熟生态环境局",
    "public_security": "常熟市公安局",
    "tax": "国家税务总局常熟市税务局",
    "education": "常熟市教育局",
}
PROVINCE = {
    "education": "江苏省教育厅",
    "gov_office": "江苏省人民政府办公厅",
    "court": "江苏省高级人民法院",
    "public_security": "江苏省公安厅",
    "fire_rescue": "江苏省消防救援总队",
    "natural_resources": "江苏省自然资源厅",
    "market_supervision": "江苏省市场监督管理局",
}


@pytest.mark.parametrize(
    ("jurisdiction", "names"),
    [("商洛", CITY), ("镇安县", COUNTY), ("常州市天宁区", DISTRICT), ("常熟市", COUNTY_CITY), ("江苏省", PROVINCE)],
)
def test_a_unit_is_named_by_the_pattern_of_its_level(jurisdiction: str, names: dict[str, str]) -> None:
    units = UnitNames(jurisdiction)
    assert {function: units.of(function) for function in names} == names


@pytest.mark.parametrize(
    ("jurisdiction", "function", "name"),
    [
        ("北京市朝阳区", "public_security", "北京市公安局朝阳分局"),
        ("上海市", "education", "上海市教育委员会"),
        ("重庆市", "court", "重庆市高级人民法院"),
        ("南宁市", "power_supply", "南宁供电局"),
        ("徐州市鼓楼区", "ecology_environment", "徐州市鼓楼生态环境局"),
        ("商州区", "ecology_environment", "商洛市生态环境局商州分局"),
        ("湘西州", "public_security", "湘西土家族苗族自治州公安局"),
        ("云川市", "housing_construction", "云川市住房和城乡建设局"),
        ("清江县", "ecology_environment", "清江县生态环境局"),
        ("清江县", "central_bank", "中国人民银行分行"),
        ("清江县", "expressway", "高速公路公司"),
        ("云川市", "locality", "云川市人民政府"),
        (None, "housing_construction", "住房和城乡建设局"),
    ],
)
def test_provinces_municipalities_and_places_no_list_has_are_named_as_practice_says(
    jurisdiction: str | None, function: str, name: str
) -> None:
    assert UnitNames(jurisdiction).of(function) == name


@pytest.mark.parametrize("jurisdiction", ["商洛市", "镇安县", "常州市天宁区", "江苏省", "北京市", "云川市", "清江县"])
def test_every_unit_has_a_whole_name_that_leads_back_to_its_function(jurisdiction: str) -> None:
    units = UnitNames(jurisdiction)
    for function in functions():
        name = units.of(function.id)
        assert "{" not in name and "委委" not in name and len(name) >= 4
        found = function_of_name(name)
        if function.id != "locality":
            assert found is not None, name
            assert found.id == function.id, name


def test_a_function_without_a_name_here_is_named_by_its_id() -> None:
    assert UnitNames("云川市").of("nothing") == "nothing"


def test_the_registrys_longest_name_at_the_end_of_a_text_tells_its_function() -> None:
    units = UnitNames("云川市", [Unit(1, "云川市公安局", "public_security", ("平安云川",)), Unit(2, "云川", None)])
    assert units.function_ending("今天平安云川") == "public_security"
    assert units.function_ending("平安云川说") is None


@pytest.mark.parametrize(
    ("place", "government"),
    [
        ("东湖街道", "东湖街道办事处"),
        ("北郊镇", "北郊镇人民政府"),
        ("李家乡", "李家乡人民政府"),
        ("东湖区", "东湖区人民政府"),
        ("镇安县", "镇安县人民政府"),
        ("云川经济开发区", "云川经济开发区管理委员会"),
        ("云湖风景区", "云湖风景区管理委员会"),
        ("高新区管委会", "高新区管理委员会"),
    ],
)
def test_a_place_below_has_its_government(place: str, government: str) -> None:
    assert government_of(place) == government
