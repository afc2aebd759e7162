"""A folder in the home for what is being put together, on the same disk and gone afterwards; and the settings as they lie there."""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from ..domain.errors import Unavailable
from ..domain.system_words import why_of
from ..settings import Home

_NAME: Final = re.compile(r"^\.working-(\d+)-")


@contextmanager
def working_folder(home: Home) -> Iterator[Path]:
    """The folder; Unavailable when the disk will not. What a killed process left goes too."""
    home.make()
    try:
        for left in home.folder.glob(".working-*"):
            if _is_left(left.name):
                shutil.rmtree(left, ignore_errors=True)
        folder = Path(tempfile.mkdtemp(prefix=f".working-{os.getpid()}-", dir=home.folder))
    except OSError as error:
        raise Unavailable("home_unusable", path=home.folder, why=why_of(error)) from error
    try:
        yield folder
    except OSError as error:
        raise Unavailable("file_unwritable", path=error.filename or folder, why=why_of(error)) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _is_left(name: str) -> bool:
    """Whether the process that made it has gone; only POSIX can be asked without harm."""
    made = _NAME.match(name)
    if made is None or os.name != "posix":
        return False
    try:
        os.kill(int(made[1]), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


def row_of(path: Path) -> dict[str, Any] | None:
    """A JSON object in a file; None where there is none."""
    try:
        row = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return row if isinstance(row, dict) else None
