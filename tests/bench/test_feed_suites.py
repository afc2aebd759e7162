"""Feeds are read as two other readers' suites expect, and every difference has its reason."""

from __future__ import annotations

import pytest

from bench.feed_differences import FEEDPARSER, GOFEED
from bench.feed_suites import SUITES, Case, Expected, differences, feedparser_cases, gofeed_cases, ill_formed
from bench.rightness import TARGETS, answered_share

needs_suites = pytest.mark.skipif(not SUITES.exists(), reason="the feed suites are not beside the project")


@needs_suites
@pytest.mark.parametrize(
    ("suite", "reasons", "target", "least"),
    [(feedparser_cases, FEEDPARSER, 0.99, 900), (gofeed_cases, GOFEED, 0.97, 180)],
    ids=["feedparser", "gofeed"],
)
def test_a_suite_is_read_as_expected_and_the_list_of_differences_is_whole(suite, reasons, target, least) -> None:  # type: ignore[no-untyped-def]
    cases = list(suite())
    differing = {case.name for case in cases if differences(case)}
    assert differing == set(reasons)
    assert len(cases) >= least
    assert 1 - len(differing) / len(cases) >= target


@needs_suites
def test_every_ill_formed_document_gives_entries_or_a_sentence() -> None:
    assert len(list(ill_formed())) > 30
    assert answered_share() == TARGETS["ill_formed_answered_share"]


RSS = b"<rss version='2.0'><channel><title>t</title><item><title>a</title><link>https://a.example/1</link></item></channel>"


def test_a_value_read_otherwise_is_a_difference_and_an_equal_one_is_not() -> None:
    right, wrong = Expected(0, "title", "a"), Expected(0, "link", "https://a.example/2")
    case = Case("x.xml", RSS + b"</rss>", None, None, (right, wrong), entries=2)
    assert [(d.field, d.expected, d.read) for d in differences(case)] == [
        ("link", "https://a.example/2", "https://a.example/1"),
        ("entries", 2, 1),
    ]
