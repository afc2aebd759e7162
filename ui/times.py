"""How instants and durations are written on screen, in the desk's own zone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

URGENT = timedelta(hours=1)  # a clock is red from here on


_IN_DAYS: Final = 100  # hours


def _tr(text: str) -> str:
    return QCoreApplication.translate("times", text)


def short_time(instant: datetime, now: datetime, zone: ZoneInfo) -> str:
    """14:36 today, 昨天 14:36, 明天 14:36, 11-18 14:36, with the year where it is another."""
    local, today = instant.astimezone(zone), now.astimezone(zone)
    clock = f"{local:%H:%M}"
    away = (local.date() - today.date()).days
    if away == 0:
        return clock
    near = {-1: _tr("昨天"), 1: _tr("明天"), 2: _tr("后天")}.get(away)
    if near is not None:
        return f"{near} {clock}"
    return f"{local:%m-%d} {clock}" if local.year == today.year else f"{local:%Y-%m-%d} {clock}"


def told_time(instant: datetime, now: datetime, zone: ZoneInfo) -> str:
    """As `short_time`, with 今天 said."""
    same = instant.astimezone(zone).date() == now.astimezone(zone).date()
    return f"{_tr('今天')} {instant.astimezone(zone):%H:%M}" if same else short_time(instant, now, zone)


def countdown(due: datetime, now: datetime) -> str:
    """What is left as 00:41:07, or what is over as −00:12:48, in whole seconds; from 100 hours on as 5天18时, which nobody must divide."""
    seconds = round((due - now).total_seconds())
    sign = "−" if seconds < 0 else ""
    hours, rest = divmod(abs(seconds), 3600)
    if hours >= _IN_DAYS:
        return sign + _tr("{d}天{h}时").format(d=hours // 24, h=hours % 24)
    return f"{sign}{hours:02d}:{rest // 60:02d}:{rest % 60:02d}"


def span(length: timedelta) -> str:
    """A length of time in words: 48 秒, 12 分, 3 小时 5 分, 2 天 4 小时."""
    minutes, seconds = divmod(int(abs(length).total_seconds()), 60)
    if not minutes:
        return _tr("{n} 秒").format(n=seconds)
    if minutes < 60:
        return _tr("{n} 分").format(n=minutes)
    hours, minutes = divmod(minutes, 60)
    if hours < 24:
        whole = _tr("{n} 小时").format(n=hours)
        return f"{whole} {_tr('{n} 分').format(n=minutes)}" if minutes else whole
    days, hours = divmod(hours, 24)
    whole = _tr("{n} 天").format(n=days)
    return f"{whole} {_tr('{n} 小时').format(n=hours)}" if hours else whole
