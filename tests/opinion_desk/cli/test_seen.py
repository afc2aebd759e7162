"""`--seen N` on every command that acts on a matter: whoever acts on what others changed meanwhile is told, and nothing is done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
import typer

from opinion_desk.cli import incidents
from tests.opinion_desk.cli.running import Answer, Run

LEAD = "云川市住房和城乡建设局"
Step = Callable[..., Answer]
# Every command that acts on a matter, with what it cannot do without.
COMMANDS = (
    "confirm 1 --response public --reason x",
    "regrade 1 --grade 1",
    "judge 1 --response public --cause interests --reason x",
    "receive 1 --origin superior --issuer 市政府办公室",
    "answer-mandate 1 1 --text 已办",
    "report 1 --stage phone --to duty_room --post 值班员",
    "take-over 1 --authority 省应急指挥部 --paper 通知",
    "sign 1 1 --paper 通知",
    "times 1 --happened 2026-10-20T07:00:00+08:00 --reason 核实",
    "restart 1 --start confirmed --reason x",
    "clock 1 --name 报送 --owed-by 甲 --within-minutes 30",
    "withdraw-clock 1 own-1 --reason x",
    "interpret 1 --what 办法",
    "meet 1 own-1 --what 已报 --address https://a.example/1",
    f"assign 1 --lead {LEAD}",
    f"acknowledge 1 --unit {LEAD}",
    f"return 1 --unit {LEAD} --text x",
    f"urge 1 --unit {LEAD}",
    f"reply 1 --unit {LEAD} --text x",
    "step-due 1 step --due 2026-10-20T18:00:00+08:00 --reason x",
    f"hand 1 --paper supervised --unit {LEAD} --text x",
    f"consult 1 --unit {LEAD} --text x",
    "draft 1 --what 通报 --text x",
    "proof 1 1 --round first",
    "send-back 1 1 --text x",
    "secrecy 1 1",
    "disclose 1 1 --as public",
    "sign-off 1 1 --post 分管部领导",
    "drop-draft 1 1 --text x",
    "publish 1 --what 通报 --address https://a.example/1",
    "hold-conference 1 --what 发布会 --address https://a.example/1",
    "respond 1 --what 答复 --address https://a.example/1",
    "distribute 1 --outlet website --name 政府网 --address https://a.example/1",
    "accept 1 1",
    "decline 1 1",
    "check 1 report_up",
    "answer-call 1",
    "snooze 1 --until 2026-10-20T09:30:00+08:00",
    "conclude 1",
    "review 1 --plan x --findings y",
    "close 1",
    "dismiss 1 --text x",
    "reopen 1",
    "merge 1 --into 2",
)
ONLY_READ = {"show", "list", "offers", "export"}
NO_MATTER_YET = {"open", "clock-jump"}


def at(clock: str) -> str:
    return f"2026-10-20T{clock}:00+08:00"


def group() -> Any:
    return typer.main.get_command(incidents.app())


@pytest.fixture
def acted(run: Run) -> Step:
    """Two matters, of which the first was confirmed by another after it had been looked at; gives commands on it."""
    assert run("tick", "--now", at("08:00"), "--json").code == 0

    def step(*words: object) -> Answer:
        return run("incident", *words, "--json")

    for title in ("桥塌", "停水"):
        assert step("open", "--title", title, "--origin", "phone", "--by", "甲", "--at", at("08:05")).code == 0
    judged = ("--response", "public", "--reason", "关切", "--cause", "interests")
    answer = step("confirm", 1, *judged, "--by", "乙", "--at", at("08:10"))
    assert answer.code == 0, answer.err
    return step


def test_every_command_on_a_matter_is_tried_here() -> None:
    assert {line.split()[0] for line in COMMANDS} | ONLY_READ | NO_MATTER_YET == set(group().commands)


@pytest.mark.parametrize("line", COMMANDS, ids=lambda line: line.split()[0])
def test_the_command_says_how_many_acts_were_seen(line: str) -> None:
    command: click.Command = group().commands[line.split()[0]]
    assert any("--seen" in parameter.opts for parameter in command.params)


def test_whoever_acts_on_what_another_changed_meanwhile_is_told_and_nothing_is_done(acted: Step) -> None:
    before = len(acted("show", 1).value["history"])
    for line in COMMANDS:
        answer = acted(*line.split(), "--by", "丙", "--at", at("08:20"), "--seen", 1)
        assert answer.code == 1 and answer.is_one_chinese_sentence, (line, answer)
        assert "乙" in answer.err and "在您查看之后" in answer.err, (line, answer)
    assert len(acted("show", 1).value["history"]) == before


def test_whoever_has_seen_all_goes_on(acted: Step) -> None:
    seen = len(acted("show", 1).value["history"])
    answer = acted("assign", 1, "--lead", LEAD, "--by", "丙", "--at", at("08:20"), "--seen", seen)
    assert answer.code == 0, answer.err


def test_a_count_that_is_none_is_wrong_usage(acted: Step, tmp_path: Path) -> None:
    assert acted("dismiss", 1, "--text", "误报", "--seen", -1).code == 2
