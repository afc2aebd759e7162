"""By whom and when a command on an incident is given."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opinion_desk.services.deed import Deed


def deed(by: str, at: datetime | None = None) -> Deed:
    """A deed of that post or name, now or at the true time."""
    from opinion_desk.services.deed import Deed

    return Deed(by, at)
