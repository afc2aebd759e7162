"""Pages for the preview: white A4 sheets with a bar a line, written without Qt, which draws on the screen's thread alone."""

from __future__ import annotations

import struct
import zlib

from opinion_desk.domain.briefing import Briefing

WIDTH, HEIGHT = 397, 561
_WHITE, _GREY, _BLACK = b"\xff", b"\xb0", b"\x20"


def draw_pages(briefing: Briefing) -> list[bytes]:
    """One page: a dark bar a section, a grey one a matter; enough to see that it follows what was edited."""
    lines = [_WHITE * WIDTH] * 40
    for section in briefing.sections:
        lines += _bar(180, _BLACK) + [line for item in section.items for line in _bar(8 * len(item.headline), _GREY)]
    lines = (lines + [_WHITE * WIDTH] * HEIGHT)[:HEIGHT]
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 0, 0, 0, 0)
    packed = zlib.compress(b"".join(b"\x00" + line for line in lines))
    return [b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", packed) + _chunk(b"IEND", b"")]


def _bar(length: int, ink: bytes) -> list[bytes]:
    filled = min(length, WIDTH - 80)
    line = _WHITE * 40 + ink * filled + _WHITE * (WIDTH - 40 - filled)
    return [line] * 8 + [_WHITE * WIDTH] * 8


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
