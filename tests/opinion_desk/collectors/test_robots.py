"""robots.txt as RFC 9309 has it."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from opinion_desk.collectors.fetching import Fetched
from opinion_desk.collectors.robots import Robots, read_rules
from opinion_desk.domain.errors import Refused, Unavailable

AGENT = "OpinionDesk/1.0 (respects robots.txt)"
TEXT = """
# 云川市人民政府
User-agent: *
Disallow: /admin/
Allow: /admin/public
Disallow: /*.pdf$
Disallow: /search?
Crawl-delay: 5

User-agent: OtherBot
User-agent: opiniondesk   # us
Disallow: /secret
Crawl-delay: 2.5
Sitemap: https://a.example.cn/sitemap.xml
"""


@pytest.mark.parametrize(
    ("target", "allowed"),
    [
        ("/", True),
        ("/admin/x", False),
        ("/admin/public/x", True),
        ("/a/b.pdf", False),
        ("/a/b.pdf?x=1", True),
        ("/search?q=1", False),
        ("/search", True),
        ("/secret", True),
        ("/robots.txt", True),
    ],
)
def test_the_longest_pattern_decides_for_everybody(target: str, allowed: bool) -> None:
    assert read_rules(TEXT, "AnyBot/1").allow(target) is allowed


def test_a_group_that_names_us_holds_alone() -> None:
    rules = read_rules(TEXT, AGENT)
    assert (rules.allow("/secret/1"), rules.allow("/admin/x"), rules.delay_s) == (False, True, 2.5)


def test_escapes_are_compared_in_one_spelling() -> None:
    rules = read_rules("User-agent: *\nDisallow: /云川/", AGENT)
    assert not rules.allow("/%E4%BA%91%E5%B7%9D/1") and not rules.allow("/云川/1")


@pytest.mark.parametrize(
    "text", ["", "<html>404</html>", "Disallow: /", "User-agent: *\nDisallow:\n", "User-agent: x\nDisallow: /"]
)
def test_a_file_that_forbids_nothing_to_us_allows_everything(text: str) -> None:
    assert read_rules(text, AGENT).allow("/a")


def test_no_pattern_takes_long() -> None:
    rules = read_rules("User-agent: *\nDisallow: /" + "*a" * 2_000 + "$\nCrawl-delay: 999999", AGENT)
    began = time.perf_counter()
    assert rules.allow("/" + "a" * 1_000 + "b")
    assert time.perf_counter() - began < 1
    assert rules.delay_s == 60


class Site:
    """Answers with what it is told to, and counts."""

    def __init__(self, *answers: Fetched) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []
        self.now = datetime(2026, 11, 20, tzinfo=UTC)
        self.robots = Robots(self.fetch, AGENT, lambda: self.now)

    def fetch(self, address: str, internal: bool) -> Fetched:
        self.asked.append(address)
        return self.answers.pop(0)


def test_a_forbidden_page_is_refused_in_words_and_the_rules_are_kept_for_a_day() -> None:
    site = Site(Fetched(body=TEXT.encode()), Fetched(body=b""))
    site.robots.require("https://a.example.cn/open", internal=False)
    with pytest.raises(Refused, match=r"a\.example\.cn"):
        site.robots.require("https://a.example.cn/secret?x=1", internal=False)
    assert site.robots.delay_s("a.example.cn") == 2.5 and site.robots.delay_s("b.example.cn") == 0
    assert site.asked == ["https://a.example.cn/robots.txt"]
    site.now += timedelta(days=1)
    site.robots.require("https://a.example.cn/secret", internal=False)
    assert len(site.asked) == 2


def test_no_file_allows_everything() -> None:
    site = Site(Fetched(why=Unavailable("http_404", host="a")))
    site.robots.require("https://a.example.cn/x", internal=False)


def test_a_site_in_trouble_is_left_alone_for_an_hour() -> None:
    site = Site(Fetched(why=Unavailable("http_5xx", host="a", status=503)), Fetched(body=b""))
    for _ in range(2):
        with pytest.raises(Unavailable, match="robots"):
            site.robots.require("https://a.example.cn/x", internal=False)
    assert len(site.asked) == 1
    site.now += timedelta(hours=1)
    site.robots.require("https://a.example.cn/x", internal=False)
