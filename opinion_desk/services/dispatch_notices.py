"""Dispatch notices (交办单) and the papers that follow them up: built from a matter as it stands, drawn by papers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from ..domain.assignment import Assignment, HandedPaper, PaperKind
from ..domain.errors import Refused
from ..domain.incident import Incident
from ..domain.item import Item
from ..domain.notice import (
    FEEDBACK,
    Contact,
    DispatchNotice,
    NoticeSource,
    as_handed,
    as_it_stands,
    demands_of,
    instructions_of,
    judged_words,
    origin_words,
    owed_clocks,
    paper_named,
    urgency_of,
)
from ..domain.policy import Policies
from ..domain.response_clock import ResponseClock
from ..domain.unit import RuleText
from ..domain.verdict import UnitChoice, Verdict
from ..settings import Settings
from ..store.store import Store
from .brief_facts import lead_sentence, without_dateline
from .ports import Catalogue, Clock, Papers

_LISTED: Final = 3  # items on the paper
_SUMMARY: Final = 120  # characters
_DUTY: Final = "值班"
_OF_NUMBER: Final = "〔"
_CUSTOM: Final = "本工作台默认："  # how grounds begin that no document gives
_FOLLOWING: Final = (PaperKind.URGED, PaperKind.SUPERVISED, PaperKind.TALKED, PaperKind.CIRCULATED)


class DispatchNotices:
    """The papers of assignments."""

    def __init__(
        self,
        store: Store,
        papers: Papers,
        settings: Callable[[], Settings],
        clock: Clock,
        catalogue: Callable[[], Catalogue],
        policies: Callable[[], Policies],
        watermark: str = "",
    ) -> None:
        self._store = store
        self._papers = papers
        self._settings = settings
        self._clock = clock
        self._catalogue = catalogue
        self._policies = policies
        self._watermark = watermark

    def build(
        self,
        id: int | str,
        unit: str = "",
        kind: PaperKind = PaperKind.ASSIGNED,
        attachments: Sequence[str] = (),
    ) -> DispatchNotice:
        """The paper to that unit (the lead where none is named) as things stand now.

        `id` is an incident's id or number, or the number of a notice (代字〔年〕号). Refused when the matter is not assigned,
        not to that unit, or when a paper of that kind never went to it.
        """
        incident, named = self._find(id)
        assignment = _assignment(incident, unit or named)
        handed = _handed(incident, assignment, kind)
        now = self._clock.now()
        given = handed.number if handed is not None else assignment.notice if kind is PaperKind.ASSIGNED else ""
        issued = handed.at if handed is not None else assignment.assigned if kind is PaperKind.ASSIGNED else now
        items = _before(sorted(self._store.items.many(incident.items), key=lambda item: item.when), issued)
        verdicts = self._store.verdicts.many([item.id for item in items])
        follows = kind in _FOLLOWING
        owed = owed_clocks(incident, assignment.unit, self._policies().of_desk)
        if not follows:
            owed = tuple(clock for clock in owed if clock.start <= issued)
        return DispatchNotice(
            kind=kind,
            number=given or self._blank_number(issued),
            issuer=self._settings().issuer or "（未设印发单位）",
            issued=issued,
            zone=self._settings().zone,
            incident=incident.number,
            title=incident.title,
            judged=judged_words(incident),
            unit=assignment.unit,
            role="主办" if assignment.lead else "协办",
            lead=incident.lead_unit or "",
            co=tuple(dict.fromkeys(a.unit for a in incident.assignments if a.live and not a.lead)),
            concerned=_concerned(verdicts.values()),
            duty_phone=self._duty_phone(assignment.unit),
            urgency=urgency_of(incident.level),
            origin=origin_words(incident),
            summary=lead_sentence(without_dateline(items[0].body), _SUMMARY) if items else "",
            sources=tuple(_source(item) for item in items[:_LISTED]),
            sources_more=max(0, len(items) - _LISTED),
            instructions=instructions_of(incident),
            grounds=self._grounds(assignment, verdicts.values(), owed),
            demands=demands_of(incident, assignment),
            deadlines=tuple(as_it_stands(clock, now) if follows else as_handed(clock) for clock in owed),
            course=_course(incident, assignment, self._settings().civil) if follows else (),
            reason=handed.text if handed is not None else "",
            feedback=FEEDBACK,
            contact=self._contact(),
            attachments=tuple(attachments),
            watermark="演练" if incident.drill else self._watermark,
        )

    def export(self, notice: DispatchNotice, out: Path) -> Path:
        """Write the paper (.docx or .pdf); the absolute path."""
        out = out.absolute()
        self._papers.notice(notice, out)
        return out

    def pages(self, notice: DispatchNotice, ppi: int = 96) -> list[bytes]:
        """The pages as PNG."""
        return self._papers.notice_pages(notice, ppi)

    def files_of(self, incident: Incident) -> tuple[tuple[str, bytes], ...]:
        """Every paper that went to a unit in this matter as docx, each with the name of its file; the newest where one kind went out twice."""
        handed = [(assignment.unit, PaperKind.ASSIGNED) for assignment in incident.assignments]
        handed += [(assignment.unit, PaperKind.URGED) for assignment in incident.assignments if assignment.urged]
        units = {unit for unit, _ in handed}
        handed += [(paper.unit, paper.kind) for paper in incident.papers if paper.unit in units]
        files: dict[str, bytes] = {}
        for unit, kind in dict.fromkeys(handed):
            notice = self.build(incident.id, unit, kind)
            files[f"{notice.form.title}-{_as_name(unit)}.docx"] = self._papers.notice_docx(notice)
        return tuple(files.items())

    def _find(self, id: int | str) -> tuple[Incident, str]:
        """The matter, and the unit where the number of a notice was given."""
        text = str(id).strip()
        if _OF_NUMBER not in text:
            return self._store.incidents.get(self._store.incidents.id_of(id)), ""
        for incident in self._store.incidents.list():
            for assignment in incident.assignments:
                if assignment.notice == text:
                    return incident, ""
            for paper in incident.papers:
                if paper.number == text:
                    return incident, paper.unit
        raise Refused("notice_number_unknown", number=text[:60])

    def _blank_number(self, issued: datetime) -> str:
        """A number to be filled in by hand, where the desk gave none."""
        return f"{self._settings().code}〔{issued.astimezone(self._settings().civil).year}〕　　号"

    def _duty_phone(self, unit: str) -> str:
        return next((known.duty_phone for known in self._store.units.all() if known.name == unit), "")

    def _contact(self) -> Contact:
        """The duty desk by post, with its telephone as the settings have it."""
        post = next((post for post in self._settings().posts if _DUTY in post.name), None)
        return Contact(post.name, post.phone) if post is not None else Contact("值班室")

    def _grounds(
        self, assignment: Assignment, verdicts: Iterable[Verdict], owed: Sequence[ResponseClock]
    ) -> tuple[str, ...]:
        grounds = []
        if assignment.named_by:
            grounds.append(f"{assignment.named_by}指定由{assignment.unit}主办")
        choices = [choice for verdict in verdicts for choice in (verdict.lead, *verdict.others)]
        rule = self._rule(choices, assignment.unit)
        if rule is not None:
            where = "；".join(_where(rule, n) for n in range(min(2, len(rule.refs))))
            grounds.append(f"职责：{rule.when}的，{rule.then}" + (f"（{where}）" if where else ""))
        return (*grounds, *_grounds_of_time(owed))

    def _rule(self, choices: Sequence[UnitChoice], unit: str) -> RuleText | None:
        chosen = next((c for c in choices if c.unit == unit and c.rule), None)
        return self._catalogue().rule(chosen.rule) if chosen is not None and chosen.rule else None


def _assignment(incident: Incident, unit: str) -> Assignment:
    """The newest assignment to that unit, or to the lead; one that was given back or replaced only where nothing newer is there."""
    if not incident.assignments:
        raise Refused("notice_not_assigned", number=incident.number)
    wanted = unit or incident.lead_unit or incident.assignments[-1].unit
    found = [a for a in incident.assignments if a.unit == wanted]
    if not found:
        raise Refused("not_assigned", unit=wanted[:60])
    return next((a for a in reversed(found) if a.live), found[-1])


def _handed(incident: Incident, assignment: Assignment, kind: PaperKind) -> HandedPaper | None:
    """The newest paper of that kind to that unit; None for the notice itself, and for urgings from before papers were kept."""
    found = [paper for paper in incident.papers if paper.unit == assignment.unit and paper.kind is kind]
    if found:
        return found[-1]
    if kind is PaperKind.ASSIGNED or (kind is PaperKind.URGED and assignment.urged):
        return None
    raise Refused("paper_not_handed", paper=paper_named(kind), unit=assignment.unit)


def _before(items: Sequence[Item], issued: datetime) -> Sequence[Item]:
    """The items there were when the paper went out; all of them where it went out before any was dated."""
    return [item for item in items if item.when <= issued] or items


def _concerned(verdicts: Iterable[Verdict]) -> tuple[str, ...]:
    """The institutions that most items are about, at most two."""
    named = Counter(verdict.institution for verdict in verdicts if verdict.institution)
    return tuple(name for name, _ in named.most_common(2))


def _grounds_of_time(owed: Iterable[ResponseClock]) -> tuple[str, ...]:
    """The grounds of deadlines, each once: documents first, then all that is this desk's own custom in one line."""
    grounds = list(dict.fromkeys(clock.ground for clock in owed if clock.ground))
    custom = [ground.removeprefix(_CUSTOM) for ground in grounds if ground.startswith(_CUSTOM)]
    told = [f"时限：{ground}" for ground in grounds if not ground.startswith(_CUSTOM)]
    return (*told, f"时限（本工作台默认）：{'；'.join(custom)}") if custom else tuple(told)


