"""Judging in any order, at any time: history is the state, nothing late is ever made to look in time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from opinion_desk.domain.act_words import act_words
from opinion_desk.domain.acts import Act, ActKind
from opinion_desk.domain.commands import (
    commanding,
    judging,
    mandates,
    own_clocks,
    reporting,
    responding,
    signatures,
    starting,
)
from opinion_desk.domain.commands.judging import Judgement
from opinion_desk.domain.commands.mandates import Received
from opinion_desk.domain.commands.own_clocks import Term
from opinion_desk.domain.commands.releasing import answer_public
from opinion_desk.domain.commands.reporting import Reporting
from opinion_desk.domain.commands.responding import Answering
from opinion_desk.domain.commands.ticking import tick
from opinion_desk.domain.commands.when import When
from opinion_desk.domain.errors import Refused
from opinion_desk.domain.incident import Incident, ResponseWay, StartFrom
from opinion_desk.domain.levels import Grade, Level
from opinion_desk.domain.origin import Origin
from opinion_desk.domain.release import EvidenceKind
from opinion_desk.domain.replay import apply, replay
from opinion_desk.domain.reporting import ReportStage, ReportTo
from opinion_desk.domain.response_clock import ClockState, MarkKind
from opinion_desk.store.codec import decode, encode
from tests.opinion_desk.domain.judged import MAJOR, POLICIES, Judged, at

Step = Callable[[Incident, When, int], tuple[Act, ...]]
ZONE = ZoneInfo("Asia/Shanghai")
WAYS = tuple(ResponseWay)
STARTS = tuple(StartFrom)


def _judgement(pick: int) -> Judgement:
    level = Level(pick % 4 + 1)
    paper = "云应急〔2026〕12号" if pick % 2 else ""
    return replace(
        MAJOR, level=level, paper=paper, start_reason="复核", approver="宣传部主要负责人", grade=Grade(level)
    )


def _confirm(incident: Incident, time: When, pick: int) -> tuple[Act, ...]:
    way = None if pick % 5 == 4 else WAYS[pick % 4]
    made = replace(_judgement(pick), response=way, response_reason="理由", start_reason="理由")
    return judging.confirm(incident, made, POLICIES, time)


def _release(incident: Incident, time: When, pick: int) -> tuple[Act, ...]:
    kind = tuple(EvidenceKind)[pick % 3]
    return answer_public(incident, kind, "通报", "https://yunchuan.example/1", None, POLICIES, time)


def _receive(incident: Incident, time: When, pick: int) -> tuple[Act, ...]:
    deadline = time.at + timedelta(hours=pick % 40 + 1) if pick % 3 else None
    return mandates.receive_mandate(incident, Received(Origin.SUPERIOR, "市政府", deadline=deadline), POLICIES, time)


def _report(incident: Incident, time: When, pick: int) -> tuple[Act, ...]:
    made = Reporting(tuple(ReportStage)[pick % 4], tuple(ReportTo)[pick % 3], "值班员", "电话")
    return reporting.report(incident, made, POLICIES, time)


def _correct(incident: Incident, time: When, pick: int) -> tuple[Act, ...]:
    which = starting.CORRECTABLE[pick % 3]
    moment = time.at - timedelta(minutes=pick * 7)
    return starting.correct_times(incident, {which: moment}, "核实", POLICIES, time)


STEPS: dict[str, Step] = {
    "confirm": _confirm,
    "regrade": lambda i, t, n: judging.regrade(i, _judgement(n), POLICIES, t),
    "judge": lambda i, t, n: responding.judge_response(
        i, Answering(WAYS[n % 4], reason="理由", approver="岗位" if n % 2 else ""), POLICIES, t
    ),
    "restart": lambda i, t, n: starting.change_start(i, STARTS[n % 4], "核实", POLICIES, t),
    "times": _correct,
    "take over": lambda i, t, n: commanding.take_over(i, f"上级{n % 2}", "", "", POLICIES, t),
    "receive": _receive,
    "answer": lambda i, t, n: mandates.answer_mandate(i, n % 3 + 1, "已办", "", t),
    "report": _report,
    "sign": lambda i, t, n: signatures.sign(i, n % 4 + 1, "文", t),
    "clock": lambda i, t, n: own_clocks.set_clock(
        i, f"第{n}项", "单位", Term(within=timedelta(minutes=n * 5)), "", POLICIES, t
    ),
    "withdraw": lambda i, t, n: own_clocks.withdraw_clock(i, f"own:{n % 3 + 1}", "不需要", t),
    "interpret": lambda i, t, n: own_clocks.interpret(i, f"办法{n}", None, POLICIES, t),
    "meet": lambda i, t, n: own_clocks.meet_clock(i, f"own:{n % 3 + 1}", "完成", None, "ab" * 32, t),
    "release": _release,
    "tick": lambda i, t, n: tick(i, t.at),
}
PLANS = st.lists(
    st.tuples(st.sampled_from(sorted(STEPS)), st.integers(0, 400), st.integers(0, 60), st.booleans()),
    max_size=24,
)


@settings(deadline=None, max_examples=100)
@given(plan=PLANS)
def test_whatever_is_judged_history_is_the_state_and_no_breach_is_hidden_or_erased(
    plan: list[tuple[str, int, int, bool]],
) -> None:
    matter = Judged()
    state, minute = matter.now, 5
    for name, wait, pick, entered_late in [("confirm", 5, plan[0][2] if plan else 1, False), *plan]:
        minute += wait
        time = at(minute, minute + 20 if entered_late else minute)
        try:
            acts = STEPS[name](state, time, pick)
        except Refused:
            continue
        before = state
        for act in acts:
            _hides_nothing(state, act, time)
            state = apply(state, act)
            assert act_words(act, ZONE)
        matter.acts += acts
        _kept(before, state)
    assert replay(matter.acts) == state
    assert decode(Incident, encode(state)) == state


def _hides_nothing(state: Incident, act: Act, time: When) -> None:
    """A clock that is superseded or withdrawn has had every mark fired that was due at the deed's true time."""
    if act.kind not in (ActKind.CLOCK_SUPERSEDED, ActKind.CLOCK_CANCELLED):
        return
    ended = next(clock for clock in state.open_clocks if clock.id == act.data["clock"])
    assert not [m for m in ended.marks if m.fired is None and m.due <= time.at], ended


