"""The bound on Qt's version: one release aborted the interpreter after some hundreds of signals."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
from PySide6.QtCore import QCoreApplication, QObject, Signal

class Speaker(QObject):
    said = Signal(int)

application = QCoreApplication([])
speaker, heard = Speaker(), []
speaker.said.connect(heard.append)
for number in range(20_000):
    speaker.said.emit(number)
print(len(heard), sum(heard))
"""


def test_twenty_thousand_signals_are_emitted_and_heard() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split() == ["20000", str(sum(range(20_000)))]
