"""Every format through the one that draws papers."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from opinion_desk.domain.briefing import Briefing
from opinion_desk.domain.errors import Refused
from opinion_desk.papers.render import PaperRenderer

GOLDEN = Path(__file__).with_name("golden")
FORMATS = ("docx", "pdf", "xlsx", "html", "md")


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_briefing_gives_the_same_bytes(sample: Briefing, tmp_path: Path, format: str) -> None:
    for name in ("a", "b"):
        PaperRenderer().briefing(sample, tmp_path / f"{name}.{format}")
    assert (tmp_path / f"a.{format}").read_bytes() == (tmp_path / f"b.{format}").read_bytes()
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("format", FORMATS)
def test_no_text_can_stop_a_paper(hostile: Briefing, tmp_path: Path, format: str) -> None:
    out = tmp_path / f"b.{format.upper()}"
    PaperRenderer().briefing(hostile, out)
    assert out.stat().st_size > 5_000


@pytest.mark.parametrize("format", FORMATS)
def test_an_empty_briefing_is_a_paper_too(sample: Briefing, tmp_path: Path, format: str) -> None:
    bare = replace(
        sample, figures=(), sections=(), classification="", report_to=(), send_to=(), copies=None, signed_by="",
        head_hash="", watermark="",
    )  # fmt: skip
    PaperRenderer().briefing(bare, tmp_path / f"b.{format}")
    assert (tmp_path / f"b.{format}").exists()


@pytest.mark.parametrize("format", ["md", "html"])
def test_the_sample_is_drawn_as_it_was_approved(sample: Briefing, tmp_path: Path, format: str) -> None:
    PaperRenderer().briefing(sample, tmp_path / f"b.{format}")
    drawn = (tmp_path / f"b.{format}").read_text(encoding="utf-8")
    assert drawn == (GOLDEN / f"daily.{format}").read_text(encoding="utf-8")


def test_another_suffix_is_refused_and_the_known_ones_are_named(sample: Briefing, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        PaperRenderer().briefing(sample, tmp_path / "b.doc")
    assert ".docx .pdf .xlsx .html .md" in refused.value.sentence
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_refused_and_not_made(sample: Briefing, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        PaperRenderer().briefing(sample, tmp_path / "none" / "b.md")
    assert list(tmp_path.iterdir()) == []


def test_drawing_libraries_are_not_loaded_before_they_are_needed() -> None:
    asked = "import sys, opinion_desk.papers.render; print([m for m in ('docx', 'typst', 'xlsxwriter') if m in sys.modules])"
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
