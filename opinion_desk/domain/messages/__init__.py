"""Every sentence the desk says about a failure or a fact: what happened, then what to do; a module a family."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from .desk import DESK
from .duty import DUTY
from .entering import ENTERING
from .escalating import ESCALATING
from .gathering import GATHERING
from .keeping import KEEPING
from .learning import LEARNING
from .matters import MATTERS
from .missed import MISSED
from .paper import PAPER
from .record import RECORD
from .release import RELEASE
from .sending import SENDING
from .tables import TABLES

_TABLES: Final = (
    DESK,
    DUTY,
    ENTERING,
    ESCALATING,
    GATHERING,
    KEEPING,
    LEARNING,
    MATTERS,
    MISSED,
    PAPER,
    RECORD,
    RELEASE,
    SENDING,
    TABLES,
)
_SENTENCES: Final = {id: words for table in _TABLES for id, words in table.items()}
if len(_SENTENCES) != sum(map(len, _TABLES)):
    raise AssertionError("two sentences bear the same id")
SENTENCES: Final = MappingProxyType(_SENTENCES)


def sentence(id: str, /, **args: object) -> str:
    """The sentence of that id with its blanks filled; an unknown id is a bug and raises KeyError."""
    return SENTENCES[id].format(**args)
