"""The demo as a whole: a day is played on a real desk, into an empty home and no other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from opinion_desk.compose import compose
from opinion_desk.demo import run
from opinion_desk.demo.run import DemoDone, demo_settings, playing, prepare
from opinion_desk.domain.acts import ActKind
from opinion_desk.domain.errors import Refused
from opinion_desk.domain.inbox import InboxQuery, Pile
from opinion_desk.domain.incident import Incident, IncidentState
from opinion_desk.domain.outbox import MessageState
from opinion_desk.domain.response_clock import ClockState, MarkKind
from opinion_desk.domain.source import Form, HealthState
from opinion_desk.services.desk import Desk
from opinion_desk.settings import load_settings

DAY = date(2026, 11, 20)


class Moment:
    """A clock that stands still."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def now(self) -> datetime:
        return self._moment


EVENING = Moment(datetime(2026, 11, 20, 16, tzinfo=UTC))  # midnight in 云川: the next morning's conference is to come


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, DemoDone, dict[str, Any]]]:
    folder = tmp_path_factory.mktemp("demo")
    told: list[str] = []
    with playing(folder / "home", folder / "papers", told.append, DAY, EVENING) as (desk, done):
        assert told and told[-1] == "模拟 00:00"
        yield folder / "home", done, done.as_json(desk)


@pytest.fixture(scope="module")
def desk(played: tuple[Path, DemoDone, dict[str, Any]]) -> Iterator[Desk]:
    opened = compose(played[0], EVENING)
    yield opened
    opened.close()


@pytest.fixture
def accident(desk: Desk) -> Incident:
    return next(incident for incident in desk.incidents.list() if "支架坍塌" in incident.title)


