"""Texts read without the store: documents through the feed reader, files of items through the reading models."""

from __future__ import annotations

from collections.abc import Callable

from ..domain.collected import Parsed
from .ports import Collector, Reader


class TextService:
    """What needs no database."""

    def __init__(self, collector: Callable[[], Collector], make_reader: Callable[[str | None], Reader]) -> None:
        self._collector = collector
        self._make_reader = make_reader

    def parse(self, raw: bytes, *, url: str | None = None, content_type: str | None = None) -> Parsed:
        """Read a document; nothing is fetched or stored."""
        return self._collector().parse(raw, url=url, content_type=content_type)

    def reader(self, jurisdiction: str | None) -> Reader:
        """A reader for that jurisdiction; None takes the one of the settings, if any."""
        return self._make_reader(jurisdiction)
