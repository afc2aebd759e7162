"""Collecting as a service of this user."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

import pytest

from opinion_desk.domain.errors import Refused, Unavailable
from opinion_desk.services.background import TASK, UNIT, BackgroundService, task_text, unit_text

COMMAND = ["/opt/desk of ours/python", "-m", "opinion_desk", "collect", "--serve", "--home", '/srv/a/100% "desk" $x']


class Manager:
    """Answers as a service manager; what it was asked is kept."""

    def __init__(self, code: int = 0, said: str = "") -> None:
        self.code, self.said = code, said
        self.asked: list[str] = []

    def __call__(self, command: Sequence[str]) -> tuple[int, str]:
        self.asked.append(" ".join(command[:4]))
        return self.code, self.said


def test_every_word_of_the_command_arrives_as_it_was() -> None:
    text = unit_text(COMMAND)
    assert 'ExecStart="/opt/desk of ours/python" "-m"' in text and '"/srv/a/100%% \\"desk\\" $$x"' in text
    root = ElementTree.fromstring(task_text(COMMAND).encode("utf-16"))
    told = {element.tag.rpartition("}")[2]: element.text for element in root.iter()}
    assert told["Command"] == COMMAND[0] and told["Arguments"] == subprocess.list2cmdline(COMMAND[1:])


def test_systemd_finds_nothing_wrong_with_the_unit(tmp_path: Path) -> None:
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("there is no systemd on this machine")
    unit = tmp_path / UNIT
    unit.write_text(unit_text([sys.executable, "-m", "opinion_desk", "collect", "--serve"]), encoding="utf-8")
    done = subprocess.run([program, "verify", "--man=no", str(unit)], capture_output=True, text=True, check=False)
    assert (done.returncode, [line for line in done.stderr.splitlines() if UNIT in line]) == (0, [])


def test_it_is_installed_started_and_taken_away_again(tmp_path: Path) -> None:
    manager = Manager()
    service = BackgroundService(COMMAND, tmp_path, run=manager, platform="linux", units=tmp_path / "units")
    assert not service.state().installed and not service.remove()
    state = service.install()
    assert state.installed and state.running and state.file.read_text(encoding="utf-8") == unit_text(COMMAND)
    assert manager.asked[:3] == [
        f"systemctl --user {what}" for what in ("daemon-reload", f"enable {UNIT}", f"restart {UNIT}")
    ]
    assert service.remove() and not state.file.exists()


def test_on_windows_it_is_a_task_of_the_scheduler(tmp_path: Path) -> None:
    manager = Manager(said=f'"\\{TASK}","N/A","Running"')
    service = BackgroundService(COMMAND, tmp_path, run=manager, platform="win32")
    assert service.install().running
    assert manager.asked[0] == f"schtasks /Create /TN {TASK}"
    assert (tmp_path / "service.xml").read_bytes().startswith((b"\xff\xfe", b"\xfe\xff"))
    assert service.remove()


def test_a_manager_that_refuses_is_told_in_its_words_and_another_system_in_ours(tmp_path: Path) -> None:
    service = BackgroundService(
        COMMAND, tmp_path, run=Manager(1, "Failed to connect to bus"), platform="linux", units=tmp_path
    )
    with pytest.raises(Unavailable, match="Failed to connect to bus"):
        service.install()
    with pytest.raises(Refused, match="collect --serve"):
        BackgroundService(COMMAND, tmp_path, platform="darwin")
