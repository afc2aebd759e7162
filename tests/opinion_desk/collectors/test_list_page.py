"""A web page's list is found by itself, read by rules, and its articles' texts come with it."""

from datetime import UTC, datetime, timedelta

import pytest

from opinion_desk.collectors.detect import read_document
from opinion_desk.collectors.entries import Reading
from opinion_desk.collectors.full_text import read_article
from opinion_desk.collectors.list_candidates import find_lists
from opinion_desk.collectors.page_look import look_at
from opinion_desk.domain.errors import Refused
from opinion_desk.domain.list_rules import PageRules, SourceRules, checked
from opinion_desk.domain.source import Form

from .pages import ARTICLE, LIST, PARAGRAPHS, TABLE, TITLES

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
URL = "https://www.yunchuan.example.cn/zwdt/index.html"
DAYS = [datetime(2026, 11, 19 - n, 16, 0, tzinfo=UTC) for n in range(5)]


def _reading() -> Reading:
    return Reading(NOW, URL)


def test_the_likeliest_list_of_a_page_is_that_with_times_and_no_menu() -> None:
    found = find_lists(LIST, _reading())
    assert [row.title for row in found[0].rows] == list(TITLES)
    assert found[0].rules.rows == "ul.news_list > li"
    assert found[0].rules.next == 'a:contains("下一页")'
    assert found[0].dated == 5
    assert found[0].rows[0].link == "https://www.yunchuan.example.cn/zwdt/202611/t20261120_0.html"


def test_other_lists_of_the_page_are_offered_behind_it() -> None:
    assert any(
        "市政府规章和规范性文件" in (row.title or "")
        for listed in find_lists(LIST, _reading())[1:]
        for row in listed.rows
    )


def test_the_rows_of_a_table_are_a_list_too() -> None:
    found = find_lists(TABLE, _reading())
    assert [row.title for row in found[0].rows] == list(TITLES)
    assert [row.published for row in found[0].rows] == DAYS


def test_rules_read_title_link_and_time_of_each_row() -> None:
    rules = SourceRules(page=PageRules("ul.news_list > li", title="a", date="span"))
    form, read = read_document(LIST.encode(), now=NOW, url=URL, rules=rules)
    assert form is Form.LIST_PAGE and read.title == "政务动态 - 云川市人民政府"
    assert [entry.title for entry in read.entries] == list(TITLES)  # in full, although the page cuts them short
    assert [entry.published for entry in read.entries] == DAYS
    assert len({item.key for item in read.items}) == 5 and read.more == ()


def test_the_next_page_is_told_when_more_than_one_is_wished_for() -> None:
    rules = SourceRules(page=PageRules("ul.news_list > li", next='a:contains("下一页")', pages=3))
    _, read = read_document(LIST.encode(), now=NOW, url=URL, rules=rules)
    assert read.more == ("https://www.yunchuan.example.cn/zwdt/index_1.html",)


def test_a_year_in_a_title_is_no_time_of_publishing() -> None:
    page = f"<ul><li><a href='/a.html'>{TITLES[3]}</a></li></ul>"
    _, read = read_document(page.encode(), now=NOW, url=URL, rules=SourceRules(page=PageRules("li")))
    assert read.entries[0].published is None


@pytest.mark.parametrize(
    ("rules", "id"),
    [
        (PageRules("ul.gone > li"), "rules_find_nothing"),
        (PageRules("ul.news_list > li", link="b"), "rules_find_no_title"),
        (PageRules("ul..news_list["), "selector_unreadable"),
        (PageRules("ul.news_list > li", title="a:unknown-thing"), "selector_unreadable"),
        (PageRules("li" + ":not(li" * 400), "selector_unreadable"),
    ],
)
def test_rules_that_do_not_work_are_told(rules: PageRules, id: str) -> None:
    with pytest.raises(Refused) as why:
        read_document(LIST.encode(), now=NOW, url=URL, rules=SourceRules(page=rules))
    assert why.value.id == id


@pytest.mark.parametrize(
    ("rules", "id"),
    [
        (SourceRules(page=PageRules(" ")), "rules_rows_missing"),
        (SourceRules(page=PageRules("li", pages=6)), "rules_pages"),
        (SourceRules(page=PageRules("li", title="a" * 301)), "rules_too_long"),
    ],
)
def test_rules_are_checked_before_they_are_kept(rules: SourceRules, id: str) -> None:
    with pytest.raises(Refused) as why:
        checked(rules)
    assert why.value.id == id


def test_the_text_of_an_article_is_its_paragraphs_without_what_stands_around_them() -> None:
    article = read_article(ARTICLE, URL)
    assert article is not None
    assert article.text == "\n".join(PARAGRAPHS)
    assert "onclick" not in article.html and "https://www.yunchuan.example.cn/img/1.jpg" in article.html


def test_a_person_may_say_where_the_text_stands() -> None:
    article = read_article(ARTICLE, URL, "div.content-box")
    assert article is not None and article.text.startswith(TITLES[0])


@pytest.mark.parametrize("page", ["<html><body></body></html>", LIST, "<p>短</p>"])
def test_a_page_without_running_text_gives_no_article(page: str) -> None:
    assert read_article(page, URL) is None


def test_a_page_is_looked_at_for_its_feeds_and_its_lists() -> None:
    page = LIST.replace(
        "<title>", '<link rel="alternate" type="application/rss+xml" title="政务动态" href="/zwdt/rss.xml"><title>'
    ).replace('<a href="/">首页</a>', '<a href="/feed/">RSS</a>')
    seen = look_at(page.encode("gb18030"), "text/html; charset=gbk", _reading())
    assert seen.title == "政务动态 - 云川市人民政府"
    assert [(feed.address, feed.title) for feed in seen.feeds] == [
        ("https://www.yunchuan.example.cn/zwdt/rss.xml", "政务动态"),
        ("https://www.yunchuan.example.cn/feed/", ""),
    ]
    assert [row.title for row in seen.lists[0].rows] == list(TITLES)


@pytest.mark.parametrize(
    ("raw", "id"),
    [
        (b"<html><body><div id='app'></div><script src='a.js'></script></body></html>", "page_no_lists"),
        (b"<rss version='2.0'><channel></channel></rss>", "document_not_page"),
        (b"", "document_not_page"),
    ],
)
def test_what_holds_nothing_to_collect_is_told(raw: bytes, id: str) -> None:
    with pytest.raises(Refused) as why:
        look_at(raw, None, _reading())
    assert why.value.id == id


def test_a_page_made_to_tie_a_reader_up_ends_soon() -> None:
    deep = "<div>" * 50_000 + "<a href='/x'>一个很长很长的标题</a>"
    wide = "<html><body>" + "<div class='a'><a href='/x'>一个很长很长的标题</a></div>" * 20_000
    began = datetime.now(UTC)
    for page in (deep, wide):
        find_lists(page, _reading())
        read_article(page, URL)
    assert datetime.now(UTC) - began < timedelta(seconds=20)
