"""The duty log: to the minute, corrected by adding, and without anybody's private number."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from opinion_desk.domain.commands.when import When
from opinion_desk.domain.duty.log import LogEntry, Note, lines, write
from opinion_desk.domain.errors import Refused

AT = datetime(2026, 11, 20, 1, 2, 33, tzinfo=UTC)
BY = When(AT, AT, "夜班值班员")


def test_an_entry_is_kept_to_the_minute() -> None:
    entry = write(Note(" 来电反映停水 "), BY)
    assert (entry.at, entry.entered, entry.note.course) == (AT.replace(second=0), AT, "来电反映停水")


@pytest.mark.parametrize("phone", ["0000-5558001", "(0512) 65228888", "12345", "110-8", "5558001"])
def test_an_office_line_is_kept(phone: str) -> None:
    assert write(Note("来电", phone=phone), BY).note.phone == phone


@pytest.mark.parametrize("phone", ["13812345678", "+86 138-1234-5678", "１３８１２３４５６７８"])
def test_a_mobile_number_is_refused_and_masked_where_it_stands_in_words(phone: str) -> None:
    with pytest.raises(Refused) as why:
        write(Note("来电", phone=phone), BY)
    assert why.value.id == "log_phone_private"
    assert "隐去" in write(Note(f"请回电 {phone} 告知"), BY).note.course


@pytest.mark.parametrize(
    ("note", "why"),
    [
        (Note("  "), "log_needs_course"),
        (Note("长" * 2001), "log_too_long"),
        (Note("事", place="地" * 101), "log_too_long"),
    ],
)
def test_an_entry_that_cannot_be_is_refused(note: Note, why: str) -> None:
    with pytest.raises(Refused) as caught:
        write(note, BY)
    assert caught.value.id == why


def test_a_correction_needs_a_reason_keeps_the_time_and_stands_in_the_place_of_what_it_corrects() -> None:
    first = replace(write(Note("三人受伤"), BY), id=1)
    other = replace(write(Note("另一件"), replace(BY, at=AT + timedelta(minutes=5))), id=2)
    later = When(AT + timedelta(hours=1), AT + timedelta(hours=1), "早班值班员")
    with pytest.raises(Refused) as why:
        write(Note("两人受伤"), later, first)
    assert why.value.id == "log_needs_reason"
    second = replace(write(Note("两人受伤"), later, first, "医院核实"), id=3)
    third = replace(write(Note("一人受伤"), later, second, "再核实"), id=4)
    assert (second.at, second.corrects, third.at) == (first.at, 1, first.at)
    told = [(line.entry.id, [old.id for old in line.before]) for line in lines((first, other, second, third))]
    assert told == [(2, []), (4, [1, 3])]


def test_a_correction_may_give_another_time() -> None:
    first = LogEntry(1, AT, AT, "甲", Note("事"))
    told = When(AT - timedelta(minutes=9), AT + timedelta(hours=1), "甲")
    assert write(Note("事"), told, first, "时间记错").at == (AT - timedelta(minutes=9)).replace(second=0)
