"""Drafts, evidence, distribution, offers and referrals on the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.opinion_desk.cli.running import Answer, Run

Step = Callable[..., Answer]
SAFETY, HOUSING = "云川市应急管理局", "云川市住房和城乡建设局"
PLACE = ("--address", "https://yunchuan.example/1")


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


@pytest.fixture
def matter(step: Step) -> Any:
    """A matter of level II since 08:30."""
    times = ("--published", at("08:00"), "--discovered", at("08:10"))
    id = step("open", "--title", "云川大桥引桥支架坍塌", *times, when="08:15").value["id"]
    judged = ("--emergency", "accident", "--level", 2, "--authority", SAFETY)
    assert step("confirm", id, *judged, when="08:30").code == 0
    return id


def _ready(step: Step, id: Any) -> None:
    drafted = ("--what", "情况通报（第一号）", "--unit", HOUSING, "--text", "今日8时许，支架坍塌。")
    assert step("draft", id, *drafted, when="09:00").code == 0
    gates = ("--gate", "political", "--gate", "policy", "--gate", "wording")
    for minute, (which, by) in enumerate((("first", "编辑"), ("second", "科长"), ("third", "分管负责人")), 10):
        assert step("proof", id, 1, "--round", which, *gates, when=f"09:{minute}", by=by).code == 0
    assert step("secrecy", id, 1, when="09:20", by="保密员").code == 0
    assert step("disclose", id, 1, "--as", "public", when="09:21").code == 0


def test_a_draft_goes_out_after_its_review_and_the_list_tells_where_it_went(
    step: Step, run: Run, matter: Any, tmp_path: Path
) -> None:
    _ready(step, matter)
    assert step("sign-off", matter, 1, "--post", "市长", "--heard-by", "值班室", when="09:30").code == 0
    page = tmp_path / "page.html"
    page.write_text("<p>通报</p>", encoding="utf-8")
    more = ("--file", page, "--draft", 1, "--form", "bulletin", "--leader", "市长")
    released = step("publish", matter, "--what", "情况通报（第一号）", *PLACE, *more, when="09:40")
    assert released.value["state"] == "responding"
    sent = step("distribute", matter, "--outlet", "website", "--name", "云川市人民政府网", *PLACE, when="09:45")
    assert sent.code == 0 and "政务新媒体" in sent.err and "政府网站" not in sent.err
    shown = run("incident", "show", matter, "--json").value
    draft, evidence = shown["drafts"][0], shown["incident"]["evidence"][0]
    assert (draft["state"], draft["signed_by"], draft["heard_by"]) == ("published", "市长", "值班室")
    assert [one["by"] for one in draft["rounds"]] == ["编辑", "科长", "分管负责人"]
    assert (evidence["form"], evidence["draft"], evidence["leader"]) == ("bulletin", 1, "市长")
    assert len(evidence["digest"]) == 64 and evidence["address"] == PLACE[1]
    assert shown["distribution"][0]["name"] == "云川市人民政府网"
    assert shown["outlets_missing"] == ["new_media", "media_centre", "media"]
    assert {s["id"]: s["state"] for s in shown["checklist"]}["principal"] == "done"
    told = run("incident", "show", matter).out
    assert "稿件 1 《情况通报（第一号）》第1稿：已发布" in told
    assert "情况通报（第一号）（情况通报）  https://yunchuan.example/1" in told
    assert run("verify", "--json").value == {"ok": True, "findings": []}


def test_what_is_missing_is_said_in_one_sentence_and_nothing_changes(step: Step, run: Run, matter: Any) -> None:
    assert step("draft", matter, "--what", "通报", "--unit", HOUSING, "--text", "正文", when="09:00").code == 0
    before = run("incident", "show", matter, "--json").value
    assert before["drafts"][0]["missing"][0] == "一审一校"
    for words in (
        ("sign-off", matter, 1, "--post", "市长"),
        ("proof", matter, 1, "--round", "second"),
        ("disclose", matter, 1, "--as", "partial"),
        ("send-back", matter, 1),
        ("drop-draft", matter, 1),
        ("secrecy", matter, 2),
        ("publish", matter, "--what", "通报", *PLACE, "--draft", 1),
        ("publish", matter, "--what", "通报"),
        ("publish", matter, *PLACE),
        ("publish", matter, "--what", "通报", *PLACE, "--form", "direct"),
        ("publish", matter, "--what", "通报", *PLACE, "--issued-by", "省指挥部"),
        ("publish", matter, "--item", 9),
        ("distribute", matter, "--outlet", "website", "--name", "云川网"),
        ("accept", matter, 9),
        ("decline", matter, 9),
    ):
        refused = step(*words, when="09:30")
        assert refused.code == 1 and refused.is_one_chinese_sentence, words
    assert run("incident", "show", matter, "--json").value == before
    assert step("proof", matter, 1, "--round", "fourth", when="09:30").code == 2
    assert step("disclose", matter, 1, "--as", "secret", when="09:30").code == 2


def test_a_draft_sent_back_comes_again_and_may_be_dropped(step: Step, run: Run, matter: Any) -> None:
    _ready(step, matter)
    assert step("send-back", matter, 1, "--text", "数字待核", when="09:30").code == 0
    assert step("draft", matter, "--draft", 1, "--text", "改后", when="09:40").code == 0
    draft = run("incident", "show", matter, "--json").value["drafts"][0]
    assert (draft["version"], draft["rounds"], draft["what"]) == (2, [], "情况通报（第一号）")
    assert step("drop-draft", matter, 1, "--text", "改用答记者问", when="09:50").code == 0


def test_offers_are_empty_where_nothing_official_was_read(step: Step, run: Run, matter: Any) -> None:
    assert run("incident", "offers", matter, "--json").value == []
    assert "没有可作发布凭据" in run("incident", "offers", matter).out
