"""Where a source stands among the others, and how it is read when its form alone does not say."""

from __future__ import annotations

from typing import Final

SQL: Final = """
ALTER TABLE sources ADD COLUMN folder TEXT NOT NULL DEFAULT '';
ALTER TABLE sources ADD COLUMN rules TEXT;
"""
