"""What is to be entered, checked; and counts over time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from opinion_desk.domain.draft_checks import checked_draft, entry_of
from opinion_desk.domain.entering import Cover, Draft, Platform, Way
from opinion_desk.domain.errors import Refused
from opinion_desk.domain.item import Metrics
from opinion_desk.domain.metric_series import checked_metrics, falls

NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
ZONE = ZoneInfo("Asia/Shanghai")
LINK = Draft(Way.LINK, "小区停水", link="https://b23.tv/a")


def test_words_are_cleaned_the_platform_is_told_by_the_link_and_a_call_is_of_now() -> None:
    done = checked_draft(Draft(Way.LINK, " ", "@晓风残月：停水三天。电话13812345678", "b23.tv/a"), NOW)
    assert (done.title, done.body) == ("停水三天。电话[号码已隐去]",) * 2
    assert (done.link, done.platform, done.published) == ("https://b23.tv/a", Platform.BILIBILI, None)
    assert checked_draft(Draft(Way.TELEPHONE, "停水"), NOW).published == NOW


@pytest.mark.parametrize(
    ("draft", "why"),
    [
        (replace(LINK, title="@晓风残月"), "enter_title_missing"),
        (replace(LINK, title="停" * 201), "enter_too_long"),
        (replace(LINK, link="ftp://a.cn/"), "link_unreadable"),
        (replace(LINK, link="https://weibo.com/u/12"), "link_of_person"),
        (replace(LINK, published=NOW + HOUR), "enter_published_ahead"),
        (replace(LINK, picture=b"x"), "picture_only_for_screenshots"),
        (replace(LINK, way=Way.SCREENSHOT), "picture_missing"),
        (replace(LINK, way=Way.SCREENSHOT, picture=b"x"), "picture_uncovered"),
        (replace(LINK, way=Way.SCREENSHOT, picture=b"x", covers=(Cover(0, 0, 1, 1),) * 201), "covers_too_many"),
    ],
)
def test_what_cannot_be_entered_is_refused(draft: Draft, why: str) -> None:
    with pytest.raises(Refused) as caught:
        checked_draft(draft, NOW)
    assert caught.value.id == why


def test_without_a_link_the_same_words_and_picture_on_one_day_are_one_entry() -> None:
    call = checked_draft(Draft(Way.TELEPHONE, "停水", "东湖区"), NOW)
    keys = [
        entry_of(call, None, NOW).key,
        entry_of(replace(call, published=NOW + HOUR), None, NOW).key,
        entry_of(call, "ab" * 32, NOW).key,
        entry_of(replace(call, published=NOW + 24 * HOUR), None, NOW).key,
        entry_of(replace(call, body="南岸区"), None, NOW).key,
    ]
    assert keys[0] == keys[1] and len(set(keys)) == 4
    assert entry_of(LINK, None, NOW).key == "url:b23.tv/a"


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({}, "metrics_none"),
        ({"reads": -1}, "metrics_negative"),
        ({"reads": 1, "seen": NOW + HOUR}, "metrics_ahead"),
        ({"reads": 1, "seen": NOW - 3 * HOUR}, "metrics_before_item"),
    ],
)
def test_counts_that_cannot_have_been_seen_are_refused(given: dict[str, Any], why: str) -> None:
    with pytest.raises(Refused) as caught:
        checked_metrics(Metrics(**{"seen": NOW, **given}), NOW - 2 * HOUR, NOW, ZONE)
    assert caught.value.id == why


def test_a_count_that_fell_is_told_against_when_it_was_last_seen() -> None:
    series = [
        Metrics(NOW, reads=100, likes=5),
        Metrics(NOW + HOUR, likes=6),
        Metrics(NOW + 2 * HOUR, reads=90, likes=7),
    ]
    (told,) = falls(series, ZONE)
    assert told.startswith("阅读从 100（11-20 09:00）降到 90（11-20 11:00）")
