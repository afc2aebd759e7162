"""A ladder climbing (提级) since a mark was missed: who is told next and when, until somebody acts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from .policy import Ladder


@dataclass(frozen=True, slots=True)
class Escalation:
    """One clock's ladder climbing: `since` the instant from which its rungs count, `reached` the rungs told.

    `answered` is when somebody took the call, `quiet_until` the instant at which the calls begin again (an answer holds for a
    while only; a snooze names its own instant). The clock never stops. `called` is when the last rung was told.
    """

    clock: str
    mark: str
    since: datetime
    reached: int = 0
    answered: datetime | None = None
    quiet_until: datetime | None = None
    called: datetime | None = None

    def next_call(self, ladder: Ladder) -> datetime | None:
        """When the next person is told: after the quiet, then rung after rung, then the last rung again and again."""
        if self.quiet_until is not None:
            return self.quiet_until
        if self.answered is not None:  # answered before answers had an end
            return None
        if self.reached < len(ladder.rungs):
            return self.since + ladder.rungs[self.reached].after
        if ladder.repeat is None or self.called is None:
            return None
        return self.called + ladder.repeat
