"""The sample briefing, and one made of everything that ever broke a paper."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from opinion_desk.domain.briefing import Bar, Briefing, BriefingItem, Figure, Section

HOSTILE = (
    "=1+1",
    "#panic(\"x\") $x^2$ @ref *b* _i_ [c] \\ `r` <label> //c /*d*/ {e}",
    "<script>alert('&')</script>\"'",
    "a\x00b\x08c\x1bd\ud800e\udc00f\ufffeg\uffffh\u202ei",
    "一\r\n二\n\n三\t四\u2028五",
    "长" * 10_000,
    "W" * 10_000,
    "👨‍👩‍👧 😀 𠮷",
    "",
    "   \n  ",
    "+1", "-1", "@x", "http://x.example/" + "y" * 3000,
)  # fmt: skip


@pytest.fixture(scope="session")
def sample_module() -> ModuleType:
    """The module that writes the sample."""
    spec = importlib.util.spec_from_file_location("papers_sample", Path(__file__).with_name("sample.py"))
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def sample(sample_module: ModuleType) -> Briefing:
    """A rich briefing of the fictional 云川市."""
    made: Briefing = sample_module.BRIEFING
    return made


@pytest.fixture(scope="session")
def hostile(sample: Briefing) -> Briefing:
    """The sample with each hostile text in each place that takes text."""
    line = sample.sections[2].clocks[3]
    clocks = tuple(
        replace(line, number=t, title=t, level=t, clock=t, owed_by=t, state=t, note=t) for t in HOSTILE
    ) + tuple(replace(line, number="YQ-1", clock=f"时限{n}") for n in range(60))
    items = tuple(BriefingItem(t, t, (t, "", t), link) for t, link in zip(HOSTILE, _links(), strict=True))
    bars = tuple(Bar(t, n * 10**n - 5) for n, t in enumerate(HOSTILE))
    section = Section(HOSTILE[1], paragraphs=HOSTILE, items=items, clocks=clocks, bars=bars, bars_title=HOSTILE[6])
    blank = Section("", empty=HOSTILE[5])
    return replace(
        sample,
        title=HOSTILE[6],
        issuer=HOSTILE[5],
        figures=tuple(Figure(t, 10**n, 0, t) for n, t in enumerate(HOSTILE)),
        sections=(section, blank),
        classification=HOSTILE[1],
        report_to=HOSTILE,
        send_to=HOSTILE,
        signed_by=HOSTILE[3],
        head_hash=HOSTILE[6],
        watermark=HOSTILE[2],
    )


def _links() -> list[str | None]:
    known: list[str | None] = [
        "javascript:alert(1)", "file:///etc/passwd", 'https://a.example/"><b>', "https://a.example/\n", "https://[::1",
        "https://a.example/" + "p" * 1900, "http://", "https://a.example/a b", "mailto:a@b.example",
    ]  # fmt: skip
    return known + [None] * (len(HOSTILE) - len(known))
