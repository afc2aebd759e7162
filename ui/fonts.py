"""The faces of the window: the system's Chinese face for text, one packaged face for icons."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF
from PySide6.QtWidgets import QApplication

_CHINESE: Final = (
    "Microsoft YaHei UI",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "WenQuanYi Micro Hei",
    "UOS Sans",
)
_MANY: Final = 4_000  # words whose widths are remembered: some screens full


@cache
def chinese_family() -> str:
    """The first Chinese face that is there; else the system's own default, whatever it can draw."""
    there = set(QFontDatabase.families())
    return next((name for name in _CHINESE if name in there), QFont().defaultFamily())


def wear_fonts(application: QApplication) -> None:
    """Body text of 13 px in the Chinese face, everywhere."""
    application.setFont(font(13))


def font(size: int, *, bold: bool = False, tabular: bool = False) -> QFont:
    """The Chinese face at `size` px; `tabular` gives every digit the same width, for countdowns and columns."""
    return QFont(_face(size, bold, tabular))  # a copy shares what was looked up, and may be changed


@cache
def _face(size: int, bold: bool, tabular: bool) -> QFont:
    made = QFont(chinese_family())
    made.setPixelSize(size)
    made.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


@lru_cache(_MANY)
def advance(words: str, size: int, bold: bool = False, tabular: bool = False) -> float:
    """How wide the words stand in that face, in px. Measured once: painters ask it of the same words again and again."""
    return QFontMetricsF(_face(size, bold, tabular)).horizontalAdvance(words)


@lru_cache(_MANY)
def cut(words: str, width: float, size: int, bold: bool = False, tabular: bool = False) -> str:
    """As many of the words as that width holds, the rest as an ellipsis; remembered like their width."""
    return QFontMetricsF(_face(size, bold, tabular)).elidedText(words, Qt.TextElideMode.ElideRight, width)


@cache
def icon_family() -> str | None:
    """The face of the icons, loaded from the one file of qtawesome that is needed.

    Importing qtawesome loads ten faces and takes 0.4 s of the two seconds a start may take; its font file alone takes 5 ms.
    """
    spec = find_spec("qtawesome")
    for folder in spec.submodule_search_locations or () if spec else ():
        for file in sorted(Path(folder, "fonts").glob("phosphor-*.ttf")):
            families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(file)))
            if families:
                return families[0]
    return None
