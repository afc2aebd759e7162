"""What the duty officers of 云川市 do on the simulated day, deed by deed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from typing import Final

from ..domain.assignment import ReplyStage
from ..domain.commands.checking import Settled
from ..domain.commands.judging import Judgement
from ..domain.commands.mandates import Received
from ..domain.commands.reporting import Reporting
from ..domain.incident import ResponseCause, ResponseWay
from ..domain.levels import Grade, Level
from ..domain.origin import Origin
from ..domain.release import EvidenceKind
from ..domain.reporting import ReportStage, ReportTo
from ..domain.verdict import Emergency
from ..services.incidents import Deed
from . import duty
from .day import Day, Deal

HOUSING: Final = "云川市住房和城乡建设局"
EMERGENCY: Final = "云川市应急管理局"
SOUTH_BANK: Final = "南岸街道办事处"
WATER_WORKS: Final = "云川水务集团有限公司"
HEALTH: Final = "云川市卫生健康委员会"
ECOLOGY: Final = "澜州市云川生态环境局"
POLICE: Final = "云川市公安局"


def _open_water(day: Day) -> None:
    first = day.find("自来水异味")
    incident = day.desk.incidents.open(
        "东湖水厂片区自来水异味", [first.item_id], Origin.ITEM, kind="D2", deed=day.by("早班值班员")
    )
    day.water = incident.id


def _confirm_water(day: Day) -> None:
    judgement = Judgement(grade=Grade.THIRD, response=ResponseWay.PUBLIC, response_cause=ResponseCause.INTERESTS)
    day.desk.incidents.confirm(day.water, judgement, deed=day.by("带班领导"))


def _assign_water(day: Day) -> None:
    day.desk.incidents.assign(day.water, WATER_WORKS, [HEALTH, ECOLOGY], deed=day.by("早班值班员"))


def _acknowledge(which: str, unit: str) -> Callable[[Day], None]:
    def do(day: Day) -> None:
        day.desk.incidents.acknowledge(getattr(day, which), unit, deed=day.by("值班员"))

    return do


def _link(which: str, *words: str) -> Callable[[Day], None]:
    """Put what else was published on a matter under it."""

    def do(day: Day) -> None:
        items = dict.fromkeys(day.find(one).item_id for one in words)
        day.desk.incidents.link(getattr(day, which), list(items), deed=day.by("值班员"))

    return do


def _reply(
    which: str, unit: str, text: str, by: str, stage: ReplyStage = ReplyStage.VERIFICATION
) -> Callable[[Day], None]:
    """Enter what a unit answers, and which of its steps that is."""

    def do(day: Day) -> None:
        day.desk.incidents.reply(getattr(day, which), unit, text, deed=day.by(by), stage=stage)

    return do


def _open_accident(day: Day) -> None:
    first = day.find("引桥施工支架坍塌")
    incident = day.desk.incidents.open(
        "云川大桥引桥施工支架坍塌",
        [first.item_id],
        happened=day.moment(14, 5),
        kind="D3",
        deed=day.by("中班值班员"),
    )
    day.accident = incident.id


def _confirm_accident(day: Day) -> None:
    judgement = Judgement(
        emergency=Emergency.ACCIDENT,
        level=Level.MAJOR,
        authority="澜州市应急管理局",
        heard_by="中班值班员",
        grade=Grade.FIRST,
    )
    day.desk.incidents.confirm(day.accident, judgement, deed=day.by("带班领导"))
    phoned = Reporting(ReportStage.PHONE, ReportTo.DUTY_ROOM, "市委值班室值班员")
    day.desk.incidents.report(day.accident, phoned, deed=day.by("中班值班员"))
    written = Reporting(ReportStage.FIRST, ReportTo.DUTY_ROOM, "市委值班室值班员", "公文系统")
    day.desk.incidents.report(day.accident, written, deed=day.by("中班值班员"))
    day.desk.incidents.check(day.accident, "report_up", deed=day.by("带班领导"))


def _assign_accident(day: Day) -> None:
    day.desk.incidents.assign(day.accident, HOUSING, [EMERGENCY, SOUTH_BANK], deed=day.by("中班值班员"))
    day.desk.incidents.check(day.accident, "one_lead", deed=day.by("中班值班员"))
    note = Received(Origin.INSTRUCTION, "市委主要负责人", "〔2026〕批字8号", "全力救援，及时发布，查清原因。")
    day.desk.incidents.receive(day.accident, note, deed=day.by("中班值班员"))


def _urge_accident(day: Day) -> None:
    day.desk.incidents.urge(day.accident, HOUSING, "请即报情况通报稿", deed=day.by("带班领导"))


def _answer_call(day: Day) -> None:
    day.desk.incidents.answer_call(day.accident, deed=day.by("宣传部分管领导"))


def _release(day: Day) -> None:
    link = day.link("情况通报：云川大桥引桥改造工程施工支架坍塌")
    day.desk.incidents.answer(
        day.accident,
        EvidenceKind.RELEASE,
        "情况通报（第一号）",
        address=link,
        deed=Deed("中班值班员", day.moment(17, 55)),
    )
    day.desk.incidents.check(day.accident, "release", deed=day.by("中班值班员"))


def _continue_release(day: Day) -> None:
    link = day.link("情况通报（二）：云川大桥引桥改造工程施工支架坍塌搜救进展")
    day.desk.incidents.answer(
        day.accident, EvidenceKind.RELEASE, "情况通报（第二号）", address=link, deed=day.by("晚班值班员")
    )
    day.desk.incidents.check(day.accident, "continue", deed=day.by("晚班值班员"))


def _open_rumour(day: Day) -> None:
    first = day.find("停水三天")
    incident = day.desk.incidents.open("网传“明起全市停水三天”", [first.item_id], kind="D6", deed=day.by("晚班值班员"))
    day.rumour = incident.id


def _confirm_rumour(day: Day) -> None:
    judgement = Judgement(grade=Grade.SECOND, response=ResponseWay.PUBLIC, response_cause=ResponseCause.INTERESTS)
    day.desk.incidents.confirm(day.rumour, judgement, deed=day.by("带班领导"))
    day.desk.incidents.assign(day.rumour, WATER_WORKS, [POLICE], deed=day.by("晚班值班员"))


def _refute(day: Day) -> None:
    link = day.link("辟谣：“明起全市停水三天”不属实")
    day.desk.incidents.answer(
        day.rumour, EvidenceKind.RESPONSE, "辟谣通报", address=link, deed=Deed("晚班值班员", day.moment(20, 15))
    )
    day.desk.incidents.check(day.rumour, "refute", deed=day.by("晚班值班员"))
    paper = Settled(f"云网信移〔{day.day.year}〕3号", day.day.isoformat(), "移交市公安局网安大队")
    day.desk.incidents.check(day.rumour, "refer", settled=paper, deed=day.by("晚班值班员"))


def _conclude_rumour(day: Day) -> None:
    day.desk.incidents.conclude(day.rumour, "已辟谣，编造传播行为由公安机关调查", deed=day.by("带班领导"))


_TESTED: Final = "已加测出厂水和管网末梢水，市水利局、市卫健委同步采样，结果出来后统一公布。"
_RESCUED: Final = "现场已救出9人，其余被困人员位置基本确定，搜救继续。"


def _taken_over(who: str) -> Callable[[Day], None]:
    return lambda day: duty.accepted_by(day.desk, who)


DEALS: Final = (
    Deal(time(0, 2), lambda day: duty.come_on(day.desk)),
    Deal(time(7, 55), lambda day: duty.to_morning(day.desk)),
    Deal(time(8, 3), _taken_over(duty.MORNING)),
    Deal(time(8, 20), _open_water),
    Deal(time(8, 34), lambda day: duty.tap_water_call(day.desk, day.moment(8, 28))),
    Deal(time(8, 40), _confirm_water),
    Deal(time(8, 52), _assign_water),
    Deal(time(9, 5), _acknowledge("water", WATER_WORKS)),
    Deal(time(9, 20), _acknowledge("water", HEALTH)),
    Deal(time(9, 41), _acknowledge("water", ECOLOGY)),
    Deal(time(10, 2), _link("water", "水有土腥味", "自来水有土腥味", "水发黄有腥味", "自来水有味道")),
    Deal(time(11, 30), _reply("water", WATER_WORKS, _TESTED, "值班员")),
    Deal(time(12, 40), _reply("water", HEALTH, "末梢水已采样，未接到因饮水就诊的报告。", "中班值班员")),
    Deal(time(13, 25), _reply("water", ECOLOGY, "取水口断面已加密监测，藻密度略高于常年。", "中班值班员")),
    Deal(time(13, 56), lambda day: duty.to_afternoon(day.desk)),
    Deal(time(14, 2), _taken_over(duty.AFTERNOON)),
    Deal(time(14, 23), _open_accident),
    Deal(time(14, 27), lambda day: duty.collapse_call(day.desk, day.moment(14, 16), day.accident)),
    Deal(time(14, 31), _confirm_accident),
    Deal(time(14, 38), _assign_accident),
    Deal(time(14, 44), _acknowledge("accident", HOUSING)),
    Deal(time(14, 46), _acknowledge("accident", EMERGENCY)),
    Deal(time(14, 58), _acknowledge("accident", SOUTH_BANK)),
    Deal(time(15, 22), _reply("accident", SOUTH_BANK, "周边三个小区已疏散，道路封闭。", "中班值班员")),
    Deal(time(15, 34), _reply("accident", EMERGENCY, _RESCUED, "中班值班员")),
    Deal(time(15, 48), _reply("accident", HOUSING, "支架已全面排查，施工单位负责人到场配合。", "中班值班员")),
    Deal(time(15, 55), _link("accident", "被困人数核实为16人")),
    Deal(time(16, 4), lambda day: duty.media_call(day.desk, day.moment(16, 1), day.accident)),
    Deal(time(16, 9), lambda day: duty.correct_media_call(day.desk)),
    Deal(time(17, 2), _urge_accident),
    Deal(time(17, 12), _reply("accident", HOUSING, "情况通报（第一号）送审稿", "中班值班员", ReplyStage.DRAFT)),
    Deal(time(17, 36), _answer_call),
    Deal(time(18, 1), _release),
    Deal(time(18, 20), lambda day: duty.to_evening(day.desk)),
    Deal(time(18, 25), lambda day: duty.decline(day.desk)),
    Deal(time(18, 28), lambda day: duty.to_evening_again(day.desk)),
    Deal(time(18, 33), _taken_over(duty.EVENING)),
    Deal(time(18, 56), _open_rumour),
    Deal(time(19, 3), _confirm_rumour),
    Deal(time(19, 10), _acknowledge("rumour", WATER_WORKS)),
    Deal(time(19, 14), _acknowledge("rumour", POLICE)),
    Deal(time(20, 18), _refute),
    Deal(time(20, 34), _continue_release),
    Deal(time(21, 30), _conclude_rumour),
    Deal(time(22, 28), _link("accident", "云川大桥坍塌10人遇难", "引桥支架坍塌搜救结束")),
    Deal(time(23, 51), lambda day: duty.to_night(day.desk)),
    Deal(time(23, 58), _taken_over(duty.NIGHT)),
)
