"""Days off and make-up working days as the State Council published them; a year not yet published has none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day of a public holiday (`off`), or a weekend day worked for it."""

    name: str
    off: bool


def named_days(first: date, last: date) -> dict[date, NamedDay]:
    """The named days from the first to the last."""
    from chinese_calendar.constants import Holiday, holidays, workdays  # read only where a calendar is shown

    words = {holiday.value: holiday.chinese for holiday in Holiday}
    found = {day: NamedDay(words.get(name, name), True) for day, name in holidays.items() if first <= day <= last}
    found |= {day: NamedDay(words.get(name, name), False) for day, name in workdays.items() if first <= day <= last}
    return found
