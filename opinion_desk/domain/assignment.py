"""Handing a matter to units (交办): where each stands, what it owes, and the ladder of papers that follows when it does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final


class AssignmentState(StrEnum):
    """Where one unit stands with the matter handed to it."""

    AWAITING = "awaiting"  # 待签收
    ACKNOWLEDGED = "acknowledged"  # 已签收
    RETURNED = "returned"  # 已退单
    REPLIED = "replied"  # 已回复
    REPLACED = "replaced"  # 已改派


ASSIGNMENT_WORDS: Final[Mapping[AssignmentState, str]] = {
    AssignmentState.AWAITING: "待签收",
    AssignmentState.ACKNOWLEDGED: "已签收",
    AssignmentState.RETURNED: "已退单",
    AssignmentState.REPLIED: "已回复",
    AssignmentState.REPLACED: "已改派",
}


class ReceiptWay(StrEnum):
    """How a unit signed for what it was handed (签收方式)."""

    PHONE = "phone"
    SLIP = "slip"  # 回执
    MAIL = "mail"
    DESK = "desk"  # 当面


RECEIPT_WORDS: Final[Mapping[ReceiptWay, str]] = {
    ReceiptWay.PHONE: "电话",
    ReceiptWay.SLIP: "回执",
    ReceiptWay.MAIL: "邮件",
    ReceiptWay.DESK: "当面",
}


class ReplyStage(StrEnum):
    """What a reply of a unit brings: the verified facts (核实), the draft of the response (回应稿), the completion (办结)."""

    VERIFICATION = "verification"
    DRAFT = "draft"
    COMPLETION = "completion"


STAGE_WORDS: Final[Mapping[ReplyStage, str]] = {
    ReplyStage.VERIFICATION: "核实情况",
    ReplyStage.DRAFT: "回应稿",
    ReplyStage.COMPLETION: "办结情况",
}


class PaperKind(StrEnum):
    """The ladder of papers, mildest first: 提示(阅知) → 转办 → 交办 → 催办 → 督办 → 约谈, 通报."""

    NOTED = "noted"
    FORWARDED = "forwarded"
    ASSIGNED = "assigned"
    URGED = "urged"
    SUPERVISED = "supervised"
    TALKED = "talked"
    CIRCULATED = "circulated"


PAPER_WORDS: Final[Mapping[PaperKind, str]] = {
    PaperKind.NOTED: "提示",
    PaperKind.FORWARDED: "转办",
    PaperKind.ASSIGNED: "交办",
    PaperKind.URGED: "催办",
    PaperKind.SUPERVISED: "督办",
    PaperKind.TALKED: "约谈",
    PaperKind.CIRCULATED: "通报",
}


# The word of a paper in its number, after the code of the office: 云宣舆催〔2026〕3号.
PAPER_MARKS: Final[Mapping[PaperKind, str]] = {
    PaperKind.NOTED: "阅",
    PaperKind.FORWARDED: "转",
    PaperKind.ASSIGNED: "交",
    PaperKind.URGED: "催",
    PaperKind.SUPERVISED: "督",
    PaperKind.TALKED: "约",
    PaperKind.CIRCULATED: "通",
}
NAMING_OFFICE: Final = "政府办公室"  # names the lead where units do not agree (天宁区实施意见二（一）5; R5)
DUTY_DESK: Final = "值班室"  # holds a matter that no unit has


def paper_number(code: str, kind: PaperKind, year: int, serial: int) -> str:
    """代字〔年〕号 of a paper, as 云宣舆交〔2026〕117号; without a code of the office the word of the paper stands alone."""
    return f"{code}{PAPER_MARKS[kind]}〔{year}〕{serial}号"


@dataclass(frozen=True, slots=True)
class HandedPaper:
    """One paper that went to a unit: its kind and number (代字〔年〕号; empty where none was given), by whom, why."""

    kind: PaperKind
    number: str
    unit: str
    at: datetime
    by: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Assignment:
    """交办 to one unit, as lead (主办) or co-unit (协办).

    `notice` is the number of the dispatch notice (交办单); `named_by` the office that named this lead after a return (R5), else "";
    `rule` the rule or ground cited when it was returned; `stages` what its replies brought so far.
    """

    unit: str
    lead: bool
    assigned: datetime
    state: AssignmentState = AssignmentState.AWAITING
    changed: datetime | None = None
    urged: int = 0
    note: str = ""
    notice: str = ""
    named_by: str = ""
    received: datetime | None = None
    receipt: ReceiptWay | None = None
    received_by: str = ""  # the post that signed, never a person's profile
    stages: tuple[ReplyStage, ...] = ()
    rule: str = ""

    @property
    def live(self) -> bool:
        """Whether the unit has the matter now."""
        return self.state not in (AssignmentState.RETURNED, AssignmentState.REPLACED)


@dataclass(frozen=True, slots=True)
class Consultation:
    """会商: the units that met, what they concluded, when."""

    units: tuple[str, ...]
    conclusion: str
    at: datetime
    by: str