def _source(item: Item) -> NoticeSource:
    return NoticeSource(item.source_name, item.when, item.title, item.link)


def _where(rule: RuleText, place: int) -> str:
    ref = rule.refs[place]
    return f"《{ref.document}》{ref.number or ''}{ref.clause}"


def _course(incident: Incident, assignment: Assignment, zone: ZoneInfo) -> tuple[str, ...]:
    """What went to the unit before, oldest first, each in one line."""
    told = [f"{_minute(assignment.assigned, zone)} 交办" + (f"（{assignment.notice}）" if assignment.notice else "")]
    if assignment.received is not None:
        told.append(f"{_minute(assignment.received, zone)} 签收")
    told += [
        f"{_minute(paper.at, zone)} {paper_named(paper.kind)}" + (f"（{paper.number}）" if paper.number else "")
        for paper in incident.papers
        if paper.unit == assignment.unit and paper.kind is not PaperKind.ASSIGNED
    ]
    urged = sum(paper.unit == assignment.unit and paper.kind is PaperKind.URGED for paper in incident.papers)
    if assignment.urged > urged:
        told.append(f"累计催办 {assignment.urged} 次")
    return tuple(told)


def _as_name(unit: str) -> str:
    """A unit's name as part of a file's name on every system."""
    return "".join(c if c.isalnum() or c in "（）()-" else "_" for c in unit)[:40]


def _minute(instant: datetime, zone: ZoneInfo) -> str:
    local = instant.astimezone(zone)
    return f"{local.month}月{local.day}日{local.hour}时{local.minute:02d}分"
