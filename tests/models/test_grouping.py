"""Items are put into stories and events, and a later process goes on where an earlier one stopped."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from models.grouping import StoryGrouper
from opinion_desk.domain.reading import Placed, TextToRead
from opinion_desk.domain.verdict import Place, Verdict

NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)
BODY = "20日14时许，云川大桥由北向南方向发生多车追尾，交警和消防人员赶到现场展开救援，伤者已送往市人民医院，事故原因正在调查，过往车辆请绕行滨江路。"
HERE = Verdict(places=(Place("云川市", "", True),))


def _text(title: str, body: str = "") -> TextToRead:
    return TextToRead(title, title, body)


def test_a_reprint_with_another_headline_joins_the_story() -> None:
    grouper = StoryGrouper()
    first = grouper.place(11, _text("云川大桥多车追尾", BODY), HERE, NOON)
    again = grouper.place(12, _text("快讯：大桥出事了", BODY + "（来源：云川日报）"), HERE, NOON)
    assert (first.story, first.event) == (11, 11)
    assert (again.story, again.event) == (11, 11)


def test_another_story_of_the_happening_joins_the_event_only() -> None:
    grouper = StoryGrouper()
    grouper.place(11, _text("云川大桥多车追尾", BODY), HERE, NOON)
    other = grouper.place(
        13, _text("云川大桥追尾事故情况通报", "经初步调查，云川大桥追尾系雾天车速过快所致，伤者情况稳定。"), HERE, NOON
    )
    assert (other.story, other.event) == (13, 11)


def test_an_unrelated_item_begins_its_own_event() -> None:
    grouper = StoryGrouper()
    grouper.place(11, _text("云川大桥多车追尾", BODY), HERE, NOON)
    other = grouper.place(14, _text("小学食堂换了承包方", "家长反映饭菜质量下降，希望教育部门检查。"), HERE, NOON)
    assert (other.story, other.event) == (14, 14)


def test_a_known_item_stays_where_it_is() -> None:
    grouper = StoryGrouper()
    first = grouper.place(11, _text("云川大桥多车追尾", BODY), HERE, NOON)
    assert grouper.place(11, _text("完全不同的内容"), HERE, NOON) == first
    assert len(grouper) == 1


def test_a_later_process_goes_on_from_the_signatures() -> None:
    earlier, later = StoryGrouper(), StoryGrouper()
    placed = earlier.place(11, _text("云川大桥多车追尾", BODY), HERE, NOON)
    later.recall([(11, placed, NOON)])
    assert later.place(12, _text("大桥多车追尾", BODY), HERE, NOON).story == 11
    other = later.place(13, _text("云川大桥追尾事故情况通报", "云川大桥追尾系雾天车速过快所致。"), HERE, NOON)
    assert (other.story, other.event) == (13, 11)


def test_what_is_forgotten_is_met_no_more() -> None:
    grouper = StoryGrouper()
    grouper.place(11, _text("云川大桥多车追尾", BODY), HERE, NOON)
    grouper.place(15, _text("小学食堂换了承包方", "家长反映饭菜质量下降。"), HERE, NOON + timedelta(days=2))
    grouper.forget(NOON + timedelta(days=1))
    assert len(grouper) == 1
    assert grouper.place(16, _text("云川大桥多车追尾", BODY), HERE, NOON).story == 16


def test_a_story_lives_on_when_its_first_item_is_forgotten() -> None:
    grouper = StoryGrouper()
    grouper.place(11, _text("云川大桥多车追尾", BODY), HERE, NOON)
    grouper.place(12, _text("云川大桥多车追尾", BODY), HERE, NOON + timedelta(days=2))
    grouper.forget(NOON + timedelta(days=1))
    assert grouper.place(17, _text("大桥多车追尾", BODY), HERE, NOON + timedelta(days=2)).story == 11


def test_many_items_find_the_stories_that_each_would_find_alone() -> None:
    texts = [
        (f"{name}停水通知", f"{name}因管道检修，{number}日零时起停水两天，请提前储水，恢复时间另行通知。" * 2)
        for number, name in enumerate("甲乙丙丁戊")
    ]
    rows = [_text(f"第{i}报 {texts[i % 5][0]}", texts[i % 5][1] + "转载" * (i % 3)) for i in range(40)]
    many, alone = StoryGrouper(), StoryGrouper()
    together = many.place_many([(number, row, HERE, NOON) for number, row in enumerate(rows, 1)])
    apart = [alone.place(number, row, HERE, NOON) for number, row in enumerate(rows, 1)]
    assert [p.story for p in together] == [p.story for p in apart]
    assert {p.story for p in together} <= {1, 2, 3, 4, 5}


@settings(deadline=None)
@given(st.binary(max_size=600))
def test_a_broken_signature_is_taken_in_without_harm(raw: bytes) -> None:
    grouper = StoryGrouper()
    grouper.recall([(1, Placed(1, 1, raw), NOON)])
    assert len(grouper) == 1
    assert grouper.place(2, _text("云川大桥多车追尾", BODY), HERE, NOON).story in (1, 2)
    grouper.forget(NOON + timedelta(days=1))
    assert len(grouper) == 0


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["停水", "停水了", "大桥追尾", "", "\ud800"]), st.sampled_from(["", BODY, BODY[:40], "短"])
        ),
        max_size=12,
    )
)
def test_every_item_finds_a_place_that_bears_an_earlier_id(rows: list[tuple[str, str]]) -> None:
    grouper = StoryGrouper()
    for number, (title, body) in enumerate(rows, start=1):
        placed = grouper.place(number, _text(title, body), HERE, NOON)
        assert 1 <= placed.event <= placed.story <= number
