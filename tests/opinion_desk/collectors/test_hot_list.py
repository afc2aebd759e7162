"""Hot lists in the shapes that are about."""

import json
from datetime import UTC, datetime

import pytest

from opinion_desk.collectors.detect import parse
from opinion_desk.collectors.hot_list import figure

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


def _metrics(value: object) -> list[tuple[str, int | None, float | None]]:
    read = parse(json.dumps(value, ensure_ascii=False).encode(), now=NOW)
    assert read.format == "hot_list"
    return [(item.title, item.metrics.rank, item.metrics.heat) for item in read.items if item.metrics]


def test_a_list_of_newsnow_is_ranked_by_its_order() -> None:
    value = {
        "status": "success",
        "id": "weibo",
        "updatedTime": 1763600000000,
        "items": [
            {
                "id": "云川大桥",
                "title": "云川大桥",
                "url": "https://s.example.cn/weibo?q=1",
                "extra": {"info": "123.4万热度"},
            },
            {"id": "停水", "title": "停水", "url": "https://s.example.cn/weibo?q=2"},
        ],
    }
    assert _metrics(value) == [("云川大桥", 1, 1_234_000.0), ("停水", 2, None)]


def test_a_list_of_dailyhot_gives_heat_time_and_name() -> None:
    value = {
        "code": 200,
        "name": "baidu",
        "title": "百度",
        "type": "热搜",
        "data": [
            {
                "id": 0,
                "title": "云川大桥",
                "desc": "维修",
                "author": "张三",
                "hot": 7808502,
                "timestamp": 1763600000,
                "url": "https://a.example.cn/1",
                "mobileUrl": "https://m.example.cn/1",
            },
            {"id": 1, "title": "停水", "hot": "12.5万", "url": "https://a.example.cn/2"},
        ],
    }
    assert _metrics(value) == [("云川大桥", 1, 7_808_502.0), ("停水", 2, 125_000.0)]
    read = parse(json.dumps(value).encode(), now=NOW)
    assert read.title == "百度 热搜"
    assert read.items[0].published == datetime(2025, 11, 20, 0, 53, 20, tzinfo=UTC)
    assert read.items[0].body == "维修" and "张三" not in repr(read)
    assert read.items[0].metrics is not None and read.items[0].metrics.seen == NOW


@pytest.mark.parametrize(
    "value",
    [
        [{"title": "云川大桥", "url": "https://a.example.cn/1", "hot": 5}],
        {"data": {"list": [{"name": "云川大桥", "link": "https://a.example.cn/1", "score": 5}]}},
        {"result": [{"word": "云川大桥", "rank": 1, "num": "5"}]},
    ],
)
def test_other_wrappings_are_read_too(value: object) -> None:
    assert _metrics(value) == [("云川大桥", 1, 5.0)]


def test_an_array_of_texts_is_an_export_and_no_hot_list() -> None:
    value = [{"id": "1", "title": "停水", "body": "三天了", "url": "https://a.example.cn/1"}]
    assert parse(json.dumps(value).encode(), now=NOW).format == "json"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234", 1234),
        ("2.5亿", 2.5e8),
        ("3w+", 30_000),
        ("热度 88", 88),
        (7, 7),
        ("无", None),
        (True, None),
        (None, None),
        (-1, None),
    ],
)
def test_figures_are_read_as_lists_write_them(text: object, value: float | None) -> None:
    assert figure(text) == value
