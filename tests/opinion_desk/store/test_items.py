"""Items: stored once, revised with their earlier wording kept, folded into stories, remembered for the grouper."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from opinion_desk.domain.changes import Touched
from opinion_desk.domain.errors import Refused
from opinion_desk.domain.item import Entry, Metrics
from opinion_desk.domain.reading import Placed
from opinion_desk.domain.source import Source
from opinion_desk.store import adding, items
from opinion_desk.store.store import Store

Add = Callable[..., int]


def test_an_item_comes_back_as_it_was_stored(store: Store, source: Source, now: datetime) -> None:
    metrics = Metrics(now, reads=1200, rank=3, heat=8.5)
    entry = Entry("k", "标题", "正文", "https://example/1", now, now, "<p>正文</p>", metrics, "GD-1", {"区": "东湖区"})
    id = store.write_now(lambda tx: adding.reserve(tx, 1)).value[0]
    seen = now + timedelta(minutes=3)
    row = adding.NewItem(id, source.id, entry, seen, Placed(id, id, b"s"), None, "ab" * 32)
    written = store.write_now(lambda tx: adding.insert(tx, [row]))
    assert written.changes.touches(Touched.ITEMS)
    assert written.changes.sources == {source.id}
    item = store.items.get(id)
    assert (item.title, item.body, item.html, item.link) == ("标题", "正文", "<p>正文</p>", "https://example/1")
    assert (item.published, item.seen, item.source_name) == (now, seen, "云川日报")
    assert (item.metrics, item.digest, item.story_id) == (metrics, "ab" * 32, id)
    assert store.items.extra(id) == {"区": "东湖区"}


def test_a_known_key_of_the_same_source_is_left_out_and_counted(store: Store, source: Source, now: datetime) -> None:
    ids = store.write_now(lambda tx: adding.reserve(tx, 3)).value
    first = adding.NewItem(ids[0], source.id, Entry("same", "一"), now)
    twice = adding.NewItem(ids[1], source.id, Entry("same", "二"), now)
    other = adding.NewItem(ids[2], source.id, Entry("other", "三"), now)
    assert store.write_now(lambda tx: adding.insert(tx, [first, twice])).value == adding.Inserted((ids[0],), 1)
    assert store.write_now(lambda tx: adding.insert(tx, [twice, other])).value == adding.Inserted((ids[2],), 1)
    assert store.items.count() == 2
    assert store.sources.get(source.id).health.items_total == 2


def test_the_same_key_in_another_source_is_another_item(
    store: Store, add: Add, add_source: Callable[[str], Source]
) -> None:
    add("同一篇", key="k")
    add("同一篇", key="k", source_id=add_source("东湖在线").id)
    assert store.items.count() == 2


def test_reserved_ids_are_never_given_twice(store: Store) -> None:
    one = store.write_now(lambda tx: adding.reserve(tx, 3)).value
    two = store.write_now(lambda tx: adding.reserve(tx, 2)).value
    assert [*one, *two] == [1, 2, 3, 4, 5]


def test_known_entries_are_found_and_a_change_of_words_is_seen(store: Store, source: Source, add: Add) -> None:
    id = add("标题", "正文 一", key="k")
    known = store.items.known(source.id, ["k", "unknown"])
    assert list(known) == ["k"]
    assert known["k"].id == id
    assert not known["k"].differs(Entry("k", "标题", "正文\n一"))
    assert known["k"].differs(Entry("k", "标题", "正文 二"))


def test_a_revision_keeps_the_earlier_wording_and_is_found_by_the_new_one(
    store: Store, add: Add, now: datetime
) -> None:
    id = add("桥面结冰", "请绕行", key="k")
    later = now + timedelta(hours=1)
    revised = Entry("k", "桥面结冰(更新)", "已恢复通行")
    assert store.write_now(lambda tx: items.revise(tx, id, revised, later)).value
    assert not store.write_now(lambda tx: items.revise(tx, id, revised, later)).value
    assert [(v.title, v.body, v.replaced) for v in store.items.versions(id)] == [("桥面结冰", "请绕行", later)]
    assert store.items.get(id).body == "已恢复通行"
    assert [hit.item_id for hit in store.search.search("恢复通行", 5)] == [id]
    assert store.search.count("绕行") == 0
    assert store.verify() == []


def test_the_grouper_recalls_every_item_in_order(store: Store, add: Add, now: datetime) -> None:
    first = add("甲")
    second = add("乙", story=first, at=now + timedelta(hours=1))
    recalled = list(store.items.known_since())
    assert recalled == [
        (first, Placed(first, first, b"signature"), now),
        (second, Placed(first, first, b"signature"), now + timedelta(hours=1)),
    ]
    assert [row[0] for row in store.items.known_since(first)] == [second]
    assert list(store.items.known_since(0, now + timedelta(days=1))) == []


def test_counts_seen_later_are_added_and_the_newest_stands_with_the_item(store: Store, add: Add, now: datetime) -> None:
    id = add("热榜")
    seen = [(id, Metrics(now + timedelta(hours=hour), heat=float(hour))) for hour in (1, 3, 2)]
    store.write_now(lambda tx: adding.add_metrics(tx, seen))
    assert [m.heat for m in store.items.metrics(id)] == [1.0, 2.0, 3.0]
    newest = store.items.get(id).metrics
    assert newest is not None
    assert newest.heat == 3.0


def test_a_later_note_of_one_count_hides_none_of_the_others(store: Store, add: Add, now: datetime) -> None:
    id = add("热榜")
    later = now + timedelta(hours=1)
    seen = [(id, Metrics(now, reads=1200, likes=3, rank=2, heat=8.5)), (id, Metrics(later, likes=0))]
    store.write_now(lambda tx: adding.add_metrics(tx, seen))
    assert store.items.get(id).metrics == Metrics(later, reads=1200, likes=0, rank=2, heat=8.5)


def test_items_of_a_story_and_of_an_event_are_listed_earliest_first(store: Store, add: Add, now: datetime) -> None:
    first = add("甲", at=now)
    earlier = add("甲转", story=first, at=now - timedelta(hours=2))
    related = add("乙", event=first, at=now + timedelta(hours=1))
    assert store.items.of_story(first) == [earlier, first]
    assert store.items.of_event(first) == [earlier, first, related]


def test_a_missing_item_is_refused_with_a_sentence(store: Store) -> None:
    with pytest.raises(Refused) as caught:
        store.items.get(99)
    assert "99" in caught.value.sentence


def test_counts_by_source_look_at_the_time(store: Store, source: Source, add: Add, now: datetime) -> None:
    add("旧", at=now - timedelta(days=3))
    add("新", at=now)
    assert store.items.counts_by_source(now - timedelta(days=1)) == {source.id: 1}


def test_half_a_character_and_a_monstrous_number_do_not_stop_the_batch(
    store: Store, source: Source, now: datetime
) -> None:
    ids = store.write_now(lambda tx: adding.reserve(tx, 2)).value
    broken = Entry("k\ud83d", "标题\ud83d", "正文\udc00", metrics=Metrics(now, reads=10**40))
    rows = [adding.NewItem(ids[0], source.id, broken, now), adding.NewItem(ids[1], source.id, Entry("b", "好"), now)]
    assert store.write_now(lambda tx: adding.insert(tx, rows)).value.ids == tuple(ids)
    item = store.items.get(ids[0])
    assert (item.title, item.body) == ("标题?", "正文?")
    assert item.metrics is not None
    assert item.metrics.reads == 2**63 - 1
    known = store.items.known(source.id, ["k\ud83d"])
    assert not known["k\ud83d"].differs(broken)
    assert store.search.count("来源:云川 -\ud83d坏") == 2
    revised = Entry("k", "标题\ud83d", "新正文")
    assert store.write_now(lambda tx: items.revise(tx, ids[0], revised, now)).value
    assert store.verify() == []
