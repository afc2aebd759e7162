"""Sound for clocks alone: when a deadline is missed, when a call of the ladder comes, and again until somebody answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import takewhile
from typing import Final

from PySide6.QtCore import QObject

from opinion_desk.domain.incident import Incident
from opinion_desk.domain.response_clock import ResponseClock

from ..seat import Seat
from .chime import kept_chime
from .player import Player

Running = Sequence[tuple[Incident, ResponseClock]]
AGAIN_S: Final = 60
_APART_S: Final = 5  # a deadline and the call it causes are heard as one


class Alarm(QObject):
    """Told what runs and that a second has passed; decides when to sound. Silent while the settings say so.

    It sounds again every minute while a clock is late and the calls of its ladder are unanswered. What was late and answered
    before the window opened is not told anew.
    """

    def __init__(self, seat: Seat, parent: QObject, sound: Callable[[], None] | None = None) -> None:
        """`sound` makes the sound; None: the chime by the system's player."""
        super().__init__(parent)
        self._seat = seat
        self._player = Player(self)
        self._sound = sound or self._play
        self._running: Running = ()
        self._known: set[tuple[int, str, datetime]] | None = None
        self._since = AGAIN_S  # seconds since it sounded last

    def show_running(self, running: Running) -> None:
        """The open clocks, most pressing first."""
        self._running = running
        if self._known is None:
            self._known = {_key(pair) for pair in self._late(self._seat.now())}

    def tick(self, now: datetime) -> None:
        """A second has passed."""
        self._since += 1
        if self._known is None:
            return
        late = self._late(now)
        fresh = {_key(pair) for pair in late} - self._known
        self._known = {_key(pair) for pair in late}
        calling = any(_is_calling(pair) for pair in late)
        if (fresh and self._since > _APART_S) or (calling and self._since >= AGAIN_S):
            self._make_heard()

    def call(self, _subject: str = "") -> None:
        """A message of the ladder came to this desk."""
        if self._since > _APART_S:
            self._make_heard()

    def stop(self) -> None:
        """The window ends."""
        self._running, self._known = (), None
        self._player.stop()

    def _late(self, now: datetime) -> list[tuple[Incident, ResponseClock]]:
        return list(takewhile(lambda pair: pair[1].deadline < now, self._running))

    def _make_heard(self) -> None:
        if self._seat.desk.settings.sound:
            self._since = 0
            self._sound()

    def _play(self) -> None:
        folder = self._seat.desk.home.folder
        self._seat.work.run(self, lambda: kept_chime(folder), self._player.play)  # the first time it is computed


def _key(pair: tuple[Incident, ResponseClock]) -> tuple[int, str, datetime]:
    return pair[0].id, pair[1].id, pair[1].start


def _is_calling(pair: tuple[Incident, ResponseClock]) -> bool:
    """Whether the ladder of this late clock calls and nobody has answered."""
    climbing = pair[0].escalation(pair[1].id)
    return climbing is not None and climbing.answered is None
