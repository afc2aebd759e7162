"""One page read for somebody who enters a link: title and text, as robots.txt allows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from opinion_desk.collectors.collector import HttpCollector
from opinion_desk.collectors.fetching import Fetched
from opinion_desk.collectors.page_text import page_text
from opinion_desk.domain.errors import Refused, Unavailable

PAGE = (
    "<html><head><title>云川东湖区停水 &amp; 抢修</title></head><body><nav>首页</nav><div class='content'>"
    "<p>东湖区三个小区已经停水三天，供水公司说，正在抢修主管道。</p><p>居民每天到街道办事处门口，排队打水。</p></div></body></html>"
).encode()


@pytest.fixture
def collector() -> Iterator[HttpCollector]:
    """A collector like the desk's own."""
    made = HttpCollector(user_agent="desk-test", now=lambda: datetime(2026, 11, 20, 1, 0, tzinfo=UTC), timeout_s=5)
    yield made
    made.close()


def test_title_and_text_of_a_page_are_read_and_other_documents_refused() -> None:
    page = page_text(Fetched("https://a.example.cn/1", PAGE, "text/html; charset=utf-8"))
    assert page.title == "云川东湖区停水 & 抢修" and page.text.startswith("东湖区三个小区") and "首页" not in page.text
    with pytest.raises(Refused) as caught:
        page_text(Fetched("https://a.example.cn/1", b"%PDF-1.7", "application/pdf"))
    assert caught.value.id == "page_not_readable"


def test_an_inner_address_is_never_looked_at(web: Any, collector: HttpCollector) -> None:
    with pytest.raises(Unavailable) as caught:
        collector.read_page(web.page("/a", PAGE, Content_Type="text/html"))
    assert caught.value.id == "page_out_of_reach" and web.asked == []


def test_a_page_is_read_once_where_its_site_allows_also_behind_a_short_link(
    web: Any, collector: HttpCollector, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_to(collector, monkeypatch)
    web.page("/robots.txt", b"User-agent: *\nDisallow: /closed\n")
    assert collector.read_page(web.page("/a", PAGE, Content_Type="text/html")).title.startswith("云川")
    assert [path for path, _ in web.asked] == ["/robots.txt", "/a"]
    with pytest.raises(Refused) as caught:
        collector.read_page(web.page("/closed", PAGE, Content_Type="text/html"))
    assert caught.value.id == "robots_forbid"
    web.page("/s", status=302, Location=web.at("/closed"))
    with pytest.raises(Refused) as caught:
        collector.read_page(web.at("/s").replace("127.0.0.1", "localhost"))
    assert caught.value.id == "robots_forbid"


def open_to(collector: HttpCollector, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the collector reach loopback, where the test's server is."""
    fetcher: Any = collector._fetcher
    fetch = fetcher.fetch
    monkeypatch.setattr(fetcher, "fetch", lambda address, **more: fetch(address, **{**more, "internal": True}))
