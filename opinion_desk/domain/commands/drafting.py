"""A draft (稿件) on its way to the public: 送审, 三审三校, 保密审查, 公开属性, 签发; sent back or dropped on the way."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ..acts import Act, ActKind
from ..errors import Refused
from ..incident import Incident
from ..policy import Policies
from ..release import DRAFT_WORDS, GATE_WORDS, ROUND_WORDS, Disclosure, Draft, DraftState, Gate, ReviewRound
from ..response_clock import DRAFT
from .clocks import meet_clocks
from .signatures import owe_signature
from .when import JUDGED, When, expect

OPEN_TO_PUBLIC: Final = (Disclosure.PUBLIC, Disclosure.PARTIAL)
_UNSIGNED: Final = (DraftState.REVIEWING, DraftState.RETURNED)
_UNPUBLISHED: Final = (*_UNSIGNED, DraftState.SIGNED)
_ROUNDS: Final = tuple(ReviewRound)


def next_round(draft: Draft) -> ReviewRound | None:
    """The round of review the draft waits for; None after the third."""
    return _ROUNDS[len(draft.rounds)] if len(draft.rounds) < len(_ROUNDS) else None


def open_gates(draft: Draft) -> tuple[Gate, ...]:
    """The gates nobody has passed it through yet."""
    passed = {gate for one in draft.rounds for gate in one.gates}
    return tuple(gate for gate in Gate if gate not in passed)


def lacking(draft: Draft) -> tuple[str, ...]:
    """What stands between the draft and its sign-off, in words and in the order in which it is done; empty when it may be signed."""
    rounds = [ROUND_WORDS[one] for one in _ROUNDS[len(draft.rounds) :]]
    gates = [GATE_WORDS[gate] for gate in open_gates(draft)]
    secrecy = [] if draft.secrecy else ["保密审查"]
    disclosure = [] if draft.disclosure else ["公开属性"]
    return (*rounds, *gates, *secrecy, *disclosure)


def draft_of(incident: Incident, number: int) -> Draft:
    """The draft of that number; Refused when there is none."""
    found = next((draft for draft in incident.drafts if draft.number == number), None)
    if found is None:
        there = "、".join(str(draft.number) for draft in incident.drafts) or "无"
        raise Refused("draft_missing", number=number, there=there)
    return found


def submit(
    incident: Incident,
    what: str,
    unit: str,
    text: str,
    digest: str | None,
    time: When,
    number: int | None = None,
) -> tuple[Act, ...]:
    """送审 of a new draft, or of a new version of draft `number`, whose rounds begin again; meets the unit's step to send it.

    `text` is the draft's wording, `digest` the SHA-256 of its file where it came as one. A new version keeps title and unit unless given.
    The unit is the lead unit where none is given.
    """
    expect(incident, "送审稿件", *JUDGED)
    before = None if number is None else _draft(incident, number, "送审新稿", time, *_UNSIGNED)
    what = what.strip() or (before.what if before else "")
    unit = unit.strip() or (before.unit if before else incident.lead_unit or "")
    if not what:
        raise Refused("draft_needs_title")
    if not unit:
        raise Refused("draft_needs_unit")
    if not text.strip() and digest is None:
        raise Refused("draft_needs_text")
    submitted = time.act(
        ActKind.DRAFT_SUBMITTED,
        incident,
        draft=before.number if before else len(incident.drafts) + 1,
        version=before.version + 1 if before else 1,
        what=what,
        unit=unit,
        text=text.strip(),
        digest=digest,
    )
    return (submitted, *meet_clocks(incident, [DRAFT + unit], time))


def proof(
    incident: Incident, number: int, which: ReviewRound, gates: Iterable[Gate], note: str, time: When
) -> tuple[Act, ...]:
    """One round of 三审三校 passed, with the gates that were checked in it.

    Rounds go in order, each by another name; the third must leave no gate open (把好政治关、政策关、文字关).
    """
    draft = _draft(incident, number, "审校", time, DraftState.REVIEWING)
    due = next_round(draft)
    if due is None:
        raise Refused("draft_rounds_done", number=number)
    if which is not due:
        raise Refused("draft_round_out_of_order", number=number, due=ROUND_WORDS[due])
    earlier = next((one for one in draft.rounds if one.by == time.by), None)
    if earlier is not None:
        raise Refused("draft_round_same_name", by=time.by, round=ROUND_WORDS[earlier.round])
    if draft.rounds and time.at < draft.rounds[-1].at:
        raise Refused("draft_time_out_of_order", before=ROUND_WORDS[draft.rounds[-1].round])
    passed = [gate for gate in Gate if gate in set(gates)]
    left = [GATE_WORDS[gate] for gate in open_gates(draft) if gate not in passed]
    if which is _ROUNDS[-1] and left:
        raise Refused("draft_gates_open", gates="、".join(left))
    act = time.act(
        ActKind.DRAFT_REVIEWED,
        incident,
        draft=number,
        what=draft.what,
        round=which.value,
        gates=[gate.value for gate in passed],
        note=note.strip(),
    )
    return (act,)


def send_back(incident: Incident, number: int, text: str, time: When) -> tuple[Act, ...]:
    """退改 with what must be mended; a signed draft that is not out yet may be sent back too."""
    draft = _draft(incident, number, "退改", time, DraftState.REVIEWING, DraftState.SIGNED)
    if not text.strip():
        raise Refused("draft_return_needs_text")
    return (time.act(ActKind.DRAFT_RETURNED, incident, draft=number, what=draft.what, text=text.strip()),)


def check_secrecy(incident: Incident, number: int, time: When) -> tuple[Act, ...]:
    """保密审查 passed (先审查后公开), by the name that acts."""
    draft = _draft(incident, number, "保密审查", time, DraftState.REVIEWING)
    if draft.secrecy:
        raise Refused("draft_secrecy_done", by=draft.secrecy)
    return (time.act(ActKind.SECRECY_CHECKED, incident, draft=number, what=draft.what),)


def disclose(incident: Incident, number: int, disclosure: Disclosure, reason: str, time: When) -> tuple[Act, ...]:
    """公开属性: anything short of full disclosure needs its reason."""
    draft = _draft(incident, number, "定公开属性", time, DraftState.REVIEWING)
    if disclosure is not Disclosure.PUBLIC and not reason.strip():
        raise Refused("disclosure_needs_reason")
    act = time.act(
        ActKind.DISCLOSURE_SET,
        incident,
        draft=number,
        what=draft.what,
        disclosure=disclosure.value,
        reason=reason.strip(),
    )
    return (act,)


def sign_off(
    incident: Incident, number: int, post: str, heard_by: str, policies: Policies, time: When
) -> tuple[Act, ...]:
    """签发 by a post, the approver of the grade where none is given; spoken approval names who heard it, and the signature is owed.

    Refused while a round, a gate, the secrecy check or the disclosure is missing, with all that is missing.
    """
    draft = _draft(incident, number, "签发", time, DraftState.REVIEWING)
    missing = lacking(draft)
    if missing:
        raise Refused("draft_not_ready", number=number, missing="、".join(missing))
    last = max([one.at for one in draft.rounds] + ([draft.secrecy_at] if draft.secrecy_at else []))
    if time.at < last:
        raise Refused("draft_time_out_of_order", before="审校和保密审查")
    post = post.strip() or policies.approver(incident.grade)
    if not post:
        raise Refused("draft_needs_post")
    heard_by = heard_by.strip()
    signed = time.act(ActKind.DRAFT_SIGNED, incident, draft=number, what=draft.what, post=post, heard_by=heard_by)
    owed = owe_signature(incident, f"签发《{draft.what}》", post, heard_by, policies, time) if heard_by else []
    return (signed, *owed)


def drop(incident: Incident, number: int, text: str, time: When) -> tuple[Act, ...]:
    """撤稿 with its reason, while it is not out."""
    draft = _draft(incident, number, "撤稿", time, *_UNPUBLISHED)
    if not text.strip():
        raise Refused("draft_drop_needs_text")
    return (time.act(ActKind.DRAFT_DROPPED, incident, draft=number, what=draft.what, text=text.strip()),)


def releasable(incident: Incident, number: int, time: When, *states: DraftState) -> Draft:
    """The draft when it may go out at that time: in one of these states, signed before, and open to the public; Refused otherwise."""
    draft = draft_of(incident, number)
    if draft.state not in states:
        raise Refused("draft_not_signed", number=number, state=DRAFT_WORDS[draft.state])
    if draft.disclosure not in OPEN_TO_PUBLIC:
        raise Refused("draft_not_public", number=number)
    if draft.signed_at is not None and time.at < draft.signed_at:
        raise Refused("release_before_signature", number=number)
    return draft


def _draft(incident: Incident, number: int, doing: str, time: When, *states: DraftState) -> Draft:
    """The draft that something is done to; refused in another state, or at a time before it was submitted."""
    expect(incident, doing, *JUDGED)
    draft = draft_of(incident, number)
    if draft.state not in states:
        raise Refused("draft_forbids", number=number, state=DRAFT_WORDS[draft.state], doing=doing)
    if time.at < draft.submitted:
        raise Refused("draft_time_out_of_order", before="送审")
    return draft
