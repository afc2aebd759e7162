"""Several sources at once, each ending as a Collected."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from opinion_desk.collectors.collector import HttpCollector
from opinion_desk.domain.collected import Collected, Outcome
from opinion_desk.domain.errors import Refused, Unavailable
from opinion_desk.domain.list_rules import PageRules, SourceRules
from opinion_desk.domain.pages import Page, PageToLookAt
from opinion_desk.domain.source import Form, Health, Source

from .pages import ARTICLE, LIST, PARAGRAPHS, SITEMAP

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
FEED = """<?xml version="1.0" encoding="GB2312"?><rss version="2.0"><channel><title>云川发布</title><link>https://yunchuan.example.cn/</link>
<item><title>大桥维修</title><link>https://yunchuan.example.cn/1</link></item><item><title>停水</title><link>https://yunchuan.example.cn/2</link></item>
</channel></rss>""".encode("gb18030")


@pytest.fixture
def collector() -> Iterator[HttpCollector]:
    made = HttpCollector(user_agent="desk-test", now=lambda: NOW, timeout_s=5, max_bytes=500_000)
    yield made
    made.close()


def _source(address: str, id: int = 1, *, internal: bool = True) -> Source:
    return Source(id, f"来源{id}", address, Form.FEED, internal=internal)


def test_a_feed_in_gb2312_served_without_charset_is_collected(web: Any, collector: HttpCollector) -> None:
    address = web.page("/f", FEED, Content_Type="text/xml", ETag='"v1"')
    (ended,) = collector.collect([(_source(address), Health())])
    assert (ended.outcome, ended.form, ended.title, ended.etag) == (Outcome.FETCHED, Form.FEED, "云川发布", '"v1"')
    assert [entry.title for entry in ended.entries] == ["大桥维修", "停水"]
    assert ended.digest is not None and len(ended.digest) == 64


def test_failures_are_rows_beside_the_others(web: Any, collector: HttpCollector) -> None:
    addresses = {
        1: web.page("/good", FEED),
        2: web.page("/gone", status=404),
        3: web.page(
            "/page", b'<!DOCTYPE html><html><link rel="alternate" type="application/atom+xml" href="/feed"></html>'
        ),
        4: web.page("/empty", b""),
        5: web.page("/busy", status=503, Retry_After="300"),
        6: "ftp://a.example.cn/",
        7: web.page("/broken", b"<rss version='2.0'><channel><"),
    }
    ended = {c.source_id: c for c in collector.collect([(_source(a, n), Health()) for n, a in addresses.items()])}
    assert ended.keys() == addresses.keys()
    assert ended[1].outcome is Outcome.FETCHED
    whys = {n: c.why.id for n, c in ended.items() if c.why is not None}
    assert whys == {
        2: "http_404",
        3: "document_is_page_with_feed",
        4: "document_empty",
        5: "http_5xx",
        6: "address_scheme",
        7: "document_broken",
    }
    assert web.at("/feed") in (ended[3].why.sentence if ended[3].why else "")
    assert ended[5].retry_after_s == 300


def test_the_same_bytes_again_are_unchanged_once_they_were_stored(web: Any, collector: HttpCollector) -> None:
    source = _source(web.page("/f", FEED))
    first = collector.visit(source, Health())
    assert first.outcome is Outcome.FETCHED
    put_back = Health(
        last_success=NOW + timedelta(hours=1)
    )  # a clock that was put back makes an old success look recent
    assert collector.visit(source, put_back).outcome is Outcome.FETCHED
    stored = Health(last_success=NOW - timedelta(days=1), digest=first.digest)
    assert collector.visit(source, stored).outcome is Outcome.UNCHANGED
    web.page("/f", FEED.replace(b"/2</link>", b"/3</link>"))
    assert collector.visit(source, stored).outcome is Outcome.FETCHED
    assert collector.visit(source, stored).outcome is Outcome.FETCHED  # what came then was not stored


def test_an_answer_of_unchanged_keeps_the_validators(web: Any, collector: HttpCollector) -> None:
    source = _source(web.page("/f", status=304))
    ended = collector.visit(source, Health(etag='"v1"', last_modified="x"))
    assert (ended.outcome, ended.etag, ended.last_modified) == (Outcome.UNCHANGED, '"v1"', "x")


def test_a_document_cut_on_the_way_gives_its_whole_entries_and_comes_whole_next_time(
    web: Any, collector: HttpCollector
) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("ETag", '"v1"')
        handler.send_header("Content-Length", str(len(FEED)))
        handler.end_headers()
        handler.wfile.write(FEED[:-60])
        handler.close_connection = True

    web.pages["/f"] = answer
    ended = collector.visit(_source(web.at("/f")), Health())
    assert [entry.title for entry in ended.entries] == ["大桥维修"]
    assert ended.etag is None
    assert sum("中途截断" in problem for problem in ended.problems) == 1


def test_one_host_is_asked_by_two_at_most_and_never_by_fewer_than_it_can(web: Any, collector: HttpCollector) -> None:
    both_here = threading.Barrier(2, timeout=5)
    lock = threading.Lock()
    present = most = 0

    def answer(handler: BaseHTTPRequestHandler) -> None:
        nonlocal present, most
        with lock:
            present += 1
            most = max(most, present)
        both_here.wait()
        with lock:
            present -= 1
        both_here.wait()
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(FEED)))
        handler.end_headers()
        handler.wfile.write(FEED)

    for number in range(6):
        web.pages[f"/{number}"] = answer
    ended = list(collector.collect([(_source(web.at(f"/{n}"), n), Health()) for n in range(6)]))
    assert [c.outcome for c in ended] == [Outcome.FETCHED] * 6
    assert most == 2


def test_a_reader_that_stops_early_leaves_nothing_hanging(web: Any, collector: HttpCollector) -> None:
    address = web.page("/f", FEED)
    going = collector.collect([(_source(address, n), Health()) for n in range(20)])
    next(going)
    going.close()  # type: ignore[attr-defined] # it is a generator
    (ended,) = collector.collect([(_source(address), Health())])
    assert ended.outcome is Outcome.FETCHED


def test_probing_a_page_finds_the_feed_it_names(web: Any, collector: HttpCollector) -> None:
    web.page("/feed", FEED)
    page = web.page("/", b'<html><head><link rel="alternate" type="application/rss+xml" href="feed"></head></html>')
    form, parsed = collector.probe(page, internal=True)
    assert (form, parsed.title, len(parsed.items)) == (Form.FEED, "云川发布", 2)
    assert web.at("/feed") in parsed.problems[0]
    assert parsed.found_at == web.at("/feed")


def test_probing_says_what_is_wrong(web: Any, collector: HttpCollector) -> None:
    with pytest.raises(Refused, match="网页"):
        collector.probe(web.page("/p", b"<html><body>x</body></html>"), internal=True)
    with pytest.raises(Unavailable, match="404"):
        collector.probe(web.page("/n", status=404), internal=True)
    with pytest.raises(Refused, match="公网"):
        collector.probe(web.page("/f", FEED), internal=False)


def test_a_document_without_visit_is_read_by_its_content(collector: HttpCollector) -> None:
    assert collector.parse(FEED, content_type="application/json").format == "rss20"
    assert collector.parse(b"nothing").problems


def test_a_fault_of_the_program_stops_no_other_source(
    web: Any, collector: HttpCollector, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = collector.visit

    def faulty(source: Source, health: Health, stored: object, *tables: object) -> Collected:
        if source.id == 1:
            raise ZeroDivisionError
        return real(source, health, None)

    monkeypatch.setattr(collector, "visit", faulty)
    address = web.page("/f", FEED)
    ended = {c.source_id: c for c in collector.collect([(_source(address, n), Health()) for n in (1, 2)])}
    assert ended[1].why is not None and ended[1].why.id == "collecting_failed"
    assert ended[2].outcome is Outcome.FETCHED


def _listed(address: str, **more: Any) -> Source:
    rules = SourceRules(page=PageRules("ul.news_list > li", next='a:contains("下一页")', pages=2), **more)
    return Source(1, "政务动态", address, Form.LIST_PAGE, internal=True, rules=rules)


def test_a_list_page_is_collected_with_its_next_page(web: Any, collector: HttpCollector) -> None:
    address = web.page("/zwdt/index.html", LIST.encode())
    web.page("/zwdt/index_1.html", LIST.replace("t202611", "s202611").encode())
    (ended,) = collector.collect([(_listed(address), Health())])
    assert (ended.outcome, ended.form, len(ended.entries)) == (Outcome.FETCHED, Form.LIST_PAGE, 10)
    assert [path for path, _ in web.asked] == ["/zwdt/index.html", "/robots.txt", "/zwdt/index_1.html"]


def test_a_next_page_that_fails_is_told_and_the_first_stays(web: Any, collector: HttpCollector) -> None:
    web.page("/zwdt/index_1.html", status=404)
    (ended,) = collector.collect([(_listed(web.page("/zwdt/index.html", LIST.encode())), Health())])
    assert len(ended.entries) == 5 and ended.why is None
    assert len(ended.problems) == 1


def test_the_texts_of_articles_come_with_a_list_and_only_once(web: Any, collector: HttpCollector) -> None:
    address = web.page("/zwdt/index.html", LIST.replace("下一页", "末页").encode())
    web.page("/zwdt/202611/t20261120_0.html", ARTICLE.encode("gb18030"), Content_Type="text/html; charset=gbk")
    web.page("/zwdt/202611/t20261119_1.html", b"<html><body>404</body></html>")
    stored: dict[int, list[str]] = {}

    def known(source_id: int, keys: Any) -> frozenset[str]:
        stored[source_id] = list(keys)
        return frozenset(keys[2:])

    (ended,) = collector.collect([(_listed(address, full_text=True), Health())], known)
    assert len(stored[1]) == 5
    first, second, *others = ended.entries
    assert first.whole and first.body == "\n".join(PARAGRAPHS) and first.html
    assert not second.whole and second.body == ""
    assert not any(entry.whole for entry in others)
    assert {path for path, _ in web.asked} == {
        "/zwdt/index.html", "/robots.txt", "/zwdt/202611/t20261120_0.html", "/zwdt/202611/t20261119_1.html"
    }  # fmt: skip
    assert ended.problems == ("有 1 条的正文没有取到，先保存标题，下次再取。",)


def test_a_text_that_did_not_come_is_asked_for_again_though_the_list_did_not_change(
    web: Any, collector: HttpCollector
) -> None:
    address = web.page("/zwdt/index.html", LIST.replace("下一页", "末页").encode(), ETag='"v1"')
    for n in range(5):
        web.page(f"/zwdt/202611/t202611{20 - n:02d}_{n}.html", status=503)
    source = _listed(address, full_text=True)
    (first,) = collector.collect([(source, Health())])
    assert first.etag is None and not any(entry.whole for entry in first.entries)
    for n in range(5):
        web.page(f"/zwdt/202611/t202611{20 - n:02d}_{n}.html", ARTICLE.encode())
    (second,) = collector.collect([(source, Health(digest=first.digest))])
    assert second.outcome is Outcome.FETCHED and second.etag == '"v1"'
    assert all(entry.whole and entry.body for entry in second.entries)
    (third,) = collector.collect([(source, Health(digest=second.digest))])
    assert third.outcome is Outcome.UNCHANGED


def test_a_map_of_sitemaps_is_followed_to_the_news(web: Any, collector: HttpCollector) -> None:
    index = (
        "<sitemapindex><sitemap><loc>/news.xml</loc></sitemap><sitemap><loc>/gone.xml</loc></sitemap></sitemapindex>"
    )
    web.page("/news.xml", SITEMAP.encode())
    web.page("/gone.xml", status=404)
    (ended,) = collector.collect([(_source(web.page("/sitemap.xml", index.encode())), Health())])
    assert (ended.form, len(ended.entries)) == (Form.SITEMAP, 2)
    assert len(ended.problems) == 2  # an address without title, a map that is gone


def test_a_route_of_rsshub_is_asked_of_one_instance_after_another(web: Any) -> None:
    web.page("/a/weibo/hot", status=503)
    web.page("/b/weibo/hot", FEED)
    made = HttpCollector(user_agent="t", now=lambda: NOW, timeout_s=5, rsshub=(web.at("/a"), web.at("/b/")))
    route = _source("rsshub://weibo/hot")
    for expected in (["/a/weibo/hot", "/b/weibo/hot"], ["/b/weibo/hot"]):
        web.asked.clear()
        (ended,) = made.collect([(route, Health())])
        assert ended.outcome is Outcome.FETCHED and ended.moved_to is None
        assert [path for path, _ in web.asked] == expected  # the second time that which answered comes first
    form, parsed = made.probe(web.at("/b/weibo/hot"), internal=True)
    assert (form, parsed.found_at) == (Form.FEED, "rsshub://weibo/hot")
    made.close()


def test_a_route_that_no_instance_serves_says_so(web: Any) -> None:
    web.page("/a/weibo/hot", status=503)
    web.page("/b/weibo/hot", status=404)
    made = HttpCollector(user_agent="t", now=lambda: NOW, timeout_s=5, rsshub=(web.at("/a"), web.at("/b")))
    (ended,) = made.collect([(_source("rsshub://weibo/hot"), Health())])
    assert ended.why is not None and ended.why.id == "rsshub_all_failed"
    made.close()
    without = HttpCollector(user_agent="t", now=lambda: NOW, rsshub=())
    (ended,) = without.collect([(_source("rsshub://weibo/hot"), Health())])
    assert ended.why is not None and ended.why.id == "rsshub_none"
    without.close()


def test_an_instance_on_an_address_that_is_not_public_is_refused_unless_the_source_is_internal(web: Any) -> None:
    web.page("/weibo/hot", FEED)
    made = HttpCollector(user_agent="t", now=lambda: NOW, rsshub=(web.at(""),))
    (ended,) = made.collect([(_source("rsshub://weibo/hot", internal=False), Health())])
    assert ended.why is not None and "公网" in ended.why.sentence
    assert web.asked == []
    made.close()


def test_a_look_at_a_page_tells_whether_it_stands_and_reads_nothing_of_it(web: Any, collector: HttpCollector) -> None:
    web.page("/robots.txt", b"User-agent: *\nDisallow: /closed")
    pages = [
        web.page("/here", b"x" * 400_000),
        web.page("/missing", status=404),
        web.page("/gone", status=410),
        web.page("/broken", status=500),
        web.page("/closed"),
    ]
    looked = {
        one.item_id: one for one in collector.look_at_pages([PageToLookAt(n, a, True) for n, a in enumerate(pages)])
    }
    assert [looked[n].page for n in range(5)] == [Page.THERE, Page.MISSING, Page.GONE, Page.UNKNOWN, Page.UNKNOWN]
    why = looked[4].why
    assert why is not None and why.id == "robots_forbid"
    paths = [path for path, _ in web.asked]
    assert "/closed" not in paths and paths.count("/robots.txt") <= 2  # two may ask at once at the very start


def test_articles_that_a_site_asks_programs_not_to_read_are_left_alone(web: Any, collector: HttpCollector) -> None:
    address = web.page("/zwdt/index.html", LIST.replace("下一页", "末页").encode())
    web.page("/robots.txt", b"User-agent: *\nDisallow: /zwdt/2026")
    (ended,) = collector.collect([(_listed(address, full_text=True), Health())])
    assert len(ended.entries) == 5 and not any(entry.whole for entry in ended.entries)
    assert [path for path, _ in web.asked] == ["/zwdt/index.html", "/robots.txt"]
