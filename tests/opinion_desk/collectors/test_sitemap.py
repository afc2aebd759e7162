"""Sitemaps with news: titles and times beside addresses, newest first."""

from datetime import UTC, datetime

import pytest

from opinion_desk.collectors.detect import read_document
from opinion_desk.domain.errors import Refused
from opinion_desk.domain.source import Form

from .pages import SITEMAP

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


def test_the_news_of_a_sitemap_are_entries_newest_first() -> None:
    form, read = read_document(SITEMAP.encode(), now=NOW)
    assert (form, read.format) == (Form.SITEMAP, "sitemap")
    assert [(e.title, e.link) for e in read.entries] == [
        ("大桥维修 A&B", "https://a.example.cn/2"),
        ("旧闻一条", "https://a.example.cn/1"),
    ]
    assert read.entries[0].published == datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
    assert read.entries[0].updated == datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
    assert len(read.problems) == 1 and "1 个地址" in read.problems[0]


def test_a_map_of_sitemaps_names_its_newest() -> None:
    maps = "".join(f"<sitemap><loc>/m{n}.xml</loc><lastmod>2026-11-{n:02d}</lastmod></sitemap>" for n in range(1, 8))
    index = f"<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{maps}</sitemapindex>"
    form, read = read_document(index.encode(), now=NOW, url="https://a.example.cn/sitemap.xml")
    assert form is Form.SITEMAP
    assert read.more == tuple(f"https://a.example.cn/m{n}.xml" for n in (7, 6, 5))


@pytest.mark.parametrize(
    ("raw", "id"),
    [
        ("<urlset><url><loc>https://a.example.cn/1</loc></url></urlset>", "sitemap_without_news"),
        ("<urlset></urlset>", "sitemap_without_news"),
        ("<urlset><", "document_broken"),
    ],
)
def test_a_sitemap_without_news_is_told(raw: str, id: str) -> None:
    with pytest.raises(Refused) as why:
        read_document(raw.encode(), now=NOW)
    assert why.value.id == id


def test_a_sitemap_cut_in_the_middle_gives_what_came() -> None:
    _, read = read_document(SITEMAP[: SITEMAP.index("<image:image>")].encode(), now=NOW)
    assert [e.title for e in read.entries] == ["大桥维修 A&B", "旧闻一条"]
