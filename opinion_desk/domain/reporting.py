"""The reporting chain (报告链): telephone report, first report, numbered follow-ups, final report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final


class ReportStage(StrEnum):
    """电话报告, 初报, 续报, 终报."""

    PHONE = "phone"
    FIRST = "first"
    FOLLOW_UP = "follow_up"
    FINAL = "final"


REPORT_WORDS: Final[Mapping[ReportStage, str]] = {
    ReportStage.PHONE: "电话报告",
    ReportStage.FIRST: "初报",
    ReportStage.FOLLOW_UP: "续报",
    ReportStage.FINAL: "终报",
}


class ReportTo(StrEnum):
    """To whom: the duty room of party and government, the publicity department, the superior office."""

    DUTY_ROOM = "duty_room"
    PUBLICITY = "publicity"
    SUPERIOR = "superior"


REPORT_TO_WORDS: Final[Mapping[ReportTo, str]] = {
    ReportTo.DUTY_ROOM: "党委政府值班室",
    ReportTo.PUBLICITY: "宣传部",
    ReportTo.SUPERIOR: "上级",
}


REPORT_CLOCKS: Final = ("report_phone", "report_first")  # the policies whose clocks a report meets
REPORT_UP: Final = "report_up"  # the step of the checklist that a report to party and government settles
_NUMERALS: Final = "零一二三四五六七八九"


def report_name(stage: ReportStage, number: int) -> str:
    """电话报告, 初报, 续报一, 续报二 … 续报九十九, 终报."""
    if stage is not ReportStage.FOLLOW_UP or not 0 < number < 100:
        return REPORT_WORDS[stage] + (str(number) if number else "")
    tens, ones = divmod(number, 10)
    words = ("" if tens < 2 else _NUMERALS[tens]) + ("十" if tens else "") + (_NUMERALS[ones] if ones else "")
    return REPORT_WORDS[stage] + words


@dataclass(frozen=True, slots=True)
class Report:
    """One report that was made: `number` counts follow-ups from 1 (续报一), 0 otherwise; `post` received it over `channel`."""

    stage: ReportStage
    to: ReportTo
    at: datetime
    by: str
    post: str = ""
    channel: str = ""
    number: int = 0
    text: str = ""
