"""Numbers that lead to a person (telephones, identity and card numbers) are masked before a text is kept."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

MASK: Final = "[号码已隐去]"

_MOBILE: Final = r"(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}"
_LANDLINE: Final = r"\(?0\d{2,3}\)?[- ]?\d{7,8}(?:-\d{1,5})?"
_IDENTITY: Final = r"\d{17}[\dXx]"
_RUN: Final = r"\d{7,}[Xx]?"
_NUMBER: Final = re.compile(rf"(?<![\d.A-Za-z_/=-])(?:{_IDENTITY}|{_MOBILE}|{_LANDLINE}|{_RUN})(?![\d])")
# What follows a count or an amount, and so tells that a long number is no person's.
_MEASURE: Final = re.compile(
    r"\s*(?:\.\d|[,，]\d{3}|元|块|万|亿|千|吨|公斤|斤|人次|人|户|平|㎡|m|km|公里|米|亩|公顷|度|千瓦|kw|次|件|条|%|％)",
    re.I,
)
_WIDE_DIGITS: Final = str.maketrans("０１２３４５６７８９", "0123456789")
_DIGITS: Final = re.compile(r"\d{7}|\d[- ]\d|[０-９]{3}")


def mask(text: str, keep: str | None = None) -> str:
    """The text with numbers of seven digits and more masked, unless they are dates, amounts or the ticket number `keep`.

    Parts of addresses (links) and of codes with letters are left alone.
    """
    if not _DIGITS.search(text):
        return text
    plain = text.translate(_WIDE_DIGITS)
    return _NUMBER.sub(lambda found: _masked(found, plain, keep), plain)


def _masked(found: re.Match[str], text: str, keep: str | None) -> str:
    number = found.group()
    if number == keep or _is_date(number):
        return number
    if number.isdecimal() and len(number) != 11 and len(number) < 15 and _MEASURE.match(text, found.end()):
        return number
    return MASK


def _is_date(number: str) -> bool:
    if not number.isdecimal() or len(number) not in (8, 12, 14):
        return False
    try:
        day = date(int(number[:4]), int(number[4:6]), int(number[6:8]))
    except ValueError:
        return False
    return 1949 <= day.year <= 2100 and (len(number) == 8 or int(number[8:10]) < 24)
