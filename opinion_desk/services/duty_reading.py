"""Duty read: shifts, holes, who holds which post, handovers, the log."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from ..domain.duty import rota as shifts_of
from ..domain.duty.civil import check_day, civil_instant
from ..domain.duty.handover import Handover, Owed, OwedKind, handovers, responsible
from ..domain.duty.log import LogLine, lines
from ..domain.duty.pattern import OFFICER, Pattern, check
from ..domain.duty.rota import Gap, Overlap, Rota, Shift
from ..domain.duty.watch import Watch, watch
from ..domain.errors import Refused
from ..settings import Settings
from ..store.store import Store
from .holidays import NamedDay, named_days
from .incident_reading import IncidentReading
from .notices import Notices
from .owed import owed
from .ports import Clock

ADMINISTRATOR: Final = "管理员"  # where the settings name none
_AROUND: Final = timedelta(days=4)
_HORIZON: Final = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Checked:
    """What a rota leaves open, and where it names two, over the next sixty days and on its holidays."""

    holes: tuple[Gap, ...]
    overlaps: tuple[Overlap, ...]


@dataclass(frozen=True, slots=True)
class OnDuty:
    """Who holds the desk now; `overdue`: that shift is over and nobody has taken over."""

    post: str
    shift: str = ""
    until: datetime | None = None
    overdue: bool = False


class DutyReading:
    """The rota, the posts, the handovers and the log of this desk."""

    def __init__(
        self,
        store: Store,
        settings: Callable[[], Settings],
        clock: Clock,
        incidents: Callable[[], IncidentReading],
        notices: Callable[[], Notices],
    ) -> None:
        self._store = store
        self._settings = settings
        self._clock = clock
        self._incidents = incidents
        self._notices = notices

    @property
    def zone(self) -> ZoneInfo:
        """The zone of the shifts."""
        return self._settings().civil

    @property
    def administrator(self) -> str:
        """Who covers what the rota leaves open."""
        return self._settings().administrator or ADMINISTRATOR

    # the rota

    def pattern(self, day: date | None = None) -> Pattern | None:
        """The version in force on that day (today's unless given); None where there is none."""
        day = day or self._today(self._clock.now())
        return Rota(tuple(entry.pattern for entry in self._store.duty.versions())).pattern_on(day)

    def newest(self) -> Pattern | None:
        """The version entered last, also when it is not in force yet."""
        versions = self._store.duty.versions()
        return versions[-1].pattern if versions else None

    def shifts(self, start: datetime, end: datetime) -> tuple[Shift, ...]:
        """Every shift that touches that time, vacant ones too."""
        return shifts_of.shifts_between(self._rota(start, end), start, end, self.zone)

    def holes(self, start: datetime, end: datetime) -> tuple[Gap, ...]:
        """Where nobody is on."""
        return shifts_of.holes(self._rota(start, end), start, end, self.zone)

    def check(self, pattern: Pattern) -> Checked:
        """What a pattern would leave open or name twice, were it saved; Refused when it cannot be. Nothing is written."""
        check(pattern)
        begun = civil_instant(pattern.since, time(), self.zone)
        start = max(begun, self._clock.now())
        spans = [(start, start + _HORIZON)]
        for holiday in pattern.holidays:
            first, last = (
                civil_instant(holiday.first, time(), self.zone),
                civil_instant(holiday.last, time(), self.zone),
            )
            if last > start:
                spans.append((max(first - timedelta(days=1), start), last + timedelta(days=3)))
        gaps: dict[Gap, None] = {}
        twice: dict[Overlap, None] = {}
        for one, other in _joined(spans):
            rota = self._rota(one, other)
            rota = replace(rota, patterns=(*rota.patterns, pattern))
            gaps |= dict.fromkeys(shifts_of.holes(rota, one, other, self.zone))
            twice |= dict.fromkeys(shifts_of.overlaps(rota, one, other, self.zone))
        return Checked(tuple(gaps), tuple(twice))

    def holidays(self, first: date, last: date) -> dict[date, NamedDay]:
        """Public holidays and make-up days from the first to the last day."""
        return named_days(first, last)

    # the posts

    def posts(self) -> tuple[str, ...]:
        """The posts that the version in force staffs, or the one there always is."""
        pattern = self.pattern() or self.newest()
        return (OFFICER,) if pattern is None else pattern.posts

    def now(self, at: datetime | None = None) -> tuple[Watch, ...]:
        """Who holds which post at that instant, the first post first."""
        moment = at or self._clock.now()
        rota = self._rota(moment, moment)
        pattern = rota.pattern_on(self._today(moment))
        posts = pattern.posts if pattern is not None else rota.posts or (OFFICER,)
        return tuple(self._watch(rota, post, moment) for post in posts)

    def on_duty(self) -> OnDuty | None:
        """Who holds the first post: by handing over and the rota, else whoever the settings name; None where neither says anything."""
        held, person = self.now()[0], self._settings().person
        if held.signed or held.shift or held.covered:
            return OnDuty(held.who, held.shift, held.until, held.overdue)
        return OnDuty(person) if person else None

    def holder(self, post: str, now: datetime) -> str | None:
        """Whom a call to that post reaches at that instant; None when nobody is there.

        A post that the rota does not staff is reached itself. In a hole it is the administrator that the settings name. One who
        answers for the post but has left is not there.
        """
        rota = self._rota(now, now)
        history = self._store.duty.history(post, now)
        if post not in rota.posts and not history:
            return post
        found = watch(history, rota, post, now, self.zone, self._settings().administrator)
        if found.left:
            return found.present[-1] if found.present else None
        if not found.covered:
            return found.who
        return (found.present[-1] if found.present else found.who) or None

    def responsible(self, post: str = OFFICER, at: datetime | None = None) -> str:
        """Who answers for that post at that instant; always somebody."""
        moment = at or self._clock.now()
        history = self._store.duty.history(post, moment)
        return responsible(history, self._rota(moment, moment), moment, self.zone, post, self._fallback())

    # handing over

    def owed(self) -> tuple[Owed, ...]:
        """What would be frozen into a handover now: what matters owe, then the notices nobody has read."""
        unread = (
            Owed(OwedKind.NOTICE, "", notice.subject, None, "", notice.incident_id)
            for notice in reversed(self._notices().unread())
        )
        return (*owed(self._incidents(), self._clock.now()), *unread)

    def handover(self, id: int) -> Handover:
        """One handover with what was frozen into it; Refused when there is none of that id."""
        found = handovers(self._store.duty.handover(id))
        if not found:
            raise Refused("handover_missing", id=id)
        return found[0]

    def handovers(self, limit: int = 50) -> tuple[Handover, ...]:
        """The last handovers, newest first."""
        return tuple(reversed(handovers(self._store.duty.handovers(limit))))

    # the log

    def entries(
        self, start: datetime | None = None, end: datetime | None = None, limit: int = 200
    ) -> tuple[LogLine, ...]:
        """The log of that time as it reads now, latest first, each entry with those it took the place of."""
        return lines(self._store.duty.log(start, end, limit))

    # within

    def _watch(self, rota: Rota, post: str, moment: datetime) -> Watch:
        history = self._store.duty.history(post, moment)
        found = watch(history, rota, post, moment, self.zone, self._fallback())
        return found if rota.patterns else replace(found, covered=False)

    def _fallback(self) -> str:
        """Who answers where neither history nor rota name anybody: without a rota whoever sits here, in a hole the administrator."""
        person = "" if self._store.duty.versions() else self._settings().person
        return person or self.administrator

    def _rota(self, start: datetime, end: datetime) -> Rota:
        first, last = (self._today(moment) for moment in (start, end))
        return self._store.duty.rota(first - _AROUND, last + _AROUND)

    def _today(self, now: datetime) -> date:
        check_day(now.date())  # at the ends of the calendar there is no civil time to turn it into
        return now.astimezone(self.zone).date()


def _joined(spans: list[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """The spans without those that lie in one another, so that nothing is told twice."""
    joined: list[tuple[datetime, datetime]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined
