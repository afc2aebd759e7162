"""Tickets of the hotline: what their states mean, which numbers are their own, and which word is the newer."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from opinion_desk.domain.ticket import Ticket, TicketState, course_of, is_closed, is_older, is_telling, merged

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
TICKET = Ticket("YC20261120001", "办理中", NOON, "市水务集团", "东湖小区", "供水", updated=NOON)


@pytest.mark.parametrize(
    "state", ["已办结", "办结", "自动办结", "已归档", "结案", "已结案", "已回访", "closed", "已完成"]
)
def test_states_that_mean_an_end(state: str) -> None:
    assert is_closed(state)


@pytest.mark.parametrize(
    "state",
    ["", "待办理", "办理中", "未办结", "待办结", "不予办结", "待归档", "办结申请", "已退回", "已受理", "已派单"],
)
def test_states_that_mean_none(state: str) -> None:
    assert not is_closed(state)


def test_a_limit_is_over_only_while_the_ticket_is_open() -> None:
    assert not TICKET.overdue(NOON) and TICKET.overdue(NOON + timedelta(minutes=1))
    assert not replace(TICKET, state="已办结").overdue(NOON + timedelta(days=9))
    assert not replace(TICKET, due=None).overdue(NOON + timedelta(days=9))


def test_a_running_number_is_not_a_tickets_own() -> None:
    assert is_telling("YC20261120001") and is_telling("2026-1120-001")
    assert not any(map(is_telling, ("1", "0012", "A1", "YC-12345", "工单一二三四五六七")))


def test_by_the_exports_own_time_the_newer_word_wins_and_without_one_what_came_later() -> None:
    assert is_older(replace(TICKET, updated=NOON - timedelta(hours=1)), TICKET)
    assert not is_older(replace(TICKET, updated=None), TICKET) and not is_older(TICKET, replace(TICKET, updated=None))
    after = merged(TICKET, Ticket("YC20261120001", "已办结", result="已修复"))
    assert after == replace(TICKET, state="已办结", result="已修复")


def test_a_course_tells_each_state_where_it_began() -> None:
    at = [NOON + timedelta(hours=n) for n in range(4)]
    told = [
        TicketState(at[2], "办理中"),
        TicketState(at[0], "待签收"),
        TicketState(at[1], "办理中"),
        TicketState(at[3], "已办结"),
    ]
    assert course_of(told) == (told[1], told[2], told[3])
