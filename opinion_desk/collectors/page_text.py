"""One page's title and text, for somebody who enters a link by hand."""

from __future__ import annotations

from ..domain.errors import Refused
from ..domain.page_seen import PageText
from .encodings import decode
from .fetching import Fetched
from .full_text import read_article
from .page_look import PAGE, page_title


def page_text(fetched: Fetched) -> PageText:
    """Title and text of a fetched page; Refused when it is no web page."""
    text = decode(fetched.body, fetched.content_type).text
    if PAGE.search(text[:20_000]) is None:
        raise Refused("page_not_readable")
    article = read_article(text, fetched.url)
    return PageText(fetched.url, page_title(text), "" if article is None else article.text)
