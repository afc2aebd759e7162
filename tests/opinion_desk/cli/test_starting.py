"""A command loads only what it uses, says UTF-8 whatever the locale, and counts paths from the caller's folder."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.opinion_desk.cli.running import environment, process

SLOW = (
    "models",
    "opinion_desk.demo.run",
    "numpy",
    "sklearn",
    "scipy",
    "pandas",
    "PySide6",
    "httpx",
    "PIL",
    "feedparser",
    "openpyxl",
    "docx",
    "typst",
    "jieba",
    "rjieba",
)
PROGRAM = f"""
import json, sys
from opinion_desk.cli.app import main
from tests.opinion_desk.cli.running import opener
code = main(sys.argv[1:], opener())
print(json.dumps([code, sorted(set({SLOW!r}) & sys.modules.keys())]))
"""


@pytest.mark.parametrize("words", [("--help",), ("sources", "list"), ("incident", "list", "--json")])
def test_a_simple_command_loads_neither_models_nor_network_nor_window(tmp_path: Path, words: tuple[str, ...]) -> None:
    command = [sys.executable, "-c", PROGRAM, *words, "--home", str(tmp_path / "home")]
    done = subprocess.run(
        command, cwd=tmp_path, env=environment({"PYTHONUTF8": "1"}), capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout.splitlines()[-1]) == [0, []]


def test_output_is_utf8_under_the_plainest_locale_and_paths_are_the_callers(tmp_path: Path) -> None:
    plain = {"LANG": "C", "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONCOERCECLOCALE": "0"}
    empty = process(tmp_path, "--home", "家", "sources", "list", env=plain)
    assert (empty.code, empty.out) == (0, "还没有来源。\n")
    assert (tmp_path / "家" / "desk.sqlite3").exists()
    wrong = process(tmp_path, "nonsense", env=plain)
    assert wrong.code == 2 and wrong.is_one_chinese_sentence
