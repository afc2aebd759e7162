"""Tangled markup is read in time that grows with its length, and keeps its text, its links and its plain structure."""

import time

import pytest

from opinion_desk.collectors.clean import _cleaner, clean_html, text_of_html
from opinion_desk.collectors.taming import tamed, without_data

_ROW = (
    '<tr><td colspan="2"><a href="https://a.example.cn/{n}?x=1&amp;y=2">第{n}行</a></td><td><b>甲</b>乙<br>丙</td></tr>'
)
LONG = "<h2>通报</h2><table><tbody>" + "".join(_ROW.format(n=n) for n in range(400)) + "</tbody></table><p>完</p>"


def test_ordinary_markup_is_left_as_it_is() -> None:
    short = "<div><p>云川<br>大桥 5 < 6</p></div>" * 100
    assert tamed(short) is short


def test_a_long_and_well_formed_page_means_the_same_after_taming() -> None:
    written = tamed(LONG)
    assert written is not LONG
    untamed = _cleaner(None).clean(LONG)
    assert clean_html(LONG) == _cleaner(None).clean(written) == untamed
    assert clean_html(LONG).count("<a href=") == 400


@pytest.mark.parametrize(
    "tangle",
    [
        "<div>好" * 100_000,
        "<div><x></div>" * 60_000,
        "<div><table></div></table>" * 40_000,
        '<div title=">" x="</div>">' * 40_000,
        "<div><!--</div>-->" * 40_000,
        "<div><li>" * 50_000,
        "<b><div>" * 40_000 + "</b>" * 40_000,
        "<button><p>" * 50_000,
        "<svg><div>" * 40_000,
        "<select><div>" * 40_000,
        "<a " + " ".join(f"a{n}" for n in range(150_000)) + ">好",
        "<a " + " ".join(f"a{n}='>'" for n in range(100_000)) + ">好",
        "<" * 900_000,
        "<a" * 450_000,
        "<!--" * 200_000,
        "&lt;" * 200_000 + "<p>",
    ],
    ids=range(16),
)
def test_a_tangle_of_markup_takes_no_longer_than_its_length(tangle: str) -> None:
    began = time.process_time()
    cleaned = clean_html(tangle, "https://a.example.cn/")
    text_of_html(cleaned)
    assert time.process_time() - began < 6  # untamed, the first of these takes a minute or more


def test_the_text_between_tangled_tags_is_kept() -> None:
    text = text_of_html(clean_html("<div>好" * 3_000 + "</div>" * 3_000 + "<p>完 5 < 6 & 7"))
    assert text.count("好") == 3_000 and text.endswith("完 5 < 6 & 7")


def test_what_is_no_text_goes_with_its_element_from_tangled_markup_too() -> None:
    noise = "<script>bad()</script><style>bad{}</style><!-- bad --><textarea>bad</textarea><p onclick='bad()'>好"
    found = clean_html(noise * 500)
    assert "bad" not in found and found.count("好") == 500


@pytest.mark.parametrize(
    "link", ["javascript:x()", "data:text/html,x", "vbscript:x", " java\nscript:x", "&#106;avascript:x"]
)
def test_links_to_nowhere_good_are_dropped_from_tangled_markup_too(link: str) -> None:
    assert "href" not in clean_html(f'<p><a href="{link}">好</a></p>' * 1_000)


def test_pictures_written_into_the_text_are_left_out() -> None:
    picture = "data:image/png;base64," + "A" * 5_000
    assert without_data(f'<p>前<img src="{picture}">后</p>') == '<p>前<img src="">后</p>'
    assert without_data("data: 一段话" * 200) == "data: 一段话" * 200
