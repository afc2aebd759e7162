"""What came by hand, and which item has a link already."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from opinion_desk.domain.changes import Touched
from opinion_desk.domain.entering import EnteredNote, Platform, Way
from opinion_desk.domain.identity import entry_key
from opinion_desk.domain.item import Entry
from opinion_desk.domain.source import Form, Source
from opinion_desk.store import adding, entered, sources
from opinion_desk.store.store import Store
from opinion_desk.store.writing import Transaction

NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)


def stored(store: Store, *entries: Entry, name: str = "云川日报") -> list[int]:
    def job(tx: Transaction) -> list[int]:
        source = sources.add(tx, Source(0, name, f"https://{name}.example/", Form.FEED))
        ids = adding.reserve(tx, len(entries))
        rows = [adding.NewItem(id, source.id, entry, NOW) for id, entry in zip(ids, entries, strict=True)]
        return list(adding.insert(tx, rows).ids)

    return store.write_now(job).value


def test_a_link_is_found_in_any_source_whatever_its_key_and_spelling() -> None:
    store = Store.open(None)
    page, other = "https://mp.weixin.qq.com/s/AbC?idx=1", "http://www.yunchuan.example/A/1.html"
    first, second, third = stored(
        store,
        Entry("id:guid-1", "停水", link=page),
        Entry(entry_key(link=other), "停电", link=other),
        Entry("url:perma.example/9", "另一条", link="https://www.yunchuan.example/A/%E6%B0%B4"),
    )
    (again,) = stored(store, Entry(entry_key(link=page), "停水", link=page), name="转载")
    find = store.entered.with_link
    assert find(page) == again and find(page.replace("https", "http") + "&utm_source=x#top") == again
    assert find("https://WWW.yunchuan.example:443/A/1.html?spm=1") == second
    assert find("http://www.yunchuan.example/A/水") == third
    assert find("https://mp.weixin.qq.com/s/AbC?idx=2") is None and find("https://perma.example/9") == third
    store.write_now(lambda tx: tx.execute("DELETE FROM items WHERE id = ?", (again,)))
    assert find(page) == first
    store.close()


def test_the_first_note_is_kept_with_the_newest_picture() -> None:
    store = Store.open(None)
    (id,) = stored(store, Entry("a", "停水"))
    assert store.entered.note(id) is None
    notes = [
        EnteredNote(Way.LINK, Platform.WEIBO, "甲", NOW),
        EnteredNote(Way.SCREENSHOT, Platform.WEIBO, "乙", NOW + timedelta(hours=1), "ab" * 32),
        EnteredNote(Way.SCREENSHOT, Platform.WEIBO, "丙", NOW + timedelta(hours=2), "cd" * 32),
    ]
    for note in notes:
        written = store.write_now(lambda tx, note=note: entered.put(tx, id, note))
        assert written.changes.touches(Touched.ITEMS)
    assert store.entered.note(id) == EnteredNote(Way.LINK, Platform.WEIBO, "甲", NOW, "cd" * 32)
    assert store.verify() == []
    store.close()