def _kept(before: Incident, now: Incident) -> None:
    """Clocks are only added; each keeps start, marks and what fired; what was late is never in time again."""
    assert len(now.clocks) >= len(before.clocks)
    for was, is_ in zip(before.clocks, now.clocks, strict=False):
        assert (was.id, was.start, was.policy) == (is_.id, is_.start, is_.policy)
        for old, new in zip(was.marks, is_.marks, strict=True):
            assert old.due == new.due and (old.fired is None or old.fired == new.fired)
        assert was.breached_at is None or is_.breached_at == was.breached_at
        if was.state is ClockState.MET_LATE:
            assert is_.state is ClockState.MET_LATE
    for clock in now.clocks:
        late = any(m.fired for m in clock.marks if m.kind is MarkKind.DEADLINE)
        assert clock.state is not ClockState.BREACHED or late


def test_the_table_of_steps_reaches_every_act_of_judging() -> None:
    """So that the machine above is not idle: each step can be carried out once in a life."""
    matter = Judged()
    minutes = iter(range(10, 2000, 3))
    done = set()
    order = ["receive", "confirm", "regrade", "judge", "restart", "times", "take over", "answer", "report", "report",
             "sign", "clock", "withdraw", "clock", "clock", "meet", "interpret", "release", "tick"]  # fmt: skip
    for name in order:
        for pick in range(60):
            try:
                acts = STEPS[name](matter.now, at(next(minutes)), pick)
            except Refused:
                continue
            matter.take(acts)
            done.add(name)
            break
    assert done == set(STEPS)
