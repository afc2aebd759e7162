"""Units: what they owe once a matter is handed to them, how they sign, answer and give it back; papers; ending and review."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opinion_desk.domain.act_words import act_words
from opinion_desk.domain.acts import Act, ActKind
from opinion_desk.domain.after_review import Aftermath
from opinion_desk.domain.assignment import (
    DUTY_DESK,
    NAMING_OFFICE,
    AssignmentState,
    PaperKind,
    ReceiptWay,
    ReplyStage,
    paper_number,
)
from opinion_desk.domain.checklist import StepState
from opinion_desk.domain.commands import ending, handling, judging, papers, releasing, signatures, unit_steps
from opinion_desk.domain.commands.judging import Judgement, Opening
from opinion_desk.domain.commands.ticking import tick
from opinion_desk.domain.commands.when import When
from opinion_desk.domain.errors import Refused
from opinion_desk.domain.incident import Incident, IncidentState, ResponseWay, Times
from opinion_desk.domain.levels import Grade, Level
from opinion_desk.domain.release import EvidenceKind
from opinion_desk.domain.replay import replay
from opinion_desk.domain.response_clock import ClockState, MarkKind
from opinion_desk.domain.verdict import Emergency
from opinion_desk.services.reference import packaged_policies

T0 = datetime(2026, 11, 20, 6, 20, tzinfo=UTC)  # a Friday, 14:20 in Shanghai
POLICIES = packaged_policies()
HOUSING, SAFETY, WATER = "云川市住房和城乡建设局", "云川市应急管理局", "云川市水务局"
KNOWN = frozenset({HOUSING, SAFETY, WATER})
MAJOR = Judgement(emergency=Emergency.ACCIDENT, level=Level.MAJOR, authority="云川市应急管理局")
DUE = Judgement(response=ResponseWay.PUBLIC, grade=Grade.FOURTH)
OWED = "发布回应"


class Matter:
    """A matter with its history; commands are given so many minutes after its first publication."""

    def __init__(self, judgement: Judgement = DUE) -> None:
        self.acts: list[Act] = []
        opening = Opening("东湖片区自来水有异味", times=Times(published=T0), kind=None)
        self.take(judging.open_incident(opening, "YQ-2026-0001", 1, POLICIES, self.at(0)))
        self.take(judging.confirm(self.now, judgement, POLICIES, self.at(0)))

    def at(self, minutes: float, by: str = "值班员") -> When:
        moment = T0 + timedelta(minutes=minutes)
        return When(moment, moment, by)

    def take(self, acts: Iterable[Act]) -> Incident:
        self.acts += acts
        return self.now

    @property
    def now(self) -> Incident:
        return replay(self.acts)

    def assign(self, lead: str = WATER, co: tuple[str, ...] = (), minutes: float = 10, **more: str) -> Incident:
        return self.take(handling.assign(self.now, lead, co, KNOWN, POLICIES, self.at(minutes), **more))

    def sign(self, unit: str = WATER, minutes: float = 20) -> Incident:
        return self.take(handling.acknowledge(self.now, unit, "", self.at(minutes)))

    def give_back(self, unit: str = WATER, minutes: float = 30, text: str = "", rule: str = "R3") -> Incident:
        return self.take(handling.give_back(self.now, unit, text, self.at(minutes), policies=POLICIES, rule=rule))

    def reply(self, unit: str = WATER, minutes: float = 40, stage: ReplyStage = ReplyStage.VERIFICATION) -> Incident:
        return self.take(handling.reply(self.now, unit, "已核实", self.at(minutes), stage=stage))

    def urge(self, unit: str = WATER, minutes: float = 50) -> Incident:
        return self.take(papers.urge(self.now, unit, "", self.at(minutes), number="云宣舆催〔2026〕1号"))

    def hand(self, kind: PaperKind, unit: str = WATER, minutes: float = 60) -> Incident:
        return self.take(papers.hand(self.now, unit, kind, "", KNOWN, self.at(minutes), number="云宣舆督〔2026〕1号"))

    def state(self, clock: str) -> ClockState:
        found = self.now.clock(clock)
        assert found is not None, clock
        return found.state

    def due(self, clock: str) -> datetime:
        found = self.now.clock(clock)
        assert found is not None, clock
        return found.deadline

    def concluded(self) -> Incident:
        """Seen through to its conclusion, whatever it owes."""
        for kind in (EvidenceKind.RELEASE, EvidenceKind.CONFERENCE, EvidenceKind.RESPONSE):
            self.take(releasing.answer_public(self.now, kind, OWED, "https://a.example/1", None, POLICIES, self.at(70)))
        for step in self.now.checklist:
            if step.state is StepState.OPEN:
                self.take(releasing.check(self.now, step.id, "不适用", self.at(80)))
        for clock in self.now.open_clocks:
            if clock.blocks:  # reports upward, which another desk's hand sees to
                self.take([self.at(85).act(ActKind.CLOCK_MET, self.now, clock=clock.id, met_at=0)])
        return self.take(ending.conclude(self.now, "", self.at(90)))


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as why:
        act()
    return why.value.id


# --- assignment


def test_a_lead_owes_receipt_verification_draft_and_completion_and_a_co_unit_the_first_two() -> None:
    matter = Matter()
    incident = matter.assign(WATER, (HOUSING,))
    steps = {clock.id for clock in incident.clocks if clock.of_unit}
    assert steps == {
        f"receipt:{WATER}", f"verification:{WATER}", f"draft:{WATER}", f"completion:{WATER}",
        f"receipt:{HOUSING}", f"verification:{HOUSING}",
    }  # fmt: skip
    handed = T0 + timedelta(minutes=10)
    assert matter.due(f"receipt:{WATER}") == handed + timedelta(hours=2)
    assert matter.due(f"verification:{HOUSING}") == handed + timedelta(hours=12)
    assert matter.due(f"draft:{WATER}") == matter.due("response") - timedelta(hours=8)
    assert matter.due(f"completion:{WATER}") == datetime(2026, 12, 1, 9, 30, tzinfo=UTC)  # seven working days on
    assert not any(clock.blocks for clock in incident.clocks if clock.of_unit)


def test_at_level_two_the_steps_are_short_and_the_draft_hangs_on_the_release() -> None:
    matter = Matter(MAJOR)
    matter.assign()
    handed = T0 + timedelta(minutes=10)
    assert matter.due(f"receipt:{WATER}") == handed + timedelta(minutes=30)
    assert matter.due(f"verification:{WATER}") == handed + timedelta(hours=2)
    assert matter.due(f"draft:{WATER}") == matter.due("release") - timedelta(hours=2)


def test_no_draft_is_owed_without_a_response_nor_after_its_moment() -> None:
    filed = Matter(Judgement(grade=Grade.FOURTH))
    assert filed.assign().clock(f"draft:{WATER}") is None
    late = Matter(MAJOR)
    assert late.assign(minutes=180).clock(f"draft:{WATER}") is None
    assert late.now.clock(f"receipt:{WATER}") is not None
    just = Matter(MAJOR)
    assert just.assign(minutes=179).clock(f"draft:{WATER}") is not None


def test_what_the_desk_itself_owes_stays_with_it_when_a_unit_gets_the_lead() -> None:
    incident = Matter(MAJOR).assign()
    owed = {clock.id: clock.owed_by for clock in incident.clocks if not clock.of_unit}
    assert owed["release"] == owed["conference"] == WATER
    assert {by for id, by in owed.items() if id.startswith("report_")} <= {DUTY_DESK}


def test_handing_it_to_another_ends_the_steps_of_the_first_and_begins_new_ones() -> None:
    matter = Matter()
    matter.assign(WATER, (SAFETY,))
    matter.assign(HOUSING, minutes=60, notice="云宣舆交〔2026〕2号")
    assert {matter.state(f"{step}:{WATER}") for step in ("receipt", "verification", "draft", "completion")} == {
        ClockState.SUPERSEDED
    }
    assert matter.state(f"receipt:{SAFETY}") is ClockState.RUNNING  # a co-unit stays one until it is handed anew
    assert matter.state(f"completion:{HOUSING}") is ClockState.RUNNING
    assert matter.now.assignment(WATER).state is AssignmentState.REPLACED  # type: ignore[union-attr]
    assert matter.now.assignment(HOUSING).notice == "云宣舆交〔2026〕2号"  # type: ignore[union-attr]


def test_papers_bear_code_word_year_and_serial() -> None:
    assert paper_number("云宣舆", PaperKind.ASSIGNED, 2026, 117) == "云宣舆交〔2026〕117号"
    assert paper_number("云宣舆", PaperKind.URGED, 2026, 3) == "云宣舆催〔2026〕3号"
    assert paper_number("", PaperKind.SUPERVISED, 2027, 1) == "督〔2027〕1号"


# --- steps with another due time


def test_a_step_of_a_unit_can_be_moved_with_a_reason_and_keeps_its_start_and_reminders() -> None:
    matter = Matter()
    matter.assign()
    before = matter.now.clock(f"verification:{WATER}")
    assert before is not None
    due = T0 + timedelta(hours=30)
    matter.take(unit_steps.change_step(matter.now, before.id, due, "检测结果明日才出", matter.at(60)))
    after = matter.now.clock(before.id)
    assert after is not None
    assert (after.deadline, after.start) == (due, before.start)
    assert [mark.due for mark in after.marks if mark.kind is MarkKind.REMINDER] == [due - timedelta(hours=2)]
    states = [clock.state for clock in matter.now.clocks if clock.id == before.id]
    assert states == [ClockState.SUPERSEDED, ClockState.RUNNING]
    assert "检测结果明日才出" in act_words(matter.acts[-1], UTC)
    assert tick(matter.now, due - timedelta(hours=3)) == () or all(
        act.data.get("clock") != before.id for act in tick(matter.now, due - timedelta(hours=3))
    )


def test_statutory_clocks_are_not_moved_nor_a_step_without_reason_or_into_the_past() -> None:
    matter = Matter()
    matter.assign()
    step, later = f"receipt:{WATER}", T0 + timedelta(hours=9)

    def move(clock: str, due: datetime, reason: str) -> Callable[[], object]:
        return lambda: unit_steps.change_step(matter.now, clock, due, reason, matter.at(60))

    assert refused(move("response", later, "来不及")) == "step_clock_statutory"
    assert refused(move(step, later, "  ")) == "step_needs_reason"
    assert refused(move(step, T0 + timedelta(minutes=60), "来不及")) == "step_due_passed"
    assert refused(move(f"receipt:{HOUSING}", later, "来不及")) == "step_clock_missing"
    matter.sign()
    assert refused(move(step, later, "来不及")) == "step_clock_missing"  # met already


# --- receipt and reply


def test_a_unit_signs_by_telephone_and_its_post_is_kept() -> None:
    matter = Matter()
    matter.assign()
    acts = handling.acknowledge(matter.now, WATER, "", matter.at(20), way=ReceiptWay.PHONE, post="值班室")
    signed = matter.take(acts).assignment(WATER)
    assert signed is not None
    assert (signed.receipt, signed.received_by) == (ReceiptWay.PHONE, "值班室")
    assert signed.received == T0 + timedelta(minutes=20)
    assert matter.state(f"receipt:{WATER}") is ClockState.MET
    assert matter.state(f"verification:{WATER}") is ClockState.RUNNING
    assert act_words(acts[0], UTC) == f"{WATER}签收（电话，值班室）"


def test_nothing_of_a_unit_is_registered_before_it_had_the_matter() -> None:
    matter = Matter()
    matter.assign(minutes=30)
    assert refused(lambda: matter.sign(minutes=29)) == "before_assignment"
    assert matter.sign(minutes=30).assignments[0].state is AssignmentState.ACKNOWLEDGED


@pytest.mark.parametrize(
    ("stage", "met"),
    [
        (ReplyStage.VERIFICATION, {"receipt", "verification"}),
        (ReplyStage.DRAFT, {"receipt", "draft"}),
        (ReplyStage.COMPLETION, {"receipt", "verification", "completion"}),
    ],
)
def test_a_reply_meets_the_clocks_of_its_stage_and_receipt(stage: ReplyStage, met: set[str]) -> None:
    matter = Matter()
    matter.assign()
    incident = matter.reply(stage=stage)
    steps = {c.id.partition(":")[0]: c.state for c in incident.clocks if c.of_unit}
    assert {step for step, state in steps.items() if state is ClockState.MET} == met
    assert {step for step, state in steps.items() if state is ClockState.RUNNING} == set(steps) - met
    assert incident.assignments[0].stages == (stage,)
    assert incident.assignments[0].received is not None


def test_stages_follow_one_another_and_each_is_kept_once() -> None:
    matter = Matter()
    matter.assign()
    for stage in (ReplyStage.VERIFICATION, ReplyStage.VERIFICATION, ReplyStage.COMPLETION):
        matter.reply(stage=stage)
    assert matter.now.assignments[0].stages == (ReplyStage.VERIFICATION, ReplyStage.COMPLETION)


# --- return


def test_a_return_ends_the_units_steps_and_leaves_the_response_running_until_the_office_names_a_lead() -> None:
    matter = Matter()
    matter.assign()
    incident = matter.give_back(text="不属本单位职责")
    assert incident.awaiting_naming and incident.lead_unit is None
    assert incident.responsible == NAMING_OFFICE
    assert incident.steps_of(WATER) == ()
    response = incident.clock("response")
    assert response is not None
    assert (response.state, response.owed_by) == (ClockState.RUNNING, NAMING_OFFICE)
    assert incident.assignments[0].rule == "R3"
    assert "待政府办公室指定主办（R5）" in act_words(matter.acts[-5], UTC)
    named = matter.assign(HOUSING, minutes=60, named_by="政府办公室")
    assert not named.awaiting_naming
    assert named.responsible == HOUSING == named.clock("response").owed_by  # type: ignore[union-attr]
    assert named.clock("response").deadline == response.deadline  # type: ignore[union-attr]


def test_a_return_cites_a_rule_or_says_why() -> None:
    matter = Matter()
    matter.assign()
    assert refused(lambda: matter.give_back(rule="", text=" ")) == "return_needs_reason"
    assert refused(lambda: matter.give_back(rule="R15")) == "rule_unknown"
    assert refused(lambda: matter.give_back(rule="第三条")) == "rule_unknown"
    matter.give_back(rule="", text="按 r3 应由东湖街道回应")
    assert matter.now.assignments[0].rule == "R3"


@pytest.mark.parametrize(("judgement", "minutes"), [(DUE, 24 * 60), (MAJOR, 120)])
def test_a_return_is_in_time_to_the_minute_and_later_refused_with_until_when(
    judgement: Judgement, minutes: int
) -> None:
    matter = Matter(judgement)
    matter.assign(minutes=0)
    with pytest.raises(Refused) as why:
        matter.give_back(minutes=minutes + 1)
    assert why.value.id == "return_too_late"
    assert ("11-21 14:20" if judgement is DUE else "11-20 16:20") in why.value.sentence
    assert matter.give_back(minutes=minutes).awaiting_naming


def test_a_unit_returns_once_and_a_lead_that_the_office_named_not_at_all() -> None:
    matter = Matter()
    matter.assign()
    matter.give_back()
    matter.assign(HOUSING, minutes=40, named_by="政府办公室")
    assert refused(lambda: matter.give_back(HOUSING, minutes=50)) == "return_after_naming"
    matter.assign(SAFETY, (WATER,), minutes=60)
    assert refused(lambda: matter.give_back(WATER, minutes=70)) == "returned_before"
    assert matter.give_back(SAFETY, minutes=70).awaiting_naming


def test_a_co_units_return_leaves_the_lead_where_it_is() -> None:
    matter = Matter()
    matter.assign(WATER, (HOUSING,))
    incident = matter.give_back(HOUSING)
    assert incident.lead_unit == WATER == incident.responsible
    assert not incident.awaiting_naming
    assert incident.steps_of(HOUSING) == () and len(incident.steps_of(WATER)) == 4


def test_a_lead_handed_out_after_a_return_without_the_office_says_so() -> None:
    matter = Matter()
    matter.assign()
    matter.give_back()
    matter.assign(HOUSING, minutes=40)
    told = [act_words(act, UTC) for act in matter.acts if act.kind is ActKind.ASSIGNED]
    assert told == [f"交办：主办{WATER}", f"交办：主办{HOUSING}；退单后改派，未记政府办指定"]


def test_the_office_that_did_not_name_the_lead_owes_its_signature_until_it_gives_it() -> None:
    matter = Matter()
    matter.assign()
    matter.give_back()
    incident = matter.assign(HOUSING, minutes=40)
    (owed,) = incident.signatures
    assert (owed.what, owed.post, owed.open, owed.since) == (
        f"指定{HOUSING}主办",
        NAMING_OFFICE,
        True,
        T0 + timedelta(minutes=40),
    )
    clock = incident.clock("signature:1")
    assert clock is not None and clock.state is ClockState.RUNNING and clock.owed_by == NAMING_OFFICE
    incident = matter.assign(SAFETY, minutes=50)  # another lead while one is there: nobody gave it back
    assert len(incident.signatures) == 1
    clock = incident.clock("signature:1")
    assert clock is not None and clock.owed_by == NAMING_OFFICE  # it does not pass to the new lead
    matter.take(signatures.sign(matter.now, 1, "政办〔2026〕7号", matter.at(60)))
    assert not matter.now.signatures[0].open and matter.state("signature:1") is ClockState.MET


def test_a_lead_that_the_office_named_leaves_no_signature_owed() -> None:
    matter = Matter()
    matter.assign()
    matter.give_back()
    assert matter.assign(HOUSING, minutes=40, named_by=NAMING_OFFICE).signatures == ()


def test_each_return_that_is_handed_on_without_the_office_owes_a_signature_of_its_own() -> None:
    matter = Matter()
    matter.assign()
    matter.give_back()
    matter.assign(HOUSING, minutes=40)
    matter.give_back(HOUSING, minutes=50)
    incident = matter.assign(SAFETY, minutes=60)
    assert [(one.index, one.what) for one in incident.signatures] == [
        (1, f"指定{HOUSING}主办"),
        (2, f"指定{SAFETY}主办"),
    ]
    assert {clock.id for clock in incident.open_clocks} >= {"signature:1", "signature:2"}


# --- the ladder of papers


def test_supervision_needs_an_urging_and_a_talk_a_supervision_each_of_that_unit() -> None:
    matter = Matter()
    matter.assign(WATER, (HOUSING,))
    assert refused(lambda: matter.hand(PaperKind.SUPERVISED)) == "paper_too_early"
    matter.urge(HOUSING)
    assert refused(lambda: matter.hand(PaperKind.SUPERVISED)) == "paper_too_early"  # the other one was urged
    matter.urge(WATER)
    assert papers.next_papers(matter.now, WATER) == (PaperKind.SUPERVISED,)
    for kind in (PaperKind.TALKED, PaperKind.CIRCULATED):
        assert refused(lambda kind=kind: matter.hand(kind)) == "paper_too_early"
    matter.hand(PaperKind.SUPERVISED)
    matter.hand(PaperKind.TALKED)
    matter.hand(PaperKind.CIRCULATED)
    kinds = [paper.kind for paper in matter.now.papers if paper.unit == WATER]
    assert kinds == [PaperKind.URGED, PaperKind.SUPERVISED, PaperKind.TALKED, PaperKind.CIRCULATED]
    assert [paper.at for paper in matter.now.papers][-1] == T0 + timedelta(minutes=60)


def test_a_mild_paper_goes_to_any_known_unit_and_the_middle_ones_have_their_own_commands() -> None:
    matter = Matter()
    assert matter.hand(PaperKind.NOTED, SAFETY).papers[0].kind is PaperKind.NOTED
    assert matter.hand(PaperKind.FORWARDED, SAFETY).assignments == ()
    assert refused(lambda: matter.hand(PaperKind.NOTED, "云川市月亮局")) == "unit_unknown"
    for kind in (PaperKind.ASSIGNED, PaperKind.URGED):
        assert refused(lambda kind=kind: matter.hand(kind)) == "paper_by_its_command"
    assert refused(lambda: matter.hand(PaperKind.SUPERVISED)) == "not_assigned"


def test_a_unit_that_replied_is_urged_only_while_it_still_owes_a_step() -> None:
    matter = Matter()
    matter.assign(WATER, (HOUSING,))
    matter.reply(WATER)
    matter.reply(HOUSING)
    matter.urge(WATER)  # the completion is still owed
    assert refused(lambda: matter.urge(HOUSING)) == "assignment_forbids"


def test_a_talk_may_follow_the_conclusion_but_nothing_follows_the_file() -> None:
    matter = Matter()
    matter.assign()
    matter.urge()
    matter.hand(PaperKind.SUPERVISED)
    matter.concluded()
    assert refused(lambda: matter.hand(PaperKind.SUPERVISED, minutes=100)) == "state_forbids"
    assert matter.hand(PaperKind.TALKED, minutes=100).papers[-1].kind is PaperKind.TALKED
    matter.take(ending.close(matter.now, "", matter.at(110)))
    assert refused(lambda: matter.hand(PaperKind.CIRCULATED, minutes=120)) == "state_forbids"


def test_a_consultation_names_its_units_and_its_conclusion() -> None:
    matter = Matter()

    def consult(units: list[str], text: str) -> Callable[[], object]:
        return lambda: matter.take(papers.consult(matter.now, units, text, KNOWN, matter.at(30)))

    assert refused(consult([], "由水务牵头")) == "consult_needs_units"
    assert refused(consult([WATER], " ")) == "consult_needs_conclusion"
    assert refused(consult([WATER, "云川市月亮局"], "由水务牵头")) == "unit_unknown"
    consult([WATER, HOUSING, WATER], "由水务牵头")()
    assert [(c.units, c.conclusion) for c in matter.now.consultations] == [((WATER, HOUSING), "由水务牵头")]


# --- ending


def test_concluding_completes_the_lead_and_ends_the_other_steps() -> None:
    matter = Matter()
    matter.assign(WATER, (HOUSING,))
    matter.concluded()
    assert matter.state(f"completion:{WATER}") is ClockState.MET
    assert matter.state(f"verification:{HOUSING}") is ClockState.CANCELLED
    assert matter.now.open_clocks == ()


@pytest.mark.parametrize(
    ("judgement", "needed"),
    [
        (MAJOR, True),
        (replace(MAJOR, level=Level.EXTREME), True),
        (replace(MAJOR, level=Level.LARGER), False),
        (replace(DUE, grade=Grade.FIRST), True),
        (replace(DUE, grade=Grade.SECOND), True),
        (replace(DUE, grade=Grade.THIRD), False),
    ],
)
def test_a_grave_matter_is_filed_after_its_review_and_any_other_without(judgement: Judgement, needed: bool) -> None:
    matter = Matter(judgement)
    matter.assign()
    matter.concluded()
    if needed:
        assert refused(lambda: ending.close(matter.now, "", matter.at(100))) == "close_needs_review"
        seen = Aftermath(24, 12, 3, 8, 1, 2, False)
        matter.take(ending.review(matter.now, "网络舆情应急预案", "发布及时", "", [seen], matter.at(100)))
        assert matter.now.review is not None and matter.now.review.aftermath == (seen,)
        assert "发布后 24 小时信息 12 条、负面 3 条" in act_words(matter.acts[-1], UTC)
    matter.take(ending.close(matter.now, "", matter.at(110)))
    assert matter.now.state is IncidentState.CLOSED
    assert refused(lambda: ending.review(matter.now, "预案", "发现", "", [], matter.at(120))) == "state_forbids"


def test_a_review_says_which_plan_and_what_was_found() -> None:
    matter = Matter()
    assert refused(lambda: ending.review(matter.now, " ", "发现", "", [], matter.at(10))) == "review_needs_plan"
    assert refused(lambda: ending.review(matter.now, "预案", "", "", [], matter.at(10))) == "review_needs_findings"


def test_a_matter_bears_another_unless_it_lives_on_in_a_third() -> None:
    matter = Matter()
    (act,) = ending.bear(matter.now, 9, "YQ-2026-0009", "停水引发抢购", matter.at(10))
    assert act_words(act, UTC) == "次生舆情立件 YQ-2026-0009：停水引发抢购"
    merged = replace(matter.now, state=IncidentState.MERGED)
    assert refused(lambda: ending.bear(merged, 9, "YQ-2026-0009", "停水", matter.at(10))) == "born_of_merged"


# --- at every instant

DEEDS = ("assign", "sign", "reply", "return", "urge", "named", "supervise", "conclude")


def give(matter: Matter, deed: str, unit: str, minutes: float) -> None:
    """One deed on the matter."""
    others = tuple(sorted(KNOWN - {unit})[:1])
    deeds: dict[str, Callable[[], object]] = {
        "assign": lambda: matter.assign(unit, others, minutes),
        "named": lambda: matter.assign(unit, (), minutes, named_by="政府办公室"),
        "sign": lambda: matter.sign(unit, minutes),
        "reply": lambda: matter.reply(unit, minutes),
        "return": lambda: matter.give_back(unit, minutes),
        "urge": lambda: matter.urge(unit, minutes),
        "supervise": lambda: matter.hand(PaperKind.SUPERVISED, unit, minutes),
        "conclude": lambda: matter.take(ending.conclude(matter.now, "", matter.at(minutes))),
    }
    deeds[deed]()


@settings(max_examples=120, deadline=None)
@given(st.sampled_from([DUE, MAJOR]), st.lists(st.tuples(st.sampled_from(DEEDS), st.sampled_from(sorted(KNOWN)))))
def test_at_every_instant_somebody_is_responsible_and_every_open_clock_is_owed_by_somebody(
    judgement: Judgement, deeds: list[tuple[str, str]]
) -> None:
    matter = Matter(judgement)
    for place, (deed, unit) in enumerate(deeds, 1):
        before = matter.now
        try:
            give(matter, deed, unit, place * 7.0)
        except Refused:
            assert matter.now == before
        now = matter.now
        assert now.responsible in KNOWN | {NAMING_OFFICE, DUTY_DESK}
        assert sum(a.lead and a.live for a in now.assignments) <= 1
        assert all(clock.owed_by for clock in now.open_clocks)
        live = {a.unit for a in now.assignments if a.live}
        assert {clock.id.partition(":")[2] for clock in now.open_clocks if clock.of_unit} <= live
        if now.awaiting_naming:
            assert now.responsible == NAMING_OFFICE
