"""Matters seen through: opened from items, moved on once, told whole, and never half."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from opinion_desk.domain.acts import ActKind
from opinion_desk.domain.commands.judging import Judgement
from opinion_desk.domain.errors import DeskError, Refused
from opinion_desk.domain.inbox import ItemState
from opinion_desk.domain.incident import Incident, IncidentState, ResponseWay, Times
from opinion_desk.domain.levels import Grade, Level
from opinion_desk.domain.origin import Origin
from opinion_desk.domain.release import EvidenceKind
from opinion_desk.domain.replay import replay
from opinion_desk.domain.response_clock import ClockState
from opinion_desk.domain.verdict import Emergency
from opinion_desk.services.files import EvidenceFiles
from opinion_desk.services.incidents import Deed, IncidentService
from opinion_desk.services.intake import Intake
from opinion_desk.services.reference import packaged_policies
from opinion_desk.settings import Settings
from opinion_desk.store.store import Store
from tests.opinion_desk.services.stand_ins import BY, HOUSING, NINE, WATER, entry, minutes, new_source, take

MAJOR = Judgement(emergency=Emergency.ACCIDENT, level=Level.MAJOR, authority="澜州市应急管理局", grade=Grade.FIRST)
PUBLIC = Judgement(grade=Grade.THIRD, response=ResponseWay.PUBLIC)


@pytest.fixture
def confirmed(incidents: IncidentService, clock: Any) -> Incident:
    """A matter of level II, confirmed at nine."""
    opened = incidents.open("云川大桥引桥支架坍塌", deed=BY)
    return incidents.confirm(opened.id, MAJOR, deed=BY)


def in_turn(*commands: Callable[[], object]) -> list[Any]:
    """Run commands at the same moment, each in its thread; what each gave or was refused with."""
    ready = threading.Barrier(len(commands))
    results: list[Any] = [None] * len(commands)

    def run(place: int) -> None:
        ready.wait()
        try:
            results[place] = commands[place]()
        except DeskError as why:
            results[place] = why

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(commands))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_a_matter_takes_its_times_from_the_first_of_its_story(
    store: Store, intake: Intake, incidents: IncidentService, clock: Any
) -> None:
    daily, net = new_source(store), new_source(store, "云川网")
    (reprint,) = take(intake, daily, entry("b", body="支架坍塌", at=NINE - minutes(10)), now=NINE - minutes(5))
    take(intake, net, entry("a", body="支架坍塌", at=NINE - minutes(40)), now=NINE - minutes(30))
    clock.set(NINE)
    opened = incidents.open("支架坍塌", [reprint], deed=BY)
    assert opened.times.published == NINE - minutes(40)
    assert opened.times.discovered == NINE - minutes(30)
    assert (opened.kind, opened.hint, opened.origin) == ("D3", Level.MAJOR, Origin.ITEM)
    assert opened.number == "YQ-2026-0001" and opened.state is IncidentState.CANDIDATE
    assert incidents.latest_if_major(opened) == NINE - minutes(40) + timedelta(hours=5)


def test_times_that_are_given_win_over_those_of_the_items(
    store: Store, intake: Intake, incidents: IncidentService, clock: Any
) -> None:
    (item,) = take(intake, new_source(store), entry("a"))
    times = Times(NINE - minutes(90), NINE - minutes(80), NINE - minutes(70))
    opened = incidents.open("一件事", [item], Origin.PHONE, times.happened, times.published, times.discovered, deed=BY)
    assert (opened.times, opened.origin) == (times, Origin.PHONE)


def test_an_item_dated_in_the_future_can_be_opened_and_counts_from_its_sighting(
    store: Store, intake: Intake, incidents: IncidentService, clock: Any
) -> None:
    (item,) = take(intake, new_source(store), entry("a", at=NINE + timedelta(days=30)))
    assert incidents.open("一件事", [item], deed=BY).times.published == NINE


def test_a_matter_opened_for_an_earlier_moment_was_not_discovered_after_it(
    store: Store, intake: Intake, incidents: IncidentService, clock: Any
) -> None:
    (item,) = take(intake, new_source(store), entry("a", at=NINE - minutes(60)))
    opened = incidents.open("一件事", [item], deed=Deed("值班员", NINE - minutes(20)))
    assert opened.opened == opened.times.discovered == NINE - minutes(20)
    assert incidents.history(opened.id)[0].entered == NINE


def test_a_discovery_in_the_future_is_refused(incidents: IncidentService, clock: Any) -> None:
    with pytest.raises(Refused) as why:
        incidents.open("一件事", discovered=NINE + minutes(5), deed=BY)
    assert why.value.id == "time_in_future" and incidents.list() == ()


def test_an_item_named_twice_is_linked_once(store: Store, intake: Intake, incidents: IncidentService) -> None:
    (item,) = take(intake, new_source(store), entry("a"))
    assert incidents.open("一件事", [item, item], deed=BY).items == (item,)


def test_an_unknown_item_is_refused_and_nothing_is_opened(
    store: Store, intake: Intake, incidents: IncidentService
) -> None:
    (item,) = take(intake, new_source(store), entry("a"))
    with pytest.raises(Refused) as why:
        incidents.open("一件事", [item, 99], deed=BY)
    assert why.value.id == "item_missing" and "99" in why.value.sentence
    assert incidents.list() == () and store.incidents.of_item(item) == ()


def test_a_repeated_command_key_changes_nothing(
    store: Store, incidents: IncidentService, confirmed: Incident, clock: Any
) -> None:
    first = incidents.assign(confirmed.id, HOUSING, deed=Deed("值班员", key="assign-1"))
    clock.forward(minutes=5)
    again = incidents.assign(confirmed.id, HOUSING, deed=Deed("值班员", key="assign-1"))
    assert again == first and len(incidents.history(confirmed.id)) == first.acts
    opened = incidents.open("另一件", deed=Deed("值班员", key="open-1"))
    assert incidents.open("另一件", deed=Deed("值班员", key="open-1")).id == opened.id
    assert len(incidents.list()) == 2


def test_a_repeated_key_counts_once_even_when_both_come_at_the_same_moment(
    incidents: IncidentService, confirmed: Incident
) -> None:
    deed = Deed("值班员", key="urgent")
    one, two = in_turn(
        lambda: incidents.assign(confirmed.id, HOUSING, deed=deed),
        lambda: incidents.assign(confirmed.id, HOUSING, deed=deed),
    )
    assert one == two == incidents.get(confirmed.id)
    assert [act.kind for act in incidents.history(confirmed.id)].count(ActKind.ASSIGNED) == 1


def test_two_different_commands_at_once_both_land(incidents: IncidentService, confirmed: Incident) -> None:
    incidents.assign(confirmed.id, HOUSING, [WATER], deed=BY)
    in_turn(
        lambda: incidents.acknowledge(confirmed.id, HOUSING, deed=BY),
        lambda: incidents.acknowledge(confirmed.id, WATER, deed=BY),
        lambda: incidents.check(confirmed.id, "report_up", deed=BY),
    )
    acts = [act.kind for act in incidents.history(confirmed.id)]
    assert acts.count(ActKind.ACKNOWLEDGED) == 2 and acts.count(ActKind.STEP_DONE) == 1
    assert incidents.chain_intact(NINE)


def test_of_two_contrary_commands_at_once_the_later_is_refused_with_the_state_it_met(
    store: Store, incidents: IncidentService, clock: Any
) -> None:
    opened = incidents.open("一件事", deed=BY)
    results = in_turn(
        lambda: incidents.confirm(opened.id, PUBLIC, deed=BY),
        lambda: incidents.confirm(opened.id, PUBLIC, deed=BY),
    )
    refused = [result for result in results if isinstance(result, Refused)]
    assert len(refused) == 1 and refused[0].id == "state_forbids" and "已核定" in refused[0].sentence
    assert [act.kind for act in incidents.history(opened.id)].count(ActKind.CONFIRMED) == 1


def test_commands_of_two_processes_meet_each_others_state(path: Path, clock: Any, tmp_path: Path) -> None:
    stores = [Store.open(path), Store.open(path)]
    here, there = (
        IncidentService(store, packaged_policies(), Settings(), clock, EvidenceFiles(tmp_path)) for store in stores
    )
    opened = here.open("一件事", deed=BY)
    there.confirm(opened.number, PUBLIC, deed=BY)
    with pytest.raises(Refused, match="已核定"):
        here.confirm(opened.id, PUBLIC, deed=BY)
    results = in_turn(
        *(lambda service=service: service.open("同时", deed=BY) for service in (here, there)),
    )
    assert {result.number for result in results} == {"YQ-2026-0002", "YQ-2026-0003"}
    assert here.chain_intact(NINE) and stores[0].verify() == []
    for store in stores:
        store.close()


def test_every_history_replays_to_its_row(incidents: IncidentService, confirmed: Incident, clock: Any) -> None:
    clock.forward(minutes=20)
    incidents.assign(confirmed.id, HOUSING, [WATER], deed=BY)
    incidents.give_back(confirmed.id, WATER, "不属本单位职责", deed=BY)
    incidents.reply(confirmed.id, HOUSING, "已救出9人", deed=BY)
    incidents.answer(confirmed.id, EvidenceKind.RELEASE, "通报", address="https://example.cn/1", deed=BY)
    incidents.regrade(confirmed.id, replace(MAJOR, level=Level.EXTREME), deed=BY)
    row = incidents.get(confirmed.id)
    assert replay(incidents.history(confirmed.id)) == row
    assert row.state is IncidentState.RESPONDING and row.level is Level.EXTREME


def test_a_release_meets_its_clock_and_marks_the_stories_opened(
    store: Store, intake: Intake, incidents: IncidentService, clock: Any
) -> None:
    (item,) = take(intake, new_source(store), entry("a", at=NINE - minutes(30)))
    assert store.inbox.marks(item).state is ItemState.WAITING
    opened = incidents.open("一件事", [item], deed=BY)
    incidents.confirm(opened.id, MAJOR, deed=BY)
    clock.forward(hours=2)
    after = incidents.answer(opened.id, EvidenceKind.RELEASE, "通报", address="https://example.cn/1", deed=BY)
    release, conference = after.clock("release"), after.clock("conference")
    assert release is not None and (release.state, release.met_at) == (ClockState.MET, clock.now())
    assert conference is not None and conference.state is ClockState.RUNNING
    assert store.inbox.marks(item).state is ItemState.OPENED and store.inbox.marks(item).incident_id == opened.id


def test_a_file_of_evidence_is_kept_under_the_digest_of_its_bytes(
    incidents: IncidentService, confirmed: Incident, tmp_path: Path
) -> None:
    paper = tmp_path / "通报.PDF"
    paper.write_bytes(b"%PDF the paper")
    after = incidents.answer(confirmed.id, EvidenceKind.RELEASE, "情况通报", file=paper, deed=BY)
    digest = hashlib.sha256(b"%PDF the paper").hexdigest()
    assert after.evidence[0].digest == digest
    paper.write_bytes(b"changed later")
    kept = tmp_path / "evidence" / digest[:2] / f"{digest}.pdf"
    assert kept.read_bytes() == b"%PDF the paper"


def test_evidence_that_is_not_there_is_refused_and_meets_nothing(
    incidents: IncidentService, confirmed: Incident, tmp_path: Path
) -> None:
    with pytest.raises(Refused) as why:
        incidents.answer(confirmed.id, EvidenceKind.RELEASE, "情况通报", file=tmp_path / "none.pdf", deed=BY)
    assert why.value.id == "file_missing" and incidents.get(confirmed.id) == confirmed


def test_merging_moves_the_items_and_cancels_the_clocks(
    store: Store, intake: Intake, incidents: IncidentService, clock: Any
) -> None:
    one, two = take(intake, new_source(store), entry("a"), entry("b"))
    first = incidents.open("先立的", [one], deed=BY)
    second = incidents.open("后立的", [two], deed=BY)
    incidents.confirm(second.id, PUBLIC, deed=BY)
    merged = incidents.merge(second.id, first.number, deed=BY)
    assert (merged.state, merged.merged_into) == (IncidentState.MERGED, first.id)
    assert [c.state for c in merged.clocks] == [ClockState.CANCELLED]
    assert incidents.get(first.id).items == (one, two)
    assert store.inbox.marks(two).incident_id == first.id
    assert store.verify() == []


def test_merging_into_itself_or_a_closed_matter_is_refused_and_changes_neither(
    incidents: IncidentService, confirmed: Incident
) -> None:
    other = incidents.open("另一件", deed=BY)
    incidents.dismiss(other.id, "重复", deed=BY)
    for into in (confirmed.id, other.id):
        with pytest.raises(Refused):
            incidents.merge(confirmed.id, into, deed=BY)
    assert incidents.get(confirmed.id) == confirmed


def test_an_item_of_a_dismissed_matter_is_free_again(store: Store, intake: Intake, incidents: IncidentService) -> None:
    (item,) = take(intake, new_source(store), entry("a"))
    opened = incidents.open("误判", [item], deed=BY)
    incidents.dismiss(opened.id, "与本地无关", deed=BY)
    marks = store.inbox.marks(item)
    assert (marks.state, marks.incident_id) == (ItemState.WAITING, None)
    assert incidents.open("再立", [item], deed=BY).items == (item,)


def test_an_item_that_another_matter_holds_stays_with_it_when_one_is_dismissed(
    store: Store, intake: Intake, incidents: IncidentService
) -> None:
    daily, net = new_source(store), new_source(store, "云川网")
    (item,), (reprint,) = take(intake, daily, entry("a", body="同")), take(intake, net, entry("b", body="同"))
    first = incidents.open("先立的", [item], deed=BY)
    second = incidents.open("重复立的", [reprint], deed=BY)
    incidents.dismiss(second.id, "与前一件重复", deed=BY)
    assert store.inbox.marks(item).incident_id == first.id


def test_linking_adds_items_and_marks_them_in_one_step(
    store: Store, intake: Intake, incidents: IncidentService
) -> None:
    one, two = take(intake, new_source(store), entry("a"), entry("b"))
    opened = incidents.open("一件事", [one], deed=BY)
    linked = incidents.link(opened.id, [one, two, two], deed=BY)
    assert linked.items == (one, two) and store.inbox.marks(two).incident_id == opened.id
    assert incidents.link(opened.id, [two], deed=BY).acts == linked.acts  # nothing new: no entry in the history
    incidents.dismiss(opened.id, "误", deed=BY)
    with pytest.raises(Refused):
        incidents.link(opened.id, [two], deed=BY)
    assert store.inbox.marks(two).incident_id is None


def test_reopening_links_both_ways_and_keeps_what_ended(
    store: Store, intake: Intake, incidents: IncidentService
) -> None:
    (item,) = take(intake, new_source(store), entry("a", at=NINE - minutes(30)))
    old = incidents.open("一件事", [item], deed=BY)
    incidents.dismiss(old.id, "当时无实据", deed=BY)
    new = incidents.reopen(old.number, deed=BY)
    assert (new.reopens, new.items, new.times.published) == (old.id, (item,), NINE - minutes(30))
    assert new.state is IncidentState.CANDIDATE and incidents.get(old.id).state is IncidentState.DISMISSED
    last = incidents.history(old.id)[-1]
    assert (last.kind, last.data["incident"], last.data["number"]) == (ActKind.REOPENED, new.id, new.number)
    assert new.number in incidents.act_words(last) and store.inbox.marks(item).incident_id == new.id


def test_what_is_open_or_reopened_already_is_not_reopened_again(incidents: IncidentService) -> None:
    old = incidents.open("一件事", deed=BY)
    with pytest.raises(Refused) as why:
        incidents.reopen(old.id, deed=BY)
    assert why.value.id == "reopen_open"
    incidents.dismiss(old.id, "误", deed=BY)
    new = incidents.reopen(old.id, deed=Deed("值班员", key="again"))
    assert incidents.reopen(old.id, deed=Deed("值班员", key="again")).id == new.id
    with pytest.raises(Refused) as why:
        incidents.reopen(old.id, deed=BY)
    assert why.value.id == "reopened_already" and new.number in why.value.sentence


def test_two_at_once_reopen_a_matter_only_once(incidents: IncidentService) -> None:
    old = incidents.open("一件事", deed=BY)
    incidents.dismiss(old.id, "误", deed=BY)
    results = in_turn(*(lambda: incidents.reopen(old.id, deed=BY) for _ in range(3)))
    assert sum(isinstance(result, Incident) for result in results) == 1
    assert all(isinstance(result, Incident | Refused) for result in results)
    assert len(incidents.list(open_only=True)) == 1 and incidents.chain_intact(NINE)


def test_units_are_suggested_strongest_first_and_each_once(
    store: Store, intake: Intake, incidents: IncidentService
) -> None:
    items = take(intake, new_source(store), entry("a", body="水压低"), entry("b", body="水又停了"), entry("c"))
    opened = incidents.open("一件事", items, deed=BY)
    assert [choice.unit for choice in incidents.suggested_units(opened.id)] == [WATER, HOUSING, "云川市应急管理局"]


def test_a_suggested_unit_can_be_handed_the_matter_though_the_registry_lacks_it(
    store: Store, intake: Intake, incidents: IncidentService
) -> None:
    (item,) = take(intake, new_source(store), entry("a"))
    opened = incidents.open("一件事", [item], deed=BY)
    incidents.confirm(opened.id, PUBLIC, deed=BY)
    assert incidents.assign(opened.id, "云川市应急管理局", deed=BY).lead_unit == "云川市应急管理局"
    with pytest.raises(Refused) as why:
        incidents.assign(opened.id, "云川市某局", deed=BY)
    assert why.value.id == "unit_unknown"


def test_a_new_unit_is_registered_with_the_assignment_or_not_at_all(store: Store, incidents: IncidentService) -> None:
    opened = incidents.open("一件事", deed=BY)
    with pytest.raises(Refused):
        incidents.assign(opened.id, "云川市城管局", deed=BY, enter_new=True)  # not confirmed yet
    assert "云川市城管局" not in store.units.names()
    incidents.confirm(opened.id, PUBLIC, deed=BY)
    assert incidents.assign(opened.id, "云川市城管局", deed=BY, enter_new=True).lead_unit == "云川市城管局"
    assert "云川市城管局" in store.units.names()


def test_running_clocks_stand_most_pressing_first(incidents: IncidentService, confirmed: Incident) -> None:
    lesser = incidents.open("小事", deed=BY)
    incidents.confirm(lesser.id, PUBLIC, deed=BY)
    incidents.assign(lesser.id, WATER, deed=BY)
    named = {"receipt", "release", "conference", "response"}
    running = [(incident.id, clock.policy) for incident, clock in incidents.running() if clock.policy in named]
    assert running == [
        (lesser.id, "receipt"),
        (confirmed.id, "release"),
        (confirmed.id, "conference"),
        (lesser.id, "response"),
    ]


def test_related_items_are_those_of_its_stories_latest_first(
    store: Store, intake: Intake, incidents: IncidentService
) -> None:
    daily, net = new_source(store), new_source(store, "云川网")
    (item,) = take(intake, daily, entry("a", body="同"))
    (reprint,) = take(intake, net, entry("b", body="同", at=NINE - minutes(5)))
    take(intake, net, entry("c"))
    opened = incidents.open("一件事", [reprint], deed=BY)
    assert [copy.item_id for copy in incidents.related(opened.id)] == [item, reprint]


def test_a_matter_is_seen_through_to_its_file(incidents: IncidentService, clock: Any) -> None:
    opened = incidents.open("小区停水", kind="D2", deed=BY)
    incidents.confirm(opened.id, PUBLIC, deed=BY)
    incidents.assign(opened.id, WATER, deed=BY)
    incidents.urge(opened.id, WATER, "请抓紧", deed=BY)
    with pytest.raises(Refused) as why:
        incidents.conclude(opened.id, deed=BY)
    assert why.value.id == "clocks_open"
    incidents.reply(opened.id, WATER, "已恢复供水", deed=BY)
    incidents.answer(opened.id, EvidenceKind.RESPONSE, "回应", address="https://example.cn/2", deed=BY)
    incidents.check(opened.id, "solve", deed=BY)
    incidents.check(opened.id, "publish_solution", "已在回应中公布", deed=BY)
    incidents.conclude(opened.id, "已恢复", deed=BY)
    closed = incidents.close(opened.id, deed=BY)
    assert closed.state is IncidentState.CLOSED and closed.open_clocks == ()
    assert all(incidents.act_words(act) for act in incidents.history(opened.id))
    assert incidents.list(open_only=True) == () and incidents.chain_intact(NINE)


@pytest.mark.parametrize("by", ["", "  "])
def test_a_deed_without_a_name_is_refused(incidents: IncidentService, by: str) -> None:
    with pytest.raises(Refused) as why:
        incidents.open("一件事", deed=Deed(by))
    assert why.value.id == "name_missing"


def test_a_matter_is_found_by_id_or_number_and_nothing_else(incidents: IncidentService) -> None:
    opened = incidents.open("一件事", deed=BY)
    assert incidents.get("yq-2026-0001") == incidents.get(str(opened.id)) == opened
    for unknown in (7, "YQ-2025-0001", "一件事"):
        with pytest.raises(Refused) as why:
            incidents.get(unknown)
        assert why.value.id == "incident_missing"
