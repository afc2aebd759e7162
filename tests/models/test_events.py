"""Stories of one happening meet; stories of one kind do not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from models.event_features import MOST_FEATURES, features
from models.events import WINDOW, EventIndex

NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)


def test_two_reports_of_one_accident_are_one_event() -> None:
    index = EventIndex()
    index.add(
        [
            (
                1,
                features("云川大桥多车追尾 救援正在进行", "20日14时许，云川大桥由北向南方向发生多车追尾。", ["云川市"]),
                NOON,
            )
        ]
    )
    other = features("云川大桥追尾事故伤者已送医", "记者从医院获悉，大桥追尾事故伤者情况稳定。", ["云川市"])
    assert index.nearest(other, NOON + timedelta(hours=5)) == 1


def test_two_complaints_of_one_kind_are_two_events() -> None:
    index = EventIndex()
    index.add([(1, features("锦绣花园小区停水三天", "锦绣花园业主反映家中停水。", ["东湖区"]), NOON)])
    assert index.nearest(features("滨河雅苑小区电梯坏了半月", "滨河雅苑住户反映电梯停运。", ["南岸区"]), NOON) is None


def test_an_event_takes_no_story_after_its_window() -> None:
    index = EventIndex()
    told = features("云川大桥多车追尾", "云川大桥发生多车追尾")
    index.add([(1, told, NOON)])
    assert index.nearest(told, NOON + WINDOW) == 1
    assert index.nearest(told, NOON + WINDOW + timedelta(seconds=1)) is None


def test_an_event_whose_stories_are_taken_out_is_gone() -> None:
    index = EventIndex()
    told = features("云川大桥多车追尾", "云川大桥发生多车追尾")
    index.add([(1, told, NOON)])
    index.remove(1, told)
    assert len(index) == 0
    assert index.nearest(told, NOON) is None


@settings(deadline=None)
@given(st.text(max_size=300), st.text(max_size=900), st.lists(st.text(max_size=9), max_size=60))
def test_features_are_few_and_told_apart(title: str, body: str, places: list[str]) -> None:
    found = features(title, body, places)
    assert len(found) <= MOST_FEATURES
    assert len({feature & ~7 for feature in found.tolist()}) == len(found)
    assert all(0 <= feature < 2**32 for feature in found.tolist())
