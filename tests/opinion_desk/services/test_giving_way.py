"""The collecting process lets the window go first."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has classes of priority instead of niceness")
def test_a_process_gives_way_once_however_often_it_is_told() -> None:
    words = "import os; from opinion_desk.services.giving_way import give_way as g; g(); n = os.nice(0); g(); print(n, os.nice(0))"
    told = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True, timeout=60).stdout
    first, again = map(int, told.split())
    assert first == again >= 5
