"""Entering by hand: from there on an item like any other; a known link gets counts and picture; nothing by halves."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from opinion_desk.domain.changes import Touched
from opinion_desk.domain.entering import Cover, Draft, Entered, Platform, Way
from opinion_desk.domain.errors import Refused, Unavailable
from opinion_desk.domain.inbox import InboxQuery
from opinion_desk.domain.item import Metrics
from opinion_desk.domain.page_seen import PageText
from opinion_desk.domain.roles import Colleague, Role
from opinion_desk.domain.source import Form, Tier
from opinion_desk.services.desk import Desk
from tests.opinion_desk.services.stand_ins import NINE, FakeCollector, FakePictures, entry, fill_disk, new_source, take

LINK = "https://v.douyin.com/iAb1/"
DOUYIN = Draft(Way.LINK, "云川小区停水三天", "居民拎桶打水。", LINK, Platform.DOUYIN, NINE - timedelta(hours=2))
SHOT = Draft(Way.SCREENSHOT, "云川停水截图", platform=Platform.WECHAT, picture=b"raw", covers=(Cover(7, 0, 9, 9),))
BY = "值班员"


@pytest.fixture
def desk(make_desk: Callable[..., Desk]) -> Desk:
    """A desk where nothing was entered yet."""
    return make_desk()


def evidence(desk: Desk) -> list[bytes]:
    return [path.read_bytes() for path in sorted(desk.home.evidence.rglob("*")) if path.is_file()]


def test_what_is_entered_is_judged_folded_found_and_told_under_its_platform(desk: Desk) -> None:
    source = new_source(desk.store)
    (report,) = take(desk.items._intake, source, entry("a", body=DOUYIN.body))
    done = desk.entering.enter(DOUYIN, f" {BY} ")
    read = desk.items.read(done.item_id)
    assert done.new and (read.item.source_name, read.tier) == ("抖音（人工录入）", Tier.SOCIAL)
    assert read.item.story_id == report and read.verdict.lead.function == "water"
    assert (read.item.link, read.item.published, read.item.seen) == (LINK, NINE - timedelta(hours=2), NINE)
    (hit,) = desk.items.search("来源:抖音 停水")
    assert (hit.item_id, hit.source) == (done.item_id, "抖音（人工录入）")
    assert desk.items.count(InboxQuery()) == 1  # one story of two
    note = desk.entering.note(done.item_id)
    assert note is not None and (note.way, note.platform, note.by, note.at) == (Way.LINK, Platform.DOUYIN, BY, NINE)
    (row,) = [row for row in desk.sources.list() if row.source.form is Form.MANUAL]
    assert row.source.address == "manual:douyin" and row.items == 1 and desk.verify() == []
    desk.sources.remove(row.source.id)
    again = desk.entering.enter(Draft(Way.LINK, "又停水", link="https://v.douyin.com/b/", platform=Platform.DOUYIN), BY)
    assert desk.items.read(again.item_id).item.source_id == row.source.id


def test_a_call_ranks_as_the_hotline_and_keeps_nothing_of_the_caller(desk: Desk) -> None:
    draft = Draft(Way.TELEPHONE, "反映停水", "东湖区停水，回电 13812345678")
    first, again = desk.entering.enter(draft, BY), desk.entering.enter(draft, BY)
    read = desk.items.read(first.item_id)
    assert (read.item.source_name, read.tier, read.item.published) == ("来电（人工录入）", Tier.HOTLINE, NINE)
    assert "138" not in read.item.text and again == Entered(first.item_id, False)


def test_only_the_covered_picture_is_kept_and_found_again(desk: Desk, tmp_path: Path) -> None:
    done = desk.entering.enter(SHOT, BY)
    kept, note = desk.entering.picture(done.item_id), desk.entering.note(done.item_id)
    assert kept is not None and kept.suffix == ".png" and kept.read_bytes() == b"covered:7"
    assert note is not None and note.picture == kept.stem == desk.items.read(done.item_id).item.digest
    assert evidence(desk) == [b"covered:7"]
    assert desk.entering.enter(SHOT, BY) == Entered(done.item_id, False)
    assert desk.entering.picture(desk.entering.enter(DOUYIN, BY).item_id) is None
    huge = tmp_path / "huge.png"
    with huge.open("wb") as file:
        file.truncate(20_000_001)
    with pytest.raises(Refused) as caught:
        desk.entering.read_picture(huge)
    assert caught.value.id == "picture_too_large"


def test_a_known_link_gets_counts_and_picture_and_keeps_its_words(desk: Desk) -> None:
    source = new_source(desk.store)
    (id,) = take(desk.items._intake, source, entry("a", "日报的标题"))
    link = "http://example.cn/a?utm_source=x"
    assert desk.entering.known(link) == id and desk.entering.known("停水") is None
    counted = Draft(Way.LINK, "别的标题", link=link, metrics=Metrics(NINE, reads=9))
    shot = Draft(Way.SCREENSHOT, "截图", link=link, picture=b"raw", nothing_to_cover=True)
    assert desk.entering.enter(counted, BY) == desk.entering.enter(shot, BY) == Entered(id, False)
    read = desk.items.read(id)
    assert (read.item.title, read.item.source_name, read.versions) == ("日报的标题", "云川日报", ())
    assert [m.reads for m in read.metrics] == [9] and desk.entering.picture(id) is not None
    assert desk.store.items.count() == 1


def test_another_process_may_enter_the_same_meanwhile(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    first = desk.entering.enter(DOUYIN, BY)
    monkeypatch.setattr(desk.entering, "known", lambda link: None)  # as it was before the other wrote
    assert desk.entering.enter(DOUYIN, BY) == Entered(first.item_id, False) and desk.store.items.count() == 1
    intake: Any = desk.items._intake
    sift = intake.sift

    def late(visit: Any, name: str) -> Any:
        sifted = sift(visit, name)
        intake.sift = sift
        other = desk.entering.enter(changed, BY)
        assert other.new
        return sifted

    changed = Draft(Way.LINK, "停水两天", link="https://v.douyin.com/zz/", platform=Platform.DOUYIN)
    intake.sift = late
    assert not desk.entering.enter(changed, BY).new and desk.store.items.count() == 2 and desk.verify() == []


def test_counts_are_a_series_in_time_and_the_newest_stand_on_the_item(desk: Desk, clock: Any) -> None:
    id = desk.entering.enter(DOUYIN, BY).item_id
    desk.changes()
    clock.forward(hours=5)
    for hours, reads in ((3, 300), (1, 100), (4, 250), (1, 110)):
        desk.entering.note_metrics(id, Metrics(NINE + timedelta(hours=hours), reads=reads))
    assert [m.reads for m in desk.entering.metrics(id)] == [110, 300, 250]
    item = desk.items.read(id).item
    assert item.metrics is not None and item.metrics.reads == 250
    (told,) = desk.entering.falls(id)
    assert "300" in told and "250" in told
    changes = desk.changes()
    assert changes is not None and changes.touched == {Touched.ITEMS}
    for seen, why in ((NINE - timedelta(hours=3), "metrics_before_item"), (NINE + timedelta(hours=6), "metrics_ahead")):
        with pytest.raises(Refused) as caught:
            desk.entering.note_metrics(id, Metrics(seen, reads=1))
        assert caught.value.id == why
    for unknown in (
        lambda: desk.entering.metrics(999),
        lambda: desk.entering.note_metrics(999, Metrics(NINE, reads=1)),
    ):
        with pytest.raises(Refused) as caught:
            unknown()
        assert caught.value.id == "item_missing"


def enter_many(desk: Desk) -> None:
    """More than what is left of the last page takes."""
    for number in range(50):
        desk.entering.enter(Draft(Way.SCREENSHOT, f"满{number}", "长" * 5_000, picture=b"r", covers=SHOT.covers), BY)


def test_a_full_disk_leaves_neither_item_nor_row_without_its_picture(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.entering.enter(DOUYIN, BY)  # the models and the source are there
    desk.entering.enter(
        Draft(Way.SCREENSHOT, "先前", platform=Platform.WECHAT, picture=b"r", nothing_to_cover=True), BY
    )
    before = desk.store.items.count()
    make_room = fill_disk(desk.store)
    with pytest.raises(Unavailable):
        enter_many(desk)
    make_room()
    assert desk.verify() == [] and b"covered:7" in evidence(desk)
    with desk.store.read() as connection:
        rows = connection.execute("SELECT count(*), count(DISTINCT item_id) FROM entered").fetchone()
    assert rows[0] == rows[1] == desk.store.items.count()

    def full(*_: Any) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    count = desk.store.items.count()
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(Unavailable):
            desk.entering.enter(Draft(Way.SCREENSHOT, "满", picture=b"x", covers=(Cover(3, 0, 1, 1),)), BY)
    assert desk.store.items.count() == count >= before and b"covered:3" not in evidence(desk)
    assert desk.entering.enter(SHOT, BY).new


def test_what_is_refused_leaves_nothing(make_desk: Callable[..., Desk]) -> None:
    def refusing() -> FakePictures:
        pictures = FakePictures()

        def before() -> None:
            raise Refused("picture_broken")

        pictures.before = before
        return pictures

    desk = make_desk(pictures=refusing)
    asked = [
        (DOUYIN, "  ", "name_missing"),
        (Draft(Way.LINK, "停水", link="https://weibo.com/u/1"), BY, "link_of_person"),
        (Draft(Way.LINK, "停水", metrics=Metrics(NINE + timedelta(hours=1), reads=1)), BY, "metrics_ahead"),
        (SHOT, BY, "picture_broken"),
    ]
    for draft, by, why in asked:
        with pytest.raises(Refused) as caught:
            desk.entering.enter(draft, by)
        assert caught.value.id == why
    assert desk.store.items.count() == 0 and evidence(desk) == [] and desk.sources.list() == ()


def test_who_is_listed_only_as_administrator_enters_nothing(desk: Desk) -> None:
    staff = (
        Colleague("甲", "", frozenset({Role.ADMINISTRATOR})),
        Colleague("乙", "值守", frozenset({Role.ANALYST})),
    )
    desk.staff.save(staff, "甲")
    for by, why in (("甲", "role_forbids"), ("丙", "colleague_unknown")):
        with pytest.raises(Refused) as caught:
            desk.entering.enter(DOUYIN, by)
        assert caught.value.id == why
    assert desk.entering.enter(DOUYIN, "值守").new


def test_a_page_is_looked_at_once_and_never_a_person_s(make_desk: Callable[..., Desk]) -> None:
    collector = FakeCollector()
    desk = make_desk(collector=lambda: collector)
    seen = desk.entering.look("mp.weixin.qq.com/s/a")
    assert (seen.link, seen.platform) == ("https://mp.weixin.qq.com/s/a", Platform.WECHAT)
    assert (seen.title, seen.body) == ("小区停水三天", "供水公司说正在抢修。")
    collector.page = PageText("https://www.douyin.com/user/1", "某某的主页")
    for link, why in (
        (LINK, "link_of_person"),
        ("https://weibo.com/u/1", "link_of_person"),
        ("停水", "link_unreadable"),
    ):
        with pytest.raises(Refused) as caught:
            desk.entering.look(link)
        assert caught.value.id == why
    assert desk.entering.read_pasted(f"停水 {LINK}").link == LINK
