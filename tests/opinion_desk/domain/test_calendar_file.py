"""The calendar of a matter's due times: every target and deadline once, as RFC 5545 wants it, telling no more than it may."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from opinion_desk.domain.addressing import calendar_messages
from opinion_desk.domain.calendar_file import calendar_of
from opinion_desk.domain.channels import EVERYBODY, ChannelKind, ChannelSetup, Detail, Recipient
from opinion_desk.domain.incident import FixedLevel, Incident, IncidentState, Times
from opinion_desk.domain.levels import Level
from opinion_desk.domain.origin import Origin
from opinion_desk.domain.response_clock import ClockState, Mark, MarkKind, ResponseClock
from opinion_desk.domain.verdict import Emergency

NINE = datetime(2026, 11, 20, 1, tzinfo=UTC)


def clock(id: str = "release", state: ClockState = ClockState.RUNNING, start: datetime = NINE) -> ResponseClock:
    marks = (
        Mark("target_soon", MarkKind.REMINDER, "力争3小时前30分钟", start + timedelta(minutes=150)),
        Mark("target", MarkKind.TARGET, "力争3小时", start + timedelta(hours=3)),
        Mark("deadline", MarkKind.DEADLINE, "最迟5小时", start + timedelta(hours=5)),
    )
    return ResponseClock(id, "release", "首次权威发布", start, "宣传部", "国办发〔2016〕80号", marks, state)


def incident(*clocks: ResponseClock, title: str = "引桥支架坍塌", acts: int = 4) -> Incident:
    fixed = FixedLevel(Emergency.ACCIDENT, Level.MAJOR, "应急管理局", NINE)
    return Incident(
        1, "YQ-2026-0001", title, Origin.PHONE, IncidentState.CONFIRMED, NINE, "值班员", Times(published=NINE),
        fixed=fixed, clocks=clocks, acts=acts,
    )  # fmt: skip


def unfolded(calendar: str) -> list[str]:
    return calendar.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def events(calendar: str) -> list[dict[str, str]]:
    """The events, each as its lines by name (those of its alarm too)."""
    parts = "\n".join(unfolded(calendar)).split("BEGIN:VEVENT\n")[1:]
    return [dict(line.split(":", 1) for line in part.split("END:VEVENT")[0].splitlines()) for part in parts]


def test_every_target_and_deadline_is_an_event_in_utc_that_rings_half_an_hour_before() -> None:
    target, deadline = events(calendar_of(incident(clock()), NINE + timedelta(minutes=11)))
    assert (target["DTSTART"], deadline["DTSTART"]) == ("20261120T040000Z", "20261120T060000Z")
    assert target["SUMMARY"] == "YQ-2026-0001 重大级 首次权威发布 力争3小时"
    assert (target["TRIGGER"], target["ACTION"], target["DTSTAMP"]) == ("-PT30M", "DISPLAY", "20261120T011100Z")
    assert (target["STATUS"], target["SEQUENCE"]) == ("CONFIRMED", "4")
    assert target["UID"] != deadline["UID"]


def test_it_opens_and_closes_what_it_opens_and_ends_every_line_as_it_should() -> None:
    calendar = calendar_of(incident(clock(), clock("conference")), NINE)
    lines = unfolded(calendar)
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"] and lines[-1] == "END:VCALENDAR"
    opened: list[str] = []
    for line in lines:
        if line.startswith("BEGIN:"):
            opened.append(line[6:])
        elif line.startswith("END:"):
            assert opened.pop() == line[4:]
    assert opened == [] and "\n" not in calendar.replace("\r\n", "")


def test_the_title_stands_in_it_only_where_that_is_allowed() -> None:
    assert "坍塌" not in calendar_of(incident(clock()), NINE).replace("\r\n ", "")
    assert "坍塌" in calendar_of(incident(clock()), NINE, detail=Detail.TITLE).replace("\r\n ", "")


def test_a_later_calendar_takes_the_place_of_an_earlier_one() -> None:
    before = events(calendar_of(incident(clock(), acts=4), NINE))
    moved = clock(start=NINE - timedelta(hours=1))
    after = events(calendar_of(incident(clock(state=ClockState.SUPERSEDED), moved, acts=6), NINE))
    assert [one["UID"] for one in before] == [one["UID"] for one in after]
    assert [one["SEQUENCE"] for one in after] == ["6", "6"]
    assert [one["DTSTART"] for one in after] == ["20261120T030000Z", "20261120T050000Z"]


def test_what_is_met_or_no_longer_owed_is_cancelled_and_rings_no_more() -> None:
    for state in (ClockState.MET, ClockState.MET_LATE, ClockState.CANCELLED, ClockState.SUPERSEDED):
        calendar = calendar_of(incident(clock(state=state)), NINE)
        assert {one["STATUS"] for one in events(calendar)} == {"CANCELLED"} and "VALARM" not in calendar
    late = calendar_of(incident(clock(state=ClockState.BREACHED)), NINE)
    assert {one["STATUS"] for one in events(late)} == {"CONFIRMED"}


def test_the_same_number_at_another_desk_is_another_event() -> None:
    here = events(calendar_of(incident(clock()), NINE))
    there = events(calendar_of(replace(incident(clock()), opened=NINE + timedelta(seconds=1)), NINE))
    assert not {one["UID"] for one in here} & {one["UID"] for one in there}


@given(st.text(max_size=200))
def test_whatever_the_title_no_line_is_too_wide_and_the_title_comes_back(title: str) -> None:
    calendar = calendar_of(incident(clock(), title=title), NINE, detail=Detail.TITLE)
    assert all(len(line.encode("utf-8", "replace")) <= 75 for line in calendar.split("\r\n"))
    assert len(events(calendar)) == 2
    summary = events(calendar)[0]["SUMMARY"].removeprefix("YQ-2026-0001 重大级 首次权威发布 力争3小时")
    back = re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], summary)
    wanted = title.replace("\r\n", "\n").replace("\r", "\n")
    plain = "".join(c if c.isprintable() or c in "\n\u3000" else " " for c in wanted)
    assert back == (f" {plain}" if title else "")


def test_one_letter_a_mail_channel_carries_the_calendar_to_all_of_it() -> None:
    mail = ChannelSetup("m", "信箱", ChannelKind.MAIL, recipients=(Recipient("", "a@b.cn"),))
    setups = (mail, ChannelSetup("w", "群", ChannelKind.WECOM), replace(mail, id="n", detail=Detail.TITLE))
    first, second = calendar_messages(incident(clock()), NINE, setups)
    assert (first.key, first.channel, first.to) == ("1:calendar:4@m", "m", EVERYBODY)
    assert first.calendar == calendar_of(incident(clock()), NINE)
    assert second.calendar == calendar_of(incident(clock()), NINE, detail=Detail.TITLE)
    assert "坍塌" not in first.text + first.subject and second.text.endswith("引桥支架坍塌")
    assert calendar_messages(incident(clock(state=ClockState.MET)), NINE, setups) == ()
    assert all(one.drill for one in calendar_messages(incident(clock()), NINE, setups, drill=True))
