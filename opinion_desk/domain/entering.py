"""What a person enters by hand (录入): a link, a share text, a screenshot with its covers, a telephone note; with counts seen at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from .item import Metrics
from .source import Tier

MOST_BYTES: Final = 20_000_000  # of a screenshot's file
MOST_COVERS: Final = 200


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


PLATFORM_WORDS: Final[Mapping[Platform, str]] = {
    Platform.DOUYIN: "抖音",
    Platform.KUAISHOU: "快手",
    Platform.WECHAT: "微信公众号",
    Platform.CHANNELS: "视频号",
    Platform.WEIBO: "微博",
    Platform.XIAOHONGSHU: "小红书",
    Platform.ZHIHU: "知乎",
    Platform.BILIBILI: "哔哩哔哩",
    Platform.TOUTIAO: "今日头条",
    Platform.TIEBA: "百度贴吧",
    Platform.OTHER: "其他平台",
}


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


@dataclass(frozen=True, slots=True)
class EnteredSource:
    """The source that entered items are of: one a platform, one for the telephone; never an author."""

    address: str
    name: str
    tier: Tier


def source_for(way: Way, platform: Platform) -> EnteredSource:
    """Where an entry belongs: 抖音（人工录入）, or 来电（人工录入）, which ranks as the hotline does."""
    if way is Way.TELEPHONE:
        return EnteredSource("manual:telephone", "来电（人工录入）", Tier.HOTLINE)
    return EnteredSource(f"manual:{platform.value}", f"{PLATFORM_WORDS[platform]}（人工录入）", Tier.SOCIAL)
