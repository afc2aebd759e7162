"""Sets the checkout up on first use: its own .venv from the hashed lock file, and what the system lacks; stdlib only.

`desk` and `desk.cmd` call `python -m opinion_desk.first_use run|test` when the stamp in `.venv/ready` does not fit. Everything
is written inside `.venv`; the stamp is written last, so that an interrupted set-up is begun anew the next time.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from . import system_parts
from .domain.errors import Refused, Unavailable
from .domain.messages import sentence
from .whole_files import write_whole

ROOT: Final = Path(__file__).resolve().parent.parent
LOCKS: Final = {"run": "requirements.lock", "test": "requirements-dev.lock"}
SUPPORTED: Final = ((3, 11), (3, 12), (3, 13))


def main(arguments: list[str]) -> int:
    """Make the environment of the kind named ready; 0 done, 3 the world did not allow it (a sentence on stderr)."""
    kind = arguments[0] if arguments and arguments[0] in LOCKS else "run"
    venv = ROOT / ".venv"
    try:
        with only_one(venv):
            set_up(venv, kind)
    except (Refused, Unavailable) as failure:
        say(failure.sentence)
        return failure.exit_code
    except KeyboardInterrupt:
        say(sentence("setup_interrupted"))
        return 130
    except OSError as failure:
        say(sentence("setup_unwritable", path=failure.filename or venv, why=failure.strerror or failure))
        return 3
    return 0


def say(text: str) -> None:
    """A line on stderr; stdout belongs to the command that follows."""
    print(text, file=sys.stderr, flush=True)


# --- one at a time


@contextmanager
def only_one(venv: Path) -> Iterator[None]:
    """Hold the set-up's lock; a second set-up waits and says so. The system lets go of it when the process ends, however it ends."""
    venv.mkdir(exist_ok=True)
    with (venv / "setup.lock").open("a+b") as held:
        if not _try_lock(held):
            say(sentence("setup_waiting"))
            while not _try_lock(held):
                time.sleep(0.2)
        yield


