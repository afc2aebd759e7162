"""The demo's items are a whole, decent day of a fictional place."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime

import pytest

from data import read_json, read_text
from opinion_desk.demo.content import DAY, ZONE, demo_feeds, demo_pieces, demo_settings, items_of

SEVEN_DIGITS = re.compile(r"\d[\d\- ]{6,}\d")
PERSON = re.compile(r"[张王李赵刘陈杨黄周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许](?:先生|女士|某)")


def test_there_are_ten_to_fourteen_sources_and_about_three_hundred_items() -> None:
    assert 10 <= len(demo_feeds()) <= 14
    assert 280 <= len(demo_pieces()) <= 330
    assert min(Counter(piece.feed for piece in demo_pieces()).values()) >= 10


def test_every_item_lies_within_its_day_and_has_text_and_its_own_link() -> None:
    items = [item for feed in demo_feeds() for item in items_of(feed, DAY)]
    assert len(items) == len(demo_pieces())
    assert {item.published.astimezone(ZONE).date() for item in items} == {DAY}
    assert all(item.title and item.body for item in items)
    assert len({item.link for item in items}) == len(items)
    assert all(re.match(r"https://[\w.]+\.example/2026/11/20/", item.link) for item in items)


def test_the_day_can_be_any_day_and_the_texts_follow_it() -> None:
    feed = next(feed for feed in demo_feeds() if feed.id == "official")
    moved = items_of(feed, date(2027, 12, 31))
    assert {item.published.date() for item in moved} == {date(2027, 12, 31)}
    told = "\n".join(item.body for item in moved)
    assert "12月31日14时05分许" in told
    assert "1月1日起全市停水三天" in told
    assert not any("{d" in item.title + item.body for item in moved)


def test_no_text_holds_a_telephone_number_or_a_person() -> None:
    for piece in demo_pieces():
        text = "\n".join((piece.title, *piece.paragraphs))
        assert not SEVEN_DIGITS.search(text), text
        assert not PERSON.search(text), text


def test_the_accident_is_reprinted_at_least_ten_times_with_other_headlines() -> None:
    first = next(piece for piece in demo_pieces() if piece.name == "accident")
    reprints = [piece for piece in demo_pieces() if piece.reprint_of == "accident"]
    assert f"{first.at:%H:%M}" == "14:20"
    assert len(reprints) >= 10
    assert len({piece.feed for piece in reprints}) >= 5
    assert len({piece.title for piece in reprints} | {first.title}) == len(reprints) + 1
    assert all(piece.at > first.at for piece in reprints)


def test_no_reprint_is_earlier_than_what_it_repeats() -> None:
    named = {piece.name: piece for piece in demo_pieces() if piece.name}
    reprints = [piece for piece in demo_pieces() if piece.reprint_of]
    assert all(piece.at > named[piece.reprint_of].at for piece in reprints)
    assert len(named) == sum(1 for piece in demo_pieces() if piece.name)


def test_nothing_tells_of_the_accident_before_it_was_first_published() -> None:
    for piece in demo_pieces():
        if f"{piece.at:%H:%M}" < "14:20":
            text = "\n".join((piece.title, *piece.paragraphs))
            assert not ("大桥" in text and ("塌" in text or "垮" in text)), text


def test_the_toll_of_the_accident_adds_up_to_a_grave_one() -> None:
    bulletins = {
        piece.name: "\n".join(piece.paragraphs) for piece in demo_pieces() if piece.name.startswith("bulletin")
    }
    rescued, dead, missing = (
        int(n) for n in _numbers(r"救出(\d+)人，其中(\d+)人.*仍有(\d+)人", bulletins["bulletin-1"])
    )
    assert (rescued + missing, dead) == (16, 3)
    found, dead, hurt, missing = _numbers(
        r"搜救出(\d+)人，其中(\d+)人遇难、(\d+)人受伤，仍有(\d+)人", bulletins["bulletin-2"]
    )
    assert (found, dead + hurt, found + missing) == (14, 14, 16)
    everyone, dead, hurt = _numbers(r"(\d+)名被困人员全部找到，其中(\d+)人遇难、(\d+)人受伤", bulletins["bulletin-3"])
    assert everyone == dead + hurt == 16
    assert 10 <= dead < 30


def test_the_first_authoritative_notice_misses_three_hours_and_makes_five() -> None:
    notice = next(piece for piece in demo_pieces() if piece.name == "bulletin-1")
    minutes = notice.at.hour * 60 + notice.at.minute - (14 * 60 + 20)
    assert 180 < minutes < 300


def test_the_rumour_is_refuted_officially_later_and_the_refutation_reprinted() -> None:
    rumour = next(piece for piece in demo_pieces() if piece.name == "rumour")
    refutation = next(piece for piece in demo_pieces() if piece.name == "rumour-official")
    reprints = [piece for piece in demo_pieces() if piece.reprint_of == "rumour-official"]
    assert refutation.feed == "official"
    assert rumour.at < refutation.at < min(piece.at for piece in reprints)
    assert len({piece.feed for piece in reprints}) >= 4


def test_the_smell_of_the_water_is_told_at_the_hotline_the_forum_and_in_the_news() -> None:
    told = Counter(
        piece.feed
        for piece in demo_pieces()
        if re.search("土腥味|腥味|异味|泥味", piece.title + piece.paragraphs[0]) and "水" in piece.title
    )
    assert told["hotline"] >= 5
    assert told["forum"] >= 3
    assert told["news"] >= 1


def test_a_reprint_can_only_swap_words_that_are_there(monkeypatch: pytest.MonkeyPatch) -> None:
    from opinion_desk.demo import content

    written = "# 08:00 甲\n@id a\n原文\n\n# 09:00 乙\n@of a\n@swap 没有=>有\n"
    monkeypatch.setattr(content, "demo_feeds", lambda: demo_feeds()[:1])
    monkeypatch.setattr(content, "read_text", lambda name: written)
    with pytest.raises(ValueError, match="nothing to swap"):
        content.demo_pieces.__wrapped__()


def test_the_desks_settings_name_known_functions_and_own_places() -> None:
    settings = demo_settings()
    known = {row["id"] for row in read_json("functions.json")["functions"]}
    units = settings["units"]
    assert settings["jurisdiction"] == "云川市"
    assert 20 <= len(units) <= 40
    assert {unit["function"] for unit in units} <= known
    assert len({unit["name"] for unit in units}) == len(units)
    assert all(unit["duty_phone"].startswith("0000-") for unit in units + settings["duty_posts"])
    places = {place["name"] for place in settings["own_places"]}
    assert {"东湖街道", "北郊镇", "云川经济开发区"} <= places
    assert {mark["place"] for mark in settings["landmarks"]} <= places


def test_every_unit_that_the_hotline_names_is_in_the_registry() -> None:
    known = {unit["name"] for unit in demo_settings()["units"]}
    named = set(re.findall(r"^@unit (.+)$", read_text("demo/hotline.txt"), re.MULTILINE))
    assert named
    assert named <= known


def test_items_are_newest_first_and_none_is_later_than_asked() -> None:
    until = datetime(2026, 11, 20, 14, 30, tzinfo=ZONE)
    for feed in demo_feeds():
        shown = [item.published for item in items_of(feed, DAY, until)]
        assert shown == sorted(shown, reverse=True)
        assert all(moment <= until for moment in shown)


def _numbers(pattern: str, text: str) -> tuple[int, ...]:
    found = re.search(pattern, text)
    assert found, text
    return tuple(int(number) for number in found.groups())
