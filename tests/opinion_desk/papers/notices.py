"""Dispatch notices of the fictional 云川市 for the tests of every format."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from opinion_desk.domain.assignment import PaperKind
from opinion_desk.domain.notice import (
    FEEDBACK,
    Contact,
    DispatchNotice,
    NoticeDeadline,
    NoticeInstruction,
    NoticeSource,
)
from opinion_desk.domain.origin import Origin

_HERE = timezone(timedelta(hours=8))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A local moment of November 2026 in UTC."""
    return datetime(2026, 11, day, hour, minute, tzinfo=_HERE).astimezone(UTC)


NOTICE = DispatchNotice(
    kind=PaperKind.ASSIGNED,
    number="云宣舆交〔2026〕117号",
    issuer="中共云川市委宣传部",
    issued=at(20, 14, 52),
    zone="Asia/Shanghai",
    incident="YQ-2026-0021",
    title="云川大桥引桥施工支架坍塌",
    judged="突发事件级别：重大（Ⅱ级，市应急管理局核定）；舆情等级：一级",
    unit="云川市住房和城乡建设局",
    role="主办",
    lead="云川市住房和城乡建设局",
    co=("云川市应急管理局", "南岸街道办事处"),
    concerned=("云川路桥工程有限公司",),
    duty_phone="0519-5550 1234",
    urgency="特急",
    origin="监测发现",
    summary="20日14时20分许，云川大桥北引桥施工支架在混凝土浇筑中发生坍塌，11人被困，消防救援力量已到场。",
    sources=(
        NoticeSource("云川日报", at(20, 14, 36), "云川大桥引桥施工支架坍塌，现场有人员被困", "https://news.yunchuan.example/2026/11/20/bridge.html"),
        NoticeSource("市民留言板", at(20, 14, 41), "引桥塌了，绕行怎么走", None),
    ),
    sources_more=10,
    instructions=(
        NoticeInstruction(Origin.INSTRUCTION, "市委书记", at(20, 14, 45), "", "全力救人，查明原因，及时发布权威信息。"),
        NoticeInstruction(Origin.SUPERIOR, "省委宣传部", at(20, 14, 50), "苏宣舆〔2026〕88号", "请于20日20时前报处置情况。"),
    ),
    grounds=(
        "职责：任何政务舆情的，归所在地、按层级、由主管者负责；涉事单位是第一责任主体（《天宁区关于全面推进政务公开工作的实施意见》二（一）5）",
        "时限：国办发〔2016〕80号：特别重大、重大突发事件最迟5小时内发布权威信息",
        "时限：本工作台默认：重大以上30分钟内签收",
    ),
    demands=(
        "牵头核实情况、依职责处置，会同协办单位提出回应意见；对外口径一致，回应稿经审核后发布。",
        "认为不属本单位职责的，在规定时限内书面退单，写明所依据的职责规定；退单以前照常办理。",
        "主要负责人带头发声。",
        "组织调查并公布结果。",
    ),
    deadlines=(
        NoticeDeadline("签收", at(20, 15, 22)),
        NoticeDeadline("核实", at(20, 16, 52)),
        NoticeDeadline("回应稿", at(20, 17, 20)),
        NoticeDeadline("首次权威发布", at(20, 19, 20)),
        NoticeDeadline("新闻发布会", at(21, 14, 20)),
        NoticeDeadline("办结", datetime(2026, 12, 1, 9, 30, tzinfo=UTC)),
    ),
    feedback=FEEDBACK,
    signer="",
    contact=Contact("市委宣传部值班室", "0519-5550 0110"),
    attachments=("舆情原文及截图12条", "市民留言3条"),
)  # fmt: skip
