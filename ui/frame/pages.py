"""Makes the pages, each imported when it is first opened: a start loads one."""

from __future__ import annotations

from ..seat import Seat
from .page import Page


def make_page(id: str, seat: Seat) -> Page:
    """The page of that place of the rail."""
    if id == "inbox":
        from ..inbox.page import InboxPage

        return InboxPage(seat)
    if id == "incidents":
        from ..incidents.page import IncidentsPage

        return IncidentsPage(seat)
    if id == "clocks":
        from ..clocks.page import ClocksPage

        return ClocksPage(seat)
    if id == "sources":
        from ..sources.page import SourcesPage

        return SourcesPage(seat)
    if id == "duty":
        from ..duty.page import DutyPage

        return DutyPage(seat)
    if id == "briefings":
        from ..briefings.page import BriefingsPage

        return BriefingsPage(seat)
    if id == "units":
        from ..units.page import UnitsPage

        return UnitsPage(seat)
    if id == "settings":
        from ..preferences.page import SettingsPage

        return SettingsPage(seat)
    from ..absent.page import AbsentPage

    return AbsentPage(seat, id)
