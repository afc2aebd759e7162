"""The words of the trade as they stand on screen, for every closed set of the domain."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication

from opinion_desk.domain.act_words import EMERGENCY_WORDS
from opinion_desk.domain.assignment import ASSIGNMENT_WORDS
from opinion_desk.domain.briefing import BriefingKind
from opinion_desk.domain.commands.when import STATE_WORDS
from opinion_desk.domain.entering import PLATFORM_WORDS, Way
from opinion_desk.domain.errors import DeskError
from opinion_desk.domain.incident import CAUSE_WORDS, START_WORDS, ResponseWay
from opinion_desk.domain.messages import SENTENCES
from opinion_desk.domain.origin import Origin
from opinion_desk.domain.reporting import REPORT_TO_WORDS, REPORT_WORDS
from opinion_desk.domain.source import Form, HealthState, Tier
from opinion_desk.domain.unit import RuleSource, RuleText
from opinion_desk.domain.verdict import Attitude, Voice

ATTITUDE: Final = {Attitude.NEGATIVE: "负面", Attitude.NEUTRAL: "中性", Attitude.POSITIVE: "正面"}
ATTITUDE_TONE: Final = {Attitude.NEGATIVE: "red", Attitude.NEUTRAL: "plain", Attitude.POSITIVE: "good"}
VOICE: Final = {Voice.REPORT: "报道", Voice.DEMAND: "诉求", Voice.RUMOUR: "传言", Voice.OFFICIAL: "官方回应"}
EMERGENCY: Final = EMERGENCY_WORDS
STATE: Final = STATE_WORDS
ASSIGNMENT: Final = ASSIGNMENT_WORDS
ORIGIN: Final = {
    Origin.ITEM: "监测信息",
    Origin.EVENT: "话题",
    Origin.PHONE: "电话",
    Origin.SUPERIOR: "上级交办",
    Origin.INSTRUCTION: "领导批示",
    Origin.MEDIA: "媒体采访函",
}
START: Final = START_WORDS
RESPONSE: Final = {
    ResponseWay.PUBLIC: "需公开回应",
    ResponseWay.DIRECT: "线下办理答复",
    ResponseWay.FILE: "阅存",
    ResponseWay.WITHHELD: "不公开回应",
}
CAUSE: Final = CAUSE_WORDS
REPORT: Final = REPORT_WORDS
REPORT_TO: Final = REPORT_TO_WORDS
FORM: Final = {
    Form.FEED: "RSS / Atom",
    Form.JSON_FEED: "JSON Feed",
    Form.HOT_LIST: "热榜",
    Form.SITEMAP: "网站地图",
    Form.LIST_PAGE: "列表页",
    Form.TABLE: "表格导出",
    Form.FOLDER: "文件夹",
    Form.IMPORT: "手工导入",
    Form.MANUAL: "人工录入",
}
WAY: Final = {Way.LINK: "链接或分享文字", Way.SCREENSHOT: "截图", Way.TELEPHONE: "电话记录"}
PLATFORM: Final = PLATFORM_WORDS
FIGURE: Final = {
    "reads": "阅读",
    "comments": "评论",
    "reposts": "转发",
    "likes": "点赞",
    "rank": "榜上名次",
    "heat": "热度",
}
TIER: Final = {
    Tier.CENTRAL: "中央媒体",
    Tier.PROVINCIAL: "省级媒体",
    Tier.CITY: "市级媒体",
    Tier.GOVERNMENT: "政府网站",
    Tier.HOTLINE: "12345",
    Tier.SOCIAL: "社交平台",
    Tier.OTHER: "其他",
}
HEALTH: Final = {
    HealthState.NEW: "未检查",
    HealthState.WELL: "正常",
    HealthState.FAILING: "异常",
    HealthState.SILENT: "沉默",
    HealthState.PAUSED: "已暂停",
}
BRIEFING: Final = {
    BriefingKind.DAILY: "日报",
    BriefingKind.FLASH: "快报",
    BriefingKind.SPECIAL: "专报",
    BriefingKind.WEEKLY: "周报",
    BriefingKind.MONTHLY: "月报",
}
# The six contents and the seven monitoring categories, in short.
KIND: Final = {
    "D1": "建设性意见建议",
    "D2": "实际困难",
    "D3": "重大问题",
    "D4": "不了解情况",
    "D5": "错误看法",
    "D6": "虚假不实信息",
}
# What each of the six contents demands (天宁区实施意见 二（一）5 健全回应机制), as in the packaged dispositions.
KIND_MUST: Final = {
    "D1": "吸收采纳情况对外公开",
    "D2": "研究解决情况对外公布",
    "D3": "调查处置情况及时发布",
    "D4": "主动发布权威信息，解疑释惑",
    "D5": "及时发布信息，引导和纠正",
    "D6": "及时回应辟谣；涉嫌违法的线索移交公安机关、网络监管部门",
}
SCOPE: Final = {
    "S1": "重大决策部署",
    "S2": "重大政务活动",
    "S3": "公众切身利益",
    "S4": "政府形象公信力",
    "S5": "突发事件",
    "S6": "道德底线",
    "S7": "不实信息",
}
RULE: Final = {
    "R1": "属地管理、谁主管谁负责",
    "R2": "涉重大决策部署，由相关职能部门回应",
    "R3": "涉及开发区、镇、街道，由其回应",
    "R4": "涉及多个地区，由上级主管部门回应",
    "R5": "涉及多个部门，按职责分工、口径一致",
    "R6": "影响重大，宣传部门牵头协调",
    "R7": "特别重大，政府主要负责同志负领导责任",
}
FIELD: Final = {
    "topics": "领域",
    "scope": "监测类别",
    "kind": "内容性质",
    "voice": "发声方",
    "attitude": "倾向",
    "emergency": "突发事件类别",
    "severity": "初判级别",
    "places": "涉及地",
    "institution": "涉事单位",
    "function": "责任单位",
    "lead": "责任单位",
    "unit": "责任单位",
}
SURE, FAIR = 0.8, 0.5  # from here on 把握大, 较有把握
_FULL_WIDTH: Final = str.maketrans(",;:()", "，；：（）")  # the catalogue's data is typed with narrow marks


def said(word: str) -> str:
    """A word of these tables in the language of the screen."""
    return QCoreApplication.translate("words", word)


def sentence_of(error: DeskError) -> str:
    """What a known failure says, in the language of the screen, by its id."""
    return QCoreApplication.translate("messages", SENTENCES[error.id]).format(**error.args_of_sentence)


def sureness(score: float) -> str:
    """把握大 86%: the probability in a word and a figure."""
    word = "把握大" if score >= SURE else "较有把握" if score >= FAIR else "把握小"
    return f"{said(word)} {share(score)}"


def share(score: float) -> str:
    """86%; what is not quite certain never reads as 100%."""
    return ">99%" if 0.995 <= score < 1 else f"{score:.0%}"


def short_unit(unit: str, jurisdiction: str) -> str:
    """A unit as people here say it: 云川市住房和城乡建设局 is 市住房和城乡建设局 in 云川市, 中共云川市委网信办 is 市委网信办."""
    stem = jurisdiction[:-1]
    if len(jurisdiction) > 2 and unit.startswith(f"中共{jurisdiction}委"):
        return unit[len(stem) + 2 :]
    if len(jurisdiction) > 2 and unit.startswith(jurisdiction) and len(unit) > len(jurisdiction) + 1:
        return unit[len(stem) :]
    return unit


def rule_words(rule: RuleText) -> str:
    """When a rule applies and who answers then, in one line."""
    return f"{rule.when}，{rule.then}".translate(_FULL_WIDTH)


def ground_of(source: RuleSource) -> str:
    """Where a rule stands: document, number and clause in one line."""
    return " · ".join(filter(None, (source.document, source.number, source.clause))).translate(_FULL_WIDTH)
