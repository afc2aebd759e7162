"""HTML from strangers is harmless after cleaning, and reads well as plain text."""

import pytest
from hypothesis import given
from hypothesis.strategies import lists, sampled_from

from opinion_desk.collectors.clean import clean_html, http_link, one_line, text_of_html, tidy


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("<script>alert(1)</script>好", "好"),
        ("<p onclick='x()'>好</p>", "<p>好</p>"),
        ("<a href='javascript:alert(1)'>好</a>", "<a>好</a>"),
        ("<a href=' JaVaScRiPt:alert(1)'>好</a>", "<a>好</a>"),
        ("<a href='data:text/html,x'>好</a>", "<a>好</a>"),
        ("<img src='x' onerror='y()'>", "<img>"),
        ("<img src='https://a.example.cn/1.png' style='width:1px'>", '<img src="https://a.example.cn/1.png">'),
        ("<iframe src='https://a.example.cn'></iframe>好", "好"),
        ("<style>p{color:red}</style><p style='x'>好</p>", "<p>好</p>"),
        ("<svg><script>1</script></svg>好", "好"),
        ("<form action='/x'><input name='a'></form>好", "好"),
        ("<!-- 注释 -->好", "好"),
        ("<p class='a' id='b'>好", "<p>好</p>"),
        ("<video src='https://a.example.cn/v.mp4'></video><b>好</b>", "<b>好</b>"),
        ("<a href='file:///etc/passwd'>好</a>", "<a>好</a>"),
        ("<td colspan='2'>好</td>", "好"),
    ],
)
def test_only_what_the_allow_list_names_survives(dirty: str, clean: str) -> None:
    assert clean_html(dirty) == clean


def test_relative_links_are_resolved_against_the_document() -> None:
    assert clean_html('<a href="/a?b=1">好</a>', "https://news.example.cn/x/") == (
        '<a href="https://news.example.cn/a?b=1">好</a>'
    )


def test_blocks_stand_on_lines_of_their_own_and_cells_apart() -> None:
    markup = "<h2>通报</h2><p>第一段<br>第二行</p>\n\n<ul><li>甲</li><li>乙</li></ul><table><tr><td>一</td><td>二</td></tr></table>"
    assert text_of_html(clean_html(markup)) == "通报\n第一段\n第二行\n甲\n乙\n一 二"


def test_line_breaks_in_the_source_are_not_line_breaks_of_the_text() -> None:
    assert text_of_html("<p>云川\n大桥</p>") == "云川 大桥"


def test_entities_become_characters_and_odd_blanks_single_spaces() -> None:
    assert text_of_html("<p>A&amp;B&nbsp;&nbsp;5&lt;6\u3000\u2003好</p>") == "A&B 5<6 好"


def test_plain_text_keeps_its_lines() -> None:
    assert tidy("  一  二 \r\n\n\n 三\u200b ") == "一 二\n三"


@pytest.mark.parametrize(
    ("title", "line"),
    [("云川<b>大桥</b>\n维修", "云川大桥 维修"), ("A&amp;B", "A&B"), ("5 < 6 且 8 > 7", "5 < 6 且 8 > 7"), ("  ", "")],
)
def test_a_title_is_one_line_of_text(title: str, line: str) -> None:
    assert one_line(title) == line


@pytest.mark.parametrize("link", ["javascript:1", "ftp://a.example.cn/", "", None, "http://", "https://[bad/", "//"])
def test_links_that_lead_to_no_web_host_are_dropped(link: str | None) -> None:
    assert http_link(link) is None


def test_a_link_without_host_is_completed_by_the_document() -> None:
    assert http_link("../b.html", "https://a.example.cn/x/y/") == "https://a.example.cn/x/b.html"
    assert http_link("//b.example.cn/1", "https://a.example.cn/") == "https://b.example.cn/1"


PIECES = (
    "字",
    "a",
    "。",
    " ",
    "  ",
    "\u3000",
    "\xa0",
    "\n",
    "</p><p>",
    "</p>\n<p>",
    "<p>",
    "</p>",
    "&",
    "&amp;",
    ">",
    "<br>",
    "\u200b",
)


@given(lists(sampled_from((*PIECES, "\ufeff", "\u2028", '"', "\t", "\u202f", "\U0001f600")), max_size=8))
def test_plain_paragraphs_are_cleaned_by_the_quick_way_as_by_the_thorough_one(pieces: list[str]) -> None:
    markup = f"<p>{''.join(pieces)}</p>"
    # A further element keeps the quick way out of it, and an element that is not allowed leaves no trace.
    thorough = clean_html(f"{markup}<u-u></u-u>")
    assert clean_html(markup) == thorough
    assert text_of_html(thorough) == text_of_html(thorough + "<b></b>")
