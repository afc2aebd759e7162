"""Papers of duty: the record of a handover (交接班记录) and the duty log of a period (值班日志), built from what was kept, drawn by papers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Final

from ..domain.duty.handover import DUTY_WORDS, OWED_WORDS, DutyKind, Handover, Owed
from ..domain.duty.log import NOTE_WORDS, LogLine, Note
from ..domain.duty_record import DutyLogRecord, HandoverRecord, LoggedLine, OwedLine
from ..domain.period import Period
from ..settings import Settings
from ..store.store import Store
from .duty_reading import DutyReading
from .ports import Clock, Papers

_WHOLE: Final = 2**62  # entries: a paper leaves none out
_UNNAMED: Final = "（未设印发单位）"


class DutyPapers:
    """What duty leaves on paper."""

    def __init__(
        self,
        store: Store,
        duty: Callable[[], DutyReading],
        papers: Papers,
        settings: Callable[[], Settings],
        clock: Clock,
        watermark: str = "",
    ) -> None:
        self._store = store
        self._duty = duty
        self._papers = papers
        self._settings = settings
        self._clock = clock
        self._watermark = watermark

    def handover(self, id: int) -> HandoverRecord:
        """The record of that handover, with the list as it was frozen when it was offered; Refused when there is none of that id."""
        made = self._duty().handover(id)
        taken = made.state is DutyKind.ACCEPTED
        return HandoverRecord(
            issuer=self._issuer,
            zone=self._settings().zone,
            post=made.post,
            leaving=made.leaving,
            taking=made.ended_by if taken else made.to,
            offered=made.offered,
            answered=made.ended if taken else None,
            state=self._state(made),
            owed=tuple(map(_owed, made.sheet.owed)),
            done=made.sheet.done,
            undone=made.sheet.undone,
            papers=made.sheet.papers,
            watermark=self._watermark,
        )

    def log(self, period: Period) -> DutyLogRecord:
        """The log of that period as it reads now, oldest entry first, corrections told beside what they correct."""
        found = self._duty().entries(period.start, period.end, _WHOLE)
        numbers = self._numbers(found)
        lines = tuple(self._line(line, numbers) for line in reversed(found))
        return DutyLogRecord(self._issuer, period, self._clock.now(), lines, self._watermark)

    def export(self, record: HandoverRecord | DutyLogRecord, out: Path) -> Path:
        """Write it whole or not at all (.docx or .pdf); the absolute path."""
        out = out.absolute()
        self._papers.duty_record(record, out)
        return out

    @property
    def _issuer(self) -> str:
        return self._settings().issuer or _UNNAMED

    def _state(self, made: Handover) -> str:
        words = DUTY_WORDS[made.state]
        if made.ended is None or made.state is DutyKind.ACCEPTED:
            return words
        reason = f"：{made.reason}" if made.reason else ""
        return f"{words}（{made.ended_by}，{self._moment(made.ended)}）{reason}"

    def _line(self, line: LogLine, numbers: dict[int, str]) -> LoggedLine:
        entry, note = line.entry, line.entry.note
        course = note.course
        if note.incident is not None:
            course = f"{course}\n（舆情件 {numbers[note.incident]}）"
        return LoggedLine(
            at=entry.at,
            caller="\n".join(filter(None, (" ".join(filter(None, (note.unit, note.post))), note.phone))),
            place=note.place,
            course=course,
            measures=note.measures,
            impact=note.impact,
            reported=note.reported,
            by=entry.by,
            corrected="；".join(self._corrections(line)),
        )

    def _corrections(self, line: LogLine) -> list[str]:
        """When, why and from what each correction was made, oldest first."""
        entries = (*line.before, line.entry)
        return [
            f"{self._moment(new.entered)} {new.by}更正，{new.reason}，{_was(old.note, new.note)}"
            for old, new in pairwise(entries)
        ]

    def _numbers(self, found: tuple[LogLine, ...]) -> dict[int, str]:
        ids = {line.entry.note.incident for line in found}
        return {id: self._store.incidents.get(id).number for id in ids if id is not None}

    def _moment(self, instant: datetime) -> str:
        local = instant.astimezone(self._settings().civil)
        return f"{local.month}月{local.day}日 {local:%H:%M}"


def _was(old: Note, new: Note) -> str:
    """What stood there before, of all that was changed."""
    told = [
        f"{words}原为“{getattr(old, name)}”" if getattr(old, name) else f"{words}原未记"
        for name, words in NOTE_WORDS.items()
        if getattr(old, name) != getattr(new, name)
    ]
    return "；".join(told) or "所记相同"


def _owed(one: Owed) -> OwedLine:
    return OwedLine(OWED_WORDS[one.kind], one.number, one.words, one.due, one.by)
