"""Exports of vendors compared with what a desk collected."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from opinion_desk.collectors.files import read_table
from opinion_desk.domain.errors import Refused
from opinion_desk.domain.missed.report import Missed
from opinion_desk.domain.missed.rows import Way
from opinion_desk.domain.period import Period
from opinion_desk.domain.source import Tier
from opinion_desk.domain.table_mapping import TableMapping, TableRead
from opinion_desk.services.desk import Desk
from opinion_desk.services.missed import VendorFile
from tests.opinion_desk.services.stand_ins import NINE, entry, minutes, new_source, take

DAY = Period(date(2026, 11, 20), date(2026, 11, 20), "Asia/Shanghai")
HEADS = ("标题", "内容", "链接", "站点", "作者", "发布时间", "采集时间")
LONG = "云川市东湖区沿湖路的路灯连续三个晚上都没有亮，附近居民希望有关部门尽快派人来修好，晚上出行很不安全。"
PERSON = "张小明"


class Files:
    """Exports read as the desk reads them, their own times in China."""

    def read_export(
        self, path: Path, kept: Sequence[TableMapping] = (), chosen: TableMapping | None = None
    ) -> TableRead:
        return TableRead(*read_table(path, now=NINE))


def row(
    title: str, link: str = "", body: str = "", site: str = "云川在线", at: str = "09:00", had: str = "09:30"
) -> tuple[str, ...]:
    received = f"2026-11-20 {had}:00" if had else ""
    return title, body, link, site, PERSON, f"2026/11/20 {at}", received


def write(path: Path, rows: Iterable[tuple[str, ...]], encoding: str = "gbk") -> Path:
    with path.open("w", encoding=encoding, newline="") as out:
        csv.writer(out).writerows([HEADS, *rows])
    return path


ROWS = (
    row("标题一二三四五六", "http://www.example.cn/a?utm_source=x"),
    row("云川市桥梁检修公告发布_云川新闻网", "https://other.example/7", had="11:00"),
    row("换了说法的一个标题", "https://third.example/8", body=LONG),
    row("本台没有的一件事情", "https://gap.example/9", site="空白论坛"),
)


@pytest.fixture
def desk(make_desk: Callable[..., Desk], clock: Any) -> Desk:
    """Three items of a source that was collected before, one of the hotline, and a file that somebody imported."""
    made = make_desk(tables=Files)
    clock.set(NINE + minutes(600))
    intake = made._intake
    daily, hotline = new_source(made.store), new_source(made.store, "12345", tier=Tier.HOTLINE)
    take(intake, daily, entry("early", at=NINE - timedelta(days=2)), now=NINE - timedelta(days=1))
    known = (
        entry("a", at=NINE),
        entry("b", "云川市桥梁检修公告发布", at=NINE),
        entry("c", "路灯三晚不亮", LONG, at=NINE),
    )
    take(intake, daily, *known, now=NINE + minutes(10))
    take(intake, hotline, entry("t", "云川市一个热线诉求来件", at=NINE), now=NINE + minutes(10))
    made.items.take_in("厂商旧导出.csv", [entry("g", "本台没有的一件事情", at=NINE)])
    return made


def compare(desk: Desk, *files: VendorFile, **more: Any) -> Missed:
    made = desk.missed.compare(files, DAY, **more)
    assert made is not None
    return made


def test_rows_are_found_by_link_by_title_and_by_text_and_what_was_imported_is_not_the_desks_own(
    desk: Desk, tmp_path: Path
) -> None:
    made = compare(desk, VendorFile(write(tmp_path / "甲.csv", ROWS), " 甲舆情 "))
    (vendor,) = made.vendors
    assert [one.match and one.match.way for one in made.rows] == [Way.LINK, Way.TITLE, Way.TEXT, None]
    assert [one.our_lag for one in made.rows] == [minutes(10), minutes(10), minutes(10), None]
    assert [one.vendor_lag for one in made.rows] == [minutes(30), minutes(120), minutes(30), minutes(30)]
    assert (vendor.vendor, vendor.counted, vendor.shared.part, vendor.lags.late) == ("甲舆情", 4, 3, 1)
    assert (vendor.found.part, vendor.found.whole) == (3, 3) and made.alone == ()
    assert [(gap.site, gap.rows) for gap in made.gaps if not gap.elsewhere] == [("gap.example", 1)]
    assert [(one.name, one.had.part, one.missing) for one in made.sources] == [("云川日报", 1, 0)]


def test_nothing_of_an_export_is_kept_and_no_author_reaches_the_report(desk: Desk, tmp_path: Path) -> None:
    before = desk.store.items.count()
    made = compare(desk, VendorFile(write(tmp_path / "甲.csv", ROWS)))
    assert desk.store.items.count() == before
    assert PERSON not in repr(made) and "厂商" not in repr([one.site for one in made.rows])


def test_several_vendors_stand_side_by_side_and_what_one_lacks_is_listed(desk: Desk, tmp_path: Path) -> None:
    files = [VendorFile(write(tmp_path / name, rows)) for name, rows in (("甲.csv", ROWS), ("乙.csv", ROWS[3:]))]
    made = compare(desk, *files)
    assert [(one.vendor, one.found.part, one.found.whole) for one in made.vendors] == [("甲", 3, 3), ("乙", 0, 3)]
    assert {one.vendor for one in made.alone} == {"乙"} and len(made.alone) == 3


def test_a_file_given_twice_for_one_vendor_counts_once(desk: Desk, tmp_path: Path) -> None:
    path = write(tmp_path / "甲.csv", ROWS, "utf-8-sig")
    (vendor,) = compare(desk, VendorFile(path, "甲"), VendorFile(path, "甲")).vendors
    assert (vendor.read, vendor.again, vendor.counted) == (8, 4, 4)


def test_an_export_without_times_of_receipt_is_told_and_not_judged(desk: Desk, tmp_path: Path) -> None:
    made = compare(desk, VendorFile(write(tmp_path / "甲.csv", [row("本台没有的一件事情", had="")])))
    assert made.vendors[0].lags.n == 0 and any("没有采集（推送）时间" in note for note in made.notes)


def test_useless_exports_are_refused_with_what_they_are(desk: Desk, tmp_path: Path) -> None:
    old = ("去年的一件事情", "", "", "", "", "2025-01-02 08:00", "")
    told = {}
    for path in (write(tmp_path / "空.csv", []), write(tmp_path / "旧.csv", [old])):
        with pytest.raises(Refused) as why:
            desk.missed.compare([VendorFile(path)], DAY)
        told[path.stem] = why.value
    assert {name: error.id for name, error in told.items()} == {"空": "missed_empty", "旧": "missed_other_period"}
    assert "2025-01-02" in told["旧"].sentence
    with pytest.raises(Refused) as none:
        desk.missed.compare([], DAY)
    assert none.value.id == "missed_no_file"


def test_it_counts_on_and_stops_when_asked(desk: Desk, tmp_path: Path) -> None:
    path, told = write(tmp_path / "甲.csv", ROWS), []
    compare(desk, VendorFile(path), progress=lambda done, of: told.append((done, of)))
    assert told[-1][0] >= 3 and told[-1][1] == 4
    assert desk.missed.compare([VendorFile(path)], DAY, stop=lambda: True) is None


def test_what_was_missed_can_be_imported_and_does_not_count_as_collected_afterwards(desk: Desk, tmp_path: Path) -> None:
    file = VendorFile(write(tmp_path / "甲.csv", ROWS))
    made = compare(desk, file)
    report = desk.missed.import_missing(made)
    assert (report.read, report.new) == (1, 1)
    assert compare(desk, file).vendors == made.vendors
    out = desk.missed.export(made, tmp_path / "报告.xlsx")
    assert out.read_text(encoding="utf-8") == "比对 2026年11月20日"
