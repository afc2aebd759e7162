"""`import` with a mapping, `mappings`, and folders among the `sources`."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from opinion_desk.demo.server import LoopbackServer
from tests.opinion_desk.cli.running import Run

ODD = "提要,见报日,读者姓名\n停水,2026-11-20,张三\n停电,2026-11-19,李四\n"
SAID = ("--map", "提要=标题", "--map", "见报日=published")


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    path = tmp_path / "剪报" / "a.csv"
    path.parent.mkdir()
    path.write_bytes(ODD.encode("gbk"))
    os.utime(path, (1_700_000_000, 1_700_000_000))
    return path


def test_a_header_is_explained_once_and_kept(run: Run, odd: Path) -> None:
    unknown = run("import", odd, "--json")
    assert unknown.code == 1 and "提要、见报日、读者姓名" in unknown.err and "--map" in unknown.err
    first = run("import", odd, *SAID, "--keep", "晨报", "--json")
    assert first.code == 0 and first.value == {
        "read": 2, "new": 2, "known": 0, "updated": 0, "skipped": [], "ignored": [], "mapping": "晨报",
    }  # fmt: skip
    again = run("import", odd, "--json").value
    assert (again["known"], again["mapping"]) == (2, "晨报")
    meanings = {"提要": "title", "见报日": "published", "读者姓名": "drop"}
    assert run("mappings", "list", "--json").value == [{"name": "晨报", "meanings": meanings}]
    assert "不读入" in run("mappings", "show", "晨报").out
    assert run("mappings", "remove", "晨报", "--json").value == {"removed": "晨报"}
    assert run("mappings", "show", "晨报").is_one_chinese_sentence
    assert run("import", odd).code == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--map", "提要"), "列名=含义"),
        (("--map", "提要=题目"), "可用"),
        (("--map", "摘要=title"), "没有“摘要”这一列"),
        (("--map", "提要=title", "--map", "读者姓名=keep"), "个人"),
        (("--map", "见报日=published"), "标题或正文"),
        (("--preset", "别家"), "12345"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_one_sentence(
    run: Run, odd: Path, words: tuple[str, ...], told: str
) -> None:
    refused = run("import", odd, *words)
    assert refused.code == 1 and refused.is_one_chinese_sentence and told in refused.err
    assert run("sources", "list", "--json").value == []


def test_a_folder_is_added_by_its_path_and_its_files_are_listed(
    run: Run, odd: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(odd.parent.parent)
    assert run("sources", "test", "剪报", "--json").value["entries"][0]["title"] == "a.csv"
    added = run("sources", "add", "剪报", "--json").value
    assert (added["form"], added["address"], added["name"]) == ("folder", str(odd.parent), "剪报")
    assert run("sources", "add", str(odd.parent)).code == 1  # known
    assert run("sources", "add", "没有", "--form", "folder").is_one_chinese_sentence
    assert run("collect", "--once", "--json").value["new"] == 0
    (file,) = run("sources", "files", 1, "--json").value
    assert (file["name"], file["state"], file["read"]) == ("a.csv", "failed", 0)
    assert "读不懂" in run("sources", "files", 1).out
    run("import", odd, *SAID, "--keep", "晨报")
    assert run("collect", "--once", "--json").value["items"] == 2
    (file,) = run("sources", "files", 1, "--json").value
    assert (file["state"], file["read"], file["mapping"]) == ("read", 2, "晨报")


def test_a_kept_mapping_reads_the_same_header_at_an_address(run: Run, odd: Path) -> None:
    with LoopbackServer({"/a.csv": (ODD.encode(), "text/csv; charset=utf-8")}) as server:
        words = ("sources", "add", f"{server.base_url}/a.csv", "--internal", "--json")
        assert run(*words).code == 1
        run("import", odd, *SAID, "--keep", "晨报")
        assert run(*words).value["form"] == "table"
        assert run("collect", "--once", "--json").value["items"] == 2
