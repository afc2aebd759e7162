"""The desk's findings about its machine."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest

from opinion_desk import system_parts
from opinion_desk.domain.messages import SENTENCES
from opinion_desk.services import doctor
from opinion_desk.services.ports import Clock
from opinion_desk.settings import Home, Settings

IDS = [
    "python",
    "environment",
    "sqlite",
    "home",
    "disk",
    "fonts",
    "libraries",
    "display",
    "keyring",
    "calendar",
    "clock",
    "clock_steps",
]


def test_an_examination_finds_each_thing_once_with_something_to_do_where_it_is_ill(
    tmp_path: Path, clock: Clock
) -> None:
    found = doctor.examine(tmp_path / "desk", Settings(), clock)
    assert [finding.id for finding in found] == IDS
    assert all(finding.sentence for finding in found)
    assert all(bool(finding.remedy) is not finding.ok for finding in found)
    assert not (tmp_path / "desk").exists()


def test_every_finding_has_its_three_sentences() -> None:
    assert {f"doctor_{id}_{part}" for id in IDS for part in ("well", "ill", "do")} <= SENTENCES.keys()


def test_an_old_sqlite_is_told_with_its_version() -> None:
    found = doctor.sqlite((3, 40, 1), wal_is_safe=False)
    assert not found.ok
    assert "3.40.1" in found.sentence


def test_a_python_outside_the_tested_ones_is_ill() -> None:
    assert not doctor.python((3, 14, 0)).ok
    assert doctor.python((3, 13, 9)).ok


def test_packages_count_as_those_of_the_lock_file_only_when_stamped_with_it(tmp_path: Path) -> None:
    checkout, prefix = tmp_path / "checkout", tmp_path / "venv"
    (prefix / "ready").mkdir(parents=True)
    checkout.mkdir()
    (checkout / "requirements.lock").write_text("a==1\n")
    assert not doctor.environment(prefix, checkout).ok
    (prefix / "ready" / "run.lock").write_text("a==1\n")
    assert doctor.environment(prefix, checkout).ok
    (checkout / "requirements.lock").write_text("a==2\n")
    assert not doctor.environment(prefix, checkout).ok


def test_a_small_disk_is_told_in_gigabytes(tmp_path: Path) -> None:
    found = doctor.disk(tmp_path / "not" / "yet", wanted_gb=1e9)
    assert not found.ok
    assert "GB" in found.sentence


def test_a_data_folder_that_is_a_file_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.TemporaryFile", refuses)
    found = doctor.data_folder(tmp_path)
    assert not found.ok
    assert "没有权限" in found.sentence


def test_a_display_is_asked_for_on_linux_alone() -> None:
    assert not doctor.display({}, "linux").ok
    assert doctor.display({"WAYLAND_DISPLAY": "wayland-0"}, "linux").ok
    assert doctor.display({}, "win32").ok


def test_a_missing_font_comes_with_the_line_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_parts, "chinese_font", lambda: None)
    found = doctor.fonts()
    assert not found.ok
    assert "apt-get install -y --no-install-recommends fonts-noto-cjk" in found.remedy


def test_missing_libraries_are_named_with_their_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_parts, "missing_libraries", lambda: ("libEGL.so.1", "libxcb-cursor.so.0"))
    found = doctor.libraries()
    assert "libEGL.so.1、libxcb-cursor.so.0" in found.sentence
    assert found.remedy.endswith("libegl1 libxcb-cursor0")


def test_a_time_before_the_last_write_of_this_desk_cannot_be_right(tmp_path: Path, clock: Clock) -> None:
    now = clock.now()
    database = Home(tmp_path).database
    database.touch()
    earlier, later = (now - timedelta(hours=1)).timestamp(), (now + timedelta(hours=1)).timestamp()
    os.utime(database, (earlier, earlier))
    assert doctor.wall_clock(tmp_path, now, Settings(), checkout=tmp_path).ok
    os.utime(database, (later, later))
    found = doctor.wall_clock(tmp_path, now, Settings(), checkout=tmp_path)
    assert not found.ok
    assert "2026-11-20T10:00:00+08:00" in found.sentence


def test_a_clock_that_was_set_while_looking_is_seen(clock: Clock) -> None:
    wall = clock.now()
    assert doctor.clock_steps(wall, 1_000, wall + timedelta(seconds=5), 6_000).ok
    assert not doctor.clock_steps(wall, 1_000, wall + timedelta(hours=1), 1_050).ok
    assert not doctor.clock_steps(wall, 1_000, wall - timedelta(minutes=5), 1_050).ok


def test_a_year_without_published_holidays_is_told(clock: Clock) -> None:
    now = clock.now()
    assert doctor.calendar(now.replace(year=2025), Settings()).ok
    far = doctor.calendar(now.replace(year=2199), Settings())
    assert not far.ok
    assert "2199" in far.sentence
