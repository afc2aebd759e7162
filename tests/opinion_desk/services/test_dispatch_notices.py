"""Dispatch notices built from matters as they stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from opinion_desk.domain.assignment import HandedPaper, PaperKind
from opinion_desk.domain.commands.judging import Judgement
from opinion_desk.domain.errors import Refused
from opinion_desk.domain.incident import Incident
from opinion_desk.domain.levels import Grade, Level
from opinion_desk.domain.mandate import Mandate
from opinion_desk.domain.notice import DispatchNotice, as_it_stands, instructions_of
from opinion_desk.domain.origin import Origin
from opinion_desk.domain.unit import Unit
from opinion_desk.domain.verdict import Emergency
from opinion_desk.services.dispatch_notices import DispatchNotices
from opinion_desk.services.incidents import IncidentService
from opinion_desk.services.intake import Intake
from opinion_desk.services.reference import packaged_policies
from opinion_desk.settings import Post, Settings
from opinion_desk.store.store import Store
from tests.opinion_desk.services.stand_ins import (
    BY,
    HOUSING,
    NINE,
    WATER,
    FakeCatalogue,
    FakePapers,
    entry,
    minutes,
    new_source,
    take,
)

MAJOR = Judgement(emergency=Emergency.ACCIDENT, level=Level.MAJOR, authority="澜州市应急管理局", grade=Grade.FIRST)
SETTINGS = Settings(
    jurisdiction="云川市", issuer="中共云川市委宣传部", code="云宣舆", posts=(Post("值班室", "0519-5550 0110"),)
)


@pytest.fixture
def matter(store: Store, intake: Intake, incidents: IncidentService, clock: Any) -> Incident:
    """A matter of level II out of two items, handed to two units at nine."""
    daily = new_source(store)
    read = take(
        intake,
        daily,
        entry("a", "云川大桥支架坍塌", "支架坍塌，有人被困。", at=NINE - minutes(40)),
        entry("b", "引桥塌了", "绕行怎么走。", at=NINE - minutes(30)),
        now=NINE - minutes(20),
    )
    opened = incidents.open("云川大桥引桥支架坍塌", items=tuple(read), deed=BY)
    incidents.confirm(opened.id, MAJOR, deed=BY)
    return incidents.assign(opened.id, HOUSING, (WATER,), deed=BY)


@pytest.fixture
def notices(store: Store, clock: Any) -> DispatchNotices:
    return DispatchNotices(store, FakePapers(), lambda: SETTINGS, clock, FakeCatalogue, packaged_policies)


def test_the_lead_gets_its_steps_the_public_clocks_and_what_the_kind_demands(
    notices: DispatchNotices, matter: Incident
) -> None:
    made = notices.build(matter.number)
    assert (made.unit, made.role, made.co, made.urgency) == (HOUSING, "主办", (WATER,), "特急")
    assert {d.step for d in made.deadlines} >= {"签收", "首次权威发布", "新闻发布会"}
    assert [d.due for d in made.deadlines] == sorted(d.due for d in made.deadlines)
    assert [s.title for s in made.sources] == ["云川大桥支架坍塌", "引桥塌了"]
    assert made.summary == "支架坍塌，有人被困。"
    assert any("国办发〔2016〕80号" in ground for ground in made.grounds)
    assert made.contact.phone == "0519-5550 0110"
    assert "澜州市应急管理局核定" in made.judged
    assert len(made.demands) == 2 + len(matter.checklist)


def test_a_co_unit_gets_its_own_steps_alone(notices: DispatchNotices, matter: Incident) -> None:
    made = notices.build(matter.id, WATER)
    assert made.role == "协办"
    assert "首次权威发布" not in [d.step for d in made.deadlines]
    assert len(made.demands) == 2
    assert "配合主办单位" in made.demands[0]


def test_the_rule_that_chose_the_unit_is_cited_with_document_and_clause(
    notices: DispatchNotices, matter: Incident
) -> None:
    cited = [ground for ground in notices.build(matter.id).grounds if ground.startswith("职责")]
    assert cited == ["职责：任何政务舆情的，由主管者负责（《某市实施意见》二(一)）"]


def test_customs_of_the_desk_stand_in_one_line_after_the_documents(notices: DispatchNotices, matter: Incident) -> None:
    timed = [ground for ground in notices.build(matter.id).grounds if ground.startswith("时限")]
    assert timed[-1].startswith("时限（本工作台默认）：重大以上30分钟内签收")
    assert sum(ground.startswith("时限（本工作台默认）") for ground in timed) == 1


def test_clocks_that_began_later_were_not_handed_over_with_it(
    notices: DispatchNotices, matter: Incident, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = next(c for c in matter.clocks if c.policy == "release")
    later = replace(release, id="continue", name="持续发布", start=NINE + minutes(200))
    monkeypatch.setattr(type(store.incidents), "get", lambda self, id: replace(matter, clocks=(*matter.clocks, later)))
    assert "持续发布" not in [d.step for d in notices.build(matter.id).deadlines]


def test_without_a_number_a_blank_is_left_to_be_filled(
    notices: DispatchNotices, matter: Incident, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, told in (("", "云宣舆〔2026〕　　号"), ("云宣舆交〔2026〕7号", "云宣舆交〔2026〕7号")):
        numbered = tuple(replace(a, notice=number) for a in matter.assignments)
        handed = replace(matter, assignments=numbered, papers=())
        monkeypatch.setattr(type(store.incidents), "get", lambda self, id, handed=handed: handed)
        assert notices.build(matter.id).number == told


def test_the_duty_telephone_of_the_unit_stands_beside_its_name(
    notices: DispatchNotices, matter: Incident, store: Store
) -> None:
    store.add_unit(Unit(0, "云川市城管局", None, (), "0519-1"))
    unit = next(u for u in store.units.all() if u.name == HOUSING)
    store.write_now(lambda tx: tx.execute("UPDATE units SET duty_phone = '0519-8' WHERE id = ?", (unit.id,)))
    assert notices.build(matter.id).duty_phone == "0519-8"
    assert notices.build(matter.id, WATER).duty_phone == ""


def test_what_was_not_done_cannot_be_printed(
    notices: DispatchNotices, matter: Incident, incidents: IncidentService
) -> None:
    unassigned = incidents.open("城北小学学区", deed=BY)
    asks: tuple[tuple[Callable[[], object], str], ...] = (
        (lambda: notices.build(unassigned.id), "notice_not_assigned"),
        (lambda: notices.build(matter.id, "云川市教育局"), "not_assigned"),
        (lambda: notices.build(matter.id, kind=PaperKind.URGED), "paper_not_handed"),
        (lambda: notices.build("云宣舆交〔2026〕9号"), "notice_number_unknown"),
        (lambda: notices.build(99), "incident_missing"),
    )
    for ask, id in asks:
        with pytest.raises(Refused) as why:
            ask()
        assert why.value.id == id


def test_an_urging_is_printed_with_the_course_and_what_is_late(
    notices: DispatchNotices, matter: Incident, incidents: IncidentService, clock: Any
) -> None:
    clock.forward(hours=1)
    incidents.urge(matter.id, HOUSING, "请尽快核实", deed=replace(BY, at=clock.now()))
    made = notices.build(matter.id, kind=PaperKind.URGED)
    assert made.course[0].startswith("11月20日9时00分 交办")
    receipt = next(d for d in made.deadlines if d.step == "签收")
    assert receipt.late
    assert receipt.note == "已超 30 分"
    assert made.issued == clock.now()


def test_instructions_of_leaders_stand_on_it_and_inquiries_of_media_do_not(matter: Incident) -> None:
    mandates = tuple(
        Mandate(n, origin, "市委书记", NINE, text="全力救人") for n, origin in
        enumerate((Origin.INSTRUCTION, Origin.MEDIA, Origin.SUPERIOR), 1)
    )  # fmt: skip
    assert [one.origin for one in instructions_of(replace(matter, mandates=mandates))] == [
        Origin.INSTRUCTION, Origin.SUPERIOR,
    ]  # fmt: skip


def test_a_step_that_was_met_says_so(matter: Incident, clock: Any) -> None:
    receipt = next(c for c in matter.clocks if c.of_receipt)
    assert as_it_stands(replace(receipt, met_at=receipt.deadline), clock.now()).note == "已完成"
    assert as_it_stands(replace(receipt, met_at=receipt.deadline + minutes(3)), clock.now()).note == "已完成，超 3 分"


def test_the_notice_tells_what_was_known_when_it_went_out(
    notices: DispatchNotices, matter: Incident, incidents: IncidentService, store: Store, intake: Intake, clock: Any
) -> None:
    clock.forward(hours=7)
    first = notices.build(matter.id)
    assert [d.note for d in first.deadlines] == [""] * len(first.deadlines)
    (later,) = take(
        intake, new_source(store, "云川网"), entry("c", "搜救结束", at=NINE + minutes(300)), now=clock.now()
    )
    incidents.link(matter.id, (later,), deed=BY)
    assert [s.title for s in notices.build(matter.id).sources] == [s.title for s in first.sources]


def test_what_the_desk_itself_owes_is_not_asked_of_a_unit(notices: DispatchNotices, matter: Incident) -> None:
    assert not {"电话报告", "书面初报"} & {d.step for d in notices.build(matter.id).deadlines}


def test_a_paper_that_was_handed_gives_number_day_and_words(
    notices: DispatchNotices, matter: Incident, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = HandedPaper(PaperKind.SUPERVISED, "云宣舆督〔2026〕2号", HOUSING, NINE + minutes(90), "值班室", "仍未报。")
    handed = replace(matter, papers=(paper,))
    monkeypatch.setattr(type(store.incidents), "get", lambda self, id: handed)
    monkeypatch.setattr(type(store.incidents), "list", lambda self, open_only=False: (handed,))
    for made in (notices.build(matter.id, kind=PaperKind.SUPERVISED), notices.build(paper.number, kind=paper.kind)):
        assert (made.number, made.issued, made.reason, made.unit) == (paper.number, paper.at, "仍未报。", HOUSING)
        assert any("督办（云宣舆督〔2026〕2号）" in line for line in made.course)


def test_a_drill_and_a_demo_are_marked(
    store: Store, clock: Any, matter: Incident, monkeypatch: pytest.MonkeyPatch
) -> None:
    demo = DispatchNotices(store, FakePapers(), lambda: SETTINGS, clock, FakeCatalogue, packaged_policies, "演示")
    assert demo.build(matter.id).watermark == "演示"
    monkeypatch.setattr(type(store.incidents), "get", lambda self, id: replace(matter, drill=True))
    assert demo.build(matter.id).watermark == "演练"


def test_it_is_written_where_it_was_asked_for(notices: DispatchNotices, matter: Incident, tmp_path: Path) -> None:
    made: DispatchNotice = notices.build(matter.id)
    assert notices.export(made, tmp_path / "a.pdf").read_text(encoding="utf-8").startswith("舆情交办单")
    assert notices.pages(made, 72) == [f"{made.number}@72".encode()]


def test_every_paper_of_a_matter_comes_as_a_file_of_its_own(
    notices: DispatchNotices, matter: Incident, incidents: IncidentService, clock: Any
) -> None:
    assert dict(notices.files_of(matter)).keys() == {f"舆情交办单-{HOUSING}.docx", f"舆情交办单-{WATER}.docx"}
    clock.forward(hours=1)
    urged = incidents.urge(matter.id, HOUSING, "请尽快核实", deed=replace(BY, at=clock.now()))
    files = dict(notices.files_of(urged))
    assert files[f"舆情催办通知-{HOUSING}.docx"].decode() == f"舆情催办通知 {HOUSING}"
    assert len(files) == 3
    assert notices.files_of(incidents.open("城北小学学区", deed=BY)) == ()


def test_names_of_files_hold_on_every_system(
    notices: DispatchNotices, matter: Incident, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = replace(matter, assignments=(replace(matter.assignments[0], unit='a/b:c*"局'),))
    monkeypatch.setattr(type(store.incidents), "get", lambda self, id: odd)
    assert [name for name, _ in notices.files_of(odd)] == ["舆情交办单-a_b_c__局.docx"]
