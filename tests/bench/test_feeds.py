"""The benchmark's feeds are what the figures assume they are."""

from __future__ import annotations

import feedparser

from bench.feeds import REPRINTS, bench_documents, bench_items


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others() -> None:
    first = bench_documents(3, 10, seed=7)
    assert first == bench_documents(3, 10, seed=7)
    assert first != bench_documents(3, 10, seed=8)


def test_items_are_about_three_hundred_characters_and_a_seventh_are_reprints() -> None:
    items = bench_items(40, 50)
    lengths = [len(item.body) for item in items]
    reprints = [item for item in items if item.reprint_of is not None]
    assert 260 <= sum(lengths) / len(lengths) <= 360
    assert abs(len(reprints) / len(items) - REPRINTS) < 0.03
    assert len({item.link for item in items}) == len(items)


def test_a_reprint_keeps_most_of_the_text_it_repeats_under_another_headline() -> None:
    items = bench_items(10, 50)
    for item in items:
        if item.reprint_of is not None:
            origin = items[item.reprint_of]
            assert origin.reprint_of is None
            assert item.body[10:90] in origin.body or origin.body[10:90] in item.body


def test_texts_that_are_no_reprints_differ() -> None:
    own = [item.body for item in bench_items(40, 50) if item.reprint_of is None]
    assert len(set(own)) == len(own)


def test_every_document_reads_as_a_feed_of_all_its_items() -> None:
    documents = bench_documents(9, 20)
    versions = set()
    for raw, content_type in documents.values():
        read = feedparser.parse(raw, response_headers={"content-type": content_type})
        assert not read.bozo
        assert len(read.entries) == 20
        versions.add(read.version)
    assert versions == {"rss20", "atom10"}
