"""An item (信息): one thing published. Author names are not part of it, by the boundary of the product."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from .ticket import Ticket


@dataclass(frozen=True, slots=True)
class Metrics:
    """Counts seen at one time (阅读 评论 转发 点赞); None where not known."""

    seen: datetime
    reads: int | None = None
    comments: int | None = None
    reposts: int | None = None
    likes: int | None = None
    rank: int | None = None  # place in a hot list, from 1
    heat: float | None = None  # the list's own figure


@dataclass(frozen=True, slots=True)
class Entry:
    """What a collector hands over: one entry of a document, cleaned, before it is known whether it is new.

    `key` is the entry's identity within its source (see identity.py); `title` and `body` are plain text,
    `html` the cleaned HTML or empty; `published` and `updated` aware UTC or None.
    """

    key: str
    title: str
    body: str = ""
    link: str | None = None
    published: datetime | None = None
    updated: datetime | None = None
    html: str = ""
    metrics: Metrics | None = None
    ticket: str | None = None  # number of a hotline ticket (工单编号)
    extra: Mapping[str, str] | None = None  # further columns of an export, callers' data already dropped
    whole: bool = True  # false: its text stands elsewhere and did not come this time, so that its absence is no change
    hotline: Ticket | None = None  # what an export of the hotline says of that ticket


@dataclass(frozen=True, slots=True)
class Item:
    """An entry that was stored: `seen` is the capture time, `digest` the SHA-256 of the raw document it came in."""

    id: int
    source_id: int
    source_name: str
    key: str
    title: str
    body: str
    link: str | None
    published: datetime | None
    updated: datetime | None
    seen: datetime
    html: str = ""
    digest: str | None = None
    story_id: int | None = None
    event_id: int | None = None
    metrics: Metrics | None = None  # of each count the newest known figure

    @property
    def text(self) -> str:
        """Title and body as every span of a verdict counts them: `title + "\\n" + body`, in code points."""
        return f"{self.title}\n{self.body}"

    @property
    def when(self) -> datetime:
        """The time it is ordered by: published, or when it was first seen."""
        return self.published or self.seen


@dataclass(frozen=True, slots=True)
class Version:
    """How an item read before its source changed it; `digest` is the SHA-256 (hex) of the document that wording stood in."""

    version: int  # from 1, oldest first
    replaced: datetime
    title: str
    body: str
    html: str = ""
    digest: str | None = None
