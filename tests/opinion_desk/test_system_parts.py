"""What the window needs from the system."""

from __future__ import annotations

from pathlib import Path

import pytest

from opinion_desk import system_parts


def test_only_linux_leaves_libraries_to_the_system() -> None:
    assert system_parts.missing_libraries("win32") == ()
    assert system_parts.missing_libraries("darwin") == ()


def test_what_the_loader_does_not_know_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    known = frozenset(system_parts.QT_LIBRARIES) - {"libxcb-cursor.so.0"}
    monkeypatch.setattr(system_parts, "_loader_names", lambda: known)
    assert system_parts.missing_libraries("linux") == ("libxcb-cursor.so.0",)


def test_without_a_loader_to_ask_nothing_is_called_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_parts, "_loader_names", lambda: None)
    assert system_parts.missing_libraries("linux") == ()


@pytest.mark.parametrize(
    "name",
    ["NotoSansCJK-Regular.ttc", "NotoSerifSC-Bold.otf", "SourceHanSansSC-Regular.otf", "wqy-microhei.ttc", "simsun.ttc", "MSYH.TTC", "PingFang.ttc"],
)  # fmt: skip
def test_a_chinese_face_is_known_by_its_file(tmp_path: Path, name: str) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    assert system_parts.chinese_font([tmp_path]) is None
    (tmp_path / "deep" / "er" / name).touch()
    assert system_parts.chinese_font([tmp_path / "not there", tmp_path]) == tmp_path / "deep" / "er" / name


@pytest.mark.parametrize(
    "name", ["DejaVuSans.ttf", "NotoSans-Regular.ttf", "NotoSansCJK-Regular.txt", "NotoSerifThai.ttf"]
)
def test_other_files_are_not(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    assert system_parts.chinese_font([tmp_path]) is None


def test_the_line_to_run_names_every_package_once() -> None:
    packages = [*system_parts.QT_LIBRARIES.values(), system_parts.CHINESE_FONT_PACKAGE]
    line = system_parts.install_line(packages)
    assert line.startswith("sudo apt-get update && sudo apt-get install -y ")
    assert all(line.split().count(package) == 1 for package in packages)
