"""The rows of a ledger: every cell from the record, nothing of authors or callers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from ..domain.acts import Act, ActKind
from ..domain.assignment import ASSIGNMENT_WORDS, RECEIPT_WORDS, Assignment, PaperKind
from ..domain.checklist import Step, StepState
from ..domain.commands.when import STATE_WORDS
from ..domain.incident import Incident
from ..domain.item import Item
from ..domain.lateness import Ended, ended, late_by, owing_unit
from ..domain.ledger import CLOCK_COLUMNS, CLOCKS, INCIDENT_COLUMNS, INCIDENTS, UNIT_COLUMNS, UNITS
from ..domain.origin import ORIGIN_WORDS
from ..domain.release import FORM_WORDS, Evidence
from ..domain.response_clock import CLOCK_WORDS
from ..domain.table import Cell, Table, without_empty
from ..domain.verdict import Verdict
from .brief_facts import lead_sentence, without_dateline

READ_ACTS: Final = (ActKind.REPLIED, ActKind.CONCLUDED)
_SUMMARY, _REPLY = 120, 160
_STEP_SIGNS: Final = {StepState.DONE: "已做", StepState.STRUCK: "免做", StepState.OPEN: "未做"}
Row = tuple[Cell, ...]


@dataclass
class Known:
    """What is known of the matters beside themselves: their items, what was read out of them, replies and conclusions."""

    now: datetime
    zone: ZoneInfo
    items: Mapping[int, Item] = field(default_factory=dict)
    verdicts: Mapping[int, Verdict] = field(default_factory=dict)
    acts: Mapping[int, Sequence[Act]] = field(default_factory=dict)  # by incident, of READ_ACTS, oldest first

    def of(self, incident: Incident) -> list[Item]:
        """Its items, oldest first."""
        return sorted((self.items[id] for id in incident.items if id in self.items), key=lambda item: item.when)

    def replies(self, incident: Incident, unit: str | None = None) -> list[Act]:
        """What units (or one unit) answered."""
        acts = (act for act in self.acts.get(incident.id, ()) if act.kind is ActKind.REPLIED)
        return [act for act in acts if unit is None or act.data.get("unit") == unit]

    def conclusion(self, incident: Incident) -> Act | None:
        """The newest act that concluded it."""
        acts = [act for act in self.acts.get(incident.id, ()) if act.kind is ActKind.CONCLUDED]
        return acts[-1] if acts else None


def incident_table(incidents: Sequence[Incident], known: Known) -> Table:
    """One row a matter; a matter with a missed clock is marked late."""
    rows = [_incident(n, incident, known) for n, incident in enumerate(incidents, 1)]
    late = frozenset(n for n, one in enumerate(incidents) if any(_is_late(one, known.now)))
    return without_empty(Table(INCIDENTS, "舆情件", INCIDENT_COLUMNS, tuple(rows), late), ("存证",))


def clock_table(incidents: Sequence[Incident], known: Known) -> Table:
    """One row a clock, matters in their order, the clocks of each by deadline."""
    rows: list[Row] = []
    late: set[int] = set()
    for incident in incidents:
        for clock in sorted(incident.clocks, key=lambda clock: (clock.deadline, clock.id)):
            if ended(clock, known.now) is Ended.LATE:
                late.add(len(rows))
            moments = (clock.start, clock.deadline, clock.met_at)
            over = late_by(clock, known.now)
            named = (incident.number, incident.title, clock.name, owing_unit(clock))
            rows.append((*named, *moments, CLOCK_WORDS[clock.state], over, clock.ground))
    return Table(CLOCKS, "时限", CLOCK_COLUMNS, tuple(rows), frozenset(late))


def unit_table(incidents: Sequence[Incident], known: Known) -> Table:
    """One row an assignment, the lead of each matter first."""
    rows = [
        _assignment(incident, assignment, known)
        for incident in incidents
        for assignment in sorted(incident.assignments, key=lambda a: (not a.lead, a.assigned))
    ]
    return Table(UNITS, "责任单位", UNIT_COLUMNS, tuple(rows))


def _is_late(incident: Incident, now: datetime) -> Iterable[bool]:
    return (ended(clock, now) is Ended.LATE for clock in incident.clocks)


def _incident(order: int, incident: Incident, known: Known) -> Row:
    items = known.of(incident)
    first = items[0] if items else None
    lead = next((a for a in incident.assignments if a.lead and a.live), None)
    replies, conclusion = known.replies(incident), known.conclusion(incident)
    return (
        order,
        incident.number,
        incident.title,
        ORIGIN_WORDS[incident.origin],
        first.source_name if first else "",
        first.when if first else incident.times.published,
        first.link if first else None,
        _topics(incident, known),
        incident.level.words if incident.level else "",
        incident.grade.words if incident.grade else "",
        lead.unit if lead else "",
        "、".join(dict.fromkeys(a.unit for a in incident.assignments if a.live and not a.lead)),
        lead.notice if lead else "",
        min((a.assigned for a in incident.assignments), default=None),
        replies[0].at if replies else None,
        conclusion.at if conclusion else None,
        _sum(item.metrics.reads if item.metrics else None for item in items),
        _sum(item.metrics.comments if item.metrics else None for item in items),
        lead_sentence(without_dateline(first.body), _SUMMARY) if first else "",
        _outcome(replies, conclusion),
        "\n".join(_told(one, known.zone) for one in incident.evidence),
        "\n".join(_step(step) for step in incident.checklist),
        "\n".join(f"{one.what[:12]} {one.digest[:16]}" for one in incident.evidence if one.digest),
        STATE_WORDS[incident.state],
        *_clocks(incident, known.now),
        _note(incident),
    )


def _topics(incident: Incident, known: Known) -> str:
    names = [
        topic.name for id in incident.items if (v := known.verdicts.get(id)) is not None for topic in v.listed_topics
    ]
    return "、".join(str(name) for name in list(dict.fromkeys(names))[:3])


def _sum(counts: Iterable[int | None]) -> int | None:
    seen = [count for count in counts if count is not None]
    return sum(seen) if seen else None


def _outcome(replies: Sequence[Act], conclusion: Act | None) -> str:
    words = str(conclusion.data.get("text", "")) if conclusion is not None else ""
    if not words and conclusion is not None and replies:
        words = str(replies[-1].data.get("text", ""))
    return lead_sentence(words, _REPLY)


def _told(evidence: Evidence, zone: ZoneInfo) -> str:
    there = evidence.at.astimezone(zone)
    form = f"{FORM_WORDS[evidence.form]} " if evidence.form else ""
    return f"{there:%m-%d %H:%M} {form}{evidence.what}" + (f" {evidence.address}" if evidence.address else "")


def _step(step: Step) -> str:
    reason = f"（{step.reason}）" if step.reason else ""
    paper = f"（{step.paper_number} {step.paper_date}）" if step.paper_number else ""
    return f"{_STEP_SIGNS[step.state]}：{step.words}{reason}{paper}"


def _clocks(incident: Incident, now: datetime) -> tuple[int, int, int, timedelta | None]:
    stands = [ended(clock, now) for clock in incident.clocks]
    over = [length for clock in incident.clocks if (length := late_by(clock, now)) is not None]
    counted = sum(one is not Ended.GONE for one in stands)
    return counted, stands.count(Ended.ON_TIME), stands.count(Ended.LATE), max(over, default=None)


def _note(incident: Incident) -> str:
    notes = []
    if incident.merged_into is not None:
        notes.append(f"并入第 {incident.merged_into} 件")
    if incident.reopens is not None:
        notes.append(f"由第 {incident.reopens} 件重新立件")
    if incident.born_of is not None:
        notes.append(f"第 {incident.born_of} 件的次生舆情")
    if incident.taken_over is not None:
        notes.append(f"{incident.taken_over.authority}接管")
    return "；".join(notes)


def _assignment(incident: Incident, assignment: Assignment, known: Known) -> Row:
    replies = [act for act in known.replies(incident, assignment.unit) if act.at >= assignment.assigned]
    supervised = sum(p.unit == assignment.unit and p.kind is PaperKind.SUPERVISED for p in incident.papers)
    return (
        incident.number,
        incident.title,
        assignment.unit,
        "主办" if assignment.lead else "协办",
        assignment.notice,
        assignment.assigned,
        assignment.received,
        RECEIPT_WORDS[assignment.receipt] if assignment.receipt else "",
        assignment.received_by,
        replies[0].at if replies else None,
        ASSIGNMENT_WORDS[assignment.state],
        assignment.urged,
        supervised,
        assignment.rule or (assignment.note if assignment.state.value == "returned" else ""),
        assignment.named_by,
    )
