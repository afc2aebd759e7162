"""What an export says of site and time of receipt."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from opinion_desk.domain.item import Entry, Metrics
from opinion_desk.domain.missed.reading import civil_instant, row_of
from tests.opinion_desk.domain.missed.rows import NINE

CHINA = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    "told",
    ["2026-11-20 09:00:00", "2026/11/20 9:00", "2026年11月20日 9时00分", "2026-11-20T09:00", "2026-11-20T01:00:00Z", "2026-11-20T09:00:00+08:00"],
)  # fmt: skip
def test_a_time_without_a_zone_is_china_time(told: str) -> None:
    assert civil_instant(told, CHINA) == NINE


@pytest.mark.parametrize("told", ["", "昨天", "2026-11-20", "2026-13-40 09:00", "9999-99-99 99:99"])
def test_what_is_no_instant_is_none(told: str) -> None:
    assert civil_instant(told, CHINA) is None


def test_further_columns_tell_site_and_receipt_and_accounts_are_not_looked_at() -> None:
    extra = {"站点": "云川在线", "账号": "张三", "采集时间（北京）": "2026-11-20 09:30"}
    found = row_of(Entry("a", "标题", extra=extra), 0, 3, CHINA, NINE)
    assert (found.site, found.received) == ("云川在线", NINE + timedelta(minutes=30))


def test_a_time_beside_the_counts_is_one_of_receipt_unless_it_is_that_of_reading() -> None:
    read_at = datetime(2026, 11, 21, tzinfo=UTC)
    for seen, received in ((NINE, NINE), (read_at, None)):
        entry = Entry("a", "标题", metrics=Metrics(seen, reads=3))
        assert row_of(entry, 0, 0, CHINA, read_at).received == received
