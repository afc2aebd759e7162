"""Properties of reading: neutral words, the order of a batch, company in a batch and the script change nobody's responsibility."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import read_json
from models.reader import TextReader, load_reader
from opinion_desk.domain.reading import TextToRead
from opinion_desk.domain.verdict import Verdict
from tests.models.assigning import OWN

MATTERS = (
    ("小区停水三天", "水务公司说在抢修，可是一直没有水。"),
    ("自来水发黄有异味", "家里老人小孩都不敢喝。"),
    ("楼下烧烤店油烟扰民", "晚上窗户都不敢开。"),
    ("夜市占道经营", "摊贩把人行道占满了，行人只能走机动车道。"),
    ("路灯坏了一个月没人修", "晚上一片漆黑。"),
    ("垃圾桶满了没人清运", "夏天臭得很，苍蝇到处飞。"),
    ("工地半夜施工噪声大", "打桩机响到凌晨两点。"),
    ("化工厂夜里偷排废气", "刺鼻的气味让人睡不着。"),
    ("河水变黑发臭", "上游的造纸厂往河里排污水。"),
    ("拖欠农民工工资", "干了半年，包工头一分钱没有发。"),
    ("公司不给缴社保", "辞职时也没有任何补偿。"),
    ("养老金为什么没有涨", "退休十年了，想了解调整办法。"),
    ("工伤认定拖了半年", "材料交上去就没有消息。"),
    ("异地住院医保报销太慢", "材料交了三个月没有到账。"),
    ("生育津贴什么时候发", "出院四个月了。"),
    ("医院乱收费", "做了一次检查收了三次钱。"),
    ("疫苗接种要排队多久", "社区卫生服务中心说没有货。"),
    ("医生态度恶劣", "急诊等了三个小时没有人管。"),
    ("学校强制补课收费", "周末也不让孩子休息。"),
    ("学区划分不公布", "家门口的小学不让报名。"),
    ("幼儿园伙食太差", "孩子回家总说吃不饱。"),
    ("教师资格证怎么认定", "请问需要哪些材料？"),
    ("公交车等四十分钟不来", "早高峰班次太少。"),
    ("公交司机甩站", "在站台招手也不停车。"),
    ("出租车拒载不打表", "火车站门口都是这样。"),
    ("网约车乱加价", "下雨天涨了三倍。"),
    ("红绿灯时间太短", "老人过马路走到一半就变灯。"),
    ("电动车上牌去哪里办", "新买的车没有牌照。"),
    ("驾驶证换证流程", "请问可以在网上办理吗？"),
    ("违停罚款不合理", "没有划线也没有标志。"),
    ("被电信诈骗五万元", "已经报案两个月没有进展。"),
    ("小区被盗多次", "监控是坏的，民警说查不到。"),
    ("户口迁移办理太难", "派出所让跑了四趟。"),
    ("养犬不牵绳咬人", "孩子被咬伤，狗主人不承认。"),
    ("物业不作为乱收费", "电梯坏了不修，物业费还要涨。"),
    ("业委会选举不公开", "票数没有公示。"),
    ("开发商延期交房", "已经逾期一年，楼盘停工。"),
    ("新房漏水质量差", "墙面全是裂缝。"),
    ("公租房申请排队多久", "符合条件两年了没有分到。"),
    ("老旧小区加装电梯补贴", "一楼住户不同意怎么办？"),
    ("房产证一直办不下来", "交房五年，不动产登记总说缺材料。"),
    ("征地补偿款没有发", "地被占了三年。"),
    ("违法占用耕地建厂房", "基本农田上盖了三排房子。"),
    ("宅基地审批停了两年", "家里人多住不下。"),
    ("拆迁安置房遥遥无期", "过渡费也停发了。"),
    ("电梯困人维保单位不露面", "故障三天两头发生。"),
    ("超市卖过期食品", "买的牛奶过期一个月。"),
    ("餐馆后厨老鼠乱跑", "吃完拉了三天肚子。"),
    ("网购退货商家不退款", "平台客服也不处理。"),
    ("加油站计量不准", "加满比平时多了八升。"),
    ("预付卡商家跑路", "健身房一夜之间关门了。"),
    ("低保为什么被取消", "家里没有收入来源。"),
    ("养老院护理员打人", "老人身上有淤青。"),
    ("婚姻登记周末上班吗", "想领结婚证。"),
    ("公墓价格太高", "一块墓地要十几万。"),
    ("退伍军人优抚金没有到账", "今年一直没有收到。"),
    ("残疾证年检去哪里", "行动不便能不能上门？"),
    ("景区门票涨价", "节假日人山人海没有人维持秩序。"),
    ("导游强迫购物", "不买东西就不让上车。"),
    ("图书馆闭馆太早", "下班过去已经关门。"),
    ("网吧容留未成年人", "孩子逃学去上网。"),
    ("停电没有通知", "一天停了三次，冰箱里的东西都坏了。"),
    ("电价为什么按商业收", "明明是住宅。"),
    ("天然气入户费太高", "别的小区只收一半。"),
    ("燃气灶漏气没人来修", "打电话一直占线。"),
    ("暖气不热", "室内只有十四度，热力公司不退费。"),
    ("快递放驿站不送货上门", "驿站还要收保管费。"),
    ("手机信号差", "整栋楼打不了电话。"),
    ("宽带资费乱扣", "没有办过的套餐扣了半年。"),
    ("公积金贷款额度", "请问夫妻双方最高可以贷多少？"),
    ("公积金提取到账慢", "提交二十天了。"),
    ("发票商家不给开", "说开票要加税点。"),
    ("二手房契税怎么算", "第二套房。"),
    ("银行卡被冻结", "柜台说不清楚原因。"),
    ("保险拒赔", "买的时候业务员没有说清楚。"),
    ("非法集资血本无归", "公司老板已经跑了。"),
    ("粮食收购价格太低", "今年小麦卖不出去。"),
    ("惠农补贴被冒领", "名单上有去世多年的人。"),
    ("水库大坝渗水", "下游几百户人家很担心。"),
    ("农田灌溉渠堵塞", "庄稼都旱死了。"),
    ("林地里的树被乱砍", "几百棵松树一夜之间没有了，林业部门不管。"),
    ("消防通道被堵", "楼道里堆满了杂物和电动车。"),
    ("烟花爆竹违规存放", "仓库就在居民楼下。"),
    ("高速服务区收费乱", "充电桩一半是坏的。"),
    ("东湖区垃圾没人清", "东湖区的小区垃圾堆了一周。"),
    ("北郊镇通村公路塌陷", "村里的路断了两个月。"),
    ("东湖街道停车难", "老旧小区一位难求。"),
    ("云川经济开发区企业排污", "晚上往沟里排水。"),
    ("东湖区和南岸区交界处道路破损", "两边都说不归自己管。"),
    ("市教育局印发的《招生办法》看不懂", "条款前后矛盾。"),
    ("市卫健委公众号发文出错", "数字写错了。"),
    ("网传自来水有毒", "听说已经有人中毒，速转！"),
)
NEUTRAL = (
    "谢谢。",
    "谢谢！",
    "特此反映。",
    "以上情况属实。",
    "望予以答复。",
    "此致敬礼！",
    "打扰了。",
    "辛苦了。",
    "你好。",
    "您好！",
    "盼复。",
    "期待您的回复。",
    "希望尽快解决。",
    "情况就是这样。",
    "今天天气不错。",
    "以上所说都是真的。",
    "先说到这里。",
    "不知道说得清不清楚。",
    "第一次写信，请多包涵。",
    "祝工作顺利！",
)


@pytest.fixture(scope="module")
def reader() -> TextReader:
    return load_reader("云川市", own_places=OWN)


def _text(number: int, title: str, body: str) -> TextToRead:
    return TextToRead(str(number), title, body)


TEXTS = tuple(_text(number, title, body) for number, (title, body) in enumerate(MATTERS))


@pytest.fixture(scope="module")
def plain(reader: TextReader) -> list[Verdict]:
    return reader.read(TEXTS)


def _answers(verdicts: list[Verdict]) -> list[Any]:
    return [(verdict.lead.function, verdict.lead.unit) for verdict in verdicts]


def test_every_matter_of_the_list_has_somebody_to_answer(plain: list[Verdict]) -> None:
    assert [MATTERS[n] for n, verdict in enumerate(plain) if verdict.lead.function is None] == []


@pytest.mark.parametrize("sentence", NEUTRAL)
def test_a_neutral_sentence_before_or_behind_changes_no_lead(
    reader: TextReader, plain: list[Verdict], sentence: str
) -> None:
    for texts in (
        [_text(n, title, body + sentence) for n, (title, body) in enumerate(MATTERS)],
        [_text(n, title, sentence + body) for n, (title, body) in enumerate(MATTERS)],
    ):
        pairs = zip(MATTERS, _answers(plain), _answers(reader.read(texts)), strict=True)
        assert [(matter, was, became) for matter, was, became in pairs if was != became] == []


@settings(max_examples=30, deadline=None)
@given(
    matter=st.integers(0, len(MATTERS) - 1),
    before=st.lists(st.sampled_from(NEUTRAL), max_size=3),
    behind=st.lists(st.sampled_from(NEUTRAL), max_size=3),
)
def test_several_neutral_sentences_change_no_lead(
    reader: TextReader, plain: list[Verdict], matter: int, before: list[str], behind: list[str]
) -> None:
    title, body = MATTERS[matter]
    read = reader.read([_text(0, title, "".join(before) + body + "".join(behind))])
    assert _answers(read) == [_answers(plain)[matter]]


@settings(max_examples=20, deadline=None)
@given(order=st.permutations(range(len(MATTERS))))
def test_the_order_of_a_batch_does_not_matter(reader: TextReader, plain: list[Verdict], order: list[int]) -> None:
    assert reader.read([TEXTS[n] for n in order]) == [plain[n] for n in order]


def test_a_text_reads_alone_as_it_does_in_a_batch(reader: TextReader, plain: list[Verdict]) -> None:
    assert [reader.read([text])[0] for text in TEXTS] == plain


def _traditional() -> dict[int, str]:
    """The table of traditional characters the other way round; of several for one the first."""
    rows = read_json("lexicons/traditional.json")
    table: dict[int, str] = {}
    for traditional, simplified in zip(rows["traditional"], rows["simplified"], strict=True):
        table.setdefault(ord(simplified), traditional)
    return table


def test_simplified_and_traditional_characters_are_read_alike(reader: TextReader, plain: list[Verdict]) -> None:
    table = _traditional()
    texts = [_text(n, title.translate(table), body.translate(table)) for n, (title, body) in enumerate(MATTERS)]
    assert sum(text.title != title for text, (title, _) in zip(texts, MATTERS, strict=True)) > len(MATTERS) // 2
    for was, became in zip(plain, reader.read(texts), strict=True):
        assert (became.lead, became.others, became.topics) == (was.lead, was.others, was.topics)
        assert (became.voice, became.kind, became.scope) == (was.voice, was.kind, was.scope)
