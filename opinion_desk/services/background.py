"""Collecting as a service of this user: a systemd unit on Linux, a task of the scheduler on Windows; both run `collect --serve`."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from ..domain.errors import Refused, Unavailable
from ..domain.system_words import why_of
from ..settings import CHECKOUT
from ..whole_files import write_whole

UNIT: Final = "opinion-desk.service"
TASK: Final = "OpinionDesk"
_LONGEST_S: Final = 30
_UNIT_TEXT: Final = """[Unit]
Description=Opinion Desk: collecting, clocks and messages
StartLimitIntervalSec=0

[Service]
Type=exec
ExecStart={command}
WorkingDirectory={folder}
Environment=PYTHONUNBUFFERED=1
Restart=on-failure
RestartSec=15
RestartPreventExitStatus=2
TimeoutStopSec=40
Nice=10
NoNewPrivileges=yes

[Install]
WantedBy=default.target
"""
_TASK_TEXT: Final = """<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo><Description>Opinion Desk: collecting, clocks and messages</Description></RegistrationInfo>
  <Triggers><LogonTrigger><Enabled>true</Enabled></LogonTrigger></Triggers>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
    <RestartOnFailure><Interval>PT1M</Interval><Count>255</Count></RestartOnFailure>
  </Settings>
  <Actions><Exec>
    <Command>{program}</Command>
    <Arguments>{arguments}</Arguments>
    <WorkingDirectory>{folder}</WorkingDirectory>
  </Exec></Actions>
</Task>
"""
Run = Callable[[Sequence[str]], tuple[int, str]]


@dataclass(frozen=True, slots=True)
class ServiceState:
    """Whether the service is there and whether it runs; `file` is what installs it."""

    installed: bool
    running: bool
    file: Path


def unit_text(command: Sequence[str], folder: Path = CHECKOUT) -> str:
    """The systemd unit that runs this command; words are quoted as systemd.service(5) has it."""
    return _UNIT_TEXT.format(command=" ".join(map(_quoted, command)), folder=str(folder).replace("%", "%%"))


def task_text(command: Sequence[str], folder: Path = CHECKOUT) -> str:
    """The task of the Windows scheduler that runs this command when its user logs on."""
    program, *arguments = command
    words = (program, subprocess.list2cmdline(arguments), str(folder))
    return _TASK_TEXT.format(**dict(zip(("program", "arguments", "folder"), map(escape, words), strict=True)))


def _quoted(word: str) -> str:
    for sign, written in (("\\", "\\\\"), ('"', '\\"'), ("%", "%%"), ("$", "$$")):
        word = word.replace(sign, written)
    return f'"{word}"'


def _run(command: Sequence[str]) -> tuple[int, str]:
    """Exit code and what was said; Unavailable where the program is missing or hangs."""
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, errors="replace", timeout=_LONGEST_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        raise Unavailable("service_manager_missing", program=command[0]) from None
    return done.returncode, (done.stderr or done.stdout).strip()


class BackgroundService:
    """Installs, removes and looks at the service of one home."""

    def __init__(
        self,
        command: Sequence[str],
        home: Path,
        *,
        run: Run = _run,
        platform: str = sys.platform,
        units: Path | None = None,
    ) -> None:
        """`command` is the argv of `collect --serve`; `units` the folder of the user's systemd units."""
        self._command = command
        self._run = run
        self._windows = platform == "win32"
        if not self._windows and not platform.startswith("linux"):
            raise Refused("service_unsupported")
        config = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
        self._file = home / "service.xml" if self._windows else (units or config / "systemd" / "user") / UNIT

    def install(self) -> ServiceState:
        """Write the file, have it started now and at every log-on. What is there already is put in its place."""
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Unavailable("file_unwritable", path=self._file, why=why_of(error)) from None
        if self._windows:
            write_whole(self._file, task_text(self._command).encode("utf-16"))
            self._must("schtasks", "/Create", "/TN", TASK, "/XML", str(self._file), "/F")
            self._must("schtasks", "/Run", "/TN", TASK)
        else:
            write_whole(self._file, unit_text(self._command).encode())
            self._must("systemctl", "--user", "daemon-reload")
            self._must("systemctl", "--user", "enable", UNIT)
            self._must("systemctl", "--user", "restart", UNIT)
        return self.state()

    def remove(self) -> bool:
        """Stop the service and take it away; False where there was none."""
        if not self.state().installed:
            return False
        if self._windows:
            self._run(("schtasks", "/End", "/TN", TASK))  # it may not be running
            self._must("schtasks", "/Delete", "/TN", TASK, "/F")
        else:
            self._must("systemctl", "--user", "disable", "--now", UNIT)
        self._file.unlink(missing_ok=True)
        if not self._windows:
            self._must("systemctl", "--user", "daemon-reload")
        return True

    def state(self) -> ServiceState:
        """Whether it is installed and runs."""
        if self._windows:
            code, said = self._run(("schtasks", "/Query", "/TN", TASK, "/FO", "CSV", "/NH"))
            return ServiceState(code == 0, code == 0 and ("Running" in said or "正在运行" in said), self._file)
        if not self._file.exists():
            return ServiceState(False, False, self._file)
        code, _ = self._run(("systemctl", "--user", "is-active", "--quiet", UNIT))
        return ServiceState(True, code == 0, self._file)

    def _must(self, *command: str) -> None:
        code, said = self._run(command)
        if code != 0:
            raise Unavailable(
                "service_manager_failed", what=" ".join(command[:3]), why=said.splitlines()[-1] if said else code
            )
