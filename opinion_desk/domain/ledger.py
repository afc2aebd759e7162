"""The ledger (台账) of a period: its value, and what each of its columns means. No author names and no callers stand in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from .period import Period
from .table import Column, Form, Table

T, N, S, M, L = Form.TEXT, Form.COUNT, Form.SPAN, Form.MOMENT, Form.LINK

INCIDENTS, CLOCKS, UNITS = "incidents", "clocks", "units"  # ids of the tables


@dataclass(frozen=True, slots=True)
class Ledger:
    """Matters opened in a period, as they stood when it was made; drills stand outside. `watermark` is 演示 or empty."""

    title: str
    issuer: str
    period: Period
    made: datetime
    tables: tuple[Table, ...]
    watermark: str = ""

    @property
    def zone(self) -> str:
        """The desk's civil zone."""
        return self.period.zone


INCIDENT_COLUMNS: Final = (
    Column("序号", 6, N, "按立件先后"),
    Column("舆情件编号", 15, T, "本台编号，YQ-年-序号"),
    Column("标题", 30, T, "舆情件标题"),
    Column("来由", 11, T, "监测发现、话题转立、来电反映、上级交办、领导批示、媒体采访函"),
    Column("发布平台", 14, T, "最早一条关联信息的来源；不记发布人"),
    Column("发布时间", 17, M, "最早一条关联信息的发布时间，未知时为首次见到的时间；没有关联信息时为登记的首发时间"),
    Column("链接", 20, L, "最早一条关联信息的地址"),
    Column("涉及领域", 16, T, "研判的领域，至多三个"),
    Column("突发事件级别", 12, T, "主管机关核定的级别；未核定的不填"),
    Column("舆情等级", 9, T, "本单位定的等级（风险等级）"),
    Column("责任单位", 22, T, "现主办单位；已退单而未改派的不填"),
    Column("协办单位", 22, T, "现协办单位"),
    Column("交办编号", 20, T, "现主办单位交办单的文号"),
    Column("交办时间", 17, M, "首次交办的时间"),
    Column("首回时间", 17, M, "承办单位首次回复的时间"),
    Column("办结时间", 17, M, "登记办结的时间"),
    Column("关注量", 9, N, "关联信息最近一次所见阅读数之和；来源不给的不计"),
    Column("跟帖数", 9, N, "关联信息最近一次所见评论数之和；来源不给的不计"),
    Column("原贴摘要", 40, T, "最早一条关联信息正文开头"),
    Column("办结回复摘要", 36, T, "办结时所写的结果；未写的取最后一次回复"),
    Column("线上情况", 36, T, "公开发布和回应：时间、形式、内容"),
    Column("线下情况", 36, T, "处置要求逐项：已做、免做、未做"),
    Column("存证", 20, T, "存有页面或文件的发布，其校验值前十六位；一件也没有时不列"),
    Column("处理状态", 10, T, "待核定、已核定、已交办、处置中、已办结、已归档、已排除、已并入"),
    Column("时限数", 8, N, "本件的全部时限，已取代、已撤销而未超过的不计"),
    Column("按时", 7, N, "在截止以前完成的"),
    Column("超时", 7, N, "截止以后完成，或截止已过尚未完成的"),
    Column("最长超时", 14, S, "超时最久的一项超了多久；尚未完成的算到本表生成时"),
    Column("备注", 24, T, "并入、重新立件、次生、上级接管等"),
)
CLOCK_COLUMNS: Final = (
    Column("舆情件编号", 15, T, "本台编号"),
    Column("标题", 30, T, "舆情件标题"),
    Column("时限", 16, T, "时限名称"),
    Column("责任方", 24, T, "应当完成的单位或机构"),
    Column("起算", 17, M, "时限起点"),
    Column("截止", 17, M, "最迟时刻"),
    Column("完成", 17, M, "有据可查的完成时刻"),
    Column("状态", 10, T, "进行中、已完成、已超时、超时完成、已取代、已撤销"),
    Column("超时多久", 14, S, "完成时刻减截止；尚未完成的算到本表生成时"),
    Column("依据", 48, T, "定这个时限的文件与条款，或本台默认"),
)
UNIT_COLUMNS: Final = (
    Column("舆情件编号", 15, T, "本台编号"),
    Column("标题", 30, T, "舆情件标题"),
    Column("单位", 24, T, "承办单位"),
    Column("主办或协办", 10, T, "在本件中的分工"),
    Column("交办编号", 20, T, "交办单文号"),
    Column("交办时间", 17, M, "交给这家单位的时间"),
    Column("签收时间", 17, M, "签收的时间"),
    Column("签收方式", 9, T, "电话、回执、邮件、当面"),
    Column("签收岗位", 12, T, "签收的岗位，不记姓名"),
    Column("首回时间", 17, M, "这家单位首次回复的时间"),
    Column("状态", 10, T, "待签收、已签收、已退单、已回复、已改派"),
    Column("催办次数", 9, N, "催办的次数"),
    Column("督办次数", 9, N, "督办的次数"),
    Column("退单依据", 24, T, "退单所引的规定或理由"),
    Column("指定机关", 16, T, "退单后由谁指定主办"),
)
