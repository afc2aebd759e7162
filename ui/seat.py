"""The seat a person sits at: the desk, the work off screen, whose name acts, and what the window remembers."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings

from .times import short_time, told_time
from .words import short_unit
from .work import Work

if TYPE_CHECKING:
    from opinion_desk.services.desk import Desk


class Seat:
    """Handed to every page; pages share nothing else."""

    def __init__(self, desk: Desk, work: Work | None = None) -> None:
        self.desk = desk
        self.work = work or Work()
        # In the home folder and nowhere else: neither the registry nor a hidden folder of the user.
        self.memory = QSettings(str(desk.home.folder / "window.ini"), QSettings.Format.IniFormat)

    @property
    def by(self) -> str:
        """Who acts: the name in the settings, else the post on duty, else 值班员."""
        if self.desk.settings.person:
            return self.desk.settings.person
        duty = self.desk.on_duty()
        return duty.post if duty is not None else "值班员"

    def now(self) -> datetime:
        """The present instant, from the desk's own clock."""
        return self.desk.clock.now()

    def short(self, instant: datetime) -> str:
        """14:36, 昨天 14:36 …"""
        return short_time(instant, self.now(), self.desk.zone)

    def told(self, instant: datetime) -> str:
        """今天 14:36, 昨天 14:36 …"""
        return told_time(instant, self.now(), self.desk.zone)

    def unit(self, name: str | None) -> str:
        """A unit's name as people here say it."""
        return short_unit(name, self.desk.settings.jurisdiction or "") if name else ""
