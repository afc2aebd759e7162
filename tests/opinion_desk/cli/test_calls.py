"""Calls of a ladder and jumps of the time on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from opinion_desk.compose import compose
from opinion_desk.domain.clock_jump import Jump
from opinion_desk.domain.instants import parse_instant
from tests.opinion_desk.cli.running import Run


def at(clock: str) -> str:
    return f"2026-10-20T{clock}:00+08:00"


@pytest.fixture
def late(run: Run) -> Any:
    """A matter of level II whose target was missed at eleven, on a home whose time is chosen."""
    assert run("tick", "--now", at("08:00")).code == 0
    opened = run(
        "incident", "open", "--title", "引桥坍塌", "--published", at("08:00"), "--at", at("08:05"), "--json"
    ).value
    judged = ("--emergency", "accident", "--level", 2, "--authority", "云川市应急管理局")
    assert run("incident", "confirm", opened["id"], *judged, "--at", at("08:10")).code == 0
    for moment in ("10:59", "11:01", "11:02"):
        assert run("tick", "--now", at(moment)).code == 0
    return opened["id"]


def climbing(run: Run, id: int) -> dict[str, Any]:
    calls = run("incident", "show", id, "--json").value["calls"]
    return next(call for call in calls if call["clock"] == "release")


def test_a_call_is_shown_put_off_and_answered(run: Run, late: int) -> None:
    assert (climbing(run, late)["rung"], climbing(run, late)["to"]) == (1, "值班负责人")
    refused = run("incident", "snooze", late, "--until", at("12:30"), "--at", at("11:03"))
    assert refused.code == 1 and refused.is_one_chinese_sentence and "10-20 12:00" in refused.err
    assert run("incident", "snooze", late, "--until", at("11:40"), "--at", at("11:03"), "--json").code == 0
    assert climbing(run, late)["quiet_until"] == at("11:40")
    assert "暂缓，10-20 11:40 仍未办则再呼叫" in run("incident", "show", late).out
    assert run("tick", "--now", at("11:41")).code == 0
    assert run("incident", "answer-call", late, "--at", at("11:42")).code == 0
    assert climbing(run, late)["answered"] == at("11:42") and climbing(run, late)["next_call"] == at("12:12")
    assert run("incident", "answer-call", late, "--at", at("11:43")).code == 1


def test_a_jump_of_the_time_is_shown_and_settled(run: Run, home: Path) -> None:
    assert run("incident", "clock-jump", "show", "--json").value == []
    nothing = run("incident", "clock-jump", "confirm")
    assert nothing.code == 1 and nothing.is_one_chinese_sentence
    desk = compose(home)
    for moments in ((at("08:00"), at("10:00")), (at("10:00"), at("08:00"))):
        before, after = (parse_instant(moment) for moment in moments)
        desk.ticking.jumps.record(Jump(before, after))
    desk.close()
    (forward, back) = run("incident", "clock-jump", "show", "--json").value
    assert (forward["from"], forward["to"]) == (at("08:00"), at("10:00")) and "向后" in back["words"]
    wordless = run("incident", "clock-jump", "reject")
    assert wordless.code == 1 and "理由" in wordless.err
    done = run("incident", "clock-jump", "reject", "--reason", "对时服务器有误", "--by", "管理员", "--json").value
    assert done == {"id": 0, "state": "rejected", "jumps": 2, "incidents": 0}
    assert run("incident", "clock-jump", "show").out.strip() == "没有待确认的系统时间跳动。"
    assert run("verify").code == 0
    assert run("incident", "clock-jump", "sideways").code == 2