def _try_lock(held: IO[bytes]) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            held.seek(0)
            msvcrt.locking(held.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


# --- the environment


def set_up(venv: Path, kind: str) -> None:
    """Bring `.venv` and the system to what `kind` needs, then write the stamp. Unavailable when the packages cannot be had."""
    ready = venv / "ready"
    missing = provide_system_parts(asked_before(ready))
    if not is_current(venv, kind):
        building = venv / "building"
        if building.exists():
            say(sentence("setup_again"))
            clear(venv)
        if python_version(venv) is None:
            clear(venv)
            building.touch()
            create(venv)
        building.touch()
        # What stands there is about to change: no stamp holds any more, not even that of an older lock file.
        shutil.rmtree(ready, ignore_errors=True)
        install(venv, kind)
        stamp(venv, kind)
        building.unlink()
    write_whole(ready / "system", " ".join(missing).encode())


def is_current(venv: Path, kind: str) -> bool:
    """Whether this very lock file was installed whole, for the Python that `.venv` still holds."""
    lock, built = venv / "ready" / f"{kind}.lock", venv / "ready" / "python"
    return (
        lock.is_file()
        and built.is_file()
        and lock.read_bytes() == (ROOT / LOCKS[kind]).read_bytes()
        and built.read_text(encoding="utf-8").strip() == python_version(venv)
    )


def stamp(venv: Path, kind: str) -> None:
    """Say that the environment is whole: the lock file itself and the version of Python, each put in place at one stroke."""
    ready = venv / "ready"
    ready.mkdir(exist_ok=True)
    # The lock of the tests holds the other whole (tests/test_house.py keeps it so).
    for name in ("run", "test") if kind == "test" else ("run",):
        write_whole(ready / f"{name}.lock", (ROOT / LOCKS[name]).read_bytes())
    write_whole(ready / "python", f"{python_version(venv)}\n".encode())


def python_of(venv: Path) -> Path:
    """The interpreter inside the environment."""
    return venv / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def python_version(venv: Path) -> str | None:
    """What the environment's Python calls itself ("Python 3.11.7"); None when it does not start, is not supported, or has no pip."""
    try:
        asked = subprocess.run([python_of(venv), "-V"], capture_output=True, text=True, check=False)
    except OSError:
        return None
    words = asked.stdout.split()
    if asked.returncode != 0 or len(words) != 2:
        return None
    if tuple(int(part) for part in words[1].split(".")[:2] if part.isdigit()) not in SUPPORTED:
        return None
    # The system's Python may have moved on under the links of the environment: its packages are then out of sight.
    minor = ".".join(words[1].split(".")[:2])
    packages = venv / ("Lib/site-packages" if sys.platform == "win32" else f"lib/python{minor}/site-packages")
    return asked.stdout.strip() if (packages / "pip").is_dir() else None


def clear(venv: Path) -> None:
    """Empty the environment but for the lock file, on which another process may be waiting, and the sign of unfinished building."""
    for entry in venv.iterdir():
        if entry.name in {"setup.lock", "building"}:
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def create(venv: Path) -> None:
    """Make an empty environment with pip; asks apt for what Debian leaves out of its Python. Unavailable when that fails."""
    say(sentence("setup_creating"))
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        line = system_parts.install_line([package])
        if not system_parts.may_install():
            raise Unavailable("setup_no_venv", line=line)
        say(sentence("setup_installing_system", packages=package))
        if not system_parts.install([package]):
            raise Unavailable("setup_no_venv", line=line)
    # A new process: this one may have started before ensurepip was there.
    made = subprocess.run([sys.executable, "-I", "-m", "venv", str(venv)], capture_output=True, text=True, check=False)
    if made.returncode != 0:
        raise Unavailable("setup_venv_failed", why=_last_line(made.stdout + made.stderr))


def install(venv: Path, kind: str) -> None:
    """Install the lock file, every hash checked. Unavailable with pip's own last words when it cannot."""
    lock = ROOT / LOCKS[kind]
    total = sum(1 for line in lock.read_text(encoding="utf-8").splitlines() if line[:1].isalnum())
    say(sentence("setup_installing", count=total))
    command: list[str | Path] = [
        python_of(venv), "-m", "pip", "install", "--require-hashes", "--no-input", "--disable-pip-version-check",
        "--progress-bar", "off", "-r", lock,
    ]  # fmt: skip
    environment = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "PYTHONSAFEPATH"}}
    environment["PIP_USER"] = "0"  # whatever the person's own pip is set to: the environment is the place
    last: deque[str] = deque(maxlen=12)
    with subprocess.Popen(
        command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, encoding="utf-8", errors="replace",
    ) as pip:  # fmt: skip
        assert pip.stdout is not None
        seen = 0
        for line in pip.stdout:
            last.append(line.rstrip())
            seen += line.startswith(("Collecting ", "Requirement already", "Ignoring "))
            show_progress(min(seen, total), total, line.startswith("Installing collected"))
    end_progress()
    if pip.returncode != 0:
        for line in last:
            say(f"  {line}")
        raise Unavailable("setup_install_failed")


def show_progress(seen: int, total: int, writing: bool) -> None:
    """One line that grows, when a person is looking."""
    if sys.stderr.isatty():
        text = sentence("setup_writing") if writing else sentence("setup_progress", seen=seen, total=total)
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)


def end_progress() -> None:
    """Leave the growing line."""
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1].strip() if lines else "-"


# --- the system


def asked_before(ready: Path) -> tuple[str, ...]:
    """What was missing the last time, after everything that could be done about it."""
    try:
        return tuple((ready / "system").read_text(encoding="utf-8").split())
    except OSError:
        return ()


def provide_system_parts(before: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Install what is missing where that is allowed, otherwise say the line to run and go on; the packages still missing.

    What could not be installed `before` is not tried again: a machine without a network would wait for it at every start.
    """
    missing = system_parts.missing_packages()
    if missing and missing != before and system_parts.may_install():
        say(sentence("setup_installing_system", packages=" ".join(missing)))
        system_parts.install(missing)
        missing = system_parts.missing_packages()
    if missing and system_parts.has_apt():
        say(sentence("system_parts_missing_apt", line=system_parts.install_line(missing)))
    elif missing:
        needed = list(system_parts.missing_libraries())
        if system_parts.CHINESE_FONT_PACKAGE in missing:
            needed.append("Noto Sans CJK SC")
        say(sentence("system_parts_missing", parts="、".join(needed)))
    return missing


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
