"""Topics of a desk's own, words it adds, topics it does not use."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from opinion_desk.domain.errors import Refused
from opinion_desk.domain.learned import TopicRow
from opinion_desk.domain.learning import Sample
from opinion_desk.domain.reading import TextToRead
from opinion_desk.services.items import ItemService
from opinion_desk.services.topics import TopicService
from opinion_desk.store import samples
from opinion_desk.store.store import Store
from tests.opinion_desk.services.stand_ins import NINE, FakeCatalogue

BY = "甲"


@pytest.fixture
def topics(store: Store, clock: Any) -> TopicService:
    return TopicService(store, FakeCatalogue, clock)


def rows(topics: TopicService) -> dict[str, TopicRow]:
    return {row.name: row for row in topics.all()}


def teach(store: Store, topic: str) -> None:
    sample = Sample(TextToRead("", "一条"), topics=(topic,))
    store.write_now(lambda tx: samples.keep(tx, [sample], "", BY, NINE))


def test_an_own_topic_stands_behind_the_packaged_ones_and_can_be_chosen(
    topics: TopicService, item_service: ItemService
) -> None:
    topics.add(" 湖长制 ", [("蓝藻", 3), ("巡湖", 1.5)], by=BY)
    assert list(rows(topics)) == ["住房城建", "供水", "教育", "湖长制"]
    assert rows(topics)["湖长制"] == TopicRow("湖长制", True, False, (("蓝藻", 3.0), ("巡湖", 1.5)), 0)
    assert item_service.topics() == ("住房城建", "供水", "教育", "湖长制")


def test_a_hidden_topic_can_no_longer_be_chosen_until_it_is_shown_again(
    topics: TopicService, item_service: ItemService, store: Store
) -> None:
    topics.hide("教育", True, BY)
    assert item_service.topics() == ("住房城建", "供水") and rows(topics)["教育"].hidden
    topics.hide("教育", False, BY)
    assert item_service.topics() == ("住房城建", "供水", "教育")
    assert store.topics.all() == [], "a packaged topic that is as it was leaves nothing behind"


def test_words_for_a_packaged_topic_do_not_make_it_an_own_one(topics: TopicService) -> None:
    topics.edit("教育", [("研学", 2)], BY)
    assert rows(topics)["教育"] == TopicRow("教育", False, False, (("研学", 2.0),), 0)


def test_an_own_topic_that_samples_name_is_hidden_instead_of_removed(topics: TopicService, store: Store) -> None:
    topics.add("湖长制", by=BY)
    topics.add("夜市", by=BY)
    teach(store, "湖长制")
    topics.remove("湖长制", BY)
    topics.remove("夜市", BY)
    assert rows(topics)["湖长制"] == TopicRow("湖长制", True, True, (), 1)
    assert "夜市" not in rows(topics)


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("", "topic_name_missing"),
        ("  ", "topic_name_missing"),
        ("字" * 21, "topic_name_bad"),
        ("一\u0007", "topic_name_bad"),
        ("教育", "topic_known"),
        ("湖长制", "topic_known"),
    ],
)
def test_a_name_that_cannot_be_used_or_is_taken_is_refused(topics: TopicService, name: str, id: str) -> None:
    topics.add("湖长制", by=BY)
    with pytest.raises(Refused) as why:
        topics.add(name, by=BY)
    assert why.value.id == id and len(topics.all()) == 4


@pytest.mark.parametrize(
    ("words", "id"),
    [
        ([("", 1)], "topic_word_bad"),
        ([("字" * 31, 1)], "topic_word_bad"),
        ([("蓝藻", 9)], "topic_weight_bad"),
        ([("蓝藻", float("nan"))], "topic_weight_bad"),
        ([(f"词{n}", 1) for n in range(501)], "topic_words_many"),
    ],
)
def test_words_that_cannot_be_used_are_refused(topics: TopicService, words: Any, id: str) -> None:
    with pytest.raises(Refused) as why:
        topics.edit("教育", words, BY)
    assert why.value.id == id


def test_packaged_topics_stay_and_unknown_ones_are_told(topics: TopicService) -> None:
    deeds: list[tuple[Callable[[], None], str]] = [
        (lambda: topics.remove("教育", BY), "topic_packaged"),
        (lambda: topics.remove("没有", BY), "topic_unknown"),
        (lambda: topics.hide("没有", True, BY), "topic_unknown"),
        (lambda: topics.add("夜市", by=" "), "name_missing"),
    ]
    for deed, id in deeds:
        with pytest.raises(Refused) as why:
            deed()
        assert why.value.id == id
