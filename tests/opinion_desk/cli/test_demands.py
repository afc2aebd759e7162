"""`demands`, and what `import` tells of tickets that it updated."""

from __future__ import annotations

import csv
from pathlib import Path

from tests.opinion_desk.cli.running import quietly

_HEAD = "工单编号,受理时间,标题,诉求内容,办理状态,办结时限,承办单位,事发地点,诉求类别\n"


def _export(path: Path, state: str) -> Path:
    rows = (
        f"YC2026112{n:05},2026-11-20 0{n}:30,东湖小区第{n}次停水,第{n}次停了三小时,{state},2026-11-21,市水务集团,东湖小区,供水\n"
        for n in range(4)
    )
    path.write_text(_HEAD + "".join(rows), encoding="utf-8")
    return path


def test_demands_are_listed_and_written_and_a_later_export_is_told_as_an_update(tmp_path: Path) -> None:
    home, out = tmp_path / "home", tmp_path / "反复诉求.csv"
    assert quietly(home, "import", _export(tmp_path / "早.csv", "办理中")).value["updated"] == 0
    later = quietly(home, "import", _export(tmp_path / "晚.csv", "已办结")).value
    assert (later["read"], later["new"], later["known"], later["updated"]) == (4, 0, 4, 4)
    days = ("--from", "2026-11-01", "--to", "2026-11-30")
    (found,) = quietly(home, "demands", *days, "--out", out).value
    assert found["items"] == [4, 3, 2, 1] and found["units"] == ["市水务集团"]
    assert (found["matter"], found["place"], found["count"], found["open"], found["closed"], found["overdue"]) == (
        "供水", "东湖小区", 4, 0, 4, 0,
    )  # fmt: skip
    (row,) = csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines())
    assert (row["事项"], row["地点"], row["次数"]) == ("供水", "东湖小区", "4")
    assert quietly(home, "demands", *days, "--least", "5").value == []
    refused = quietly(home, "demands", "--least", "1")
    assert refused.code == 1 and refused.is_one_chinese_sentence
    assert quietly(home, "demands", "--from", "2026-11-01").code == 2
