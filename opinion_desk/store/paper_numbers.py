"""Numbers of papers: one row of counters a kind of paper and year, counted on within the transaction that uses the number."""

from __future__ import annotations

from .writing import Transaction


def next_number(tx: Transaction, paper: str, year: int) -> int:
    """The next serial of that kind of paper in that year, from 1; a transaction that is taken back gives it back, so there is no gap."""
    row = tx.one(
        "INSERT INTO counters (name, value) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value",
        (f"paper:{paper}:{year}",),
    )
    if row is None:
        raise AssertionError("an INSERT with RETURNING has one row")
    return int(row["value"])
