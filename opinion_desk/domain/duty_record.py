"""What duty leaves on paper: the record of a handover (交接班记录) and the duty log (值班日志), frozen as they are printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from .period import Period


@dataclass(frozen=True, slots=True)
class OwedLine:
    """One thing that is handed over undone: its kind in words (时限, 批示, 补签, 退单, 未读提醒), of which matter, what, until when, by whom."""

    kind: str
    number: str
    words: str
    due: datetime | None
    by: str


@dataclass(frozen=True, slots=True)
class HandoverRecord:
    """One handover: who left and who took over, when it was offered and answered (None: not yet), and what was handed over.

    `state` is how it stands in words; both sides sign by hand.
    """

    issuer: str
    zone: str
    post: str
    leaving: str
    taking: str
    offered: datetime
    answered: datetime | None
    state: str
    owed: tuple[OwedLine, ...] = ()
    done: str = ""  # 已办事项
    undone: str = ""  # 未办毕事项及要求
    papers: str = ""  # 文电移交
    watermark: str = ""


@dataclass(frozen=True, slots=True)
class LoggedLine:
    """One entry of the log as it reads now: to the minute; `corrected` tells when and why it was corrected, empty where it never was."""

    at: datetime
    caller: str  # unit and post, and the office number on a line of its own, as far as given
    place: str
    course: str
    measures: str
    impact: str
    reported: str
    by: str
    corrected: str = ""


@dataclass(frozen=True, slots=True)
class DutyLogRecord:
    """The log of a period, oldest entry first."""

    issuer: str
    period: Period
    made: datetime
    lines: tuple[LoggedLine, ...]
    watermark: str = ""
