"""Real Chinese feeds keep their entries' identities through what servers and sites do to addresses and ids."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from opinion_desk.collectors.detect import parse
from opinion_desk.domain.item import Entry
from opinion_desk.domain.known_as import known_as

FEEDS = Path(__file__).resolve().parents[3] / "../shared/datasets/feeds"
REAL = sorted([*FEEDS.glob("zh_blogs/*.xml"), *FEEDS.glob("zh_jsonfeed/*.json")])
NOW = datetime(2026, 11, 20, 15, 50, tzinfo=UTC)  # ten minutes before midnight in China
HOST = re.compile(rb"https?://(?:www\.)?[a-z0-9.-]+\.[a-z]{2,}(?=/)")

pytestmark = pytest.mark.skipif(not REAL, reason="the data sets are not beside the project")


def entries(raw: bytes, now: datetime = NOW) -> tuple[Entry, ...]:
    return parse(raw, now=now).items


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_read_again_after_midnight_every_entry_has_the_key_it_had(path: Path) -> None:
    raw = path.read_bytes()
    before, after = entries(raw), entries(raw, NOW + timedelta(minutes=20))
    assert [one.key for one in before] == [one.key for one in after] != []
    assert len({one.key for one in before}) == len(before)


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_with_the_scheme_changed_every_key_is_the_same(path: Path) -> None:
    raw = path.read_bytes()
    other = raw.replace(b"https://", b"http://")
    assert {one.key for one in entries(raw)} == {one.key for one in entries(other)}


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_with_the_domain_moved_every_entry_with_an_address_is_found_by_another_name(path: Path) -> None:
    raw = path.read_bytes()
    moved = HOST.sub(b"https://moved.example.cn", raw)
    names = [(known_as(one), known_as(other)) for one, other in zip(entries(raw), entries(moved), strict=True)]
    assert names and all(old is not None and old == new for old, new in names)
