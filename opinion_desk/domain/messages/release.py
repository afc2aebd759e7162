"""Releases: drafts, reviews, sign-off, distribution."""

from __future__ import annotations

from typing import Final

RELEASE: Final[dict[str, str]] = {}
