"""What a unit's card holds besides its duty telephone: the posts of liaison and spokesperson, never persons."""

from __future__ import annotations

from typing import Final

SQL: Final = """
ALTER TABLE units ADD COLUMN liaison_post TEXT NOT NULL DEFAULT '';
ALTER TABLE units ADD COLUMN liaison_phone TEXT NOT NULL DEFAULT '';
ALTER TABLE units ADD COLUMN spokesperson_post TEXT NOT NULL DEFAULT '';
"""
