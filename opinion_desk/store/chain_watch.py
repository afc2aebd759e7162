"""Whether the record is unchanged, asked again and again by one process: whole at first and once a day, else only what is new."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from .chain import chain_findings
from .driver import sqlite3

_WHOLE_EVERY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Proved:
    """So many acts were found in order, the last of them under that hash; the whole chain was last read at `whole_at`."""

    count: int
    head: str
    whole_at: datetime


class ChainWatch:
    """Remembers up to which act the chain was found in order.

    记录未改动 then means: within the last day this process read every act from the first one and found none changed, lost or
    moved; since then every new act follows on the last one that was proved, which still stands there under its hash. A change
    made since then further back is found by the next whole reading: a day later, at the next start, or by `verify` at once.
    """

    def __init__(self) -> None:
        self._proved: _Proved | None = None
        self._lock = threading.Lock()  # who asks while the whole chain is read waits for that reading

    def intact(self, connection: sqlite3.Connection, now: datetime) -> bool:
        """Whether the chain is in order, as far as it is looked at now; what was found out of order is always read whole again."""
        with self._lock:
            proved = self._proved
            if proved is None or abs(now - proved.whole_at) >= _WHOLE_EVERY or not _still_there(connection, proved):
                proved = _Proved(0, "", now)
            findings = (
                chain_findings(connection, proved.count, proved.head) if proved.count else chain_findings(connection)
            )
            if findings:
                self._proved = None
                return False
            chain = connection.execute("SELECT count, head FROM chain").fetchone()
            self._proved = _Proved(int(chain["count"]), str(chain["head"]), proved.whole_at)
            return True


def _still_there(connection: sqlite3.Connection, proved: _Proved) -> bool:
    row = connection.execute("SELECT hash FROM acts WHERE seq = ?", (proved.count,)).fetchone()
    return row is not None and row["hash"] == proved.head
