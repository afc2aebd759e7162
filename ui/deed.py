"""By whom and when a command on an incident is given."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opinion_desk.services.deed import Deed


def deed(by: str, at: datetime | None = None, seen: int | None = None) -> Deed:
    """A deed of that post or name, now or at the true time, by one who had so many acts of the matter before their eyes."""
    from opinion_desk.services.deed import Deed

    return Deed(by, at, seen=seen)
