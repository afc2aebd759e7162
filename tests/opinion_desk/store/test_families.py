"""Sources, corrections, outbox, leases, briefings and units: the smaller families, each by its own truths."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from opinion_desk.domain.briefing import Bar, Briefing, BriefingItem, BriefingKind, ClockLine, Figure, Section
from opinion_desk.domain.collected import Collected, Outcome
from opinion_desk.domain.errors import Refused, Unavailable
from opinion_desk.domain.item import Entry
from opinion_desk.domain.list_rules import SourceRules
from opinion_desk.domain.outbox import Delivery, Message
from opinion_desk.domain.source import Form, HealthState, Source
from opinion_desk.domain.unit import Unit
from opinion_desk.domain.verdict import Attitude, Scored, Verdict, Voice
from opinion_desk.store import briefings, corrections, lease, outbox, sources, units, verdicts, visits
from opinion_desk.store.store import Store

Add = Callable[..., int]
HOUR = timedelta(hours=1)
LEASE = lease.LONGEST


def visit(store: Store, collected: Collected, now: datetime) -> None:
    store.write_now(lambda tx: visits.record_visit(tx, collected, now))


def test_the_same_address_is_refused_twice_and_the_name_is_told(store: Store, source: Source) -> None:
    with pytest.raises(Refused) as caught:
        store.write_now(lambda tx: sources.add(tx, replace(source, name="另一个")))
    assert source.name in caught.value.sentence
    other = store.write_now(lambda tx: sources.add(tx, Source(0, "另一个", "https://b.example", Form.FEED))).value
    with pytest.raises(Refused):
        store.write_now(lambda tx: sources.update(tx, replace(other, address=source.address)))


def test_a_new_source_is_due_at_once_and_an_import_never(store: Store, source: Source, now: datetime) -> None:
    store.write_now(lambda tx: sources.add(tx, Source(0, "表", "file:a.csv", Form.IMPORT)))
    (due,) = store.sources.due(now)
    assert due.source == source
    assert due.health.state is HealthState.NEW


def test_a_good_visit_keeps_validators_and_a_304_does_not_lose_them(
    store: Store, source: Source, now: datetime
) -> None:
    entries = (Entry("a", "甲"), Entry("b", "乙"))
    fetched = Collected(
        source.id, Outcome.FETCHED, entries, etag='"1"', last_modified="x", digest="d1", form=Form.JSON_FEED
    )
    visit(store, fetched, now)
    visit(store, Collected(source.id, Outcome.UNCHANGED), now + HOUR)
    row = store.sources.get(source.id)
    assert (row.health.etag, row.health.last_modified, row.health.items_last) == ('"1"', "x", 2)
    assert row.health.state is HealthState.WELL
    assert row.source.form is Form.JSON_FEED
    assert row.health.last_success == now + HOUR
    assert row.health.digest == "d1"
    due = store.sources.next_due()
    assert due is not None and now + HOUR + timedelta(minutes=15) <= due <= now + HOUR + timedelta(minutes=20)


def test_other_rules_forget_the_last_answer_so_that_it_comes_whole_once_more(
    store: Store, source: Source, now: datetime
) -> None:
    visit(store, Collected(source.id, Outcome.FETCHED, (), etag='"1"', last_modified="x", digest="d1"), now)
    store.write_now(lambda tx: sources.update(tx, replace(source, name="改名")))
    assert store.sources.get(source.id).health.etag == '"1"'
    store.write_now(lambda tx: sources.update(tx, replace(source, rules=SourceRules(full_text=True))))
    health = store.sources.get(source.id).health
    assert (health.etag, health.last_modified, health.digest) == (None, None, None)


def test_failures_are_counted_with_their_reason_and_waits_grow(store: Store, source: Source, now: datetime) -> None:
    failed = Collected(source.id, Outcome.FAILED, why=Unavailable("store_closed"))
    waits = []
    for _ in range(3):
        visit(store, failed, now)
        health = store.sources.get(source.id).health
        assert health.next_check is not None
        waits.append(health.next_check - now)
    health = store.sources.get(source.id).health
    assert health.errors == 3
    assert health.why == Unavailable("store_closed").sentence
    assert health.state is HealthState.FAILING
    assert waits == sorted(waits)
    assert waits[0] < waits[-1]
    visit(store, Collected(source.id, Outcome.FETCHED), now + HOUR)
    assert store.sources.get(source.id).health.errors == 0


def test_a_removed_source_is_neither_listed_nor_due_and_comes_back_with_its_items(
    store: Store, source: Source, add: Add, now: datetime
) -> None:
    id = add("甲")
    store.write_now(lambda tx: sources.remove(tx, source.id, now))
    assert store.sources.all() == []
    assert store.sources.due(now) == []
    assert store.items.get(id).source_name == source.name
    again = store.write_now(lambda tx: sources.add(tx, replace(source, id=0, name="新名"))).value
    assert again.id == source.id
    assert store.sources.get(source.id).health.items_total == 1


def test_a_correction_is_in_force_kept_and_can_be_taken_back(store: Store, add: Add, now: datetime) -> None:
    read = Verdict(topics=(Scored("教育", 0.6),), attitude=Scored(Attitude.NEGATIVE, 0.7), model="m1")
    id = add("甲", verdict=read)
    fixed = {"attitude": {"label": "positive", "score": 1.0}}

    def correct(field: Mapping[str, object]) -> Verdict:
        return store.write_now(lambda tx: corrections.correct(tx, id, field, "分析员", now)).value

    assert correct(fixed).attitude.name == Attitude.POSITIVE
    correct({"voice": "demand"})
    assert set(store.verdicts.corrected(id)) == {"attitude", "voice"}
    assert [(c.by, c.after) for c in store.corrections.of(id)] == [("分析员", fixed), ("分析员", {"voice": "demand"})]

    newer = replace(read, topics=(Scored("住房", 0.9),), model="m2")
    store.write_now(lambda tx: verdicts.put(tx, [(id, newer)]))
    now_read = store.verdicts.get(id)
    assert now_read is not None
    assert (now_read.topics[0].name, now_read.model) == ("住房", "m2")
    assert (now_read.attitude.name, now_read.voice) == (Attitude.POSITIVE, Voice.DEMAND)

    store.write_now(lambda tx: corrections.undo_last(tx, id, now))
    after = store.write_now(lambda tx: corrections.undo_last(tx, id, now)).value
    assert after == newer
    assert store.verdicts.corrected(id) == ()
    assert store.corrections.since() == []
    with pytest.raises(Refused):
        store.write_now(lambda tx: corrections.undo_last(tx, id, now))


def test_an_item_without_a_verdict_cannot_be_corrected(store: Store, add: Add, now: datetime) -> None:
    id = add("甲")
    assert store.verdicts.unread(5) == [id]
    with pytest.raises(Refused):
        store.write_now(lambda tx: corrections.correct(tx, id, {"voice": "demand"}, "分析员", now))


def message(now: datetime, key: str = "1:release:deadline") -> Message:
    return Message(key, "notice", "值班员", "YQ-2026-0001", "首次权威发布 已超时", now, 1)


def claim(store: Store, now: datetime) -> list[Message]:
    return store.write_now(lambda tx: outbox.claim(tx, now)).value


def test_a_message_of_the_same_key_is_owed_once(store: Store, now: datetime) -> None:
    assert store.write_now(lambda tx: outbox.put(tx, message(now))).value
    assert not store.write_now(lambda tx: outbox.put(tx, message(now))).value
    assert store.outbox.waiting() == 1


def test_a_message_is_claimed_once_and_sent(store: Store, now: datetime) -> None:
    store.write_now(lambda tx: outbox.put(tx, message(now)))
    (claimed,) = claim(store, now)
    assert claim(store, now) == []
    assert (claimed.tries, claimed.maybe_again) == (1, False)
    store.write_now(lambda tx: outbox.settle(tx, claimed.key, Delivery(sent=True), now))
    assert store.outbox.waiting() == 0
    assert claim(store, now + 24 * HOUR) == []


def test_a_message_whose_sender_died_is_sent_again_and_marked(store: Store, now: datetime) -> None:
    store.write_now(lambda tx: outbox.put(tx, message(now)))
    claim(store, now)
    (again,) = claim(store, now + HOUR)
    assert again.maybe_again


def test_a_failed_message_is_retried_later_and_given_up_in_the_end(store: Store, now: datetime) -> None:
    store.write_now(lambda tx: outbox.put(tx, message(now)))
    failed = Delivery(sent=False, why="对方拒收")
    moment, tries = now, 0
    while claimed := claim(store, moment):
        tries += 1
        store.write_now(lambda tx, key=claimed[0].key, at=moment: outbox.settle(tx, key, failed, at))
        assert claim(store, moment) == []
        moment += 2 * HOUR
    assert tries == outbox.MOST_TRIES
    (row,) = store.outbox.all()
    assert (row.state, row.why) == ("dead", "对方拒收")


def test_a_notice_is_shown_once_until_it_is_read(store: Store, now: datetime) -> None:
    for _ in range(2):
        store.write_now(lambda tx: outbox.post_notice(tx, message(now)))
    (notice,) = store.outbox.notices()
    assert notice.subject == "YQ-2026-0001"
    store.read_notice(notice.id, now)
    assert store.outbox.notices() == []


def test_a_lease_has_one_holder_until_it_runs_out_or_is_given_back(store: Store, now: datetime) -> None:
    def acquire(holder: str, at: datetime) -> bool:
        return store.write_now(lambda tx: lease.acquire(tx, "collector", holder, at, at + LEASE)).value

    assert acquire("one", now)
    assert not acquire("two", now)
    assert acquire("one", now + LEASE / 2)
    assert not acquire("two", now + LEASE)
    assert store.lease.holder("collector", now + LEASE) == ("one", now + LEASE / 2 + LEASE)
    assert acquire("two", now + 2 * LEASE)
    store.write_now(lambda tx: lease.release(tx, "collector", "one"))
    assert not acquire("one", now + 2 * LEASE)
    store.write_now(lambda tx: lease.release(tx, "collector", "two"))
    assert acquire("one", now + 2 * LEASE)


def briefing(store: Store, day: date, kind: BriefingKind = BriefingKind.DAILY) -> Briefing:
    issue, total = store.briefings.number(kind, day)
    at = datetime.fromisoformat("2026-11-20T00:00:00+00:00")
    clock = ClockLine("YQ-2026-0001", "事故", "重大", "首次权威发布", "局", at, at + HOUR, "已超时", late=True)
    section = Section(
        "重点关注", ("段落",), (BriefingItem("标题", facts=("来源",), item_id=3),), (clock,), (Bar("教育", 3),)
    )
    return Briefing(
        kind, "舆情日报", "云川市委宣传部", day, issue, total, at, at + 24 * HOUR, "Asia/Shanghai",
        (Figure("采集信息", 300, 280),), (section, Section("研判建议")), report_to=("市委",),
    )  # fmt: skip


def test_briefings_are_numbered_by_year_and_in_all_and_come_back_whole(store: Store, now: datetime) -> None:
    days = [date(2026, 12, 30), date(2026, 12, 31), date(2027, 1, 1)]
    numbers = []
    for day in days:
        made = briefing(store, day)
        numbers.append((made.issue, made.total_issue))
        id = store.write_now(lambda tx, made=made: briefings.archive(tx, made, now)).value
        assert store.briefings.get(id) == made
    assert numbers == [(1, 1), (2, 2), (1, 3)]
    assert [row.day for row in store.briefings.list()] == days[::-1]


def test_a_second_export_of_a_day_keeps_its_number_and_the_first_paper(store: Store, now: datetime) -> None:
    first = briefing(store, date(2026, 11, 20))
    one = store.write_now(lambda tx: briefings.archive(tx, first, now)).value
    second = replace(briefing(store, date(2026, 11, 20)), title="舆情日报(更正)")
    store.write_now(lambda tx: briefings.archive(tx, second, now))
    assert (second.issue, second.total_issue) == (first.issue, first.total_issue)
    assert [(row.revision, row.title) for row in store.briefings.list()] == [(2, "舆情日报(更正)"), (1, "舆情日报")]
    assert store.briefings.get(one) == first


def test_flashes_of_one_day_have_numbers_of_their_own(store: Store, now: datetime) -> None:
    for issue in (1, 2):
        flash = briefing(store, date(2026, 11, 20), BriefingKind.FLASH)
        assert flash.issue == issue
        store.write_now(lambda tx, flash=flash: briefings.archive(tx, flash, now))


def test_units_are_added_once_and_changed(store: Store) -> None:
    unit = store.add_unit(Unit(0, "云川市水务局", "water", ("市水务局",), "8888"))
    assert store.units.all() == [unit]
    assert store.units.names() == ["云川市水务局", "市水务局"]
    with pytest.raises(Refused):
        store.add_unit(Unit(0, "云川市水务局", None))
    store.write_now(lambda tx: units.update(tx, replace(unit, note="二楼")))
    assert store.units.all()[0].note == "二楼"


def test_a_unit_keeps_the_posts_of_liaison_and_spokesperson(store: Store) -> None:
    unit = store.add_unit(Unit(0, "云川市水务局", None, (), "", "", "办公室主任", "8889", "副局长"))
    assert store.units.all() == [unit]
    store.write_now(lambda tx: units.update(tx, replace(unit, spokesperson_post="局长")))
    assert store.units.all() == [replace(unit, spokesperson_post="局长")]


def test_words_about_the_database_are_kept(store: Store) -> None:
    assert store.meta("demo") is None
    store.set_meta("demo", "yes")
    store.set_meta("demo", "no")
    assert store.meta("demo") == "no"
