"""What goes out to the public: evidence that meets a clock, drafts on their way through review and sign-off, and where they went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final


class EvidenceKind(StrEnum):
    """What stopped a clock."""

    RELEASE = "release"
    CONFERENCE = "conference"
    RESPONSE = "response"


class EvidenceForm(StrEnum):
    """The form in which the public was answered (发布形式)."""

    BULLETIN = "bulletin"
    QUESTIONS = "questions"
    BRIEFING = "briefing"
    GROUP_INTERVIEW = "group_interview"
    INTERVIEW = "interview"
    COMMENT = "comment"
    DIRECT = "direct"
    CONFERENCE = "conference"


FORM_WORDS: Final[Mapping[EvidenceForm, str]] = {
    EvidenceForm.BULLETIN: "情况通报",
    EvidenceForm.QUESTIONS: "答记者问",
    EvidenceForm.BRIEFING: "吹风会",
    EvidenceForm.GROUP_INTERVIEW: "集体采访",
    EvidenceForm.INTERVIEW: "专访",
    EvidenceForm.COMMENT: "跟帖答复",
    EvidenceForm.DIRECT: "点对点答复",
    EvidenceForm.CONFERENCE: "新闻发布会",
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was published: words, where (address or the SHA-256 of the page or file kept), when, entered by whom.

    `item` is the collected item it was taken from, `issued_by` the body that published where it is not this desk's lead unit
    (a superior's release), `draft` the number of the signed draft it carries out, `leader` the post of the principal who spoke.
    """

    kind: EvidenceKind
    what: str
    at: datetime
    by: str
    address: str | None = None
    digest: str | None = None
    form: EvidenceForm | None = None
    item: int | None = None
    issued_by: str = ""
    draft: int | None = None
    leader: str = ""


class Gate(StrEnum):
    """把好政治关、政策关、文字关 (宿迁 2020 年要点三（一）; 三（四）)."""

    POLITICAL = "political"
    POLICY = "policy"
    WORDING = "wording"


GATE_WORDS: Final[Mapping[Gate, str]] = {
    Gate.POLITICAL: "政治关",
    Gate.POLICY: "政策关",
    Gate.WORDING: "文字关",
}


class ReviewRound(StrEnum):
    """三审三校: three rounds of review, each with its proofreading."""

    FIRST = "first"
    SECOND = "second"
    THIRD = "third"


ROUND_WORDS: Final[Mapping[ReviewRound, str]] = {
    ReviewRound.FIRST: "一审一校",
    ReviewRound.SECOND: "二审二校",
    ReviewRound.THIRD: "三审三校",
}


class Disclosure(StrEnum):
    """公开属性: 主动公开, 部分公开, 依申请公开, 不予公开 (天宁区实施意见二（一）3)."""

    PUBLIC = "public"
    PARTIAL = "partial"
    ON_REQUEST = "on_request"
    WITHHELD = "withheld"


DISCLOSURE_WORDS: Final[Mapping[Disclosure, str]] = {
    Disclosure.PUBLIC: "主动公开",
    Disclosure.PARTIAL: "部分公开",
    Disclosure.ON_REQUEST: "依申请公开",
    Disclosure.WITHHELD: "不予公开",
}


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One round of review passed: which gates were checked, by whom, when."""

    round: ReviewRound
    gates: tuple[Gate, ...]
    by: str
    at: datetime
    note: str = ""


class DraftState(StrEnum):
    """送审 → 已签发 → 已发布; 退改 sends it back and a new version starts the rounds again."""

    REVIEWING = "reviewing"
    RETURNED = "returned"
    SIGNED = "signed"
    PUBLISHED = "published"
    DROPPED = "dropped"


DRAFT_WORDS: Final[Mapping[DraftState, str]] = {
    DraftState.REVIEWING: "送审中",
    DraftState.RETURNED: "退改",
    DraftState.SIGNED: "已签发",
    DraftState.PUBLISHED: "已发布",
    DraftState.DROPPED: "已撤稿",
}


@dataclass(frozen=True, slots=True)
class Draft:
    """A text for the public on its way: `number` within its incident from 1, `version` from 1; `text` or `digest` of the file kept.

    `secrecy` is who made the secrecy check (先审查后公开), `signed_by` the post that signed; `heard_by` who heard an oral approval.
    """

    number: int
    what: str
    unit: str
    submitted: datetime
    version: int = 1
    text: str = ""
    digest: str | None = None
    state: DraftState = DraftState.REVIEWING
    rounds: tuple[Reviewed, ...] = ()
    secrecy: str = ""
    secrecy_at: datetime | None = None
    disclosure: Disclosure | None = None
    disclosure_reason: str = ""
    signed_by: str = ""
    signed_at: datetime | None = None
    heard_by: str = ""
    note: str = ""


class Outlet(StrEnum):
    """Where a release is distributed."""

    WEBSITE = "website"
    NEW_MEDIA = "new_media"
    MEDIA_CENTRE = "media_centre"
    MEDIA = "media"


OUTLET_WORDS: Final[Mapping[Outlet, str]] = {
    Outlet.WEBSITE: "政府网站",
    Outlet.NEW_MEDIA: "政务新媒体",
    Outlet.MEDIA_CENTRE: "融媒体中心",
    Outlet.MEDIA: "新闻媒体",
}


@dataclass(frozen=True, slots=True)
class Distribution:
    """One entry of the distribution list: where a release went, under which link, when. `draft` is None for a release without a draft."""

    outlet: Outlet
    name: str
    at: datetime
    address: str | None = None
    draft: int | None = None
