"""The rota in civil time: no gap and no overlap, also where the clocks change; holidays, absences, swaps, versions."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opinion_desk.domain.duty.civil import civil_instant, days_between
from opinion_desk.domain.duty.pattern import (
    OFFICER,
    Absence,
    HolidayTurns,
    Pattern,
    ShiftTimes,
    Turn,
    check,
    standard,
)
from opinion_desk.domain.duty.rota import (
    Gap,
    Rota,
    Swap,
    holes,
    on_duty,
    overlaps,
    shifts_between,
    swapped,
)
from opinion_desk.domain.errors import Refused

SHANGHAI, BERLIN, NEW_YORK = (ZoneInfo(name) for name in ("Asia/Shanghai", "Europe/Berlin", "America/New_York"))
FIRST = date(2026, 1, 1)
CREWS = ("甲班", "乙班", "丙班")
ORDINARY = Rota((standard(FIRST, CREWS),))
THREE = Rota(
    (
        Pattern(
            FIRST,
            (ShiftTimes("早班", time(6, 30), time(14)), ShiftTimes("中班", time(14), time(22, 15)), ShiftTimes("晚班", time(22, 15), time(2, 30)), ShiftTimes("后夜", time(2, 30), time(6, 30))),
            tuple(Turn(OFFICER, name, CREWS, 1, FIRST) for name in ("早班", "中班", "晚班", "后夜")),
        ),
    )
)  # fmt: skip
CHANGES = {
    "Asia/Shanghai": [datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)],
    "Europe/Berlin": [datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC)],
    "America/New_York": [datetime(2026, 3, 8, 7, tzinfo=UTC), datetime(2026, 11, 1, 6, tzinfo=UTC)],
}
SIX_DAYS = timedelta(days=6)


def ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


@pytest.mark.parametrize("rota", [ORDINARY, THREE], ids=["two shifts", "four shifts"])
@pytest.mark.parametrize("name", CHANGES)
def test_every_thirty_seconds_exactly_one_is_on_also_around_both_changes_of_the_clocks(name: str, rota: Rota) -> None:
    zone = ZoneInfo(name)
    for change in CHANGES[name]:
        start, end = change - SIX_DAYS, change + SIX_DAYS
        steps = np.arange(ms(start), ms(end), 30_000)
        on = np.zeros(len(steps), dtype=int)
        for shift in shifts_between(rota, start, end, zone):
            on += (steps >= ms(shift.start)) & (steps < ms(shift.end))
        assert on.min() == on.max() == 1
        assert (holes(rota, start, end, zone), overlaps(rota, start, end, zone)) == ((), ())
        for step in range(-90, 90):
            moment = change + step * timedelta(seconds=30)
            assert on_duty(rota, OFFICER, moment, zone) is not None


@pytest.mark.parametrize("name", CHANGES)
def test_a_whole_year_at_thirty_second_steps_has_no_gap_and_no_overlap(name: str) -> None:
    zone = ZoneInfo(name)
    start, end = datetime(2026, 1, 2, tzinfo=UTC), datetime(2027, 1, 2, tzinfo=UTC)
    steps = np.arange(ms(start), ms(end), 30_000)
    on = np.zeros(len(steps) + 1, dtype=int)
    for shift in shifts_between(THREE, start, end, zone):
        begins, ends = np.searchsorted(steps, [ms(shift.start), ms(shift.end)])
        on[begins] += 1
        on[ends] -= 1
    assert set(np.cumsum(on)[:-1]) == {1}


def test_a_time_that_does_not_exist_begins_at_the_first_instant_after_and_one_that_occurs_twice_at_its_first() -> None:
    spring, autumn = date(2026, 3, 29), date(2026, 10, 25)
    assert civil_instant(spring, time(2, 30), BERLIN) == datetime(2026, 3, 29, 1, tzinfo=UTC)
    assert civil_instant(spring, time(3), BERLIN) == datetime(2026, 3, 29, 1, tzinfo=UTC)
    assert civil_instant(autumn, time(2, 30), BERLIN) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert civil_instant(autumn, time(3), BERLIN) == datetime(2026, 10, 25, 2, tzinfo=UTC)
    start, end = civil_instant(autumn, time(0), BERLIN), civil_instant(autumn, time(7), BERLIN)
    night = shifts_between(ORDINARY, start, end, BERLIN)
    assert [shift.end - shift.start for shift in night] == [timedelta(hours=13)]


def test_a_day_left_out_of_the_calendar_leaves_no_hole() -> None:
    samoa = ZoneInfo("Pacific/Apia")  # 2011-12-30 never was
    rota = Rota((standard(date(2011, 12, 1), CREWS),))
    start, end = datetime(2011, 12, 28, tzinfo=UTC), datetime(2012, 1, 3, tzinfo=UTC)
    assert (holes(rota, start, end, samoa), overlaps(rota, start, end, samoa)) == ((), ())


@given(
    zone=st.sampled_from([SHANGHAI, BERLIN, NEW_YORK, ZoneInfo("Australia/Lord_Howe"), ZoneInfo("Africa/Casablanca")]),
    cuts=st.sets(st.integers(0, 24 * 60 - 1), min_size=1, max_size=5).map(sorted),
    crews=st.lists(st.sampled_from("甲乙丙丁戊"), min_size=1, max_size=5, unique=True),
    each=st.integers(1, 9),
    day=st.dates(date(2026, 1, 10), date(2026, 12, 20)),
)
def test_shifts_that_divide_the_day_leave_no_gap_and_no_overlap_in_any_zone(
    zone: ZoneInfo, cuts: list[int], crews: list[str], each: int, day: date
) -> None:
    times = [time(*divmod(cut, 60)) for cut in cuts]
    shifts = tuple(ShiftTimes(f"班{n}", at, times[(n + 1) % len(times)]) for n, at in enumerate(times))
    turns = tuple(Turn(OFFICER, shift.name, tuple(crews), each, FIRST) for shift in shifts)
    pattern = Pattern(FIRST, shifts, turns)
    check(pattern)
    start = civil_instant(day, time(), zone)
    found = holes(Rota((pattern,)), start, start + timedelta(days=9), zone)
    assert (found, overlaps(Rota((pattern,)), start, start + timedelta(days=9), zone)) == ((), ())


@given(
    weekdays=st.frozensets(st.integers(1, 7), min_size=1),
    away=st.tuples(st.integers(0, 20), st.integers(0, 20)),
    steps=st.lists(st.integers(0, 30 * 24 * 60), max_size=30),
)
def test_an_instant_lies_in_a_hole_exactly_when_nobody_is_on(
    weekdays: frozenset[int], away: tuple[int, int], steps: list[int]
) -> None:
    turns = (Turn(OFFICER, "白班", CREWS, 1, FIRST, weekdays), Turn(OFFICER, "夜班", ("丁班",)))
    first, last = (FIRST + timedelta(days=n) for n in sorted(away))
    rota = Rota((Pattern(FIRST, ORDINARY.patterns[0].shifts, turns, (), (Absence("乙班", first, last),)),))
    start = civil_instant(FIRST + timedelta(days=1), time(), BERLIN)
    gaps = holes(rota, start, start + timedelta(days=31), BERLIN)
    for step in steps:
        moment = start + timedelta(minutes=step)
        hole = any(gap.start <= moment < gap.end for gap in gaps)
        assert hole == (on_duty(rota, OFFICER, moment, BERLIN) is None)


def test_crews_take_turns_from_the_anchor_on_also_before_it() -> None:
    turn = Turn(OFFICER, "白班", CREWS, 2, date(2026, 11, 20))
    days = days_between(date(2026, 11, 18), date(2026, 11, 26))
    assert [turn.who_on(day)[0] for day in days] == list("丙丙甲甲乙乙丙丙甲")


def test_a_holiday_has_turns_of_its_own_for_the_posts_it_names() -> None:
    pattern = standard(FIRST, ("甲班",))
    both = replace(pattern, turns=(*pattern.turns, Turn("值班负责人", "白班", ("主任",))))
    holiday = HolidayTurns("国庆节", date(2026, 10, 1), date(2026, 10, 7), tuple(replace(t, who=("乙班",)) for t in pattern.turns))  # fmt: skip
    rota = Rota((replace(both, holidays=(holiday,)),))
    start = civil_instant(date(2026, 9, 30), time(9), SHANGHAI)
    told = [(s.day.day, s.post[2:], s.name, s.who, s.holiday) for s in shifts_between(rota, start, start + timedelta(days=1), SHANGHAI)]  # fmt: skip
    assert told == [
        (30, "员", "白班", "甲班", ""),
        (30, "负责人", "白班", "主任", ""),
        (30, "员", "夜班", "甲班", ""),
        (1, "员", "白班", "乙班", "国庆节"),
        (1, "负责人", "白班", "主任", "国庆节"),
    ]


def test_whoever_is_away_leaves_a_hole_until_somebody_takes_the_shift() -> None:
    pattern = replace(
        standard(FIRST, ("甲班",)), absences=(Absence("甲班", date(2026, 11, 20), date(2026, 11, 20), "公差"),)
    )
    start, end = (civil_instant(date(2026, 11, day), time(8), SHANGHAI) for day in (20, 21))
    vacant = shifts_between(Rota((pattern,)), start, end, SHANGHAI)
    assert [(shift.who, shift.planned, shift.away) for shift in vacant] == [("", "甲班", "公差")] * 2
    assert holes(Rota((pattern,)), start, end, SHANGHAI) == (Gap(OFFICER, start, end),)
    swap = Swap(date(2026, 11, 20), "夜班", OFFICER, "", "乙班", "公差", "甲班", start)
    taken = Rota((pattern,), (swapped(Rota((pattern,)), swap, SHANGHAI),))
    half = civil_instant(date(2026, 11, 20), time(20), SHANGHAI)
    assert holes(taken, start, end, SHANGHAI) == (Gap(OFFICER, start, half),)
    assert taken.swaps[0].before == "甲班"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"shift": "晚班"}, "swap_no_shift"),
        ({"day": date(2025, 1, 1)}, "swap_no_shift"),
        ({"day": date(2026, 11, 18)}, "swap_over"),
        ({"after": "甲班"}, "swap_same"),
        ({"after": ""}, "swap_nobody"),
        ({"reason": " "}, "swap_needs_reason"),
    ],
)
def test_a_swap_that_cannot_be_is_refused(change: dict[str, object], why: str) -> None:
    rota = Rota((standard(FIRST, ("甲班",)),))
    swap = Swap(date(2026, 11, 21), "白班", OFFICER, "", "乙班", "公差", "甲班", datetime(2026, 11, 20, tzinfo=UTC))
    with pytest.raises(Refused) as caught:
        swapped(rota, replace(swap, **change), SHANGHAI)  # type: ignore[arg-type]
    assert caught.value.id == why


def test_a_newer_version_begins_on_its_day_and_cuts_what_reaches_into_it() -> None:
    newer = Pattern(date(2026, 11, 21), (ShiftTimes("全天", time(6), time(6)),), (Turn(OFFICER, "全天", ("新班",)),))
    rota = Rota((standard(FIRST, ("旧班",)), newer))
    start, end = (civil_instant(date(2026, 11, day), time(), SHANGHAI) for day in (20, 23))
    shifts = shifts_between(rota, start, end, SHANGHAI)
    told = [(f"{s.start.astimezone(SHANGHAI):%d %H}", f"{s.end.astimezone(SHANGHAI):%d %H}", s.who[0]) for s in shifts]
    assert told == [
        ("19 20", "20 08", "旧"),
        ("20 08", "20 20", "旧"),
        ("20 20", "21 06", "旧"),
        ("21 06", "22 06", "新"),
        ("22 06", "23 06", "新"),
    ]
    assert (holes(rota, start, end, SHANGHAI), overlaps(rota, start, end, SHANGHAI)) == ((), ())


def test_a_post_that_a_newer_version_gives_up_has_no_holes_after_it() -> None:
    pattern = standard(FIRST, ("甲班",))
    both = replace(
        pattern, turns=(*pattern.turns, Turn("值班负责人", "白班", ("主任",)), Turn("值班负责人", "夜班", ("主任",)))
    )
    rota = Rota((both, replace(pattern, since=date(2026, 11, 21))))
    start, end = (civil_instant(date(2026, 11, day), time(), SHANGHAI) for day in (20, 25))
    assert holes(rota, start, end, SHANGHAI) == ()
    assert on_duty(rota, "值班负责人", end - timedelta(hours=1), SHANGHAI) is None


def test_two_on_at_once_are_told_with_from_when_until_when() -> None:
    pattern = standard(FIRST, ("甲班",))
    rota = Rota((replace(pattern, turns=(*pattern.turns, Turn(OFFICER, "白班", ("乙班",), weekdays=frozenset({5})))),))
    start, end = (civil_instant(date(2026, 11, day), time(), SHANGHAI) for day in (16, 22))
    (found,) = overlaps(rota, start, end, SHANGHAI)
    assert (found.who, found.end - found.start) == (("甲班", "乙班"), timedelta(hours=12))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"shifts": ()}, "rota_no_shifts"),
        ({"turns": ()}, "rota_no_turns"),
        ({"shifts": (ShiftTimes("白班", time(8), time(20)),) * 2}, "rota_shift_twice"),
        ({"shifts": (ShiftTimes("", time(8), time(20)),)}, "rota_name"),
        ({"turns": (Turn(OFFICER, "中班", ("甲",)),)}, "rota_shift_unknown"),
        ({"turns": (Turn(OFFICER, "白班", ("",)),)}, "rota_nobody"),
        ({"turns": (Turn(OFFICER, "白班", ()),)}, "rota_nobody"),
        ({"turns": (Turn(OFFICER, "白班", ("甲", "乙")),)}, "rota_anchor_missing"),
        ({"turns": (Turn(OFFICER, "白班", ("甲",), 0),)}, "rota_each_days"),
        ({"turns": (Turn(OFFICER, "白班", ("甲",), weekdays=frozenset({8})),)}, "rota_weekday"),
        ({"turns": (Turn(" ", "白班", ("甲",)),)}, "rota_name"),
        ({"turns": (Turn(OFFICER, "白班", ("甲",)),) * 300}, "rota_too_long"),
        ({"holidays": (HolidayTurns("节", FIRST, FIRST, ()),)}, "rota_holiday_empty"),
        ({"absences": (Absence("甲", FIRST, FIRST - timedelta(days=1)),)}, "rota_days"),
    ],
)
def test_a_rota_that_cannot_be_is_refused_with_its_sentence(change: dict[str, object], why: str) -> None:
    with pytest.raises(Refused) as caught:
        check(replace(standard(FIRST, ("甲班",)), **change))  # type: ignore[arg-type]
    assert caught.value.id == why
