"""Samples: corrections in force joined with their items, and texts given in bulk; what is new, and what was taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from opinion_desk.domain.changes import Touched
from opinion_desk.domain.errors import Refused
from opinion_desk.domain.learning import NONE, Sample
from opinion_desk.domain.reading import TextToRead
from opinion_desk.domain.verdict import Verdict
from opinion_desk.store import corrections, samples
from opinion_desk.store.samples import Through, settled
from opinion_desk.store.store import Store

Add = Callable[..., int]
MINUTE = timedelta(minutes=1)
LEAD = {"function": "water", "unit": "云川水务集团", "score": 1.0, "rule": "人工"}


def correct(store: Store, item: int, at: datetime, by: str = "甲", **after: object) -> None:
    store.write_now(lambda tx: corrections.correct(tx, item, after, by, at))


def keep(store: Store, at: datetime, *given: Sample, origin: str = "样本.jsonl", by: str = "乙") -> None:
    store.write_now(lambda tx: samples.keep(tx, given, origin, by, at))


def text(title: str, body: str = "") -> TextToRead:
    return TextToRead(title, title, body)


@pytest.fixture
def item(add: Add) -> int:
    """An item that was read."""
    return add("小区停水", "停了三天", verdict=Verdict())


def test_several_corrections_of_an_item_are_one_sample_with_the_latest_of_each_field(
    store: Store, item: int, now: datetime
) -> None:
    correct(store, item, now, attitude={"label": "neutral", "score": 1.0})
    correct(store, item, now + MINUTE, lead=LEAD, others=[], sure=True)
    correct(store, item, now + 2 * MINUTE, "丙", attitude={"label": "negative", "score": 1.0})
    (sample,) = store.samples.all()
    assert (sample.text.title, sample.text.body) == ("小区停水", "停了三天")
    assert (sample.function, sample.attitude, sample.topics, sample.kind) == ("water", "negative", None, None)
    (row,) = store.samples.rows(10)
    assert (row.item_id, row.by, row.at, row.function) == (item, "丙", now + 2 * MINUTE, "water")
    assert store.samples.count() == 1


def test_undoing_a_correction_takes_its_sample_back_and_is_itself_new(store: Store, item: int, now: datetime) -> None:
    correct(store, item, now, kind=None)
    assert [sample.kind for sample in store.samples.all()] == [NONE]
    seen = store.samples.through(now)
    assert store.samples.since(seen).count == 0
    store.write_now(lambda tx: corrections.undo_last(tx, item, now + MINUTE))
    assert store.samples.all() == [] and store.samples.count() == 0 and store.samples.rows(10) == []
    news = store.samples.since(seen)
    assert (news.count, news.newest) == (1, now + MINUTE)


def test_every_field_of_a_correction_that_can_be_learned_is_learned() -> None:
    after = {
        "lead": {"function": None, "unit": None, "score": 1.0, "rule": None},
        "others": [],
        "topics": [{"name": "供水", "score": 1.0}, {"name": "教育", "score": 1.0}],
        "attitude": {"label": "positive", "score": 1.0},
        "kind": {"id": "D2", "score": 1.0},
        "voice": "demand",
    }
    assert settled(after) == {
        "function": NONE, "topics": ["供水", "教育"], "attitude": "positive", "kind": "D2", "voice": "demand",
    }  # fmt: skip


def test_the_same_text_again_replaces_its_labels_field_by_field(store: Store, now: datetime) -> None:
    keep(store, now, Sample(text("停水", "三天"), function="water", topics=("供水",)))
    first = store.samples.through(now)
    keep(store, now + MINUTE, Sample(text("停 水", "三天"), function="education"), origin="")
    (sample,) = store.samples.all()
    assert (sample.function, sample.topics) == ("education", ("供水",))
    (row,) = store.samples.rows(10)
    assert (row.origin, row.at, row.by, row.item_id) == ("", now + MINUTE, "乙", None)
    assert store.samples.since(first).count == 1, "a text that is judged again is new"


def test_the_last_of_equal_texts_in_one_file_counts(store: Store, now: datetime) -> None:
    keep(store, now, Sample(text("停水"), kind="D1"), Sample(text("停水"), kind="D2", attitude="negative"))
    assert [(s.kind, s.attitude) for s in store.samples.all()] == [("D2", "negative")]


def test_a_forgotten_sample_is_gone_and_a_second_time_refused(store: Store, now: datetime) -> None:
    keep(store, now, Sample(text("停水"), topics=("供水",)), Sample(text("路灯"), topics=("城建", "供水")))
    assert store.samples.by_topic() == {"供水": 2, "城建": 1}
    seen = store.samples.through(now)
    gone = next(row for row in store.samples.rows(10) if row.title == "停水")
    written = store.write_now(lambda tx: samples.forget(tx, gone.id, now + MINUTE))
    assert written.changes.touches(Touched.SAMPLES)
    assert [sample.text.title for sample in store.samples.all()] == ["路灯"]
    assert store.samples.by_topic() == {"供水": 1, "城建": 1}
    assert store.samples.since(seen).count == 1
    with pytest.raises(Refused) as why:
        store.write_now(lambda tx: samples.forget(tx, gone.id, now))
    assert why.value.id == "sample_missing"
    keep(store, now + 2 * MINUTE, Sample(text("停水"), kind="D1"))
    again = next(sample for sample in store.samples.all() if sample.text.title == "停水")
    assert (again.kind, again.topics) == ("D1", None), "what was taken back does not come back with the text"


def test_samples_are_paged_newest_first_whatever_they_came_from(store: Store, add: Add, now: datetime) -> None:
    for number in range(3):
        item = add(f"信息{number}", verdict=Verdict())
        correct(store, item, now + number * MINUTE, voice="demand")
    keep(store, now + MINUTE, *(Sample(text(f"样本{number}"), kind="D1") for number in range(3)))
    shown = []
    before = None
    while page := store.samples.rows(2, before):
        shown += page
        before = page[-1]
    assert [row.title for row in shown] == ["信息2", "样本2", "样本1", "样本0", "信息1", "信息0"]


def test_what_is_new_counts_from_what_was_seen(store: Store, item: int, now: datetime) -> None:
    assert store.samples.since(Through()).count == 0
    correct(store, item, now, voice="demand")
    keep(store, now + MINUTE, Sample(text("路灯"), kind="D1"))
    news = store.samples.since(Through())
    assert (news.count, news.newest) == (2, now + MINUTE)
    assert store.samples.since(store.samples.through(now)).count == 0
