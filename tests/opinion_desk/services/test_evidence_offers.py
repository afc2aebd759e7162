"""What was read as official and fits an open matter is offered as its evidence; one word accepts it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from opinion_desk.domain.commands.judging import Judgement
from opinion_desk.domain.commands.releasing import Particulars
from opinion_desk.domain.errors import Refused
from opinion_desk.domain.incident import Incident, ResponseWay
from opinion_desk.domain.levels import Level
from opinion_desk.domain.reading import Placed, TextToRead
from opinion_desk.domain.release import EvidenceKind
from opinion_desk.domain.response_clock import ClockState
from opinion_desk.domain.source import Tier
from opinion_desk.domain.verdict import Emergency, Verdict, Voice
from opinion_desk.services.incidents import Deed, IncidentService
from opinion_desk.services.intake import Intake
from opinion_desk.store.store import Store
from tests.opinion_desk.services.stand_ins import (
    BY,
    NINE,
    FakeGrouper,
    FakeReader,
    entry,
    minutes,
    new_source,
    take,
)

MAJOR = Judgement(emergency=Emergency.ACCIDENT, level=Level.MAJOR, authority="云川市应急管理局")
PUBLIC = Judgement(response=ResponseWay.PUBLIC)


class Official(FakeReader):
    """A title with 通报 is an official response."""

    def read(self, texts: Sequence[TextToRead]) -> list[Verdict]:
        return [
            replace(verdict, voice=Voice.OFFICIAL) if "通报" in text.title else verdict
            for text, verdict in zip(texts, super().read(texts), strict=True)
        ]


class OneEvent(FakeGrouper):
    """Whatever speaks of 坍塌 is of one event, in stories of its own."""

    event: int | None = None

    def place(self, item_id: int, text: TextToRead, verdict: Verdict, when: Any) -> Placed:
        placed = super().place(item_id, text, verdict, when)
        if "坍塌" not in text.text:
            return placed
        self.event = self.event or placed.event
        return Placed(placed.story, self.event, placed.signature)


@pytest.fixture
def reader() -> FakeReader:
    return Official()


@pytest.fixture
def grouper() -> FakeGrouper:
    return OneEvent()


class Day:
    """A matter opened at nine from an item of 8:50; `bring` lets something be published, minutes counted from nine."""

    def __init__(self, store: Store, intake: Intake, incidents: IncidentService, clock: Any) -> None:
        self.store, self.intake, self.incidents, self.clock = store, intake, incidents, clock
        self.daily = new_source(store)
        (self.item,) = take(intake, self.daily, entry("a", "支架坍塌", at=NINE - minutes(10)))

    def open(self, judgement: Judgement = MAJOR) -> Incident:
        opened = self.incidents.open("支架坍塌", [self.item], deed=BY)
        return self.incidents.confirm(opened.id, judgement, deed=BY)

    def bring(self, key: str, at: float, source: Any = None, title: str = "坍塌事故情况通报", body: str = "") -> int:
        moment = NINE + minutes(at)
        self.clock.set(max(self.clock.now(), moment))
        one = entry(key, title, body or f"坍塌通报正文{key}", at=moment)
        (id,) = take(self.intake, source or self.daily, one, now=self.clock.now())
        return id


@pytest.fixture
def day(store: Store, intake: Intake, incidents: IncidentService, clock: Any) -> Day:
    return Day(store, intake, incidents, clock)


def test_an_official_item_of_the_matters_event_is_offered_with_where_it_stands(day: Day) -> None:
    incident = day.open()
    item = day.bring("official", 30)
    (offer,) = day.incidents.offers(incident.number)
    assert (offer.item_id, offer.incident_id, offer.number) == (item, incident.id, incident.number)
    assert (offer.title, offer.source, offer.at) == ("坍塌事故情况通报", "云川日报", NINE + minutes(30))
    assert offer.kind is EvidenceKind.RELEASE
    assert day.incidents.open_offers() == (offer,)


def test_what_is_no_official_word_or_of_another_event_or_before_the_start_is_not_offered(day: Day) -> None:
    incident = day.open()
    day.bring("report", 30, title="坍塌现场直击")
    day.bring("elsewhere", 31, title="停水情况通报", body="东湖片区停水")
    day.bring("before", -11)
    day.bring("at_the_start", -10)
    assert day.incidents.offers(incident.id) == ()


def test_nothing_is_offered_to_a_candidate_or_when_nothing_is_owed(day: Day) -> None:
    opened = day.incidents.open("支架坍塌", [day.item], deed=BY)
    day.bring("official", 30)
    assert day.incidents.offers(opened.id) == ()
    day.incidents.confirm(opened.id, Judgement(response=ResponseWay.FILE, response_reason="已线下说明"), deed=BY)
    assert day.incidents.open_offers() == ()


def test_of_reprints_one_is_offered_and_official_sources_come_first(day: Day) -> None:
    incident = day.open()
    site = new_source(day.store, "云川市人民政府网", tier=Tier.GOVERNMENT)
    day.bring("net", 20, body="坍塌通报第一号")
    best = day.bring("site", 25, site, body="坍塌通报第一号")
    other = day.bring("other", 22)
    assert [offer.item_id for offer in day.incidents.offers(incident.id)] == [best, other]


def test_accepting_registers_the_release_at_its_own_time_with_link_and_stored_text(day: Day) -> None:
    incident = day.open()
    id = day.bring("official", 30)
    day.clock.forward(hours=5)
    accepted = day.incidents.accept_offer(incident.id, id, deed=Deed("值班员", key="k"))
    (evidence,) = accepted.evidence
    text = day.store.items.get(id).text
    assert (evidence.what, evidence.address, evidence.at) == (
        "坍塌事故情况通报",
        "https://example.cn/official",
        NINE + minutes(30),
    )
    assert evidence.digest == hashlib.sha256(text.encode()).hexdigest()
    assert (evidence.item, evidence.issued_by) == (id, "云川日报")
    kept = day.incidents.evidence_file(evidence.digest or "")
    assert kept is not None and kept.read_text(encoding="utf-8") == text
    clock = accepted.clock("release")
    assert clock is not None and clock.state is ClockState.MET
    assert day.incidents.offers(incident.id) == ()
    assert day.incidents.accept_offer(incident.id, id, deed=Deed("值班员", key="k")).acts == accepted.acts
    assert day.store.verify() == []


def test_what_was_used_or_gone_is_offered_and_accepted_no_more(day: Day) -> None:
    incident = day.open()
    id = day.bring("official", 30)
    day.incidents.accept_offer(incident.id, id, deed=BY)
    with pytest.raises(Refused, match="不是待采用"):
        day.incidents.accept_offer(incident.id, id, deed=BY)
    with pytest.raises(Refused) as refused:
        day.incidents.answer(incident.id, EvidenceKind.RELEASE, "", particulars=Particulars(item=id), deed=BY)
    assert refused.value.id == "evidence_item_used"
    day.bring("reprint", 40, body="坍塌通报正文official")
    assert day.incidents.offers(incident.id) == ()
    again = day.bring("second", 50)
    assert [offer.item_id for offer in day.incidents.offers(incident.id)] == [again]


def test_a_page_registered_by_its_address_is_not_offered_again(day: Day) -> None:
    incident = day.open()
    day.bring("official", 30)
    day.incidents.answer(
        incident.id, EvidenceKind.RELEASE, "情况通报", address="https://example.cn/official", deed=Deed("值班员", NINE)
    )
    assert day.incidents.offers(incident.id) == ()


def test_a_reprint_of_a_page_registered_by_its_address_is_not_offered(day: Day) -> None:
    incident = day.open()
    day.bring("official", 30, body="坍塌通报第一号")
    shown = Deed("值班员", NINE + minutes(30))
    day.incidents.answer(
        incident.id, EvidenceKind.RELEASE, "情况通报", address="https://example.cn/official", deed=shown
    )
    day.bring("reprint", 35, body="坍塌通报第一号")
    assert day.incidents.offers(incident.id) == ()


def test_a_declined_offer_and_its_reprints_are_offered_no_more_and_the_record_says_so(day: Day) -> None:
    incident = day.open()
    id = day.bring("official", 30)
    declined = day.incidents.decline_offer(incident.id, id, deed=BY)
    assert declined.declined == (id,) and declined.evidence == ()
    day.bring("reprint", 40, body="坍塌通报正文official")
    assert day.incidents.offers(incident.id) == ()
    assert "不作发布凭据" in day.incidents.act_words(day.incidents.history(incident.id)[-1])
    with pytest.raises(Refused, match="不是待采用"):
        day.incidents.decline_offer(incident.id, id, deed=BY)
    assert day.store.verify() == []


def test_a_matter_below_level_two_takes_it_as_its_response(day: Day) -> None:
    incident = day.open(PUBLIC)
    id = day.bring("official", 30)
    accepted = day.incidents.accept_offer(incident.id, id, deed=BY)
    assert accepted.evidence[0].kind is EvidenceKind.RESPONSE
    clock = accepted.clock("response")
    assert clock is not None and clock.state is ClockState.MET


def test_an_item_may_be_named_by_hand_and_own_words_and_time_win(day: Day) -> None:
    incident = day.open()
    id = day.bring("report", 30, title="市长答记者问")
    shown = day.incidents.answer(
        incident.id,
        EvidenceKind.RELEASE,
        "答记者问",
        particulars=Particulars(item=id, leader="市长"),
        deed=Deed("值班员", NINE + minutes(20)),
    )
    (evidence,) = shown.evidence
    assert (evidence.what, evidence.at, evidence.leader) == ("答记者问", NINE + minutes(20), "市长")


def test_an_item_without_a_time_asks_for_one(day: Day) -> None:
    incident = day.open()
    (id,) = take(day.intake, day.daily, replace(entry("none", "坍塌通报"), published=None))
    with pytest.raises(Refused, match="没有发布时间"):
        day.incidents.answer(incident.id, EvidenceKind.RELEASE, "", particulars=Particulars(item=id), deed=BY)
    with pytest.raises(Refused) as refused:
        day.incidents.answer(incident.id, EvidenceKind.RELEASE, "", particulars=Particulars(item=999), deed=BY)
    assert refused.value.id == "item_missing"
