"""What goes into reading a text, and how alike texts are kept together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class TextToRead:
    """One item as the reading models take it; only `title` and `body` are needed."""

    id: str
    title: str
    body: str = ""
    published: datetime | None = None
    source: str | None = None
    url: str | None = None
    of_home: bool = False  # its source speaks of the jurisdiction unless the text names another place

    @property
    def text(self) -> str:
        """What spans count in: `title + "\\n" + body`, code points."""
        return f"{self.title}\n{self.body}"


@dataclass(frozen=True, slots=True)
class Placed:
    """Where an item was put among those already known: the id of the first item of its story, of the first story of its event."""

    story: int
    event: int
    signature: bytes  # to be stored, so that a later process can go on folding
