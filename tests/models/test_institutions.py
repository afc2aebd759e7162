"""The body a text is about is found with its whole name; a person never is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.institutions import find_institution


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("云川水务集团被投诉乱收费\n云川水务集团回应称正在调查", "云川水务集团"),
        ("市民反映东湖区第二人民医院收费贵", "东湖区第二人民医院"),
        ("我在云川市实验小学就读的孩子", "云川市实验小学"),
        ("云川市第三中学食堂饭菜有异味", "云川市第三中学"),
        ("位于北郊镇的云川宏达化工有限公司夜间排污", "云川宏达化工有限公司"),
        ("云川云湖风景区门票涨价", "云川云湖风景区"),
        ("云川华景物业公司不作为", "云川华景物业公司"),
        ("专家走进云川市中医院", "云川市中医院"),
        ("云川市高等职业学校食堂", "云川市高等职业学校"),
        ("投诉云川市工商局不作为", "云川市工商局"),
        ("感谢东湖区应急管理局", "东湖区应急管理局"),
        ("晚上云川宏达砖厂还在开工", "云川宏达砖厂"),
        ("请责令云川国际大酒店整改", "云川国际大酒店"),
    ],
)
def test_institutions_are_found_whole(text: str, name: str) -> None:
    found = find_institution(text)
    assert found is not None
    assert found.name == name
    assert text[found.start : found.end] == name


@pytest.mark.parametrize(
    "text",
    [
        "相关公司未回应",
        "市场监管要加强",
        "大学生就业难",
        "王先生在学校门口",
        "李女士反映噪音扰民",
        "",
        "公园路拥堵",
        "一家公司欠薪",
        "有人冒充燃气公司",
        "哈尔滨、长春等机场",
        "云川市义务教育学校招生",
        "结合口袋公园建设",
        "公交车进学校",
        "儿子明年读大学",
        "孩子上小学",
        "很多地方机场都这样",
        "感谢拆迁办",
        "物业欠自来水公司的钱",
        "县委县政府高度重视",
        "早上砖厂就开工",
        "张校长在学校打人",
        "刘医生在医院收红包",
        "网友王某称学校收费",
        "楼下幼儿园放音乐",
    ],
)
def test_persons_and_general_words_are_no_institutions(text: str) -> None:
    assert find_institution(text) is None


def test_the_most_spoken_of_wins() -> None:
    found = find_institution(
        "云川市住建局回应\n云川宏达置业公司停工，云川宏达置业公司称资金紧张，云川宏达置业公司正在筹款"
    )
    assert found is not None
    assert found.name == "云川宏达置业公司"


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    found = find_institution(text)
    assert found is None or len(found.name) == found.end - found.start > 2


@pytest.mark.parametrize("text", ["公司" * 500_000, "中" * 999_999 + "公司", "云川公司" * 250_000])
def test_giant_texts_are_read(text: str) -> None:
    found = find_institution(text)
    assert found is None or text[found.start : found.end] == found.name
