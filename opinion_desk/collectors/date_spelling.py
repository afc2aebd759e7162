"""Times written with more than a time: labels, brackets, Chinese numerals, AM and PM, spelled as digits alone."""

from __future__ import annotations

import re
from typing import Final

_LABEL: Final = re.compile(
    r"^(?:(?:发布|发表|发文|成文|更新|修改|编辑|刊发|录入|上传|创建|来信|留言|提交|信息)?(?:时间|日期)|(?:发布|更新|编辑|发表)于?)\s*[:为]?\s*"
)
_AFTER: Final = re.compile(r"\s*(?:发布|更新|编辑|发表|(?:信息)?来源[:\s].*|(?:浏览|阅读|点击)(?:量|次数)?[:\s].*)$")
_BRACKETS: Final = re.compile(r"[\[\]()（）【】〔〕「」〖〗]")
_HALF_DAY: Final = re.compile(r"(\d{1,2}):(\d{2})(:\d{2})?\s*([ap])\.?m\b\.?", re.IGNORECASE)
_NUMERALS: Final = {"〇": 0, "零": 0, "○": 0} | {c: n for n, c in enumerate("一二三四五六七八九", 1)}
_WRITTEN: Final = re.compile(
    r"([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)
_SHORT_YEAR: Final = re.compile(r"^(\d{2})([-/.])(\d{1,2})\2(\d{1,2})(?=\s|$)")
_WEEKDAY: Final = re.compile(r"(?<=[日号\d])\s*(?:星期|周)[一二三四五六日天]")
_ENGLISH: Final = {"yesterday": "昨天", "today": "今天"}


def spelled_plainly(text: str) -> str:
    """The same time without what stands around it and with its numbers as digits; other texts come back nearly as they were."""
    plain = " ".join(_BRACKETS.sub(" ", text).split())
    plain = _AFTER.sub("", _LABEL.sub("", plain)).strip()
    plain = _WRITTEN.sub(_in_digits, plain)
    plain = _HALF_DAY.sub(_in_hours, _WEEKDAY.sub("", plain))
    plain = _ENGLISH.get(plain.lower(), plain)
    return _SHORT_YEAR.sub(r"20\1-\3-\4", plain)


def _in_digits(match: re.Match[str]) -> str:
    year = "".join(str(_NUMERALS[char]) for char in match[1])
    return f"{year}年{_number(match[2])}月{_number(match[3])}日"


def _number(written: str) -> int:
    """A numeral below a hundred: 十一 11, 二十 20, 三 3."""
    tens, ten, ones = written.rpartition("十")
    if not ten:
        return _NUMERALS[written[-1]]
    return (_NUMERALS.get(tens, 1) if tens else 1) * 10 + (_NUMERALS[ones[-1]] if ones else 0)


def _in_hours(match: re.Match[str]) -> str:
    hour = int(match[1]) % 12 + (12 if match[4].lower() == "p" else 0)
    return f"{hour}:{match[2]}{match[3] or ''}"
