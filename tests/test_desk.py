"""`./desk` on a machine with nothing but Python: it sets itself up in .venv, once, whole, and nowhere else."""

from __future__ import annotations

import base64
import hashlib
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# What a bare POSIX system has; neither apt nor git is within reach.
TOOLS = ("sh", "dirname", "readlink", "uname", "cmp", "env", "cat", "sleep")
STARTED = [
    "opinion_desk/__init__.py",
    "opinion_desk/first_use.py",
    "opinion_desk/system_parts.py",
    "opinion_desk/whole_files.py",
    "opinion_desk/domain",
]

pytestmark = [pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell starts it"), pytest.mark.long]


@dataclass
class Checkout:
    """A checkout of its own, in a folder whose name has a blank, with one tiny package in its lock file."""

    root: Path
    tools: Path
    wheels: Path
    variables: dict[str, str] = field(default_factory=dict)
    began: list[subprocess.Popen[str]] = field(default_factory=list)
    answers: list[tuple[str, str]] = field(default_factory=list)

    def command(self, *words: str, python: bool = True, at: Path | None = None) -> subprocess.Popen[str]:
        environment = {
            "PATH": str(self.tools if python else self.tools.parent / "tools without python"),
            "HOME": str(self.root.parent / "person"),
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": self.wheels.as_uri(),
            **self.variables,
        }
        return subprocess.Popen(
            [at or self.root / "desk", *words],
            cwd=self.root.parent,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def desk(self, *words: str, python: bool = True, at: Path | None = None) -> tuple[int, str, str]:
        """Exit code, stdout and stderr of `./desk` with these words, called from the folder above."""
        process = self.command(*words, python=python, at=at)
        out, err = process.communicate(timeout=180)
        return process.returncode, out, err

    @property
    def ready(self) -> Path:
        return self.root / ".venv" / "ready"


def _wheel(folder: Path) -> str:
    """A package of one module; the SHA-256 of its wheel."""
    folder.mkdir()
    files = {
        "tiny.py": "answer = 42\n",
        "tiny-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n",
        "tiny-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\nGenerator: hand\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    rows = []
    wheel = folder / "tiny-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
            digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
            rows.append(f"{name},sha256={digest},{len(text)}\n")
        archive.writestr("tiny-1.0.dist-info/RECORD", "".join(rows) + "tiny-1.0.dist-info/RECORD,,\n")
    return hashlib.sha256(wheel.read_bytes()).hexdigest()


def _tools(folder: Path, names: tuple[str, ...], python: Path | None) -> Path:
    folder.mkdir()
    for name in names:
        (folder / name).symlink_to(shutil.which(name) or name)
    if python is not None:
        (folder / "python3").symlink_to(python)
    return folder


def _write_program(root: Path) -> None:
    """The checkout's own program: tells how it was called, and ends with the code that it was asked for."""
    told = (
        "import json, os, sys, tiny, opinion_desk\n"
        "print(json.dumps([os.path.basename(sys.argv[0]), sys.argv[1:], os.getcwd(), tiny.answer]))\n"
        "sys.exit(int(os.environ.get('END', '0')))\n"
    )
    (root / "opinion_desk" / "__main__.py").write_text(told)
    (root / "main.py").write_text(told)
    (root / "tests").mkdir()
    (root / "tests" / "suite.py").write_text(told)


@pytest.fixture(scope="module")
def set_up(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """A checkout on which `./desk` was called for the first time, twice at once."""
    top = tmp_path_factory.mktemp("desk")
    root = top / "云川 desk"
    root.mkdir()
    shutil.copy2(ROOT / "desk", root / "desk")
    for name in STARTED:
        source, target = ROOT / name, root / name
        target.parent.mkdir(exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, target)
    _write_program(root)
    line = f"tiny==1.0 \\\n    --hash=sha256:{_wheel(top / 'wheels')}\n"
    for lock in ("requirements.lock", "requirements-dev.lock"):
        (root / lock).write_text(line)
    (top / "person").mkdir()
    python = Path(getattr(sys, "_base_executable", sys.executable)).resolve()
    _tools(top / "tools without python", TOOLS, None)
    checkout = Checkout(root, _tools(top / "tools", TOOLS, python), top / "wheels")
    checkout.began = [checkout.command("sources", "list"), checkout.command("demo")]
    checkout.answers = [process.communicate(timeout=180) for process in checkout.began]
    return checkout


@pytest.fixture
def checkout(set_up: Checkout) -> Iterator[Checkout]:
    """The checkout, put right again after the test."""
    lock = (set_up.root / "requirements.lock").read_text()
    set_up.variables.clear()
    yield set_up
    set_up.variables.clear()
    (set_up.root / "requirements.lock").write_text(lock)


def _listing(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if ".venv" not in path.parts}


def test_two_first_starts_at_once_both_end_well_after_one_set_up(set_up: Checkout) -> None:
    assert [process.returncode for process in set_up.began] == [0, 0], set_up.answers
    assert '["__main__.py", ["sources", "list"]' in set_up.answers[0][0]
    assert '["__main__.py", ["demo"]' in set_up.answers[1][0]
    assert sum("正在建立运行环境" in err for _, err in set_up.answers) == 1
    assert sum("另一个 desk 正在准备" in err for _, err in set_up.answers) == 1


def test_a_second_start_is_silent_and_writes_nothing(checkout: Checkout) -> None:
    checkout.desk("demo")
    before = _listing(checkout.root), {path.name: path.stat().st_mtime_ns for path in checkout.ready.iterdir()}
    code, _, err = checkout.desk("demo")
    after = _listing(checkout.root), {path.name: path.stat().st_mtime_ns for path in checkout.ready.iterdir()}
    assert code == 0
    assert err == "" or "系统部件" in err  # a machine without Qt's libraries is told each time
    assert before == after
    assert not [name for name in before[0] if "__pycache__" in name]


def test_what_the_system_lacks_is_told_when_something_is_to_be_drawn_and_costs_nothing_otherwise(
    checkout: Checkout,
) -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("other systems bring their libraries")
    system = checkout.ready / "system"
    before = system.read_bytes()
    system.write_text("libnot-there0")
    stamped = system.stat().st_mtime_ns
    assert checkout.desk("sources", "list")[2] == ""
    assert system.stat().st_mtime_ns == stamped
    assert checkout.desk("demo")[0] == 0
    assert system.read_bytes() == before  # looked at again, and found as it is


def test_words_folder_and_exit_code_pass_through(checkout: Checkout) -> None:
    checkout.variables["END"] = "3"
    code, out, _ = checkout.desk("tag", "my file.jsonl", "--out", "a*b", "")
    assert code == 3
    assert '["tag", "my file.jsonl", "--out", "a*b", ""]' in out
    assert f'"{checkout.root.parent}"' in out


def test_it_is_found_through_links(checkout: Checkout) -> None:
    first, second = checkout.root.parent / "first", checkout.root.parent / "second"
    first.symlink_to(checkout.root / "desk")
    second.symlink_to("first")
    code, out, err = checkout.desk("doctor", at=second)
    assert code == 0, err
    assert '["doctor"]' in out


def test_without_a_display_the_window_is_refused_in_one_sentence_that_names_the_demo(checkout: Checkout) -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("other systems always have a display")
    for words in ((), ("--home", "somewhere")):
        code, out, err = checkout.desk(*words)
        assert code == 3
        assert out == ""
        assert err.count("\n") == 1
        assert "./desk demo" in err


def test_without_a_word_the_window_is_opened(checkout: Checkout) -> None:
    checkout.variables["DISPLAY"] = ":99"
    assert '["main.py", [], ' in checkout.desk()[1]
    assert '["main.py", ["--home", "somewhere"], ' in checkout.desk("--home", "somewhere")[1]
    assert '["__main__.py", ["--home", "somewhere", "verify"], ' in checkout.desk("--home", "somewhere", "verify")[1]
    assert '["__main__.py", ["--help"], ' in checkout.desk("--help")[1]


def test_the_tests_run_in_the_checkout_whatever_the_callers_folder(checkout: Checkout) -> None:
    code, out, err = checkout.desk("test", "--quick")
    assert code == 0, err
    assert '["suite.py", ["--quick"]' in out
    assert checkout.root.name.encode("unicode_escape").decode() in out
    assert (checkout.ready / "test.lock").exists()


def test_modules_in_the_callers_folder_are_not_mistaken_for_the_desks(checkout: Checkout) -> None:
    stranger = checkout.root.parent / "opinion_desk"
    stranger.mkdir()
    (stranger / "__init__.py").write_text("raise SystemExit('a stranger')")
    try:
        assert checkout.desk("doctor")[0] == 0
    finally:
        shutil.rmtree(stranger)


def test_a_set_up_that_failed_is_not_used_and_the_next_start_begins_anew(checkout: Checkout) -> None:
    lock = checkout.root / "requirements.lock"
    right = lock.read_text()
    lock.write_text(f"tiny==1.0 --hash=sha256:{'0' * 64}\n")
    next((checkout.root / ".venv").rglob("tiny.py")).unlink()  # as if it was cut off in the middle of writing
    shutil.rmtree(next((checkout.root / ".venv").rglob("tiny-1.0.dist-info")))
    code, out, err = checkout.desk("demo")
    assert code == 3
    assert out == ""
    assert "安装依赖失败" in err
    assert not checkout.ready.exists()
    lock.write_text(right)
    code, out, err = checkout.desk("demo")
    assert code == 0, err
    assert "上次的准备没有做完" in err
    assert ", 42]" in out
    assert not (checkout.root / ".venv" / "building").exists()


def test_a_new_lock_file_is_installed_at_the_next_start(checkout: Checkout) -> None:
    lock = checkout.root / "requirements.lock"
    lock.write_text(lock.read_text() + "# changed\n")
    code, _, err = checkout.desk("demo")
    assert code == 0
    assert "正在安装" in err
    assert (checkout.ready / "run.lock").read_text().endswith("# changed\n")


def test_without_a_python_one_sentence_says_what_to_install(checkout: Checkout) -> None:
    hidden = checkout.root / ".venv" / "ready"
    aside = hidden.rename(hidden.with_name("aside"))
    python = checkout.root / ".venv" / "bin" / "python"
    away = python.rename(python.with_name("away"))
    try:
        code, _, err = checkout.desk("demo", python=False)
    finally:
        aside.rename(hidden)
        away.rename(python)
    assert code == 3
    assert err.count("\n") == 1
    assert "apt-get install python3 python3-venv" in err
