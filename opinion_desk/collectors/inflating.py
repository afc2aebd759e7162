"""Undoing the compression of an answer piece by piece, so that what it unfolds to is bounded at every moment."""

from __future__ import annotations

import zlib
from typing import Final, Protocol

from ..domain.errors import Unavailable

_AUTO: Final = zlib.MAX_WBITS | 32  # a gzip or a zlib header, whichever comes
_RAW: Final = -zlib.MAX_WBITS  # some servers call bare deflate data "deflate"
_GZIP_MAGIC: Final = b"\x1f\x8b"
_TEXT_STARTS: Final = b"<{[\xef \n\r\t"
KNOWN_CODINGS: Final = frozenset({"gzip", "x-gzip", "deflate"})


class Unfold(Protocol):
    """What zlib's decompression objects offer; their class has no public name."""

    @property
    def eof(self) -> bool:
        """Whether the end mark was reached."""
        ...

    @property
    def unconsumed_tail(self) -> bytes:
        """Input held back because the output would be too long."""
        ...

    @property
    def unused_data(self) -> bytes:
        """Input after the end mark."""
        ...

    def decompress(self, data: bytes, max_length: int = 0, /) -> bytes:
        """At most `max_length` bytes of output for this input."""
        ...


class Inflater:
    """Gathers a body, unfolding it when `coding` is gzip or deflate; Unavailable beyond `limit` bytes either way."""

    def __init__(self, coding: str, limit: int, host: str) -> None:
        if coding not in KNOWN_CODINGS and coding not in ("", "identity"):
            raise Unavailable("answer_undecodable", host=host)
        self._coding = coding
        self._limit = limit
        self._host = host
        self._gathered = bytearray()
        self._taken = 0
        self._head = b""
        self._chosen = coding not in KNOWN_CODINGS
        self._unfold: Unfold | None = None

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes as they came over the wire."""
        self._taken += len(chunk)
        if self._taken > self._limit:
            raise self._too_large()
        if not self._chosen:
            chunk, self._head = self._head + chunk, b""
            if len(chunk) < 2:
                self._head = chunk
                return
            self._unfold, self._chosen = self._choose(chunk), True
        if self._unfold is None:
            self._gathered += chunk
        else:
            self._inflate(chunk)

    def _choose(self, head: bytes) -> Unfold | None:
        """How this body is really packed: some servers send bare deflate data, or plain text under a coding's name."""
        zlib_header = head[0] & 0x0F == 8 and int.from_bytes(head[:2], "big") % 31 == 0
        if head.startswith(_GZIP_MAGIC) or zlib_header:
            return zlib.decompressobj(_AUTO)
        return zlib.decompressobj(_RAW) if self._coding == "deflate" and head[0] not in _TEXT_STARTS else None

    def _inflate(self, chunk: bytes) -> None:
        unfold = self._unfold
        while chunk and unfold is not None:
            if unfold.eof:
                if not chunk.startswith(_GZIP_MAGIC):
                    return  # padding after the end says nothing
                self._unfold = unfold = zlib.decompressobj(_AUTO)
            try:
                self._gathered += unfold.decompress(chunk, self._limit - len(self._gathered) + 1)
            except zlib.error:
                raise Unavailable("answer_undecodable", host=self._host) from None
            if len(self._gathered) > self._limit:
                raise self._too_large()
            chunk = unfold.unconsumed_tail or unfold.unused_data

    def _too_large(self) -> Unavailable:
        return Unavailable("answer_too_large", host=self._host, limit=in_megabytes(self._limit))

    @property
    def cut(self) -> bool:
        """Whether the compressed data ended before its end mark."""
        return self._unfold is not None and self._taken > 0 and not self._unfold.eof

    def body(self) -> bytes:
        """All that was gathered."""
        return bytes(self._gathered)


def in_megabytes(size: int) -> str:
    """A size in bytes as megabytes for the eye: "15", "0.5"."""
    return f"{size / 1_000_000:.3g}"
