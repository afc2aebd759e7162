"""Opening from above, judging, reporting, signing and clocks set by hand, on the command line."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from opinion_desk.compose import compose
from opinion_desk.services.policy_rows import own_clock, with_clock
from tests.opinion_desk.cli.running import Answer, Run

SAFETY = "云川市应急管理局"
Step = Callable[..., Answer]
LEVEL = ("--emergency", "accident", "--level", 2, "--authority", SAFETY)


def at(clock: str) -> str:
    """An instant of a Tuesday."""
    return f"2026-10-20T{clock}:00+08:00"


@pytest.fixture
def step(run: Run) -> Step:
    """A step of an incident, as JSON, on a home whose time is chosen."""
    assert run("tick", "--now", at("08:00"), "--json").code == 0

    def give(*words: object, when: str) -> Answer:
        return run("incident", *words, "--at", at(when), "--json")

    return give


@pytest.fixture
def shown(run: Run) -> Callable[[], Any]:
    return lambda: run("incident", "show", 1, "--json").value


def _clocks(shown: Any) -> dict[str, Any]:
    return {clock["clock"]: clock for clock in shown["clocks"]}


def test_an_instruction_from_above_is_opened_kept_and_answered(step: Step, shown: Callable[[], Any]) -> None:
    paper = ("--issuer", "市政府办公室", "--number", "政办督〔2026〕3号", "--reply-by", at("18:00"), "--text", "请核实")
    assert step("open", "--title", "督办件", "--origin", "superior", *paper, when="08:10").code == 0
    note = ("--origin", "instruction", "--issuer", "市委主要负责人", "--no-reply")
    assert step("receive", 1, *note, when="09:00").value["index"] == 2
    [first, second] = shown()["mandates"]
    assert (first["issuer"], first["number"], first["deadline"]) == ("市政府办公室", "政办督〔2026〕3号", at("18:00"))
    assert (second["reply_due"], second["answered"]) == (False, None)
    assert step("answer-mandate", 1, 1, "--text", "已核实", "--number", "云宣〔2026〕9号", when="12:00").code == 0
    assert _clocks(shown())["mandate:1"]["state"] == "met" and shown()["mandates"][0]["answered"] == at("12:00")


def test_the_bare_options_of_every_origin_open_a_matter_without_a_paper(step: Step, shown: Callable[[], Any]) -> None:
    for origin in ("item", "event", "phone", "superior", "instruction", "media"):
        assert step("open", "--title", origin, "--origin", origin, when="08:10").code == 0
    assert shown()["mandates"] == [] and shown()["incident"]["origin"] == "item"


def test_particulars_of_a_paper_without_an_origin_from_above_are_refused(step: Step) -> None:
    answer = step("open", "--title", "甲", "--origin", "phone", "--issuer", "市政府", when="08:10")
    assert answer.code == 1 and answer.is_one_chinese_sentence
    assert step("open", "--title", "甲", "--origin", "superior", "--number", "3号", when="08:10").code == 1


def test_a_call_is_noted_without_numbers_and_a_drill_is_headed(step: Step, shown: Callable[[], Any]) -> None:
    note = ("--origin", "phone", "--note", "13812345678 反映停水", "--drill")
    assert step("open", "--title", "停水", *note, when="08:10").code == 0
    told = [act["words"] for act in shown()["history"]]
    assert shown()["drill"] and all(words.startswith("【演练】") for words in told)
    assert "反映停水" in told[1] and "138" not in told[1]


def test_a_level_without_paper_owes_a_signature_that_is_given_afterwards(step: Step, shown: Callable[[], Any]) -> None:
    step("open", "--title", "坍塌", "--published", at("08:00"), when="08:10")
    assert step("confirm", 1, *LEVEL, when="08:15").value["state"] == "confirmed"
    [owed] = shown()["signatures"]
    assert (owed["post"], owed["given"]) == (SAFETY, None) and _clocks(shown())["signature:1"]["state"] == "running"
    assert step("sign", 1, 1, when="09:00").code == 1
    assert step("sign", 1, 1, "--paper", "云应急〔2026〕1号", when="09:00").code == 0
    assert shown()["signatures"][0]["paper"] == "云应急〔2026〕1号"


def test_reports_upward_meet_their_clocks_and_are_numbered(step: Step, shown: Callable[[], Any]) -> None:
    step("open", "--title", "坍塌", "--published", at("08:00"), when="08:10")
    step("confirm", 1, *LEVEL, "--heard-by", "值班室主任", when="08:15")
    to = ("--to", "duty_room", "--post", "市委值班室值班员")
    assert step("report", 1, "--stage", "phone", *to, when="08:20").code == 0
    assert step("report", 1, "--stage", "first", *to, "--channel", "公文系统", when="08:40").code == 0
    further = step("report", 1, "--stage", "follow-up", *to, "--channel", "公文系统", when="09:40")
    assert further.value["follow_up"] == 1
    clocks = _clocks(shown())
    assert (clocks["report_phone"]["met_at"], clocks["report_first"]["met_at"]) == (at("08:20"), at("08:40"))
    assert [row["stage"] for row in shown()["reports"]] == ["phone", "first", "follow_up"]
    assert shown()["signatures"] == []


def test_the_start_is_put_right_and_the_superior_takes_over(step: Step, shown: Callable[[], Any]) -> None:
    step("open", "--title", "坍塌", "--happened", at("07:00"), "--published", at("08:00"), when="08:10")
    step("confirm", 1, *LEVEL, when="08:15")
    assert step("restart", 1, "--start", "happened", when="08:20").code == 1
    assert step("restart", 1, "--start", "happened", "--reason", "现场核实", when="08:20").code == 0
    assert _clocks(shown())["release"]["start"] == at("07:00")
    corrected = step("times", 1, "--happened", at("07:30"), "--reason", "监控录像", when="08:25")
    assert corrected.code == 0 and _clocks(shown())["release"]["start"] == at("07:30")
    assert step("take-over", 1, "--authority", "省应急指挥部", "--paper", "苏应急〔2026〕3号", when="08:30").code == 0
    assert _clocks(shown())["release"]["owed_by"] == shown()["taken_over"]["authority"] == "省应急指挥部"
    assert {"support", "forward"} <= {row["id"] for row in shown()["checklist"]}


def test_a_response_is_judged_afterwards_and_withholding_it_needs_an_approver(
    step: Step, shown: Callable[[], Any]
) -> None:
    step("open", "--title", "路灯不亮", when="08:10")
    step("confirm", 1, "--grade", 4, when="08:15")
    assert step("judge", 1, "--response", "public", "--cause", "interests", when="09:00").code == 0
    assert _clocks(shown())["response"]["start"] == at("09:00")
    assert step("judge", 1, "--response", "withheld", "--reason", "涉密", when="10:00").code == 1
    withheld = ("--response", "withheld", "--reason", "涉密", "--approver", "宣传部主要负责人")
    assert step("judge", 1, *withheld, when="10:00").code == 0
    assert _clocks(shown())["response"]["state"] == "superseded"
    assert shown()["judgement"]["response_approver"] == "宣传部主要负责人"


def test_clocks_are_set_met_and_withdrawn_by_hand(step: Step, shown: Callable[[], Any]) -> None:
    step("open", "--title", "停水", when="08:10")
    own = ("clock", 1, "--name", "检测报告", "--owed-by", "水务集团")
    assert step(*own, "--within-minutes", 0, when="08:20").code == 1
    assert step(*own, "--within-minutes", 10**15, when="08:20").code == 1
    assert step(*own, "--within-minutes", 90, when="08:20").value["clock"] == "own:1"
    assert step(*own, "--due", at("18:00"), when="08:20").value["clock"] == "own:2"
    assert step(*own, "--working-days", 2, when="08:20").value["clock"] == "own:3"
    met = ("--what", "报告", "--address", "https://example.cn/1")
    assert step("meet", 1, "own:1", "--what", "报告", when="09:00").code == 1
    assert step("meet", 1, "own:1", *met, when="09:00").code == 0
    assert step("withdraw-clock", 1, "own:2", "--reason", "不需要", when="09:00").code == 0
    assert step("interpret", 1, "--what", "供水条例", when="09:00").value["clock"] == "interpretation:1"
    states = {id: clock["state"] for id, clock in _clocks(shown()).items()}
    assert states == {"own:1": "met", "own:2": "cancelled", "own:3": "running", "interpretation:1": "running"}


def test_a_clock_is_set_as_the_settings_hold_it(step: Step, shown: Callable[[], Any], home: Path) -> None:
    step("open", "--title", "停水", when="08:10")
    assert step("clock", 1, "--preset", "部内通气", when="08:20").code == 1
    with closing(compose(home)) as desk:
        clock = {**own_clock(desk.policies.rows()), "name": "部内通气", "owed_by": "新闻科"}
        desk.policies.change(lambda rows: with_clock(rows, clock), "管理员")
    assert step("clock", 1, "--preset", "部内通气", when="08:20").value["clock"] == "own:1"
    assert step("clock", 1, "--preset", "own_1", "--owed-by", "网信办", when="08:25").value["clock"] == "own:2"
    made = _clocks(shown())
    assert [made[id]["owed_by"] for id in ("own:1", "own:2")] == ["新闻科", "网信办"]
    assert made["own:1"]["marks"][-1]["due"] == "2026-10-21T08:20:00+08:00"
    for more in (("--within-minutes", 5), ("--ground", "x")):
        answer = step("clock", 1, "--preset", "own_1", *more, when="08:30")
        assert answer.code == 2 and answer.is_one_chinese_sentence
    assert step("clock", 1, "--within-minutes", 5, when="08:30").code == 2


@pytest.mark.parametrize("level", [0, 5, -1])
def test_a_level_outside_one_to_four_is_wrong_usage(step: Step, level: int) -> None:
    step("open", "--title", "坍塌", when="08:10")
    words = ("--emergency", "accident", "--level", level, "--authority", SAFETY)
    assert step("confirm", 1, *words, when="08:15").code == 2
