"""Clocks set by hand and the interpretation of policy papers: ahead, with a reminder, met with evidence or withdrawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from opinion_desk.domain.commands import ending, own_clocks
from opinion_desk.domain.commands.own_clocks import Term
from opinion_desk.domain.errors import Refused
from opinion_desk.domain.levels import Level
from opinion_desk.domain.policy import ClockPolicy, MarkRule, Meets, StartsOn
from opinion_desk.domain.response_clock import ClockState, MarkKind
from tests.opinion_desk.domain.judged import MAJOR, POLICIES, Judged, after, at

HOUR = Term(within=timedelta(hours=1))
PLACE = "https://yunchuan.example/jiedu"


def _set(matter: Judged, term: Term = HOUR, name: str = "报送水质检测结果", minutes: float = 20) -> None:
    matter.do(own_clocks.set_clock, name, "云川水务集团", term, "会商意见", POLICIES, minutes=minutes)


def test_an_own_clock_runs_from_the_deed_with_a_reminder_before_it() -> None:
    matter = Judged()
    _set(matter)
    clock = matter.clock("own:1")
    assert (clock.start, clock.deadline, clock.ground) == (after(20), after(80), "会商意见")
    assert [m.due for m in clock.marks if m.kind is MarkKind.REMINDER] == [after(65)]
    _set(matter, Term(working_days=1), "第二项")
    assert matter.clock("own:2").deadline == datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("term", "why"),
    [
        (Term(), "own_clock_needs_term"),
        (Term(within=timedelta(hours=1), working_days=1), "own_clock_needs_term"),
        (Term(within=timedelta(0)), "own_clock_not_ahead"),
        (Term(within=timedelta(minutes=-5)), "own_clock_not_ahead"),
        (Term(working_days=0), "own_clock_not_ahead"),
        (Term(working_days=10**9), "own_clock_not_ahead"),
        (Term(by=after(60)), "own_clock_not_ahead"),
        (Term(within=timedelta(days=100_000)), "own_clock_too_far"),
        (Term(by=after(60) + timedelta(days=6 * 366)), "own_clock_too_far"),
    ],
)
def test_a_term_that_is_not_ahead_or_not_one_is_refused(term: Term, why: str) -> None:
    assert Judged().refused(own_clocks.set_clock, "核实", "水务集团", term, "", POLICIES) == why


def test_a_term_of_one_minute_is_taken_without_a_reminder() -> None:
    matter = Judged()
    _set(matter, Term(within=timedelta(minutes=1)))
    assert [mark.id for mark in matter.clock("own:1").marks] == ["deadline"]
    assert matter.tick(21).clock("own:1").state is ClockState.BREACHED  # type: ignore[union-attr]


def test_a_clock_without_name_or_debtor_is_refused() -> None:
    matter = Judged()
    assert matter.refused(own_clocks.set_clock, " ", "水务集团", HOUR, "", POLICIES) == "own_clock_needs_words"
    assert matter.refused(own_clocks.set_clock, "核实", "", HOUR, "", POLICIES) == "own_clock_needs_words"


def test_an_own_clock_is_met_with_evidence_by_its_id_or_its_name() -> None:
    matter = Judged()
    _set(matter)
    for what, address, digest, why in (
        (" ", PLACE, None, "met_needs_words"),
        ("检测报告", None, None, "evidence_needs_place"),
        ("检测报告", "yunchuan.example", None, "evidence_address_unreadable"),
    ):
        assert matter.refused(own_clocks.meet_clock, "own:1", what, address, digest) == why
    assert matter.refused(own_clocks.meet_clock, "own:1", "报告", PLACE, None, minutes=19) == "met_before_start"
    matter.do(own_clocks.meet_clock, "报送水质检测结果", "检测报告", None, "ab" * 32, minutes=70)
    assert matter.clock("own:1").state is ClockState.MET and matter.acts[-1].data["digest"] == "ab" * 32


def test_a_statutory_clock_is_not_met_by_hand() -> None:
    matter = Judged()
    matter.confirm(MAJOR)
    assert matter.refused(own_clocks.meet_clock, "release", "通报", PLACE, None) == "own_clock_unknown"
    assert matter.refused(own_clocks.withdraw_clock, "release", "不需要") == "own_clock_unknown"


def test_an_own_clock_blocks_concluding_until_it_is_met_or_withdrawn() -> None:
    matter = Judged()
    matter.confirm(MAJOR)
    _set(matter)
    with pytest.raises(Refused, match="报送水质检测结果"):
        ending.conclude(matter.now, "", at(60))
    assert matter.refused(own_clocks.withdraw_clock, "own:1", " ") == "own_clock_needs_reason"
    matter.do(own_clocks.withdraw_clock, "own:1", "改由环保部门检测", minutes=81)
    assert matter.clock("own:1").state is ClockState.CANCELLED and matter.clock("own:1").breached_at == after(81)


def test_a_policy_paper_owes_its_interpretation_within_three_working_days_of_its_publication() -> None:
    matter = Judged()
    matter.do(own_clocks.interpret, "学区调整办法", after(-24 * 60), POLICIES, minutes=20)
    clock = matter.clock("interpretation:1")
    assert clock.start == after(-24 * 60)
    assert clock.deadline == datetime(2026, 11, 24, 9, 30, tzinfo=UTC)  # published on a Thursday: due on Tuesday
    assert "学区调整办法" in clock.name and not clock.blocks
    matter.do(own_clocks.interpret, "第二份", None, POLICIES, minutes=30)
    matter.do(own_clocks.meet_clock, "interpretation:1", "一图读懂", PLACE, None, minutes=600)
    assert matter.open_ids() == {"interpretation:2"}


def test_a_policy_paper_without_a_name_or_from_the_future_is_refused() -> None:
    matter = Judged()
    assert matter.refused(own_clocks.interpret, "", None, POLICIES) == "interpretation_needs_paper"
    assert matter.refused(own_clocks.interpret, "办法", after(61), POLICIES) == "interpretation_in_future"


# --- presets

TOLD = ClockPolicy(
    "own_1", "部内通气", StartsOn.OWN, frozenset(),
    (
        MarkRule("deadline", MarkKind.DEADLINE, "1小时内完成", after=timedelta(hours=1)),
        MarkRule("reminder_1", MarkKind.REMINDER, "最迟时限前15分钟", before=timedelta(minutes=15), of="deadline"),
    ),
    "新闻科", "本单位规定", frozenset({Meets.DONE}), blocks=False,
)  # fmt: skip
GRAVE = replace(TOLD, id="own_2", name="领导小组碰头", levels=frozenset({Level.EXTREME, Level.MAJOR}), owed_by="")
HANGING = replace(
    TOLD, id="own_3", name="发布前送审",
    marks=(MarkRule("deadline", MarkKind.DEADLINE, "发布前1小时", before=timedelta(hours=1), of_clocks=("release",)),),
)  # fmt: skip
WITH = replace(POLICIES, clocks=(*POLICIES.clocks, TOLD, GRAVE, HANGING))


def test_a_preset_runs_from_the_deed_with_the_marks_ground_and_debtor_of_the_settings() -> None:
    matter = Judged()
    matter.do(own_clocks.set_preset, "own_1", WITH, minutes=20)
    clock = matter.clock("own:1")
    assert (clock.policy, clock.name, clock.owed_by, clock.ground, clock.blocks) == (
        "own_1", "部内通气", "新闻科", "本单位规定", False,
    )  # fmt: skip
    assert [(mark.name, mark.due) for mark in clock.marks] == [
        ("最迟时限前15分钟", after(65)),
        ("1小时内完成", after(80)),
    ]
    met = matter.do(own_clocks.meet_clock, "own:1", "已通气", PLACE, None, minutes=50).clock("own:1")
    assert met is not None and met.state is ClockState.MET


def test_a_preset_is_known_by_its_name_too_and_may_be_named_and_owed_otherwise() -> None:
    matter = Judged()
    acts = own_clocks.set_preset(matter.now, " 部内通气 ", WITH, at(20), name="二次通气", owed_by="网信办")
    clock = matter.take(acts).clock("own:1")
    assert clock is not None and (clock.name, clock.owed_by) == ("二次通气", "网信办")


def test_a_preset_of_certain_levels_is_offered_at_these_alone() -> None:
    assert own_clocks.presets(WITH, None) == own_clocks.presets(WITH, Level.ORDINARY) == (TOLD, HANGING)
    assert own_clocks.presets(WITH, Level.MAJOR) == (TOLD, GRAVE, HANGING)
    assert Judged().refused(own_clocks.set_preset, "own_2", WITH) == "preset_unknown"
    matter = Judged()
    matter.confirm()
    assert matter.refused(own_clocks.set_preset, "own_2", WITH) == "own_clock_needs_words"  # nobody to owe it
    with pytest.raises(Refused) as why:
        own_clocks.set_preset(matter.now, "own_9", WITH, at(30))
    assert "own_1 部内通气" in why.value.sentence


def test_a_clock_that_no_person_sets_is_no_preset() -> None:
    assert Judged().refused(own_clocks.set_preset, "release", WITH) == "preset_unknown"


def test_a_preset_that_hangs_on_a_clock_needs_it_running_and_ahead() -> None:
    assert Judged().refused(own_clocks.set_preset, "own_3", WITH) == "preset_hangs"
    matter = Judged()
    matter.confirm()
    release = matter.clock("release")
    clock = matter.do(own_clocks.set_preset, "own_3", WITH, minutes=30).clock("own:1")
    assert clock is not None and clock.deadline == release.deadline - timedelta(hours=1)
    assert matter.refused(own_clocks.set_preset, "own_3", WITH, minutes=290) == "own_clock_not_ahead"


def test_a_matter_that_ended_takes_no_preset() -> None:
    matter = Judged()
    matter.do(ending.dismiss, "误报", minutes=20)
    assert matter.refused(own_clocks.set_preset, "own_1", WITH) == "state_forbids"
