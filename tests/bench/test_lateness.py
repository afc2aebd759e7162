"""How the lateness of a loop is told."""

from __future__ import annotations

import json
import subprocess
import sys

from bench.lateness import as_felt, share


def test_a_loop_that_stood_still_counts_for_all_that_came_meanwhile() -> None:
    assert as_felt([0.5]) == [0.5]
    assert as_felt([10.0, 1.0]) == [1.0, 2.0, 6.0, 10.0]
    assert share(as_felt([0.0] * 75 + [100.0]), 0.99) > 90  # a hundred ms out of four hundred


def test_a_bare_loop_is_probed_until_its_input_ends() -> None:
    command = [sys.executable, "-m", "bench.lateness"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        told, _ = process.communicate("", timeout=60)
    assert isinstance(json.loads(told), list)
