"""Items as a person works with them: read with what belongs to them, marked, corrected, imported."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from opinion_desk.domain.collected import Skipped
from opinion_desk.domain.errors import Refused
from opinion_desk.domain.inbox import InboxQuery, ItemState, Pile
from opinion_desk.domain.item import Metrics
from opinion_desk.domain.source import Form, Tier
from opinion_desk.domain.unit import Unit
from opinion_desk.domain.verdict import Attitude, Voice
from opinion_desk.services.incidents import IncidentService
from opinion_desk.services.intake import Intake
from opinion_desk.services.items import ItemService
from opinion_desk.store import units as unit_rows
from opinion_desk.store.store import Store
from tests.opinion_desk.services.stand_ins import (
    BY,
    HOUSING,
    NINE,
    WATER,
    FakeTables,
    entry,
    minutes,
    new_source,
    take,
)


@pytest.fixture
def item(store: Store, intake: Intake) -> int:
    """One item about housing, read."""
    return take(intake, new_source(store), entry("a"))[0]


def piles(service: ItemService) -> dict[str, int]:
    return {facet.id: facet.count for facet in service.facets(InboxQuery()).piles}


def test_reading_an_item_shows_its_story_its_event_and_its_course(
    store: Store, intake: Intake, item_service: ItemService
) -> None:
    daily, net = new_source(store, tier=Tier.CITY), new_source(store, "云川网")
    (first,) = take(intake, daily, entry("a", body="同", at=NINE - minutes(70), metrics=Metrics(NINE, reads=5)))
    (reprint,) = take(intake, net, entry("b", body="同", at=NINE - minutes(10)))
    (other,) = take(intake, net, entry("c", body="另"))
    read = item_service.read(first)
    assert (read.item.id, read.tier, read.state, read.starred) == (first, Tier.CITY, ItemState.WAITING, False)
    assert [copy.item_id for copy in read.reprints] == [reprint] and read.related == ()
    assert read.course == ((NINE.replace(hour=23, day=19), 1), (NINE.replace(hour=0), 1))
    assert [m.reads for m in read.metrics] == [5] and read.corrected == ()
    assert item_service.read(other).reprints == ()
    assert item_service.events() == 2


def test_other_stories_of_the_event_stand_beside_it_each_by_its_earliest_item(
    store: Store, intake: Intake, item_service: ItemService, grouper: Any
) -> None:
    place = grouper.place

    def one_event(item_id: int, text: Any, verdict: Any, when: Any) -> Any:
        placed = place(item_id, text, verdict, when)
        return type(placed)(placed.story, 1, placed.signature)

    grouper.place = one_event
    source, net = new_source(store), new_source(store, "云川网")
    one, two = take(intake, source, entry("a"), entry("b", body="乙", at=NINE - minutes(30)))
    take(intake, net, entry("c", body="乙", at=NINE - minutes(20)))
    assert [copy.item_id for copy in item_service.read(one).related] == [two]


def test_an_item_that_is_not_there_is_refused(item_service: ItemService) -> None:
    with pytest.raises(Refused) as why:
        item_service.read(7)
    assert why.value.id == "item_missing"


def test_a_star_a_filing_and_an_incident_each_move_the_story_to_its_pile(
    store: Store, intake: Intake, item_service: ItemService, incidents: IncidentService
) -> None:
    (item,) = take(intake, new_source(store), entry("a", body="水质"))
    assert piles(item_service) == {
        "waiting": 1, "local": 1, "negative": 1, "opened": 0, "starred": 0, "filed": 0, "all": 1,
    }  # fmt: skip
    item_service.star(item, True)
    item_service.file(item)
    assert item_service.read(item).state is ItemState.FILED and item_service.read(item).starred
    assert (piles(item_service)["starred"], piles(item_service)["filed"], piles(item_service)["waiting"]) == (1, 1, 0)
    item_service.star(item, False)
    item_service.unfile(item)
    assert (piles(item_service)["starred"], piles(item_service)["filed"], piles(item_service)["waiting"]) == (0, 0, 1)
    opened = incidents.open("水质", [item], deed=BY)
    assert item_service.read(item).incident_id == opened.id and piles(item_service)["opened"] == 1


def test_the_list_is_counted_paged_and_searched(store: Store, intake: Intake, item_service: ItemService) -> None:
    source = new_source(store)
    take(intake, source, *(entry(f"k{n}", body=f"东湖区第{n}号路灯", at=NINE - minutes(n)) for n in range(5)))
    first = item_service.page(InboxQuery(), limit=3)
    rest = item_service.page(InboxQuery(), first.cursor, limit=3)
    assert [row.title for row in (*first.rows, *rest.rows)] == [f"云川市k{n}" for n in range(5)]
    assert rest.cursor is None and item_service.count(InboxQuery()) == 5
    assert item_service.count(InboxQuery(pile=Pile.NEGATIVE)) == 0
    (hit,) = item_service.search("第3号")
    assert hit.title == "云川市k3" and "第3号" in hit.snippet


@pytest.mark.parametrize(
    ("field", "value", "path", "told"),
    [
        ("attitude", "positive", ("attitude", "label"), "positive"),
        ("voice", "rumour", ("voice",), "rumour"),
        ("kind", "D6", ("kind", "id"), "D6"),
        ("kind", "", ("kind",), None),
        ("topics", ("教育", "供水", "教育"), ("topics", 1, "name"), "供水"),
        ("topics", "教育", ("topics", 0, "name"), "教育"),
        ("topics", (), ("topics",), []),
        ("function", "education", ("lead", "function"), "education"),
        ("function", "", ("lead", "function"), None),
    ],
)
def test_each_field_can_be_corrected_and_taken_back(
    item_service: ItemService, item: int, field: str, value: Any, path: tuple[Any, ...], told: object
) -> None:
    before = item_service.read(item).verdict
    corrected = item_service.correct(item, field, value, "分析员")
    found: Any = corrected.as_json()
    for step in path:
        found = found[step]
    assert found == told
    read = item_service.read(item)
    assert read.verdict == corrected and read.corrected and read.state is ItemState.SETTLED
    assert item_service.uncorrect(item, "分析员") == before
    again = item_service.read(item)
    assert (again.verdict, again.corrected, again.state) == (before, (), ItemState.WAITING)


def test_two_corrections_are_taken_back_one_at_a_time(item_service: ItemService, item: int) -> None:
    item_service.correct(item, "attitude", "positive", "甲")
    item_service.correct(item, "voice", "demand", "乙")
    after = item_service.uncorrect(item, "乙")
    assert (after.attitude.name, after.voice) == (Attitude.POSITIVE, Voice.REPORT)
    assert item_service.read(item).state is ItemState.SETTLED  # one still stands
    item_service.uncorrect(item, "甲")
    with pytest.raises(Refused) as why:
        item_service.uncorrect(item, "甲")
    assert why.value.id == "correction_missing"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("attitude", "angry"),
        ("attitude", ("positive", "negative")),
        ("attitude", ""),
        ("voice", "nobody"),
        ("kind", "D7"),
        ("topics", ("教育", "天气预报")),
        ("function", "ministry"),
        ("function", ()),
        ("author", "张三"),
    ],
)
def test_a_value_nobody_could_choose_is_refused_and_changes_nothing(
    item_service: ItemService, item: int, field: str, value: Any
) -> None:
    before = item_service.read(item)
    with pytest.raises(Refused) as why:
        item_service.correct(item, field, value, "分析员")
    assert why.value.id == "correction_unknown" and item_service.read(item) == before


def test_a_correction_needs_a_name_and_an_item_that_was_read(item_service: ItemService, item: int) -> None:
    for args, id in (((item, "voice", "demand", " "), "name_missing"), ((99, "voice", "demand", "甲"), "item_missing")):
        with pytest.raises(Refused) as why:
            item_service.correct(*args)
        assert why.value.id == id


def test_a_corrected_function_moves_the_lead_to_the_others(item_service: ItemService, item: int) -> None:
    corrected = item_service.correct(item, "function", "education", "分析员")
    assert (corrected.lead.function, corrected.lead.unit, corrected.lead.rule) == ("education", "云川市教育局", "人工")
    assert [choice.unit for choice in corrected.others] == [HOUSING, "云川市应急管理局"]
    assert corrected.sure
    back = item_service.correct(item, "function", "housing_construction", "分析员")
    assert [choice.function for choice in (back.lead, *back.others)] == [
        "housing_construction",
        "education",
        "emergency",
    ]
    assert back.lead.unit == HOUSING  # as it was named before


def test_a_function_is_called_as_the_registry_has_it_now(item_service: ItemService, store: Store) -> None:
    assert item_service.unit_name("education") == "云川市教育局"
    unit = store.write_now(lambda tx: unit_rows.add(tx, Unit(0, "云川市教育体育局", "education"))).value
    assert item_service.unit_name("education") == "云川市教育体育局"
    store.write_now(lambda tx: unit_rows.remove(tx, unit.id))
    assert item_service.unit_name("education") == "云川市教育局"


def test_a_unit_of_the_registry_gives_its_name_to_a_corrected_function_even_if_added_just_now(
    store: Store, item_service: ItemService, item: int
) -> None:
    assert item_service.functions()  # the catalogue is there already
    store.add_unit(Unit(0, "云川市教育体育局", "education"))
    assert item_service.correct(item, "function", "education", "甲").lead.unit == "云川市教育体育局"


def test_a_correction_outlives_the_next_reading_of_changed_words(
    store: Store, intake: Intake, item_service: ItemService, item: int
) -> None:
    item_service.correct(item, "attitude", "positive", "甲")
    source = store.sources.get(1).source
    take(intake, source, entry("a", body="桥坍塌了"))
    read = item_service.read(item)
    assert read.item.body == "桥坍塌了" and read.verdict.severity is not None
    assert read.verdict.attitude.name == Attitude.POSITIVE and read.corrected == ("attitude",)


def test_an_import_counts_what_is_new_known_and_skipped(
    store: Store, item_service: ItemService, tables: FakeTables, tmp_path: Path
) -> None:
    path = tmp_path / "热线.csv"
    tables.rows = (entry("a"), entry("b"))
    report = item_service.import_file(path)
    assert (report.read, report.new, report.known) == (2, 2, 0)
    tables.rows = (entry("a"), entry("b", body="改过的"), entry("c"))
    tables.skipped = (Skipped(4, "空行"), Skipped(3, "时间看不懂", still_read=True))
    report = item_service.import_file(path)
    assert (report.read, report.new, report.known, len(report.skipped)) == (4, 1, 2, 2)
    (source,) = store.sources.all()
    assert (source.source.name, source.source.form) == ("热线.csv", Form.IMPORT)
    assert store.items.count() == 3 and source.health.items_total == 3


def test_a_long_import_tells_how_far_it_is(item_service: ItemService, tables: FakeTables, tmp_path: Path) -> None:
    tables.rows = tuple(entry(f"k{n}") for n in range(850))
    told: list[tuple[int, int | None]] = []
    report = item_service.import_file(tmp_path / "a.csv", lambda done, of: told.append((done, of)))
    assert told == [(400, 850), (800, 850), (850, 850)] and report.new == 850


def test_what_was_imported_is_never_collected(
    store: Store, item_service: ItemService, source_service: Any, tables: FakeTables, clock: Any, collector: Any
) -> None:
    tables.rows = (entry("a"),)
    item_service.import_file(Path("热线.csv"))
    clock.forward(days=2)
    assert source_service.next_due() is None and source_service.collect_now().sources == 0
    (row,) = source_service.list()
    assert source_service.collect_now([row.source.id]).failed == () and collector.asked in ([], [[]])


def test_the_unit_of_water_is_named_where_water_is_read(
    store: Store, intake: Intake, item_service: ItemService
) -> None:
    take(intake, new_source(store), entry("a", body="水压"))
    assert item_service.page(InboxQuery()).rows[0].unit == WATER
    assert item_service.topics() == ("住房城建", "供水", "教育")
