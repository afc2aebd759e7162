"""`staff list|set|remove` and `policies show|check|use|reset`: who may do what, and the clocks of the desk."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from data import read_json
from tests.opinion_desk.cli.running import Run


@pytest.fixture
def office(run: Run) -> Run:
    """A desk with an administrator and a duty officer."""
    assert run("staff", "set", "丁一", "--post", "系统管理", "--role", "administrator").code == 0
    assert run("staff", "set", "乙", "--post", "值班岗", "--role", "duty_officer", "--by", "丁一").code == 0
    return run


def written(path: Path, rows: Any) -> Path:
    path.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    return path


def stricter() -> Any:
    rows = json.loads(json.dumps(read_json("policies.json")))
    deadline(rows, "release")["after_min"] = 240
    return rows


def deadline(rows: Any, id: str) -> Any:
    clock = next(row for row in rows["clocks"] if row["id"] == id)
    return next(mark for mark in clock["marks"] if mark["kind"] == "deadline")


# --- staff


def test_without_a_list_it_is_said_that_everybody_may_do_everything(run: Run) -> None:
    assert run("staff", "list", "--json").value == []
    assert "人人可办" in run("staff", "list").out


def test_the_first_colleague_must_be_an_administrator(run: Run) -> None:
    answer = run("staff", "set", "乙", "--role", "duty_officer")
    assert answer.code == 1 and answer.is_one_chinese_sentence and "管理员" in answer.err
    assert run("staff", "list", "--json").value == []


def test_colleagues_are_listed_with_post_and_roles(office: Run) -> None:
    assert office("staff", "list", "--json").value == [
        {"name": "丁一", "post": "系统管理", "roles": ["administrator"]},
        {"name": "乙", "post": "值班岗", "roles": ["duty_officer"]},
    ]
    shown = office("staff", "list").out
    assert "值班岗" in shown and "管理员" in shown and "duty_officer" not in shown


def test_a_colleague_is_changed_in_place_and_roles_add_up(office: Run) -> None:
    changed = office(
        *("staff", "set", "乙", "--post", "审核岗", "--role", "approver", "--role", "analyst", "--by", "丁一", "--json")
    )
    assert changed.value[1] == {"name": "乙", "post": "审核岗", "roles": ["analyst", "approver"]}


def test_only_an_administrator_changes_the_list(office: Run) -> None:
    for words, told in (
        (("set", "丙", "--role", "analyst", "--by", "乙"), "乙（值班员）不能办这一步，须由管理员办理"),
        (("remove", "丁一", "--by", "乙"), "须由管理员办理"),
        (("set", "丙", "--role", "analyst", "--by", "没有的"), "没有“没有的”"),
        (("set", "丙", "--role", "analyst"), "没有“值班员”"),
        (("remove", "丁一", "--by", "丁一"), "至少要有一位管理员"),
        (("remove", "没有的", "--by", "丁一"), "没有“没有的”"),
        (("set", "很长" * 11, "--role", "analyst", "--by", "丁一"), "1 至 20 个字"),
    ):
        answer = office("staff", *words)
        assert answer.code == 1 and told in answer.err and answer.is_one_chinese_sentence, answer
    assert [row["name"] for row in office("staff", "list", "--json").value] == ["丁一", "乙"]


def test_a_role_that_does_not_exist_is_wrong_usage_and_names_those_that_do(run: Run) -> None:
    answer = run("staff", "set", "丁一", "--role", "king")
    assert answer.code == 2 and "administrator" in answer.err and answer.is_one_chinese_sentence
    assert run("staff", "set", "丁一").code == 2


def test_the_last_colleague_takes_the_list_away_with_him(run: Run, home: Path) -> None:
    run("staff", "set", "丁一", "--role", "administrator")
    assert run("staff", "remove", "丁一", "--by", "丁一", "--json").value == []
    assert not (home / "staff.json").exists()


def test_a_list_that_cannot_be_understood_is_kept_and_named(run: Run, home: Path) -> None:
    home.mkdir()
    (home / "staff.json").write_text("{", encoding="utf-8")
    answer = run("staff", "list")
    assert answer.code == 1 and "staff.json" in answer.err and answer.is_one_chinese_sentence
    assert (home / "staff.json").read_text(encoding="utf-8") == "{"


def test_a_deed_is_refused_to_whoever_has_no_role_for_it_and_nothing_changes(office: Run) -> None:
    for name, role in (("甲", "analyst"), ("丙", "approver")):
        office("staff", "set", name, "--role", role, "--by", "丁一")
    id = office("incident", "open", "--title", "路灯不亮", "--by", "甲", "--json").value["id"]
    dismiss = ("incident", "dismiss", id, "--text", "重复")
    for by, told in (
        ("甲", "甲（研判员）不能办这一步，须由值班员、审批人办理"),
        ("丁一", "丁一（管理员）不能办这一步"),
        ("没有的", "没有“没有的”"),
    ):
        answer = office(*dismiss, "--by", by)
        assert answer.code == 1 and told in answer.err and answer.is_one_chinese_sentence, answer
    assert office("incident", "open", "--title", "再开一件", "--by", "丁一").code == 1
    assert len(office("incident", "list", "--json").value) == 1
    assert office(*dismiss, "--by", "值班岗", "--json").value["state"] == "dismissed"
    assert office("incident", "reopen", id, "--by", "乙").code == 1
    assert office("incident", "reopen", id, "--by", "丙").code == 0
    assert office("verify").code == 0


# --- policies


def test_the_packaged_policies_are_shown_with_their_grounds_and_ladders(run: Run) -> None:
    assert run("policies", "show", "--json").value == read_json("policies.json")
    shown = run("policies", "show").out
    assert "国办发〔2016〕80号" in shown
    assert "提级（特别重大、重大，一级舆情）：值班负责人 → 宣传部分管领导" in shown


def test_stricter_policies_are_checked_used_and_taken_back(run: Run, tmp_path: Path, home: Path) -> None:
    file = written(tmp_path / "ours.json", stricter())
    assert run("policies", "check", file).code == 0
    assert not (home / "policies.json").exists()
    assert run("policies", "use", file).code == 0
    assert deadline(run("policies", "show", "--json").value, "release")["after_min"] == 240
    assert deadline(run("policies", "reset", "--json").value, "release")["after_min"] == 300
    assert not (home / "policies.json").exists()


def test_a_file_that_cannot_be_used_is_refused_by_its_own_name_and_nothing_changes(
    run: Run, tmp_path: Path, home: Path
) -> None:
    looser, level_five, no_time = stricter(), stricter(), stricter()
    deadline(looser, "release")["after_min"] = 360
    level_five["clocks"][0]["levels"] = [5]
    deadline(no_time, "receipt")["after_min"] = 0
    (tmp_path / "broken.json").write_text("{", encoding="utf-8")
    (tmp_path / "list.json").write_text("[]", encoding="utf-8")
    for file, told in (
        (written(tmp_path / "looser.json", looser), "最迟 5 小时，只能更严"),
        (written(tmp_path / "level.json", level_five), "level.json"),
        (written(tmp_path / "none.json", no_time), "不能是零"),
        (tmp_path / "broken.json", "broken.json"),
        (tmp_path / "list.json", "list.json"),
        (tmp_path / "absent.json", "absent.json"),
    ):
        for command in ("check", "use"):
            answer = run("policies", command, file)
            assert answer.code == 1 and told in answer.err and answer.is_one_chinese_sentence, answer
    assert not (home / "policies.json").exists()


def test_only_an_administrator_puts_policies_in_force(office: Run, tmp_path: Path, home: Path) -> None:
    file = written(tmp_path / "ours.json", stricter())
    for words in (("use", file, "--by", "乙"), ("reset", "--by", "乙"), ("use", file)):
        answer = office("policies", *words)
        assert answer.code == 1 and answer.is_one_chinese_sentence
    assert not (home / "policies.json").exists()
    assert office("policies", "check", file).code == 0
    assert office("policies", "use", file, "--by", "丁一").code == 0
    assert office("policies", "reset", "--by", "丁一").code == 0


def test_the_clocks_of_a_new_matter_follow_the_policies_in_force(run: Run, tmp_path: Path) -> None:
    run("policies", "use", written(tmp_path / "ours.json", stricter()))
    id = run("incident", "open", "--title", "支架坍塌", "--published", "2026-11-20T14:20:00+08:00", "--json").value[
        "id"
    ]
    confirmed = run(
        *("incident", "confirm", id, "--emergency", "accident", "--level", "2", "--authority", "市应急管理局"),
        *("--response", "public", "--json"),
    )
    assert confirmed.code == 0, confirmed
    clock = next(row for row in run("incident", "show", id, "--json").value["clocks"] if row["clock"] == "release")
    assert clock["marks"][-1]["due"] == "2026-11-20T18:20:00+08:00"
