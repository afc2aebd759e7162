"""A lesson in a process of its own, so that neither clocks nor collecting wait for it; killed, it leaves nothing half done."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

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


def run_lesson(command: Sequence[str], stopped: Callable[[], bool]) -> Ended:
    """Run it to its end, or until `stopped`, or for half an hour at most. OSError when it cannot be started."""
    low = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0) | getattr(subprocess, "CREATE_NO_WINDOW", 0)
    process = subprocess.Popen(
        list(command),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        cwd=CHECKOUT,  # -m finds the package there, wherever the desk was started
        creationflags=low if sys.platform == "win32" else 0,
    )
    said = b""
    waited = 0.0
    try:
        while True:
            try:
                said = process.communicate(timeout=_LOOK_EVERY)[1]
                break
            except subprocess.TimeoutExpired:
                waited += _LOOK_EVERY
                if stopped() or waited >= _LONGEST_S:
                    said = _end(process)
                    break
    except BaseException:
        process.kill()
        process.wait()
        raise
    lines = said.decode("utf-8", "replace").strip().splitlines()
    return Ended(process.pid, process.returncode, lines[-1] if lines else "")


def _end(process: subprocess.Popen[bytes]) -> bytes:
    process.terminate()
    try:
        return process.communicate(timeout=_END_WITHIN)[1]
    except subprocess.TimeoutExpired:
        process.kill()
        return process.communicate()[1]
