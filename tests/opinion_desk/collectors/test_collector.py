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
from opinion_desk.domain.pages import Page, PageToLookAt
from opinion_desk.domain.source import Form, Health, Source

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
    assert collector.visit(source, Health()).outcome is Outcome.FETCHED
    not_stored = Health(last_success=NOW - timedelta(hours=1))
    assert collector.visit(source, not_stored).outcome is Outcome.FETCHED
    assert collector.visit(source, Health(last_success=NOW)).outcome is Outcome.UNCHANGED
    web.page("/f", FEED.replace(b"/2</link>", b"/3</link>"))
    assert collector.visit(source, Health(last_success=NOW)).outcome is Outcome.FETCHED


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

    def faulty(source: Source, health: Health) -> Collected:
        if source.id == 1:
            raise ZeroDivisionError
        return real(source, health)

    monkeypatch.setattr(collector, "visit", faulty)
    address = web.page("/f", FEED)
    ended = {c.source_id: c for c in collector.collect([(_source(address, n), Health()) for n in (1, 2)])}
    assert ended[1].why is not None and ended[1].why.id == "collecting_failed"
    assert ended[2].outcome is Outcome.FETCHED


def test_a_look_at_a_page_tells_whether_it_stands_and_reads_nothing_of_it(web: Any, collector: HttpCollector) -> None:
    web.page("/robots.txt", b"User-agent: *\nDisallow: /closed")
    pages = [
        web.page("/here", b"x" * 400_000),
        web.page("/missing", status=404),
        web.page("/gone", status=410),
        web.page("/broken", status=500),
        web.page("/closed"),
    ]
    looked = {one.item_id: one for one in collector.look([PageToLookAt(n, a, True) for n, a in enumerate(pages)])}
    assert [looked[n].page for n in range(5)] == [Page.THERE, Page.MISSING, Page.GONE, Page.UNKNOWN, Page.UNKNOWN]
    why = looked[4].why
    assert why is not None and why.id == "robots_forbid"
    paths = [path for path, _ in web.asked]
    assert "/closed" not in paths and paths.count("/robots.txt") <= 2  # two may ask at once at the very start
