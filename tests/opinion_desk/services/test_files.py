"""Files that people name, and evidence kept under its digest."""

from __future__ import annotations

import hashlib
import stat
import sys
from pathlib import Path

import pytest

from opinion_desk.domain.errors import Refused, Unavailable
from opinion_desk.services.files import EvidenceFiles, read_bytes


def test_a_file_that_cannot_be_read_is_refused_with_its_path(tmp_path: Path) -> None:
    for path, id in ((tmp_path / "none", "file_missing"), (tmp_path, "file_unreadable")):
        with pytest.raises(Refused) as why:
            read_bytes(path)
        assert why.value.id == id and str(path) in why.value.sentence


def test_evidence_lies_under_its_digest_for_its_owner_alone(tmp_path: Path) -> None:
    paper = tmp_path / "通报.Docx"
    paper.write_bytes(b"words")
    digest = EvidenceFiles(tmp_path / "evidence").keep(paper)
    kept = tmp_path / "evidence" / digest[:2] / f"{digest}.docx"
    assert digest == hashlib.sha256(b"words").hexdigest() and kept.read_bytes() == b"words"
    if sys.platform != "win32":
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_the_same_bytes_are_kept_once_whatever_they_are_called(tmp_path: Path) -> None:
    evidence = EvidenceFiles(tmp_path / "evidence")
    for name in ("a.pdf", "b.PDF", "c", "d.bin"):
        (tmp_path / name).write_bytes(b"words")
        evidence.keep(tmp_path / name)
    assert [path.name[-4:] for path in (tmp_path / "evidence").rglob("*") if path.is_file()] == [".pdf"]


def test_a_folder_that_cannot_be_made_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "evidence").write_text("in the way")
    (tmp_path / "a.pdf").write_bytes(b"words")
    with pytest.raises(Unavailable) as why:
        EvidenceFiles(tmp_path / "evidence").keep(tmp_path / "a.pdf")
    assert why.value.id == "file_unwritable"
