"""Sources: looked at before they are added, kept with their health, collected when due."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from opinion_desk.domain.collected import Collected, Outcome
from opinion_desk.domain.errors import Refused, Unavailable
from opinion_desk.domain.list_rules import PageRules, SourceRules
from opinion_desk.domain.page_seen import PageList, PageSeen
from opinion_desk.domain.source import Form, HealthState, Source
from opinion_desk.services.collect_report import Failure
from opinion_desk.services.sources import SourceService
from opinion_desk.store.store import Store
from tests.opinion_desk.services.stand_ins import (
    NINE,
    FakeCollector,
    FakeSubscriptions,
    brought,
    but,
    entry,
    minutes,
    new_source,
)


def test_a_source_is_read_once_before_it_is_added_and_bears_its_own_title(
    store: Store, source_service: SourceService
) -> None:
    source = source_service.add("  https://example.cn/feed.xml ")
    assert (source.name, source.address, source.form) == ("云川日报", "https://example.cn/feed.xml", Form.FEED)
    (row,) = source_service.list()
    assert (row.source, row.state, row.items, row.last_day) == (source, HealthState.NEW, 0, 0)
    assert store.items.count() == 0


@pytest.mark.parametrize(("name", "known_as"), [("本地报", "本地报"), ("   ", "云川日报"), ("长" * 80, "长" * 60)])
def test_a_name_that_is_given_wins_unless_it_is_empty(source_service: SourceService, name: str, known_as: str) -> None:
    assert source_service.add("https://example.cn/a", name).name == known_as


def test_a_source_without_any_title_is_known_by_its_address(
    source_service: SourceService, collector: FakeCollector
) -> None:
    collector.probed = type(collector.probed)("rss20", None)
    assert source_service.add("https://example.cn/a").name == "https://example.cn/a"


def test_an_address_that_is_known_or_holds_no_source_is_refused(source_service: SourceService) -> None:
    source_service.add("https://example.cn/a")
    for address, id in (("https://example.cn/a", "source_known"), ("https://example.cn/empty", "document_empty")):
        with pytest.raises(Refused) as why:
            source_service.add(address)
        assert why.value.id == id
    assert len(source_service.list()) == 1


def test_what_a_person_sets_is_kept_and_what_makes_no_sense_refused(source_service: SourceService) -> None:
    source = source_service.add("https://example.cn/a")
    after = source_service.update(source.id, name=" 本地报 ", interval_s=3600, paused=True)
    (row,) = source_service.list()
    assert row.source == after and (after.name, after.interval_s, row.state) == ("本地报", 3600, HealthState.PAUSED)
    for change in ({"interval_s": 59}, {"interval_s": 86_401}, {"name": " "}):
        with pytest.raises(Refused):
            source_service.update(source.id, **change)
    assert source_service.list()[0].source == after


def test_a_removed_source_is_gone_from_the_list_and_its_items_stay(
    store: Store, source_service: SourceService, collector: FakeCollector
) -> None:
    source = source_service.add("https://example.cn/a")
    collector.brings[source.id] = brought(source, entry("a"))
    source_service.collect_now()
    source_service.remove(source.id)
    assert source_service.list() == () and store.items.count() == 1
    assert source_service.next_due() is None and source_service.collect_now().sources == 0


def test_collecting_tells_what_came_and_which_sources_failed_and_why(
    store: Store, source_service: SourceService, collector: FakeCollector
) -> None:
    good, still, bad = (new_source(store, name) for name in ("好", "未变", "坏"))
    why = Unavailable("connection_refused", host="example.cn")
    collector.brings = {
        good.id: brought(good, entry("a"), entry("b")),
        bad.id: Collected(bad.id, Outcome.FAILED, why=why),
    }
    told: list[tuple[int, int | None]] = []
    report = source_service.collect_now(progress=lambda done, of: told.append((done, of)))
    assert (report.sources, report.fetched, report.unchanged) == (3, 1, 1)
    assert report.failed == (Failure(bad.id, "坏", why.sentence),)
    assert (report.items, report.new, told) == (2, 2, [(1, 3), (2, 3), (3, 3)])
    states = [row.state for row in source_service.list()]
    assert states == [HealthState.WELL, HealthState.WELL, HealthState.FAILING]
    assert still.id in collector.asked[0]


def test_only_what_is_due_is_collected_unless_it_is_named(
    store: Store, source_service: SourceService, collector: FakeCollector, clock: Any
) -> None:
    one, two = new_source(store, "一"), new_source(store, "二", interval_s=3600)
    source_service.collect_now()
    due = source_service.next_due()
    assert due is not None and NINE + minutes(15) <= due <= NINE + minutes(16.5)
    assert source_service.collect_now().sources == 0
    clock.forward(minutes=17)
    source_service.collect_now()
    source_service.collect_now([two.id, two.id])
    assert collector.asked == [[one.id, two.id], [one.id], [two.id]]


def test_a_paused_source_waits_until_it_is_asked_for(
    store: Store, source_service: SourceService, collector: FakeCollector
) -> None:
    source = new_source(store)
    source_service.update(source.id, paused=True)
    assert source_service.next_due() is None and source_service.collect_now().sources == 0
    assert source_service.collect_now([source.id]).unchanged == 1


def test_counts_are_of_this_visit_alone_and_a_known_item_is_not_new(
    store: Store, source_service: SourceService, collector: FakeCollector, clock: Any
) -> None:
    source = new_source(store)
    collector.brings[source.id] = brought(source, entry("a"))
    source_service.collect_now()
    collector.brings[source.id] = brought(source, entry("a"), entry("b"))
    report = source_service.collect_now([source.id])
    assert (report.items, report.new) == (2, 1)
    clock.forward(hours=25)
    (row,) = source_service.list()
    assert (row.items, row.last_day) == (2, 0)


def test_a_failing_round_leaves_nothing_for_the_next_one_to_trip_over(
    store: Store, source_service: SourceService, collector: FakeCollector
) -> None:
    source, other = new_source(store), new_source(store, "云川网")
    collector.brings = {source.id: brought(source, entry("a")), other.id: brought(other, entry("b"))}

    def break_down(visited: Source) -> None:
        if visited.id == other.id:
            raise Unavailable("store_busy", path="desk")

    collector.before = break_down
    with pytest.raises(Unavailable):
        source_service.collect_now()
    collector.before = lambda visited: None
    report = source_service.collect_now()
    assert (report.items, report.new, store.items.count()) == (2, 2, 2)


def test_a_patient_source_is_asked_no_sooner_than_it_said(
    store: Store, source_service: SourceService, collector: FakeCollector
) -> None:
    source = new_source(store)
    why = Unavailable("http_429", host="example.cn")
    collector.brings[source.id] = but(Collected(source.id, Outcome.FAILED, why=why), retry_after_s=7200)
    source_service.collect_now()
    assert source_service.next_due() == NINE + timedelta(hours=2)


def test_lists_of_sources_go_out_and_come_in_and_the_known_are_counted(
    source_service: SourceService, store: Store, tmp_path: Path
) -> None:
    new_source(store, "云川日报")
    new_source(store, "云川网")
    assert source_service.export_opml(tmp_path / "out.opml") == 2
    text = (tmp_path / "out.opml").read_bytes()
    assert [name for name, _, _ in FakeSubscriptions().read(text)] == ["云川日报", "云川网"]
    (tmp_path / "in.opml").write_bytes(text + "\n新\thttps://new.example/feed".encode())
    assert source_service.import_opml(tmp_path / "in.opml") == (1, 2)
    assert [row.source.name for row in source_service.list()] == ["云川日报", "云川网", "新"]


def test_a_list_that_is_not_there_is_refused(source_service: SourceService, tmp_path: Path) -> None:
    with pytest.raises(Refused) as why:
        source_service.import_opml(tmp_path / "none.opml")
    assert why.value.id == "file_missing"
    with pytest.raises(Refused) as why:
        source_service.export_opml(tmp_path / "no" / "out.opml")
    assert why.value.id == "paper_folder_missing"


def test_a_look_at_an_address_saves_nothing(source_service: SourceService) -> None:
    probed = source_service.probe("https://example.cn/a")
    assert (probed.form, probed.title, len(probed.entries)) == (Form.FEED, "云川日报", 1)
    assert source_service.list() == ()


def test_a_list_page_without_rules_takes_those_of_the_likeliest_list(
    source_service: SourceService, collector: FakeCollector
) -> None:
    with pytest.raises(Refused) as why:
        source_service.add("https://example.cn/zwdt/", form=Form.LIST_PAGE)
    assert why.value.id == "page_no_lists"
    rules = PageRules("ul.news > li")
    collector.seen = PageSeen("https://example.cn/zwdt/", "政务动态", lists=(PageList(rules, ()),))
    source = source_service.add("https://example.cn/zwdt/", form=Form.LIST_PAGE, rules=SourceRules(full_text=True))
    assert source.rules == SourceRules(page=rules, full_text=True)
    assert collector.rules == source.rules
    (row,) = source_service.list()
    assert row.source == source  # as it was written down


def test_rules_and_folder_can_be_changed_and_bad_rules_are_refused(source_service: SourceService) -> None:
    source = source_service.add("https://example.cn/a", folder=" 政府 /  县区/ ")
    assert source.folder == "政府 / 县区"
    changed = source_service.update(source.id, folder="媒体", rules=SourceRules(page=PageRules("li")))
    assert (changed.folder, changed.rules) == ("媒体", SourceRules(page=PageRules("li")))
    with pytest.raises(Refused):
        source_service.update(source.id, rules=SourceRules(page=PageRules("")))
    assert source_service.list()[0].source == changed


def test_a_page_is_looked_at_without_saving_anything(source_service: SourceService, collector: FakeCollector) -> None:
    assert source_service.look(" https://example.cn/ ") == collector.seen
    assert source_service.list() == ()
