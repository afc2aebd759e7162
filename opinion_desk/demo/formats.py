"""Feed documents built from items: RSS 2.0, RSS 1.0 (RDF), Atom 1.0 and JSON Feed 1.1, as text."""

from __future__ import annotations

import json
from collections.abc import Sequence
from email.utils import format_datetime
from html import escape

from ..domain.instants import EPOCH
from .content import DemoFeed, DemoItem

_CONTENT = ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
_RDF_HEAD = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"\n'
    '  xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
)


def rss(feed: DemoFeed, items: Sequence[DemoItem], *, whole: bool = False, encoding: str = "utf-8") -> str:
    """RSS 2.0; with `whole` the description is only the first paragraph and content:encoded has all as HTML."""
    lines = [
        f'<?xml version="1.0" encoding="{encoding}"?>',
        f'<rss version="2.0"{_CONTENT if whole else ""}>',
        "<channel>",
        *_head(feed),
        "<language>zh-cn</language>",
        "<ttl>10</ttl>",
        *([f"<pubDate>{format_datetime(items[0].published)}</pubDate>"] if items else []),
    ]
    for item in items:
        lines += [
            "<item>",
            f"<title>{escape(item.title, quote=False)}</title>",
            f"<link>{item.link}</link>",
            f'<guid isPermaLink="true">{item.link}</guid>',
            f"<pubDate>{format_datetime(item.published)}</pubDate>",
            *_rss_body(item, whole),
            "</item>",
        ]
    return "\n".join([*lines, "</channel>", "</rss>", ""])


def _rss_body(item: DemoItem, whole: bool) -> list[str]:
    if not whole:
        return [_description(item)]
    summary = item.paragraphs[0] if item.paragraphs else ""
    return [
        f"<description>{escape(summary, quote=False)}</description>",
        f"<content:encoded><![CDATA[{html_of(item)}]]></content:encoded>",
    ]


def _description(item: DemoItem) -> str:
    """One paragraph as text, several as escaped HTML, as most sites do."""
    text = item.body if len(item.paragraphs) < 2 else html_of(item)
    return f"<description>{escape(text, quote=False)}</description>"


def rdf(feed: DemoFeed, items: Sequence[DemoItem]) -> str:
    """RSS 1.0 with dates of Dublin Core."""
    listed = "".join(f'<rdf:li rdf:resource="{item.link}"/>' for item in items)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        _RDF_HEAD,
        f'<channel rdf:about="{feed.site}/">',
        *_head(feed),
        f"<items><rdf:Seq>{listed}</rdf:Seq></items>",
        "</channel>",
    ]
    for item in items:
        lines += [
            f'<item rdf:about="{item.link}">',
            f"<title>{escape(item.title, quote=False)}</title>",
            f"<link>{item.link}</link>",
            f"<dc:date>{item.published.isoformat()}</dc:date>",
            _description(item),
            "</item>",
        ]
    return "\n".join([*lines, "</rdf:RDF>", ""])


def atom(feed: DemoFeed, items: Sequence[DemoItem], *, html: bool = False) -> str:
    """Atom 1.0; with `html` the content is escaped HTML, else plain text."""
    updated = items[0].published if items else EPOCH
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">',
        f"<title>{feed.name}</title>",
        f"<subtitle>{feed.about}</subtitle>",
        f'<link href="{feed.site}/"/>',
        f"<id>{feed.site}/</id>",
        f"<updated>{updated.isoformat()}</updated>",
        f"<author><name>{feed.name}</name></author>",
    ]
    for item in items:
        lines += [
            "<entry>",
            f"<title>{escape(item.title, quote=False)}</title>",
            f'<link rel="alternate" href="{item.link}"/>',
            f"<id>{item.link}</id>",
            f"<published>{item.published.isoformat()}</published>",
            f"<updated>{item.published.isoformat()}</updated>",
            f'<content type="{"html" if html else "text"}">{escape(html_of(item) if html else item.body)}</content>',
            "</entry>",
        ]
    return "\n".join([*lines, "</feed>", ""])


def json_feed(feed: DemoFeed, items: Sequence[DemoItem]) -> str:
    """JSON Feed 1.1."""
    return json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": feed.name,
            "home_page_url": f"{feed.site}/",
            "description": feed.about,
            "language": "zh-CN",
            "items": [
                {
                    "id": item.link,
                    "url": item.link,
                    "title": item.title,
                    "content_text": item.body,
                    "date_published": item.published.isoformat(),
                }
                for item in items
            ],
        },
        ensure_ascii=False,
        indent=1,
    )


def html_of(item: DemoItem) -> str:
    """The paragraphs as HTML."""
    return "".join(f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in item.paragraphs)


def _head(feed: DemoFeed) -> list[str]:
    return [
        f"<title>{feed.name}</title>",
        f"<link>{feed.site}/</link>",
        f"<description>{feed.about}</description>",
    ]
