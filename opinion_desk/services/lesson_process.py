"""A lesson in a process of its own, so that neither clocks nor the window wait for it; killed, it leaves nothing half done."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Thread
from typing import IO, Final

from ..settings import CHECKOUT

_LOOK_EVERY: Final = 0.25  # seconds between two looks at whether it has ended or should
_LONGEST_S: Final = 1_800.0
_END_WITHIN: Final = 5.0


@dataclass(frozen=True, slots=True)
class Ended:
    """How a lesson's process ended: its id, its exit code (negative: by a signal), and what it said last on stderr."""

    pid: int
    code: int
    said: str = ""


def give_way() -> None:
    """Let every other process go first; on Windows that is said when the process is started."""
    if sys.platform != "win32":
        os.nice(10)


def run_lesson(
    command: Sequence[str], stopped: Callable[[], bool], heard: Callable[[str], None] | None = None
) -> Ended:
    """Run it to its end, or until `stopped`, or for half an hour at most. OSError when it cannot be started.

    `heard` is told each line of its stdout, in another thread, the last one before this returns.
    """
    low = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0) | getattr(subprocess, "CREATE_NO_WINDOW", 0)
    process = subprocess.Popen(
        list(command),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL if heard is None else subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=CHECKOUT,
        env={
            **os.environ,
            "PYTHONPATH": str(CHECKOUT),
        },  # -m finds the package, wherever and however the desk was started
        creationflags=low if sys.platform == "win32" else 0,
    )
    said: deque[str] = deque(maxlen=1)
    spoken = ((process.stderr, said.append), (process.stdout, heard))
    ears = [_listening(stream, ear) for stream, ear in spoken if stream is not None and ear is not None]
    try:
        _wait_for(process, stopped)
    except BaseException:
        process.kill()
        process.wait()
        raise
    for ear in ears:
        ear.join(_END_WITHIN)
    return Ended(process.pid, process.returncode, said[-1] if said else "")


def _listening(stream: IO[bytes], heard: Callable[[str], object]) -> Thread:
    """A thread that hands on each line that says something."""

    def listen() -> None:
        with stream:
            for line in stream:
                if words := line.decode("utf-8", "replace").strip():
                    heard(words)

    ear = Thread(target=listen, name="lesson", daemon=True)
    ear.start()
    return ear


def _wait_for(process: subprocess.Popen[bytes], stopped: Callable[[], bool]) -> None:
    waited = 0.0
    while True:
        try:
            process.wait(_LOOK_EVERY)
            return
        except subprocess.TimeoutExpired:
            waited += _LOOK_EVERY
            if stopped() or waited >= _LONGEST_S:
                _end(process)
                return


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(_END_WITHIN)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
