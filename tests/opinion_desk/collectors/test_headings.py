"""Headings that a person, a vendor or nobody explained; persons' columns stay shut; counts and encodings as exports have them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from opinion_desk.collectors.columns import Role, of_person
from opinion_desk.collectors.counts import read_count
from opinion_desk.collectors.dates import CHINA
from opinion_desk.collectors.detect import read_document
from opinion_desk.collectors.exports import FileTables
from opinion_desk.collectors.headings import Headings
from opinion_desk.collectors.presets import preset_for, presets
from opinion_desk.domain.errors import Refused
from opinion_desk.domain.item import Metrics
from opinion_desk.domain.source import Form
from opinion_desk.domain.table_mapping import Meaning, TableMapping, header_key

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
TABLES = FileTables(lambda: NOW, CHINA)
ODD = ("提要", "见报日", "谁写的", "刊物", "热度值")
ROW = ("大桥夜间噪声", "2026-11-20 08:30", "张三", "云川晚报", "1.2万")
CLIPPINGS = TableMapping(
    "剪报",
    ODD,
    (("提要", Meaning.TITLE), ("见报日", Meaning.PUBLISHED), ("刊物", Meaning.SITE), ("热度值", Meaning.READS)),
)
SINA = "序号,标题／微博内容,信息属性,原创/转发,地址,来源网站,原文作者,日期,全文内容,粉丝数,转发数,评论数,点赞数"
SINA_ROW = "1,停水三天,敏感,原创,https://a.example.cn/1,云川论坛,张三,2026-11-20 08:30,南岸区停水,99,1.2万,10万+,-"


def _file(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def _odd(folder: Path, order: tuple[int, ...] = (0, 1, 2, 3, 4)) -> Path:
    lines = [",".join(row[n] for n in order) for row in (ODD, ROW)]
    return _file(folder, "odd.csv", "\n".join(lines))


def test_headings_nobody_explained_are_refused_and_named(tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        TABLES.read_export(_odd(tmp_path))
    assert caught.value.id == "table_headings_unknown"
    assert "提要、见报日、谁写的、刊物、热度值" in caught.value.sentence and "张三" not in caught.value.sentence


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4), (4, 2, 0, 3, 1)])
def test_a_kept_mapping_is_found_by_its_header_in_any_order(tmp_path: Path, order: tuple[int, ...]) -> None:
    read = TABLES.read_export(_odd(tmp_path, order), [CLIPPINGS])
    (entry,) = read.entries
    assert read.mapping == "剪报" and entry.title == "大桥夜间噪声"
    assert entry.published == datetime(2026, 11, 20, 0, 30, tzinfo=UTC)
    assert entry.extra == {"媒体名称": "云川晚报"} and entry.metrics == Metrics(NOW, reads=12_000)
    assert "张三" not in repr(read)


def test_a_mapping_reads_workbooks_lines_of_json_arrays_and_tables_at_an_address(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (ODD, ROW):
        book.active.append(list(row))
    book.save(tmp_path / "a.xlsx")
    one = dict(zip(ODD, ROW, strict=True))
    lines = _file(tmp_path, "a.jsonl", json.dumps({**one, "id": "7"}))
    array = _file(tmp_path, "a.json", json.dumps([one]))
    with_id = TableMapping("行", (*ODD, "id"), (*CLIPPINGS.meanings, ("id", Meaning.ID)))
    for path in (tmp_path / "a.xlsx", lines, array):
        read = TABLES.read_export(path, [CLIPPINGS, with_id])
        assert [entry.title for entry in read.entries] == ["大桥夜间噪声"], path
        assert read.entries[0].metrics == Metrics(NOW, reads=12_000)
    form, parsed = read_document(_odd(tmp_path).read_bytes(), now=NOW, mappings=[CLIPPINGS])
    assert form is Form.TABLE and [item.title for item in parsed.items] == ["大桥夜间噪声"]


@pytest.mark.parametrize(
    "heading", ["作者", "联系人", "微博昵称", "手机号码", "家庭住址", "地址", "粉丝数", "公众号", "user_name"]
)
def test_a_column_of_persons_can_be_meant_as_nothing_else(tmp_path: Path, heading: str) -> None:
    path = _file(tmp_path, "a.csv", f"标题,{heading}\n停水,张三\n")
    asked = TableMapping("偷看", ("标题", heading), (("标题", Meaning.TITLE), (heading, Meaning.BODY)))
    with pytest.raises(Refused) as caught:
        TABLES.refuse_persons(asked)
    assert heading in caught.value.sentence and "个人" in caught.value.sentence
    for kept, chosen in (((asked,), None), ((), asked)):  # even where one was smuggled into the store
        assert "张三" not in repr(TABLES.read_export(path, kept, chosen))
    look = TABLES.look(path, [asked])
    assert look.headings[1].of_person and look.headings[1].samples == () and "张三" not in repr(look)


def test_a_look_shows_up_to_three_values_with_numbers_masked(tmp_path: Path) -> None:
    rows = "\n".join(f"停水{n},请回电1380013800{n},2026-11-20" for n in range(6))
    look = TABLES.look(_file(tmp_path, "a.csv", f"提要,经过,见报日\n{rows}\n"))
    assert not look.understood and look.mapping == "" and len(look.rows) == 6
    assert look.headings[0].samples == ("停水0", "停水1", "停水2")
    assert look.headings[1].samples == ("请回电[号码已隐去]",)
    mapping = look.as_mapping("剪报", {"提要": Meaning.TITLE, "经过": Meaning.BODY, "见报日": Meaning.PUBLISHED})
    assert [entry.title for entry in TABLES.preview(look, mapping)][:2] == ["停水0", "停水1"]


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_vendors_export_is_known_by_itself_in_every_encoding(tmp_path: Path, encoding: str, delimiter: str) -> None:
    text = f"{SINA}\n{SINA_ROW}\n".replace(",", delimiter)
    read = TABLES.read_export(_file(tmp_path, "a.csv", text, encoding))
    (entry,) = read.entries
    assert read.mapping == "新浪舆情通" and read.skipped == ()
    assert (entry.title, entry.body, entry.link) == ("停水三天", "南岸区停水", "https://a.example.cn/1")
    assert entry.metrics == Metrics(NOW, None, 100_000, 12_000, None)
    assert entry.extra is not None and entry.extra["媒体名称"] == "云川论坛" and "张三" not in repr(read)


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("序号,标题,内容摘要,发布时间,发布平台,情感属性,命中关键词,原文链接,作者,阅读数", "清博"),
        ("标题,内容片段,媒体来源,媒体类型,调性,监测主题,发布时间,链接,作者", "识微"),
        ("工单编号,来电人,联系电话,诉求标题,诉求内容,受理时间,承办单位", "12345"),
        ("标题,正文,发布时间,链接", None),
    ],
)
def test_presets_are_told_by_their_headings_and_leave_persons_out(
    tmp_path: Path, header: str, name: str | None
) -> None:
    found = preset_for(header.split(","))
    assert (None if found is None else found.name) == name
    cells = [
        "https://a.example.cn/1" if "链接" in h else "2026-11-20" if "时间" in h else f"甲{n}"
        for n, h in enumerate(header.split(","))
    ]
    read = TABLES.read_export(_file(tmp_path, "a.csv", f"{header}\n{','.join(cells)}\n"))
    assert len(read.entries) == 1 and read.mapping == (name or "")
    persons = [cell for cell, heading in zip(cells, header.split(","), strict=True) if of_person(heading)]
    assert all(cell not in repr(read.entries) for cell in persons)


def test_a_preset_asked_for_by_name_reads_a_header_it_would_not_be_known_by(tmp_path: Path) -> None:
    path = _file(tmp_path, "a.csv", "标题／微博内容,赞,地址\n停水,3,https://a.example.cn/1\n")
    look = TABLES.look(path, preset="新浪舆情通")
    assert [one.meaning for one in look.headings] == [Meaning.TITLE, Meaning.LIKES, Meaning.LINK]
    with pytest.raises(Refused) as caught:
        TABLES.look(path, preset="别家")
    assert all(preset.name in caught.value.sentence for preset in presets())


def test_what_presets_mean_is_never_a_column_of_persons_but_the_address_of_an_article() -> None:
    shut = {
        name
        for preset in presets()
        for name, meaning in preset.meanings.items()
        if meaning is not Meaning.DROP and of_person(name)
    }
    assert shut == {"地址"}


def test_a_home_address_never_passes_as_an_articles(tmp_path: Path) -> None:
    text = f"{SINA}\n{SINA_ROW}".replace("https://a.example.cn/1", "幸福路1号")
    read = TABLES.read_export(_file(tmp_path, "a.csv", text))
    assert read.entries[0].link is None and "幸福路" not in repr(read)


@pytest.mark.parametrize(
    ("cell", "count"),
    [
        ("1.2万", 12_000), ("10万+", 100_000), ("3.5亿", 350_000_000), ("1,234", 1_234), ("999+", 999), ("2.5w", 25_000),
        ("3千", 3_000), (17, 17), (8.0, 8), ("12次", 12), ("-", None), ("--", None), ("", None), (None, None), ("暂无", None),
    ],
)  # fmt: skip
def test_counts_are_understood_as_people_write_them(cell: object, count: int | None) -> None:
    assert read_count(cell) == count


@pytest.mark.parametrize("cell", ["很多", "1.2.3", -4, float("nan"), float("inf"), {"a": 1}, "９" * 40])
def test_what_is_no_count_is_none(cell: object) -> None:
    with pytest.raises(ValueError, match="no count"):
        read_count(cell)


def test_a_cell_that_is_no_count_is_told_and_the_row_still_read(tmp_path: Path) -> None:
    read = TABLES.read_export(_file(tmp_path, "a.csv", "标题,阅读数\n停水,很多\n"))
    assert read.entries[0].metrics is None and "阅读数" in read.skipped[0].why and read.skipped[0].still_read


def test_counts_stand_at_the_time_the_export_says_but_never_in_the_future(tmp_path: Path) -> None:
    text = "标题,点赞数,采集时间\n甲,3,2026-11-20 08:30\n乙,4,2026-12-20 08:30\n丙,5,\n"
    seen = [entry.metrics.seen for entry in TABLES.read_export(_file(tmp_path, "a.csv", text)).entries if entry.metrics]
    assert seen == [datetime(2026, 11, 20, 0, 30, tzinfo=UTC), NOW, NOW]


def test_days_that_a_spreadsheet_keeps_as_numbers_are_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["标题", "发布时间"], ["停水", 46346.354166666664], ["停电", "46346.5"]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    told = [entry.published for entry in TABLES.read_export(tmp_path / "a.xlsx").entries]
    assert told == [datetime(2026, 11, 20, 0, 30, tzinfo=UTC), datetime(2026, 11, 20, 4, 0, tzinfo=UTC)]


def test_headings_without_end_cost_no_time(tmp_path: Path) -> None:
    row = ",".join(["(" * 20_000, "标题", "甲"])
    assert header_key([row]) and preset_for([row, "(" * 1_000_000]) is None
    names = [f"列{n}" for n in range(5_000)]
    roles = Headings(chosen=TableMapping("宽", tuple(names), ((names[0], Meaning.TITLE),))).roles(names)
    assert roles[:2] == (Role.TITLE, Role.DROPPED) and len(roles) <= 5_000
    wide = _file(tmp_path, "a.csv", f"标题,链接,{','.join(names)}\n停水,,{','.join('1' * len(names))}\n")
    assert len(TABLES.look(wide).headings) == 300 and len(TABLES.read_export(wide).entries) == 1
