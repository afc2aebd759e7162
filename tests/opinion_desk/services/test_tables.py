"""Mappings that are kept, and watched folders as the desk takes them in."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from opinion_desk.collectors.collector import HttpCollector
from opinion_desk.collectors.dates import CHINA
from opinion_desk.collectors.exports import FileTables
from opinion_desk.domain.errors import Refused, Unavailable
from opinion_desk.domain.folder_files import FileState
from opinion_desk.domain.source import Form, HealthState, Source
from opinion_desk.domain.table_mapping import Meaning, TableMapping
from opinion_desk.services.intake import Intake
from opinion_desk.services.items import ItemService
from opinion_desk.services.sources import SourceService
from opinion_desk.services.tables import TableService
from opinion_desk.store.store import Store
from tests.opinion_desk.services.stand_ins import FakeCatalogue, FakeSubscriptions, fill_disk

ODD = "提要,见报日,读者姓名\n停水,2026-11-20,张三\n停电,2026-11-19,李四\n"
SAID = {"提要": Meaning.TITLE, "见报日": Meaning.PUBLISHED}


@pytest.fixture
def exports(store: Store, clock: Any) -> TableService:
    return TableService(store, lambda: FileTables(clock.now, CHINA), clock)


@pytest.fixture
def sources(store: Store, intake: Intake, clock: Any) -> Iterator[SourceService]:
    collector = HttpCollector(user_agent="test", now=clock.now)
    yield SourceService(store, lambda: collector, FakeSubscriptions, lambda: intake, clock)
    collector.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "导出"
    made.mkdir()
    return made


def put(folder: Path, name: str, text: str, clock: Any) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    written = (clock.now() - timedelta(minutes=1)).timestamp()
    os.utime(path, (written, written))
    return path


def state_of(sources: SourceService, source: Source) -> FileState:
    (file,) = sources.files(source.id)
    return file.state


def test_a_mapping_is_kept_used_listed_and_forgotten(
    store: Store, exports: TableService, intake: Intake, clock: Any, folder: Path
) -> None:
    path = put(folder, "a.csv", ODD, clock)
    with pytest.raises(Refused):
        exports.read_export(path)
    kept = exports.keep(exports.map(path, " 剪报 ", SAID))
    assert exports.mappings() == (kept,) and exports.mapping("剪报") == kept
    assert [entry.title for entry in exports.read_export(path).entries] == ["停水", "停电"]
    items = ItemService(store, lambda: intake, lambda: FileTables(clock.now, CHINA), FakeCatalogue, clock)
    report = items.import_file(path)
    assert (report.read, report.new, report.mapping) == (2, 2, "剪报")
    assert items.import_file(path).known == 2
    exports.keep(exports.map(path, "改名", SAID))  # the same header: in its place
    assert [one.name for one in exports.mappings()] == ["改名"]
    exports.remove("改名")
    assert exports.mappings() == ()
    for gone in (lambda: exports.remove("改名"), lambda: exports.mapping("改名")):
        with pytest.raises(Refused) as caught:
            gone()
        assert caught.value.id == "mapping_missing"


def test_two_headers_never_bear_one_name_and_persons_are_never_mapped(
    exports: TableService, clock: Any, folder: Path
) -> None:
    path = put(folder, "a.csv", ODD, clock)
    exports.keep(exports.map(path, "剪报", SAID))
    with pytest.raises(Refused) as caught:
        exports.keep(TableMapping("剪报", ("甲", "乙"), (("甲", Meaning.TITLE),)))
    assert caught.value.id == "mapping_name_taken"
    peeping = TableMapping("偷看", ("提要", "读者姓名"), (("提要", Meaning.TITLE), ("读者姓名", Meaning.KEEP)))
    for asked in (
        lambda: exports.map(path, "偷看", {**SAID, "读者姓名": Meaning.KEEP}),
        lambda: exports.keep(peeping),
        lambda: exports.read_export(path, peeping),
        lambda: exports.preview(exports.look(path), peeping),
    ):
        with pytest.raises(Refused) as caught:
            asked()
        assert caught.value.id == "mapping_person_column" and "读者姓名" in caught.value.sentence


def test_what_is_put_into_a_folder_comes_in_with_the_file_remembered(
    store: Store, sources: SourceService, clock: Any, folder: Path
) -> None:
    rows = "".join(f"停水第{n}天,{n}\n" for n in range(1_000))
    put(folder, "a.csv", f"标题,id\n{rows}", clock)
    source = sources.add(f"{folder}/")
    assert (source.form, source.name, source.address) == (Form.FOLDER, "导出", str(folder))
    report = sources.collect_now()
    assert (report.fetched, report.items, report.new) == (1, 1_000, 1_000)
    (file,) = sources.files(source.id)
    assert (file.name, file.state, file.entries) == ("a.csv", FileState.READ, 1_000)
    (row,) = sources.list()
    assert row.items == 1_000 and row.state is HealthState.WELL and row.bad_files is None
    clock.forward(minutes=20)
    again = sources.collect_now()
    assert (again.unchanged, again.items) == (1, 0) and store.items.count() == 1_000
    assert sources.next_due() is not None and sources.export_opml(folder / "a.opml") == 0


def test_a_full_disk_leaves_nothing_that_would_keep_a_file_from_being_read(
    store: Store, sources: SourceService, clock: Any, folder: Path
) -> None:
    text = "".join(f"停水第{n}天,{n},{'正文' * 100}\n" for n in range(450))
    put(folder, "a.csv", f"标题,id,正文\n{text}", clock)
    source = sources.add(str(folder))
    make_room = fill_disk(store)
    with pytest.raises(Unavailable) as caught:
        sources.collect_now()
    assert caught.value.id == "store_disk_full" and sources.files(source.id) == ()
    make_room()
    assert sources.collect_now().items == 450
    assert state_of(sources, source) is FileState.READ and store.items.count() == 450


def test_a_file_nobody_understood_is_told_and_read_once_its_header_is_mapped(
    sources: SourceService, exports: TableService, clock: Any, folder: Path
) -> None:
    path = put(folder, "a.csv", ODD, clock)
    source = sources.add(str(folder))
    sources.collect_now()
    assert state_of(sources, source) is FileState.FAILED
    (row,) = sources.list()
    (told,) = row.words(str, clock.now())
    assert told.startswith("1 个文件没有读入，如“a.csv”") and "对照" in told
    assert sources.collect_now().sources == 0  # not due
    exports.keep(exports.map(path, "剪报", SAID))
    assert sources.collect_now().new == 2
    (file,) = sources.files(source.id)
    assert (file.state, file.mapping) == (FileState.READ, "剪报")
    assert sources.list()[0].words(str, clock.now()) == ()


def test_a_folder_that_went_is_no_outage_of_the_network_and_is_looked_for_every_ten_minutes(
    sources: SourceService, clock: Any, folder: Path
) -> None:
    source = sources.add(str(folder))
    folder.rmdir()
    for _ in range(6):
        sources.collect_now([source.id])
        clock.forward(minutes=1)
    (row,) = sources.list()
    assert row.state is HealthState.FAILING and "共享盘" in str(row.health.why)
    assert sources.network_down_since() is None
    assert row.health.next_check is not None and row.health.next_check - clock.now() <= timedelta(minutes=17)
    folder.mkdir()
    sources.collect_now([source.id])
    assert sources.list()[0].state is HealthState.WELL


def test_only_folders_have_files(sources: SourceService, store: Store) -> None:
    sources.add_known([Source(0, "日报", "https://a.example.cn/rss", Form.FEED)])
    with pytest.raises(Refused) as caught:
        sources.files(1)
    assert caught.value.id == "not_a_folder_source"
