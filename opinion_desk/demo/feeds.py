"""The demo's sources as documents: which there are, and the bytes each one serves at a given moment of a given day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from ..domain.source import Form, Tier
from . import formats, tables
from .content import ZONE, DemoFeed, DemoItem, demo_feeds, items_of


@dataclass(frozen=True, slots=True)
class DemoSource:
    """A demo source as a desk would add it: `address` is where the loopback server has it."""

    id: str
    name: str
    address: str
    path: str
    form: Form
    tier: Tier


def demo_sources(base_url: str) -> tuple[DemoSource, ...]:
    """The sources of the demo with their addresses below `base_url` (http://127.0.0.1:PORT)."""
    base = base_url.rstrip("/")
    return tuple(DemoSource(f.id, f.name, base + f.path, f.path, f.form, f.tier) for f in demo_feeds())


def document(path: str, day: date, until: datetime | None = None) -> tuple[bytes, str]:
    """The bytes and content type of the document at `path` on that day, without what is published after `until` (aware).

    KeyError for a path that no source has. The same arguments give the same bytes.
    """
    feed = next((feed for feed in demo_feeds() if feed.path == path), None)
    if feed is None:
        raise KeyError(path)
    shown = items_of(feed, day, until)
    return _built(feed, day, len(shown), until if feed.form is Form.HOT_LIST else None)


def last_change(path: str, day: date, until: datetime | None = None) -> datetime:
    """When the document at `path` last changed: its newest item by `until`, or the start of the day."""
    feed = next(feed for feed in demo_feeds() if feed.path == path)
    shown = items_of(feed, day, until)
    return shown[0].published if shown else datetime.combine(day, time(0), ZONE)


@lru_cache(maxsize=128)
def _built(feed: DemoFeed, day: date, count: int, at: datetime | None) -> tuple[bytes, str]:
    """Documents change only by what is newly published, hot lists with every moment; so built ones are kept."""
    shown = items_of(feed, day)[-count:] if count else ()
    if feed.format == "hot_list":
        end = datetime.combine(day + timedelta(days=1), time(0), ZONE)
        return tables.hot_list(shown, at or end), "application/json; charset=utf-8"
    return _BUILDERS[feed.format](feed, shown)


def _rss(feed: DemoFeed, shown: tuple[DemoItem, ...]) -> tuple[bytes, str]:
    return formats.rss(feed, shown).encode(), "application/rss+xml; charset=utf-8"


def _rss_content(feed: DemoFeed, shown: tuple[DemoItem, ...]) -> tuple[bytes, str]:
    return formats.rss(feed, shown, whole=True).encode(), "application/xml; charset=utf-8"


def _rss_gb2312(feed: DemoFeed, shown: tuple[DemoItem, ...]) -> tuple[bytes, str]:
    # As many county papers still do: GB2312 bytes, and a header that does not say so.
    return formats.rss(feed, shown, encoding="gb2312").encode("gb2312"), "text/xml"


def _rdf(feed: DemoFeed, shown: tuple[DemoItem, ...]) -> tuple[bytes, str]:
    return formats.rdf(feed, shown).encode(), "application/rdf+xml"


def _atom(feed: DemoFeed, shown: tuple[DemoItem, ...]) -> tuple[bytes, str]:
    return formats.atom(feed, shown).encode(), "application/atom+xml; charset=utf-8"


def _atom_html(feed: DemoFeed, shown: tuple[DemoItem, ...]) -> tuple[bytes, str]:
    return formats.atom(feed, shown, html=True).encode(), "application/atom+xml"


def _json_feed(feed: DemoFeed, shown: tuple[DemoItem, ...]) -> tuple[bytes, str]:
    return formats.json_feed(feed, shown).encode(), "application/feed+json; charset=utf-8"


def _hotline_csv(feed: DemoFeed, shown: tuple[DemoItem, ...]) -> tuple[bytes, str]:
    return tables.hotline_csv(shown), "text/csv; charset=utf-8"


_BUILDERS = {
    "rss": _rss,
    "rss_content": _rss_content,
    "rss_gb2312": _rss_gb2312,
    "rdf": _rdf,
    "atom": _atom,
    "atom_html": _atom_html,
    "json_feed": _json_feed,
    "hotline_csv": _hotline_csv,
}
