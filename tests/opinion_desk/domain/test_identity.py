"""The identity of an entry and the canonical form of its address."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis.strategies import from_regex

from opinion_desk.domain.identity import canonical_link, content_digest, entry_key, ids_are_stable


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://news.example.cn/a", "https://news.example.cn/a"),
        ("https://News.Example.CN/a", "https://news.example.cn/a"),
        ("https://news.example.cn:443/a", "https://news.example.cn/a"),
        ("http://news.example.cn:80/a", "https://news.example.cn/a"),
        ("https://news.example.cn", "https://news.example.cn/"),
        ("https://news.example.cn/a?b=2&a=1", "https://news.example.cn/a?a=1&b=2"),
        ("https://news.example.cn/a?utm_source=x&id=7", "https://news.example.cn/a?id=7"),
        ("https://news.example.cn/a?spm=1.2.3&from=timeline&share_token=q", "https://news.example.cn/a"),
        ("https://news.example.cn/a#comments", "https://news.example.cn/a"),
        ("https://news.example.cn/%e4%ba%91", "https://news.example.cn/云"),
        ("  https://news.example.cn/a \n", "https://news.example.cn/a"),
    ],
)
def test_spellings_of_one_address_are_one_address(one: str, other: str) -> None:
    assert canonical_link(one) == canonical_link(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://news.example.cn/a?id=1", "https://news.example.cn/a?id=2"),
        ("https://news.example.cn/A", "https://news.example.cn/a"),
        ("https://news.example.cn:8080/a", "https://news.example.cn/a"),
        ("https://m.example.cn/#/detail/1", "https://m.example.cn/#/detail/2"),
        ("https://news.example.cn/a?q=a%26b", "https://news.example.cn/a?q=a&b"),
    ],
)
def test_what_tells_documents_apart_is_kept(one: str, other: str) -> None:
    assert canonical_link(one) != canonical_link(other)


@pytest.mark.parametrize("odd", ["", "mailto:a@example.cn", "http://[", "http://x:99999999/", "not a link"])
def test_what_is_no_address_comes_back_as_it_was(odd: str) -> None:
    assert canonical_link(odd) == odd


def test_the_ticket_number_wins_over_everything() -> None:
    assert entry_key(ticket=" YC2026001 ", guid="g", link="https://a.example.cn/") == "ticket:YC2026001"


def test_an_id_that_is_an_address_equals_the_link_but_keeps_its_fragment() -> None:
    assert entry_key(guid="http://a.example.cn/1?utm_id=3") == entry_key(link="https://a.example.cn/1")
    assert entry_key(guid="http://a.example.cn/#1") != entry_key(guid="http://a.example.cn/#2")


def test_without_id_and_link_title_and_day_make_the_key() -> None:
    morning, evening = datetime(2026, 11, 20, 1, tzinfo=UTC), datetime(2026, 11, 20, 9, tzinfo=UTC)
    next_day = datetime(2026, 11, 21, 1, tzinfo=UTC)
    key = entry_key(title="停水 通知", published=morning)
    assert key == entry_key(title="停水通知", published=evening)
    assert key != entry_key(title="停水通知", published=next_day)


def test_ids_that_stand_on_two_addresses_are_not_trusted() -> None:
    assert ids_are_stable([("1", "a"), ("2", "b"), (None, "c"), (None, "d")])
    assert not ids_are_stable([("1", "a"), ("1", "b")])


def test_white_space_and_width_do_not_change_the_digest_of_a_text() -> None:
    assert content_digest("标题１", "正 文\n") == content_digest("标题1", "正文")
    assert content_digest("标题", "正文") != content_digest("标题正文", "")


def test_a_title_with_broken_characters_still_has_a_key() -> None:
    assert entry_key(title="坏\ud800字").startswith("text:")


@given(from_regex(r"https?://[a-zA-Z0-9.-]{1,8}(:[0-9]{1,3})?(/[A-Za-z0-9/:@!$&'()*+,;=%~._-]{0,9})?", fullmatch=True))
def test_a_plain_address_is_read_by_the_quick_way_as_by_the_thorough_one(address: str) -> None:
    assert canonical_link(address) == canonical_link(f"{address}?utm_source=a")
