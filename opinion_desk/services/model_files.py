"""The files of models made at this desk: where one lies, and which need not be kept."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Collection
from pathlib import Path
from typing import Final

_OWN: Final = "desk-"  # how every model of a desk is called; whatever else lies in the folder is left alone
_log: Final = logging.getLogger(__name__)


def is_there(folder: Path, name: str) -> bool:
    """Whether the files of that model are there."""
    return any(True for _ in _files(folder, name))


def keep_only(folder: Path, names: Collection[str]) -> None:
    """Remove the files of every other model of a desk; one that cannot be removed now is met again after the next lesson."""
    for path in _files(folder, _OWN, whole=False):
        if path.name.split(".", 1)[0] in names:
            continue
        try:
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()
        except OSError as error:
            _log.warning("the files of an old model stay: %s", error)


def _files(folder: Path, name: str, whole: bool = True) -> list[Path]:
    """Files and folders called so, with or without an ending; not `whole`: whose names begin so."""
    found = folder.glob(f"{name}*") if folder.is_dir() else ()
    return [path for path in found if not whole or path.name.split(".", 1)[0] == name]
