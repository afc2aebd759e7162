"""Setting up: what counts as whole, and what is said when something is missing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from opinion_desk import first_use, system_parts
from opinion_desk.domain.errors import Unavailable

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="stand-ins for Python are shell scripts")


def test_it_runs_on_a_python_to_which_nothing_was_added() -> None:
    program = f"import sys; sys.path.insert(0, {str(first_use.ROOT)!r}); import opinion_desk.first_use"
    done = subprocess.run([sys.executable, "-I", "-S", "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def an_environment(venv: Path, says: str, packages: str = "lib/python3.12/site-packages/pip") -> Path:
    """A folder that looks like an environment whose Python calls itself so."""
    (venv / "bin").mkdir(parents=True)
    (venv / packages).mkdir(parents=True)
    python = venv / "bin" / "python"
    python.write_text(f"#!/bin/sh\necho '{says}'\n")
    python.chmod(0o755)
    return venv


def test_a_supported_python_with_pip_is_kept(tmp_path: Path) -> None:
    assert first_use.python_version(an_environment(tmp_path, "Python 3.12.9")) == "Python 3.12.9"


@pytest.mark.parametrize("says", ["Python 3.10.4", "Python 3.14.0", "Python 2.7.18", "nonsense", ""])
def test_another_python_is_not(tmp_path: Path, says: str) -> None:
    assert first_use.python_version(an_environment(tmp_path, says)) is None


def test_a_python_that_moved_on_under_the_environment_does_not_see_its_packages(tmp_path: Path) -> None:
    assert first_use.python_version(an_environment(tmp_path, "Python 3.13.1")) is None


def test_a_python_that_went_away_is_missed(tmp_path: Path) -> None:
    venv = an_environment(tmp_path, "Python 3.12.9")
    (venv / "bin" / "python").unlink()
    (venv / "bin" / "python").symlink_to(tmp_path / "gone")
    assert first_use.python_version(venv) is None


def test_clearing_leaves_what_others_wait_on_and_the_sign_of_building(tmp_path: Path) -> None:
    venv = an_environment(tmp_path / "venv", "Python 3.12.9")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept").touch()
    (venv / "lib64").symlink_to(outside)
    (venv / "setup.lock").touch()
    (venv / "building").touch()
    first_use.clear(venv)
    assert sorted(path.name for path in venv.iterdir()) == ["building", "setup.lock"]
    assert (outside / "kept").exists()


def test_the_stamp_of_the_tests_counts_for_the_desk_too(tmp_path: Path) -> None:
    venv = an_environment(tmp_path, "Python 3.12.9")
    assert not first_use.is_current(venv, "run")
    first_use.stamp(venv, "test")
    assert first_use.is_current(venv, "run")
    assert first_use.is_current(venv, "test")
    (venv / "ready" / "python").write_text("Python 3.12.8\n")
    assert not first_use.is_current(venv, "run")


def test_the_stamp_of_the_desk_does_not_count_for_the_tests(tmp_path: Path) -> None:
    venv = an_environment(tmp_path, "Python 3.12.9")
    first_use.stamp(venv, "run")
    assert first_use.is_current(venv, "run")
    assert not first_use.is_current(venv, "test")


def test_a_second_set_up_cannot_take_the_lock(tmp_path: Path) -> None:
    with first_use.only_one(tmp_path / "venv"), (tmp_path / "venv" / "setup.lock").open("a+b") as second:
        assert not first_use._try_lock(second)
    with (tmp_path / "venv" / "setup.lock").open("a+b") as second:
        assert first_use._try_lock(second)


def test_what_may_not_be_installed_is_said_with_its_exact_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(system_parts, "missing_packages", lambda: ("libegl1", "fonts-noto-cjk"))
    monkeypatch.setattr(system_parts, "may_install", lambda: False)
    monkeypatch.setattr(system_parts, "has_apt", lambda: True)
    assert first_use.provide_system_parts() == ("libegl1", "fonts-noto-cjk")
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "sudo apt-get install -y --no-install-recommends libegl1 fonts-noto-cjk" in captured.err


def test_what_may_be_installed_is_and_is_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    missing = ["libegl1"]
    asked: list[tuple[str, ...]] = []

    def install(packages: tuple[str, ...]) -> bool:
        asked.append(packages)
        missing.clear()
        return True

    monkeypatch.setattr(system_parts, "missing_packages", lambda: tuple(missing))
    monkeypatch.setattr(system_parts, "may_install", lambda: True)
    monkeypatch.setattr(system_parts, "install", install)
    assert first_use.provide_system_parts() == ()
    assert asked == [("libegl1",)]


def test_what_could_not_be_installed_is_not_tried_at_every_start(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tried: list[object] = []
    monkeypatch.setattr(system_parts, "missing_packages", lambda: ("libegl1",))
    monkeypatch.setattr(system_parts, "may_install", lambda: True)
    monkeypatch.setattr(system_parts, "has_apt", lambda: True)
    monkeypatch.setattr(system_parts, "install", tried.append)
    assert first_use.provide_system_parts() == ("libegl1",)
    assert first_use.provide_system_parts(before=("libegl1",)) == ("libegl1",)
    assert tried == [("libegl1",)]
    assert capsys.readouterr().err.count("sudo apt-get install") == 2


def test_elsewhere_than_with_apt_the_libraries_themselves_are_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(system_parts, "missing_packages", lambda: ("libegl1", "fonts-noto-cjk"))
    monkeypatch.setattr(system_parts, "missing_libraries", lambda: ("libEGL.so.1",))
    monkeypatch.setattr(system_parts, "may_install", lambda: False)
    monkeypatch.setattr(system_parts, "has_apt", lambda: False)
    assert first_use.provide_system_parts() == ("libegl1", "fonts-noto-cjk")
    assert "libEGL.so.1、Noto Sans CJK SC" in capsys.readouterr().err


def test_a_python_without_venv_is_refused_with_the_line_that_brings_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    monkeypatch.setattr(system_parts, "may_install", lambda: False)
    with pytest.raises(Unavailable) as caught:
        first_use.create(tmp_path)
    assert f"apt-get install -y --no-install-recommends python3.{sys.version_info[1]}-venv" in caught.value.sentence


def test_a_folder_that_cannot_be_written_ends_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / ".venv").write_text("a file in its place")
    monkeypatch.setattr(first_use, "ROOT", tmp_path)
    assert first_use.main(["run"]) == 3
    assert str(tmp_path / ".venv") in capsys.readouterr().err
