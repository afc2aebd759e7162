"""Rows of an export into entries: the ticket number is the identity, callers' data is gone, numbers are masked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from ..domain.collected import Skipped
from ..domain.identity import content_digest, entry_key
from ..domain.instants import whole_ms
from ..domain.item import Entry, Metrics
from ..domain.messages import sentence
from .clean import clean_html, has_markup, http_link, one_line, text_of_html, tidy
from .columns import Role
from .counts import day_of_spreadsheet, metrics_of
from .dates import CHINA, from_epoch, read_instant
from .entries import headline
from .tickets import masker, ticket_of, told_by, without_ticket

Row = Mapping[Role, object]
Masked = Callable[[str], str]
_SCIENTIFIC: Final = re.compile(r"\d(?:\.\d+)?[eE]\+?\d+")


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: where it stands (line or row number, from 1), its values by role, and the further columns kept."""

    line: int
    values: Row
    extra: Mapping[str, object] = field(default_factory=dict)
    callers: bool = False  # a demand of a caller: persons are masked in its texts


@dataclass(frozen=True, slots=True)
class Times:
    """How times of a table are read: from which present, in which zone when they name none."""

    now: datetime
    zone: ZoneInfo = CHINA


def entries_of(
    rows: Iterable[TableRow | Skipped], times: Times, *, need_id: bool = False
) -> tuple[tuple[Entry, ...], tuple[Skipped, ...]]:
    """The entries of these rows in order, and what could not be used (or only in part: `still_read`), by line.

    Rows that repeat an earlier one word for word are dropped silently; `need_id` skips rows with neither id, ticket nor link.
    """
    entries: list[Entry] = []
    skipped: list[Skipped] = []
    taken: dict[str, object] = {}
    for row in rows:
        if isinstance(row, Skipped):
            skipped.append(row)
            continue
        entry = _entry(row, times, skipped, need_id=need_id)
        if entry is None:
            continue
        digest = (content_digest(entry.title, entry.body), told_by(entry))
        if taken.get(entry.key) == digest:
            continue
        taken[entry.key] = digest
        entries.append(entry)
    return tuple(entries), tuple(skipped)


def _entry(row: TableRow, times: Times, skipped: list[Skipped], *, need_id: bool) -> Entry | None:
    ticket = _ticket(row, skipped)
    masked = masker(ticket, callers=row.callers)
    title, body = _texts(row, skipped, masked)
    if not title and not body:
        skipped.append(Skipped(row.line, sentence("table_row_empty")))
        return None
    guid = _word(row, Role.ID, skipped)
    link = _link(row, skipped)
    if need_id and not (ticket or guid or link):
        skipped.append(Skipped(row.line, sentence("table_line_no_id")))
        return None
    published = _instant(row, Role.PUBLISHED, times, skipped)
    updated = _instant(row, Role.UPDATED, times, skipped)
    told = ticket_of(ticket, row.values, updated, lambda value: _read(value, times)) if row.callers else None
    beside = {} if told is not None else without_ticket(row.values, masked)
    title = title or headline(body)
    return Entry(
        key=entry_key(ticket=ticket, guid=guid, link=link, title=f"{title}\n{body}", published=published),
        title=title,
        body="" if body == title else body,
        link=link,
        published=published,
        updated=updated,
        metrics=_metrics(row, times, skipped),
        ticket=ticket,
        hotline=told,
        extra={**beside, **_extra(row, masked)} or None,
    )


def _metrics(row: TableRow, times: Times, skipped: list[Skipped]) -> Metrics | None:
    """The counts, as they stood when the export says they were taken, else now."""
    seen = _instant(row, Role.SEEN, times, skipped)
    taken = times.now if seen is None else min(seen, times.now)
    return metrics_of(row.values, taken, lambda role: _ignored(row, role, skipped))


def _ticket(row: TableRow, skipped: list[Skipped]) -> str | None:
    ticket = _word(row, Role.TICKET, skipped)
    if ticket and _SCIENTIFIC.fullmatch(ticket):
        skipped.append(Skipped(row.line, sentence("table_ticket_damaged", ticket=ticket), still_read=True))
        return None
    return ticket


def _texts(row: TableRow, skipped: list[Skipped], masked: Masked) -> tuple[str, str]:
    title = one_line(_word(row, Role.TITLE, skipped) or "")
    body = _word(row, Role.BODY, skipped) or ""
    body = text_of_html(clean_html(body)) if has_markup(body) else tidy(body)
    return masked(title), masked(body)


def _word(row: TableRow, role: Role, skipped: list[Skipped]) -> str | None:
    """A cell as text; None when it is empty. Lists and objects are no text: ignored, and told."""
    value = row.values.get(role)
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, bool) or not isinstance(value, int | float | datetime | date):
        _ignored(row, role, skipped)
        return None
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _instant(row: TableRow, role: Role, times: Times, skipped: list[Skipped]) -> datetime | None:
    value = row.values.get(role)
    if value is None or value == "":
        return None
    instant = _read(value, times)
    if instant is None:
        _ignored(row, role, skipped)
    return instant


def _read(value: object, times: Times) -> datetime | None:
    if isinstance(value, datetime):
        aware = value if value.tzinfo else value.replace(tzinfo=times.zone)
        return whole_ms(aware.astimezone(UTC))
    if isinstance(value, date):
        return whole_ms(datetime.combine(value, time(), times.zone))
    if isinstance(value, bool):
        return None
    if (day := day_of_spreadsheet(value, times.zone)) is not None:
        return whole_ms(day.astimezone(UTC))
    if isinstance(value, int | float):
        return from_epoch(value) if abs(value) < 1e17 else None
    return read_instant(value, now=times.now, zone=times.zone) if isinstance(value, str) else None


_FIELD_NAMES: Final = {
    Role.TICKET: "工单编号",
    Role.ID: "id",
    Role.TITLE: "标题",
    Role.BODY: "内容",
    Role.PUBLISHED: "发布时间",
    Role.UPDATED: "更新时间",
    Role.LINK: "链接",
    Role.READS: "阅读数",
    Role.COMMENTS: "评论数",
    Role.REPOSTS: "转发数",
    Role.LIKES: "点赞数",
    Role.SEEN: "采集时间",
    Role.SITE: "媒体名称",
}


def _link(row: TableRow, skipped: list[Skipped]) -> str | None:
    """The row's address; one that is no http address is left out and told."""
    given = _word(row, Role.LINK, skipped)
    link = http_link(given)
    if given and given.strip() and link is None:
        _ignored(row, Role.LINK, skipped)
    return link


def _ignored(row: TableRow, role: Role, skipped: list[Skipped]) -> None:
    skipped.append(Skipped(row.line, sentence("table_field_ignored", field=_FIELD_NAMES[role]), still_read=True))


def _extra(row: TableRow, masked: Masked) -> dict[str, str]:
    kept = {}
    named = {_FIELD_NAMES[role]: row.values.get(role) for role in (Role.SITE, Role.SEEN)}
    for name, value in (*named.items(), *row.extra.items()):
        if value is None or isinstance(value, bool | dict | list):
            continue
        text = tidy(str(value))
        if text:
            kept[name.strip()[:40]] = masked(text)[:2_000]
    return kept


def numbered(rows: Iterable[TableRow | Skipped], limit: int) -> Iterator[TableRow | Skipped]:
    """The first `limit` rows, and a note where there are more."""
    for count, row in enumerate(rows):
        if count >= limit:
            yield Skipped(row.line, sentence("table_too_long", limit=limit))
            return
        yield row
