"""Rows of an export found among the desk's items, whatever vendors do to links and titles."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opinion_desk.domain.missed.matching import Index, names_of, sift
from opinion_desk.domain.missed.rows import VendorRow, Way
from opinion_desk.domain.missed.sites import UNNAMED, SiteNames, site_of
from opinion_desk.domain.missed.titles import plain_title
from tests.opinion_desk.domain.missed.rows import DAY, NINE, TITLE, item, row

paths = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=12)
titles = st.text("云川市东湖区路灯不亮居民反映停水公交调整学校供暖", min_size=8, max_size=30)
tracking = st.lists(st.sampled_from(["utm_source=v", "spm=1.2", "from=singlemessage", "share_token=9"]), max_size=3)
media = st.sampled_from(["_云川新闻网", "-新浪网", " | 云川日报", "——云川发布", "_新闻_云川在线"])


@given(paths, titles, tracking, st.sampled_from(["http", "https"]), st.sampled_from(["", "www.", "m."]))
def test_a_page_is_one_under_another_scheme_device_and_tracking(
    path: str, title: str, extra: list[str], scheme: str, device: str
) -> None:
    index = Index([item(title=title, link=f"https://news.example/{path}.html")])
    link = f"{scheme}://{device}news.example/{path}.html" + ("?" + "&".join(extra) if extra else "")
    found = index.find(names_of("另一个标题", link), row(title="另一个标题", link=link))
    assert found is not None and found.way is Way.LINK


@given(titles, media)
def test_a_title_is_one_with_a_medium_behind_it(title: str, medium: str) -> None:
    assert plain_title(title + medium) == plain_title(title)
    index = Index([item(title=title)])
    elsewhere = row(title=title + medium, link="https://b.example/9")
    found = index.find(names_of(elsewhere.title, elsewhere.link), elsewhere)
    assert found is not None and found.way is Way.TITLE


@given(
    st.permutations(
        [row(0), row(1, received=NINE + timedelta(minutes=9)), row(2, title="别的事情一共八个字", link=None)]
    )
)
def test_rows_in_any_order_give_the_same_and_of_repetitions_the_first_received_counts(rows: list[VendorRow]) -> None:
    sifted = sift(rows, DAY, Index([item()]))
    assert [(one.no, match is not None) for one, match in zip(sifted.rows, sifted.found, strict=True)] == [
        (1, True),
        (2, False),
    ]
    assert sifted.again == 1


def test_the_earliest_seen_item_stands_for_several() -> None:
    items = [
        item(1, seen=NINE + timedelta(minutes=9)),
        item(2, seen=NINE + timedelta(minutes=3), link="https://b.example/2"),
    ]
    for ordered in permutations(items):
        elsewhere = row(link="https://c.example/3")
        found = Index(ordered).find(names_of(elsewhere.title, elsewhere.link), elsewhere)
        assert found is not None and found.item.id == 2


def test_a_title_says_nothing_when_it_is_short_or_days_away() -> None:
    index = Index([item(title="天气预报"), item(2)])
    for other in (
        row(title="天气预报", link="https://b.example/1"),
        row(link="https://b.example/1", published=NINE + timedelta(days=4)),
    ):
        assert index.find(names_of(other.title, other.link), other) is None


def test_front_pages_and_lists_are_no_addresses() -> None:
    assert (
        not names_of(TITLE, "https://a.example/").address
        and not names_of(TITLE, "https://a.example/index.html").address
    )
    same = [row(n, title=f"这是第{n}件完全不同的事情", link="https://a.example/search") for n in range(5)]
    sifted = sift(same, DAY, Index([item(link="https://a.example/search")]))
    assert sifted.again == 0 and sifted.found == (None,) * 5


def test_rows_of_another_day_are_left_out_and_rows_without_a_time_are_not() -> None:
    rows = [
        row(0, published=NINE - timedelta(days=1)),
        row(1, title="没有时间的一条信息在此", link=None, published=None, received=None),
    ]
    sifted = sift(rows, DAY, Index([]))
    assert [one.no for one in sifted.rows] == [1] and sifted.outside == 1


@pytest.mark.parametrize("account", ["张三的日常", "李四"])
def test_a_name_of_an_account_never_becomes_the_name_of_a_site(account: str) -> None:
    rows = [row(n, link=f"https://weibo.example/{n}", site=account if not n else f"账号{n}") for n in range(6)]
    alone = row(9, link=None, site=account)
    names = SiteNames([*rows, alone])
    assert names.words(names.key(rows[0])) == "weibo.example" and names.key(alone) == UNNAMED


def test_a_site_bears_the_name_on_which_its_rows_agree() -> None:
    rows = [row(n, link=f"https://www.yc.example/{n}", site="云川在线") for n in range(4)]
    names = SiteNames(rows)
    assert names.words(names.key(rows[0])) == "云川在线（yc.example）"


@pytest.mark.parametrize(
    ("link", "site"),
    [
        ("https://WWW.A.example:8080/x?y#z", "a.example"),
        ("http://m.a.example", "a.example"),
        ("https://u@b.example/1", "b.example"),
        ("https://m.example/1", "m.example"),
        ("ftp://a.example/", ""),
        (None, ""),
    ],
)
def test_a_site_is_the_host_without_what_tells_devices_apart(link: str | None, site: str) -> None:
    assert site_of(link) == site
