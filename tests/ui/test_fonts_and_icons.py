"""Faces and glyphs."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtGui import QFontDatabase, QFontMetrics

from ui.fonts import chinese_family, font, icon_family
from ui.icons import GLYPHS, icon


def test_the_face_draws_chinese(looks: None) -> None:
    systems = QFontDatabase.writingSystems(chinese_family())
    assert QFontDatabase.WritingSystem.SimplifiedChinese in systems


def test_every_digit_of_a_countdown_is_as_wide_as_the_others(looks: None) -> None:
    metrics = QFontMetrics(font(32, bold=True, tabular=True))
    assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1


def test_our_code_points_are_those_of_the_packaged_face(looks: None) -> None:
    spec = find_spec("qtawesome")
    assert spec is not None and spec.submodule_search_locations
    folder = Path(spec.submodule_search_locations[0]) / "fonts"
    table = json.loads(next(folder.glob("phosphor-charmap-*.json")).read_text(encoding="utf-8"))
    assert {name: int(table[name], 16) for name in GLYPHS} == GLYPHS
    assert icon_family() is not None


def test_an_icon_is_drawn_in_ink(looks: None) -> None:
    picture = icon("tray", "accent").pixmap(24, 24).toImage()
    inked = sum(picture.pixelColor(x, y).alpha() > 0 for x in range(24) for y in range(24))
    assert inked > 20
