"""What is owed next in a matter, in a word: the one thing without which it does not go on."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from .assignment import Assignment, AssignmentState
from .checklist import StepState
from .commands.drafting import lacking
from .commands.ending import needs_review
from .incident import Incident, IncidentState, ResponseWay
from .release import Draft, DraftState
from .response_clock import COMPLETION, DRAFT, VERIFICATION

_ANSWERS: Final = ("release", "response")  # clocks that what is said to the public meets
_CONFERENCE: Final = "conference"


class NextOwed(StrEnum):
    """In the order in which a matter goes its way."""

    CONFIRMATION = "confirmation"
    NAMING = "naming"
    ASSIGNMENT = "assignment"
    RECEIPT = "receipt"
    JUDGEMENT = "judgement"
    REVIEW = "review"
    SIGN_OFF = "sign_off"
    CORRECTION = "correction"
    RELEASE = "release"
    VERIFICATION = "verification"
    DRAFT = "draft"
    SUBMISSION = "submission"
    CONFERENCE = "conference"
    COMPLETION = "completion"
    MANDATE = "mandate"
    STEPS = "steps"
    SIGNATURE = "signature"
    CONCLUSION = "conclusion"
    AFTER_REVIEW = "after_review"
    FILING = "filing"


OWED_WORDS: Final[Mapping[NextOwed, str]] = {
    NextOwed.CONFIRMATION: "待核定",
    NextOwed.NAMING: "待指定主办",
    NextOwed.ASSIGNMENT: "待交办",
    NextOwed.RECEIPT: "待签收",
    NextOwed.JUDGEMENT: "待判是否回应",
    NextOwed.REVIEW: "待审核",
    NextOwed.SIGN_OFF: "待签发",
    NextOwed.CORRECTION: "待改稿",
    NextOwed.RELEASE: "待发布",
    NextOwed.VERIFICATION: "待核实",
    NextOwed.DRAFT: "待稿件",
    NextOwed.SUBMISSION: "待送审",
    NextOwed.CONFERENCE: "待发布会",
    NextOwed.COMPLETION: "待办结情况",
    NextOwed.MANDATE: "待复来文",
    NextOwed.STEPS: "待落实要求",
    NextOwed.SIGNATURE: "待补签",
    NextOwed.CONCLUSION: "待办结",
    NextOwed.AFTER_REVIEW: "待复盘",
    NextOwed.FILING: "待归档",
}


def next_owed(incident: Incident) -> NextOwed | None:
    """What must come next, whoever owes it; None where the matter has ended for good."""
    if incident.state is IncidentState.CANDIDATE:
        return NextOwed.CONFIRMATION
    if incident.state is IncidentState.CONCLUDED:
        return _of_the_file(incident)
    if not incident.state.open:
        return None
    lead = next((one for one in incident.assignments if one.lead and one.live), None)
    return _of_handing(incident, lead) or _of_the_answer(incident, lead) or _of_the_end(incident, lead)


def _of_handing(incident: Incident, lead: Assignment | None) -> NextOwed | None:
    """Until a unit has the matter and it is judged what is owed to the public. What is only filed (阅存) goes to nobody."""
    if incident.awaiting_naming:
        return NextOwed.NAMING
    if lead is None and incident.response is not ResponseWay.FILE:
        return NextOwed.ASSIGNMENT
    if lead is not None and lead.state is AssignmentState.AWAITING:
        return NextOwed.RECEIPT
    if incident.response is None and all(incident.clock(id) is None for id in _ANSWERS):
        return NextOwed.JUDGEMENT
    return None


def _of_the_answer(incident: Incident, lead: Assignment | None) -> NextOwed | None:
    """From the facts to the release and the conference."""
    running = {clock.id for clock in incident.open_clocks}
    draft = next((one for one in reversed(incident.drafts) if one.state in _ON_ITS_WAY), None)
    if draft is not None:
        return _of_draft(draft)
    if lead is not None and f"{VERIFICATION}{lead.unit}" in running:
        return NextOwed.VERIFICATION
    if lead is not None and f"{DRAFT}{lead.unit}" in running:
        return NextOwed.DRAFT
    if running.intersection(_ANSWERS):
        return NextOwed.SUBMISSION
    return NextOwed.CONFERENCE if _CONFERENCE in running else None


_ON_ITS_WAY: Final = (DraftState.REVIEWING, DraftState.RETURNED, DraftState.SIGNED)


def _of_draft(draft: Draft) -> NextOwed:
    if draft.state is DraftState.SIGNED:
        return NextOwed.RELEASE
    if draft.state is DraftState.RETURNED:
        return NextOwed.CORRECTION
    return NextOwed.REVIEW if lacking(draft) else NextOwed.SIGN_OFF


def _of_the_end(incident: Incident, lead: Assignment | None) -> NextOwed:
    """What stands between the answer and the conclusion."""
    if lead is not None and incident.clock(f"{COMPLETION}{lead.unit}") in incident.open_clocks:
        return NextOwed.COMPLETION
    if any(paper.open for paper in incident.mandates):
        return NextOwed.MANDATE
    if any(step.state is StepState.OPEN for step in incident.checklist):
        return NextOwed.STEPS
    if any(one.open for one in incident.signatures):
        return NextOwed.SIGNATURE
    return NextOwed.CONCLUSION


def _of_the_file(incident: Incident) -> NextOwed:
    """Between 办结 and 归档."""
    if needs_review(incident) and incident.review is None:
        return NextOwed.AFTER_REVIEW
    return NextOwed.SIGNATURE if any(one.open for one in incident.signatures) else NextOwed.FILING
