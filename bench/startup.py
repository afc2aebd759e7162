"""How long the window takes to open on an empty desk: from the start of the process to its first paint.

`python -m bench.startup [--quick]` starts `main.py --quit-when-shown` offscreen, again and again, each time on a home
that holds an empty desk; `main.py` says `shown` on stdout once the window was painted, and ends. Beside it, in the same run: a bare
Python, and a bare window of Qt. The figure holds the start of the process, as a person at the desk counts it.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from .line import print_line

ROOT = Path(__file__).resolve().parent.parent
SHOWN = b"shown"
BARE_WINDOW = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
application = QApplication([])
window = QWidget()
window.show()
QTimer.singleShot(0, lambda: (print("shown", flush=True), application.quit()))
application.exec()
"""


def until_shown(command: Sequence[str | Path]) -> float:
    """Milliseconds from starting a process to its line `shown`; RuntimeError when it ends without one."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    began = time.perf_counter()
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        seen = any(line.strip() == SHOWN for line in process.stdout)
        took = (time.perf_counter() - began) * 1000
        if not seen:
            complaint = process.stderr.read().decode(errors="replace") if process.stderr else ""
            raise RuntimeError(f"the window did not say that it was shown: {complaint[-2000:]}")
        process.communicate()
    return took


def bare_python() -> float:
    """Milliseconds that a Python which does nothing takes."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", "pass"], check=True)
    return (time.perf_counter() - began) * 1000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="3 starts instead of 15")
    runs = 3 if parser.parse_args().quick else 15
    with tempfile.TemporaryDirectory(prefix="desk-startup-") as folder:
        window: list[str | Path] = [
            sys.executable,
            ROOT / "main.py",
            "--home",
            Path(folder) / "home",
            "--quit-when-shown",
        ]
        first = until_shown(window)  # makes the empty desk, fills the caches of files
        took = sorted(until_shown(window) for _ in range(runs))
    bare = [until_shown([sys.executable, "-c", BARE_WINDOW]) for _ in range(runs)]
    print_line(
        "startup",
        {"shown_ms_median": statistics.median(took), "shown_ms_max": took[-1], "first_shown_ms": first, "runs": runs},
        {
            "bare_qt_window_ms_median": statistics.median(bare),
            "bare_python_ms_median": statistics.median(bare_python() for _ in range(runs)),
        },
    )


if __name__ == "__main__":
    main()
