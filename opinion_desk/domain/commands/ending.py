"""Ending a matter: conclude, review, file, dismiss, merge; and the matter that is born of another."""

from __future__ import annotations

from collections.abc import Sequence

from ..acts import Act, ActKind
from ..after_review import Aftermath, aftermath_data
from ..checklist import StepState
from ..errors import Refused
from ..incident import Incident, IncidentState
from ..levels import Grade
from ..response_clock import COMPLETION, SIGNATURE
from .clocks import cancel_clocks, meet_clocks
from .when import JUDGED, OPEN, When, expect


def conclude(incident: Incident, text: str, time: When) -> tuple[Act, ...]:
    """办结: every clock met, every step done or struck. A matter judged to need no public answer may be concluded too.

    The lead's completion is met by it; what else does not block ends, but for signatures, which stay owed.
    """
    expect(incident, "办结", *JUDGED)
    owed = [clock for clock in incident.open_clocks if clock.blocks]
    if owed:
        raise Refused("clocks_open", clocks="、".join(clock.name for clock in owed))
    undone = [step.words for step in incident.checklist if step.state is StepState.OPEN]
    if undone:
        raise Refused("steps_open", steps="、".join(undone))
    completed = [clock.id for clock in incident.open_clocks if clock.id.startswith(COMPLETION)]
    kept = [clock.id for clock in incident.open_clocks if clock.id.startswith(SIGNATURE)]  # it is owed all the same
    ended = cancel_clocks(incident, time, but=[*completed, *kept])
    return (*meet_clocks(incident, completed, time), *ended, time.act(ActKind.CONCLUDED, incident, text=text))


def review(
    incident: Incident, plan: str, findings: str, lessons: str, aftermath: Sequence[Aftermath], time: When
) -> tuple[Act, ...]:
    """复盘: the plan that was used, what was found, what will be done better; a later one takes the place of an earlier."""
    expect(incident, "复盘", *JUDGED, IncidentState.CONCLUDED)
    if not plan.strip():
        raise Refused("review_needs_plan")
    if not findings.strip():
        raise Refused("review_needs_findings")
    words = {"plan": plan.strip(), "findings": findings.strip(), "lessons": lessons.strip()}
    return (time.act(ActKind.REVIEWED, incident, **words, aftermath=aftermath_data(aftermath)),)


def needs_review(incident: Incident) -> bool:
    """Whether it must be reviewed before it is filed: level I or II, or grade one or two."""
    grave = incident.level is not None and incident.level.starts_release_clocks
    return grave or (incident.grade is not None and incident.grade <= Grade.SECOND)


def close(incident: Incident, text: str, time: When) -> tuple[Act, ...]:
    """归档: final. A grave matter is reviewed first."""
    expect(incident, "归档", IncidentState.CONCLUDED)
    if needs_review(incident) and incident.review is None:
        raise Refused("close_needs_review", number=incident.number)
    return (*cancel_clocks(incident, time), time.act(ActKind.CLOSED, incident, text=text))


def dismiss(incident: Incident, text: str, time: When) -> tuple[Act, ...]:
    """排除: no matter for this desk, with a reason."""
    expect(incident, "排除", *OPEN)
    if not text.strip():
        raise Refused("dismiss_needs_reason")
    return (*cancel_clocks(incident, time), time.act(ActKind.DISMISSED, incident, text=text.strip()))


def merge(incident: Incident, into: Incident, time: When) -> tuple[Act, ...]:
    """并入 another open matter; the clocks of that one count from now on."""
    expect(incident, "并入", *OPEN)
    expect(into, "接受并入", *OPEN)
    if incident.id == into.id:
        raise Refused("merge_with_itself")
    if incident.drill is not into.drill:
        raise Refused("merge_drill")
    return (*cancel_clocks(incident, time), time.act(ActKind.MERGED, incident, into=into.id, number=into.number))


def bear(parent: Incident, child: int, number: str, title: str, time: When) -> tuple[Act, ...]:
    """次生舆情: a matter that arose out of the handling of this one, whatever became of this one; a merged one lives on in another."""
    if parent.state is IncidentState.MERGED:
        raise Refused("born_of_merged", number=parent.number)
    return (time.act(ActKind.BORN, parent, incident=child, number=number, title=title),)
