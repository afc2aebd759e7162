"""Accounts of a period: what is counted where, who is suggested for what, and the year's figures."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from opinion_desk.domain.account_tables import account_tables, figure_words, length_words, unit_table
from opinion_desk.domain.accounts import Accounts, SuggestionKind, UnitAccount
from opinion_desk.domain.acts import Act, ActKind
from opinion_desk.domain.assignment import Assignment
from opinion_desk.domain.errors import Refused
from opinion_desk.domain.incident import FixedLevel, Incident, IncidentState, Times
from opinion_desk.domain.lateness import Ended, ended, late_by, settled_at
from opinion_desk.domain.levels import Level
from opinion_desk.domain.origin import Origin
from opinion_desk.domain.period import Period
from opinion_desk.domain.release import Evidence, EvidenceKind
from opinion_desk.domain.response_clock import ClockState, Mark, MarkKind, ResponseClock
from opinion_desk.domain.verdict import Emergency
from opinion_desk.services.account_frames import frames_of, unit_accounts
from opinion_desk.services.account_suggestions import packaged_rules, suggestions
from opinion_desk.services.accounts import AccountService
from opinion_desk.services.reference import packaged_policies
from opinion_desk.settings import Settings
from opinion_desk.store.store import Store
from tests.opinion_desk.services.stand_ins import HOUSING, NINE, WATER, FakePapers, minutes

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30), "Asia/Shanghai")
NOW = NINE + timedelta(days=3)
OF_DESK = packaged_policies().of_desk


def clock(
    policy: str, unit: str, due: datetime, met: datetime | None = None, *, id: str = "", state: ClockState | None = None
) -> ResponseClock:
    """A clock as it is replayed: its state follows from when it was met."""
    late = (met or NOW) > due
    follows = {
        (True, True): ClockState.MET_LATE, (True, False): ClockState.MET, (False, True): ClockState.BREACHED,
        (False, False): ClockState.RUNNING,
    }[met is not None, late]  # fmt: skip
    mark = Mark("deadline", MarkKind.DEADLINE, "最迟", due, due if late else None)
    names = {"release": "首次权威发布", "receipt": "签收", "response": "48小时回应", "conference": "新闻发布会"}
    return ResponseClock(
        id or policy, policy, names.get(policy, policy), NINE, unit, "依据", (mark,), state or follows, met
    )


def receipt(unit: str, due: datetime, met: datetime | None = None, **more: Any) -> ResponseClock:
    return clock("receipt", unit, due, met, id=f"receipt:{unit}", **more)


def matter(id: int, *clocks: ResponseClock, lead: str = HOUSING, co: tuple[str, ...] = (), **more: Any) -> Incident:
    """A matter handed over at nine."""
    handed = (Assignment(lead, True, NINE), *(Assignment(unit, False, NINE) for unit in co))
    made = Incident(
        id, f"YQ-2026-{id:04d}", f"第{id}件", Origin.ITEM, IncidentState.ASSIGNED, NINE, "值班员", Times(),
        assignments=handed, clocks=clocks,
    )  # fmt: skip
    return replace(made, **more)


def act(kind: ActKind, id: int, at: datetime, unit: str = HOUSING, /, **data: Any) -> Act:
    return Act(kind, at, at, "值班员", {"unit": unit, **data}, id)


def accounts_of(*matters: Incident, acts: tuple[Act, ...] = (), period: Period = NOVEMBER) -> dict[str, UnitAccount]:
    frames = frames_of(matters, acts, period, NOW, OF_DESK)
    return {account.unit: account for account in unit_accounts(frames)}


def suggested(*matters: Incident, acts: tuple[Act, ...] = ()) -> list[tuple[str, str, tuple[str, ...]]]:
    frames = frames_of(matters, acts, NOVEMBER, NOW, OF_DESK)
    found = suggestions(frames, unit_accounts(frames), packaged_rules())
    return [(one.rule, one.unit, one.matters) for one in found]


# --- what counts, and where


def test_a_clock_belongs_to_the_period_in_which_it_was_met_or_ran_out_whichever_came_first() -> None:
    due = NINE + minutes(60)
    assert settled_at(clock("release", HOUSING, due, NINE + minutes(20)), NOW) == NINE + minutes(20)
    assert settled_at(clock("release", HOUSING, due, NINE + timedelta(days=30)), NOW) == due
    assert settled_at(clock("release", HOUSING, due), NOW) == due
    assert settled_at(clock("release", HOUSING, NOW + minutes(1)), NOW) is None


def test_lateness_runs_until_it_is_met_and_a_breach_is_never_erased() -> None:
    due = NINE + minutes(60)
    assert late_by(clock("release", HOUSING, due, due + minutes(5)), NOW) == minutes(5)
    assert late_by(clock("release", HOUSING, due), NOW) == NOW - due
    assert late_by(clock("release", HOUSING, due, due), NOW) is None
    gone = clock("release", HOUSING, due, state=ClockState.SUPERSEDED)
    assert ended(gone, NOW) is Ended.LATE
    assert late_by(gone, NOW) is None
    unfired = replace(gone, marks=tuple(replace(mark, fired=None) for mark in gone.marks))
    assert ended(unfired, NOW) is Ended.GONE


def test_a_unit_bears_its_steps_and_what_fell_to_it_and_the_desk_its_own() -> None:
    due = NINE + minutes(30)
    found = accounts_of(
        matter(
            1,
            receipt(HOUSING, due, due + minutes(10)),
            receipt(WATER, due, NINE),
            clock("release", HOUSING, NINE + minutes(300), NINE + minutes(200)),
            clock("report_phone", HOUSING, due),  # this desk's, whatever the record names
            clock("response", "涉事责任单位", due),  # nobody was handed it
            co=(WATER,),
        )
    )
    assert found.keys() == {HOUSING, WATER}
    housing = found[HOUSING]
    assert (housing.lead, housing.co, housing.kept.on_time, housing.kept.late) == (1, 0, 1, 1)
    assert housing.kept.late_median == housing.kept.late_most == minutes(10)
    assert (found[WATER].co, found[WATER].kept.share) == (1, 1.0)


def test_the_median_and_the_longest_delay_are_those_of_the_late_ones() -> None:
    due = NINE + minutes(30)
    clocks = [clock("own", HOUSING, due, due + minutes(n), id=f"own:{n}") for n in (10, 20, 90)]
    kept = accounts_of(matter(1, *clocks, clock("x", HOUSING, due, NINE)))[HOUSING].kept
    assert (kept.late_median, kept.late_most, kept.share) == (minutes(20), minutes(90), 0.25)


def test_what_happened_before_the_period_is_not_counted_again() -> None:
    december = Period(date(2026, 12, 1), date(2026, 12, 31), "Asia/Shanghai")
    one = matter(1, receipt(HOUSING, NINE + minutes(30), NINE + minutes(10)))
    assert accounts_of(one, acts=(act(ActKind.URGED, 1, NINE),), period=december) == {}


def test_what_runs_is_told_apart() -> None:
    account = accounts_of(matter(1, clock("release", HOUSING, NOW + minutes(1))))[HOUSING]
    assert (account.running, account.kept.decided, account.kept.share) == (1, 0, None)


def test_deeds_are_counted_each_by_its_kind() -> None:
    acts = (
        act(ActKind.RETURNED, 1, NINE), act(ActKind.URGED, 1, NINE), act(ActKind.URGED, 1, NINE + minutes(1)),
        act(ActKind.REPLIED, 1, NINE + minutes(2)), act(ActKind.PAPER_HANDED, 1, NINE, kind="supervised"),
        act(ActKind.PAPER_HANDED, 1, NINE, kind="noted"), act(ActKind.URGED, 99, NINE),
    )  # fmt: skip
    account = accounts_of(matter(1), acts=acts)[HOUSING]
    assert (account.returned, account.urged, account.supervised, account.replies) == (1, 2, 1, 1)


def test_a_matter_handed_over_twice_counts_once() -> None:
    twice = matter(1, assignments=(Assignment(HOUSING, True, NINE), Assignment(HOUSING, True, NINE + minutes(5))))
    assert accounts_of(twice)[HOUSING].lead == 1


# --- who is suggested


def late_clocks(policy: str) -> Incident:
    return matter(1, clock(policy, HOUSING, NINE + minutes(300), NINE + minutes(348)))


def test_a_late_grave_release_is_criticised_and_a_late_answer_talked_over() -> None:
    assert suggested(late_clocks("release")) == [("grave_late", HOUSING, ("YQ-2026-0001",))]
    assert suggested(late_clocks("conference")) == [("grave_late", HOUSING, ("YQ-2026-0001",))]
    assert suggested(late_clocks("response")) == [("response_late", HOUSING, ("YQ-2026-0001",))]
    assert suggested(late_clocks("receipt")) == []


def test_two_urgings_without_an_answer_are_talked_over_and_an_answer_ends_it() -> None:
    urged = (act(ActKind.URGED, 1, NINE), act(ActKind.URGED, 1, NINE + minutes(60)))
    assert suggested(matter(1), acts=urged[:1]) == []
    assert suggested(matter(1), acts=urged) == [("urged_unanswered", HOUSING, ("YQ-2026-0001",))]
    between = act(ActKind.REPLIED, 1, NINE + minutes(30))
    assert suggested(matter(1), acts=(*urged, between)) == [("urged_unanswered", HOUSING, ("YQ-2026-0001",))]
    after = act(ActKind.REPLIED, 1, NINE + minutes(90))
    assert suggested(matter(1), acts=(*urged, after)) == []
    of_other = act(ActKind.REPLIED, 1, NINE + minutes(90), WATER)
    assert len(suggested(matter(1), acts=(*urged, of_other))) == 1


def test_supervision_without_an_answer_is_criticised() -> None:
    supervised = act(ActKind.PAPER_HANDED, 1, NINE, kind="supervised")
    assert suggested(matter(1), acts=(supervised,)) == [("supervised_unanswered", HOUSING, ("YQ-2026-0001",))]


@pytest.mark.parametrize(("late", "rule"), [(3, ["often_late"]), (2, []), (0, ["all_on_time"])])
def test_five_obligations_show_whether_a_unit_is_often_late_or_never(late: int, rule: list[str]) -> None:
    due = NINE + minutes(30)
    clocks = [clock("own", HOUSING, due, due + minutes(5 if n < late else -5), id=f"own:{n}") for n in range(5)]
    assert [row[0] for row in suggested(matter(1, *clocks))] == rule


def test_nobody_is_praised_while_something_else_is_suggested() -> None:
    good = matter(1, clock("release", HOUSING, NINE + minutes(300), NINE + minutes(60)))
    assert suggested(good) == [("grave_on_time", HOUSING, ("YQ-2026-0001",))]
    assert [row[0] for row in suggested(good, replace(late_clocks("response"), id=2, number="YQ-2026-0002"))] == [
        "response_late"
    ]


def test_every_rule_names_its_document_or_says_it_is_a_default() -> None:
    for rule in packaged_rules():
        assert "〔" in rule.ground or "天宁区实施意见三（三）" in rule.ground, rule.id
    assert {rule.kind for rule in packaged_rules()} == set(SuggestionKind)


# --- the service


@pytest.fixture
def build(store: Store, tmp_path: Path, clock: Any) -> Callable[..., Accounts]:
    """The accounts of a store that holds these matters and acts."""
    clock.set(NOW)

    def made(*matters: Incident, acts: tuple[Act, ...] = (), patch: pytest.MonkeyPatch) -> Accounts:
        patch.setattr(type(store.ledgers), "concerned", lambda self, start, end: matters)
        patch.setattr(
            type(store.ledgers), "acts", lambda self, kinds, start, end=None: tuple(a for a in acts if a.kind in kinds)
        )
        return service(store, tmp_path, clock).build(NOVEMBER)

    return made


def service(store: Store, folder: Path, clock: Any) -> AccountService:
    return AccountService(store, FakePapers(), lambda: Settings(issuer="宣传部"), clock, packaged_policies, folder)


def test_drills_dismissed_and_merged_matters_stand_in_nobodys_account(
    build: Callable[..., Accounts], monkeypatch: pytest.MonkeyPatch
) -> None:
    due = NINE + minutes(30)
    made = build(
        matter(1, receipt(HOUSING, due), drill=True),
        matter(2, receipt(HOUSING, due), state=IncidentState.DISMISSED),
        matter(3, receipt(HOUSING, due), state=IncidentState.MERGED),
        patch=monkeypatch,
    )
    assert made.units == ()
    figures = {figure.name: figure.value for figure in made.figures}
    assert (figures["立件"], figures["排除"]) == (1, 1)


def test_the_years_figures_are_counted_from_the_record(
    build: Callable[..., Accounts], monkeypatch: pytest.MonkeyPatch
) -> None:
    grave = FixedLevel(Emergency.ACCIDENT, Level.MAJOR, "市应急局", NINE)
    held = Evidence(EvidenceKind.CONFERENCE, "发布会", NINE + minutes(600), "值班员", "https://a.example")
    out = Evidence(EvidenceKind.RELEASE, "通报", NINE + minutes(171), "值班员", "https://a.example")
    release = clock("release", HOUSING, NINE + minutes(300), NINE + minutes(171))
    made = build(
        matter(1, release, fixed=grave, evidence=(out, held)),
        matter(2, clock("response", WATER, NINE + minutes(60)), lead=WATER),
        acts=(act(ActKind.CONCLUDED, 1, NOW),),
        patch=monkeypatch,
    )
    figures = {figure.name: figure_words(figure) for figure in made.figures}
    assert figures["立件"] == 2
    assert figures["其中特别重大、重大突发事件"] == 1
    assert figures["办结"] == 1
    assert (figures["权威发布"], figures["新闻发布会"]) == (1, 1)
    assert figures["平均首次发布用时"] == "2小时51分"
    assert figures["首次权威发布按时率"] == "100.0%"
    assert figures["48小时回应按时率"] == "0.0%"
    assert figures["新闻发布会按时率"] == "—"


def test_a_desk_without_matters_has_empty_accounts(store: Store, tmp_path: Path, clock: Any) -> None:
    made = service(store, tmp_path, clock).build(NOVEMBER)
    assert (made.units, made.clocks, made.suggestions) == ((), (), ())
    assert all(not table.rows for table in account_tables(made)[1:])


def test_a_desk_may_have_its_own_rules_and_bad_ones_are_refused(store: Store, tmp_path: Path, clock: Any) -> None:
    rules = {
        "rules": [{"id": "r", "kind": "praise", "finding": "all_on_time", "least": 1, "words": "好", "ground": "某"}]
    }
    path = tmp_path / "account_rules.json"
    path.write_text(json.dumps(rules), encoding="utf-8")
    assert service(store, tmp_path, clock).build(NOVEMBER).suggestions == ()
    for bad in ({**rules["rules"][0], "least": 0}, {**rules["rules"][0], "kind": "x"}, {"id": "r"}):
        path.write_text(json.dumps({"rules": [bad]}), encoding="utf-8")
        with pytest.raises(Refused) as why:
            service(store, tmp_path, clock).build(NOVEMBER)
        assert why.value.id == "account_rules_broken"


def test_tables_explain_every_column(build: Callable[..., Accounts], monkeypatch: pytest.MonkeyPatch) -> None:
    made = build(late_clocks("release"), patch=monkeypatch)
    for table in account_tables(made):
        assert all(column.meaning for column in table.columns)
        assert all(len(row) == len(table.columns) for row in table.rows)
    assert unit_table(made).column("最长超时") == (minutes(48),)


def test_lengths_are_told_in_the_words_of_a_report() -> None:
    told = [length_words(timedelta(minutes=n)) for n in (48, 60, 171, 1440, 3000)]
    assert told == ["48分", "1小时", "2小时51分", "1天", "2天2小时"]
