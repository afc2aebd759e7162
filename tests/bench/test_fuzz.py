"""Damaged documents give entries or a sentence; the number of one makes it again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from bench.fuzz import NOW, Found, damaged, read_one, run, wrong_with
from bench.fuzz_corpus import CORPUS
from opinion_desk.collectors.detect import parse
from opinion_desk.domain.collected import Parsed

_SEED = 20261120
_PART = 1_000


@pytest.mark.long
@pytest.mark.parametrize("part", range(20))
def test_twenty_thousand_damaged_documents_give_entries_or_a_sentence(part: int) -> None:
    found: list[Found] = []
    good = run(range(part * _PART, (part + 1) * _PART), _SEED, CORPUS, found.append)
    assert found == [] and good == _PART


@pytest.mark.parametrize("name", CORPUS)
def test_each_form_is_read_as_long_as_it_is_whole(name: str) -> None:
    read = parse(CORPUS[name], now=NOW, url="https://news.example.cn/a/")
    assert bool(read.items) == (name not in ("opml", "page"))
    assert wrong_with(read) is None


def test_a_number_makes_the_same_document_again() -> None:
    alone = list(damaged(range(17, 18), 3, CORPUS))
    assert alone == [one for one in damaged(range(40), 3, CORPUS) if one[0] == 17]
    assert alone != list(damaged(range(17, 18), 4, CORPUS))


def test_what_is_looked_for_is_found() -> None:
    read = parse(CORPUS["rss rich"], now=NOW)
    (item,) = read.items
    bad = (
        {"link": "javascript:x"},
        {"title": "甲\n乙"},
        {"html": "<p><script>x</script>"},
        {"html": "<img onerror=x src=y onerror=z>"},
        {"body": "\ud800"},
        {"published": datetime(2026, 11, 20)},  # noqa: DTZ001
    )
    wrongs = []
    for changed in bad:
        try:
            wrongs.append(wrong_with(replace(read, items=(replace(item, **changed),))))
        except UnicodeEncodeError as problem:
            wrongs.append(str(problem))
    assert None not in wrongs
    assert wrong_with(Parsed(format="rss20", title=None)) == "neither entries nor a sentence"
    assert read_one(b"") is None


def test_an_address_no_host_can_have_leaves_the_texts_readable() -> None:
    """Found by damaging: the cleaner of HTML refuses such an address as the base of links."""
    assert parse(CORPUS["rss"], now=NOW, url="http://e\u202example.com/test/").items
