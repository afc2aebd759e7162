"""The line a benchmark prints."""

from __future__ import annotations

import json
import platform

import pytest

from bench.line import machine, print_line


def test_a_benchmark_answers_with_one_line_of_json(capsys: pytest.CaptureFixture[str]) -> None:
    print_line("pipeline", {"whole_items_per_s": 2345.678, "items": 10_000}, {"sqlite_rows_per_s": 0.000123456})
    out = capsys.readouterr().out
    assert out.count("\n") == 1
    assert json.loads(out) == {
        "bench": "pipeline",
        "figures": {"whole_items_per_s": 2345.7, "items": 10_000},
        "reference": {"sqlite_rows_per_s": 0.0001235},
        "machine": machine(),
    }


def test_the_machine_is_told_without_its_name() -> None:
    assert platform.python_version() in machine()
    assert platform.node() not in machine()
