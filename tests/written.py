"""What stands in a file that was written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx


def docx_words(path: Path) -> str:
    """All text of a docx, in the order in which it stands there."""
    document: Any = docx.Document(str(path))
    return "".join(part.text or "" for part in document.element.body.iter("{*}t"))
