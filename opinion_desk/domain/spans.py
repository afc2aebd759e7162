"""Lengths of time in words (30分钟, 1小时30分钟, 5小时, 7个工作日), and names that hold one following it."""

from __future__ import annotations

from typing import Final

_HOUR: Final = 60


def length_words(minutes: int | None = None, working_days: int | None = None) -> str:
    """As the trade says it: hours up to any number (48小时), the rest in minutes; working days as such."""
    if working_days is not None:
        return f"{working_days}个工作日"
    hours, rest = divmod(minutes or 0, _HOUR)
    return "".join(filter(None, (f"{hours}小时" if hours else "", f"{rest}分钟" if rest or not hours else "")))


def renamed(name: str, before: str, after: str) -> str:
    """A name that says a length says the other one: 最迟5小时 is 最迟4小时 when five hours become four; others stay."""
    place = name.find(before)
    if place < 0 or name[place - 1 : place].isdigit():  # 5小时 is not in 15小时
        return name
    return name[:place] + after + name[place + len(before) :]
