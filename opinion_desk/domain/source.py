"""A source (来源) and its health: a failing source is data, not an exception."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .list_rules import SourceRules


class Form(StrEnum):
    """What kind of thing a source is (形式)."""

    FEED = "feed"  # RSS, RDF, Atom
    JSON_FEED = "json_feed"
    HOT_LIST = "hot_list"  # a hot list as JSON
    SITEMAP = "sitemap"  # a sitemap with news
    LIST_PAGE = "list_page"  # a web page's list, read by a person's rules
    TABLE = "table"  # a CSV, XLSX or JSONL export at an address
    FOLDER = "folder"  # a folder of this machine or a share: the exports that are put there
    IMPORT = "import"  # a file imported by hand
    MANUAL = "manual"  # entered by hand (录入)


class Tier(StrEnum):
    """Where a source stands among the media; the grade of an opinion matter looks at it."""

    CENTRAL = "central"
    PROVINCIAL = "provincial"
    CITY = "city"
    GOVERNMENT = "government"
    HOTLINE = "hotline"
    SOCIAL = "social"
    OTHER = "other"


class HealthState(StrEnum):
    """A source's health in one word (来源健康)."""

    NEW = "new"  # never fetched
    WELL = "well"
    FAILING = "failing"
    SILENT = "silent"  # reached well, but nothing new for longer than is usual
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Asks:
    """What a document asks of its readers: seconds it keeps (ttl), hours (0–23) and days (0 is Monday) to leave out, in UTC."""

    ttl_s: int | None = None
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A feed, list or file that items come from.

    `interval_s` is the time between two checks in seconds; while `adaptive` it only serves until the source's own pace is known.
    """

    id: int
    name: str
    address: str
    form: Form
    internal: bool = False  # addresses that are not public are allowed
    tier: Tier = Tier.OTHER
    interval_s: int = 900
    paused: bool = False
    folder: str = ""  # where it stands among the sources, inner folders parted by " / "
    rules: SourceRules | None = None  # how it is read, where its form alone does not say
    adaptive: bool = True
    proxy: str | None = None  # http address of the proxy it is visited through
    headers: tuple[tuple[str, str], ...] = ()  # further request headers


@dataclass(frozen=True, slots=True)
class Health:
    """How a source fared: validators of the last answer, last success, next check, errors in a row and why."""

    state: HealthState = HealthState.NEW
    last_attempt: datetime | None = None
    last_success: datetime | None = None
    next_check: datetime | None = None
    errors: int = 0
    why: str | None = None  # one Chinese sentence
    etag: str | None = None
    last_modified: str | None = None
    moved_to: str | None = None
    items_last: int = 0  # entries in the last good answer
    items_total: int = 0  # items ever stored from it
    pace: float | None = None  # new items a day, what lies back counting less
    asks: Asks = Asks()
    moved_since: datetime | None = None  # since when it answers that it moved to `moved_to` for good
    moved_from: str | None = None  # the address it had before this one was taken over
    watch_until: datetime | None = None  # looked at every minute until then
    watch_incident: int | None = None  # for this incident
    digest: str | None = None  # SHA-256 (hex) of the last good answer, stored with its entries


def tidy_folder(folder: str) -> str:
    """A folder's name as it is kept: inner folders parted by " / ", blanks and empty parts gone, at most 120 characters."""
    parts = (" ".join(part.split()) for part in folder.replace("／", "/").split("/"))
    return " / ".join(part for part in parts if part)[:120].rstrip(" /")
