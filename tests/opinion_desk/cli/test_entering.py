"""`enter link, screenshot, phone`, and `metrics`."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from PIL import Image

from tests.opinion_desk.cli.running import Run

SHARED = "7.92 复制打开抖音，看看【晓风残月的作品】云川东湖区小区停水三天# 停水  https://v.douyin.com/iAb1/ 08/12 fBT:/ v@s.eB"


def test_a_share_text_becomes_an_item_and_a_second_time_its_counts(run: Run) -> None:
    first = run("enter", "link", SHARED, "--reads", "1.2万", "--likes", "30", "--by", "甲", "--json")
    assert first.code == 0 and not first.err and first.value == {
        "id": 1, "new": True, "title": "云川东湖区小区停水三天 #停水", "link": "https://v.douyin.com/iAb1/",
        "platform": "douyin", "problems": [],
    }  # fmt: skip
    again = run("enter", "link", "https://v.douyin.com/iAb1/?utm_source=x", "--reads", "1万", "--json")
    assert (again.value["id"], again.value["new"], again.value["title"]) == (1, False, first.value["title"])
    assert "降到" in again.value["problems"][0] and "降到" in again.err
    series = run("metrics", "1", "--json").value["metrics"]
    assert [(one["reads"], one["likes"]) for one in series] == [(12_000, 30), (10_000, None)]
    noted = run("metrics", "1", "--comments", "8")
    assert noted.code == 0 and "12,000" in noted.out and noted.out.count("\n") == 4
    (hit,) = run("search", "停水", "--json").value
    assert hit["source"] == "抖音（人工录入）" and "晓风" not in str(hit)
    (row,) = run("sources", "list", "--json").value
    assert (row["form"], row["items"]) == ("manual", 1)


def test_a_screenshot_is_kept_covered_and_a_call_without_its_number(
    run: Run, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shot = tmp_path / "截图.jpg"
    Image.new("RGB", (60, 40), "white").save(shot, comment=b"author")
    uncovered = run("enter", "screenshot", shot, "--title", "停水截图")
    assert uncovered.code == 1 and uncovered.is_one_chinese_sentence and not any(home.glob("evidence/*"))
    words = ("--title", "停水截图", "--cover", "0,0,9,9", "--platform", "wechat", "--json")
    done = run("enter", "screenshot", shot, *words)
    assert done.value["platform"] == "wechat" and done.value["new"]
    (kept,) = [path for path in (home / "evidence").rglob("*") if path.is_file()]
    with Image.open(kept) as picture:
        assert picture.getpixel((8, 8)) == (0, 0, 0) and picture.getpixel((9, 9)) == (255, 255, 255)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("东湖区停水，回电 13812345678".encode())))
    call = run("enter", "phone", "--title", "反映停水", "--text", "-", "--at", "2026-11-20T08:00:00+08:00", "--json")
    assert call.code == 0
    (hit,) = run("search", "来源:来电 停水", "--json").value
    assert "138" not in hit["snippet"] and hit["published"] == "2026-11-20T08:00:00+08:00"


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("enter", "link", "https://b23.tv/a"), 1, "补写标题"),
        (("enter", "link", "https://weibo.com/u/1"), 1, "不看个人"),
        (("enter", "link", "https://weibo.com/u/1", "--title", "停水"), 1, "不看个人"),
        (("enter", "link", "停水了", "--look"), 1, "没有链接"),
        (("enter", "link", "停水 https://b23.tv/a", "--reads", "很多"), 2, "看不懂数字"),
        (("enter", "link", "停水", "--platform", "fax"), 2, "douyin"),
        (("enter", "link", "停水", "--seen", "2026-11-20"), 2, "任何数字"),
        (("enter", "screenshot", "没有.png", "--title", "停水"), 1, "没有.png"),
        (("metrics", "7"), 1, "没有编号为 7"),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence(run: Run, words: tuple[str, ...], code: int, told: str) -> None:
    answer = run(*words)
    assert answer.code == code and answer.is_one_chinese_sentence and told in answer.err


def test_a_cover_that_cannot_be_read_is_wrong_usage(run: Run, tmp_path: Path) -> None:
    shot = tmp_path / "a.png"
    Image.new("RGB", (6, 4)).save(shot)
    answer = run("enter", "screenshot", shot, "--title", "停水", "--cover", "左上角")
    assert answer.code == 2 and "左,上,宽,高" in answer.err
