"""What else an entry may be known as."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opinion_desk.domain.identity import canonical_link, entry_key
from opinion_desk.domain.item import Entry
from opinion_desk.domain.known_as import is_same, known_as, name_of_key

NINE = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
WORDS = st.text(alphabet="abcdefgh019云川大桥", min_size=1, max_size=8)
PATHS = st.lists(WORDS, min_size=1, max_size=4).map("/".join)
QUERIES = st.dictionaries(WORDS.filter(lambda word: word != "_"), WORDS, max_size=3)
TRACKING = st.dictionaries(st.sampled_from(["utm_source", "spm", "share_token", "from", "fbclid"]), WORDS, max_size=3)


def an_entry(
    link: str | None = "https://yunchuan.example.cn/a/1.html", key: str = "id:1", title: str = "大桥封闭"
) -> Entry:
    return Entry(key, title, "今日起封闭维修", link, NINE)


@given(PATHS, QUERIES, TRACKING, st.randoms(use_true_random=False))
def test_an_address_is_one_whatever_its_scheme_order_tracking_and_capitals(path, query, tracking, chance) -> None:  # type: ignore[no-untyped-def]
    plain = f"https://news.example.cn/{path}" + ("?" + urlencode(query) if query else "")
    pairs = [*query.items(), *tracking.items()]
    chance.shuffle(pairs)
    other = f"http://NEWS.example.cn:80/{path}" + ("?" + urlencode(pairs) if pairs else "")
    assert canonical_link(other) == canonical_link(plain)
    assert entry_key(guid=other) == entry_key(link=plain)


@given(st.one_of(st.text(max_size=60), PATHS.map("https://news.example.cn/".__add__)))
def test_the_canonical_form_of_an_address_is_its_own_canonical_form(link: str) -> None:
    once = canonical_link(link)
    if once != link.strip():
        assert canonical_link(f"https://{once}") == once


@given(PATHS, QUERIES)
def test_an_entry_is_found_again_under_another_id_host_and_scheme(path, query) -> None:  # type: ignore[no-untyped-def]
    tail = f"/{path}" + ("?" + urlencode(query) if query else "")
    old = an_entry("http://old.example.cn" + tail, "id:1")
    new = an_entry("https://www.new.example.cn" + tail, "id:tag:new,2")
    assert known_as(old) == known_as(new) is not None


def test_another_title_or_page_is_another_name() -> None:
    names = {
        known_as(an_entry()),
        known_as(an_entry(title="大桥开放")),
        known_as(an_entry("https://yunchuan.example.cn/a/2.html")),
        known_as(an_entry("https://yunchuan.example.cn/a/1.html?page=2")),
    }
    assert len(names) == 4 and None not in names


@pytest.mark.parametrize("link", [None, "https://yunchuan.example.cn", "http://yunchuan.example.cn/index.html", "x"])
def test_a_front_page_or_no_address_tells_nothing_apart(link: str | None) -> None:
    assert known_as(an_entry(link)) is None


def test_a_session_in_the_path_is_no_part_of_the_address() -> None:
    assert canonical_link("http://gov.example.cn/a.do;jsessionid=1F?id=2") == canonical_link(
        "https://gov.example.cn/a.do?id=2"
    )


def test_a_ticket_is_known_by_its_number_alone() -> None:
    assert known_as(Entry("ticket:YC1", "停水", "", "https://a.example.cn/1", ticket="YC1")) is None


def test_an_entry_of_words_alone_is_one_while_its_day_slips_and_another_two_days_later() -> None:
    today = Entry("text:1", "停水 通知", "城东片区", None, NINE)
    assert known_as(today) == known_as(Entry("text:2", "停水通知", "城东片区"))
    assert is_same(today, NINE - timedelta(hours=20), same_words=True)
    assert is_same(today, None, same_words=True)
    assert not is_same(today, NINE - timedelta(days=2), same_words=True)


def test_a_page_with_ever_new_editions_under_one_title_stays_many() -> None:
    assert is_same(an_entry(), NINE, same_words=False)
    assert is_same(an_entry(), NINE - timedelta(days=9), same_words=True)
    assert not is_same(an_entry(), NINE - timedelta(days=1), same_words=False)
    assert not is_same(an_entry(), None, same_words=False)


def test_the_name_of_a_key_fits_the_column_and_is_no_name_of_words() -> None:
    assert 0 <= name_of_key("id:1") < 1 << 63
    assert name_of_key("id:1") not in (name_of_key("id:2"), known_as(an_entry()))
