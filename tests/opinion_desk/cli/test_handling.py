"""Units on the command line: assignment with its number, stages, return, papers, review, export; and the registry."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.opinion_desk.cli.running import Answer, Run

SAFETY, WATER = "云川市应急管理局", "云川市水务局"
Step = Callable[..., Answer]


def at(clock: str) -> str:
    return f"2026-10-20T{clock}:00+08:00"


@pytest.fixture
def step(run: Run) -> Step:
    """A step of a matter, as JSON, on a home whose time is chosen."""
    assert run("tick", "--now", at("08:00"), "--json").code == 0

    def give(*words: object, when: str | None = None, by: str = "夜班值班员") -> Answer:
        more = ("--at", at(when)) if when else ()
        return run("incident", *words, "--by", by, *more, "--json")

    return give


@pytest.fixture
def id(step: Step) -> int:
    """A matter whose response is due, confirmed at half past eight."""
    opened = step("open", "--title", "东湖片区停水", "--published", at("08:00"), "--origin", "phone", when="08:15")
    found: int = opened.value["id"]
    assert step("confirm", found, "--response", "public", "--grade", 3, when="08:30").code == 0
    return found


def shown(run: Run, id: int) -> Any:
    return run("incident", "show", id, "--json").value


def told(answer: Answer, words: str) -> bool:
    return answer.code == 1 and answer.is_one_chinese_sentence and words in answer.err


def test_a_unit_is_handed_a_matter_signs_answers_by_stage_and_is_sent_the_ladder(step: Step, run: Run, id: int) -> None:
    assert step("assign", id, "--lead", WATER, "--co", SAFETY, when="08:35").value["state"] == "assigned"
    assert step("acknowledge", id, "--unit", WATER, "--way", "phone", "--post", "值班室", when="08:40").code == 0
    assert told(step("hand", id, "--unit", WATER, "--paper", "supervised", when="08:45"), "督办须在催办之后")
    assert step("urge", id, "--unit", WATER, when="09:00").code == 0
    assert step("hand", id, "--unit", WATER, "--paper", "supervised", "--text", "限午前", when="09:10").code == 0
    assert step("reply", id, "--unit", WATER, "--text", "抢修中", when="09:20").code == 0
    assert step("reply", id, "--unit", WATER, "--text", "见稿", "--stage", "draft", when="09:30").code == 0
    assert step("consult", id, "--unit", WATER, "--unit", SAFETY, "--text", "先送水", when="09:40").code == 0
    value = shown(run, id)
    lead = value["assignments"][0]
    assert (lead["notice"], lead["receipt"], lead["received_by"]) == ("交〔2026〕1号", "phone", "值班室")
    assert lead["stages"] == ["verification", "draft"]
    numbered = [(paper["kind"], paper["number"], paper["unit"]) for paper in value["papers"]]
    assert numbered == [
        ("assigned", "交〔2026〕1号", WATER),
        ("assigned", "交〔2026〕1号", SAFETY),
        ("urged", "催〔2026〕1号", WATER),
        ("supervised", "督〔2026〕1号", WATER),
    ]
    assert value["consultations"][0]["conclusion"] == "先送水"
    states = {clock["clock"]: clock["state"] for clock in value["clocks"]}
    assert (states[f"draft:{WATER}"], states[f"completion:{WATER}"]) == ("met", "running")
    assert run("verify", "--json").value == {"ok": True, "findings": []}


def test_a_return_waits_for_the_office_and_the_lead_it_names_keeps_the_matter(step: Step, run: Run, id: int) -> None:
    step("assign", id, "--lead", WATER, when="08:35")
    assert told(step("return", id, "--unit", WATER, when="08:50"), "退单须写明")
    assert step("return", id, "--unit", WATER, "--rule", "R3", when="08:50").code == 0
    value = shown(run, id)
    assert (value["awaiting_naming"], value["responsible"]) == (True, "政府办公室")
    assert "待政府办指定主办（R5）" in run("incident", "show", id).out
    assert step("assign", id, "--lead", SAFETY, "--named-by", "政府办公室", when="09:00").code == 0
    assert told(step("return", id, "--unit", SAFETY, "--rule", "R3", when="09:10"), "不能再退单")
    assert shown(run, id)["responsible"] == SAFETY


def test_a_step_is_moved_and_a_statutory_clock_is_not(step: Step, run: Run, id: int) -> None:
    step("assign", id, "--lead", WATER, when="08:35")
    later = ("--due", at("22:00"), "--reason", "送检")
    assert step("step-due", id, f"verification:{WATER}", *later, when="09:00").code == 0
    due = next(c for c in shown(run, id)["clocks"] if c["clock"] == f"verification:{WATER}" and c["state"] == "running")
    assert due["marks"][-1]["due"] == at("22:00")
    assert told(step("step-due", id, "response", *later, when="09:00"), "规定时限")


def test_who_looked_too_long_ago_is_told_what_happened_since(step: Step, run: Run, id: int) -> None:
    seen = len(shown(run, id)["history"])
    assert step("assign", id, "--lead", WATER, when="08:35", by="白班值班员").code == 0
    late = step("assign", id, "--lead", SAFETY, "--seen", seen, when="08:36")
    assert told(late, f"白班值班员 08:35 交办：主办{WATER}")
    assert shown(run, id)["incident"]["lead"] == WATER
    now = len(shown(run, id)["history"])
    assert step("assign", id, "--lead", SAFETY, "--seen", now, when="08:37").code == 0


def test_a_matter_born_of_another_is_shown_at_both(step: Step, run: Run, id: int) -> None:
    child = step("open", "--title", "停水引发抢购", "--born-of", id, when="09:00").value["id"]
    assert shown(run, child)["born_of"] == id
    assert shown(run, id)["born"] == [{"id": child, "number": f"YQ-2026-{child:04d}", "title": "停水引发抢购"}]
    assert "次生舆情" in run("incident", "show", id).out and "次生于" in run("incident", "show", child).out


def test_a_grave_matter_is_filed_after_its_review(step: Step, run: Run) -> None:
    opened = step("open", "--title", "不实传言", when="08:15").value["id"]
    step("confirm", opened, "--grade", 2, when="08:30")
    assert step("conclude", opened, when="09:00").code == 0
    assert told(step("close", opened, when="09:10"), "incident review")
    review = ("--plan", "未启用", "--findings", "发现及时", "--lessons", "提前备稿")
    assert step("review", opened, *review, when="09:10").code == 0
    assert shown(run, opened)["review"]["lessons"] == "提前备稿"
    assert step("close", opened, when="09:20").value["state"] == "closed"


def test_a_matter_is_exported_as_a_folder_once(step: Step, run: Run, id: int, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<p>通报</p>", encoding="utf-8")
    step("respond", id, "--what", "情况通报", "--file", page, when="10:00")
    out = tmp_path / "out"
    done = run("incident", "export", id, "--out", out, "--json").value
    assert set(done["files"]) == {"timeline.html", "incident.json", "manifest.json", "evidence/01-情况通报.html"}
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    for name, digest in manifest["files"].items():
        assert hashlib.sha256((out / name).read_bytes()).hexdigest() == digest
    html = (out / "timeline.html").read_text(encoding="utf-8")
    assert "东湖片区停水" in html and "公开回应：情况通报" in html and "<script" not in html
    again = run("incident", "export", id, "--out", out, "--json")
    assert told(again, "不是空的")


def test_the_registry_keeps_telephones_and_posts(run: Run) -> None:
    assert run("units", "list").out.strip() == "名录是空的；用 units set 登记。"
    posts = (
        "--phone",
        "0512-8888",
        "--liaison",
        "办公室主任",
        "--liaison-phone",
        "0512-8889",
        "--spokesperson",
        "副局长",
    )
    assert run("units", "set", WATER, *posts, "--alias", "市水务局", "--json").code == 0
    assert run("units", "set", "市水务局", "--phone", "0512-9999", "--json").value["name"] == WATER
    (unit,) = run("units", "list", "--json").value
    assert (unit["duty_phone"], unit["liaison_post"], unit["spokesperson_post"]) == (
        "0512-9999",
        "办公室主任",
        "副局长",
    )
    assert "办公室主任 0512-8889" in run("units", "list").out
    wrong = run("units", "set", WATER, "--function", "moon", "--json")
    assert wrong.code == 2 and "moon" in wrong.err
    assert run("units", "set", " ", "--json").code == 1
