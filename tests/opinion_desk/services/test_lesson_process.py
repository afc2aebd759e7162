"""A lesson's process: its end is told, and it does not outlive whoever is told to stop."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from opinion_desk.services.desk import Desk
from opinion_desk.services.lesson_process import run_lesson


def test_the_exit_code_and_what_was_said_last_are_told() -> None:
    program = "import sys; print('第一行', file=sys.stderr); print('磁盘已满。', file=sys.stderr); sys.exit(3)"
    ended = run_lesson([sys.executable, "-X", "utf8", "-c", program], lambda: False)
    assert (ended.code, ended.said) == (3, "磁盘已满。") and ended.pid > 0


def test_a_lesson_ends_when_the_collecting_process_is_told_to_stop() -> None:
    ended = run_lesson([sys.executable, "-c", "import threading; threading.Event().wait()"], lambda: True)
    assert ended.code != 0


def test_what_cannot_be_started_is_an_error_of_the_system() -> None:
    with pytest.raises(OSError, match="no-such-program"):
        run_lesson(["/no-such-program"], lambda: False)


def test_the_lesson_of_a_desk_is_a_command_that_finds_its_home_from_any_folder(
    make_desk: Callable[..., Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = make_desk()
    assert desk.learning.state().samples == 0
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PYTHONPATH", raising=False)
    ended = run_lesson(desk._lesson_command(), lambda: False)
    assert ended.code == 1 and "还没有可以学习的样本" in ended.said and ended.pid != os.getpid()
