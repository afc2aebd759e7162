"""What survives cleaning is a short list of elements and attributes, and links to http and https alone; all else goes."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from html import escape
from typing import Any, Final

import pytest

from opinion_desk.collectors.clean import clean_html, http_link
from opinion_desk.collectors.detect import parse

NOW: Final = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
BASE: Final = "https://news.example.cn/a/"


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


ALLOWED: Final = _names(
    "a b blockquote br caption cite code dd del div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre"
    " q s small span strike strong sub sup table tbody td tfoot th thead tr tt u ul"
)
# Every element of HTML, living and obsolete, of SVG and MathML that a browser gives a meaning, and two that nobody knows.
ELEMENTS: Final = sorted(
    ALLOWED
    | _names(
        "abbr acronym address applet area article aside audio base basefont bdi bdo bgsound big blink body button canvas center col"
        " colgroup command content data datalist details dfn dialog dir element embed fieldset font footer form frame frameset head"
        " header hgroup html iframe input isindex keygen label legend link listing main map marquee math menu menuitem meta meter"
        " multicol nav nextid nobr noembed noframes noscript object optgroup option output param picture plaintext portal progress rb rp"
        " rt rtc ruby samp script search section select shadow slot source spacer style summary svg template textarea time title track"
        " var video wbr xmp animate foreignobject use set mi mglyph annotation-xml x-y unknown"
    )
)
ATTRIBUTES: Final = sorted(
    _names(
        "onclick onerror onload onmouseover onfocus onbegin onanimationstart style class id name srcset sizes formaction action background"
        " poster data ping target srcdoc xlink:href xml:base xmlns is slot part nonce integrity crossorigin autofocus contenteditable"
        " tabindex accesskey http-equiv content codebase classid lowsrc dynsrc longdesc usemap cite manifest profile archive icon"
    )
)
_TAG: Final = re.compile(r"<([a-z][a-z0-9-]*)((?:\s[^>]*)?)>", re.IGNORECASE)


def _tags(cleaned: str) -> set[str]:
    return {name.lower() for name, _ in _TAG.findall(cleaned)}


@pytest.mark.parametrize("element", ELEMENTS)
def test_an_element_survives_when_it_stands_in_the_list_and_only_then(element: str) -> None:
    inside = {"caption", "tbody", "tfoot", "thead", "tr", "td", "th"}
    markup = f"<table><{element}>好</table>" if element in inside else f"<{element}>好</{element}>"
    found = _tags(clean_html(markup)) - ({"table", "tbody", "tr"} if element in inside else set())
    assert found <= {element} and found <= ALLOWED
    if element in ALLOWED - {"tbody", "tr"}:
        assert found == {element}


@pytest.mark.parametrize("attribute", ATTRIBUTES)
def test_an_attribute_that_is_not_in_the_list_goes(attribute: str) -> None:
    for element in ("p", "a", "img", "td", "div"):
        markup = f'<table><td><{element} {attribute}="https://a.example.cn/x">好</{element}></table>'
        assert attribute not in clean_html(markup).replace("好", "")


TRICKS: Final = [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "\x01javascript:alert(1)", "java\tscript:alert(1)",
    "java\nscript:alert(1)", "&#106;avascript:alert(1)", "&#x6A&#x61;vascript:alert(1)", "javascript&colon;alert(1)",
    "vbscript:x", "data:text/html,<script>1</script>", "data:image/svg+xml;base64,PHN2Zz4=", "file:///etc/passwd",
    "file://203.0.113.9/share", "ftp://a.example.cn/", "blob:https://a.example.cn/1", "view-source:https://a.example.cn/",
    "ms-msdt:/id", "intent://a#Intent;end", "weixin://dl/chat", "tel:12345", "mailto:a@example.cn", "magnet:?xt=x", "ws://a.example.cn/",
    "jar:https://a.example.cn!/", "about:blank", "cid:1", "\\\\203.0.113.9\\share", "x:y", "javascript://news.example.cn/%0aalert(1)",
]  # fmt: skip


@pytest.mark.parametrize("link", TRICKS)
@pytest.mark.parametrize("base", [None, BASE])
def test_only_links_to_http_and_https_are_kept(link: str, base: str | None) -> None:
    for element, attribute in (("a", "href"), ("img", "src")):
        cleaned = clean_html(f'<p><{element} {attribute}="{link}">好</p>', base)
        kept = re.findall(rf'{attribute}="([^"]*)"', cleaned)
        assert all(one.startswith(("http://", "https://")) for one in kept), kept
    assert (http_link(link, base) or BASE).startswith(("http://", "https://"))


@pytest.mark.parametrize("link", TRICKS)
def test_no_form_of_document_gives_a_link_that_leads_elsewhere(link: str) -> None:
    written = link.replace("&", "&amp;").replace('"', "")
    markup = escape(f'<a href="{link}">好</a><script>bad()</script><img src="{link}" onerror="bad()">')
    rss = (
        f"<rss version='2.0'><channel><title>云</title><link>{escape(link)}</link><item><title>停水</title><link>{escape(link)}</link>"
        f"<guid>{escape(link)}</guid><description>{markup}</description></item></channel></rss>"
    )
    atom = (
        f"<feed xmlns='http://www.w3.org/2005/Atom'><title>云</title><entry><title>停水</title><id>1</id>"
        f'<link href="{escape(written)}"/><content type="html">{markup}</content></entry></feed>'
    )
    item: dict[str, Any] = {
        "id": "1",
        "title": "停水",
        "url": link,
        "content_html": f'<a href="{link}">好</a><script>bad()</script>',
    }
    feed = json.dumps({"version": "https://jsonfeed.org/version/1.1", "home_page_url": link, "items": [item]})
    row = json.dumps({"id": "1", "标题": "停水", "链接": link, "内容": f'<a href="{link}">好</a>'}) + "\n"
    for raw in (rss.encode(), atom.encode(), feed.encode(), (row * 2).encode()):
        read = parse(raw, now=NOW, url=BASE)
        assert read.items, read.problems
        for found in read.items:
            assert found.link is None or found.link.startswith(("http://", "https://"))
            assert "bad()" not in found.html and "onerror" not in found.html
            kept = re.findall(r'(?:href|src)="([^"]*)"', found.html)
            assert all(one.startswith(("http://", "https://")) for one in kept), kept
