"""A field for a moment in the desk's civil time, typed as 14:05 or 11-20 14:05."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Final

from PySide6.QtWidgets import QLineEdit

from ..seat import Seat

_SHAPE: Final = re.compile(r"(?:(?:(\d{4})-)?(\d{1,2})-(\d{1,2})\s+)?(\d{1,2})[:：](\d{2})")


def read_moment(text: str, now: datetime, *, ahead: bool = False) -> datetime | None:
    """The moment meant by HH:MM, MM-DD HH:MM or YYYY-MM-DD HH:MM in the zone of `now`; None when unreadable.

    A time of day that lies ahead by more than a minute is meant as yesterday's; where moments `ahead` are asked for, one that
    has passed is meant as tomorrow's, and a day that has passed as next year's.
    """
    shape = _SHAPE.fullmatch(text.strip())
    if shape is None:
        return None
    year, month, day, hour, minute = (None if part is None else int(part) for part in shape.groups())
    try:
        made = now.replace(
            year=year or now.year, month=month or now.month, day=day or now.day, hour=hour or 0, minute=minute or 0,
            second=0, microsecond=0,
        )  # fmt: skip
    except ValueError:
        return None
    if ahead:
        return _next(made, now, day_given=month is not None, year_given=year is not None)
    if month is None and made > now + timedelta(minutes=1):
        made -= timedelta(days=1)
    return made


def _next(made: datetime, now: datetime, *, day_given: bool, year_given: bool) -> datetime:
    if year_given or made > now:
        return made
    if not day_given:
        return made + timedelta(days=1)
    leap_day = (made.month, made.day) == (2, 29)
    return made if leap_day or now - made < timedelta(days=180) else made.replace(year=made.year + 1)


class MomentField(QLineEdit):
    """Empty is allowed where it is optional; otherwise it begins with now. `ahead`: what is asked for lies in the future."""

    def __init__(self, seat: Seat, *, optional: bool = False, ahead: bool = False) -> None:
        super().__init__()
        self._seat, self._optional, self._ahead = seat, optional, ahead
        local = seat.now().astimezone(seat.desk.zone)
        self.setPlaceholderText(f"{local + timedelta(days=1):%m-%d} 17:30" if ahead else f"{local:%m-%d %H:%M}")
        if not optional:
            self.setText(f"{local:%m-%d %H:%M}")
            self._untouched: str | None = self.text()
        else:
            self._untouched = None

    def read(self) -> tuple[datetime | None, str]:
        """The instant, and a sentence when what stands there cannot be used. None is now, or not known where optional."""
        text = self.text().strip()
        if not text:
            return (None, "" if self._optional else self.tr("请写明时间，例如 14:05 或 11-20 14:05。"))
        if text == self._untouched:
            return (None, "")
        found = read_moment(text, self._seat.now().astimezone(self._seat.desk.zone), ahead=self._ahead)
        if found is None:
            return (None, self.tr("看不懂时间“{text}”，请写成 14:05 或 11-20 14:05。").format(text=text))
        return (found, "")
