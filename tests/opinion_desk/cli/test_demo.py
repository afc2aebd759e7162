"""What `demo` prints; the played day itself is tested with the demo."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from opinion_desk.cli.app import main
from opinion_desk.cli.saying import Opener

PLAYED = {"sources": 12, "items": 302, "files": ["/papers/舆情日报.pdf"]}


@contextmanager
def playing(home: Path, out: Path | None, tell: Callable[[str], None]) -> Iterator[tuple[Any, Any]]:
    """A demo that was played at once."""
    done = SimpleNamespace(
        sources=12,
        items=302,
        stories=263,
        events=206,
        marks=(),
        lines=("YQ-2026-0001 东湖水厂片区自来水异味",),
        messages=1,
        files=(Path("/papers/舆情日报.pdf"),),
        seconds=9.5,
        as_json=lambda desk: PLAYED,
    )
    yield None, done


@pytest.mark.parametrize("words", [("demo",), ("demo", "--json"), ("--json", "demo")])
def test_the_demo_prints_its_json_alone_on_stdout_whether_asked_to_or_not(
    words: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    opener = Opener(lambda home: pytest.fail("the demo opens no desk of the user's"), playing)
    assert main([*words, "--out", str(tmp_path / "papers"), "--home", str(tmp_path / "home")], opener) == 0
    said = capsys.readouterr()
    assert json.loads(said.out) == PLAYED
    assert ("东湖水厂" in said.err) is ("--json" not in words)
