"""A drill (演练) from opening to closing on the command line: nothing leaves the desk, every paper says so, no figure counts it."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from opinion_desk.compose import compose
from opinion_desk.demo.server import LoopbackServer
from opinion_desk.domain.duty.handover import OwedKind
from tests.opinion_desk.cli.running import Run
from tests.opinion_desk.cli.test_papers import words_of

UNIT = "云川市住房和城乡建设局"
MINUTES = ("08:41", "09:05", "09:50", "10:40", "11:20", "12:40", "13:10", "15:00", "19:00", "23:00")
Exercise = Callable[..., str]


def at(clock: str) -> str:
    return f"2026-10-20T{clock}:00+08:00"


@pytest.fixture
def hook() -> Iterator[LoopbackServer]:
    with LoopbackServer() as server:
        yield server


@pytest.fixture
def exercise(run: Run, hook: LoopbackServer, tmp_path: Path) -> Exercise:
    """Opens a matter of level II, a drill or a real one, and lets its day pass; a robot on loopback is set for everybody."""
    assert run("tick", "--now", at("08:00"), "--json").code == 0
    key = tmp_path / "key.txt"
    key.write_text(f"{hook.base_url}/hook/1\n", encoding="utf-8")
    added = run("channels", "add", "全员群", "--kind", "webhook", "--internal", "--secret-file", key)
    assert added.code == 0, added.err

    def live(*more: str) -> str:
        by = ("--by", "夜班值班员", "--json")
        made = run("incident", "open", "--title", "云川大桥坍塌", "--origin", "phone", *more, "--at", at("08:15"), *by)
        id = made.value["id"]
        judged = ("--emergency", "accident", "--level", 2, "--authority", "市应急局", "--grade", 1)
        assert run("incident", "confirm", id, *judged, "--at", at("08:30"), *by).code == 0
        assert run("incident", "assign", id, "--lead", UNIT, "--at", at("08:35"), *by).code == 0
        return str(made.value["number"])

    return live


def _tick(run: Run, *moments: str) -> None:
    for moment in moments:
        assert run("tick", "--now", moment, "--json").code == 0


def _outbox(run: Run, home: Path) -> list[tuple[str, str]]:
    with closing(compose(home)) as desk:
        return [(notice.subject, notice.text) for notice in desk.notices.unread()]


@pytest.mark.parametrize("together", [False, True], ids=["mark by mark", "after an outage"])
def test_of_a_drill_nothing_leaves_the_desk(
    run: Run, exercise: Exercise, hook: LoopbackServer, home: Path, together: bool
) -> None:
    exercise("--drill")
    _tick(run, *map(at, MINUTES[-1:] if together else MINUTES))
    assert not hook.messages
    told = _outbox(run, home)
    assert told and all(subject.startswith("【演练】") and text.startswith("【演练】") for subject, text in told)
    assert not any("【演练】【演练】" in subject + text for subject, text in told)


def test_the_same_day_in_earnest_reaches_the_robot(run: Run, exercise: Exercise, hook: LoopbackServer) -> None:
    exercise()
    _tick(run, *map(at, MINUTES[:6]))
    told = [message.content["text"]["content"] for message in hook.messages]
    assert told and not any("演练" in text for text in told)


def test_every_paper_of_a_drill_says_so_and_no_table_counts_it(
    run: Run, exercise: Exercise, home: Path, tmp_path: Path
) -> None:
    number = exercise("--drill")
    assert run("notice", number, "--out", tmp_path / "交办单.pdf").code == 0
    assert "演练" in words_of(tmp_path / "交办单.pdf")
    folder = tmp_path / "卷宗"
    assert run("incident", "export", number, "--out", folder).code == 0
    assert '<div class="mark" aria-hidden="true">演练</div>' in (folder / "timeline.html").read_text(encoding="utf-8")
    days = ("--from", "2026-10-20", "--to", "2026-10-20")
    for sheet in ("incidents", "clocks", "units"):
        out = tmp_path / f"{sheet}.csv"
        assert run("ledger", *days, "--sheet", sheet, "--out", out).code == 0
        assert len(list(csv.reader(out.read_text(encoding="utf-8-sig").splitlines()))) == 1, sheet  # its heads
    assert run("accounts", *days, "--json").value["units"] == []


def test_what_a_drill_owes_is_handed_over_as_a_drill(run: Run, exercise: Exercise, home: Path) -> None:
    exercise("--drill")
    with closing(compose(home)) as desk:
        found: Any = [one.words for one in desk.duty.owed() if one.kind is OwedKind.CLOCK]
    assert found and all(words.startswith("【演练】") for words in found)
