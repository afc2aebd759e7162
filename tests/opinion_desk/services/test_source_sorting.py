"""Several sources at once: folders, pauses, and the watch of those a matter came from."""

from __future__ import annotations

from typing import Any

import pytest

from opinion_desk.domain.errors import Refused
from opinion_desk.domain.source import HealthState
from opinion_desk.services.deed import Deed
from opinion_desk.services.incidents import IncidentService
from opinion_desk.services.intake import Intake
from opinion_desk.services.sources import SourceService
from opinion_desk.store.store import Store
from tests.opinion_desk.services.stand_ins import entry, new_source, take


def test_several_sources_go_into_a_folder_and_are_paused_at_once(store: Store, source_service: SourceService) -> None:
    first, second, third = (new_source(store, name) for name in ("甲报", "乙报", "丙报"))
    assert source_service.move((first.id, second.id), " 本地媒体/报纸 ") == "本地媒体 / 报纸"
    source_service.pause((second.id, third.id), True)
    rows = source_service.list()
    assert [row.source.folder for row in rows] == ["本地媒体 / 报纸", "本地媒体 / 报纸", ""]
    assert [row.state for row in rows] == [HealthState.NEW, HealthState.PAUSED, HealthState.PAUSED]
    source_service.pause((second.id,), False)
    assert source_service.failing() == 0 and not source_service.list()[1].source.paused
    for act in (lambda: source_service.move((), "甲"), lambda: source_service.pause((), True)):
        with pytest.raises(Refused, match="没有选中来源"):
            act()


def test_the_sources_of_a_matter_are_watched_for_it_and_a_later_choice_takes_the_place_of_the_first(
    store: Store, source_service: SourceService, intake: Intake, incidents: IncidentService, clock: Any
) -> None:
    first, second, third = (new_source(store, name) for name in ("甲报", "乙报", "丙报"))
    [item] = take(intake, first, entry("1", "引桥坍塌"))
    matter = incidents.open("引桥坍塌", (item,), deed=Deed("值班员")).id
    assert source_service.of_incident(matter) == {first.id}
    assert source_service.watch_of(matter) is None
    source_service.watch_for(matter, (first.id, second.id), 3)
    until = source_service.watch_for(matter, (second.id, third.id), 6)
    watch = source_service.watch_of(matter)
    assert watch is not None and (watch.names, watch.until) == (("乙报", "丙报"), until)
    clock.forward(hours=6)
    assert source_service.watch_of(matter) is None
