"""The stories of the fictional day: everything here is invented."""

from __future__ import annotations

from dataclasses import dataclass, field

from opinion_desk.domain.inbox import ItemState
from opinion_desk.domain.levels import Level
from opinion_desk.domain.verdict import Attitude, Voice


@dataclass(frozen=True)
class Matter:
    """One story in short; `hits` are words of the text that spoke, with field and weight."""

    title: str
    source: str
    at: str
    topics: tuple[str, ...]
    attitude: Attitude
    unit: str | None
    score: float
    reprints: int = 0
    sources: int = 1
    voice: Voice = Voice.REPORT
    state: ItemState = ItemState.WAITING
    hint: Level | None = None
    scope: tuple[str, ...] = ()
    body: str = ""
    hits: tuple[tuple[str, str, float], ...] = ()
    co: tuple[str, ...] = field(default=())


NEG, NEU, POS = Attitude.NEGATIVE, Attitude.NEUTRAL, Attitude.POSITIVE
HOUSING, WATER, SCHOOL = "云川市住房和城乡建设局", "云川水务集团有限公司", "云川市教育局"
BRIDGE = (
    "记者从现场获悉，今天14时许，云川大桥引桥改造工程施工支架发生坍塌，11人被困，消防救援力量已到场。"
    "市住建、应急部门正在处置，周边道路临时管制，请过往车辆绕行滨江路。\n"
    "截至发稿时，现场已救出9人，均送市人民医院救治。事故原因正在调查。"
)
TAP = (
    "家住东湖街道的多名居民反映，昨晚起自来水有明显异味，烧开后仍不能散去。小区物业称已向东湖水厂报修。"
    "居民希望尽快公布水质检测结果，并说明能否饮用。"
)
MATTERS = (
    Matter(
        "云川大桥引桥施工支架坍塌，现场有人员被困",
        "云川日报",
        "14:36",
        ("突发事件", "城乡建设"),
        NEG,
        HOUSING,
        0.86,
        12,
        9,
        hint=Level.MAJOR,
        scope=("S5",),
        body=BRIDGE,
        co=("云川市应急管理局", "南岸街道办事处"),
        hits=(
            ("severity", "11人被困", 2.2),
            ("lead", "施工支架", 1.9),
            ("emergency", "坍塌", 1.6),
            ("topics", "住建", 0.8),
        ),
    ),
    Matter(
        "多名居民反映东湖水厂片区自来水有异味",
        "12345热线导出",
        "13:58",
        ("公共事业", "生态环境"),
        NEG,
        WATER,
        0.71,
        3,
        5,
        voice=Voice.DEMAND,
        hint=Level.LARGER,
        scope=("S3",),
        body=TAP,
        co=("澜州市云川生态环境局", "东湖街道办事处"),
        hits=(("lead", "自来水", 2.1), ("attitude", "异味", 1.2), ("lead", "东湖水厂", 1.1), ("kind", "居民希望", 0.7)),
    ),
    Matter(
        "城北小学学区调整方案征求意见，家长提出不同看法",
        "云川发布",
        "13:20",
        ("教育",),
        NEU,
        SCHOOL,
        0.64,
        6,
        4,
        scope=("S3",),
    ),
    Matter(
        "老旧小区加装电梯补贴何时到位？住建部门回应",
        "云川新闻网",
        "12:47",
        ("城乡建设",),
        NEU,
        HOUSING,
        0.42,
        0,
        1,
        Voice.OFFICIAL,
    ),
    Matter(
        "建议延长夜间公交运营时间的网友留言",
        "云川城市论坛",
        "12:31",
        ("交通运输",),
        NEU,
        "云川市交通运输局",
        0.28,
        voice=Voice.DEMAND,
    ),
    Matter(
        "市人民医院门诊缴费系统上午短时故障，现已恢复",
        "云川日报",
        "11:54",
        ("卫生健康",),
        NEG,
        "云川市卫生健康委员会",
        0.55,
        2,
        3,
        state=ItemState.SETTLED,
    ),
    Matter(
        "我市前三季度新增就业2.3万人",
        "云川市政府网",
        "11:10",
        ("就业创业",),
        POS,
        "云川市人力资源和社会保障局",
        0.66,
        8,
        6,
        state=ItemState.SETTLED,
    ),
    Matter(
        "网传“明起全市停水三天”不实",
        "云川发布",
        "10:42",
        ("公共事业", "不实信息"),
        NEU,
        WATER,
        0.74,
        4,
        4,
        Voice.OFFICIAL,
        ItemState.SETTLED,
        scope=("S7",),
    ),
    Matter(
        "明天开始全市停水三天，大家赶紧接水",
        "云川城市论坛",
        "09:58",
        ("公共事业",),
        NEG,
        WATER,
        0.58,
        1,
        2,
        Voice.RUMOUR,
        scope=("S7",),
    ),
    Matter(
        "北郊工业园夜间异味投诉增多",
        "12345热线导出",
        "10:15",
        ("生态环境",),
        NEG,
        "北郊镇人民政府",
        0.36,
        voice=Voice.DEMAND,
        scope=("S3",),
    ),
    Matter(
        "云川火车站停车场收费标准引发讨论",
        "本地热榜",
        "09:52",
        ("交通运输",),
        NEU,
        "云川市发展和改革委员会",
        0.23,
        1,
        2,
    ),
    Matter(
        "市区三所幼儿园新增普惠学位",
        "云川市政府网",
        "09:30",
        ("教育",),
        POS,
        SCHOOL,
        0.12,
        0,
        1,
        Voice.OFFICIAL,
        ItemState.FILED,
    ),
    Matter(
        "景区门票优惠政策解读",
        "云川文旅",
        "09:05",
        ("文化旅游",),
        NEU,
        "云川市文化广电和旅游局",
        0.11,
        0,
        1,
        Voice.OFFICIAL,
        ItemState.SETTLED,
    ),
    Matter(
        "南岸街道道路塌陷处已围挡施工",
        "云川新闻网",
        "08:47",
        ("城乡建设",),
        NEU,
        "南岸街道办事处",
        0.31,
        2,
        2,
        state=ItemState.SETTLED,
    ),
    Matter(
        "外地网友点赞云川公交司机停车扶老人过街",
        "云川晚报",
        "08:20",
        ("交通运输",),
        POS,
        None,
        0.0,
        5,
        4,
        state=ItemState.SETTLED,
    ),
    Matter(
        "青石古镇停车难，周末排队一小时",
        "云川生活",
        "昨 21:40",
        ("文化旅游", "交通运输"),
        NEG,
        "青石镇人民政府",
        0.39,
        voice=Voice.DEMAND,
    ),
)
