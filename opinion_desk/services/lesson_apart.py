"""A lesson that a person asked for in the window, given in a process of its own: what learns takes half a gigabyte, the window none of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Event
from typing import Final

from ..domain.errors import Refused, Unavailable
from .lesson_process import Ended, run_lesson

_STEP: Final = "step"
_MADE: Final = "made"
_DONE, _REFUSED, _AWAY = 0, 1, 3  # exit codes of the contract
Progress = Callable[[float], None]


def told_step(share: float) -> str:
    """How the lesson's process tells how far it is."""
    return f"{_STEP} {share:.3f}"


def told_made(name: str) -> str:
    """How it tells the model it made."""
    return f"{_MADE} {name}"


class LessonApart:
    """Gives such lessons and waits for them, in the thread that asks."""

    def __init__(self, command: Sequence[str], free: Callable[[int], object]) -> None:
        """`command` begins a lesson, less who asks for it; `free` gives back what a process of that id held when it ended."""
        self._command = command
        self._free = free
        self._stop = Event()

    def stop(self) -> None:
        """End the lesson under way, and begin none any more."""
        self._stop.set()

    def learn(self, by: str, progress: Progress) -> str:
        """The name of the model that came of it; Refused or Unavailable with the sentence its process ended with."""
        made: list[str] = []

        def heard(line: str) -> None:
            word, _, rest = line.partition(" ")
            if word == _STEP:
                progress(float(rest))
            elif word == _MADE:
                made.append(rest)

        try:
            ended = run_lesson([*self._command, f"--by={by}"], self._stop.is_set, heard)
        except OSError as error:
            raise Unavailable("learning_stopped", why=error.strerror or "") from error
        self._free(ended.pid)
        if ended.code != _DONE or not made:
            raise _failure(ended)
        return made[-1]


def _failure(ended: Ended) -> Refused | Unavailable:
    if ended.code == _REFUSED:
        return Refused("learning_answer", why=ended.said)
    if ended.code == _AWAY:
        return Unavailable("learning_answer", why=ended.said)
    return Unavailable("learning_stopped", why=ended.said or ended.code)
