"""Keeping the pictures of the docs small."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from bench.pictures import COLOURS, PICTURES, few_colours

DOCS = Path(__file__).resolve().parents[2] / "docs"


def painted(width: int, height: int, many: bool) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#2F6FED"))
    for n in range(width if many else 3):
        image.setPixelColor(n, 0, QColor(n % 256, n // 256, 7))
    return image


@pytest.mark.parametrize("width", [4, 5, 1001])
def test_a_picture_of_few_colours_stays_the_same_to_the_point(width: int) -> None:
    image = painted(width, 6, many=False)
    assert few_colours(image).convertToFormat(QImage.Format.Format_RGB32) == image


def test_of_many_colours_the_common_ones_stay_and_the_others_become_one_near_them() -> None:
    made = few_colours(painted(600, 4, many=True))
    assert made.colorCount() == COLOURS
    assert made.pixelColor(0, 3) == QColor("#2F6FED")
    rare, shown = QColor(599 % 256, 2, 7), made.pixelColor(599, 0)
    assert abs(rare.red() - shown.red()) + abs(rare.green() - shown.green()) <= 4


def test_a_dot_in_a_colour_of_its_own_keeps_it() -> None:
    image = painted(600, 4, many=True)
    image.setPixelColor(3, 2, QColor("#F08C00"))
    assert few_colours(image).pixelColor(3, 2) == QColor("#F08C00")


def test_every_picture_of_the_docs_can_be_taken_again() -> None:
    assert {path.stem for path in (DOCS / "screenshots").glob("*.png")} == set(PICTURES.values())
