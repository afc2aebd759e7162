"""Screenshots: names painted over, and everything of the file but its pixels left behind, before anything touches the disk."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Final

from ..domain.entering import MOST_BYTES, Cover
from ..domain.errors import Refused

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS: Final = 40_000_000
_QUICK: Final = 1  # a third of the time of the usual 6, and files a little larger
_BLACK: Final = (0, 0, 0)
_WHITE: Final = (255, 255, 255)
# What Pillow raises on files that are not what they claim; anything else is a bug of ours.
_BROKEN: Final = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    LookupError,
    TypeError,
    OverflowError,
    struct.error,
    zlib.error,
)


class PaintedOver:
    """Covers parts of pictures; see `services.ports.Pictures`."""

    def covered(self, raw: bytes, covers: Sequence[Cover]) -> bytes:
        """The picture as a fresh PNG without alpha, upright, with these parts black; Refused with a sentence."""
        if len(raw) > MOST_BYTES:
            raise Refused("picture_too_large", limit=MOST_BYTES // 1_000_000)
        picture = _pixels(raw)
        for cover in covers:
            picture.paste(_BLACK, _box(cover, picture.size))
        out = BytesIO()
        picture.save(out, "PNG", compress_level=_QUICK)
        return out.getvalue()


def _pixels(raw: bytes) -> Image:
    """The first frame as RGB on white in a picture made anew, so that nothing the file carried beside can come along."""
    from PIL import Image, ImageOps

    try:
        with _opener(raw)(BytesIO(raw)) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise Refused("picture_too_many_pixels", limit=MOST_PIXELS // 10_000)
            opened.load()
            ImageOps.exif_transpose(opened, in_place=True)  # a telephone says by a note which side is up
            fresh = Image.new("RGB", opened.size, _WHITE)
            if opened.has_transparency_data:
                whole = opened.convert("RGBA")
                fresh.paste(whole, mask=whole.getchannel("A"))
            else:
                fresh.paste(opened if opened.mode == "RGB" else opened.convert("RGB"))
            return fresh
    except _BROKEN:
        raise Refused("picture_broken") from None


def _opener(raw: bytes) -> Callable[[BytesIO], Image]:
    """The reader for what the first bytes say; asked for by name, so that none of Pillow's many others is tried."""
    if raw.startswith(b"\x89PNG\r\n\x1a\n"):
        from PIL.PngImagePlugin import PngImageFile

        return PngImageFile
    if raw.startswith(b"\xff\xd8\xff"):
        from PIL.JpegImagePlugin import JpegImageFile

        return JpegImageFile
    if raw[:4] == b"RIFF" and raw[8:12] == b"WEBP":
        from PIL.WebPImagePlugin import WebPImageFile

        return WebPImageFile
    raise Refused("picture_unknown")


def _box(cover: Cover, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """The part of the picture that a cover hides, cut to the picture."""
    if cover.width <= 0 or cover.height <= 0:
        raise Refused("cover_empty")
    left, top = max(cover.left, 0), max(cover.top, 0)
    right, bottom = min(cover.left + cover.width, size[0]), min(cover.top + cover.height, size[1])
    if right <= left or bottom <= top:
        raise Refused("cover_outside")
    return left, top, right, bottom