@pytest.mark.long
class TestThePlayedDay:
    """One day, played once for all of these."""

    def test_what_is_printed_is_what_the_contract_says(self, played: tuple[Path, DemoDone, dict[str, Any]]) -> None:
        _, done, told = played
        assert (told["sources"], told["items"], told["incidents"]) == (12, 302, 3)
        assert 302 > told["stories"] > told["events"] > 100
        assert json.loads(json.dumps(told)) == told
        papers = [Path(name) for name in told["files"]]
        assert [path.suffix for path in papers] == [".docx", ".pdf", ".xlsx"]
        assert all(path.is_absolute() and path.stat().st_size > 5_000 for path in papers)
        assert len(done.lines) == 3 and done.seconds > 0

    def test_every_source_is_well_and_reprints_were_folded(self, desk: Desk) -> None:
        rows = desk.sources.list()
        assert {row.state for row in rows} == {HealthState.WELL}
        assert sum(row.items for row in rows) == 302 > desk.items.count(InboxQuery())
        assert {row.source.form.value for row in rows} >= {"feed", "json_feed", "hot_list", "table"}
        assert desk.items.count(InboxQuery(pile=Pile.OPENED)) >= 3

    def test_exactly_one_target_was_missed_and_no_deadline(
        self, played: tuple[Path, DemoDone, dict[str, Any]], desk: Desk, accident: Incident
    ) -> None:
        fired = [
            (incident.id, clock.id, mark.kind)
            for incident in desk.incidents.list()
            for clock in incident.clocks
            for mark in clock.marks
            if mark.fired is not None
        ]
        assert [row for row in fired if row[2] is not MarkKind.REMINDER] == [(accident.id, "release", MarkKind.TARGET)]
        told = [(mark["clock"], mark["mark"]) for mark in played[2]["marks"]]
        assert told.count(("release", "target")) == 1 and len(told) == len(fired)
        for mark in played[2]["marks"]:
            assert mark["fired"] == mark["due"]  # the day ticks every five minutes, and marks stand on them

    def test_the_missed_target_climbed_until_somebody_answered(self, desk: Desk, accident: Incident) -> None:
        calls = [act for act in desk.incidents.history(accident.id) if act.kind is ActKind.ESCALATED]
        assert [call.data["to"] for call in calls] == ["值班负责人", "宣传部分管领导"]
        answered = [act for act in desk.incidents.history(accident.id) if act.kind is ActKind.CALL_ANSWERED]
        assert len(answered) == 1

    def test_the_call_to_a_robot_was_really_delivered(
        self, played: tuple[Path, DemoDone, dict[str, Any]], desk: Desk
    ) -> None:
        sent = [row for row in desk.store.outbox.all() if row.message.channel == "webhook"]
        assert played[2]["messages"] == len(sent) == 1
        assert sent[0].state is MessageState.SENT and desk.store.outbox.waiting() == 0

    def test_the_release_came_before_its_deadline_and_the_conference_is_still_owed(self, accident: Incident) -> None:
        release, conference = accident.clock("release"), accident.clock("conference")
        assert release is not None and release.state is ClockState.MET and release.met_at is not None
        assert release.target is not None and release.target < release.met_at < release.deadline
        assert conference is not None and conference.state is ClockState.RUNNING
        assert conference.deadline - conference.start == timedelta(hours=24)
        assert accident.evidence[0].address is not None

    def test_the_lesser_matter_has_its_48_hours_and_the_rumour_was_refuted_and_concluded(self, desk: Desk) -> None:
        water, rumour = (
            next(i for i in desk.incidents.list() if word in i.title) for word in ("自来水异味", "停水三天")
        )
        clock = water.clock("response")
        assert clock is not None and clock.state is ClockState.RUNNING and water.level is None
        assert clock.deadline - clock.start == timedelta(hours=48)
        assert rumour.state is IncidentState.CONCLUDED and rumour.open_clocks == ()

    def test_the_record_verifies_and_the_chain_holds(self, desk: Desk) -> None:
        assert desk.verify() == [] and desk.incidents.chain_intact(desk.clock.now())

    def test_the_home_is_a_demo_that_keeps_its_settings_without_the_robot(
        self, played: tuple[Path, DemoDone, dict[str, Any]], desk: Desk
    ) -> None:
        assert desk.is_demo and load_settings(played[0]) == demo_settings() and demo_settings().webhook is None
        assert desk.tick(EVENING.now() + timedelta(hours=6)).now == EVENING.now() + timedelta(hours=6)

    def test_no_caller_stands_in_what_was_stored(self, desk: Desk) -> None:
        with desk.store.read() as connection:
            kept = connection.execute("SELECT coalesce(extra, '') || body FROM texts").fetchall()
        assert len(kept) == 302
        assert not any(word in row[0] for row in kept for word in ("演示来电人", "000-0000-", "虚构路"))

    def test_the_heat_of_a_hot_list_was_followed_through_the_day(self, desk: Desk) -> None:
        (hot,) = (row.source for row in desk.sources.list() if row.source.form is Form.HOT_LIST)
        rows = desk.items.page(InboxQuery(sources=(hot.id,))).rows
        assert max(len(desk.items.read(row.item_id).metrics) for row in rows) > 10

    def test_the_briefing_is_archived_as_number_one(self, desk: Desk) -> None:
        rows = desk.briefings.archive()
        assert {(row.day, row.issue) for row in rows} == {(DAY, 1)} and len(rows) == 3

    def test_a_second_demo_into_the_same_home_is_refused(self, played: tuple[Path, DemoDone, dict[str, Any]]) -> None:
        with pytest.raises(Refused) as why:
            prepare(played[0], DAY)
        assert why.value.id == "demo_home_not_empty"


@pytest.mark.parametrize("what", ["a folder with a file", "a file"])
def test_a_home_that_is_not_empty_is_refused_and_left_as_it_is(tmp_path: Path, what: str) -> None:
    home = tmp_path / "home"
    if what == "a file":
        home.write_text("mine")
    else:
        home.mkdir()
        (home / "letter.txt").write_text("mine")
    with pytest.raises(Refused) as why:
        prepare(home, DAY)
    assert why.value.id == "demo_home_not_empty"
    assert [path.read_text() for path in tmp_path.rglob("*") if path.is_file()] == ["mine"]


def test_a_day_that_breaks_off_closes_the_desk_and_the_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desks: list[Desk] = []

    def break_off(desk: Desk, *rest: object) -> None:
        desks.append(desk)
        raise ZeroDivisionError

    monkeypatch.setattr(run, "_play", break_off)
    with pytest.raises(ZeroDivisionError):
        prepare(tmp_path / "home", DAY)
    assert desks[0].changes() is None  # it is closed


def test_the_demos_settings_are_of_the_fictional_city_and_ring_nobodys_telephone() -> None:
    settings = demo_settings()
    assert settings.jurisdiction == "云川市" and settings.own_places and settings.posts
    assert all(post.phone.startswith("0000-555") for post in settings.posts)
