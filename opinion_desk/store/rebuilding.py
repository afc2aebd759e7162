"""The rows of incidents made anew from their acts, when a database comes to a newer shape: rows are what replaying the acts gives."""

from __future__ import annotations

import logging
from typing import Final

from ..domain.acts import OF_THE_DESK
from ..domain.replay import replay
from . import incident_rows
from .chain import act_from
from .driver import sqlite3
from .writing import Transaction

_log: Final = logging.getLogger(__name__)


def rebuild(connection: sqlite3.Connection) -> int:
    """Replay every matter and write its rows, within the transaction that is open; how many were written.

    A matter whose acts do not replay keeps its rows as they are: `verify` says what is wrong with it.
    """
    tx = Transaction(connection)
    ids = tx.all("SELECT DISTINCT incident_id FROM acts WHERE incident_id != ? ORDER BY incident_id", (OF_THE_DESK,))
    written = 0
    for (id,) in ids:
        try:
            acts = [act_from(row) for row in tx.all("SELECT * FROM acts WHERE incident_id = ? ORDER BY seq", (id,))]
            incident = replay(acts)
        except (ValueError, KeyError, TypeError):
            _log.exception("matter %s does not replay; its rows stay as they are", id)
            continue
        incident_rows.write(tx, incident)
        written += 1
    return written
