"""From what a document says to entries of one shape: cleaned, dated, identified; authors' names are never taken."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic
from typing import Final
from zoneinfo import ZoneInfo

from ..domain.collected import Parsed, ParsedEntry
from ..domain.identity import content_digest, entry_key, ids_are_stable
from ..domain.item import Entry, Metrics
from ..domain.messages import sentence
from ..domain.source import Asks
from .clean import clean_html, has_markup, http_link, one_line, text_of_html, tidy
from .dates import CHINA, read_instant
from .taming import without_data

MAX_ENTRIES: Final = 5_000
_FIRST_SENTENCE: Final = re.compile(r"[。！？!?\n]")
_LONGEST_TITLE: Final = 500
_LONGEST_TEXT: Final = 1_000_000  # characters of one text: two thick novels
_LONGEST_TITLE_READ: Final = 20_000
_PATIENCE_S: Final = 8.0


@dataclass(frozen=True, slots=True)
class Text:
    """A text as it stands in a document; `html` says whether it is markup, None that the document does not tell."""

    value: str
    html: bool | None = None
    base: str | None = None


@dataclass(frozen=True, slots=True)
class RawEntry:
    """One entry before it is cleaned; dates as written, or already read."""

    id: str | None = None
    title: Text | None = None
    link: str | None = None
    published: str | datetime | None = None
    updated: str | datetime | None = None
    summary: Text | None = None
    content: Text | None = None
    metrics: Metrics | None = None
    permalink: bool = False  # the id may serve as the address


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A document taken apart, before cleaning."""

    format: str | None
    title: Text | None = None
    link: str | None = None
    entries: tuple[RawEntry, ...] = ()
    ttl_s: int | None = None
    asks: Asks = Asks()
    problems: tuple[str, ...] = ()


@dataclass(slots=True)
class Reading:
    """What cleaning needs to know: the document's address, the present time and the zone of times that name none."""

    now: datetime
    url: str | None = None
    zone: ZoneInfo = CHINA
    bad_dates: list[str] = field(default_factory=list)
    texts_cut: int = 0
    patience_s: float = _PATIENCE_S  # for cleaning all entries


def finish(document: RawDocument, reading: Reading, encoding: str | None = None) -> Parsed:
    """The document cleaned, with its entries both as they stand there and ready for the store."""
    link = http_link(document.link, reading.url)
    base = http_link(reading.url) or link
    raw = document.entries[:MAX_ENTRIES]
    problems = list(document.problems)
    if len(document.entries) > MAX_ENTRIES:
        problems.append(sentence("document_too_many", limit=MAX_ENTRIES))
    pairs: list[tuple[ParsedEntry, Entry | None]] = []
    until = monotonic() + reading.patience_s
    for entry in raw:
        if monotonic() > until:
            problems.append(sentence("document_takes_too_long", count=len(pairs)))
            break
        pairs.append(_finished(entry, base, reading))
    if reading.texts_cut:
        problems.append(sentence("text_cut", count=reading.texts_cut, limit=_LONGEST_TEXT))
    if empty := sum(item is None for _, item in pairs):
        problems.append(sentence("entries_empty", count=empty))
    items = _identified([(parsed, item) for parsed, item in pairs if item is not None])
    if reading.bad_dates:
        problems.append(sentence("date_unreadable", count=len(reading.bad_dates), text=reading.bad_dates[0][:40]))
    if not raw and not problems:
        problems.append(sentence("document_no_entries"))
    return Parsed(
        format=document.format,
        title=_title(document.title),
        entries=tuple(parsed for parsed, _ in pairs),
        problems=tuple(problems),
        encoding=encoding,
        link=link,
        ttl_s=document.ttl_s,
        asks=document.asks,
        items=items,
    )


