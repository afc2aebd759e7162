"""A day of `collect --serve` and what is left of it: nothing missed, nothing twice, nothing held; see bench/serving_day.py."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from bench.serving import figures_of
from bench.serving_day import run_day
from bench.serving_result import OUTAGE, Day
from bench.serving_sources import HOUR

pytestmark = pytest.mark.long
SOURCES = 32  # every form and every trouble of the day is among them
# What grows with the items, and may.
BY_ITEMS = {"items", "texts", "verdicts", "stories", "item_names", "metrics", "tickets"}
INDEX = {"search", "search_data", "search_idx", "search_docsize", "search_config"}
CHANGES_KEPT = 2_000 + 256  # they are pruned every 256 writes


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Day]:
    logging.disable(logging.WARNING)  # what fails is told a thousand times that day
    try:
        yield run_day(tmp_path_factory.mktemp("day"), count=SOURCES, tick_s=20.0)
    finally:
        logging.disable(logging.NOTSET)


def test_every_item_that_stood_for_its_sources_interval_is_stored_exactly_once(day: Day) -> None:
    assert day.missed() == [] and day.twice() == [] and day.unknown() == []
    assert len(day.owed()) > 1_200 and sum(day.stored.values()) >= len(day.owed())
    assert day.verified == []


def test_every_source_is_well_again_and_moves_are_taken_over(day: Day) -> None:
    assert day.unhealthy == []
    assert [address.partition(".")[0] for address in day.moved] == ["http://new15", "http://new16"]
    assert {0, 200, 301, 302, 304, 404, 429, 500, 503} <= day.statuses.keys()


def test_the_outage_is_told_once_and_held_against_nobody(day: Day) -> None:
    assert len(day.outages) == 1 and OUTAGE[0] / HOUR <= day.outages[0] < OUTAGE[0] / HOUR + 0.5
    assert len(day.after_outage) <= 2, day.after_outage  # before the third host is silent it may be the others' fault


def test_while_the_disk_was_full_hardly_anything_was_kept(day: Day) -> None:
    before, after = day.kept_while_full
    assert after - before <= 15  # into pages that were free; what came besides was fetched again, for nothing is missed


def test_a_second_process_is_always_told_that_one_collects(day: Day) -> None:
    assert day.refused == day.tried > 24


def test_the_process_holds_no_more_at_the_end_of_its_life_than_at_its_beginning(day: Day) -> None:
    life = day.longest_life()
    first, last = life[0], life[-1]
    assert last.hour - first.hour >= 5
    # A connection that ends as they are counted makes some difference; what leaks with every visit makes hundreds.
    assert last.threads <= first.threads + 4 and last.descriptors <= first.descriptors + 8
    # Ten days of items are remembered to find reprints, some twenty pieces of memory each; all else stays as it is.
    assert last.blocks - first.blocks <= 40 * (last.items - first.items) + 5_000
    assert last.rss_mb - first.rss_mb <= 20
    assert day.left_threads == [] and day.left_descriptors <= 2  # after the desk was closed


def test_only_items_make_the_database_grow(day: Day) -> None:
    items = day.rows["items"]
    grown = {name: count for name, count in day.rows.items() if count > 2 * SOURCES}
    assert grown.keys() <= BY_ITEMS | INDEX | {"changes"}
    assert all(count <= 2 * items for name, count in grown.items() if name in BY_ITEMS)
    assert grown["changes"] <= CHANGES_KEPT
    assert day.database_kb / items < 6  # a title, a sentence, a verdict, names, and their index


def test_the_bench_tells_the_day_in_numbers(day: Day) -> None:
    figures = figures_of(day, 30.0)
    assert (figures["simulated_hours"], figures["missed_items"], figures["items_twice"]) == (26.5, 0, 0)
