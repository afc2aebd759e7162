"""Twelve real feeds, served on loopback, end as readable, tagged, searchable items."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from opinion_desk.compose import compose
from opinion_desk.demo.server import LoopbackServer
from opinion_desk.domain.inbox import InboxQuery
from opinion_desk.services.desk import Desk
from tests.conftest import SHARED
from tests.opinion_desk.cli.running import quietly

FOLDER = SHARED / "feeds" / "zh_jsonfeed"
pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not FOLDER.is_dir(), reason="the real feeds do not lie beside this checkout"),
]


@dataclass(frozen=True)
class Collected:
    """The home after two rounds of collecting, what each reported, and the feeds by the name their source bears."""

    home: Path
    first: Any
    second: Any
    rows: list[Any]
    feeds: dict[str, Any]


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Collected:
    home = tmp_path_factory.mktemp("real") / "home"
    raw = {f"/{path.name}": path.read_bytes() for path in sorted(FOLDER.glob("*.json"))}
    with LoopbackServer({name: (body, "application/feed+json") for name, body in raw.items()}) as server:
        feeds = {}
        for name, body in raw.items():
            added = quietly(home, "sources", "add", server.base_url + name, "--internal")
            assert added.code == 0, added
            feeds[added.value["name"]] = json.loads(body)
        first = quietly(home, "collect", "--once")
        rows = quietly(home, "sources", "list").value
        named = [word for row in rows for word in ("--source", row["id"])]
        second = quietly(home, "collect", "--once", *named)
    assert (first.code, second.code) == (0, 0)
    return Collected(home, first.value, second.value, rows, feeds)


@pytest.fixture(scope="module")
def desk(collected: Collected) -> Iterator[Desk]:
    opened = compose(collected.home)
    yield opened
    opened.close()


def test_every_feed_is_read_and_brings_items(collected: Collected) -> None:
    assert len(collected.feeds) == collected.first["sources"] == collected.first["fetched"] == 12
    assert collected.first["failed"] == []
    assert {row["name"]: row["items"] for row in collected.rows if not row["items"]} == {}
    assert all(row["health"] == "well" and row["errors"] == 0 for row in collected.rows)
    offered = sum(len({item["id"] for item in feed["items"]}) for feed in collected.feeds.values())
    assert collected.first["new"] >= 0.98 * offered  # the rest: entries without a word, or the same entry twice


def test_a_second_visit_brings_nothing_new(collected: Collected) -> None:
    assert (collected.second["sources"], collected.second["new"], collected.second["failed"]) == (12, 0, [])


def test_every_item_has_a_title_a_link_and_a_verdict(collected: Collected, desk: Desk) -> None:
    cursor, seen = None, 0
    while True:
        page = desk.items.page(InboxQuery(), cursor, 200)
        for row in page.rows[:4]:
            read = desk.items.read(row.item_id)
            assert read.item.title and (read.item.link or "").startswith("http")
            verdict = read.verdict
            assert verdict.attitude.name in {"negative", "neutral", "positive"}
            assert all(0 <= topic.score <= 1 for topic in verdict.topics)
            assert not any(place.local for place in verdict.places)  # no jurisdiction was set for this desk
        seen += len(page.rows)
        cursor = page.cursor
        if cursor is None:
            break
    assert seen == desk.items.count(InboxQuery()) > 0.8 * collected.first["new"]


def _phrase(feed: Any) -> str:
    """A run of Chinese characters out of the feed: of six where there is one, else the longest shorter."""
    for length in (6, 5, 4, 3):
        for item in feed["items"]:
            for text in (item.get("title"), item.get("content_text")):
                if found := re.search(f"[\u4e00-\u9fff]{{{length}}}", text or ""):
                    return found.group()
    raise AssertionError("no entry of this feed holds Chinese text")


def test_a_phrase_of_each_feed_is_found_in_it(collected: Collected) -> None:
    for name, feed in collected.feeds.items():
        phrase = _phrase(feed)
        answer = quietly(collected.home, "search", f'"{phrase}" 来源:"{name}"', "--limit", 5)
        assert answer.code == 0 and answer.value, name
        assert any(phrase in hit["title"] + hit["snippet"] and hit["source"] == name for hit in answer.value), name
