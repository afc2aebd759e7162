"""The colours and measures of the window, light and dark; every colour on screen comes from here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from opinion_desk.domain.levels import Level


@dataclass(frozen=True, slots=True)
class Tokens:
    """One theme: colours as #RRGGBB. `soft_*` are quiet fills behind text of the same tone."""

    dark: bool
    ground: str
    surface: str
    raised: str  # fields, hovered rows
    line: str
    text: str
    text_2: str
    text_3: str
    accent: str  # as fill
    accent_text: str
    on_accent: str
    selected: str
    soft_accent: str
    soft_red: str
    soft_amber: str
    soft_good: str
    soft_grey: str
    red_text: str
    amber_text: str
    good: str
    mark: str  # behind the words that led to a verdict
    mark_line: str
    track: str  # the empty part of a bar
    rail: str
    rail_on: str
    rail_text: str
    rail_text_on: str
    badge: str
    scrim: str  # #AARRGGBB
    levels: tuple[str, str, str, str]
    on_levels: tuple[str, str, str, str]
    level_texts: tuple[str, str, str, str]

    def level(self, level: Level) -> str:
        """The fill of a level."""
        return self.levels[level - 1]

    def on_level(self, level: Level) -> str:
        """Text upon the fill of a level: dark on II and III."""
        return self.on_levels[level - 1]

    def level_text(self, level: Level) -> str:
        """A level's colour as text on ground and surface."""
        return self.level_texts[level - 1]


_FILLS: Final = ("#D92D20", "#F08C00", "#E3B505", "#2F6FED")
_ON_FILLS: Final = ("#FFFFFF", "#1D2733", "#1D2733", "#FFFFFF")

LIGHT: Final = Tokens(
    dark=False,
    ground="#F4F6F9",
    surface="#FFFFFF",
    raised="#F8FAFC",
    line="#E1E7EF",
    text="#1D2733",
    text_2="#44546A",
    text_3="#5B6A7E",
    accent="#2F6FED",
    accent_text="#2459C9",
    on_accent="#FFFFFF",
    selected="#EDF3FE",
    soft_accent="#E8F0FD",
    soft_red="#FDECEA",
    soft_amber="#FEF1DC",
    soft_good="#E3F4EA",
    soft_grey="#EDF1F6",
    red_text="#B42318",
    amber_text="#9A5800",
    good="#1B7A43",
    mark="#FFE9AE",
    mark_line="#E3B505",
    track="#E4E9F0",
    rail="#18212F",
    rail_on="#263449",
    rail_text="#A9B6C8",
    rail_text_on="#FFFFFF",
    badge="#D92D20",
    scrim="#66101A28",
    levels=_FILLS,
    on_levels=_ON_FILLS,
    level_texts=("#B42318", "#9A5800", "#7A6200", "#2459C9"),
)

DARK: Final = Tokens(
    dark=True,
    ground="#0E1622",
    surface="#162233",
    raised="#1B293D",
    line="#22344C",
    text="#E8EEF7",
    text_2="#B7C4D6",
    text_3="#8FA1B8",
    accent="#2F6FED",
    accent_text="#7FB0FF",
    on_accent="#FFFFFF",
    selected="#1C2E4A",
    soft_accent="#1A2D4B",
    soft_red="#3A1F26",
    soft_amber="#372A18",
    soft_good="#15332A",
    soft_grey="#202F43",
    red_text="#FF7A70",
    amber_text="#FFB454",
    good="#5FD08A",
    mark="#4A3E14",
    mark_line="#E8C547",
    track="#26384F",
    rail="#0A111B",
    rail_on="#1A283C",
    rail_text="#9FB0C6",
    rail_text_on="#FFFFFF",
    badge="#D92D20",
    scrim="#99050A12",
    levels=_FILLS,
    on_levels=_ON_FILLS,
    level_texts=("#FF7A70", "#FFB454", "#E8C547", "#7FB0FF"),
)

# Which text stands on which fill; the contrast of every pair is at least 4.5:1 (WCAG 2.1, 1.4.3).
PAIRS: Final = (
    *((text, fill) for text in ("text", "text_2", "text_3") for fill in ("ground", "surface", "raised", "selected")),
    *((text, fill) for text in ("accent_text", "red_text", "amber_text", "good") for fill in ("ground", "surface")),
    ("accent_text", "soft_accent"),
    ("accent_text", "selected"),
    ("red_text", "soft_red"),
    ("text", "soft_red"),
    ("amber_text", "soft_amber"),
    ("text", "soft_amber"),
    ("good", "soft_good"),
    ("text_2", "soft_grey"),
    ("text_2", "soft_accent"),
    ("text", "mark"),
    ("on_accent", "accent"),
    ("rail_text", "rail"),
    ("rail_text_on", "rail_on"),
    ("on_accent", "badge"),
)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours #RRGGBB, 1 to 21 (WCAG 2.1, relative luminance)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
