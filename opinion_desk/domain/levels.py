"""The level of an emergency (突发事件级别) and the grade of an opinion matter (舆情等级): two things, never mixed."""

from __future__ import annotations

from enum import IntEnum
from typing import Final


class Level(IntEnum):
    """突发事件级别 I–IV, fixed by the competent authority (突发事件应对法; 国务院确定的分级标准)."""

    EXTREME = 1
    MAJOR = 2
    LARGER = 3
    ORDINARY = 4

    @property
    def words(self) -> str:
        """特别重大, 重大, 较大 or 一般."""
        return _WORDS[self]

    @property
    def numeral(self) -> str:
        """The Roman numeral drawn beside the colour."""
        return ("Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ")[self - 1]

    @property
    def starts_release_clocks(self) -> bool:
        """Levels I and II alone start the 3/5/24-hour clocks (国办发〔2016〕80号)."""
        return self <= Level.MAJOR


_WORDS: Final = {
    Level.EXTREME: "特别重大",
    Level.MAJOR: "重大",
    Level.LARGER: "较大",
    Level.ORDINARY: "一般",
}


class Grade(IntEnum):
    """舆情等级 一级–四级, by the desk's own practice; picks the ladder and the approver."""

    FIRST = 1
    SECOND = 2
    THIRD = 3
    FOURTH = 4

    @property
    def words(self) -> str:
        """一级 .. 四级."""
        return "一二三四"[self - 1] + "级"
