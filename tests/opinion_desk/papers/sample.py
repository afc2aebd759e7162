"""A rich briefing of the fictional 云川市 for the tests of every format."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

from opinion_desk.domain.briefing import Bar, Briefing, BriefingItem, BriefingKind, ClockLine, Figure, Section

_HERE = timezone(timedelta(hours=8))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A local moment of November 2026 in UTC."""
    return datetime(2026, 11, day, hour, minute, tzinfo=_HERE).astimezone(UTC)


BRIDGE = "云川大桥引桥施工支架坍塌"

FIGURES = (
    Figure("监测信息", 318, 276),
    Figure("本地相关", 142, 118),
    Figure("负面信息", 47, 29),
    Figure("在办舆情件", 3, 1, "件"),
    Figure("12345工单", 86, 86, "件"),
)

OVERVIEW = Section(
    "舆情综述",
    paragraphs=(
        (
            "本期监测到本地相关信息142条，较上期增24条。热度最高的是云川大桥引桥施工支架坍塌，占本地信息四成；"
            "“水厂投毒”传言经官方辟谣后明显回落；东湖区自来水异味仍有新增反映，需持续关注。"
        ),
    ),
    bars=(
        Bar("安全生产", 58),
        Bar("生态环境", 31),
        Bar("交通出行", 22),
        Bar("教育", 14),
        Bar("住房物业", 11),
        Bar("其他", 6),
    ),
    bars_title="本地信息领域分布（条）",
)

FOCUS = Section(
    "重点关注",
    items=(
        BriefingItem(
            BRIDGE,
            "20日14时20分许，云川大桥北引桥施工支架在混凝土浇筑中发生坍塌，官方通报7人受伤、无人员失联。市应急管理局"
            "已启动应急响应，住建部门责令全市同类工地停工自查。网民主要追问伤者救治、施工资质和绕行安排。",
            ("云川日报等26家媒体", "首发11月20日 14:46", "转载212次", "主办：市应急局"),
            "https://news.yunchuan.example/2026/11/20/bridge.html",
            11,
            1,
        ),
        BriefingItem(
            "“东湖水厂被投毒”系谣言，警方已辟谣",
            "19日晚，有帖文称“东湖水厂被人投毒”。市公安局、市水务集团20日9时10分联合通报：出厂水22项指标全部合格，"
            "所传内容不实。辟谣发布两小时后，相关讨论量下降七成。",
            ("云川发布", "11月20日 09:10", "转载64次", "主办：市公安局；协办：市水务集团"),
            "https://yunchuan.example/refute/20261120",
            12,
            2,
        ),
        BriefingItem(
            "东湖区多个小区反映自来水有异味",
            "18日以来，东湖区三个小区陆续反映早间自来水有土腥味。市水务集团初步判断与水库翻库有关，已增加活性炭投加量，"
            "尚未公布检测结果。建议今日公布检测数据和恢复时间。",
            ("市民留言板、12345热线", "11月18日以来 37条", "责任单位：市水务集团"),
            None,
            13,
            3,
        ),
    ),
)

CLOCKS = Section(
    "在办与时限",
    clocks=(
        ClockLine(
            "YQ-2026-0021",
            BRIDGE,
            "重大",
            "首次权威发布",
            "市委宣传部",
            at(20, 14, 25),
            at(20, 19, 25),
            "已完成",
            "用时 2 小时 51 分",
        ),
        ClockLine(
            "YQ-2026-0021",
            BRIDGE,
            "重大",
            "三小时目标",
            "市应急管理局",
            at(20, 14, 25),
            at(20, 17, 25),
            "已完成",
            "用时 2 小时 51 分",
        ),
        ClockLine(
            "YQ-2026-0021",
            BRIDGE,
            "重大",
            "新闻发布会",
            "市政府新闻办",
            at(20, 14, 25),
            at(21, 14, 25),
            "进行中",
            "余 17 小时 55 分",
        ),
        ClockLine(
            "YQ-2026-0020",
            "东湖区自来水异味",
            "未核定",
            "48小时回应",
            "市水务集团",
            at(18, 19, 42),
            at(20, 19, 42),
            "超时",
            "超 0 小时 48 分",
            late=True,
        ),
        ClockLine(
            "YQ-2026-0019",
            "“水厂投毒”传言",
            "一般",
            "48小时回应",
            "市公安局网络安全保卫支队",
            at(19, 21, 5),
            at(21, 21, 5),
            "已完成",
            "用时 12 小时 5 分",
        ),
    ),
)

HOTLINE = Section(
    "12345热点",
    paragraphs=("本期受理86件，按时办结81件；供暖不热集中在南岸区。",),
    bars=(Bar("供暖不热", 23), Bar("自来水异味", 19), Bar("工地夜间施工", 13), Bar("公交线路调整", 9)),
    bars_title="热线诉求前四类（件）",
)

VOICES = Section(
    "建议与肯定",
    items=(
        BriefingItem(
            "建议在北郊镇卫生院旁增设公交站",
            "市民留言建议将12路延伸400米，方便老人就医，83人附议。",
            ("市民留言板", "11月20日 08:31", "建议采纳单位：市交通运输局"),
            "https://bbs.yunchuan.example/t/8831",
            14,
        ),
        BriefingItem(
            "网民点赞南岸区“先修后付”老旧电梯改造",
            "",
            ("南岸发布评论区", "11月20日 10:02", "点赞1200次"),
            None,
            15,
        ),
    ),
)

OUTSIDE = Section("外地警示")

ADVICE = Section(
    "研判建议",
    paragraphs=(
        "请市应急管理局在新闻发布会前核准伤情和停工范围，由市政府新闻办统一口径，21日14时25分前召开发布会。",
        "请市水务集团今日公布异味检测数据，说明恢复时间；逾期情况由市委宣传部督办。",
    ),
)

BRIEFING = Briefing(
    kind=BriefingKind.DAILY,
    title="舆情日报",
    issuer="中共云川市委宣传部",
    day=date(2026, 11, 20),
    issue=324,
    total_issue=1205,
    start=at(19, 20, 30),
    end=at(20, 20, 30),
    zone="Asia/Shanghai",
    figures=FIGURES,
    sections=(OVERVIEW, FOCUS, CLOCKS, HOTLINE, VOICES, OUTSIDE, ADVICE),
    classification="内部资料",
    report_to=("市委书记、市长", "市委常委、宣传部部长", "分管副市长"),
    send_to=("市应急管理局", "市公安局", "市水务集团", "市住房和城乡建设局", "东湖区委宣传部"),
    copies=30,
    signed_by="市委宣传部副部长",
    head_hash="9f2c4e1ab07d5e663c81f0a92b7745d1e8c3aa905f6b12d47e0c998b3fd1a256",
    watermark="演示",
)
