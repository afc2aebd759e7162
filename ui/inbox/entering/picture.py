"""A picture from bytes, a file or the clipboard, as it is shown; and back to bytes with the very pixels that were shown."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData
from PySide6.QtGui import QImage, QImageReader

FORMATS: Final = (b"png", b"jpeg", b"webp")
MOST_BYTES: Final = 20 << 20
_LARGE: Final = 8 << 20
_QUICK, _FINE = 70, 94  # of 100: how little a PNG is packed, how true a JPEG stays


def read_picture(data: bytes) -> QImage | None:
    """The picture upright; None when these bytes are no PNG, JPEG or WebP."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    if reader.format().data() not in FORMATS:
        return None
    return _plain(reader.read())


def read_file(path: Path) -> QImage | None:
    """The picture of a file; None when it cannot be read, is too large or is no picture of these kinds."""
    try:
        return read_picture(path.read_bytes()) if path.stat().st_size <= MOST_BYTES else None
    except OSError:
        return None


def read_mime(mime: QMimeData) -> QImage | None:
    """The picture that is dropped or pasted: as pixels, or as a file; None where there is none."""
    if mime.hasImage():
        found = mime.imageData()
        return _plain(found) if isinstance(found, QImage) else None
    files = [url.toLocalFile() for url in mime.urls() if url.isLocalFile()]
    return read_file(Path(files[0])) if files else None


def holds_picture(mime: QMimeData) -> bool:
    """Whether there may be a picture in it."""
    return mime.hasImage() or any(url.isLocalFile() for url in mime.urls())


def as_bytes(image: QImage) -> bytes:
    """The pixels as shown, because covers are counted in these, whatever the file's own orientation was.

    A PNG; a photograph that would be too large as one is a JPEG.
    """
    made = _saved(image, "PNG", _QUICK)
    return made if len(made) <= _LARGE else _saved(image, "JPEG", _FINE)


def _saved(image: QImage, form: str, quality: int) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, form, quality)  # type: ignore[call-overload]  # the stubs know bytes alone, PySide takes str
    return bytes(buffer.data().data())


def _plain(image: QImage) -> QImage | None:
    if image.isNull():
        return None
    image.setDevicePixelRatio(1.0)  # a picture of a fine display must not be counted in halves of pixels
    return image
