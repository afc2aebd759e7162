"""A matter as it moves on within one command: each act is decided on by what the acts before it made of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ..acts import Act, ActKind
from ..incident import Incident
from ..replay import apply
from .ticking import tick
from .when import When


class Course:
    """`now` is the matter after the `acts` taken so far; None before an opening."""

    def __init__(self, incident: Incident | None, time: When) -> None:
        self._incident = incident
        self._time = time
        self.acts: list[Act] = []

    @property
    def now(self) -> Incident:
        """The matter after the acts so far; ValueError before an opening."""
        if self._incident is None:
            raise ValueError("nothing was opened yet")
        return self._incident

    def take(self, acts: Iterable[Act]) -> Incident:
        """Go on by these acts; the matter after them."""
        for act in acts:
            self._incident = apply(self._incident, act)
            self.acts.append(act)
        return self.now

    def settle(self) -> Incident:
        """Let the marks fire that were due at the deed's true time, before anything is superseded."""
        return self.take(settle_marks(self.now, self._time))


def settle_marks(incident: Incident, time: When) -> list[Act]:
    """The marks that were due at the deed's true time, fired and entered with it, so that no judgement hides a breach."""
    due = tick(incident, min(time.at, time.entered))
    return [replace(act, entered=time.entered) for act in due if act.kind is ActKind.MARK_FIRED]
