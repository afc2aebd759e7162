"""An act told in one Chinese line, as the course of a matter (经过) shows it. A module a family of acts."""

from __future__ import annotations

from datetime import tzinfo
from typing import Final

from ..acts import Act
from ..incident import RESPONSE_WORDS
from . import clocks, drafting, ending, handling, judging, releasing, signatures
from .judging import EMERGENCY_WORDS
from .telling import Table, span_words

DRILL: Final = "【演练】"  # heads whatever is told of an exercise
__all__ = ["DRILL", "EMERGENCY_WORDS", "RESPONSE_WORDS", "act_words", "span_words"]
_WORDS: Final[Table] = {
    **judging.TABLE,
    **clocks.TABLE,
    **handling.TABLE,
    **drafting.TABLE,
    **releasing.TABLE,
    **signatures.TABLE,
    **ending.TABLE,
}


def act_words(act: Act, zone: tzinfo, *, drill: bool = False) -> str:
    """What happened, in one line without its time; headed 演练 where the matter is a drill."""
    words = _WORDS[act.kind](act.data, zone)
    return f"{DRILL}{words}" if drill else words
