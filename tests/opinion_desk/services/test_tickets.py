"""Tickets of the hotline: one over all files and addresses, told on by later exports, never taken back by older ones."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from opinion_desk.domain.collected import Collected, Outcome
from opinion_desk.domain.item import Entry
from opinion_desk.domain.source import Form, Tier
from opinion_desk.domain.ticket import Ticket
from opinion_desk.services.incidents import Deed, IncidentService
from opinion_desk.services.intake import BATCH, Intake
from opinion_desk.services.items import ItemService
from opinion_desk.services.sources import SourceService
from opinion_desk.store.driver import sqlite3
from opinion_desk.store.migrations import MIGRATIONS, m0011_tickets
from opinion_desk.store.store import Store
from tests.opinion_desk.services.stand_ins import (
    NINE,
    FakeCollector,
    FakeTables,
    brought,
    entry,
    minutes,
    new_source,
    take,
)

NUMBER = "YC20261120001"


def ticket(state: str, at: int | None = None, *, number: str = NUMBER, body: str = "三天没水", **more: Any) -> Entry:
    """A row of an export, written so many minutes after nine where it says so."""
    updated = None if at is None else NINE + minutes(at)
    told = Ticket(number, state, updated=updated, **more)
    return Entry(f"ticket:{number}", "东湖小区停水", body, updated=updated, ticket=number, hotline=told)


def kept(store: Store, item_id: int = 1) -> Ticket:
    """The ticket as it is stored."""
    return store.tickets.of_items([item_id])[item_id].ticket


def test_a_later_row_tells_a_ticket_on_without_a_new_item_or_wording(
    store: Store, item_service: ItemService, tables: FakeTables, clock: Any
) -> None:
    due = NINE + timedelta(days=8)
    tables.rows = (
        ticket("待签收", 0, due=due, unit="市水务集团", place="东湖小区"),
        ticket("办理中", 0, number="YC20261120002"),
    )
    assert item_service.import_file(Path("上午.xlsx")).updated == 0
    clock.forward(hours=3)
    tables.rows = (ticket("已办结", 120, result="已抢修"), ticket("办理中", 0, number="YC20261120002"))
    report = item_service.import_file(Path("下午.xlsx"))
    assert (report.read, report.new, report.known, report.updated) == (2, 0, 2, 1)
    assert store.items.count() == 2 and store.items.versions(1) == []
    assert kept(store) == Ticket(
        NUMBER, "已办结", due, "市水务集团", "东湖小区", result="已抢修", updated=NINE + minutes(120)
    )
    read = item_service.read(1).ticket
    assert read is not None and [one.state for one in read.course] == ["待签收", "已办结"]
    assert {row.source.tier for row in store.sources.all()} == {Tier.HOTLINE}


def test_an_export_of_states_alone_takes_no_text_back(
    store: Store, item_service: ItemService, tables: FakeTables
) -> None:
    tables.rows = (ticket("待签收", 0),)
    item_service.import_file(Path("上午.xlsx"))
    tables.rows = (ticket("办理中", 60, body=""),)
    assert item_service.import_file(Path("下午.xlsx")).updated == 1
    assert (kept(store).state, item_service.read(1).item.body) == ("办理中", "三天没水")
    assert store.items.versions(1) == []


@pytest.mark.parametrize("form", [Form.FOLDER, Form.TABLE])
def test_a_folder_or_an_address_that_brings_tickets_is_the_hotlines_unless_its_tier_was_chosen(
    form: Form, store: Store, source_service: SourceService, collector: FakeCollector
) -> None:
    left, chosen = new_source(store, "热线", form=form), new_source(store, "信访", form=form, tier=Tier.GOVERNMENT)
    news = new_source(store, "舆情导出", form=form)
    for number, source in enumerate((left, chosen), 1):
        row = ticket("办理中", number=f"{NUMBER}{number}")
        collector.brings[source.id] = brought(source, row, entry(f"{number}"), ticket("已办结", number=f"9{number}"))
    collector.brings[news.id] = brought(news, entry("a"), entry("b"), ticket("办理中", number="7"))
    source_service.collect_now()
    tiers = [row.source.tier for row in store.sources.some([left.id, chosen.id, news.id])]
    assert tiers == [Tier.HOTLINE, Tier.GOVERNMENT, Tier.OTHER]


def test_an_older_export_takes_nothing_back_and_still_completes_the_course(
    store: Store, item_service: ItemService, tables: FakeTables
) -> None:
    tables.rows = (ticket("已办结", 90, body="水来了"),)
    item_service.import_file(Path("下午.xlsx"))
    tables.rows = (ticket("办理中", 30, body="三天没水"),)
    assert item_service.import_file(Path("上午.xlsx")).updated == 0
    assert kept(store).state == "已办结" and store.items.get(1).body == "水来了"
    assert [one.state for one in store.tickets.of_items([1])[1].course] == ["办理中", "已办结"]


def test_without_a_time_of_its_own_what_comes_later_is_newer(store: Store, intake: Intake) -> None:
    source = new_source(store)
    take(intake, source, ticket("办理中"))
    take(intake, source, ticket("已办结"))
    assert kept(store).state == "已办结" and store.items.count() == 1


def test_a_file_and_an_address_with_the_same_ticket_make_one_item(store: Store, intake: Intake) -> None:
    here, there = new_source(store, "12345导出.csv"), new_source(store, "12345接口")
    take(intake, here, ticket("办理中"))
    taking = intake.begin(NINE)
    taking.add(brought(there, ticket("已办结", body="三天没水，昨晚来了")), there.name, NINE)
    assert taking.finish(NINE).renewed == {1}
    assert store.items.count() == 1 and kept(store).state == "已办结"
    assert [version.body for version in store.items.versions(1)] == ["三天没水"]
    taking = intake.begin(NINE)  # and within one round
    taking.add(brought(here, ticket("待签收", number="YC20261120009")), here.name, NINE)
    taking.add(brought(there, ticket("待签收", number="YC20261120009")), there.name, NINE)
    assert taking.finish(NINE).new == 1 and store.items.count() == 2


def test_a_running_number_stays_within_its_source(store: Store, intake: Intake) -> None:
    for name in ("上半月.csv", "下半月.csv"):
        take(intake, new_source(store, name), ticket("办理中", number="1", body=name))
    assert store.items.count() == 2


def test_of_several_rows_of_one_ticket_in_one_file_the_newest_holds(store: Store, intake: Intake) -> None:
    source = new_source(store)
    rows = (ticket("已办结", 60, body="来水了"), ticket("待签收", 0), ticket("办理中", 30))
    many = [ticket("办理中", 0, number=f"DH2026112{n:04}") for n in range(BATCH + 5)]
    taking = intake.begin(NINE)
    taking.add(Collected(source.id, Outcome.FETCHED, (*rows, *many)), source.name, NINE)
    taken = taking.finish(NINE)
    assert taken.new == BATCH + 6 and taken.renewed == frozenset()
    (first,) = [one for one in store.tickets.of_items(range(1, 400)).values() if one.ticket.number == NUMBER]
    assert first.ticket.state == "已办结" and store.items.get(first.item_id).body == "来水了"
    assert [one.state for one in first.course] == ["待签收", "办理中", "已办结"]


def test_a_feed_of_the_hotline_is_masked_too_and_news_are_not(store: Store, intake: Intake) -> None:
    words = "市民王女士反映停水，微信号wang_1988"
    hotline, news = new_source(store, "热线", tier=Tier.HOTLINE), new_source(store, "日报")
    ours = take(intake, hotline, Entry("a", words, words, html=f"<p>{words}</p>"))
    theirs = take(intake, news, Entry("a", words, words))
    masked, plain = store.items.get(ours[-1]), store.items.get(theirs[-1])
    assert masked.title == masked.body == "市民反映停水，微信号[账号已隐去]" and masked.html == ""
    assert plain.title == words


def test_the_limit_of_a_ticket_is_told_beside_its_matter_and_starts_no_clock(
    store: Store, intake: Intake, incidents: IncidentService
) -> None:
    due = NINE + timedelta(days=8)
    (item,) = take(intake, new_source(store), ticket("办理中", due=due))
    matter = incidents.open("东湖小区停水", items=(item,), deed=Deed("值班员"))
    (told,) = incidents.tickets(matter.id)
    assert told.ticket.due == due
    assert [clock for clock in incidents.get(matter.id).clocks if clock.deadline == due] == []
    with_none = incidents.open(
        "另一件停水", items=take(intake, new_source(store, "日报"), Entry("b", "停水")), deed=Deed("值班员")
    )
    assert [c.policy for c in incidents.get(matter.id).clocks] == [c.policy for c in with_none.clocks]


def test_tickets_stored_before_this_shape_keep_their_number() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    before = MIGRATIONS[: MIGRATIONS.index(m0011_tickets.SQL)]
    connection.executescript("".join(before))
    connection.executescript(
        "INSERT INTO sources (id, name, address, form, tier) VALUES (1, '热线', 'a', 'table', 'hotline'), (2, '日报', 'b', 'feed', 'other');"
        "INSERT INTO items (id, source_id, key, story_id, event_id, when_ms, seen_ms, content, title, ticket) VALUES"
        " (1, 1, 'a', 1, 1, 0, 7, '', '', 'GD-1'), (2, 2, 'b', 1, 1, 0, 7, '', '', '12'), (3, 2, 'c', 1, 1, 0, 7, '', '', NULL);"
    )
    connection.executescript(m0011_tickets.SQL)
    assert connection.execute("SELECT item_id, number, state FROM tickets").fetchall() == [(1, "GD-1", "")]
    connection.close()


@pytest.mark.parametrize("least", [0, 1])
def test_once_is_no_repetition(make_desk: Any, least: int) -> None:
    from opinion_desk.domain.errors import Refused

    with pytest.raises(Refused) as why:
        make_desk().demands.list(least=least)
    assert why.value.id == "demands_least"


def test_repeated_demands_are_gathered_over_the_last_thirty_days(make_desk: Any, clock: Any, tmp_path: Path) -> None:
    desk = make_desk()
    source = new_source(desk.store, tier=Tier.HOTLINE)
    rows = [
        ticket(
            "办理中",
            number=f"YC2026112{n:04}",
            body=f"第{n}次停水",
            place="东湖小区",
            category="供水",
            unit="市水务集团",
        )
        for n in range(4)
    ]
    take(desk._intake, source, *rows)
    (found,) = desk.demands.list()
    assert (found.matter, found.place, found.count, found.units) == ("供水", "东湖小区", 4, ("市水务集团",))
    assert desk.demands.list(least=5) == ()
    clock.forward(days=31)
    assert desk.demands.list() == ()
