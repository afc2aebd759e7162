"""暂缓: until when the calls of a matter are put off; never beyond its next mark."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from opinion_desk.domain.incident import Incident

from ..deed import deed
from ..parts.buttons import button
from ..parts.cards import row
from ..parts.moment import read_moment
from ..parts.sheet import Sheet, field
from ..seat import Seat

_SPANS = (15, 30)  # minutes offered, where they are not too long


class SnoozeSheet(Sheet):
    """`put_off` tells that the calls are quiet until then."""

    put_off = Signal()

    def __init__(self, over: QWidget, seat: Seat, incident: Incident, latest: datetime) -> None:
        told = f"{incident.number} {incident.title}"
        super().__init__(over, self.tr("暂缓呼叫"), told, width=460, accept=self.tr("暂缓"))
        self._seat, self._id, self._latest = seat, incident.id, latest
        self.seen = incident.acts
        self.until = QLineEdit()
        hint = self.tr("最晚 {time}：不得越过下一个时限节点，也不得超过两次应答的时长。时限照走。").format(
            time=seat.told(latest)
        )
        self.body.addLayout(field(self.tr("暂缓到"), self.until, hint))
        self.choices: list[QPushButton] = []
        line = row(gap=8)
        for words, moment in self._offers():
            made = button(words, self._filler(moment))
            self.choices.append(made)
            line.addWidget(made)
        line.addStretch(1)
        self.body.addLayout(line)
        self._fill(min(seat.now() + timedelta(minutes=_SPANS[-1]), latest))

    def accept(self) -> None:
        until = read_ahead(self.until.text(), self._seat.now().astimezone(self._seat.desk.zone))
        if until is None:
            self.refuse(self.tr("看不懂时间；请写成 14:05 或 11-20 14:05。"), self.until)
            return
        self.busy()
        service, id, given = self._seat.desk.incidents, self._id, deed(self._seat.by, None, self.seen)
        self._seat.work.run(self, lambda: service.snooze(id, until, deed=given), self._written, self.failed)

    def _written(self, _answer: object) -> None:
        self.close_sheet()
        self.put_off.emit()

    def _offers(self) -> list[tuple[str, datetime]]:
        now = self._seat.now()
        offers = [
            (self.tr("{n} 分钟").format(n=minutes), now + timedelta(minutes=minutes))
            for minutes in _SPANS
            if now + timedelta(minutes=minutes) < self._latest
        ]
        return [*offers, (self.tr("最晚 {time}").format(time=self._seat.short(self._latest)), self._latest)]

    def _filler(self, moment: datetime) -> Callable[[], None]:
        return lambda: self._fill(moment)

    def _fill(self, moment: datetime) -> None:
        self.until.setText(f"{moment.astimezone(self._seat.desk.zone):%m-%d %H:%M}")


def read_ahead(text: str, now: datetime) -> datetime | None:
    """The moment meant, in the zone of `now`; a time of day that has passed is meant as tomorrow's. None when unreadable."""
    found = read_moment(text, now)
    if found is not None and found <= now and "-" not in text:
        found += timedelta(days=1)
    return found
