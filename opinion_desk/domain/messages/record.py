"""The record: export, backup, restore, roles, accounts."""

from __future__ import annotations

from typing import Final

RECORD: Final[dict[str, str]] = {}
