"""Every form of the demo's documents is what it claims to be."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime
from xml.etree import ElementTree

import feedparser
import pytest

from opinion_desk.demo.content import DAY, ZONE, DemoFeed, demo_feeds, items_of
from opinion_desk.demo.feeds import demo_sources, document, last_change
from opinion_desk.domain.source import Form, Tier

XML = [feed for feed in demo_feeds() if feed.form is Form.FEED]
AFTERNOON = datetime(2026, 11, 20, 14, 30, tzinfo=ZONE)


def feed_of(id: str) -> DemoFeed:
    return next(feed for feed in demo_feeds() if feed.id == id)


def test_the_sources_cover_the_forms_and_tiers_of_a_county() -> None:
    sources = demo_sources("http://127.0.0.1:8000/")
    assert {source.form for source in sources} == {Form.FEED, Form.JSON_FEED, Form.HOT_LIST, Form.TABLE}
    assert {Tier.PROVINCIAL, Tier.CITY, Tier.GOVERNMENT, Tier.HOTLINE, Tier.SOCIAL} <= {s.tier for s in sources}
    assert sources[0].address == "http://127.0.0.1:8000/daily/rss.xml"
    assert len({source.address for source in sources}) == len(sources)


@pytest.mark.parametrize("feed", XML, ids=lambda feed: feed.id)
def test_each_feed_is_well_formed_and_reads_as_it_was_written(feed: DemoFeed) -> None:
    raw, content_type = document(feed.path, DAY)
    ElementTree.fromstring(raw.decode("gb2312").replace("gb2312", "utf-8", 1) if feed.id == "evening" else raw)
    read = feedparser.parse(raw, response_headers={"content-type": content_type})
    written = items_of(feed, DAY)
    assert [entry.title for entry in read.entries] == [item.title for item in written]
    assert [entry.link for entry in read.entries] == [item.link for item in written]
    dates = [entry.get("published_parsed") or entry.updated_parsed for entry in read.entries]
    assert [moment[:5] for moment in dates] == [item.published.utctimetuple()[:5] for item in written]


@pytest.mark.parametrize("feed", XML, ids=lambda feed: feed.id)
def test_each_feed_carries_every_paragraph(feed: DemoFeed) -> None:
    raw, content_type = document(feed.path, DAY)
    read = feedparser.parse(raw, response_headers={"content-type": content_type})
    for entry, item in zip(read.entries, items_of(feed, DAY), strict=True):
        told = entry.content[0].value if "content" in entry else entry.summary
        assert all(paragraph in told for paragraph in item.paragraphs)


def test_the_forms_are_the_ones_promised() -> None:
    versions = {feed.id: feedparser.parse(document(feed.path, DAY)[0]).version for feed in XML}
    assert versions["daily"] == "rss20"
    assert versions["radio"] == "rss10"
    assert versions["gov"] == versions["forum"] == "atom10"


def test_one_paper_is_gb2312_without_the_header_saying_so() -> None:
    raw, content_type = document(feed_of("evening").path, DAY)
    assert content_type == "text/xml"
    assert b'encoding="gb2312"' in raw[:60]
    assert "云川晚报" in raw.decode("gb2312")
    with pytest.raises(UnicodeDecodeError):
        raw.decode("utf-8")


def test_the_json_feeds_hold_every_item_with_its_time() -> None:
    for id in ("life", "tourism"):
        raw, content_type = document(feed_of(id).path, DAY)
        value = json.loads(raw)
        assert content_type.startswith("application/feed+json")
        assert value["version"].startswith("https://jsonfeed.org/version/1")
        assert [entry["content_text"] for entry in value["items"]] == [i.body for i in items_of(feed_of(id), DAY)]
        assert all(entry["date_published"].endswith("+08:00") for entry in value["items"])


def test_the_hot_list_ranks_by_heat_and_the_accident_leads_it_in_the_afternoon() -> None:
    path = feed_of("hot").path
    morning = json.loads(document(path, DAY, datetime(2026, 11, 20, 10, 0, tzinfo=ZONE))[0])
    afternoon = json.loads(document(path, DAY, datetime(2026, 11, 20, 15, 30, tzinfo=ZONE))[0])
    heats = [float(row["extra"]["info"].removesuffix("万热度")) for row in afternoon["items"]]
    assert heats == sorted(heats, reverse=True)
    assert afternoon["items"][0]["title"] == "云川大桥引桥施工支架坍塌"
    assert "大桥" not in "".join(row["title"] for row in morning["items"])
    assert morning["updatedTime"] < afternoon["updatedTime"]


def test_the_hotline_export_has_callers_columns_that_a_reader_must_drop() -> None:
    raw, _ = document(feed_of("hotline").path, DAY)
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
    assert len(rows) == len(items_of(feed_of("hotline"), DAY))
    assert {"来电人姓名", "联系电话", "联系地址"} <= set(rows[0])
    assert all(row["来电人姓名"].startswith("演示来电人") for row in rows)
    assert all(row["联系电话"].startswith("000-0000-") for row in rows)
    assert len({row["工单编号"] for row in rows}) == len(rows)
    assert all(row["标题"] and row["诉求内容"] and row["承办单位"] for row in rows)


@pytest.mark.parametrize("feed", demo_feeds(), ids=lambda feed: feed.id)
def test_what_is_published_later_is_not_yet_in_the_document(feed: DemoFeed) -> None:
    whole, _ = document(feed.path, DAY)
    part, _ = document(feed.path, DAY, AFTERNOON)
    text = part.decode("gb2312" if feed.id == "evening" else "utf-8")
    later = [item for item in items_of(feed, DAY) if item.published > AFTERNOON]
    assert later
    assert len(part) < len(whole)
    assert not any(item.link in text or f">{item.title}<" in text for item in later)


@pytest.mark.parametrize("feed", demo_feeds(), ids=lambda feed: feed.id)
def test_a_document_before_the_first_item_is_empty_and_still_well_formed(feed: DemoFeed) -> None:
    midnight = datetime(2026, 11, 20, 0, 0, tzinfo=ZONE)
    raw, _ = document(feed.path, DAY, midnight)
    assert last_change(feed.path, DAY, midnight) == midnight
    if feed.form is Form.FEED:
        assert feedparser.parse(raw).entries == []
    elif feed.form is Form.TABLE:
        assert len(raw.decode("utf-8-sig").splitlines()) == 1
    else:
        assert json.loads(raw)["items"] == []


def test_between_two_publications_the_bytes_stay_the_same() -> None:
    path = feed_of("daily").path
    first = document(path, DAY, datetime(2026, 11, 20, 14, 40, tzinfo=ZONE))
    second = document(path, DAY, datetime(2026, 11, 20, 15, 20, tzinfo=ZONE))
    assert first == second
    assert last_change(path, DAY, datetime(2026, 11, 20, 15, 20, tzinfo=ZONE)).hour == 14


def test_another_day_gives_other_links_and_an_unknown_path_is_refused() -> None:
    raw, _ = document(feed_of("daily").path, date(2027, 3, 1))
    assert b"/2027/03/01/" in raw
    with pytest.raises(KeyError):
        document("/nothing", DAY)
