"""The pictures of the docs, chosen from those of bench.screens and kept small: 256 colours lose nothing one sees of a window."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

COLOURS: Final = 256
_IN_BOTH: Final = ("inbox", "incident", "clocks", "duty", "sources", "briefings", "units")
_IN_LIGHT: Final = (
    "inbox-correct", "inbox-enter", "inbox-ticket", "sources-mapping", "sources-missed", "incident-assign", "incidents-board", "incident-draft", "clocks-wall", "duty-handover", "units-learning",
    "settings-clock", "settings-ladders",
)  # fmt: skip
PICTURES: Final = {
    **{f"{page}-light-1440": page for page in (*_IN_BOTH, *_IN_LIGHT)},
    **{f"{page}-dark-1440": f"{page}-dark" for page in _IN_BOTH},
}
"""The name bench.screens gives a picture, and the one the docs know it by."""


def write_docs(taken: Path, docs: Path) -> None:
    """The pictures of the docs from a folder of bench.screens."""
    for name, known in PICTURES.items():
        few_colours(QImage(str(taken / f"{name}.png"))).save(str(docs / f"{known}.png"))


def few_colours(image: QImage) -> QImage:
    """The same picture in the colours that tell most of it, the others in the nearest of them."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    height, width = image.height(), image.width()
    pixels = np.frombuffer(image.constBits(), dtype=np.uint32).reshape(height, -1)[:, :width]
    found, places, often = np.unique(pixels, return_inverse=True, return_counts=True)
    chosen, nearest = _choose(_channels(found), often)
    kept, index = found[chosen], nearest[places.reshape(height, width)]
    rows = np.zeros((height, -(-width // 4) * 4), dtype=np.uint8)  # Qt's lines are whole words
    rows[:, :width] = index
    made = QImage(rows.tobytes(), width, height, rows.shape[1], QImage.Format.Format_Indexed8)
    made.setColorTable([int(colour) | 0xFF000000 for colour in kept])
    return made.copy()


def _channels(colours: NDArray[np.uint32]) -> NDArray[np.int64]:
    return np.stack([(colours >> shift) & 0xFF for shift in (16, 8, 0)], axis=1).astype(np.int64)


def _choose(colours: NDArray[np.int64], often: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
    """The colours to keep, and for each of `colours` (n x 3) which of them is nearest.

    Each one taken is the one that is worst shown by those before, by its distance and how often it stands there: a small dot in
    a colour of its own keeps it.
    """
    chosen = np.empty(min(COLOURS, len(colours)), dtype=np.int64)
    nearest = np.zeros(len(colours), dtype=np.uint8)
    apart = np.full(len(colours), np.iinfo(np.int32).max, dtype=np.int64)
    for n in range(len(chosen)):
        chosen[n] = (apart * np.sqrt(often)).argmax()
        to_it = ((colours - colours[chosen[n]]) ** 2).sum(1)
        nearer = to_it < apart
        apart[nearer], nearest[nearer] = to_it[nearer], n
    return chosen, nearest
