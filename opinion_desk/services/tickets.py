"""Tickets of the hotline on their way in: one over all sources, later rows told to it, callers masked whatever document they came in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from ..domain.caller_masking import mask_caller
from ..domain.item import Entry
from ..domain.source import Tier
from ..domain.ticket import is_older
from ..store import items, tickets
from ..store.store import Store
from ..store.writing import Transaction


@dataclass(frozen=True, slots=True)
class ToldTicket:
    """What a row says of a ticket; `known` when its item was stored before."""

    source_id: int
    entry: Entry
    known: bool


def newest_by_key(entries: Iterable[Entry]) -> dict[str, Entry]:
    """One entry a key: the last, but of the rows of one ticket the one that was written last."""
    found: dict[str, Entry] = {}
    for entry in entries:
        before = found.get(entry.key)
        if before is None or not _is_older(entry, before):
            found[entry.key] = entry
    return found


def _is_older(entry: Entry, before: Entry) -> bool:
    return entry.hotline is not None and before.hotline is not None and is_older(entry.hotline, before.hotline)


def told_of(source_id: int, entries: Iterable[Entry], known: Mapping[str, items.Known]) -> list[ToldTicket]:
    """What these entries say of tickets, in the order of the document."""
    return [ToldTicket(source_id, entry, entry.key in known) for entry in entries if entry.hotline is not None]


def known_everywhere(store: Store, entries: Sequence[Entry]) -> dict[str, items.Known]:
    """Which of these entries are tickets that another source brought, by their keys."""
    asked = [entry for entry in entries if tickets.own_number(entry) is not None]
    return {key: items.Known(*found) for key, found in store.tickets.everywhere(asked).items()} if asked else {}


def identity(source_id: int, entry: Entry) -> tuple[int, str]:
    """Source and key; a ticket whose number is its own belongs to no source."""
    return (source_id if tickets.own_number(entry) is None else 0, entry.key)


def tier_of(entries: Sequence[Entry]) -> Tier:
    """The tier of an export that nobody said anything of: the hotline's where most of its rows are tickets."""
    brought = sum(entry.hotline is not None for entry in entries)
    return Tier.HOTLINE if brought * 2 > len(entries) else Tier.OTHER


def as_callers(entries: Sequence[Entry], tier: Tier) -> Sequence[Entry]:
    """The entries of a hotline with callers masked; tables did so when they were read, and others' entries stay as they are."""
    return [_masked(entry) for entry in entries] if tier is Tier.HOTLINE else entries


def _masked(entry: Entry) -> Entry:
    if entry.hotline is not None:
        return entry
    extra = (
        None if entry.extra is None else {name: mask_caller(text, entry.ticket) for name, text in entry.extra.items()}
    )
    title, body = mask_caller(entry.title, entry.ticket), mask_caller(entry.body, entry.ticket)
    return replace(
        entry, title=title, body=body, html="", extra=extra
    )  # what stands in marks cannot be masked for sure


def tell(tx: Transaction, told: Sequence[ToldTicket], now: datetime) -> set[int]:
    """Tell stored tickets what later rows say; the items, known before, of which anything changed."""
    renewed: set[int] = set()
    for one in told:
        ticket = one.entry.hotline
        item_id = None if ticket is None else tickets.find(tx, one.source_id, one.entry)
        if ticket is not None and item_id is not None:
            changed = tickets.update(tx, item_id, ticket, now)
            renewed.update([item_id] if changed and one.known else [])
    return renewed


def is_correction(tx: Transaction, item_id: int, entry: Entry) -> bool:
    """Whether the words of an entry may replace those stored: not where it is an older row of the same ticket, nor one without text.

    Later exports often tell the state alone; that takes back nothing of what was said.
    """
    return entry.hotline is None or (bool(entry.body.strip()) and not tickets.older_words(tx, item_id, entry.hotline))
