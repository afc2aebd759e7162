"""The sound of a clock: two struck tones, computed here and kept as a WAV in the home, so that any player can play it."""

from __future__ import annotations

import math
import sys
import wave
from array import array
from io import BytesIO
from pathlib import Path
from typing import Final

RATE: Final = 22_050  # samples a second, 16 bit, one channel
_TONES: Final = ((880.0, 0.0), (1174.66, 0.28), (880.0, 0.56), (1174.66, 0.84))  # Hz, and when it is struck in s
_LENGTH_S: Final = 1.6
_FADES_S: Final = 0.22  # to the e-th part
_LOUDNESS: Final = 0.42


def chime() -> bytes:
    """The whole WAV file; the same bytes every time."""
    samples = array("h", bytes(2 * int(RATE * _LENGTH_S)))
    for hertz, struck in _TONES:
        begin = int(struck * RATE)
        for n in range(begin, len(samples)):
            time = (n - begin) / RATE
            swell = min(time / 0.004, 1.0) * math.exp(-time / _FADES_S)
            tone = math.sin(2 * math.pi * hertz * time) + 0.25 * math.sin(4 * math.pi * hertz * time)
            level = samples[n] + round(32_767 * _LOUDNESS * 0.8 * swell * tone)
            samples[n] = max(-32_767, min(32_767, level))
    if sys.byteorder == "big":
        samples.byteswap()
    kept = BytesIO()
    with wave.open(kept, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())
    return kept.getvalue()


def kept_chime(folder: Path) -> Path | None:
    """The file in the cache of a home, made where it is missing or cut short; None where the disk will not."""
    path = folder / "cache" / "chime.wav"
    try:
        if path.exists() and path.stat().st_size == 44 + 2 * int(RATE * _LENGTH_S):
            return path
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_suffix(".part")
        half.write_bytes(chime())
        half.replace(path)
    except OSError:
        return None
    return path
