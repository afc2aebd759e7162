"""Numbers as Chinese texts write them: Arabic and Chinese numerals, 万 and 亿, ranges, vagueness (三十余人, 近万名, 10至29人, 两三千).

One scan over the text, linear in its length.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice, pairwise

_OTHER_DIGITS = zip("〇○两兩俩壹贰叁肆伍陆柒捌玖", (0, 0, 2, 2, 2, 1, 2, 3, 4, 5, 6, 7, 8, 9), strict=True)
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | dict(_OTHER_DIGITS)
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "廿": 20, "卅": 30}
_LARGE = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}
_WIDE = {0xFF10 + i: str(i) for i in range(10)} | {0xFF0E: ".", 0xFF0C: ","}

_FIGURE = r"[0-9\uff10-\uff19]"
_ARABIC = rf"{_FIGURE}{{1,15}}(?:[,\uff0c]{_FIGURE}{{3}}){{0,5}}(?:[.\uff0e]{_FIGURE}{{1,6}})?"
_HAN = r"[零〇○一二三四五六七八九两兩壹贰叁肆伍陆柒捌玖十拾百佰千仟万萬亿億廿卅]{1,24}"
_UNITS = r"[十百千万萬亿億]{1,3}"
_VAGUE = r"[余多来几]"
_NUMBER = (
    rf"(?:{_ARABIC}(?:{_UNITS}{_ARABIC}(?=[百千万萬亿億]))?|{_HAN}|俩|[几数](?=[十百千万]))(?:{_VAGUE}?{_UNITS}){{0,2}}"
)
_PATTERN = re.compile(
    rf"(?P<before>超过|超|逾|近|约|大约|至少|不少于|不低于|不足|不到|最多|接近|[上过](?=[百千万亿]))?"
    rf"(?P<low>{_NUMBER})(?:(?P<vague>{_VAGUE})|(?P<half>半))?"
    rf"(?:(?:[至到~\uff5e\u2014\u2013-]{{1,2}})(?P<high>{_NUMBER}))?"
)
_EXCEEDING = ("超过", "超", "逾", "过")
_OVER = re.compile("[余多]")
_AFTER = re.compile(r"(?:以上|以下|左右|上下)")


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: the least and most it can mean (both ends reachable), where it stands, whether it is vague, and whether the low end itself is left out (超过, 余)."""

    low: float
    high: float
    start: int
    end: int
    vague: bool = False
    over: bool = False

    @property
    def least_whole(self) -> float:
        """The least whole number meant, as a hint must not exaggerate: 超过100人 and 百余人 are 101 and more, 100人以上 is 100 and more."""
        return float(int(self.low) + 1) if self.over else self.low


def value_of(text: str) -> float | None:
    """The value of a whole numeral (三千二百, 1.2亿, 12,000, 一二三); None when the text is none."""
    text = text.translate(_WIDE).replace(",", "")
    if not text or text[0] in ".":
        return None
    total, section, digit = 0.0, 0.0, ""
    last_unit = 1
    for char in text:
        if char in _LARGE:
            amount = section + _digit_value(digit, last_unit)
            total = (
                (total + amount if amount or total else 1.0) * _LARGE[char]
                if _LARGE[char] > 10_000
                else total + ((amount or 1.0) * _LARGE[char])
            )
            section, digit, last_unit = 0.0, "", _LARGE[char]
        elif char in _SMALL:
            small = _SMALL[char]
            section += (_digit_value(digit, 1) if digit else 1.0) * small
            digit, last_unit = "", small if small in (10, 100, 1000) else 10
        elif char in _DIGITS:
            digit += str(_DIGITS[char])
            last_unit = 1 if char in "零〇○" else last_unit
        elif char.isascii() and (char.isdigit() or char == "."):
            digit += char
        else:
            return None
    return total + section + _tail_value(digit, last_unit, text)


def _digit_value(digit: str, unit: int) -> float:
    try:
        return float(digit) if digit else 0.0
    except ValueError:
        return 0.0


def _tail_value(digit: str, last_unit: int, text: str) -> float:
    """三千二 means 3,200 and 一百五 150; after 零 or in plain digits the last figure is itself."""
    value = _digit_value(digit, 1)
    short = len(digit) == 1 and last_unit >= 100 and text[-1] in _DIGITS
    return value * last_unit / 10 if short else value


