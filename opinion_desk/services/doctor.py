"""What the desk finds out about the machine it runs on: each finding with what to do."""

from __future__ import annotations

import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from .. import system_parts
from ..clock import boot_ms
from ..domain.instants import format_instant, from_ms
from ..domain.messages import sentence
from ..domain.system_words import why_of
from ..settings import CHECKOUT, Home, Settings
from ..store.driver import SQLITE_VERSION, WAL_IS_SAFE
from .ports import Clock

DISK_WANTED_GB: Final = 2.0
PYTHONS: Final = ((3, 11), (3, 12), (3, 13))
# Between two looks at both clocks nothing but the checks of this module happens: more than this apart means that somebody set one.
_STEP: Final = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is well, what was found, and what to do where it is not (empty when nothing)."""

    id: str
    ok: bool
    sentence: str
    remedy: str = ""


def examine(home: Path, settings: Settings, clock: Clock) -> tuple[Finding, ...]:
    """Look at everything once, in under a second; nothing is changed, and a check that fails is a finding itself."""
    wall, boot = clock.now(), boot_ms()
    found = (
        python(),
        environment(Path(sys.prefix)),
        sqlite(),
        data_folder(home),
        disk(home),
        fonts(),
        libraries(),
        display(),
        keyring_backend(),
        calendar(wall, settings),
    )
    return (*found, wall_clock(home, wall, settings), clock_steps(wall, boot, clock.now(), boot_ms()))


def _finding(id: str, ok: bool, /, **args: object) -> Finding:
    """The finding whose sentences are `doctor_ID_well`, or `doctor_ID_ill` and `doctor_ID_do`."""
    if ok:
        return Finding(id, True, sentence(f"doctor_{id}_well", **args))
    return Finding(id, False, sentence(f"doctor_{id}_ill", **args), sentence(f"doctor_{id}_do", **args))


# --- what it runs on


def python(version: tuple[int, ...] | None = None) -> Finding:
    """Whether this Python is one the desk is tested on."""
    version = version or sys.version_info[:3]
    return _finding("python", version[:2] in PYTHONS, version=".".join(map(str, version)))


def environment(prefix: Path, checkout: Path = CHECKOUT) -> Finding:
    """Whether the packages are those of the lock file, as `./desk` stamped them."""
    installed, wanted = prefix / "ready" / "run.lock", checkout / "requirements.lock"
    try:
        same = installed.read_bytes() == wanted.read_bytes()
    except OSError:
        same = False
    return _finding("environment", same)


def sqlite(version: tuple[int, ...] = SQLITE_VERSION, wal_is_safe: bool = WAL_IS_SAFE) -> Finding:
    """Whether SQLite is new enough (3.51.3) for the write-ahead log."""
    return _finding("sqlite", wal_is_safe, version=".".join(map(str, version)))


def fonts() -> Finding:
    """Whether the screen and the papers have Chinese characters to draw with."""
    face = system_parts.chinese_font()
    line = system_parts.install_line([system_parts.CHINESE_FONT_PACKAGE])
    return _finding("fonts", face is not None, face=face.name if face else "", line=line)


def libraries() -> Finding:
    """Whether the loader knows the libraries that the window links."""
    missing = system_parts.missing_libraries()
    line = system_parts.install_line([system_parts.QT_LIBRARIES[name] for name in missing])
    return _finding("libraries", not missing, missing="、".join(missing), line=line)


def display(variables: Mapping[str, str] = os.environ, system: str = sys.platform) -> Finding:
    """Whether a window can be shown; on Linux a display must be named."""
    shown = not system.startswith("linux") or bool(variables.get("DISPLAY") or variables.get("WAYLAND_DISPLAY"))
    return _finding("display", shown, system=platform.system())


def keyring_backend() -> Finding:
    """Whether secrets can go to the system's keyring; otherwise they lie in a file of the data folder."""
    import keyring
    from keyring.errors import KeyringError

    try:
        backend = keyring.get_keyring()
    except (RuntimeError, KeyringError):
        return _finding("keyring", False)
    return _finding("keyring", float(backend.priority) >= 1, name=backend.name)


def model(trouble: str) -> Finding:
    """Whether the model this desk learned can be used; `trouble` is the sentence that says why not."""
    return _finding("model", not trouble, why=trouble)


# --- where it writes


def data_folder(home: Path) -> Finding:
    """Whether the data folder, or the folder it would be made in, can be written to."""
    folder = _existing(home)
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        return _finding("home", False, path=home, why=why_of(error))
    return _finding("home", True, path=home)


def disk(home: Path, wanted_gb: float = DISK_WANTED_GB) -> Finding:
    """Whether the data folder's disk has room (GB of 10^9 bytes)."""
    free_gb = shutil.disk_usage(_existing(home)).free / 1e9
    return _finding("disk", free_gb >= wanted_gb, free=f"{free_gb:.1f}", wanted=f"{wanted_gb:.0f}", path=home)


def _existing(folder: Path) -> Path:
    return next(place for place in (folder, *folder.absolute().parents) if place.is_dir())


# --- the time


def wall_clock(home: Path, now: datetime, settings: Settings, checkout: Path = CHECKOUT) -> Finding:
    """Whether the time can be right: not before the program's own files nor before what this desk last wrote."""
    known = [path for path in (checkout / "requirements.lock", Home(home).database) if path.exists()]
    latest = max((from_ms(path.stat().st_mtime_ns // 1_000_000) for path in known), default=now)
    local = format_instant(now, settings.civil)
    return _finding("clock", now >= latest - _STEP, now=local, latest=format_instant(latest, settings.civil))


def clock_steps(wall: datetime, boot: int, wall_after: datetime, boot_after: int) -> Finding:
    """Whether the time of day went on as the clock that only goes forward did (milliseconds)."""
    apart = (wall_after - wall) - timedelta(milliseconds=boot_after - boot)
    return _finding("clock_steps", abs(apart) <= _STEP, seconds=f"{abs(apart).total_seconds():.0f}")


def calendar(now: datetime, settings: Settings) -> Finding:
    """Whether the holidays of this year are known: an unpublished year counts weekends only."""
    from chinese_calendar.constants import holidays

    last = max(holidays).year
    year = now.astimezone(settings.civil).year
    return _finding("calendar", last >= year, last=last, year=year)
