"""Packaged reference data, read only; each file's origin stands in PROVENANCE.md. This module only opens files by name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, BinaryIO

_ROOT = Path(__file__).resolve().parent


def open_data(name: str) -> BinaryIO:
    """The file of that name, e.g. "divisions/upper.tsv", opened for reading bytes; FileNotFoundError when there is none."""
    return (_ROOT / name).open("rb")


def read_text(name: str) -> str:
    """The whole file of that name as UTF-8 text."""
    with open_data(name) as file:
        return file.read().decode("utf-8")


def read_json(name: str) -> Any:
    """The JSON value that the file of that name holds."""
    return json.loads(read_text(name))