def _finished(raw: RawEntry, base: str | None, reading: Reading) -> tuple[ParsedEntry, Entry | None]:
    link = http_link(raw.link, base) or (http_link(raw.id, base) if raw.permalink else None)
    summary, content = _cleaned(raw.summary, base, reading), _cleaned(raw.content, base, reading)
    if summary == content or (raw.summary and raw.content and raw.summary.value == raw.content.value):
        summary = None  # feedparser copies the content where a summary is missing
    parsed = ParsedEntry(
        id=raw.id.strip() or None if raw.id else None,
        title=_title(raw.title),
        link=link,
        published=_instant(raw.published, reading),
        updated=_instant(raw.updated, reading),
        summary=summary,
        content=content,
    )
    return parsed, _item(parsed, raw.metrics)


def _title(text: Text | None) -> str | None:
    if text is None:
        return None
    value = text.value[:_LONGEST_TITLE_READ]
    title = " ".join(tidy(value).split()) if text.html is False else one_line(value)
    return title[:_LONGEST_TITLE] or None


def _cleaned(text: Text | None, base: str | None, reading: Reading) -> str | None:
    """Cleaned HTML where the text is markup, else the text itself, escaped where it could be mistaken for markup."""
    if text is None or not text.value.strip():
        return None
    value = text.value.strip()
    if len(value) > _LONGEST_TEXT:
        value = without_data(value)
        reading.texts_cut += len(value) > _LONGEST_TEXT
        value = value[:_LONGEST_TEXT]
    if "<" not in value and "&" not in value:
        return value
    if text.html is False:
        return html.escape(value, quote=False) if has_markup(value) else value
    if text.html is None and not has_markup(value):
        return value
    return clean_html(value, http_link(text.base, base) or base) or None


def _instant(value: str | datetime | None, reading: Reading) -> datetime | None:
    if value is None or isinstance(value, datetime):
        return value
    instant = read_instant(value, now=reading.now, zone=reading.zone)
    if instant is None and value.strip():
        reading.bad_dates.append(value.strip())
    return instant


def _item(parsed: ParsedEntry, metrics: Metrics | None) -> Entry | None:
    """The entry as the store takes it, its key still open; None when there is neither title nor text."""
    source = parsed.content or parsed.summary or ""
    body = _body(source)
    title = parsed.title or headline(body)
    if not title:
        return None
    marked = "<" in source or "&" in source
    return Entry(
        key="",
        title=title,
        body="" if body == title else body,
        link=parsed.link,
        published=parsed.published or parsed.updated,
        updated=parsed.updated,
        html=source if marked and "<" in source else "",
        metrics=metrics,
    )


def _body(source: str) -> str:
    if not has_markup(source):
        return tidy(source)
    return text_of_html(source)


def headline(body: str) -> str:
    """A title for a text without one: its first sentence, at most 60 characters."""
    first = _FIRST_SENTENCE.split(body, maxsplit=1)[0].strip() or body.strip()
    return first if len(first) <= 60 else first[:59] + "…"


def _identified(pairs: list[tuple[ParsedEntry, Entry]]) -> tuple[Entry, ...]:
    """The entries with their keys; the same entry twice in one document is kept once."""
    stable = ids_are_stable([(parsed.id, parsed.link) for parsed, _ in pairs])
    taken: dict[str, tuple[str, str]] = {}
    items = []
    for parsed, item in pairs:
        key = entry_key(guid=parsed.id if stable else None, link=item.link, title=item.title, published=item.published)
        text = (item.title, item.body)
        if key in taken:
            if taken[key] == text:
                continue
            key = f"{key}#{content_digest(*text)[:16]}"
            if key in taken:
                continue
        taken[key] = text
        items.append(keyed(item, key))
    return tuple(items)


def keyed(item: Entry, key: str) -> Entry:
    """The same entry under this key."""
    return Entry(
        key=key,
        title=item.title,
        body=item.body,
        link=item.link,
        published=item.published,
        updated=item.updated,
        html=item.html,
        metrics=item.metrics,
        ticket=item.ticket,
        hotline=item.hotline,
        whole=item.whole,
        extra=item.extra,
    )
