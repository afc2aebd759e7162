"""Acts of a draft: submitted, reviewed, sent back, checked for secrecy, given its disclosure, signed, dropped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from ..acts import Act, ActKind
from ..incident import Incident
from ..release import Disclosure, Draft, DraftState, Gate, Reviewed, ReviewRound
from .applying import Apply, Table


def _submitted(incident: Incident, act: Act) -> Incident:
    """A new draft, or a new version in the place of the one before: its rounds begin again."""
    data = act.data
    draft = Draft(data["draft"], data["what"], data["unit"], act.at, data["version"], data["text"], data["digest"])
    if any(d.number == draft.number for d in incident.drafts):
        return replace(incident, drafts=tuple(draft if d.number == draft.number else d for d in incident.drafts))
    return replace(incident, drafts=(*incident.drafts, draft))


def _changed(change: Callable[[Draft, Act], Draft]) -> Apply:
    def apply(incident: Incident, act: Act) -> Incident:
        number = act.data["draft"]
        return replace(incident, drafts=tuple(change(d, act) if d.number == number else d for d in incident.drafts))

    return apply


def _reviewed(draft: Draft, act: Act) -> Draft:
    gates = tuple(Gate(gate) for gate in act.data["gates"])
    passed = Reviewed(ReviewRound(act.data["round"]), gates, act.by, act.at, act.data["note"])
    return replace(draft, rounds=(*draft.rounds, passed))


def _signed(draft: Draft, act: Act) -> Draft:
    heard_by = act.data["heard_by"]
    return replace(draft, state=DraftState.SIGNED, signed_by=act.data["post"], signed_at=act.at, heard_by=heard_by)


def _disclosed(draft: Draft, act: Act) -> Draft:
    return replace(draft, disclosure=Disclosure(act.data["disclosure"]), disclosure_reason=act.data["reason"])


TABLE: Final[Table] = {
    ActKind.DRAFT_SUBMITTED: _submitted,
    ActKind.DRAFT_REVIEWED: _changed(_reviewed),
    ActKind.DRAFT_RETURNED: _changed(lambda d, act: replace(d, state=DraftState.RETURNED, note=act.data["text"])),
    ActKind.DRAFT_DROPPED: _changed(lambda d, act: replace(d, state=DraftState.DROPPED, note=act.data["text"])),
    ActKind.SECRECY_CHECKED: _changed(lambda d, act: replace(d, secrecy=act.by, secrecy_at=act.at)),
    ActKind.DISCLOSURE_SET: _changed(_disclosed),
    ActKind.DRAFT_SIGNED: _changed(_signed),
}
