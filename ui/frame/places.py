"""The nine places of the rail, in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Place:
    """A page's id, its word on the rail and its icon."""

    id: str
    word: str
    glyph: str


PLACES: Final = (
    Place("situation", "态势", "chart-bar"),
    Place("inbox", "信息", "tray"),
    Place("incidents", "舆情件", "warning-octagon"),
    Place("clocks", "时限", "clock"),
    Place("duty", "值班", "user-circle"),
    Place("briefings", "简报", "file-text"),
    Place("sources", "来源", "rss"),
    Place("units", "单位", "bank"),
    Place("settings", "设置", "gear-six"),
)
FIRST: Final = "inbox"
