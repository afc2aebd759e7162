"""The item list: a story is one row, paging neither skips nor repeats, piles and facets count stories."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from opinion_desk.domain.errors import Refused
from opinion_desk.domain.inbox import Facet, InboxQuery, ItemState, Order, Pile
from opinion_desk.domain.item import Entry
from opinion_desk.domain.source import Source
from opinion_desk.domain.verdict import Attitude, Place, Scored, UnitChoice, Verdict
from opinion_desk.store import adding, stories, verdicts
from opinion_desk.store.store import Store

Add = Callable[..., int]


def judged(
    topic: str = "生态环境", *, attitude: Attitude = Attitude.NEGATIVE, local: bool = True, sure: bool = True
) -> Verdict:
    return Verdict(
        topics=(Scored(topic, 0.8), Scored("物业", 0.1)),
        scope=("S3",),
        attitude=Scored(attitude, 0.9),
        places=(Place("东湖区", "999901", local),),
        lead=UnitChoice("ecology", "云川市生态环境局", 0.7, "R1"),
        sure=sure,
        model="test-1",
    )


def ids(store: Store, query: InboxQuery, now: datetime) -> list[int]:
    return [row.item_id for row in store.inbox.page(query, now).rows]


def pile(store: Store, wanted: Pile) -> int:
    return next(facet.count for facet in store.inbox.piles() if facet.id == wanted)


def test_a_story_is_one_row_by_its_earliest_item(
    store: Store, add: Add, add_source: Callable[[str], Source], now: datetime
) -> None:
    later = add("转来的标题", at=now, verdict=judged(attitude=Attitude.NEUTRAL, local=False))
    first = add(
        "原来的标题", story=later, at=now - timedelta(hours=5), source_id=add_source("东湖在线").id, verdict=judged()
    )
    add("又一次转载", story=later, at=now + timedelta(hours=1))
    (row,) = store.inbox.page(InboxQuery(), now).rows
    assert (row.item_id, row.story_id, row.title, row.source_name) == (first, later, "原来的标题", "东湖在线")
    assert (row.reprints, row.sources) == (2, 2)
    assert (row.attitude, row.local, row.topics, row.unit) == (
        Attitude.NEGATIVE,
        True,
        ("生态环境",),
        "云川市生态环境局",
    )
    assert row.when == now - timedelta(hours=5)
    assert store.verify() == []


@pytest.mark.parametrize("order", list(Order))
def test_paging_gives_every_story_once_in_order(store: Store, add: Add, now: datetime, order: Order) -> None:
    for number in range(37):
        add(f"第 {number} 条", at=now + timedelta(minutes=(number * 7) % 11))
    seen: list[int] = []
    keys: list[tuple[float, int]] = []
    cursor = None
    while True:
        page = store.inbox.page(InboxQuery(order=order), now, cursor=cursor, limit=5)
        seen += [row.story_id for row in page.rows]
        keys += [(row.when.timestamp() if order is Order.TIME else row.heat, row.story_id) for row in page.rows]
        cursor = page.cursor
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == 37 == store.inbox.count(InboxQuery(order=order))
    assert keys == sorted(keys, reverse=True)


def test_a_story_told_by_many_is_hotter_than_a_newer_one(store: Store, add: Add, now: datetime) -> None:
    hot = add("多家转载", at=now)
    for _ in range(3):
        add("转载", story=hot, at=now)
    new = add("刚刚", at=now + timedelta(hours=2))
    assert ids(store, InboxQuery(order=Order.TIME), now) == [new, hot]
    assert ids(store, InboxQuery(order=Order.HEAT), now) == [hot, new]


def test_waiting_is_what_nobody_settled_and_is_local_or_unsure(store: Store, add: Add, now: datetime) -> None:
    local = add("本地", verdict=judged())
    doubtful = add("拿不准", verdict=judged(local=False, sure=False))
    add("外地", verdict=judged(local=False))
    unread = add("未读取")
    filed, settled, opened = (add(title, verdict=judged()) for title in ("阅存", "修正", "立件"))
    store.write_now(lambda tx: stories.file_away(tx, [filed], now))
    store.write_now(lambda tx: stories.settle(tx, [settled], now))
    store.write_now(lambda tx: stories.open_incident(tx, [opened], 5))
    assert set(ids(store, InboxQuery(Pile.WAITING), now)) == {local, doubtful, unread}
    assert [store.inbox.marks(id).state for id in (local, filed, settled, opened)] == [
        ItemState.WAITING,
        ItemState.FILED,
        ItemState.SETTLED,
        ItemState.OPENED,
    ]
    assert (pile(store, Pile.WAITING), pile(store, Pile.FILED), pile(store, Pile.OPENED)) == (3, 1, 1)
    store.write_now(lambda tx: stories.file_away(tx, [filed], None))
    assert pile(store, Pile.WAITING) == 4


def test_a_reprint_of_what_was_filed_stays_filed(store: Store, add: Add, now: datetime) -> None:
    first = add("甲", verdict=judged())
    store.write_now(lambda tx: stories.file_away(tx, [first], now))
    reprint = add("甲转", story=first, verdict=judged(), at=now - timedelta(hours=1))
    assert store.inbox.marks(reprint).state is ItemState.FILED
    assert pile(store, Pile.WAITING) == 0


def test_stars_come_and_go(store: Store, add: Add, now: datetime) -> None:
    id = add("甲")
    store.write_now(lambda tx: stories.star(tx, [id], now))
    assert store.inbox.marks(id).starred
    assert ids(store, InboxQuery(Pile.STARRED), now) == [id]
    store.write_now(lambda tx: stories.star(tx, [id], None))
    assert not store.inbox.marks(id).starred


def test_facets_count_stories_and_leave_out_their_own_choice(
    store: Store, source: Source, add: Add, now: datetime
) -> None:
    water = add("水", verdict=judged("生态环境"))
    add("水转", story=water, verdict=judged("生态环境"))
    school = add("校", verdict=judged("教育"))
    add("校二", verdict=judged("教育", attitude=Attitude.POSITIVE))
    facets = store.inbox.facets(InboxQuery(Pile.NEGATIVE, topics=("教育",)))
    assert facets.topics == (Facet("教育", "教育", 1), Facet("生态环境", "生态环境", 1))
    assert facets.scopes == (Facet("S3", "S3", 1),)
    assert facets.sources == (Facet(str(source.id), source.name, 1),)
    assert ids(store, InboxQuery(Pile.NEGATIVE, topics=("教育",)), now) == [school]
    assert set(ids(store, InboxQuery(topics=("教育", "生态环境"), scopes=("S3",)), now)) >= {school, water}


def test_a_view_is_narrowed_by_time_source_and_search(
    store: Store, add: Add, add_source: Callable[[str], Source], now: datetime
) -> None:
    other = add_source("东湖在线")
    old = add("积水旧闻", at=now - timedelta(days=2))
    new = add("积水新闻", at=now, source_id=other.id)
    reprint_only = add("无关标题", at=now)
    add("积水转载", story=reprint_only, at=now)
    assert ids(store, InboxQuery(since=now - timedelta(hours=1), search="新闻"), now) == [new]
    assert ids(store, InboxQuery(until=now), now) == [old]
    assert ids(store, InboxQuery(sources=(other.id,)), now) == [new]
    assert set(ids(store, InboxQuery(search="积水"), now)) == {old, new, reprint_only}
    with pytest.raises(Refused):
        store.inbox.page(InboxQuery(search="-积水"), now)


def test_a_new_verdict_moves_the_story_between_piles(store: Store, add: Add, now: datetime) -> None:
    id = add("甲", verdict=judged())
    assert pile(store, Pile.NEGATIVE) == 1
    store.write_now(lambda tx: verdicts.put(tx, [(id, judged("教育", attitude=Attitude.POSITIVE, local=False))]))
    assert (pile(store, Pile.NEGATIVE), pile(store, Pile.LOCAL)) == (0, 0)
    assert store.inbox.facets(InboxQuery()).topics == (Facet("教育", "教育", 1),)
    assert store.verify() == []


def test_a_date_in_the_future_does_not_hold_the_top(store: Store, source: Source, add: Add, now: datetime) -> None:
    wrong = store.write_now(lambda tx: adding.reserve(tx, 1)).value[0]
    entry = Entry("future", "明年", published=now + timedelta(days=365))
    store.write_now(lambda tx: adding.insert(tx, [adding.NewItem(wrong, source.id, entry, now)]))
    right = add("今天", at=now + timedelta(minutes=1))
    assert ids(store, InboxQuery(), now) == [right, wrong]


def test_a_spoilt_cursor_is_refused(store: Store, now: datetime) -> None:
    for cursor in ("", "[]", "nonsense", '["a", "b"]'):
        with pytest.raises(Refused):
            store.inbox.page(InboxQuery(), now, cursor=cursor)


def test_events_are_counted_over_their_stories(store: Store, add: Add) -> None:
    first = add("甲")
    add("甲转", story=first)
    add("乙", event=first)
    add("丙")
    assert store.inbox.events() == 2
