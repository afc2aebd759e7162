"""The collecting process gives way to whoever works at the screen: where both want the processor, the window goes first."""

from __future__ import annotations

import os
import sys
from typing import Final

_NICENESS: Final = 10  # as the unit of the service has it: behind the window, never starved
_BELOW_NORMAL: Final = 0x4000  # BELOW_NORMAL_PRIORITY_CLASS of SetPriorityClass


def give_way() -> None:
    """Lower this process's priority, and that of the processes it starts later; done twice it is done once."""
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), _BELOW_NORMAL)
    else:
        os.nice(max(0, _NICENESS - os.nice(0)))
