"""Whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from opinion_desk.domain.errors import DeskError, Refused, Unavailable
from opinion_desk.whole_files import write_whole


def test_a_file_is_written_and_nothing_else_is_left(tmp_path: Path) -> None:
    write_whole(tmp_path / "日报.md", b"one")
    write_whole(tmp_path / "日报.md", b"two")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("日报.md", b"two")]


def test_a_link_goes_on_pointing_at_what_was_written(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_bytes(b"old")
    (tmp_path / "link.md").symlink_to("real.md")
    write_whole(tmp_path / "link.md", b"new")
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real.md").read_bytes() == b"new"


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("missing/b.md", "paper_folder_missing"),
        ("file.txt/b.md", "paper_folder_missing"),
        (".", "paper_is_folder"),
        ("长" * 200 + ".md", "paper_name_bad"),
        ("nul\x00.md", "paper_name_bad"),
    ],
)
def test_a_place_that_cannot_be_written_is_refused_with_a_sentence(tmp_path: Path, name: str, id: str) -> None:
    (tmp_path / "file.txt").write_bytes(b"")
    with pytest.raises(Refused) as refused:
        write_whole(tmp_path / name, b"x")
    assert refused.value.id == id
    assert refused.value.sentence.startswith("写不了")
    assert [path.name for path in tmp_path.iterdir()] == ["file.txt"]


@pytest.mark.parametrize(
    ("call", "code", "kind", "id"),
    [
        ("fsync", errno.ENOSPC, Unavailable, "paper_disk_full"),
        ("fsync", errno.EDQUOT, Unavailable, "paper_disk_full"),
        ("fsync", errno.EIO, Unavailable, "file_unwritable"),
        ("open", errno.EACCES, Refused, "paper_forbidden"),
        ("open", errno.EROFS, Refused, "paper_forbidden"),
    ],
)
def test_when_writing_fails_the_old_file_stays_and_no_half_file_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int, kind: type[DeskError], id: str
) -> None:
    (tmp_path / "b.md").write_bytes(b"old")

    def fail(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(f"opinion_desk.whole_files.os.{call}", fail)
    with pytest.raises(kind) as failed:
        write_whole(tmp_path / "b.md", b"new")
    monkeypatch.undo()
    assert failed.value.id == id
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("b.md", b"old")]


def test_a_file_held_open_by_another_program_can_be_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(*_: object) -> None:
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(Unavailable) as failed:
        write_whole(tmp_path / "b.docx", b"new")
    assert failed.value.id == "paper_in_use"
    assert list(tmp_path.iterdir()) == []
