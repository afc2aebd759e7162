"""Files that people name: read whole, with a sentence when that fails; and evidence kept under its digest."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, Final

from ..domain.errors import Refused, Unavailable
from ..domain.system_words import why_of
from ..whole_files import write_whole

_HEX: Final = 64  # characters of a SHA-256


def read_bytes(path: Path) -> bytes:
    """The whole file; Refused when there is none or it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise Refused("file_missing", path=path) from None
    except OSError as error:
        raise Refused("file_unreadable", path=path, why=why_of(error)) from None


def read_json(path: Path) -> Any:
    """What a JSON file holds; Refused with why when it is none."""
    try:
        return json.loads(read_bytes(path).decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Refused("json_unreadable", path=path, why="不是 UTF-8 文本") from None
    except (ValueError, RecursionError) as error:
        raise Refused("json_unreadable", path=path, why=str(error)[:80]) from None


class EvidenceFiles:
    """Files kept as evidence (存证) under the SHA-256 of their bytes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, path: Path) -> str:
        """Copy the file in, whole or not at all, and give its SHA-256 in hex; the same bytes are kept once."""
        return self.keep_bytes(read_bytes(path), path.suffix)

    def keep_bytes(self, raw: bytes, suffix: str) -> str:
        """Keep these bytes under their SHA-256, with that suffix so that a program can open them."""
        digest = hashlib.sha256(raw).hexdigest()
        kept = self._folder / digest[:2] / (digest + suffix.lower()[:12])
        try:
            kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if any(kept.parent.glob(f"{digest}*")):
                return digest
        except OSError as error:
            raise Unavailable("file_unwritable", path=kept, why=why_of(error)) from None
        write_whole(kept, raw, private=True)
        return digest

    def find(self, digest: str) -> Path | None:
        """Where the bytes of that SHA-256 are kept; None when they are not here."""
        if len(digest) != _HEX or not all(sign in "0123456789abcdef" for sign in digest):
            return None
        return next(iter(sorted((self._folder / digest[:2]).glob(f"{digest}*"))), None)
