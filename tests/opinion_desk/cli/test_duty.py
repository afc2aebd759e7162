"""A night at the desk on the command line: rota, coming on, the log, handing over; with the time chosen."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.opinion_desk.cli.running import Answer, Run
from tests.written import docx_words

Step = Callable[..., Answer]
ROTA = {
    "since": "2026-10-20",
    "shifts": [
        {"name": "白班", "start": "08:00", "end": "20:00"},
        {"name": "夜班", "start": "20:00", "end": "08:00"},
    ],
    "turns": [
        {"post": "值班员", "shift": "白班", "who": ["早班值班员"]},
        {"post": "值班员", "shift": "夜班", "who": ["夜班值班员"], "weekdays": [1, 2, 3, 4, 5, 6]},
    ],
}


def at(clock: str, day: int = 20) -> str:
    """An instant of the days these tests happen on; 2026-10-20 is a Tuesday."""
    return f"2026-10-{day}T{clock}:00+08:00"


@pytest.fixture
def step(run: Run) -> Step:
    """A step at the desk, as JSON, on a home whose time is chosen."""
    assert run("tick", "--now", at("08:00"), "--json").code == 0

    def give(*words: object, by: str = "", when: str = "") -> Answer:
        more = [*(("--by", by) if by else ()), *(("--at", when) if when else ())]
        return run("duty", *words, *more, "--json")

    return give


@pytest.fixture
def planned(step: Step, tmp_path: Path) -> Any:
    """The rota of ROTA, saved: what the command answered."""
    file = tmp_path / "rota.json"
    file.write_text(json.dumps(ROTA, ensure_ascii=False), encoding="utf-8")
    return step("rota", "--file", file).value


def _on(run: Run, moment: str) -> Any:
    return run("duty", "show", "--at", moment, "--json").value["on"][0]


def test_a_night_is_kept_from_coming_on_to_handing_over(step: Step, run: Run, planned: Any) -> None:
    assert planned["state"] == "saved"
    assert _on(run, at("09:00"))["who"] == "早班值班员"
    came = step("on", by="早班值班员", when=at("08:01")).value
    assert came == {"id": came["id"], "state": "on", "responsible": "早班值班员"}
    opened = run("incident", "open", "--title", "桥塌", "--origin", "phone", "--at", at("09:00"), "--json").value
    logged = step("log", "--text", "市应急局来电", "--phone", "0000-5558005", "--incident", opened["number"], by="早班值班员", when=at("09:05"))  # fmt: skip
    assert logged.value["state"] == "logged"
    judged = ("--emergency", "accident", "--level", 2, "--authority", "市应急局")
    assert run("incident", "confirm", opened["id"], *judged, "--at", at("09:10"), "--json").code == 0
    offered = step("offer", "--to", "夜班值班员", "--undone", "盯住情况通报", by="早班值班员", when=at("19:55")).value
    assert (offered["state"], offered["owed"]) == ("offered", 5)  # four clocks, and the signature for the level
    assert step("off", by="早班值班员", when=at("20:05")).value["responsible"] == "早班值班员"
    assert _on(run, at("20:30"))["overdue"] is True
    accepted = step("accept", offered["id"], by="夜班值班员", when=at("20:40")).value
    assert accepted["state"] == "accepted"
    assert (_on(run, at("20:30"))["who"], _on(run, at("20:41"))["who"]) == ("早班值班员", "夜班值班员")
    shown = run("duty", "show", "--at", at("20:41"), "--json").value
    (handover,) = shown["handovers"]
    assert [one["kind"] for one in handover["owed"]] == ["clock"] * 4 + ["signature"]
    assert (handover["undone"], handover["ended_by"]) == ("盯住情况通报", "夜班值班员")
    assert run("verify", "--json").value == {"ok": True, "findings": []}


def test_the_second_who_accepts_is_refused_with_who_accepted(step: Step, planned: Any) -> None:
    step("on", by="早班值班员", when=at("08:01"))
    id = step("offer", by="早班值班员", when=at("19:50")).value["id"]
    assert step("accept", by="夜班值班员", when=at("20:00")).value == {
        "id": id, "state": "accepted", "post": "值班员", "owed": 0,
    }  # fmt: skip
    late = step("accept", id, by="带班领导", when=at("20:01"))
    assert late.code == 1 and late.is_one_chinese_sentence and "夜班值班员" in late.err


def test_declined_leaves_it_where_it_was_and_needs_a_reason(step: Step, run: Run, planned: Any) -> None:
    step("on", by="早班值班员", when=at("08:01"))
    step("offer", by="早班值班员", when=at("19:50"))
    assert step("decline", by="夜班值班员", when=at("19:55")).code == 1
    assert step("decline", "--reason", "两件未交代", by="夜班值班员", when=at("19:56")).value["state"] == "declined"
    assert _on(run, at("23:00"))["who"] == "早班值班员"


def test_a_repeated_command_id_changes_nothing(step: Step, run: Run, planned: Any) -> None:
    for words in (("on",), ("offer",), ("log", "--text", "巡查正常"), ("off",)):
        first = step(*words, "--command-id", f"k-{words[0]}", by="早班值班员", when=at("10:00"))
        again = step(*words, "--command-id", f"k-{words[0]}", by="早班值班员", when=at("10:00"))
        assert first.code == 0 and again.value["id"] == first.value["id"], again
    taken = step("log", "--text", "另一条", "--command-id", "k-on", by="早班值班员")
    assert taken.code == 1 and "k-on" in taken.err
    assert len(step("log").value) == 1
    assert len(run("duty", "show", "--json").value["handovers"]) == 1


def test_a_hole_is_told_and_covered_by_the_administrator(step: Step, run: Run, planned: Any) -> None:
    sunday = planned["holes"][0]
    assert (sunday["post"], sunday["start"], sunday["covered_by"]) == ("值班员", sunday["start"], "管理员")
    assert sunday["end"][11:16] == "08:00"
    on = _on(run, at("23:00", 25))
    assert (on["who"], on["covered"], on["until"]) == ("管理员", True, at("08:00", 26))


def test_the_rota_is_written_as_it_is_read(step: Step, run: Run, planned: Any, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    assert step("rota", "--out", out).value["state"] == "written"
    again = json.loads(out.read_text(encoding="utf-8"))
    assert again["shifts"] == ROTA["shifts"] and again == step("rota").value


def test_a_swap_and_an_exchange_change_who_is_on(step: Step, run: Run, planned: Any) -> None:
    swapped = step(
        "swap", "--day", "2030-01-01", "--shift", "白班", "--to", "替班", "--reason", "公差", by="早班值班员"
    )
    assert swapped.value["state"] == "swapped"
    words = ("--to", "夜班值班员", "--reason", "培训", "--with-day", "2030-01-02", "--with-shift", "夜班")
    assert step("swap", "--day", "2030-01-02", "--shift", "白班", *words, by="早班值班员").code == 0
    assert _on(run, "2030-01-01T09:00:00+08:00")["who"] == "替班"
    assert _on(run, "2030-01-02T09:00:00+08:00")["who"] == "夜班值班员"
    assert _on(run, "2030-01-02T21:00:00+08:00")["who"] == "早班值班员"
    wrong = step(
        "swap", "--day", "2030-01-05", "--shift", "白班", "--to", "丁", "--reason", "换", "--with-day", "2030-01-06"
    )
    assert wrong.code == 1 and wrong.is_one_chinese_sentence


def test_the_log_is_corrected_by_adding(step: Step, planned: Any) -> None:
    first = step("log", "--text", "三人受伤", by="早班值班员", when=at("09:00")).value["id"]
    fixed = step("log", "--text", "两人受伤", "--corrects", first, "--reason", "医院核实", by="早班值班员")
    assert fixed.value["state"] == "corrected"
    (line,) = step("log").value
    assert (line["text"], line["corrects"], line["before"], line["at"]) == ("两人受伤", first, [first], at("09:00"))
    twice = step("log", "--text", "一人", "--corrects", first, "--reason", "再核实", by="早班值班员")
    assert twice.code == 1 and twice.is_one_chinese_sentence


@pytest.mark.parametrize(
    "words",
    [
        "on --post 门卫",
        "on --shift 晚班",
        "off --by 路人",
        "accept",
        "accept 77",
        "log --text x --phone 13812345678",
        "log --text x --incident 99",
        "log --text x --corrects 99",
        "swap --day 2026-10-20 --shift 晚班 --to 丁 --reason x",
        "rota --file nowhere.json",
        f"on --by {'长' * 61}",
        f"offer --by 早班值班员 --to {'长' * 61}",
        "swap --day 9999-12-31 --shift 白班 --to 丁 --reason x",
        "swap --day 2026-10-21 --shift 白班 --to 丁 --reason x --with-day 0001-01-01",
        "show --at 9999-12-31T23:59:59Z",
        "show --at 0001-01-02T00:00:00Z",
        "on --at 1970-01-01T00:00:00Z --by x",
        "on --at 2999-01-01T00:00:00Z --by x --post 门卫",
    ],
)
def test_what_cannot_be_done_is_refused_in_one_sentence(step: Step, planned: Any, words: str) -> None:
    answer = step(*words.split())
    assert answer.code == 1 and answer.is_one_chinese_sentence, answer


def test_without_a_rota_the_desk_still_hands_over(step: Step, run: Run) -> None:
    assert step("rota").code == 1
    swapped = step("swap", "--day", "2026-11-30", "--shift", "白班", "--to", "丁", "--reason", "公差")
    assert swapped.code == 1 and "还没有排班" in swapped.err
    assert step("on", by="甲").value["responsible"] == "甲"
    step("offer", by="甲")
    step("accept", by="乙")
    assert run("duty", "show", "--json").value["on"][0]["who"] == "乙"
    assert run("duty", "show").code == 0 and run("duty", "log").code == 0


def test_a_broken_file_is_told_where(step: Step, tmp_path: Path) -> None:
    for name, text in (("a.json", "{"), ("b.json", json.dumps(ROTA | {"turns": []})), ("c.json", json.dumps(ROTA | {"turns": ROTA["turns"] * 2})), ("d.json", json.dumps(ROTA | {"since": "9999-12-31"})), ("e.json", json.dumps(ROTA | {"since": "0001-01-01"}))):  # type: ignore[operator]  # fmt: skip
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        answer = step("rota", "--file", file)
        assert answer.code == 1 and answer.is_one_chinese_sentence, answer
    assert step("rota").code == 1


def test_the_night_is_put_on_paper(step: Step, planned: Any, tmp_path: Path) -> None:
    step("log", "--text", "市应急局来电", "--unit", "市应急局", by="早班值班员", when=at("09:05"))
    id = step("offer", "--undone", "盯住情况通报", by="早班值班员", when=at("19:55")).value["id"]
    step("accept", id, by="夜班值班员", when=at("20:03"))
    handed = step("paper", id, "--out", tmp_path / "交接.docx").value
    assert handed == {"file": str(tmp_path / "交接.docx"), "handover": id, "state": "已接班", "owed": 0}
    words = docx_words(tmp_path / "交接.docx")
    assert "盯住情况通报" in words and "10月20日 20:03" in words
    logged = step("log-paper", "--from", "2026-10-20", "--to", "2026-10-20", "--out", tmp_path / "日志.pdf").value
    assert (logged["entries"], logged["from"]) == (1, "2026-10-20")
    assert (tmp_path / "日志.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("paper 77 --out a.docx", 1),
        ("paper 1 --out a.txt", 1),
        ("log-paper --from 2026-10-20 --to 2026-10-19 --out a.docx", 2),
        ("log-paper --from gestern --to 2026-10-19 --out a.docx", 2),
        ("log-paper --from 2026-10 --to 2026-10 --out a.xlsx", 1),
    ],
)
def test_papers_that_cannot_be_made_are_told_in_one_sentence(
    step: Step, planned: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str, code: int
) -> None:
    monkeypatch.chdir(tmp_path)
    step("offer", by="早班值班员", when=at("19:55"))
    answer = step(*words.split())
    assert answer.code == code and answer.is_one_chinese_sentence, answer
    assert not list(tmp_path.glob("a.*"))
