"""`sources add, list, test, import, export`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from tests.opinion_desk.cli.running import Run


def test_a_source_is_added_after_one_look_and_listed_with_its_health(run: Run, served: str) -> None:
    added = run("sources", "add", f"{served}/feed.xml", "--internal", "--json")
    assert added.code == 0 and not added.err
    assert added.value == {"id": 1, "name": "云川发布", "address": f"{served}/feed.xml", "form": "feed"}
    [row] = run("--json", "sources", "list").value
    assert row.items() >= {
        "id": 1, "name": "云川发布", "address": f"{served}/feed.xml", "form": "feed", "health": "new", "last_success": None,
        "errors": 0, "next_check": None,
    }.items()  # fmt: skip
    assert run("collect", "--once").code == 0
    [row] = run("sources", "list", "--json").value
    assert row["health"] == "well"
    assert datetime.fromisoformat(row["last_success"]).tzinfo and datetime.fromisoformat(row["next_check"]).tzinfo
    assert "云川发布" in run("sources", "list").out


def test_a_name_and_a_form_may_be_given(run: Run, served: str) -> None:
    value = run(
        "sources", "add", f"{served}/feed.xml", "--internal", "--name", "发布", "--form", "feed", "--json"
    ).value
    assert (value["name"], value["form"]) == ("发布", "feed")


def test_an_address_is_refused_when_known_not_public_or_no_source(run: Run, served: str) -> None:
    assert run("sources", "add", f"{served}/feed.xml", "--internal").code == 0
    for words, told in (
        (("sources", "add", f"{served}/feed.xml", "--internal"), "已经用了这个地址"),
        (("sources", "add", f"{served}/feed.xml"), "已经用了这个地址"),
        (("sources", "add", f"{served}/other.xml"), "--internal"),
        (("sources", "add", f"{served}/page.html", "--internal"), "网页"),
        (("sources", "add", "nonsense"), "网址"),
        (("sources", "add", " "), "没有写网址"),
        (("sources", "add", "ftp://example.cn/a", "--internal"), "ftp"),
    ):
        answer = run(*words, "--json")
        assert answer.code == 1 and answer.is_one_chinese_sentence and told in answer.err, answer
    assert len(run("sources", "list", "--json").value) == 1


def test_a_look_at_an_address_saves_nothing(run: Run, home: Path, served: str) -> None:
    answer = run("sources", "test", f"{served}/feed.xml", "--internal", "--json")
    assert answer.code == 0
    assert answer.value["form"] == "feed" and answer.value["title"] == "云川发布"
    assert [e["title"] for e in answer.value["entries"]] == ["东湖区沿湖路路灯连续三晚不亮", "北郊镇公交线路下月调整"]
    assert answer.value["entries"][0]["published"] == "2026-11-20T08:00:00+08:00"
    assert run("sources", "list", "--json").value == []


def test_sources_go_out_as_opml_and_come_in_again(run: Run, served: str, tmp_path: Path) -> None:
    run("sources", "add", f"{served}/feed.xml", "--internal")
    out = tmp_path / "sources.opml"
    assert run("sources", "export", out, "--json").value == {"file": str(out), "sources": 1}
    assert run("sources", "import", out, "--json").value == {"added": 0, "known": 1}
    other = out.read_text(encoding="utf-8").replace("/feed.xml", "/feed2.xml")
    out.write_text(other, encoding="utf-8")
    assert run("sources", "import", out, "--json").value == {"added": 1, "known": 0}
    assert [row["health"] for row in run("sources", "list", "--json").value] == ["new", "new"]


def test_what_is_no_opml_is_refused(run: Run, tmp_path: Path) -> None:
    broken = tmp_path / "broken.opml"
    broken.write_text("<opml><body>", encoding="utf-8")
    for path, told in ((broken, "OPML"), (tmp_path / "missing.opml", "找不到")):
        answer = run("sources", "import", path)
        assert answer.code == 1 and answer.is_one_chinese_sentence and told in answer.err
    assert run("sources", "export", tmp_path / "none" / "a.opml").code == 1


def test_a_page_is_looked_at_for_its_lists_and_one_of_them_is_collected(run: Run, served: str) -> None:
    seen = run("sources", "look", f"{served}/list.html", "--internal", "--json").value
    assert seen["feeds"] == [] and seen["lists"][0].items() >= {"rows": "ul.news > li", "count": 3, "dated": 3}.items()
    words = ("sources", "add", f"{served}/list.html", "--internal", "--form", "list_page", "--folder", "政府/ 动态")
    assert run(*words, "--json").value["form"] == "list_page"
    told = run("collect", "--once", "--json").value
    assert (told["items"], told["new"]) == (3, 3)


def test_rules_may_be_written_and_are_tried_before_they_are_kept(run: Run, served: str) -> None:
    page = f"{served}/list.html"
    read = run("sources", "test", page, "--internal", "--rows", "ul.news > li", "--date-at", "span", "--json").value
    assert read["form"] == "list_page" and len(read["entries"]) == 3
    assert read["entries"][0]["published"].startswith("2026-11-20T00:00:00")
    answer = run("sources", "add", page, "--internal", "--rows", "table tr")
    assert answer.code == 1 and "一行也没找到" in answer.err
    assert run("sources", "add", page, "--internal", "--rows", "li", "--entries", "a").code == 2
    lost = run("sources", "add", page, "--internal", "--form", "list_page", "--pages", "3")
    assert lost.code == 2 and "--rows" in lost.err
    assert run("sources", "list", "--json").value == []


def test_json_of_any_shape_is_read_by_a_mapping(run: Run, served: str) -> None:
    words = (f"{served}/odd.json", "--internal", "--entries", "d.rows", "--title-at", "n")
    assert [e["title"] for e in run("sources", "test", *words, "--json").value["entries"]] == ["停水"]
    assert run("sources", "add", *words, "--name", "怪榜", "--json").value["form"] == "hot_list"


def test_the_starter_list_is_shown_and_what_is_chosen_is_added(run: Run) -> None:
    listed = run("sources", "starter", "--json").value
    assert len(listed) > 30 and {"中央媒体", "国务院及部门", "热榜", "本地"} <= {row["folder"] for row in listed}
    assert run("sources", "list", "--json").value == []
    added = run("sources", "starter", "--add", "人民网 时政", "--add", "微博热搜", "--json").value
    assert added == {"added": 2, "known": 0}
    assert [row["address"] for row in run("sources", "list", "--json").value] == [
        "http://www.people.com.cn/rss/politics.xml",
        "rsshub://weibo/search/hot",
    ]
    assert "没有" in run("sources", "starter", "--add", "没有这个").err
    asked = run("sources", "starter", "--add", "领导留言板")
    assert asked.code == 1 and "留言板编号" in asked.err
    assert run("sources", "starter", "--add", "领导留言板", "--fill", "539").code == 0
