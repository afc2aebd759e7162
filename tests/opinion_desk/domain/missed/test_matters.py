"""Who had a matter first, how late, and what came by neither."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from opinion_desk.domain.incident import Incident, IncidentState, Times
from opinion_desk.domain.missed.figures import Lags, Share, lag, lags_of
from opinion_desk.domain.missed.matters import OURS, Matter, Standing, matters_of
from opinion_desk.domain.missed.rows import Compared, Match, OurItem, VendorRow, Way
from opinion_desk.domain.missed.tables import matter_row
from opinion_desk.domain.origin import Origin
from tests.opinion_desk.domain.missed.rows import DAY, HOUR, NINE, TITLE, item, row


def minutes(n: float) -> timedelta:
    return timedelta(minutes=n)


def incident(origin: Origin = Origin.ITEM, items: tuple[int, ...] = (1,), **times: datetime) -> Incident:
    return Incident(
        7,
        "YQ-2026-0007",
        TITLE,
        origin,
        IncidentState.CONFIRMED,
        NINE + minutes(20),
        "值班员",
        Times(**times),
        items=items,
    )


def had(of: VendorRow, by: OurItem | None = None, vendor: str = "甲") -> Compared:
    match = None if by is None else Match(by, Way.LINK)
    return Compared(vendor, of, "a.example", match, None, lag(of.published, of.received))


def only(*args: object) -> Matter:
    (found,) = matters_of(*args)  # type: ignore[arg-type]  # handed on as they stand
    return found


def test_the_desk_and_each_vendor_are_told_by_their_first_and_by_how_late_that_was() -> None:
    ours = item()
    compared = {"甲": [had(row(), ours)], "乙": [had(row(received=NINE + minutes(90)), ours, "乙")], "丙": []}
    matter = only([incident()], [ours], compared, DAY, HOUR)
    assert [(came.by, came.lag, came.late, came.found) for came in matter.came] == [
        (OURS, minutes(5), False, True),
        ("甲", minutes(30), False, True),
        ("乙", minutes(90), True, True),
        ("丙", None, False, False),
    ]
    assert (matter.first, matter.standing, matter.base) == (OURS, Standing.IN_TIME, NINE)
    assert matter_row(matter)[-1] == "甲 30分；乙 1小时30分（迟）；丙 没有"


def test_a_matter_that_all_had_late_is_late() -> None:
    ours = item(seen=NINE + minutes(100))
    matter = only([incident()], [ours], {"甲": [had(row(received=NINE + minutes(61)), ours)]}, DAY, HOUR)
    assert matter.standing is Standing.LATE and matter.first == "甲"


def test_what_the_telephone_told_before_anybody_had_it_came_by_neither() -> None:
    called = incident(Origin.PHONE, items=(), discovered=NINE - minutes(10), happened=NINE - minutes(30))
    assert only([called], [], {"甲": []}, DAY, HOUR).standing is Standing.NEITHER
    later = only(
        [called], [item(title=TITLE + "五人被困", link=None)], {"甲": [had(row(title=TITLE + "五人被困"))]}, DAY, HOUR
    )
    assert later.standing is Standing.NEITHER and all(came.found for came in later.came)
    earlier = only(
        [replace(called, times=Times(discovered=NINE + minutes(40)))],
        [item(title=TITLE + "五人被困")],
        {"甲": []},
        DAY,
        HOUR,
    )
    assert earlier.standing is Standing.IN_TIME and earlier.first == OURS


def test_without_a_time_of_receipt_a_vendor_has_it_and_nothing_is_said_of_how_soon() -> None:
    called = incident(Origin.SUPERIOR, items=(), discovered=NINE, published=NINE)
    matter = only([called], [], {"甲": [had(row(received=None))]}, DAY, HOUR)
    assert matter.standing is Standing.UNTIMED and matter_row(matter)[-1] == "甲 有"


def test_a_matter_counts_from_when_it_happened_where_nobody_published_it() -> None:
    matter = only([incident(Origin.MEDIA, items=(), happened=NINE)], [], {}, DAY, HOUR)
    assert matter.base == NINE and matter.base_is_happening


def test_events_of_several_sources_about_home_are_matters_and_those_of_incidents_are_not_twice() -> None:
    told = [item(1, event=1), item(2, event=1, source_id=2), item(3, event=3), item(4, event=3, source_id=1)]
    far = [item(5, event=5, local=False), item(6, event=5, source_id=2, local=False)]
    found = matters_of([], [*told, *far], {"甲": []}, DAY, HOUR)
    assert [one.item for one in found] == [1]
    assert [one.number for one in matters_of([incident()], told, {"甲": []}, DAY, HOUR)] == ["YQ-2026-0007"]


def test_what_lay_there_before_its_source_was_collected_is_not_late() -> None:
    ours = item(seen=NINE + timedelta(days=2), backlog=True)
    matter = only([incident()], [ours], {}, DAY, HOUR)
    assert matter.came[0].found and matter.came[0].lag is None and matter.standing is Standing.UNTIMED


def test_figures_say_what_they_rest_on() -> None:
    assert Share(2, 3).value is None and "不足5条" in Share(2, 3).words and Share(0, 0).words == "—"
    assert Share(12, 40).words == "12/40（30.0%）"
    assert lags_of([minutes(5), None, minutes(90)], HOUR) == Lags(2, late=1)
    assert lags_of([minutes(n) for n in range(10)], HOUR) == Lags(10, minutes(4.5), minutes(8), 0)
    assert lag(NINE, NINE - minutes(5)) == timedelta() and lag(NINE, NINE - minutes(11)) is None
