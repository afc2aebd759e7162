"""The duty of the simulated day: four shifts by post, a leader on call, handovers as the shifts end, and what came in by telephone."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Final

from ..domain.duty.log import Note
from ..domain.duty.pattern import CHIEF, OFFICER, Absence, Pattern, ShiftTimes, Turn
from ..services.deed import Deed
from ..services.desk import Desk

NIGHT, MORNING, AFTERNOON, EVENING = "夜班值班员", "早班值班员", "中班值班员", "晚班值班员"
LEADER: Final = "带班领导"
_SHIFTS: Final = (
    ShiftTimes("夜班", time(0), time(8)),
    ShiftTimes("早班", time(8), time(14)),
    ShiftTimes("中班", time(14), time(18, 30)),
    ShiftTimes("晚班", time(18, 30), time(0)),
    ShiftTimes("带班", time(8), time(8)),
)
_WHO: Final = {"夜班": NIGHT, "早班": MORNING, "中班": AFTERNOON, "晚班": EVENING}
_BEFORE: Final = 13  # days the rota has been in force when the day begins
_AWAY, _SWAPPED = timedelta(days=2), timedelta(days=1)


def plan(desk: Desk) -> None:
    """The rota of the demo: one absence that nobody has taken over yet, one swap."""
    today = desk.today()
    turns = (*(Turn(OFFICER, shift, (who,)) for shift, who in _WHO.items()), Turn(CHIEF, "带班", (LEADER,)))
    away = Absence(AFTERNOON, today + _AWAY, today + _AWAY, "培训")
    pattern = Pattern(today - timedelta(days=_BEFORE), _SHIFTS, turns, (), (away,))
    desk.duty.save(pattern, deed=Deed(desk.duty.administrator))
    desk.duty.swap(today + _SWAPPED, "晚班", MORNING, "公差", reported=LEADER, deed=Deed(EVENING))


def come_on(desk: Desk) -> None:
    """The night officer comes on at midnight."""
    desk.duty.on(deed=Deed(NIGHT))


def to_morning(desk: Desk) -> None:
    """Night to morning."""
    _offered(desk, NIGHT, MORNING, "夜间巡查六次，无异常。", "东湖水厂片区自来水异味的帖文在增多，继续关注。")


def to_afternoon(desk: Desk) -> None:
    """Morning to afternoon."""
    _offered(
        desk, MORNING, AFTERNOON, "自来水异味已立件、交办，三家单位均已签收。", "等水务集团的检测结果，结果出来即公布。"
    )


def to_evening(desk: Desk) -> None:
    """Afternoon to evening, which is declined once."""
    _offered(desk, AFTERNOON, EVENING, "大桥坍塌情况通报（第一号）已发布。", "跟进搜救进展。")


def decline(desk: Desk) -> None:
    """The evening officer wants the list of calls first."""
    desk.duty.decline(reason="媒体来电清单未移交", deed=Deed(EVENING))


def to_evening_again(desk: Desk) -> None:
    """Afternoon to evening with what was missing."""
    undone = "第二号通报稿待审；明日10时发布会的邀请名单待定。"
    _offered(desk, AFTERNOON, EVENING, "大桥坍塌情况通报（第一号）已发布。", undone, "媒体来电清单一份")


def to_night(desk: Desk) -> None:
    """Evening to night."""
    undone = "新闻发布会明日10时举行，早班前核对场地和口径。"
    _offered(desk, EVENING, NIGHT, "停水谣言已辟谣；情况通报（第二号）已发布。", undone, "发布会方案（第三稿）")


def accepted_by(desk: Desk, who: str) -> None:
    """Whoever comes takes over."""
    desk.duty.accept(deed=Deed(who))


def hand_on(desk: Desk, leaving: str, to: str) -> None:
    """A shift of the day after: offered and taken over at once."""
    _offered(desk, leaving, to, "按上一班移交的事项办理。", "")
    accepted_by(desk, to)


def tap_water_call(desk: Desk, at: datetime) -> None:
    """What the hotline told in the morning."""
    note = Note(
        "东湖片区多名居民反映自来水有土腥味，要求说明原因。", "12345热线中心", "值班席", "0000-12345", "东湖街道",
        "已转水务集团核实，并关注本地论坛。", "话题在升温", "带班领导 08:31",
    )  # fmt: skip
    desk.duty.log(note, deed=Deed(MORNING, at))


def collapse_call(desk: Desk, at: datetime, incident: int) -> None:
    """What the emergency office told in the afternoon."""
    note = Note(
        "云川大桥引桥施工支架坍塌，有人员被困，救援力量已到场。", "云川市应急管理局", "指挥中心", "0000-5558005", "南岸街道云川大桥",
        "已立件，报请核定级别，通知住建局、南岸街道。", "现场视频已在网上传播", "带班领导 14:18；市政府总值班室 14:20", incident,
    )  # fmt: skip
    desk.duty.log(note, deed=Deed(AFTERNOON, at))


def media_call(desk: Desk, at: datetime, incident: int) -> None:
    """What a newsroom asked."""
    note = Note(
        "省台记者来电询问伤亡人数和发布会时间，答复以情况通报为准。", "省电视台", "新闻部", "0000-8001200", "",
        "已记入媒体来电清单", "", "带班领导 16:05", incident,
    )  # fmt: skip
    desk.duty.log(note, deed=Deed(AFTERNOON, at))


def correct_media_call(desk: Desk) -> None:
    """The newsroom's post was written down wrongly."""
    latest = next(line.entry for line in desk.duty.entries() if line.entry.note.unit == "省电视台")
    note = Note(
        latest.note.course, "省电视台", "社会新闻部", latest.note.phone, "", latest.note.measures, "",
        latest.note.reported, latest.note.incident,
    )  # fmt: skip
    desk.duty.log(note, corrects=latest.id, reason="来电部门记错", deed=Deed(AFTERNOON))


def _offered(desk: Desk, leaving: str, to: str, done: str, undone: str, papers: str = "") -> None:
    desk.duty.offer(to, done, undone, papers, deed=Deed(leaving))
