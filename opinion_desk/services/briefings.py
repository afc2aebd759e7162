"""Briefings: built from what the desk knows, drawn by papers, archived with their issue number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from ..domain.briefing import Briefing, BriefingKind, Figure
from ..domain.errors import Refused
from ..domain.instants import whole_ms
from ..settings import Settings
from ..store import briefings as rows
from ..store.store import Store
from .brief_facts import Period, period, real_matters
from .brief_sections import DailySections
from .ports import Clock, Papers


@dataclass(frozen=True, slots=True)
class ArchivedBriefing:
    """A briefing that was exported."""

    id: int
    kind: BriefingKind
    day: date
    issue: int
    total_issue: int
    made: datetime
    title: str


class BriefingService:
    """The briefings of the desk."""

    def __init__(self, store: Store, papers: Papers, settings: Settings, clock: Clock, watermark: str = "") -> None:
        self._store = store
        self._papers = papers
        self._settings = settings
        self._clock = clock
        self._watermark = watermark

    def build(
        self, kind: BriefingKind, day: date, start: datetime | None = None, end: datetime | None = None
    ) -> Briefing:
        """The briefing of that day (or of the period given) as things stand now. Refused for kinds that are not there."""
        if kind is not BriefingKind.DAILY:
            raise Refused("briefing_kind_missing", kind=kind.value)
        zone = self._settings.civil
        start = start or whole_ms(datetime.combine(day, time(), zone))
        end = end or whole_ms(datetime.combine(day + timedelta(days=1), time(), zone))
        if end <= start:
            raise Refused("briefing_period_empty")
        now = min(self._clock.now(), end)
        if start > self._clock.now():
            raise Refused("briefing_in_future")
        current = period(self._store, start, end)
        before = period(self._store, start - (end - start), start)
        issue, total = self._store.briefings.number(kind, day)
        return Briefing(
            kind,
            "舆情日报",
            self._settings.issuer or "（未设印发单位）",
            day,
            issue,
            total,
            start,
            end,
            self._settings.zone,
            self._figures(current, before),
            DailySections(self._store, zone).of(current, before, now),
            report_to=self._settings.report_to,
            send_to=self._settings.send_to,
            head_hash=self._store.incidents.head(),
            watermark=self._watermark,
        )

    def pages(self, briefing: Briefing, ppi: int = 96) -> list[bytes]:
        """The pages as PNG."""
        return self._papers.pages(briefing, ppi)

    def export(self, briefing: Briefing, out: Path) -> Path:
        """Write the paper, then archive the briefing with its number; the absolute path."""
        out = out.absolute()
        self._papers.briefing(briefing, out)
        now = self._clock.now()
        self._store.write_now(lambda tx: rows.archive(tx, briefing, now))
        return out

    def archive(self) -> tuple[ArchivedBriefing, ...]:
        """What was exported, newest first."""
        return tuple(
            ArchivedBriefing(row.id, row.kind, row.day, row.issue, row.total_issue, row.made, row.title)
            for row in self._store.briefings.list()
        )

    def _figures(self, current: Period, before: Period) -> tuple[Figure, ...]:
        known = bool(before.rows)

        def figure(name: str, now: int, then: int, unit: str = "条") -> Figure:
            return Figure(name, now, then if known else None, unit)

        return (
            figure("采集信息", current.items, before.items),
            figure("去重后", len(current.rows), len(before.rows)),
            figure("涉本地", len(current.local), len(before.local)),
            figure("本地负面", len(current.negative), len(before.negative)),
            figure("群众诉求", len(current.demands), len(before.demands)),
            Figure("在办舆情件", len(real_matters(self._store, open_only=True)), None, "件"),
        )
