"""The same entry is one item, whatever its source does to ids, addresses and days."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from opinion_desk.domain.item import Entry
from opinion_desk.domain.source import Source
from opinion_desk.services.intake import Intake
from opinion_desk.store.store import Store
from tests.opinion_desk.services.stand_ins import NINE, FakeGrouper, FakeReader, brought, entry, minutes, new_source


def collect(intake: Intake, source: Source, *entries: Entry, later: float = 0) -> tuple[int, int, int]:
    """Seen, new and changed of one visit so many minutes after nine."""
    now = NINE + minutes(later)
    taking = intake.begin(now)
    taking.add(brought(source, *entries, digest=f"{later:064.0f}"), source.name, now)
    taken = taking.finish(now)
    return taken.seen, taken.new, taken.changed


@pytest.mark.parametrize(
    "changes",
    [
        {"key": "id:new"},
        {"key": "url:moved.example.cn/a", "link": "https://moved.example.cn/a"},
        {"key": "id:new", "link": "http://example.cn/a?utm_source=wx&spm=1"},
        {"key": "id:new", "published": None},
        {"key": "id:new", "published": NINE + minutes(5)},
        {"key": "id:new", "body": "正文 a（更正）"},
    ],
)
def test_an_entry_under_a_new_id_or_host_is_the_item_it_was(
    store: Store, intake: Intake, changes: dict[str, Any]
) -> None:
    source = new_source(store)
    first = entry("a")
    assert collect(intake, source, first)[1] == 1
    moved = replace(first, **changes)
    assert collect(intake, source, moved, later=10)[1] == 0
    assert store.items.count() == 1


def test_once_found_under_a_new_id_it_is_known_by_it_whatever_is_edited_later(store: Store, intake: Intake) -> None:
    source = new_source(store)
    collect(intake, source, entry("a"))
    collect(intake, source, replace(entry("a"), key="id:new"), later=10)
    edited = replace(entry("a"), key="id:new", title="全新标题", body="全新正文", link="https://example.cn/other")
    assert collect(intake, source, edited, later=20) == (1, 0, 1)
    (item,) = store.items.many([1])
    assert (item.title, item.key) == ("全新标题", "a")


def test_entries_side_by_side_in_one_document_are_as_many_as_they_are(store: Store, intake: Intake) -> None:
    source = new_source(store)
    one, other = replace(entry("a"), key="id:1"), replace(entry("a"), key="id:2")
    assert collect(intake, source, one, other)[1] == 2
    assert collect(intake, source, one, other, replace(one, key="id:3"), later=10)[1] == 1


def test_editions_under_one_title_and_address_are_many(store: Store, intake: Intake) -> None:
    source = new_source(store)
    for day in range(3):
        forecast = Entry(f"id:{day}", "今日天气", f"第{day}天有雨", "https://example.cn/tq", NINE + timedelta(days=day))
        assert collect(intake, source, forecast, later=day * 1440)[1] == 1


def test_what_is_unchanged_since_yesterday_is_not_new_after_midnight_or_a_restart(store: Store, intake: Intake) -> None:
    source = new_source(store)
    notice = Entry("text:of-the-20th", "停水通知", "城东片区", None, NINE)
    assert collect(intake, source, notice)[1] == 1
    restarted = Intake(store, FakeReader(), FakeGrouper())
    slipped = replace(notice, key="text:of-the-21st", published=NINE + timedelta(hours=16))
    assert collect(restarted, source, slipped, later=960)[1:] == (0, 0)
    assert (
        collect(
            restarted, source, replace(slipped, key="text:of-the-29th", published=NINE + timedelta(days=9)), later=12960
        )[1]
        == 1
    )


def test_other_sources_keep_their_own_items(store: Store, intake: Intake) -> None:
    daily, net = new_source(store), new_source(store, "云川网")
    assert collect(intake, daily, entry("a"))[1] == collect(intake, net, entry("a"))[1] == 1


def test_an_earlier_wording_keeps_the_hash_of_the_document_it_stood_in(store: Store, intake: Intake) -> None:
    source = new_source(store)
    collect(intake, source, entry("a", body="支架完好"))
    collect(intake, source, entry("a", body="支架坍塌"), later=30)
    (version,), item = store.items.versions(1), store.items.get(1)
    assert (version.body, version.digest, version.replaced) == ("支架完好", f"{0:064.0f}", NINE + minutes(30))
    assert (item.body, item.digest, item.seen) == ("支架坍塌", f"{30:064.0f}", NINE)
