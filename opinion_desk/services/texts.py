"""Texts read without being kept: documents through the feed reader, files of items and pasted texts through the reading models."""

from __future__ import annotations

from collections.abc import Callable

from ..domain.collected import Parsed
from ..domain.reading import TextToRead
from ..domain.verdict import Verdict
from .ports import Clock, Collector, Reader


class TextService:
    """What keeps nothing."""

    def __init__(
        self,
        collector: Callable[[], Collector],
        reader_for: Callable[[str | None], Reader],
        in_force: Callable[[], Reader],
        clock: Clock,
    ) -> None:
        """`reader_for` makes a reader for a jurisdiction, `in_force` gives the one the desk itself reads with."""
        self._collector = collector
        self._reader_for = reader_for
        self._in_force = in_force
        self._clock = clock

    def parse(self, raw: bytes, *, url: str | None = None, content_type: str | None = None) -> Parsed:
        """Read a document; nothing is fetched or stored."""
        return self._collector().parse(raw, url=url, content_type=content_type)

    def reader(self, jurisdiction: str | None) -> Reader:
        """A reader for that jurisdiction; None takes the one of the settings, if any."""
        return self._reader_for(jurisdiction)

    def read(self, title: str, body: str, source: str | None = None) -> Verdict:
        """One pasted text, read as an item of today by the reader in force; nothing is kept."""
        (verdict,) = self._in_force().read([TextToRead("", title, body, self._clock.now(), source)])
        return verdict

    def model(self) -> str:
        """Name and version of what reads now."""
        return self._in_force().name
