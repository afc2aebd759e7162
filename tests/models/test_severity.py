"""Emergencies and their hinted level: criteria with 以上/以下, corrections, and the traps that must not raise it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.severity import cases
from models.severity import read_emergency
from opinion_desk.domain.verdict import Emergency
from tests.models.written_numerals import chinese

A, N, H, S = Emergency.ACCIDENT, Emergency.NATURAL_DISASTER, Emergency.PUBLIC_HEALTH, Emergency.PUBLIC_SECURITY


@pytest.mark.parametrize(
    ("text", "emergency", "level"),
    [
        ("云川一煤矿发生瓦斯爆炸，造成30人死亡", A, 1),
        ("云川一煤矿发生瓦斯爆炸，造成29人死亡", A, 2),
        ("云川一工地脚手架坍塌，10人遇难", A, 2),
        ("云川一工地脚手架坍塌，9人遇难", A, 3),
        ("两车相撞致3死5伤", A, 3),
        ("货车侧翻，2人当场死亡", A, 4),
        ("厂房爆炸造成100人重伤", A, 1),
        ("厂房爆炸造成50人重伤", A, 2),
        ("客车追尾，10人重伤", A, 3),
        ("仓库火灾，直接经济损失1.2亿元", A, 1),
        ("仓库火灾，直接经济损失5000万元", A, 2),
        ("仓库火灾，直接经济损失4999万元", A, 3),
        ("仓库火灾，直接经济损失三百余万元", A, 4),
        ("矿井透水，31人被困，救援正在进行", A, 1),
        ("居民楼倒塌，三十余人遇难", A, 1),
        ("居民楼倒塌，死亡人数为近30人", A, 2),
        ("渡船侧翻，10至29人死亡", A, 2),
        ("一工厂起火，未造成人员伤亡，明火已扑灭", A, 4),
        ("一家三口一氧化碳中毒身亡", A, 3),
        ("化工厂泄漏导致水源污染，疏散居民5万人", A, 1),
        ("化工厂泄漏导致水源污染，疏散居民6000余人", A, 3),
        ("油罐车侧翻造成水源污染，市区停水", A, 1),
        ("我县暴雨引发山洪，造成4人死亡、6人失联", N, 2),
        ("台风登陆，造成直接经济损失6000万元，2人死亡", N, 1),
        ("云川发生5.6级地震，造成12人死亡", N, 3),
        ("某校发生食物中毒，120名学生住院，1人死亡", H, 2),
        ("某校86名学生出现呕吐腹泻，疑似食物中毒，已送医", H, 4),
        ("某厂发生急性职业中毒，50人中毒", H, 2),
        ("男子持刀伤人，致3人死亡，嫌疑人被抓获", S, 3),
    ],
)
def test_figures_give_the_class_and_the_level(text: str, emergency: Emergency, level: int) -> None:
    read = read_emergency(text)
    assert read.emergency is emergency
    assert read.severity is not None
    assert read.severity.level == level
    assert all(read.severity.because)


@pytest.mark.parametrize(
    "text",
    [
        "消防支队举行火灾应急演练\n模拟爆炸造成3人死亡、10人被困",
        "电影《烈火》上映\n影片讲述一场爆炸造成30人死亡的故事",
        "日本发生强烈地震\n地震造成50人死亡",
        "汶川地震十五周年祭\n当年地震造成数万人遇难",
        "去年全市共发生火灾300起，死亡12人，同比下降",
        "小区消防通道被占，一旦发生火灾后果不堪设想",
        "道路破损，容易发生交通事故，请尽快修复",
        "疫情期间工资没发，希望解决",
        "云川市气象台发布暴雨预警，谨防山洪和滑坡",
        "关于加强火灾隐患排查的建议",
        "新车票房爆炸，粉丝聚集",
        "公司资金链断裂，老板跑路",
        "近年来我市交通事故死亡人数逐年下降",
        "交通事故责任认定书什么时候能拿到",
        "开展安全生产培训，讲解触电和中毒的急救知识",
    ],
)
def test_drills_films_foreign_past_and_feared_things_raise_nothing(text: str) -> None:
    assert read_emergency(text).emergency is None
    assert read_emergency(text).severity is None


@pytest.mark.parametrize(
    "text",
    [
        "云川大桥引桥施工支架坍塌\n下午两点发生，有人员被困，救援正在进行。",
        "引桥施工处垮塌有人被埋\n架子整片塌下来，请马上派人救援。",
        "大桥塌了？？？\n南岸轰的一声，灰几层楼高。",
        "城东一厂房倒塌\n消防已到场。",
        "求助\n村口在建的房子倒塌，有工人被埋，快来人。",
    ],
)
def test_a_structure_that_collapsed_is_an_accident_without_any_figure(text: str) -> None:
    read = read_emergency(text)
    assert read.emergency is A
    assert read.severity is None


@pytest.mark.parametrize(
    "text",
    [
        "这桥早晚要塌了，没人管",
        "老桥快塌了，请尽快维修",
        "大桥塌了吗？有人知道吗",
        "隧道没有塌方，大家放心通行",
        "围墙倒塌两年没人修\n请尽快修复",
        "身体垮了，都是加班",
        "公司垮了，欠薪三个月",
        "粉丝说偶像的房子塌了",
        "客厅天花板塌了一块\n楼上漏水",
        "申请重建住房\n家里的老房子已经倒塌，现在没有地方住。",
        "超载大货车过桥没人查\n多少桥梁垮塌都是超载压出来的。",
    ],
)
def test_what_is_feared_asked_denied_or_figurative_did_not_collapse(text: str) -> None:
    assert read_emergency(text).emergency is None


def test_a_corrected_figure_replaces_the_first() -> None:
    text = "云川大桥多车相撞\n初步统计造成8人死亡、6人重伤。截至17时，死亡人数已上升至12人。"
    read = read_emergency(text)
    assert read.severity is not None
    assert (read.severity.level, read.severity.because) == (2, ("死亡人数已上升至12人",))


def test_a_figure_corrected_downwards_counts_too() -> None:
    read = read_emergency("厂房爆炸\n此前通报造成12人死亡。经核实，死亡人数更正为9人。")
    assert read.severity is not None
    assert read.severity.level == 3


def test_a_part_does_not_count_beside_the_whole() -> None:
    read = read_emergency("客车坠河，11人遇难，其中儿童3人遇难")
    assert read.severity is not None
    assert read.severity.level == 2


def test_a_rumoured_figure_does_not_count() -> None:
    read = read_emergency("大桥发生坍塌，3人受伤\n网传30人死亡系谣言")
    assert read.severity is not None
    assert read.severity.level == 4


def test_an_old_year_beside_the_year_of_publication_is_past() -> None:
    assert read_emergency("2019年某厂发生爆炸，造成30人死亡", year=2026).emergency is None


def test_reasons_point_at_their_words() -> None:
    text = "云川大桥发生追尾事故\n造成12人死亡"
    for reason in read_emergency(text).reasons:
        assert text[reason.start : reason.end] == reason.text


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("客车侧翻，9人死亡，又有2人经抢救无效死亡", 2),
        ("客车侧翻，四十人的车队三人受伤", 4),
        ("渡船翻沉，5人均未受伤，1人死亡", 4),
        ("厂房坍塌，200名官兵转移群众，3人死亡", 3),
        ("厂房坍塌，120名队员搜救失踪人员，1人死亡", 4),
        ("厂房坍塌，27人被困，已有20人获救", 4),
        ("厂房坍塌，27人被困，已有12人获救", 2),
        ("厂房坍塌，造成3人死亡，其中1人死亡在送医途中", 3),
        ("仓库大火，挽回损失6000万元，损失300万元", 4),
        ("仓库大火，6000万元的经济损失", 2),
        ("客车侧翻，死亡3人有误，实际死亡2人", 4),
        ("某校发生食物中毒，超过100人住院", 3),
        ("某校发生食物中毒，100人以上住院", 4),
        ("某校发生食物中毒，百余人住院", 3),
        ("客车侧翻，遇难10人以下", 3),
        ("车祸，母女俩一死一伤", 4),
        ("街头持刀行凶，被12名歹徒砍死，1人死亡", 4),
    ],
)
def test_who_was_harmed_is_told_from_who_was_not(text: str, level: int) -> None:
    read = read_emergency(text)
    assert read.severity is not None
    assert read.severity.level == level


@pytest.mark.parametrize(
    ("text", "emergency"),
    [
        ("电影院起火\n昨晚电影院起火，2人受伤", A),
        ("非洲猪瘟疫情\n昨日发生一起非洲猪瘟疫情", H),
        ("韩国料理店爆炸\n今天一家韩国料理店爆炸，1人死亡", A),
        ("美一小学枪击案\n枪击案造成19人死亡", None),
        ("野猪伤人事件\n昨天野猪伤人事件中2人受伤", A),
        ("首尔一酒店爆炸\n韩国首尔一酒店爆炸，1人死亡", None),
        ("防溺水宣传\n民警到校讲课", None),
        ("掌声如山洪暴发\n台下两千人鼓掌", None),
        ("辟谣！爆炸致3人死亡为假\n该厂不存在爆炸，没有3人死亡的情况", None),
        ("男子纵火落网\n2002年他纵火烧死3人后潜逃", None),
        ("矿难二十周年\n那场矿难造成41人遇难", None),
        ("何为重大事故\n造成10人以上死亡，或者50人以上重伤的，属于重大事故", None),
    ],
)
def test_what_stands_beside_a_word_tells_what_it_means(text: str, emergency: Emergency | None) -> None:
    assert read_emergency(text, 2026).emergency is emergency


def test_water_cut_off_counts_where_it_was_polluted_and_is_not_denied() -> None:
    polluted = "油罐车侧翻造成水源污染\n今天油罐车侧翻，造成水源污染，{}。"
    levels = {
        cut: read.level
        for cut in ("市区取水中断", "县城取水中断", "未影响县城取水，县城取水中断", "没有造成市区取水中断，无人员伤亡")
        if (read := read_emergency(polluted.format(cut)).severity)
    }
    assert levels == {
        "市区取水中断": 1,
        "县城取水中断": 2,
        "未影响县城取水，县城取水中断": 2,
        "没有造成市区取水中断，无人员伤亡": 4,
    }
    assert read_emergency("水管爆裂\n小区水管爆裂，市区停水两天。").emergency is None


_SET = [(case.text, case.truth) for case in cases()]
_NEUTRAL = ("记者将继续关注。", "请以官方发布为准。", "本报将持续报道。", "咨询电话见官网。", "感谢大家的阅读。")
_FULL_WIDTH = {ord(str(figure)): 0xFF10 + figure for figure in range(10)}


def _read(text: str) -> tuple[Emergency | None, int | None]:
    read = read_emergency(text, 2026)
    return read.emergency, read.severity.level if read.severity else None


@settings(deadline=None)
@given(st.sampled_from(_SET), st.sampled_from(_NEUTRAL), st.integers(1, 3))
def test_a_neutral_sentence_more_changes_nothing(case: tuple[str, object], neutral: str, times: int) -> None:
    assert _read(case[0] + neutral * times) == _read(case[0])


def test_figures_of_full_and_half_width_are_read_alike() -> None:
    assert [_read(text.translate(_FULL_WIDTH)) for text, _ in _SET] == [_read(text) for text, _ in _SET]


def test_reasons_keep_the_width_of_the_text() -> None:
    text = "厂区爆炸\n今天爆炸造成３人死亡"
    assert "３人死亡" in [reason.text for reason in read_emergency(text).reasons]


@settings(deadline=None)
@given(st.integers(1, 9999), st.sampled_from(["死亡", "重伤", "被困", "受伤"]))
def test_chinese_and_arabic_numerals_are_read_alike(count: int, harm: str) -> None:
    text = "客车侧翻\n今天客车侧翻，造成{}人{}。"
    assert _read(text.format(chinese(count), harm)) == _read(text.format(count, harm))


@settings(deadline=None)
@given(st.text(max_size=300))
def test_anything_at_all_is_read(text: str) -> None:
    for given_text in (text, "爆炸3人死亡" + text, text.join(("地震", "10人被困", "损失5000万元"))):
        read = read_emergency(given_text)
        assert all(given_text[reason.start : reason.end] == reason.text for reason in read.reasons)


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["爆炸", "造成", "3人", "死亡", "，", "\n", "亿", "年", "\udc00", "被困", "初步", "演练"]),
        max_size=40,
    )
)
def test_any_text_is_read(parts: list[str]) -> None:
    read = read_emergency("".join(parts))
    assert read.severity is None or read.emergency is not None


@pytest.mark.parametrize("text", ["爆炸造成3人死亡，" * 60_000, "爆炸" * 500_000, "爆炸死亡" + "一" * 900_000])
def test_hostile_texts_of_a_million_characters_are_read(text: str) -> None:
    read = read_emergency(text)
    assert read.severity is None or read.emergency is not None
