"""Exit codes, wrong usage, help, and what happens when the fault is ours."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import pytest

from opinion_desk.cli.app import BUG, main
from opinion_desk.cli.saying import Opener
from opinion_desk.domain.errors import Refused, Unavailable
from opinion_desk.services.desk import Desk
from tests.opinion_desk.cli.running import Answer, Run, within

NOT_YET = (
    "group a.jsonl --out b.jsonl",
    "documents read a.docx --out a.json",
    "duties list",
    "group --help",
    *(f"brief {kind} --out a.docx" for kind in ("flash", "special", "weekly", "monthly")),
)
WRONG = (
    "nonsense",
    "sources nonsense",
    "sources list --nonsense",
    "sources list extra",
    "incident open",
    "incident open --title 甲 --item x",
    "incident open --title 甲 --origin nonsense",
    "incident open --title 甲 --at nonsense",
    "incident confirm 1 --level 5",
    "incident confirm 1 --level",
    "incident show",
    "collect",
    "collect --once --serve",
    "collect --serve --source 1",
    "sources add http://example.cn/ --form nonsense",
    "sources add http://example.cn/ --form manual",
    "search",
    "search 甲 --limit 0",
    "tick --now nonsense",
    "duty nonsense",
    "duty swap --day 11-20 --shift 白班 --to 甲",
    "duty accept x",
    "duty show --at nonsense",
    "brief nonsense --out a.pdf",
    "brief daily --date nonsense --out a.pdf",
    "notice 1",
    "notice 1 --paper nonsense --out a.pdf",
    "ledger --from 2026 --to 2026",
    "ledger --from nonsense --to 2026 --out a.xlsx",
    "accounts --from 2026 --to 2025",
    "--home",
)


@pytest.mark.parametrize("words", NOT_YET)
def test_a_command_that_is_not_there_yet_says_so(run: Run, home: Path, words: str) -> None:
    answer = run(*words.split())
    assert answer.code == 2 and answer.is_one_chinese_sentence
    assert "尚未提供" in answer.err
    assert not home.exists()


@pytest.mark.parametrize("words", WRONG)
def test_wrong_usage_is_told_in_one_chinese_sentence_and_exit_2(capsys: pytest.CaptureFixture[str], words: str) -> None:
    answer = within(capsys, None, *words.split())
    assert answer.code == 2 and answer.is_one_chinese_sentence, answer
    assert not re.search(r"\b(Error|Invalid|Missing|Usage|Got|Try)\b", answer.err)


def test_help_is_chinese_and_names_every_command(run: Run) -> None:
    answer = run("--help")
    assert answer.code == 0 and not answer.err
    for word in (
        "demo",
        "sources",
        "collect",
        "parse",
        "import",
        "tag",
        "search",
        "incident",
        "tick",
        "brief",
        "notice",
        "ledger",
        "accounts",
        "verify",
        "doctor",
    ):
        assert re.search(rf"^  {word}\s+\S*[\u4e00-\u9fff]", answer.out, re.MULTILINE), word
    assert not re.search(r"^(Usage|Options|Commands)|Show this|documents|Traceback", answer.out, re.MULTILINE)
    step = run("incident", "confirm", "--help").out
    assert "用法：desk incident confirm" in step and not re.search(
        r"^(Usage|Options|Arguments)|required", step, re.MULTILINE
    )


def test_a_group_without_a_command_shows_its_help_as_wrong_usage(run: Run) -> None:
    answer = run("incident")
    assert answer.code == 2 and not answer.out
    assert "hold-conference" in answer.err and "用法" in answer.err


def test_the_version_is_told(run: Run) -> None:
    answer = run("--version")
    assert answer.code == 0 and re.fullmatch(r"舆情工作台 \d+\.\d+\.\d+\n", answer.out)


def _raising(error: BaseException) -> Opener:
    def desk(home: str | None) -> Desk:
        raise error

    def demo(*_: object) -> None:
        raise error

    return Opener(desk, demo)  # type: ignore[arg-type]  # never gets as far as a desk


def _run_raising(capsys: pytest.CaptureFixture[str], error: BaseException, home: Path) -> Answer:
    code = main(["--home", str(home), "sources", "list", "--json"], _raising(error))
    said = capsys.readouterr()
    return Answer(code, said.out, said.err)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (Refused("title_missing"), 1),
        (Unavailable("store_disk_full", path="x"), 3),
        (OSError(28, "No space left on device"), 3),
        (MemoryError(), 3),
        (KeyboardInterrupt(), 130),
    ],
)
def test_known_failures_are_one_sentence_with_their_code(
    capsys: pytest.CaptureFixture[str], home: Path, error: BaseException, code: int
) -> None:
    answer = _run_raising(capsys, error, home)
    assert answer.code == code and answer.is_one_chinese_sentence
    assert not home.exists()


def test_a_bug_is_logged_whole_in_the_home_and_told_once(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    answer = _run_raising(capsys, RuntimeError("线断了"), home)
    log = home / "logs" / "desk.log"
    assert answer.code == BUG and answer.is_one_chinese_sentence
    assert str(log) in answer.err and "线断了" not in answer.err
    kept = log.read_text(encoding="utf-8")
    assert "RuntimeError: 线断了" in kept and "Traceback" in kept and "sources list" in kept


def test_a_bug_that_cannot_be_logged_is_told_whole(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    taken = tmp_path / "file"
    taken.write_text("x")
    answer = _run_raising(capsys, RuntimeError("线断了"), taken)
    assert answer.code == BUG and not answer.out
    assert "RuntimeError: 线断了" in answer.err and "日志也写不进去" in answer.err


def test_no_handler_of_the_log_outlives_a_command(run: Run) -> None:
    before = list(logging.getLogger().handlers)
    run("--help")
    assert logging.getLogger().handlers == before
