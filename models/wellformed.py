"""Text that every scanner accepts: matching in UTF-8 refuses half a surrogate, which broken feeds do contain."""

from __future__ import annotations

import re

_HALF_SURROGATE = re.compile("[\ud800-\udfff]")


def well_formed(text: str) -> str:
    """The same text with each half surrogate replaced by U+FFFD, so that positions stay as they were."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return _HALF_SURROGATE.sub("\ufffd", text)
    return text
