"""Models made at a desk, which of them reads, and what a desk changed in the topics."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from opinion_desk.domain.changes import Touched
from opinion_desk.domain.errors import Refused
from opinion_desk.domain.learning import Figures, Lesson, TopicEdit
from opinion_desk.store import models, topics
from opinion_desk.store.samples import Through
from opinion_desk.store.store import Store
from opinion_desk.store.topics import KeptTopic

MINUTE = timedelta(minutes=1)


def lesson(name: str, better: bool = True) -> Lesson:
    return Lesson(name, 12, 0.7, 0.8 if better else 0.6, better, {}, {"function": Figures(12, 0.8, 0.75)})


def add(store: Store, name: str, at: datetime, *, adopted: bool = True, seen: Through | None = None) -> int:
    seen = seen or Through(3, 4, at)
    return store.write_now(
        lambda tx: models.add(tx, lesson(name, adopted), "甲", seen, "", at if adopted else None)
    ).value


def test_a_model_that_is_adopted_reads_and_one_that_is_not_is_only_noted(store: Store, now: datetime) -> None:
    assert store.models.in_force() is None and store.models.seen() == Through()
    add(store, "desk-0001", now)
    add(store, "desk-0002", now + MINUTE, adopted=False, seen=Through(9, 9, now + MINUTE))
    current = store.models.in_force()
    assert current is not None and (current.name, current.adopted, current.in_force) == ("desk-0001", now, True)
    assert [(model.name, model.adopted) for model in store.models.all()] == [("desk-0002", None), ("desk-0001", now)]
    assert store.models.through(current.id) == Through(3, 4, now)
    assert store.models.seen() == Through(9, 9, now + MINUTE), "what a lesson saw is not learned twice"


@pytest.mark.parametrize("better", [True, False])
def test_the_lesson_that_made_a_model_comes_back_whole(store: Store, now: datetime, better: bool) -> None:
    add(store, "desk-0001", now, adopted=better)
    (model,) = store.models.all()
    assert store.models.lesson(model) == lesson("desk-0001", better)


def test_an_older_model_or_the_packaged_one_is_called_back_and_what_was_seen_goes_along(
    store: Store, now: datetime
) -> None:
    first = add(store, "desk-0001", now)
    add(store, "desk-0002", now + MINUTE)
    seen = Through(20, 20, now + 2 * MINUTE)
    written = store.write_now(lambda tx: models.call_back(tx, first, seen))
    assert written.changes.touches(Touched.MODELS) and store.models.seen() == seen
    assert [model.name for model in store.models.all() if model.in_force] == ["desk-0001"]
    assert store.write_now(models.in_force_name).value == "desk-0001"
    store.write_now(lambda tx: models.call_back(tx, None, seen))
    assert store.models.in_force() is None and store.write_now(models.in_force_name).value == ""


def test_a_model_that_never_read_cannot_be_called_back(store: Store, now: datetime) -> None:
    never = add(store, "desk-0001", now, adopted=False)
    for id in (never, 77):
        with pytest.raises(Refused):
            store.write_now(lambda tx, id=id: models.call_back(tx, id, Through()))


def test_names_of_models_are_never_given_twice(store: Store) -> None:
    names = [store.write_now(models.reserve_name).value for _ in range(3)]
    assert names == ["desk-0001", "desk-0002", "desk-0003"]


def test_trouble_with_a_model_is_kept_until_another_is_in_force(store: Store, now: datetime) -> None:
    add(store, "desk-0001", now)
    store.write_now(lambda tx: models.put_trouble(tx, "文件不在。"))
    assert store.models.trouble() == "文件不在。"
    add(store, "desk-0002", now + MINUTE)
    assert store.models.trouble() == ""


def test_an_edit_of_a_topic_stands_in_place_of_the_one_before_and_keeps_its_turn(store: Store, now: datetime) -> None:
    def put(edit: TopicEdit, own: bool, at: datetime) -> None:
        store.write_now(lambda tx: topics.put(tx, KeptTopic(edit, own), "甲", at))

    put(TopicEdit("湖长制"), True, now)
    put(TopicEdit("教育", hidden=True), False, now + MINUTE)
    put(TopicEdit("湖长制", (("蓝藻", 3.0), ("巡湖", 1.5))), True, now + 2 * MINUTE)
    assert store.topics.all() == [
        KeptTopic(TopicEdit("湖长制", (("蓝藻", 3.0), ("巡湖", 1.5))), True),
        KeptTopic(TopicEdit("教育", hidden=True), False),
    ]
    written = store.write_now(lambda tx: topics.remove(tx, "湖长制"))
    assert written.changes.touches(Touched.TOPICS)
    assert [topic.edit.name for topic in store.topics.all()] == ["教育"]
