"""The chain of acts checked as it lies in the table: quickly where it is as it was written, act by act where it is not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from typing import Any, Final

from ..domain.acts import GENESIS, Act, ActKind, ChainCheck
from ..domain.instants import from_ms
from ..domain.messages import sentence
from .driver import sqlite3

_FIRST: Final = ("seq", "incident_id", "kind", "at_ms", "entered_ms", "by")
_AT_ONCE: Final = 200
_KINDS: Final = frozenset(kind.value for kind in ActKind)
Row = tuple[Any, ...]


def chain_findings(connection: sqlite3.Connection, after: int = 0, prev: str = GENESIS) -> list[str]:
    """What is wrong with the chain from the first act to the head that was written down; empty when nothing is.

    With `after` only the acts beyond that many are looked at, the first of which must follow on the hash `prev`.
    """
    chain = connection.execute("SELECT count, head FROM chain").fetchone()
    if chain is None:
        return [sentence("verify_chain_missing")]
    check = ChainCheck()
    check.at(prev, after + 1)
    for row in _not_as_written(connection, check):
        try:
            check.add(_act(row))
        except (ValueError, TypeError, OverflowError):  # no act of ours is written so
            check.add_unreadable(row[0], row[8])
    return check.end(count=chain["count"], head=chain["head"])


def act_from(row: sqlite3.Row) -> Act:
    """The act in a row."""
    return _act((*(row[name] for name in _FIRST), row["data"].encode(), row["prev"], row["hash"]))


def _act(row: Row) -> Act:
    seq, incident, kind, at, entered, by, data, prev, link = row
    return Act(ActKind(kind), from_ms(at), from_ms(entered), by, json.loads(data.decode()), incident, seq, prev, link)


def _not_as_written(connection: sqlite3.Connection, check: ChainCheck) -> Iterator[Row]:
    """Pass over the acts that are plainly in order, noting them in `check`; yield those to be looked at one by one.

    The bytes hashed here are put together from the columns as they lie. Where their hash is the one recorded, they are the
    bytes that were hashed when the act was written: numbers, a kind of the known ones and a name as JSON can be cut out of
    them in one way only, so that every column is what it was. Where it is not, the act is decoded and judged as ever.
    """
    cursor = connection.cursor()
    cursor.row_factory = None  # plain tuples: an act costs three microseconds, and names of columns would double it
    prev, raw, expected = check.prev, _raw(check.prev), check.expected
    sql = f"SELECT {', '.join(_FIRST)}, CAST(data AS BLOB), prev, hash FROM acts"
    if expected > 1:
        cursor.execute(f"{sql} WHERE seq >= ? ORDER BY seq", (expected,))
    else:
        cursor.execute(f"{sql} ORDER BY seq")  # a seq below 1 is looked at, too
    while rows := cursor.fetchmany(_AT_ONCE):
        for row in rows:
            seq, incident, kind, at, entered, by, data, told_prev, told_link = row
            if raw is not None and seq == expected and told_prev == prev and kind in _KINDS:
                link = sha256(raw)
                link.update(f'{{"at":{at},"by":{_quoted(by)},"data":'.encode())
                link.update(data)
                link.update(f',"entered":{entered},"incident":{incident},"kind":"{kind}","seq":{seq}}}'.encode())
                digest = link.digest()
                if digest.hex() == told_link:
                    prev, raw, expected = told_link, digest, expected + 1
                    continue
            check.at(prev, expected)
            yield row
            prev, expected = check.prev, check.expected
            raw = _raw(prev)
    check.at(prev, expected)


@lru_cache(maxsize=4096)
def _quoted(name: str) -> str:
    """A name as it stands in the canonical text; the same few posts stand in every act."""
    return json.dumps(name, ensure_ascii=False)


def _raw(link: str) -> bytes | None:
    """The bytes of a hash in hex; None for what is none."""
    try:
        return bytes.fromhex(link)
    except ValueError:
        return None
