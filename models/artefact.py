"""Learned arrays on disk: an .npz without pickle and a JSON manifest beside it; what does not match is refused, never guessed at."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any, Final

import numpy as np
from numpy.typing import NDArray

from opinion_desk.domain.errors import Refused

FORMAT: Final = 1
"""Version of the artefact's layout; an artefact of another one is refused."""
ARTEFACTS: Final = Path(__file__).resolve().parent / "artefacts"

Arrays = dict[str, NDArray[Any]]


def save(folder: Path, name: str, arrays: Arrays, about: Mapping[str, Any]) -> None:
    """Writes NAME.npz and NAME.json; the manifest carries the arrays' SHA-256 and what `about` says. OSError where it cannot.

    Whole or not at all: both are written beside; the step that puts the manifest in place makes it the one that `load`
    finds, and until then it finds what stood there. Broken off between the two, the arrays still lie beside and are found there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    file, notes = folder / f"{name}.npz", folder / f"{name}.json"
    fresh, fresh_notes = _beside(file), _beside(notes)
    if fresh.is_file() and notes.is_file() and _manifest(notes, name).get("arrays_sha256") == _sha256(fresh):
        fresh.replace(file)  # an earlier save was broken off there; what it saved is not to be written over
    try:
        with fresh.open("wb") as stream:
            np.savez_compressed(stream, **arrays)  # type: ignore[arg-type]  # the stub takes allow_pickle for an array
            _flush(stream)
        manifest = {"format": FORMAT, "name": name, "arrays_sha256": _sha256(fresh), **about}
        with fresh_notes.open("wb") as stream:
            stream.write((json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode())
            _flush(stream)
        fresh_notes.replace(notes)
    except BaseException:
        for part in (fresh, fresh_notes):
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
        raise
    fresh.replace(file)


def load(folder: Path, name: str, expected: Mapping[str, object]) -> tuple[Arrays, dict[str, Any]]:
    """Arrays and manifest; Refused when one is missing, was changed, or differs in format or in an `expected` field."""
    file, notes = folder / f"{name}.npz", folder / f"{name}.json"
    there = [one for one in (file, _beside(file)) if one.is_file()]
    if not there or not notes.is_file():
        raise Refused("model_missing", name=name)
    manifest = _manifest(notes, name)
    for field, wanted in {"format": FORMAT, **expected}.items():
        if manifest.get(field) != wanted:
            raise Refused("model_mismatch", name=name, field=field, found=manifest.get(field), wanted=wanted)
    whole = next((one for one in there if _sha256(one) == manifest.get("arrays_sha256")), None)
    if whole is None:
        raise Refused("model_changed", name=name)
    try:
        with np.load(whole, allow_pickle=False) as stored:
            return {key: stored[key] for key in stored.files}, manifest
    except (ValueError, OSError, KeyError):
        raise Refused("model_changed", name=name) from None


def told(folder: Path, name: str, field: str) -> frozenset[str]:
    """What an artefact's manifest lists under a field; nothing when the artefact is gone or says nothing of it."""
    try:
        row = _manifest(folder / f"{name}.json", name)
    except Refused:
        return frozenset()
    return frozenset(map(str, row.get(field, ())))


def _beside(file: Path) -> Path:
    return file.with_name(f"{file.name}.new")


def _flush(stream: IO[bytes]) -> None:
    """To the disk itself, so that a power cut finds nothing half written under the name."""
    stream.flush()
    os.fsync(stream.fileno())


def _manifest(notes: Path, name: str) -> dict[str, Any]:
    try:
        manifest = json.loads(notes.read_text(encoding="utf-8"))
    except (ValueError, OSError):
        raise Refused("model_changed", name=name) from None
    if not isinstance(manifest, dict):
        raise Refused("model_changed", name=name)
    return manifest


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
