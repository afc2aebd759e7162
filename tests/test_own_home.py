"""A test that names no home works in a folder of the tests: a desk that is used on this machine is never touched."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from opinion_desk.settings import home_folder
from tests.conftest import MACHINES_OWN_HOME
from tests.opinion_desk.cli.running import environment, within

_ASK = "from opinion_desk.settings import home_folder; import json; print(json.dumps(str(home_folder())))"


def test_the_home_of_the_tests_is_not_the_machines(own_home: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert home_folder() == own_home != MACHINES_OWN_HOME
    assert own_home.is_relative_to(tmp_path_factory.getbasetemp())


def test_a_command_without_a_home_writes_there(own_home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = _state(MACHINES_OWN_HOME)
    answer = within(capsys, None, "incident", "open", "--title", "停水", "--origin", "phone", "--json")
    assert answer.code == 0, answer.err
    assert (own_home / "desk.sqlite3").exists()
    assert _state(MACHINES_OWN_HOME) == before


def test_a_child_of_the_tests_works_there_too(own_home: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _ASK], cwd=tmp_path, env=environment(), capture_output=True, timeout=60, check=True
    )
    assert json.loads(done.stdout) == str(own_home)


def _state(folder: Path) -> dict[str, int]:
    """Every file there with when it was last written."""
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*")} if folder.exists() else {}
