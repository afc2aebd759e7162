"""What a row of an export says of its ticket, under the headings that hotlines use, with persons masked in each cell."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from opinion_desk.collectors.columns import Role, role_of
from opinion_desk.collectors.json_rows import read_json_lines
from opinion_desk.collectors.rows import Times
from opinion_desk.collectors.tables import read_csv
from opinion_desk.domain.caller_masking import DOOR, NAME
from opinion_desk.domain.ticket import Ticket

TIMES = Times(datetime(2026, 11, 20, 3, 0, tzinfo=UTC))
HEAD = "工单编号,标题,诉求内容,工单状态,办结时限,更新时间,承办单位,所属区域,事发地点,诉求类型,诉求类别,答复内容\n"


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("办理状态", Role.STATE), ("当前环节", Role.STATE), ("要求办结时间", Role.DUE), ("截止时间", Role.DUE), ("主办单位", Role.UNIT),
        ("问题地点", Role.PLACE), ("所属区域", Role.AREA), ("一级分类", Role.CATEGORY), ("诉求类型", Role.MANNER), ("答复内容", Role.RESULT),
        ("诉求地址", Role.DROPPED), ("承办人", Role.DROPPED), ("联系地址", Role.DROPPED),
    ],
)  # fmt: skip
def test_headings_of_hotlines_mean_what_they_say(heading: str, role: Role) -> None:
    assert role_of(heading) is role


def test_a_row_becomes_a_ticket_with_its_limit_in_the_hotlines_own_words() -> None:
    row = (
        "YC20261120001,停水,三天没水,办理中,2026-11-28 17:00,2026-11-20 10:00,市水务集团,东湖街道,东湖小区3栋2单元502室,投诉,供水,"
        "已联系李建国先生\n"
    )
    (entry,), skipped = read_csv(HEAD + row, TIMES)
    due, updated = datetime(2026, 11, 28, 9, 0, tzinfo=UTC), datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
    place = f"东湖小区{DOOR}"
    assert entry.hotline == Ticket("YC20261120001", "办理中", due, "市水务集团", place, "供水", "已联系市民", updated)
    assert skipped == ()


def test_a_limit_of_a_day_lasts_until_its_last_minute_and_a_number_of_days_is_none() -> None:
    rows = "A1,停水,没水,办理中,2026-11-28,,,东湖街道,,投诉,,\nA2,停水,没水,办理中,5个工作日,,,,,,,\n"
    (day, days), skipped = read_csv(HEAD + rows, TIMES)
    assert day.hotline is not None and day.hotline.due == datetime(2026, 11, 28, 15, 59, tzinfo=UTC)
    assert (day.hotline.place, day.hotline.category) == ("东湖街道", "投诉")  # where neither place nor category is told
    assert days.hotline is not None and days.hotline.due is None and skipped == ()


def test_rows_of_one_ticket_that_differ_in_their_state_alone_are_all_handed_over() -> None:
    rows = "A1,停水,没水,待签收,,,,,,,,\nA1,停水,没水,办理中,,,,,,,,\nA1,停水,没水,办理中,,,,,,,,\n"
    entries, _ = read_csv(HEAD + rows, TIMES)
    assert [entry.hotline and entry.hotline.state for entry in entries] == ["待签收", "办理中"]


def test_persons_are_masked_where_callers_speak_and_not_in_a_table_of_news() -> None:
    letter, _ = read_csv("留言标题,留言内容\n停水,我叫张三，家住东湖小区3栋2单元502室\n", TIMES)
    news, _ = read_csv("标题,内容\n停水,市民王女士告诉记者，家住东湖小区\n", TIMES)
    assert letter[0].body == f"我叫{NAME}，家住东湖小区{DOOR}" and letter[0].hotline is None
    assert news[0].body == "市民王女士告诉记者，家住东湖小区"


def test_without_a_number_what_a_row_says_of_its_state_is_kept_beside_it() -> None:
    (entry,), _ = read_json_lines('{"id": "7", "title": "停水", "status": "办理中", "承办单位": "市水务集团"}', TIMES)
    assert entry.hotline is None and entry.extra == {"状态": "办理中", "承办单位": "市水务集团"}
