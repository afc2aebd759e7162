"""Pictures of the settings: its sections, and the sheets that are opened there."""

from __future__ import annotations

from collections.abc import Callable

from ui.frame.page import Page
from ui.frame.window import Window
from ui.parts.sheet import Sheet
from ui.preferences.channels_section import ChannelsSection
from ui.preferences.clocks import ClocksSection
from ui.preferences.ladders import LaddersSection
from ui.preferences.section import Section

Prepare = Callable[[Window, Page], None]
_SECTIONS = ("desk", "posts", "staff", "clocks", "ladders", "grades", "steps", "channels", "looks", "running")


def settings_shots(settle: Callable[[Window], None]) -> tuple[tuple[str, Prepare], ...]:
    """Names and what is opened for each; `settle` waits until what was read has come."""
    plain = [(f"settings-{id}", _opened(id)) for id in _SECTIONS]
    sheets = (
        ("settings-clock", "clocks", _clock),
        ("settings-ladder", "ladders", _ladder),
        ("settings-channel", "channels", _channel),
    )
    return (*plain, *((name, _with_sheet(id, open_it, settle)) for name, id, open_it in sheets))


def _opened(id: str) -> Prepare:
    return lambda window, page: page.open_part(id)


def _with_sheet(id: str, open_it: Callable[[Section], object], settle: Callable[[Window], None]) -> Prepare:
    def prepare(window: Window, page: Page) -> None:
        page.open_part(id)
        settle(window)
        assert not any(sheet.isVisible() for sheet in window.findChildren(Sheet))
        open_it(next(section for section in page.findChildren(Section) if section.isVisible()))

    return prepare


def _clock(section: Section) -> None:
    assert isinstance(section, ClocksSection)
    section.edit("release")


def _ladder(section: Section) -> None:
    assert isinstance(section, LaddersSection)
    section.edit(section.policies.ladders[0])


def _channel(section: Section) -> None:
    assert isinstance(section, ChannelsSection)
    section.channels.add()
