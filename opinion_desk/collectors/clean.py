"""HTML from strangers: cleaned once against an allow-list, and turned into plain text with sensible line breaks."""

from __future__ import annotations

import html
import re
from typing import Final
from urllib.parse import urljoin

import nh3

from .taming import tamed

_TAGS: Final = frozenset(
    {"a", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del", "div", "dl", "dt", "em", "figcaption"}
    | {"figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre"}
    | {"q", "s", "small", "span", "strike", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead"}
    | {"tr", "tt", "u", "ul"}
)
_ATTRIBUTES: Final = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
_WITH_CONTENT: Final = frozenset(
    {"script", "style", "noscript", "template", "svg", "math", "form", "select"}
    | {"textarea", "title", "head", "audio", "video", "canvas"}
)
# What would swallow text on its way through an HTML parser: frames around text, comments nobody closed, "<!" that begins
# none, and a second CDATA wrapping.
_FRAME: Final = re.compile(r"</?iframe\b[^>]*>", re.IGNORECASE)
_OPEN_COMMENT: Final = re.compile(r"<!--[^>]*>?")
_NO_DECLARATION: Final = re.compile(r"<!(?![-\[A-Za-z])")
_WRAPPED: Final = re.compile(r"<!\[CDATA\[|\]\](?:>|&gt;)")
_CLEANERS: Final[dict[str | None, nh3.Cleaner]] = {}
_MOST_CLEANERS: Final = 64

_BREAKS: Final = re.compile(
    r"<br ?/?>|</?(?:p|div|li|ul|ol|dl|dt|dd|h[1-6]|blockquote|pre|table|tr|figure|figcaption|caption|hr)(?: [^>]*)?>"
)
_CELLS: Final = re.compile(r"</t[dh]>")
_TAG: Final = re.compile(r"<[^>]*>")
_RUNS: Final = re.compile(r"[ \t\r\f\v\u00a0\u2000-\u200b\u3000\ufeff]+")
_LINES: Final = re.compile(r" ?\n[ \n]*")
_MARKUP: Final = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>|<!--")
_ABSOLUTE: Final = re.compile(
    r"https?://(?:[^/?#\s@\\]*@)?(?:\[[0-9a-f:.]+\]|[^/?#\s\\:@\[\]]+)(?::\d{1,5})?(?:[/?#]|$)", re.IGNORECASE
)
_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")


def has_markup(text: str) -> bool:
    """Whether a text that says nothing of its type is HTML: it holds a tag or an entity."""
    return ("<" in text and _MARKUP.search(text) is not None) or ("&" in text and _ENTITY.search(text) is not None)


def clean_html(markup: str, base: str | None = None) -> str:
    """The markup with allowed elements only, links to http and https alone, relative ones resolved against `base`."""
    if "<" not in markup:
        return markup.strip()
    if _plain_paragraphs(markup) is not None:
        return markup
    return _cleaner(base).clean(tamed(_unswallowed(markup))).strip()


def _plain_paragraphs(markup: str) -> list[str] | None:
    """The paragraphs of markup that is nothing but such, of plain words, as most texts are; None for any other.

    A cleaner gives it back as it came. White space in it is blanks alone, the wide ones among them.
    """
    if not markup.startswith("<p>") or not markup.endswith("</p>"):
        return None
    paragraphs = markup[3:-4].replace("\u3000", " ").replace("</p>\n<p>", "</p><p>").split("</p><p>")
    words = "".join(paragraphs)
    return paragraphs if words.isprintable() and "<" not in words and "&" not in words and ">" not in words else None


def _unswallowed(markup: str) -> str:
    """The markup with nothing in it that would take text away with it; what is left is cleaned all the same."""
    if "<!" in markup:
        last = markup.rfind("-->") + 1
        if "<!--" in markup[last:]:
            markup = markup[:last] + _OPEN_COMMENT.sub("", markup[last:])
        if "<![CDATA[" in markup:
            markup = _WRAPPED.sub("", markup)
        markup = _NO_DECLARATION.sub("&lt;!", markup)
    return _FRAME.sub("", markup) if "iframe" in markup or "IFRAME" in markup else markup


def _cleaner(base: str | None) -> nh3.Cleaner:
    cleaner = _CLEANERS.get(base)
    if cleaner is None:
        if len(_CLEANERS) >= _MOST_CLEANERS:
            _CLEANERS.clear()
        try:
            cleaner = _made(base)
        except ValueError:  # an address that nh3 cannot read, such as a host with letters no host has
            cleaner = _made(None)
        _CLEANERS[base] = cleaner
    return cleaner


def _made(base: str | None) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(_TAGS),
        clean_content_tags=set(_WITH_CONTENT),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        url_schemes={"http", "https"},
        url_relative="deny" if base is None else ("rewrite_with_base", base),
        link_rel=None,
    )


def text_of_html(cleaned: str) -> str:
    """The plain text of HTML that `clean_html` gave: blocks on lines of their own, cells apart, white space single."""
    if "<" in cleaned:
        if (paragraphs := _plain_paragraphs(cleaned)) is not None:
            lines = [
                " ".join(paragraph.split()) if "  " in paragraph else paragraph.strip() for paragraph in paragraphs
            ]
            return "\n".join([line for line in lines if line])
        text = _BREAKS.sub("\n", cleaned.replace("\n", " "))
        text = _TAG.sub("", _CELLS.sub(" ", text))
    else:
        text = cleaned
    return tidy(html.unescape(text) if "&" in text else text)


def tidy(text: str) -> str:
    """Single spaces, no empty lines, no blanks at the edges of lines: plain text as an item's body keeps it."""
    if "  " not in text and text.isprintable():  # then it holds no white space but single blanks
        return text.strip()
    spaced = _RUNS.sub(" ", text)
    return (_LINES.sub("\n", spaced) if "\n" in spaced else spaced).strip()


def one_line(text: str) -> str:
    """A title: markup and entities out where there are any, white space single, on one line."""
    if "<" in text and _MARKUP.search(text):
        text = text_of_html(clean_html(text))
    elif "&" in text:
        text = html.unescape(text)
    return " ".join((text if text.isprintable() else tidy(text)).split())


def http_link(link: str | None, base: str | None = None) -> str | None:
    """The link made absolute against `base`; None unless it leads to an http or https host."""
    if not link:
        return None
    text = link.strip().replace("\n", "").replace("\t", "")
    if not text.lower().startswith(("http://", "https://")):
        if base is None:
            return None
        text = _joined(base, text)
    return text.replace(" ", "%20") if _ABSOLUTE.match(text) else None


def _joined(base: str, link: str) -> str:
    try:
        return urljoin(base, link)
    except ValueError:
        return ""
