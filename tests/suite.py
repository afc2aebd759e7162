"""Everything that must hold before a change is kept: style, types, import rules and tests, all of them run, then judged.

`./desk test` sets the environment up and calls this; `--quick` leaves out the tests marked long. Anything else is handed to pytest.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".venv" / "cache"
# Loaded once in each worker: two keep both cores of a small machine busy, more only repeat the start of Qt.
WORKERS = "2"


@dataclass(frozen=True)
class Check:
    """One part of the suite: what this Python is given, in the root of the checkout."""

    name: str
    arguments: tuple[str, ...]
    beside: bool = False  # of one core only: it goes on beside those after it, and is heard at the end


def checks(quick: bool, more: tuple[str, ...]) -> tuple[Check, ...]:
    """The checks in the order they are run: the ones that answer at once come first."""
    places = tuple(
        place
        for place in ("opinion_desk", "models", "data", "ui", "bench", "tests", "main.py")
        if (ROOT / place).exists()
    )
    tests = ["-n", WORKERS, "--dist", "loadfile", "-q", "-o", f"cache_dir={CACHE / 'pytest'}"]
    if quick:
        tests += ["-m", "not long"]
    # import-linter can be called by the script of its entry point alone.
    lint_imports = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
    return (
        Check("ruff check", ("-m", "ruff", "check", "--cache-dir", str(CACHE / "ruff"), ".")),
        Check("ruff format", ("-m", "ruff", "format", "--check", "--cache-dir", str(CACHE / "ruff"), ".")),
        Check("import rules", ("-c", lint_imports, "--no-logo", "--cache-dir", str(CACHE / "importlinter"))),
        Check("types", ("-m", "mypy", "--cache-dir", str(CACHE / "mypy"), *places), beside=True),
        Check("tests", ("-m", "pytest", *tests, *more)),
    )


def environment() -> dict[str, str]:
    """No screen is needed, no cache is left beside the sources, and the machine's own mail, proxies and zone play no part."""
    own = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    own.update(
        QT_QPA_PLATFORM="offscreen",
        HYPOTHESIS_STORAGE_DIRECTORY=str(CACHE / "hypothesis"),
        PYTHONPATH=str(ROOT),
        PYTHONUTF8="1",
        PYTHON_KEYRING_BACKEND="keyring.backends.null.Keyring",
        TZ="UTC",
    )
    return own


def run(check: Check) -> tuple[bool, float]:
    """Run one check, its output passing through; whether it held, and the seconds it took."""
    print(f"── {check.name}", flush=True)
    began = time.perf_counter()
    done = subprocess.run([sys.executable, *check.arguments], cwd=ROOT, env=environment(), check=False)
    return done.returncode == 0, time.perf_counter() - began


@contextmanager
def beside(checks: Sequence[Check]) -> Iterator[dict[str, bool]]:
    """Run these while the body runs; at its end, also a broken one, wait for them, print what they said and fill in which held."""
    held: dict[str, bool] = {}
    with ExitStack() as files:
        began = []
        for check in checks:
            said = files.enter_context(tempfile.TemporaryFile())
            command = [sys.executable, *check.arguments]
            process = subprocess.Popen(command, cwd=ROOT, env=environment(), stdout=said, stderr=subprocess.STDOUT)
            began.append((check.name, process, said))
        try:
            yield held
        finally:
            for name, process, said in began:
                held[name] = process.wait() == 0
                said.seek(0)
                print(f"── {name}\n{said.read().decode(errors='replace')}", end="", flush=True)


def main(arguments: list[str]) -> int:
    """Run every check, also after a failure, and print what held; 1 when any did not."""
    quick = "--quick" in arguments
    more = tuple(argument for argument in arguments if argument != "--quick")
    asked = checks(quick, more)
    began = time.perf_counter()
    with beside([check for check in asked if check.beside]) as also:
        results = [(check.name, *run(check)) for check in asked if not check.beside]
    print("──")
    for name, held, seconds in results:
        print(f"{'passed' if held else 'FAILED'}  {seconds:6.1f} s  {name}")
    for name, held in also.items():
        print(f"{'passed' if held else 'FAILED'}    beside  {name}")
    failed = [name for name, held in [*((name, held) for name, held, _ in results), *also.items()] if not held]
    print(f"{'FAILED: ' + ', '.join(failed) if failed else 'all passed'}, {time.perf_counter() - began:.0f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
