"""Screenshots: what is covered is gone, and so is whatever the file carried beside its pixels."""

from __future__ import annotations

import contextlib
import io
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from opinion_desk.collectors import screenshot
from opinion_desk.collectors.screenshot import PaintedOver
from opinion_desk.domain.entering import Cover
from opinion_desk.domain.errors import Refused

SECRET = (201, 13, 77)  # the colour that an author's name is written in
COVER = Cover(10, 5, 30, 8)
PICTURES = PaintedOver()


def noise(size: tuple[int, int] = (64, 48), mode: str = "RGB") -> Image.Image:
    """A picture with the secret colour where the cover will be and nowhere else."""
    picture = Image.new(mode, size, (240,) * len(mode))
    picture.paste((*SECRET, 255)[: len(mode)], (10, 5, 40, 13))
    return picture


def written(picture: Image.Image, kind: str, **more: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


def chunks(png: bytes) -> list[bytes]:
    found, at = [], 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        found.append(png[at + 4 : at + 8])
        at += 12 + length
    return found


def covered(raw: bytes, *covers: Cover) -> Image.Image:
    return Image.open(io.BytesIO(PICTURES.covered(raw, covers)))


def test_no_pixel_of_the_cover_and_no_word_of_the_file_is_left() -> None:
    exif = Image.Exif()
    exif[0x010E] = "author-in-exif"
    exif[0x8825] = {1: "N"}
    notes = PngInfo()
    notes.add_text("Author", "author-in-text")
    notes.add_itxt("Comment", "author-in-itxt", zip=True)
    frames = [noise(), noise()]
    png = written(noise(), "PNG", exif=exif, pnginfo=notes, icc_profile=b"author-in-profile" * 9, dpi=(300, 300))
    moving = written(frames[0], "PNG", save_all=True, append_images=frames[1:], pnginfo=notes)
    jpeg = written(noise(), "JPEG", exif=exif, comment=b"author-in-comment", quality=95, subsampling=0)
    webp = written(noise(), "WEBP", exif=exif, xmp=b"author-in-xmp", lossless=True)
    for raw in (png + b"author-at-the-end", moving, jpeg, webp):
        assert b"author" in raw or b"acTL" in raw
        kept = PICTURES.covered(raw, (COVER,))
        assert set(chunks(kept)) == {b"IHDR", b"IDAT", b"IEND"} and b"author" not in kept
        picture = Image.open(io.BytesIO(kept))
        assert picture.mode == "RGB" and picture.size == (64, 48) and not picture.info
        assert set(picture.crop((10, 5, 40, 13)).get_flattened_data()) == {(0, 0, 0)}
        assert SECRET not in set(picture.get_flattened_data())
        rows = zlib.decompress(kept[kept.index(b"IDAT") + 4 : -16])
        assert bytes(SECRET) not in rows


def test_what_alpha_hid_is_not_kept_either() -> None:
    hidden = noise(mode="RGBA")
    hidden.putalpha(Image.new("L", hidden.size, 0))  # the name is there, and cannot be seen
    assert set(covered(written(hidden, "PNG")).get_flattened_data()) == {(255, 255, 255)}
    palette = noise().convert("P")
    assert covered(written(palette, "PNG", transparency=palette.getpixel((12, 6)))).getpixel((12, 6)) == (255,) * 3
    for mode in ("1", "L", "LA", "I;16", "CMYK", "P"):
        kind = "JPEG" if mode == "CMYK" else "PNG"
        assert covered(written(Image.new(mode, (8, 8)), kind), Cover(0, 0, 1, 1)).mode == "RGB"


def test_covers_count_in_the_picture_as_it_is_seen_and_are_cut_to_it() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # a quarter turn to the right is needed
    turned = covered(written(Image.new("RGB", (40, 20), "white"), "JPEG", exif=exif), Cover(-5, -5, 10, 10))
    assert turned.size == (20, 40) and turned.getpixel((4, 4)) == (0, 0, 0) and turned.getpixel((5, 4)) != (0, 0, 0)
    edge = covered(written(noise(), "PNG"), Cover(60, 40, 1_000, 1_000))
    assert edge.getpixel((63, 47)) == (0, 0, 0) and edge.size == (64, 48)


@pytest.mark.parametrize(
    ("cover", "why"),
    [(Cover(5, 5, 0, 9), "cover_empty"), (Cover(5, 5, 9, -1), "cover_empty"), (Cover(64, 0, 9, 9), "cover_outside")],
)
def test_a_cover_that_hides_nothing_is_refused(cover: Cover, why: str) -> None:
    with pytest.raises(Refused) as caught:
        PICTURES.covered(written(noise(), "PNG"), (cover,))
    assert caught.value.id == why


def test_files_that_are_none_broken_or_too_large_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    png = written(noise(), "PNG")
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    bomb = png[:16] + header + struct.pack(">I", zlib.crc32(b"IHDR" + header)) + png[33:]
    jpeg = written(noise((300, 300)), "JPEG")
    cases = [
        (b"", "picture_unknown"), (b"GIF89a" + png, "picture_unknown"), (b"<svg/>", "picture_unknown"),
        (png[:60], "picture_broken"), (jpeg[: len(jpeg) // 2], "picture_broken"), (b"\xff\xd8\xff", "picture_broken"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "picture_broken"), (bomb, "picture_too_many_pixels"),
    ]  # fmt: skip
    for raw, why in cases:
        with pytest.raises(Refused) as caught:
            PICTURES.covered(raw, (COVER,))
        assert caught.value.id == why
    monkeypatch.setattr(screenshot, "MOST_BYTES", len(png) - 1)
    with pytest.raises(Refused) as caught:
        PICTURES.covered(png, (COVER,))
    assert caught.value.id == "picture_too_large"


@given(st.sampled_from(["PNG", "JPEG", "WEBP"]), st.data())
@settings(max_examples=150)
def test_whatever_was_done_to_a_file_it_is_a_picture_or_refused(kind: str, data: st.DataObject) -> None:
    raw = bytearray(written(noise((16, 12)), kind))
    for at in data.draw(st.lists(st.integers(0, len(raw) - 1), max_size=6)):
        raw[at] = data.draw(st.integers(0, 255))
    raw = raw[: data.draw(st.integers(0, len(raw)))]
    with contextlib.suppress(Refused):
        assert covered(bytes(raw), Cover(0, 0, 4, 4)).getpixel((0, 0)) == (0, 0, 0)
