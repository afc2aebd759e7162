"""Texts made fit for paper."""

from __future__ import annotations

import pytest

from opinion_desk.papers.cleaning import breakable, lines, one_line, web_link


def test_what_xml_and_the_eye_cannot_take_is_gone() -> None:
    assert lines("a\x00b\x1bc\ud800d\ufffee\u202ef\U0001fffff\x7fg") == ("abcdeffg",)


def test_breaks_of_every_kind_make_paragraphs_and_empty_ones_vanish() -> None:
    assert lines(" 一 \r\n二\n\n\u3000\u3000三\u2028四\x85五 ") == ("一", "二", "三", "四", "五")


def test_emoji_and_rare_characters_stay() -> None:
    assert lines("😀𠮷") == ("😀𠮷",)


def test_one_line_is_cut_with_an_ellipsis_at_its_limit() -> None:
    assert one_line("长" * 50, 10) == "长" * 9 + "…"
    assert one_line("正好\n十个字符内", 10) == "正好 十个字符内"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///x",
        "http://",
        "https://a b.example/",
        "https://[::1",
        "https://x.example/\n",
        "",
        None,
    ],
)
def test_a_paper_carries_only_complete_web_addresses(address: str | None) -> None:
    assert web_link(address) is None


def test_a_web_address_is_kept_as_it_is() -> None:
    assert web_link("https://yunchuan.example/a?b=1&c=#d") == "https://yunchuan.example/a?b=1&c=#d"


def test_long_latin_runs_get_places_to_break_and_lose_nothing() -> None:
    broken = breakable("见 " + "x" * 60 + " 等" + "字" * 60, 24)
    assert broken.count("\u200b") == 2
    assert broken.replace("\u200b", "") == "见 " + "x" * 60 + " 等" + "字" * 60
