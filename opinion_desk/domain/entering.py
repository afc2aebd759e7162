"""What a person enters by hand (录入): a link, a share text, a screenshot with its covers, a telephone note; with counts seen at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .item import Metrics


class Way(StrEnum):
    """How it came to the desk (录入方式)."""

    LINK = "link"  # an address, or the text an app's share button copies
    SCREENSHOT = "screenshot"
    TELEPHONE = "telephone"  # a note of a call; nothing of the caller is kept


class Platform(StrEnum):
    """Where it was published (平台)."""

    DOUYIN = "douyin"
    KUAISHOU = "kuaishou"
    WECHAT = "wechat"  # a public account's article
    CHANNELS = "channels"  # 视频号
    WEIBO = "weibo"
    XIAOHONGSHU = "xiaohongshu"
    ZHIHU = "zhihu"
    BILIBILI = "bilibili"
    TOUTIAO = "toutiao"
    TIEBA = "tieba"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Cover:
    """A part of a screenshot that is painted over before it is kept, in pixels of the picture from its upper left corner."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a pasted text says, author names dropped and numbers of persons masked; `problems` are Chinese sentences."""

    link: str | None = None
    title: str = ""
    body: str = ""
    platform: Platform = Platform.OTHER
    metrics: Metrics | None = None
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be entered. A screenshot needs `picture` (the bytes of a PNG, JPEG or WebP) and either covers or `nothing_to_cover`."""

    way: Way
    title: str
    body: str = ""
    link: str | None = None
    platform: Platform = Platform.OTHER
    published: datetime | None = None
    metrics: Metrics | None = None
    picture: bytes | None = None
    covers: tuple[Cover, ...] = ()
    nothing_to_cover: bool = False


@dataclass(frozen=True, slots=True)
class Entered:
    """What came of it: the item, and whether it is new; an item that was known got the counts and the picture."""

    item_id: int
    new: bool


@dataclass(frozen=True, slots=True)
class EnteredNote:
    """How a stored item came by hand: by which officer of the desk, when, and the SHA-256 (hex) of the covered picture."""

    way: Way
    platform: Platform
    by: str
    at: datetime
    picture: str | None = None
