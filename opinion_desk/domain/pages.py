"""The page an item stands on: whether it is still there, which is looked after while the item stands in an open matter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from .errors import DeskError

LOOK_EVERY: Final = timedelta(hours=6)
LOOK_AGAIN: Final = timedelta(minutes=10)  # one answer of 404 may be a mishap of the server


class Page(StrEnum):
    """What a look found."""

    THERE = "there"
    MISSING = "missing"  # 404
    GONE = "gone"  # 410, which says so for good
    UNKNOWN = "unknown"  # not reached, or robots.txt asks us to stay away


@dataclass(frozen=True, slots=True)
class PageToLookAt:
    """The page of an item; `internal` as its source is."""

    item_id: int
    address: str
    internal: bool = False


@dataclass(frozen=True, slots=True)
class Looked:
    """What one look found, and why not more."""

    item_id: int
    page: Page
    why: DeskError | None = None


@dataclass(frozen=True, slots=True)
class PageState:
    """What is known of a page: the last two answers make it gone, `gone` from the first of them on."""

    looked: datetime
    next_look: datetime
    page: Page
    missing: datetime | None = None  # since when it answered 404 or 410
    gone: datetime | None = None
    back: datetime | None = None  # when it stood again after it had been gone


def looked_at(before: PageState | None, page: Page, now: datetime) -> PageState:
    """The state after a look. A look that told nothing changes nothing but its time."""
    missing, gone, back = (before.missing, before.gone, before.back) if before else (None, None, None)
    if page is Page.UNKNOWN:
        return PageState(now, now + LOOK_EVERY, before.page if before else page, missing, gone, back)
    if page is Page.THERE:
        return PageState(now, now + LOOK_EVERY, page, None, None, now if gone is not None else back)
    since = missing or now
    sure = missing is not None or page is Page.GONE
    return PageState(now, now + (LOOK_EVERY if sure else LOOK_AGAIN), page, since, since if sure else None, back)
