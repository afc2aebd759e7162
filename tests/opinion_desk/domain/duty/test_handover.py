"""Handing over: at every instant exactly one is responsible, whatever is offered, accepted, declined or left undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opinion_desk.domain.commands.when import When
from opinion_desk.domain.duty import handover as hands
from opinion_desk.domain.duty.handover import DutyAct, DutyKind, HandoverSheet, handovers, holding, responsible
from opinion_desk.domain.duty.pattern import OFFICER, standard
from opinion_desk.domain.duty.rota import Rota, on_duty
from opinion_desk.domain.duty.watch import watch
from opinion_desk.domain.errors import Refused

ZONE = ZoneInfo("Asia/Shanghai")
ADMIN = "管理员"
ROTA = Rota((standard(date(2026, 11, 1), ("甲", "乙", "丙")),))
NINE = datetime(2026, 11, 20, 1, tzinfo=UTC)
NOTHING = HandoverSheet()
NAMES = st.sampled_from(["甲", "乙", "丙", ADMIN])


class Post:
    """A post whose history is made by commands, each at its time."""

    def __init__(self, rota: Rota = ROTA) -> None:
        self.rota, self.history = rota, list[DutyAct]()

    def keep(self, *acts: DutyAct) -> None:
        for act in acts:
            self.history.append(replace(act, id=len(self.history) + 1))

    def who(self, at: datetime) -> str:
        return responsible(self.history, self.rota, at, ZONE, OFFICER, ADMIN)

    def give(self, what: str, by: str, at: datetime, to: str = "", reason: str = "正在处置") -> None:
        time = When(at, at, by)
        if what == "on":
            self.keep(hands.come_on(self.history, OFFICER, "", time))
        elif what == "off":
            self.keep(hands.leave(self.history, OFFICER, time))
        elif what == "offer":
            self.keep(*hands.offer(self.history, OFFICER, self.who(at), to, NOTHING, ADMIN, time))
        elif (waiting := holding(self.history, OFFICER, at).offer) is None:
            raise Refused("handover_none_open")
        elif what == "accept":
            self.keep(hands.accept(self.history, waiting, "", ADMIN, time))
        else:
            self.keep(hands.decline(self.history, waiting, reason, ADMIN, time))


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["on", "off", "offer", "accept", "decline"]),
            NAMES,
            NAMES | st.just(""),
            st.integers(0, 900),
        ),
        max_size=40,
    )
)
def test_at_every_instant_exactly_one_is_responsible_and_only_accepting_passes_it_on(
    commands: list[tuple[str, str, str, int]],
) -> None:
    post, at = Post(), NINE
    for what, by, to, minutes in commands:
        at += timedelta(minutes=minutes)
        before, signed = post.who(at), holding(post.history, OFFICER, at).who
        try:
            post.give(what, by, at, to)
        except Refused:
            assert post.who(at) == before
            continue
        after = post.who(at)
        if what == "accept" or (what == "on" and not signed):
            assert after == by
        else:
            assert after == before  # declining, offering and leaving leave it where it was
    for minutes in range(0, int((at - NINE).total_seconds() // 60) + 1500, 97):
        moment = NINE + timedelta(minutes=minutes)
        assert post.who(moment) in {"甲", "乙", "丙", ADMIN}
        assert watch(post.history, post.rota, OFFICER, moment, ZONE, ADMIN).who == post.who(moment)


def test_before_anybody_took_over_it_is_whom_the_rota_names_and_in_a_hole_the_administrator() -> None:
    post = Post()
    shift = on_duty(ROTA, OFFICER, NINE, ZONE)
    assert shift is not None
    assert post.who(NINE) == shift.who
    assert Post(Rota()).who(NINE) == ADMIN
    assert watch((), Rota(), OFFICER, NINE, ZONE, ADMIN).covered


def test_the_leaving_officer_stays_responsible_after_the_shift_until_another_accepts() -> None:
    post = Post()
    post.give("on", "甲", NINE)
    evening = NINE + timedelta(hours=13)
    post.give("offer", "甲", evening, "乙")
    post.give("off", "甲", evening)
    night = watch(post.history, ROTA, OFFICER, evening + timedelta(hours=2), ZONE, ADMIN)
    assert (night.who, night.overdue, night.left, night.signed) == ("甲", True, True, True)
    post.give("accept", "乙", evening + timedelta(hours=3))
    assert post.who(evening + timedelta(hours=2)) == "甲"
    assert post.who(evening + timedelta(hours=3)) == "乙"


def test_what_was_offered_by_the_rota_alone_stays_with_the_one_who_offered_it() -> None:
    post = Post()
    leaving = post.who(NINE)
    post.give("offer", leaving, NINE)
    assert post.who(NINE + timedelta(days=2)) == leaving


def test_declined_leaves_it_with_the_leaving_one_and_needs_a_reason() -> None:
    post = Post()
    post.give("on", "甲", NINE)
    post.give("offer", "甲", NINE, "乙")
    with pytest.raises(Refused) as why:
        post.give("decline", "乙", NINE, reason=" ")
    assert why.value.id == "decline_needs_reason"
    post.give("decline", "乙", NINE, reason="尚有两件未交代")
    (declined,) = handovers(post.history)
    assert (declined.state, declined.reason, declined.ended_by) == (DutyKind.DECLINED, "尚有两件未交代", "乙")
    assert post.who(NINE + timedelta(days=1)) == "甲"


def test_of_two_who_accept_the_second_is_told_who_accepted() -> None:
    post = Post()
    post.give("on", "甲", NINE)
    post.give("offer", "甲", NINE)
    post.give("accept", "乙", NINE)
    (ended,) = handovers(post.history)
    with pytest.raises(Refused) as why:
        hands.accept(post.history, ended, "", ADMIN, When(NINE, NINE, "丙"))
    assert why.value.id == "handover_ended" and "乙" in why.value.sentence


def test_an_offer_made_anew_takes_the_earlier_one_back() -> None:
    post = Post()
    post.give("on", "甲", NINE)
    post.give("offer", "甲", NINE, "乙")
    post.give("offer", "甲", NINE, "丙")
    assert [one.state for one in handovers(post.history)] == [DutyKind.WITHDRAWN, DutyKind.OFFERED]


@pytest.mark.parametrize(
    ("before", "then", "why"),
    [
        ([("on", "甲", "")], ("on", "甲", ""), "duty_on_already"),
        ([("on", "甲", "")], ("off", "乙", ""), "duty_not_on"),
        ([("on", "甲", "")], ("offer", "乙", ""), "handover_not_yours"),
        ([("on", "甲", "")], ("offer", "甲", "甲"), "handover_to_oneself"),
        ([("on", "甲", "")], ("accept", "乙", ""), "handover_none_open"),
        ([("on", "甲", ""), ("offer", "甲", "")], ("accept", "甲", ""), "handover_own"),
        ([("on", "甲", ""), ("offer", "甲", "乙")], ("accept", "丙", ""), "handover_for_another"),
        ([("on", "甲", ""), ("offer", "甲", "乙")], ("decline", "丙", ""), "handover_for_another"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    before: list[tuple[str, str, str]], then: tuple[str, str, str], why: str
) -> None:
    post = Post()
    for what, by, to in before:
        post.give(what, by, NINE, to)
    kept = list(post.history)
    with pytest.raises(Refused) as caught:
        post.give(then[0], then[1], NINE, then[2])
    assert (caught.value.id, post.history) == (why, kept)


def test_a_history_is_told_forwards() -> None:
    post = Post()
    post.give("on", "甲", NINE)
    with pytest.raises(Refused) as why:
        post.give("on", "乙", NINE - timedelta(minutes=1))
    assert why.value.id == "duty_before_last"


def test_the_administrator_may_answer_and_offer_for_others() -> None:
    post = Post()
    post.give("on", "甲", NINE)
    post.give("offer", ADMIN, NINE, "乙")
    post.give("accept", ADMIN, NINE)
    assert post.who(NINE) == ADMIN


def test_whoever_has_the_next_shift_too_is_not_late_when_the_first_is_over() -> None:
    post = Post(Rota((standard(date(2026, 11, 1), ("甲",)),)))
    post.give("on", "甲", NINE)
    for hours, until in ((1, 11), (12, 23), (60, 71)):
        found = watch(post.history, post.rota, OFFICER, NINE + timedelta(hours=hours), ZONE, ADMIN)
        assert (found.until, found.overdue) == (NINE + timedelta(hours=until), False)


def test_whoever_comes_early_has_taken_over_for_their_own_shift() -> None:
    post = Post()
    post.give("on", "乙", NINE)
    own = on_duty(ROTA, OFFICER, NINE + timedelta(hours=12), ZONE)
    assert own is not None
    early = own.start - timedelta(minutes=30)
    post.give("offer", "乙", early)
    post.give("accept", own.who if own.who != "乙" else "丙", early)
    found = watch(post.history, ROTA, OFFICER, early, ZONE, ADMIN)
    assert (found.shift, found.until) == (own.name, own.end)
