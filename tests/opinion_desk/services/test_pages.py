"""The pages of what stands in open matters: whether they are still there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from opinion_desk.domain.pages import Page
from opinion_desk.services.incidents import IncidentService
from opinion_desk.services.intake import Intake
from opinion_desk.services.items import ItemService
from opinion_desk.services.sources import SourceService
from opinion_desk.store.store import Store
from tests.opinion_desk.services.stand_ins import BY, FakeCollector, entry, new_source, take


def an_open_matter(store: Store, intake: Intake, incidents: IncidentService) -> tuple[int, str]:
    """A matter with one item, beside another item that is in none; the item and its address."""
    first, _other = take(intake, new_source(store), entry("a"), entry("b"))
    incidents.open("大桥", [first], deed=BY)
    return first, "https://example.cn/a"


def test_pages_of_open_matters_alone_are_looked_at_and_every_six_hours(
    store: Store,
    intake: Intake,
    incidents: IncidentService,
    source_service: SourceService,
    collector: FakeCollector,
    clock: Any,
) -> None:
    _, address = an_open_matter(store, intake, incidents)
    assert source_service.look_at_pages() == 1 and collector.looked == [address]
    assert source_service.look_at_pages() == 0
    clock.forward(hours=6)
    assert source_service.look_at_pages() == 1


def test_a_page_is_gone_when_two_looks_say_so_and_from_the_first_on(
    store: Store, intake: Intake, incidents: IncidentService, source_service: SourceService,
    item_service: ItemService, collector: FakeCollector, clock: Any,
) -> None:  # fmt: skip
    item, address = an_open_matter(store, intake, incidents)
    collector.pages[address] = Page.MISSING
    first = clock.now()
    source_service.look_at_pages()
    assert item_service.read(item).gone is None
    clock.forward(minutes=10)
    source_service.look_at_pages()
    assert item_service.read(item).gone == first
    collector.pages[address] = Page.UNKNOWN  # the network told nothing: it stays gone
    clock.forward(hours=6)
    source_service.look_at_pages()
    assert item_service.read(item).gone == first
    collector.pages[address] = Page.THERE
    clock.forward(hours=6)
    source_service.look_at_pages()
    state = store.pages.state(item)
    assert state is not None and (state.gone, state.back) == (None, first + timedelta(hours=12, minutes=10))


def test_a_page_that_says_it_is_gone_for_good_is_believed_at_once_and_a_mishap_is_forgotten(
    store: Store,
    intake: Intake,
    incidents: IncidentService,
    source_service: SourceService,
    collector: FakeCollector,
    clock: Any,
) -> None:
    item, address = an_open_matter(store, intake, incidents)
    for page, gone in ((Page.MISSING, False), (Page.THERE, False), (Page.GONE, True)):
        collector.pages[address] = page
        source_service.look_at_pages()
        assert (store.pages.gone(item) is not None) is gone
        clock.forward(hours=6)
