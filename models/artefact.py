"""Learned arrays on disk: an .npz without pickle and a JSON manifest beside it; what does not match is refused, never guessed at."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from opinion_desk.domain.errors import Refused

FORMAT: Final = 1
"""Version of the artefact's layout; an artefact of another one is refused."""
ARTEFACTS: Final = Path(__file__).resolve().parent / "artefacts"

Arrays = dict[str, NDArray[Any]]


def save(folder: Path, name: str, arrays: Arrays, about: Mapping[str, Any]) -> None:
    """Writes NAME.npz and NAME.json; the manifest carries the arrays' SHA-256 and what `about` says."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.npz"
    np.savez_compressed(file, **arrays)  # type: ignore[arg-type]  # the stub takes allow_pickle for an array
    manifest = {"format": FORMAT, "name": name, "arrays_sha256": _sha256(file), **about}
    text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
    (folder / f"{name}.json").write_text(text, encoding="utf-8")


def load(folder: Path, name: str, expected: Mapping[str, object]) -> tuple[Arrays, dict[str, Any]]:
    """Arrays and manifest; Refused when one is missing, was changed, or differs in format or in an `expected` field."""
    file, notes = folder / f"{name}.npz", folder / f"{name}.json"
    if not file.is_file() or not notes.is_file():
        raise Refused("model_missing", name=name)
    manifest = _manifest(notes, name)
    for field, wanted in {"format": FORMAT, **expected}.items():
        if manifest.get(field) != wanted:
            raise Refused("model_mismatch", name=name, field=field, found=manifest.get(field), wanted=wanted)
    if manifest.get("arrays_sha256") != _sha256(file):
        raise Refused("model_changed", name=name)
    try:
        with np.load(file, allow_pickle=False) as stored:
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
