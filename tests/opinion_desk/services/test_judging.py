"""Opening from above, from an event and as a drill; what merging carries; evidence of clocks set by hand."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from opinion_desk.domain.acts import ActKind
from opinion_desk.domain.commands.judging import Judgement
from opinion_desk.domain.commands.mandates import Received
from opinion_desk.domain.commands.own_clocks import Term
from opinion_desk.domain.errors import Refused
from opinion_desk.domain.incident import StartFrom
from opinion_desk.domain.levels import Grade, Level
from opinion_desk.domain.origin import Origin
from opinion_desk.domain.replay import replay
from opinion_desk.domain.response_clock import ClockState
from opinion_desk.domain.verdict import Emergency
from opinion_desk.services.incidents import Deed, IncidentService
from opinion_desk.services.intake import Intake
from opinion_desk.store.store import Store
from tests.opinion_desk.services.stand_ins import BY, NINE, entry, minutes, new_source, take

NOTE = Received(Origin.INSTRUCTION, "市委主要负责人", "〔2026〕批字8号", "请速核实")
MAJOR = Judgement(emergency=Emergency.ACCIDENT, level=Level.MAJOR, authority="澜州市应急管理局", paper="文")


def test_a_matter_from_above_is_opened_with_its_paper_and_its_clock_in_one_step(incidents: IncidentService) -> None:
    opened = incidents.open("批示件", origin=Origin.INSTRUCTION, paper=NOTE, deed=BY)
    assert [one.number for one in opened.mandates] == [NOTE.number]
    assert [clock.id for _, clock in incidents.running()] == ["mandate:1"]
    assert replay(incidents.history(opened.id)) == incidents.get(opened.id)
    with pytest.raises(Refused):
        incidents.open("缺来文机关", origin=Origin.SUPERIOR, paper=Received(Origin.SUPERIOR, ""), deed=BY)
    assert len(incidents.list()) == 1


def test_an_event_is_opened_with_the_first_item_of_each_of_its_stories(
    store: Store, intake: Intake, incidents: IncidentService
) -> None:
    daily, net = new_source(store), new_source(store, "云川网")
    (first,) = take(intake, daily, entry("a", body="同", at=NINE - minutes(30)), now=NINE - minutes(20))
    (reprint,) = take(intake, net, entry("b", body="同", at=NINE - minutes(10)), now=NINE - minutes(5))
    (other,) = take(intake, net, entry("c"))
    assert incidents.items_of_event(reprint) == (first,)
    assert incidents.items_of_event(other) == (other,)
    with pytest.raises(Refused):
        incidents.items_of_event(99)


def test_every_line_of_a_drill_is_headed_and_what_it_is_reopened_as_is_a_drill_too(incidents: IncidentService) -> None:
    drill, real = incidents.open("演练", drill=True, deed=BY), incidents.open("真事", deed=BY)
    assert all(incidents.act_words(act).startswith("【演练】") for act in incidents.history(drill.id))
    assert not incidents.act_words(incidents.history(real.id)[0]).startswith("【演练】")
    incidents.dismiss(drill.id, "演练结束", deed=BY)
    assert incidents.reopen(drill.id, deed=BY).drill


def test_merging_carries_the_reply_that_is_owed(incidents: IncidentService) -> None:
    first = incidents.open("先立的", deed=BY)
    second = incidents.open("后立的", origin=Origin.INSTRUCTION, paper=NOTE, deed=BY)
    incidents.merge(second.id, first.id, deed=BY)
    carried = incidents.get(first.id)
    assert [one.issuer for one in carried.mandates] == [NOTE.issuer]
    before, now = incidents.get(second.id).clock("mandate:1"), carried.clock("mandate:1")
    assert before is not None and now is not None and now.deadline == before.deadline
    assert (before.state, now.state) == (ClockState.CANCELLED, ClockState.RUNNING)


def test_a_lowering_shows_the_breach_that_nobody_had_looked_at_yet(incidents: IncidentService, clock: Any) -> None:
    opened = incidents.open("云川大桥引桥支架坍塌", published=NINE, deed=BY)
    incidents.confirm(opened.id, MAJOR, deed=BY)
    clock.forward(hours=6)
    lower = Judgement(
        emergency=Emergency.ACCIDENT, level=Level.LARGER, authority="澜州市应急管理局", grade=Grade.THIRD,
        start_reason="复核", paper="复核文", approver="宣传部主要负责人",
    )  # fmt: skip
    after = incidents.regrade(opened.id, lower, deed=BY)
    release = after.clock("release")
    assert release is not None and release.state is ClockState.SUPERSEDED and release.breached_at is not None


def test_a_corrected_start_is_written_with_its_clocks_and_a_repeated_key_changes_nothing(
    incidents: IncidentService, clock: Any
) -> None:
    opened = incidents.open("一件事", published=NINE - minutes(30), deed=BY)
    incidents.confirm(opened.id, MAJOR, deed=BY)
    times = {StartFrom.PUBLISHED: NINE - minutes(90)}
    once = incidents.correct_times(opened.id, times, "溯源更早", deed=Deed("值班员", key="fix"))
    again = incidents.correct_times(opened.id, times, "溯源更早", deed=Deed("值班员", key="fix"))
    assert once == again
    release = once.clock("release")
    assert release is not None and release.deadline == NINE - minutes(90) + timedelta(hours=5)


def test_a_clock_set_by_hand_is_met_with_a_file_kept_under_its_digest(
    incidents: IncidentService, tmp_path: Path
) -> None:
    opened = incidents.open("一件事", deed=BY)
    incidents.set_clock(opened.id, "检测报告", "水务集团", Term(within=timedelta(hours=2)), deed=BY)
    paper = tmp_path / "报告.pdf"
    paper.write_bytes(b"%PDF")
    met = incidents.meet(opened.id, "own:1", "检测报告", file=paper, deed=BY)
    last = incidents.history(opened.id)[-1]
    assert met.open_clocks == () and last.kind is ActKind.CLOCK_MET
    assert (tmp_path / "evidence" / last.data["digest"][:2] / f"{last.data['digest']}.pdf").exists()
