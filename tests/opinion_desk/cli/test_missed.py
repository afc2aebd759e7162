"""`missed` on the command line."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from tests.opinion_desk.cli.running import Run

EXPORT = """标题,链接,站点,作者,发布时间,采集时间
东湖区沿湖路路灯连续三晚不亮,https://www.example.cn/1?utm_source=v,云川发布,王小明,2026-11-20 08:00,2026-11-20 08:20
一件谁也没有采到的事情,https://gap.example/9,空白论坛,王小明,2026-11-20 09:00,2026-11-20 10:30
"""


@pytest.fixture
def collected(run: Run, served: str) -> None:
    assert run("sources", "add", f"{served}/feed.xml", "--internal").code == 0
    assert run("collect", "--once").code == 0


@pytest.mark.usefixtures("collected")
def test_an_export_is_compared_in_json_in_words_and_on_paper(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "导出.csv"
    path.write_bytes(EXPORT.encode("gbk"))
    words = ("missed", path, "--vendor", "甲舆情", "--from", "2026-11-20", "--to", "2026-11-20")
    answer = run(*words, "--late", "60", "--json")
    assert answer.code == 0, answer.err
    (vendor,), rows = answer.value["vendors"], answer.value["rows"]
    assert (vendor["vendor"], vendor["counted"], vendor["shared"]) == (
        "甲舆情",
        2,
        {"part": 1, "whole": 2, "share": None},
    )
    assert [(row["way"], row["vendor_lag_s"]) for row in rows] == [("link", 1200), (None, 5400)]
    assert answer.value["sites"] == [{"site": "gap.example", "rows": 1, "elsewhere": 0}]
    assert "王小明" not in answer.out
    out = tmp_path / "验收.docx"
    told = run(*words, "--out", out)
    assert told.code == 0 and f"已写到 {out}" in told.out and "1/2（不足5条，不计百分比）" in told.out
    assert "甲舆情" in "".join(paragraph.text for paragraph in docx.Document(str(out)).paragraphs)


def test_wrong_use_is_told_and_another_period_refused(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "导出.csv"
    path.write_text(EXPORT, encoding="utf-8")
    assert run("missed", path, "--from", "2026-11", "--late", "0").code == 2
    assert run("missed", path, "--to", "2026-11-20").code == 2
    assert run("missed", path, "--vendor", "甲", "--vendor", "乙").code == 2
    other = run("missed", path, "--from", "2025-01", "--json")
    assert other.code == 1 and other.is_one_chinese_sentence and "2026-11-20" in other.err
