"""The papers that hand a matter to a unit and follow it up: dispatch notice (交办单), urging (催办), supervision (督办) and their kin."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from .act_words import span_words
from .assignment import PAPER_WORDS, Assignment, PaperKind
from .incident import Incident
from .instants import to_ms
from .levels import Level
from .origin import ORIGIN_WORDS, Origin
from .response_clock import ClockState, ResponseClock

URGENT: Final = "特急"
_GONE: Final = (ClockState.SUPERSEDED, ClockState.CANCELLED)


@dataclass(frozen=True, slots=True)
class PaperForm:
    """How one kind of paper speaks: its title, its opening sentence, and whether a unit sends a slip (回执) back."""

    title: str
    opening: str
    slip: bool
    asks: bool = True  # it says what to do and what to report


PAPER_FORMS: Final[Mapping[PaperKind, PaperForm]] = {
    PaperKind.NOTED: PaperForm(
        "舆情提示单", "下列情况请你单位知悉，留意后续；发现新情况，请随时告知。", slip=True, asks=False
    ),
    PaperKind.FORWARDED: PaperForm("舆情转办单", "下列事项转你单位依职责研究处理，处理情况请告知我单位。", slip=True),
    PaperKind.ASSIGNED: PaperForm(
        "舆情交办单", "现将下列舆情交你单位{role}。请按本单要求核实处置，在所列时限前反馈。", slip=True
    ),
    PaperKind.URGED: PaperForm(
        "舆情催办通知", "下列舆情已交你单位{role}，现予催办。请抓紧办理，接到本通知后即报进展。", slip=True
    ),
    PaperKind.SUPERVISED: PaperForm(
        "舆情督办通知",
        "下列舆情交你单位{role}，经催办仍未按要求办理，现予督办。请你单位主要负责人过问，限期办结并书面说明情况。",
        slip=True,
    ),
    PaperKind.TALKED: PaperForm(
        "舆情约谈通知",
        "因下列舆情未按要求办理，拟约谈你单位负责人。请书面准备办理经过、未按时办理的原因和整改措施。",
        slip=True,
    ),
    PaperKind.CIRCULATED: PaperForm("舆情办理情况通报", "现将下列舆情的办理情况予以通报。", slip=False, asks=False),
}


@dataclass(frozen=True, slots=True)
class NoticeSource:
    """Where the matter stands in public: platform, time, title and link of one item."""

    platform: str
    at: datetime
    title: str
    link: str | None = None


@dataclass(frozen=True, slots=True)
class NoticeInstruction:
    """领导批示 or another paper from above: who (a post or body), when, its number, its words."""

    origin: Origin
    post: str
    at: datetime
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class NoticeDeadline:
    """One step with the instant before which it is owed; `note` tells how it stands where that is not plain."""

    step: str
    due: datetime
    note: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True)
class Contact:
    """A post and the telephone of its desk; empty where to be filled in by hand."""

    post: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class DispatchNotice:
    """A paper to one unit, frozen: everything that stands on it, in the order of reading.

    `number` is 代字〔年〕号, a blank to be filled where the desk gave none; `unit` is whom this copy goes to, `duty_phone` its duty desk;
    `course` tells what was handed before (papers that follow up); `attachments` are names; `watermark` is 演示 or 演练, else empty.
    """

    kind: PaperKind
    number: str
    issuer: str
    issued: datetime
    zone: str
    incident: str  # YQ-2026-0001
    title: str
    judged: str  # level and grade in words
    unit: str
    role: str  # 主办 or 协办
    lead: str
    co: tuple[str, ...]
    concerned: tuple[str, ...]  # 涉事单位
    duty_phone: str = ""
    urgency: str = ""
    origin: str = ""
    summary: str = ""
    sources: tuple[NoticeSource, ...] = ()
    sources_more: int = 0  # items beyond those listed
    instructions: tuple[NoticeInstruction, ...] = ()
    grounds: tuple[str, ...] = ()
    demands: tuple[str, ...] = ()
    deadlines: tuple[NoticeDeadline, ...] = ()
    course: tuple[str, ...] = ()
    reason: str = ""  # why it is urged, supervised …
    feedback: tuple[str, ...] = ()
    signer: str = ""  # post of the one who signs; empty leaves a blank
    contact: Contact = Contact("值班室")
    attachments: tuple[str, ...] = ()
    watermark: str = ""

    @property
    def form(self) -> PaperForm:
        """How this kind of paper speaks."""
        return PAPER_FORMS[self.kind]


FEEDBACK: Final = (
    "核实的事实：时间、地点、经过、现状，网上所传是否属实；",
    "措施：已采取的和拟采取的，负责的岗位，完成时间；",
    "口径：建议的回应要点和回应形式；",
    "可否公开：主动公开、部分公开或不予公开，不予公开的写明依据。",
)


def demands_of(incident: Incident, assignment: Assignment) -> tuple[str, ...]:
    """办理要求: what every unit does, then what the kind of content demands and is not yet done (处置要求)."""
    if assignment.lead:
        first = "牵头核实情况、依职责处置，会同协办单位提出回应意见；对外口径一致，回应稿经审核后发布。"
    else:
        first = "配合主办单位核实、处置，本单位掌握的情况及时送主办单位；对外由主办单位统一口径。"
    own = "认为不属本单位职责的，在规定时限内书面退单，写明所依据的职责规定；退单以前照常办理。"
    steps = tuple(f"{step.words.rstrip('。')}。" for step in incident.checklist if step.state.value == "open")
    return (first, own, *(steps if assignment.lead else ()))


def owed_clocks(incident: Incident, unit: str, of_desk: Collection[str]) -> tuple[ResponseClock, ...]:
    """The clocks that unit bears, by deadline: its own steps, and those of the matter that fell to it; the newest of each id.

    `of_desk` are the policies whose clocks stay with this desk whatever unit has the lead (reports upward, replies, signatures).
    """
    found: dict[str, ResponseClock] = {}
    for clock in incident.clocks:
        mine = clock.id.partition(":")[2] == unit if clock.of_unit else clock.owed_by == unit
        if mine and clock.state not in _GONE and clock.policy not in of_desk:
            found[clock.id] = clock
    return tuple(sorted(found.values(), key=lambda clock: (clock.deadline, clock.id)))


def as_handed(clock: ResponseClock) -> NoticeDeadline:
    """A step as it is handed over: until when."""
    return NoticeDeadline(clock.name, clock.deadline)


def as_it_stands(clock: ResponseClock, now: datetime) -> NoticeDeadline:
    """A step as it stands at `now`: done, or late by so much."""
    end = clock.met_at or now
    late = end > clock.deadline
    over = span_words(to_ms(end) - to_ms(clock.deadline))
    if clock.met_at is not None:
        return NoticeDeadline(clock.name, clock.deadline, f"已完成，超 {over}" if late else "已完成", late)
    return NoticeDeadline(clock.name, clock.deadline, f"已超 {over}" if late else "", late)


def judged_words(incident: Incident) -> str:
    """Level and grade, each as far as it is known."""
    fixed = incident.fixed
    level = f"{fixed.level.words}（{fixed.level.numeral}级，{fixed.authority}核定）" if fixed else "未核定"
    return f"突发事件级别：{level}；舆情等级：{incident.grade.words if incident.grade else '未定'}"


def urgency_of(level: Level | None) -> str:
    """特急 where the clocks of hours run (levels I and II), else nothing."""
    return URGENT if level is not None and level.starts_release_clocks else ""


def instructions_of(incident: Incident) -> tuple[NoticeInstruction, ...]:
    """The notes of leaders and papers from above, oldest first; inquiries of media are no instructions."""
    return tuple(
        NoticeInstruction(one.origin, one.issuer, one.received, one.number, one.text)
        for one in incident.mandates
        if one.origin in (Origin.INSTRUCTION, Origin.SUPERIOR)
    )


def origin_words(incident: Incident) -> str:
    """How the matter came to the desk."""
    return ORIGIN_WORDS[incident.origin]


def paper_named(kind: PaperKind) -> str:
    """交办, 催办 …"""
    return PAPER_WORDS[kind]
