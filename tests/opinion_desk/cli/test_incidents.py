"""A matter seen through on the command line, from opening to reopening, with the time chosen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from opinion_desk.cli.incidents import reasons_of
from tests.opinion_desk.cli.running import Answer, Run

SAFETY, HOUSING = "云川市应急管理局", "云川市住房和城乡建设局"
Step = Callable[..., Answer]


def at(clock: str) -> str:
    """An instant of the day the matters of these tests happen on."""
    return f"2026-10-20T{clock}:00+08:00"


@pytest.fixture
def step(run: Run) -> Step:
    """A step of an incident, as JSON, on a home whose time is chosen."""
    assert run("tick", "--now", at("08:00"), "--json").code == 0

    def give(*words: object, when: str | None = None, by: str = "夜班值班员") -> Answer:
        more = ("--at", at(when)) if when else ()
        return run("incident", *words, "--by", by, *more, "--json")

    return give


def _opened(step: Step, title: str = "云川大桥引桥支架坍塌") -> Any:
    times = ("--published", at("08:00"), "--discovered", at("08:10"))
    return step("open", "--title", title, *times, "--origin", "phone", when="08:15").value


def _confirmed(step: Step) -> Any:
    id = _opened(step)["id"]
    judged = ("--emergency", "accident", "--level", 2, "--authority", SAFETY, "--grade", 2, "--response", "public")
    assert step("confirm", id, *judged, when="08:30").value == {
        "id": id,
        "state": "confirmed",
        "number": f"YQ-2026-{id:04d}",
    }
    return id


def test_a_matter_is_seen_through_from_opening_to_reopening(step: Step, run: Run, tmp_path: Path) -> None:
    id = _confirmed(step)
    assert step("assign", id, "--lead", SAFETY, "--co", HOUSING, when="08:35").value["state"] == "assigned"
    assert step("acknowledge", id, "--unit", SAFETY, when="08:40").code == 0
    assert step("return", id, "--unit", HOUSING, "--text", "工程不在本局监管范围", when="08:45").code == 0
    assert step("urge", id, "--unit", SAFETY, "--text", "请尽快核实", when="10:00").code == 0
    ticked = run("tick", "--now", at("11:30"), "--json").value
    assert ticked["now"] == at("11:30") and ticked.keys() == {"now", "fired", "sent", "waiting"}
    of_release = [fired for fired in ticked["fired"] if fired["clock"] == "release"]
    assert [(f["incident"], f["clock"], f["mark"], f["due"]) for f in of_release] == [
        (id, "release", "target_soon", at("10:30")),
        (id, "release", "target", at("11:00")),
    ]
    assert step("answer-call", id, when="11:31").code == 0
    assert step("reply", id, "--unit", SAFETY, "--text", "已核实，三人轻伤", when="11:40").code == 0
    address = ("--address", "https://example.cn/notice/1")
    assert step("publish", id, "--what", "情况通报（第一号）", *address, when="12:00").value["state"] == "responding"
    paper = tmp_path / "发布词.txt"
    paper.write_text("发布会", encoding="utf-8")
    assert step("hold-conference", id, "--what", "新闻发布会", "--file", paper, when="20:00").code == 0
    early = step("conclude", id, when="20:10")
    assert early.code == 1 and early.is_one_chinese_sentence
    steps = [entry["id"] for entry in run("incident", "show", id, "--json").value["checklist"]]
    for name in steps[1:]:
        assert step("check", id, name, when="20:20").code == 0
    assert step("check", id, steps[0], "--strike", "已由市委值班室上报", when="20:20").code == 0
    assert step("conclude", id, when="20:30").value["state"] == "concluded"
    assert step("review", id, "--plan", "突发事件舆情预案", "--findings", "初报及时", when="20:35").code == 0
    assert step("close", id, when="20:40").value["state"] == "closed"
    again = step("reopen", id, when="21:00").value
    assert again["id"] != id and again["state"] == "candidate"
    _check_shown(run("incident", "show", id, "--json").value, id)
    assert run("incident", "show", again["id"], "--json").value["incident"]["reopens"] == id
    assert run("verify", "--json").value == {"ok": True, "findings": []}


def _check_shown(shown: Any, id: int) -> None:
    assert shown.keys() >= {"incident", "clocks", "assignments", "checklist", "history"}
    assert shown["incident"]["id"] == id and shown["incident"]["state"] == "closed"
    clocks = {clock["clock"]: clock for clock in shown["clocks"]}
    release = clocks["release"]
    assert release.keys() >= {"clock", "state", "start", "owed_by", "ground", "marks"}
    assert (release["state"], release["start"], release["owed_by"]) == ("met", at("08:00"), SAFETY)
    assert all(mark.keys() >= {"mark", "due", "fired"} for mark in release["marks"])
    assert {mark["mark"]: mark["due"] for mark in release["marks"]}["deadline"] == at("13:00")
    assert clocks["conference"]["state"] == "met"
    assert {(a["unit"], a["lead"], a["state"]) for a in shown["assignments"]} == {
        (SAFETY, True, "replied"),
        (HOUSING, False, "returned"),
    }
    assert {entry["state"] for entry in shown["checklist"]} == {"done", "struck"}
    history = shown["history"]
    assert all(act.keys() >= {"seq", "at", "by", "act", "hash"} for act in history)
    assert [act["seq"] for act in history] == sorted(act["seq"] for act in history)
    assert (
        history[0]["at"] == at("08:15")
        and history[0]["by"] == "夜班值班员"
        and len({act["hash"] for act in history}) == len(history)
    )


def test_a_repeated_command_id_changes_nothing(step: Step, run: Run) -> None:
    first = step("open", "--title", "甲", "--command-id", "open-1")
    again = step("open", "--title", "乙", "--command-id", "open-1")
    assert first.value == again.value
    assert [row["title"] for row in run("incident", "list", "--json").value] == ["甲"]
    for _ in range(2):
        assert step("confirm", 1, "--response", "public", "--command-id", "confirm-1").code == 0
    assert [act["act"] for act in run("incident", "show", 1, "--json").value["history"]].count("confirmed") == 1


def test_a_matter_may_be_merged_or_dismissed_and_then_leaves_the_open_ones(step: Step, run: Run) -> None:
    first, second, third = (_opened(step, title)["id"] for title in ("甲", "乙", "丙"))
    assert step("merge", second, "--into", first, when="08:20").value["state"] == "merged"
    assert step("dismiss", third, when="08:20").code == 1  # without a reason
    assert step("dismiss", third, "--text", "经核不属实", when="08:20").value["state"] == "dismissed"
    assert [row["id"] for row in run("incident", "list", "--open", "--json").value] == [first]
    assert {row["id"]: row["state"] for row in run("incident", "list", "--json").value} == {
        first: "candidate", second: "merged", third: "dismissed",
    }  # fmt: skip
    assert run("incident", "show", second, "--json").value["incident"]["merged_into"] == first
    assert step("reopen", third, when="09:00").value["state"] == "candidate"


def test_a_lesser_matter_gets_the_48_hour_clock_and_is_answered(step: Step, run: Run) -> None:
    id = _opened(step, "东湖区路灯不亮")["id"]
    assert step("confirm", id, "--grade", 4, "--response", "public", when="08:30").code == 0
    [clock] = run("incident", "show", id, "--json").value["clocks"]
    assert clock["state"] == "running" and max(mark["due"] for mark in clock["marks"]) == "2026-10-22T08:30:00+08:00"
    assert (
        step("respond", id, "--what", "回复网友", "--address", "https://example.cn/r/1", when="10:00").value["state"]
        == "responding"
    )
    [clock] = run("incident", "show", id, "--json").value["clocks"]
    assert clock["state"] == "met"


def test_a_level_may_be_raised_and_only_lowered_with_a_ground(step: Step, run: Run) -> None:
    id = _confirmed(step)
    higher = ("--emergency", "accident", "--level", 1, "--authority", SAFETY)
    lower = ("--emergency", "accident", "--level", 3, "--authority", SAFETY)
    assert step("regrade", id, *higher, when="09:00").code == 0
    assert step("regrade", id, *lower, when="09:30").code == 1
    assert step("regrade", id, *lower, "--reason", "省厅复核", when="09:30").code == 1
    grounds = ("--reason", "省厅复核", "--paper", "苏应急函〔2026〕8号", "--approver", "宣传部主要负责人")
    assert step("regrade", id, *lower, *grounds, when="09:30").code == 0
    assert run("incident", "show", id, "--json").value["incident"]["level"] == 3


@pytest.mark.parametrize(
    "words",
    [
        "acknowledge 99 --unit 甲",
        "show nonsense",
        "confirm 1",
        "confirm 1 --level 2",
        "confirm 1 --response file",
        "confirm 1 --response public --start confirmed",
        "assign 1 --lead 甲",
        "conclude 1",
        "close 1",
        "merge 1 --into 1",
        "open --title 甲 --item 5",
        "open --title 甲 --at 2999-01-01",
    ],
)
def test_what_cannot_be_done_is_refused_and_changes_nothing(run: Run, words: str) -> None:
    assert run("incident", "open", "--title", "甲").code == 0  # a desk at work: no time was chosen here
    before = run("incident", "show", 1, "--json").value
    answer = run("incident", *words.split(), "--json")
    assert answer.code == 1 and answer.is_one_chinese_sentence, answer
    assert run("incident", "show", 1, "--json").value == before
    assert len(run("incident", "list", "--json").value) == 1


def test_a_number_serves_as_well_as_an_id_and_the_post_stands_where_nobody_is_named(run: Run) -> None:
    run("incident", "open", "--title", "甲")
    number = run("incident", "list", "--json").value[0]["number"]
    shown = run("incident", "show", number, "--json").value
    assert shown["incident"]["id"] == 1 and shown["history"][0]["by"] == "值班员"
    assert number in run("incident", "show", 1).out


def test_a_unit_that_nobody_knows_is_entered_and_told(step: Step) -> None:
    id = _confirmed(step)
    first = step("assign", id, "--lead", SAFETY, when="08:35")
    assert first.code == 0 and SAFETY in first.err
    other = _confirmed(step)
    assert step("assign", other, "--lead", SAFETY, when="08:35").err == ""


def test_two_reasons_belong_to_the_options_they_stand_after() -> None:
    assert reasons_of((), ()) == ("", "")
    assert reasons_of(("甲",), ("--start", "confirmed", "--reason", "甲")) == ("甲", "甲")
    words = ("confirm", "1", "--start=confirmed", "--reason", "甲", "--response", "file", "--reason", "乙")
    assert reasons_of(("甲", "乙"), words) == ("甲", "乙")
    turned = ("confirm", "1", "--response", "file", "--reason", "甲", "--start", "confirmed", "--reason", "乙")
    assert reasons_of(("甲", "乙"), turned) == ("乙", "甲")
