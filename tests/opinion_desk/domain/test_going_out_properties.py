"""Whatever is done in whatever order: nothing goes out that was not reviewed, checked, opened and signed; and replay tells the same."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from opinion_desk.domain.acts import Act
from opinion_desk.domain.commands import checking, distributing, drafting, releasing
from opinion_desk.domain.commands.drafting import OPEN_TO_PUBLIC, lacking
from opinion_desk.domain.commands.releasing import Particulars
from opinion_desk.domain.commands.when import When
from opinion_desk.domain.errors import Refused
from opinion_desk.domain.incident import Incident
from opinion_desk.domain.release import Disclosure, DraftState, EvidenceKind, Gate, Outlet, ReviewRound
from opinion_desk.domain.replay import apply, replay
from opinion_desk.domain.response_clock import ClockState
from tests.opinion_desk.domain.going_out import HOUSING, PLACE, POLICIES, Matter

Command = Callable[[Incident, When], tuple[Act, ...]]
NAMES = ("编辑", "科长", "分管负责人", "值班员")
numbers = st.integers(1, 2)
kinds = st.sampled_from(list(EvidenceKind))


def _submit(number: int | None) -> Command:
    return lambda i, t: drafting.submit(i, "通报", HOUSING, "正文", None, t, number)


def _proof(number: int, which: ReviewRound, gates: frozenset[Gate]) -> Command:
    return lambda i, t: drafting.proof(i, number, which, gates, "", t)


def _publish(kind: EvidenceKind, draft: int | None) -> Command:
    more = Particulars(draft=draft)
    return lambda i, t: releasing.answer_public(i, kind, "通报", PLACE, None, POLICIES, t, more)


def _disclose(number: int, disclosure: Disclosure) -> Command:
    return lambda i, t: drafting.disclose(i, number, disclosure, "理由", t)


def _sign(number: int) -> Command:
    return lambda i, t: drafting.sign_off(i, number, "市长", "", POLICIES, t)


commands: st.SearchStrategy[Command] = st.one_of(
    st.builds(_submit, st.none() | numbers),
    st.builds(_proof, numbers, st.sampled_from(list(ReviewRound)), st.frozensets(st.sampled_from(list(Gate)))),
    st.builds(_proof, st.just(1), st.sampled_from(list(ReviewRound)), st.just(frozenset(Gate))),
    st.builds(_disclose, numbers, st.sampled_from(list(Disclosure))),
    st.builds(_publish, kinds, st.none() | numbers),
    numbers.map(lambda n: lambda i, t: drafting.check_secrecy(i, n, t)),
    numbers.map(_sign),
    numbers.map(lambda n: lambda i, t: drafting.send_back(i, n, "改", t)),
    numbers.map(lambda n: lambda i, t: drafting.drop(i, n, "不发", t)),
    numbers.map(lambda n: lambda i, t: distributing.distribute(i, Outlet.MEDIA, "日报", None, n, t)),
    st.just(lambda i, t: checking.check(i, "continue", None, t)),
)
steps = st.lists(st.tuples(commands, st.sampled_from(NAMES), st.integers(-30, 240)), max_size=40)


@settings(max_examples=150)
@given(st.sampled_from(("new", "ready", "signed")), steps, st.sampled_from(list(Disclosure)), kinds)
def test_nothing_goes_out_unreviewed_and_the_history_tells_the_same(
    begun: str, given_steps: list[tuple[Command, str, int]], disclosure: Disclosure, kind: EvidenceKind
) -> None:
    matter = Matter()
    if begun != "new":
        getattr(matter, begun)()
    state, minute = matter.now, 75.0
    sealed = ((_disclose(1, disclosure), "值班员", 1), (_sign(1), "值班员", 1), (_publish(kind, 1), "值班员", 1))
    for command, by, on in (*sealed, *given_steps, *sealed):
        minute = max(minute + on, 12)  # also entered late, for an earlier time
        try:
            acts = command(state, matter.at(minute, by))
        except Refused:
            continue
        for act in acts:
            state = apply(state, act)
        matter.acts += acts
        _holds(state)
    assert replay(matter.acts) == state


def _holds(incident: Incident) -> None:
    for draft in incident.drafts:
        names = [one.by for one in draft.rounds]
        assert len(set(names)) == len(names)
        assert [one.round for one in draft.rounds] == list(ReviewRound)[: len(names)]
        if draft.state in (DraftState.SIGNED, DraftState.PUBLISHED):
            assert lacking(draft) == () and draft.signed_by
            assert draft.signed_at is not None and draft.signed_at >= draft.submitted
        if draft.state is DraftState.PUBLISHED:
            assert draft.disclosure in OPEN_TO_PUBLIC
    carried = [one.draft for one in incident.evidence if one.draft is not None]
    assert sorted(carried) == sorted(d.number for d in incident.drafts if d.state is DraftState.PUBLISHED)
    again = [clock for clock in incident.clocks if clock.id == "continue"]
    assert sum(clock.state.open for clock in again) <= 1
    met = [clock for clock in again if clock.state in (ClockState.MET, ClockState.MET_LATE)]
    assert all(clock.met_at is not None and clock.met_at > clock.start for clock in met)
