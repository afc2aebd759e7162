"""The first shape of the store, a module a family of tables."""

from __future__ import annotations

from typing import Final

from .gathered import ITEMS, SEARCH, SOURCES, STORIES, VERDICTS
from .matters import ACTS, INCIDENTS
from .office import DESK

_FIRST_ROWS: Final = f"INSERT INTO chain (id, count, head) VALUES (1, 0, '{'0' * 64}');"

SQL: Final = SOURCES + ITEMS + VERDICTS + STORIES + SEARCH + INCIDENTS + ACTS + DESK + _FIRST_ROWS