def _adjacent(text: str) -> tuple[float, float] | None:
    """两三千, 七八十, 三五百, 十七八: two figures side by side mean from the one to the other."""
    places = [i for i, (a, b) in enumerate(pairwise(text)) if a in _DIGITS and b in _DIGITS]
    if len(places) != 1:
        return None
    at = places[0]
    first, second = _DIGITS[text[at]], _DIGITS[text[at + 1]]
    if not 0 < second - first <= 2:
        return None
    low, high = value_of(text[: at + 1] + text[at + 2 :]), value_of(text[:at] + text[at + 1 :])
    return (low, high) if low is not None and high is not None else None


_VAGUE_UNIT = re.compile(r"^(?P<head>.*?)(?P<word>[余多来几])(?P<unit>[十百千万萬亿億]{1,3})$")


def _bounds(text: str) -> tuple[float, float, bool] | None:
    if text[0] in "几数":
        base = value_of("一" + text[1:])
        return None if base is None else (2 * base, 9 * base, True)
    split = _VAGUE_UNIT.match(text)
    if split is not None:
        head, unit = value_of(split["head"]), value_of("一" + split["unit"])
        if head is None or unit is None:
            return None
        return head * unit, (head + _last_unit(split["head"])) * unit, True
    if len(text) >= 2 and (pair := _adjacent(text)) is not None:
        return (*pair, True)
    value = value_of(text)
    return None if value is None else (value, value, False)


def _last_unit(text: str) -> float:
    for char in reversed(text):
        if char in _SMALL:
            return float(_SMALL[char])
        if char in _LARGE:
            return float(_LARGE[char])
    digits = text.rstrip("0")
    return float(10 ** (len(text) - len(digits))) if text.isascii() and "." not in text else 1.0


def _vague(low: float, high: float, match: re.Match[str], after: str) -> tuple[float, float, bool]:
    before = match["before"] or ""
    if match["vague"]:
        return low, high + _last_unit(match["low"]), True
    if match["half"]:
        half = _last_unit(match["low"]) / 2
        return low + half, high + half, False
    if before in ("近", "接近", "不足", "不到", "最多") or after == "以下":
        return low * 0.9, high * 0.9999 if low == high else high, True
    if before in (*_EXCEEDING, "至少", "不少于", "不低于") or after == "以上":
        return low, high * 1.1, True
    vague = bool(before) or bool(after)
    return low, high, vague


def numbers(text: str, before: re.Pattern[str] | None = None, at_most: int | None = None) -> list[Number]:
    """Every number of the text in order, or the first so many that stand right before what a pattern matches.

    Years, dates and ordinals are numbers too: what they count is the caller's matter.
    """
    matches = _PATTERN.finditer(text)
    wanted = (match for match in matches if before is None or before.match(text, match.end()))
    found = (number for match in wanted if (number := number_of(match, text)) is not None)
    return list(islice(found, at_most))


def number_of(match: re.Match[str], text: str) -> Number | None:
    """What one match of the pattern means; None for what only looks like a number."""
    found = _bounds(match["low"])
    if found is None:
        return None
    low, high, vague = found
    if match["high"]:
        upper = _bounds(match["high"])
        if upper is None:
            return None
        scale = _shared_unit(match["low"], match["high"], low, upper[1])
        return Number(min(low * scale, upper[1]), max(low * scale, upper[1]), match.start(), match.end(), True)
    after = _AFTER.match(text, match.end())
    low, high, hedged = _vague(low, high, match, after[0] if after else "")
    over = match["before"] in _EXCEEDING or match["vague"] in ("余", "多") or _OVER.search(match["low"]) is not None
    return Number(low, high, match.start(), match.end(), vague or hedged, over)


def _shared_unit(first: str, second: str, low: float, high: float) -> float:
    """5至8万人: the unit of the second number holds for the first as well."""
    if second[-1] in _LARGE and first[-1] not in _LARGE and low < high:
        scale = float(_LARGE[second[-1]])
        return scale if low * scale <= high else 1.0
    return 1.0
