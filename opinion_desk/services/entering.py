"""What the window asks of entering by hand, as agreed: the face of the service alone, which keeps nothing."""

from __future__ import annotations

from pathlib import Path

from ..domain.entering import Draft, Entered, EnteredNote, Pasted
from ..domain.item import Metrics


class EnteringService:
    """The calls and their types."""

    def read_pasted(self, text: str) -> Pasted:
        """What a pasted text says."""
        return Pasted(body=text)

    def look(self, link: str) -> Pasted:
        """What the page of a link says."""
        return Pasted(link=link)

    def known(self, link: str) -> int | None:
        """The item that has this link."""
        return None

    def enter(self, draft: Draft, by: str) -> Entered:
        """Keep a draft."""
        raise LookupError(draft.title, by)

    def note_metrics(self, item_id: int, metrics: Metrics) -> None:
        """Keep counts of an item."""
        raise LookupError(item_id, metrics)

    def metrics(self, item_id: int) -> tuple[Metrics, ...]:
        """All counts of an item, oldest first."""
        return ()

    def note(self, item_id: int) -> EnteredNote | None:
        """How an item came by hand."""
        return None

    def picture(self, item_id: int) -> Path | None:
        """The covered picture of an item."""
        return None
