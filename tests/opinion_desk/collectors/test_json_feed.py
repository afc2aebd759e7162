"""JSON Feed, whole and cut."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from opinion_desk.collectors.detect import parse
from opinion_desk.domain.collected import Parsed

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
REAL = Path(__file__).resolve().parents[3] / "../shared/datasets/feeds/zh_jsonfeed"
FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "云川发布",
    "home_page_url": "https://yunchuan.example.cn/",
    "authors": [{"name": "张三"}],
    "items": [
        {
            "id": 7,
            "url": "/a/7",
            "title": "大桥维修",
            "content_html": "<p>一</p><script>x</script><p>二</p>",
            "author": {"name": "李四"},
        },
        {
            "id": "https://yunchuan.example.cn/a/8",
            "content_text": "5<6，<b>不是标记</b>",
            "date_published": "2026-11-20T08:30:00+08:00",
        },
        "不是对象",
        {"id": "9"},
    ],
}


def _parse(value: object) -> Parsed:
    return parse(json.dumps(value, ensure_ascii=False).encode(), now=NOW)


def test_a_feed_is_read_with_its_links_completed_and_its_markup_cleaned() -> None:
    read = _parse(FEED)
    first, second = read.entries
    assert (read.format, read.title) == ("json_feed", "云川发布")
    assert (first.id, first.link, first.content) == ("7", "https://yunchuan.example.cn/a/7", "<p>一</p><p>二</p>")
    assert (second.link, second.content) == ("https://yunchuan.example.cn/a/8", "5&lt;6，&lt;b&gt;不是标记&lt;/b&gt;")
    assert second.published == datetime(2026, 11, 20, 0, 30, tzinfo=UTC)
    assert read.items[0].body == "一\n二"
    assert (read.items[1].title, read.items[1].body) == ("5<6，<b>不是标记</b>", "")


def test_unusable_items_are_told_and_authors_are_not_read() -> None:
    read = _parse(FEED)
    assert len(read.problems) == 2
    assert "张三" not in repr(read) and "李四" not in repr(read)


def test_a_feed_cut_in_the_middle_gives_the_items_that_are_whole() -> None:
    whole = json.dumps(
        {
            "version": FEED["version"],
            "title": "云川发布",
            "items": [{"id": str(n), "title": f"第{n}条"} for n in range(9)],
        }
    )
    read = parse(whole[: whole.index('"id": "6"')].encode(), now=NOW)
    assert [entry.id for entry in read.entries] == [str(n) for n in range(6)]
    assert read.title == "云川发布"
    assert "中途截断" in read.problems[-1]


@pytest.mark.parametrize(
    "text", ["{", "[]", "{}", '{"items": 5}', "[" * 100_000, '{"a": ' * 50_000, "[1, 2, 3]", "nul\u006c", "{'a': 1}"]
)
def test_json_that_is_nothing_known_gives_a_sentence(text: str) -> None:
    read = parse(text.encode(), now=NOW)
    assert read.format is None and read.entries == ()
    assert len(read.problems) == 1


@pytest.mark.skipif(not REAL.exists(), reason="the real feeds are not beside the project")
def test_the_real_chinese_feeds_are_read_whole() -> None:
    for path in sorted(REAL.glob("*.json")):
        raw = path.read_bytes()
        read = parse(raw, now=NOW)
        expected = json.loads(raw)["items"]
        assert (path.name, read.format, len(read.entries), read.problems) == (path.name, "json_feed", len(expected), ())
        assert [e.published is not None for e in read.entries] == [bool(i.get("date_published")) for i in expected]
        assert len({item.key for item in read.items}) == len(read.items) > 0.9 * len(expected)
        assert not any(
            "<script" in (e.content or "") or "<" in i.title for e, i in zip(read.entries, read.items, strict=False)
        )
