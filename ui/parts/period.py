"""Choosing a period of whole days: a month, a quarter, a year by one choice, or any two days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QDate, QSignalBlocker, Signal
from PySide6.QtWidgets import QDateEdit, QWidget

from opinion_desk.domain.period import Period

from .cards import row
from .choices import Choice
from .labels import label

THIS_MONTH, LAST_MONTH, THIS_QUARTER, THIS_YEAR, LAST_YEAR, OWN = (
    "this_month", "last_month", "this_quarter", "this_year", "last_year", "own",
)  # fmt: skip
_WIDTH: Final = 104


def named_period(name: str, today: date) -> tuple[date, date]:
    """First and last day of that period, seen from `today`; today itself for a name that stands for none."""
    first = today.replace(day=1)
    if name == LAST_MONTH:
        last = first - timedelta(days=1)
        return last.replace(day=1), last
    if name == THIS_MONTH:
        return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    if name == THIS_QUARTER:
        begin = first.replace(month=first.month - (first.month - 1) % 3)
        return begin, (begin + timedelta(days=95)).replace(day=1) - timedelta(days=1)
    if name in (THIS_YEAR, LAST_YEAR):
        year = today.year - (name == LAST_YEAR)
        return date(year, 1, 1), date(year, 12, 31)
    return today, today


class PeriodChoice(QWidget):
    """`changed` tells that another period stands there; days typed by hand become 自选."""

    changed = Signal()

    def __init__(self, today: date, chosen: str = THIS_MONTH) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._today = today
        self.named = Choice(
            (
                (THIS_MONTH, self.tr("本月")),
                (LAST_MONTH, self.tr("上月")),
                (THIS_QUARTER, self.tr("本季度")),
                (THIS_YEAR, self.tr("今年")),
                (LAST_YEAR, self.tr("去年")),
                (OWN, self.tr("自选")),
            )
        )
        self.named.setAccessibleName(self.tr("期间"))
        self.named.setFixedWidth(92)
        self.first, self.last = _day_field(self.tr("起日")), _day_field(self.tr("止日"))
        self.setLayout(row(self.named, self.first, label(self.tr("至"), "second"), self.last, None, gap=6))
        self.named.choose(chosen)
        self._take_named()
        self.named.currentIndexChanged.connect(lambda _place: self._named_changed())
        for field in (self.first, self.last):
            field.dateChanged.connect(lambda _day: self._day_changed())

    def period(self, zone: str) -> Period:
        """The period that stands there; Refused when its last day comes before its first."""
        return Period(_day(self.first), _day(self.last), zone)

    def _named_changed(self) -> None:
        if self.named.chosen != OWN:
            self._take_named()
            self.changed.emit()

    def _take_named(self) -> None:
        for field, day in zip((self.first, self.last), named_period(self.named.chosen, self._today), strict=True):
            with QSignalBlocker(field):
                field.setDate(QDate(day.year, day.month, day.day))

    def _day_changed(self) -> None:
        with QSignalBlocker(self.named):
            self.named.choose(OWN)
        self.named.update()
        self.changed.emit()


def _day_field(name: str) -> QDateEdit:
    made = QDateEdit()
    made.setDisplayFormat("yyyy-MM-dd")
    made.setAccessibleName(name)
    made.lineEdit().setTextMargins(8, 0, 0, 0)
    made.setFixedWidth(_WIDTH)
    return made


def _day(field: QDateEdit) -> date:
    chosen = field.date()
    return date(chosen.year(), chosen.month(), chosen.day())
