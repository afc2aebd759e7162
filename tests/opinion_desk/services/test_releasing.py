"""Drafts, evidence, distribution and referral through the store: kept, found again, and counted once."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from opinion_desk.domain.commands.checking import Settled
from opinion_desk.domain.commands.judging import Judgement
from opinion_desk.domain.commands.releasing import Particulars
from opinion_desk.domain.errors import Refused
from opinion_desk.domain.incident import Incident, ResponseWay
from opinion_desk.domain.levels import Level
from opinion_desk.domain.release import Disclosure, DraftState, EvidenceForm, EvidenceKind, Gate, Outlet, ReviewRound
from opinion_desk.domain.replay import replay
from opinion_desk.domain.response_clock import ClockState
from opinion_desk.domain.verdict import Emergency
from opinion_desk.services.incidents import Deed, IncidentService
from opinion_desk.store.store import Store
from tests.opinion_desk.services.stand_ins import BY, HOUSING

MAJOR = Judgement(emergency=Emergency.ACCIDENT, level=Level.MAJOR, authority="云川市应急管理局", paper="文")


@pytest.fixture
def matter(incidents: IncidentService, clock: Any) -> Incident:
    """A matter of level II, confirmed at nine and handed to the housing bureau."""
    opened = incidents.open("云川大桥引桥支架坍塌", kind="D6", deed=BY)
    incidents.confirm(opened.id, MAJOR, deed=BY)
    assigned = incidents.assign(opened.id, HOUSING, deed=BY)
    clock.forward(minutes=10)
    return assigned


def ready(incidents: IncidentService, id: int, number: int = 1) -> None:
    for which, by in zip(ReviewRound, ("编辑", "科长", "分管负责人"), strict=True):
        incidents.proof_draft(id, number, which, tuple(Gate), deed=Deed(by))
    incidents.check_draft_secrecy(id, number, deed=Deed("保密员"))
    incidents.disclose_draft(id, number, Disclosure.PUBLIC, deed=BY)


def test_a_draft_is_seen_through_to_its_release_and_replays_to_the_same(
    incidents: IncidentService, store: Store, matter: Incident, tmp_path: Path
) -> None:
    word = tmp_path / "通报稿.docx"
    word.write_bytes(b"PK draft")
    incidents.submit_draft(matter.id, "情况通报（第一号）", file=word, deed=BY)
    ready(incidents, matter.id)
    incidents.sign_draft(matter.id, 1, "市长", "值班室", deed=BY)
    page = tmp_path / "page.html"
    page.write_bytes(b"<p>1</p>")
    shown = incidents.answer(
        matter.id,
        EvidenceKind.RELEASE,
        "情况通报（第一号）",
        address="https://yunchuan.example/1",
        file=page,
        particulars=Particulars(draft=1, leader="市长"),
        deed=BY,
    )
    draft, evidence = shown.drafts[0], shown.evidence[0]
    assert (draft.unit, draft.state, draft.digest) == (
        HOUSING,
        DraftState.PUBLISHED,
        hashlib.sha256(b"PK draft").hexdigest(),
    )
    assert (evidence.address, evidence.digest) == (
        "https://yunchuan.example/1",
        hashlib.sha256(b"<p>1</p>").hexdigest(),
    )
    kept = incidents.evidence_file(evidence.digest or "")
    assert kept is not None and kept.suffix == ".html" and kept.read_bytes() == b"<p>1</p>"
    assert shown.signatures[0].post == "市长"
    assert replay(incidents.history(matter.id)) == shown == incidents.get(matter.id)
    assert store.verify() == []
    told = [incidents.act_words(act) for act in incidents.history(matter.id)]
    assert "《情况通报（第一号）》送审（云川市住房和城乡建设局，第1稿）" in told
    assert "《情况通报（第一号）》一审一校通过（政治关、政策关、文字关）" in told
    assert "《情况通报（第一号）》由市长签发（口头同意，值班室听取）" in told
    assert "权威发布：情况通报（第一号）（市长发声，https://yunchuan.example/1）" in told


def test_a_refused_step_leaves_the_draft_as_it_was(incidents: IncidentService, matter: Incident) -> None:
    before = incidents.submit_draft(matter.id, "通报", text="正文", deed=BY)
    with pytest.raises(Refused, match="还不能签发"):
        incidents.sign_draft(matter.id, 1, "市长", "值班室", deed=BY)
    assert incidents.get(matter.id) == before


def test_a_repeated_key_submits_once(incidents: IncidentService, matter: Incident) -> None:
    once = Deed("值班员", key="draft-1")
    for _ in range(2):
        incidents.submit_draft(matter.id, "通报", text="正文", deed=once)
    assert len(incidents.get(matter.id).drafts) == 1


def test_no_kept_file_is_found_for_what_is_no_digest(incidents: IncidentService) -> None:
    assert incidents.evidence_file("../../etc/passwd") is None
    assert incidents.evidence_file("ab" * 32) is None
    assert incidents.evidence_file("") is None


def test_the_report_that_is_ticked_meets_its_clocks(incidents: IncidentService, matter: Incident) -> None:
    ticked = incidents.check(matter.id, "report_up", deed=BY)
    states = {clock.id: clock.state for clock in ticked.clocks}
    assert (states["report_phone"], states["report_first"]) == (ClockState.MET, ClockState.MET)


def test_a_referral_keeps_number_and_date(incidents: IncidentService, matter: Incident) -> None:
    with pytest.raises(Refused, match="移交文号"):
        incidents.check(matter.id, "refer", deed=BY)
    done = incidents.check(matter.id, "refer", settled=Settled("云网信移〔2026〕3号", "2026-11-20"), deed=BY)
    step = next(s for s in done.checklist if s.id == "refer")
    assert (step.paper_number, step.paper_date) == ("云网信移〔2026〕3号", "2026-11-20")
    told = incidents.act_words(incidents.history(matter.id)[-1])
    assert told.endswith("；云网信移〔2026〕3号，2026-11-20")


def test_the_usual_outlets_are_missed_until_they_got_it(incidents: IncidentService, matter: Incident) -> None:
    shown = incidents.answer(matter.id, EvidenceKind.RELEASE, "通报", address="https://a.example/1", deed=BY)
    assert incidents.missing_outlets(shown) == tuple(Outlet)
    sent = incidents.distribute(matter.id, Outlet.WEBSITE, "云川市人民政府网", "https://a.example/1", deed=BY)
    assert incidents.missing_outlets(sent) == (Outlet.NEW_MEDIA, Outlet.MEDIA_CENTRE, Outlet.MEDIA)


def test_a_matter_answered_to_one_person_only_owes_no_outlet(incidents: IncidentService, clock: Any) -> None:
    opened = incidents.open("咨询", kind="D4", deed=BY)
    incidents.confirm(opened.id, Judgement(response=ResponseWay.DIRECT, response_reason="当面答复"), deed=BY)
    answered = incidents.answer(
        opened.id,
        EvidenceKind.RESPONSE,
        "当面答复",
        address="https://a.example/1",
        particulars=Particulars(form=EvidenceForm.DIRECT),
        deed=BY,
    )
    assert incidents.missing_outlets(answered) == ()
