"""What a row of an export says of its ticket: state, limit, unit, place, category, result; persons masked in each."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final

from ..domain.caller_masking import DOOR, mask_caller
from ..domain.item import Entry
from ..domain.masking import mask
from ..domain.ticket import Ticket
from .clean import tidy
from .columns import Role
from .dates import CHINA

# Headings that only an office's own list of demands has; the texts below them are a caller's.
_OF_CALLERS: Final = re.compile(
    r"工单|诉求|来电|来信|信件|留言|投诉|举报|信访|热线|12345|反映(?:人|内容|时间)|求助|受理编号|受理内容|承办单位|主办单位|办结|来访|ticket",
    re.I,
)
_NAMES: Final = {
    Role.STATE: "状态", Role.UNIT: "承办单位", Role.PLACE: "事发地点", Role.AREA: "所属区域", Role.CATEGORY: "类别", Role.RESULT: "办理结果",
}  # fmt: skip
_LONGEST: Final = 200
_LONGEST_RESULT: Final = 4_000
_ROOM: Final = re.compile(
    r"(?:\d{1,4}|[一二三四五六七八九十]{1,3})\s?单元.*$|(?<=[栋幢楼座#])\s?[A-Za-z]?\d{3,5}\s?(?:室|房|户|号)?.*$|\d{1,3}-\d{1,2}-\d{3,5}.*$"
)
Instant = Callable[[object], datetime | None]


@lru_cache(maxsize=256)
def of_callers(headings: tuple[str, ...]) -> bool:
    """Whether a table with these headings holds demands of callers, so that persons are masked in its texts."""
    return any(_OF_CALLERS.search(heading) for heading in headings)


def masker(number: str | None, *, callers: bool) -> Callable[[str], str]:
    """How the texts of a row are masked: persons too where callers speak, numbers everywhere."""
    return lambda text: mask_caller(text, number) if callers else mask(text, number)


def ticket_of(
    number: str | None, values: Mapping[Role, object], updated: datetime | None, read: Instant
) -> Ticket | None:
    """The ticket of a row; None for one without a number. A limit that is no time (5个工作日) is left out."""
    if not number:
        return None

    def words(*roles: Role) -> str:
        return next(filter(None, (_words(values.get(role), number, role) for role in roles)), "")

    return Ticket(
        number,
        words(Role.STATE),
        _limit(values.get(Role.DUE), read),
        words(Role.UNIT),
        _ROOM.sub(DOOR, words(Role.PLACE, Role.AREA)),
        words(Role.CATEGORY, Role.MANNER),
        words(Role.RESULT),
        updated,
    )


def without_ticket(values: Mapping[Role, object], masked: Callable[[str], str]) -> dict[str, str]:
    """What the columns of a ticket say where a row has no ticket, to be kept beside the entry as other columns are."""
    told = {name: values.get(role) for role, name in _NAMES.items()}
    return {name: masked(tidy(str(value)))[:_LONGEST] for name, value in told.items() if value not in (None, "")}


def told_by(entry: Entry) -> tuple[str, str, datetime | None, str] | None:
    """What of an entry's ticket tells one word of it from the next: rows of one ticket may differ in nothing else."""
    ticket = entry.hotline
    return None if ticket is None else (ticket.state, ticket.unit, ticket.due, ticket.result)


def _words(value: object, number: str, role: Role) -> str:
    if value is None or isinstance(value, bool | dict | list):
        return ""
    longest = _LONGEST_RESULT if role is Role.RESULT else _LONGEST
    return mask_caller(tidy(str(value)), number)[:longest].strip()


def _limit(value: object, read: Instant) -> datetime | None:
    """A day without a time lasts until its last minute."""
    due = read(value) if value not in (None, "") else None
    if due is None:
        return None
    local = due.astimezone(CHINA)
    return due + timedelta(hours=23, minutes=59) if (local.hour, local.minute, local.second) == (0, 0, 0) else due
