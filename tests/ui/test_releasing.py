"""稿件与发布 in the window: drafts on their way, evidence, offers by one key, distribution, and referrals."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from opinion_desk.domain.changes import Changes, Touched
from opinion_desk.domain.checklist import StepState
from opinion_desk.domain.commands.judging import Judgement
from opinion_desk.domain.incident import Incident, ResponseWay
from opinion_desk.domain.release import Disclosure, DraftState, EvidenceForm, EvidenceKind, Gate, Outlet, ReviewRound
from opinion_desk.domain.source import Tier
from opinion_desk.services.evidence_offers import Offer
from ui.frame.strip import ClockStrip
from ui.incidents.distribute_sheet import DistributeSheet
from ui.incidents.draft_marks import DraftMarks, next_deed, stages
from ui.incidents.draft_sheet import DraftSheet
from ui.incidents.draft_steps import DiscloseSheet, ProofSheet, SecrecySheet, SignSheet
from ui.incidents.evidence_sheet import EvidenceSheet
from ui.incidents.page import IncidentsPage
from ui.incidents.paper_sheet import PaperSheet
from ui.incidents.words_sheet import WordsSheet
from ui.parts.sheet import Sheet
from ui.seat import Seat

from . import yunchuan
from .fake_desk import FakeDesk
from .fake_incidents import FakeDeed
from .showing import InWindow

Home = Callable[[Seat], None]
Show = Callable[[int], None]
BRIDGE, WATER, SCHOOL = 1, 2, 3
BY = FakeDeed("夜班值班员")
S = TypeVar("S", bound=Sheet)


@pytest.fixture
def page(seat: Seat, in_window: InWindow, home: Home) -> IncidentsPage:
    made = in_window(IncidentsPage(seat), 1364, 848)
    made.shown()
    home(seat)
    return made


@pytest.fixture
def show(page: IncidentsPage, seat: Seat, home: Home) -> Show:
    def shown(id: int) -> None:
        page.open_incident(id)
        home(seat)

    return shown


def sheet(page: IncidentsPage, kind: type[S]) -> S:
    found = [one for one in page.window().findChildren(kind) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def texts(page: IncidentsPage) -> str:
    return "\n".join(made.text() for made in page.detail.release.findChildren(QLabel))


def submit(desk: FakeDesk, id: int = BRIDGE) -> Incident:
    return desk.incidents.submit_draft(id, "情况通报（第一号）", yunchuan.HOUSING, text="正文", deed=BY)


def ready(desk: FakeDesk, id: int = BRIDGE) -> Incident:
    submit(desk, id)
    for which, by in zip(ReviewRound, ("编辑", "科长", "分管负责人"), strict=True):
        desk.incidents.proof_draft(id, 1, which, tuple(Gate), deed=FakeDeed(by))
    desk.incidents.check_draft_secrecy(id, 1, deed=FakeDeed("保密员"))
    return desk.incidents.disclose_draft(id, 1, Disclosure.PUBLIC, deed=BY)


def offer(desk: FakeDesk, item: int = 10, title: str = "事故情况通报") -> Offer:
    at = desk.clock.now() - timedelta(minutes=3)
    link = f"https://yunchuan.example/{item}"
    return Offer(BRIDGE, "YQ-2026-0117", item, EvidenceKind.RELEASE, title, "云川发布", Tier.GOVERNMENT, at, link)


def test_a_candidate_shows_nothing_of_releases_and_a_judged_matter_says_what_comes_first(
    page: IncidentsPage, show: Show
) -> None:
    show(SCHOOL)
    assert page.detail.release.isHidden()
    show(BRIDGE)
    assert not page.detail.release.isHidden()
    assert "还没有稿件" in texts(page)


def test_a_draft_is_submitted_with_title_and_words(
    page: IncidentsPage, show: Show, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    show(BRIDGE)
    page.detail.release.wanted.emit("draft_new", "")
    form = sheet(page, DraftSheet)
    form.accept()
    assert "标题" in form.error.text()
    form.what.setText("情况通报（第一号）")
    form.accept()
    assert "正文" in form.error.text()
    form.text.setPlainText("今天14时许，支架坍塌。")
    form.accept()
    home(seat)
    (draft,) = desk.incidents.get(BRIDGE).drafts
    assert (draft.what, draft.unit) == ("情况通报（第一号）", yunchuan.HOUSING)
    assert not page.window().findChildren(DraftSheet)
    assert "送审中" in texts(page)


def test_the_marks_tell_how_far_a_draft_has_come_and_the_button_what_is_next(desk: FakeDesk, qtbot: QtBot) -> None:
    def draft_now(incident: Incident) -> tuple[list[str], str | None]:
        (draft,) = incident.drafts
        deed = next_deed(draft)
        return [stage.words for stage in stages(draft) if stage.done], deed and deed[0]

    incidents = desk.incidents
    assert draft_now(submit(desk)) == ([], "draft_proof")
    reviewed = incidents.proof_draft(BRIDGE, 1, ReviewRound.FIRST, tuple(Gate), deed=FakeDeed("编辑"))
    assert draft_now(reviewed) == (["一审"], "draft_proof")
    incidents.proof_draft(BRIDGE, 1, ReviewRound.SECOND, deed=FakeDeed("科长"))
    assert draft_now(incidents.proof_draft(BRIDGE, 1, ReviewRound.THIRD, deed=FakeDeed("主任")))[1] == "draft_secrecy"
    assert draft_now(incidents.check_draft_secrecy(BRIDGE, 1, deed=BY))[1] == "draft_disclose"
    disclosed = incidents.disclose_draft(BRIDGE, 1, Disclosure.PARTIAL, "涉及伤者", deed=BY)
    assert draft_now(disclosed) == (["一审", "二审", "三审", "保密", "部分公开"], "draft_sign")
    signed = incidents.sign_draft(BRIDGE, 1, "市长", deed=BY)
    assert draft_now(signed)[1] == "draft_publish"
    marks = DraftMarks(signed.drafts[0])
    qtbot.addWidget(marks)
    assert marks.accessibleName().endswith("签发✓ 发布")
    assert next_deed(incidents.send_draft_back(BRIDGE, 1, "数字待核", deed=BY).drafts[0]) == (
        "draft_again",
        "送审新稿…",
    )
    assert next_deed(incidents.drop_draft(BRIDGE, 1, "不发", deed=BY).drafts[0]) is None


def test_a_round_is_registered_for_whoever_made_it_and_a_refusal_stands_in_the_sheet(
    page: IncidentsPage, show: Show, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    submit(desk)
    desk.incidents.proof_draft(BRIDGE, 1, ReviewRound.FIRST, deed=FakeDeed(seat.by))
    show(BRIDGE)
    page.detail.release.wanted.emit("draft_proof", "1")
    form = sheet(page, ProofSheet)
    assert form.by.text() == ""  # whoever sits here has made the first round
    form.accept()
    assert "谁" in form.error.text()
    form.by.setText(seat.by)
    form.accept()
    home(seat)
    assert "不能审校两遍" in form.error.text() and form.isVisible()
    form.by.setText("科长")
    form.gates[Gate.POLICY].setChecked(True)
    form.accept()
    home(seat)
    rounds = desk.incidents.get(BRIDGE).drafts[0].rounds
    assert [(one.by, one.gates) for one in rounds] == [(seat.by, ()), ("科长", (Gate.POLICY,))]
    assert "待把政治关、文字关" in texts(page)


def test_secrecy_disclosure_and_sign_off_have_their_sheets(
    page: IncidentsPage, show: Show, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    submit(desk)
    for which, by in zip(ReviewRound, ("编辑", "科长", "主任"), strict=True):
        desk.incidents.proof_draft(BRIDGE, 1, which, tuple(Gate), deed=FakeDeed(by))
    show(BRIDGE)
    page.detail.release.wanted.emit("draft_secrecy", "1")
    secrecy = sheet(page, SecrecySheet)
    secrecy.by.setText("保密员")
    secrecy.accept()
    home(seat)
    page.detail.release.wanted.emit("draft_disclose", "1")
    disclose = sheet(page, DiscloseSheet)
    disclose.disclosure.choose(Disclosure.PARTIAL)
    disclose.accept()
    assert "理由" in disclose.error.text()
    disclose.reason.setText("涉及伤者")
    disclose.accept()
    home(seat)
    page.detail.release.wanted.emit("draft_sign", "1")
    sign = sheet(page, SignSheet)
    assert not sign.heard_by.isVisible()
    sign.post.setText("市长")
    sign.oral.setChecked(True)
    assert sign.heard_by.isVisible()
    sign.heard_by.clear()
    sign.accept()
    assert "听取" in sign.error.text()
    sign.heard_by.setText("政府办值班室")
    sign.accept()
    home(seat)
    incident = desk.incidents.get(BRIDGE)
    draft = incident.drafts[0]
    assert (draft.secrecy, draft.disclosure, draft.signed_by) == ("保密员", Disclosure.PARTIAL, "市长")
    assert incident.signatures[0].heard_by == "政府办值班室"
    assert "市长签发（口头，政府办值班室听取）" in texts(page)


def test_a_sign_off_that_lacks_something_says_all_of_it_in_the_sheet(
    page: IncidentsPage, show: Show, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    submit(desk)
    show(BRIDGE)
    page.detail.release.wanted.emit("draft_sign", "1")
    form = sheet(page, SignSheet)
    form.accept()
    home(seat)
    assert "缺：一审一校、二审二校、三审三校" in form.error.text()


def test_a_signed_draft_is_published_with_its_title_form_and_number(
    page: IncidentsPage, show: Show, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    ready(desk)
    desk.incidents.sign_draft(BRIDGE, 1, "市长", deed=BY)
    show(BRIDGE)
    page.detail.release.wanted.emit("draft_publish", "1")
    form = sheet(page, EvidenceSheet)
    assert (form.what.text(), form.draft.chosen) == ("情况通报（第一号）", 1)
    form.address.setText("https://yunchuan.example/1")
    form.form.choose(EvidenceForm.QUESTIONS)
    form.leader.setText("市长")
    form.accept()
    home(seat)
    incident = desk.incidents.get(BRIDGE)
    assert incident.drafts[0].state is DraftState.PUBLISHED
    assert (incident.evidence[0].form, incident.evidence[0].leader) == (EvidenceForm.QUESTIONS, "市长")
    told = texts(page)
    assert "答记者问" in told and "市长发声" in told and "第 1 号稿件" in told
    assert "政府网站" in told  # a usual outlet that got nothing yet


def test_a_draft_is_sent_back_with_words_and_comes_again(
    page: IncidentsPage, show: Show, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    submit(desk)
    show(BRIDGE)
    page.detail.release.wanted.emit("draft_back", "1")
    words = sheet(page, WordsSheet)
    words.accept()
    assert "要改什么" in words.error.text()
    words.words.setPlainText("数字待核")
    words.accept()
    home(seat)
    assert "退改：数字待核" in texts(page)
    page.detail.release.wanted.emit("draft_again", "1")
    again = sheet(page, DraftSheet)
    assert again.text.toPlainText() == "正文"
    again.accept()
    home(seat)
    assert desk.incidents.get(BRIDGE).drafts[0].version == 2
    page.detail.release.wanted.emit("draft_drop", "1")
    drop = sheet(page, WordsSheet)
    drop.words.setPlainText("改用答记者问")
    drop.accept()
    home(seat)
    assert "撤稿：改用答记者问" in texts(page)


def test_one_key_accepts_an_offer_and_one_declines_it(
    page: IncidentsPage, show: Show, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    desk.incidents.offered[BRIDGE] = [offer(desk, 10), offer(desk, 20, "后续通报")]
    show(BRIDGE)
    assert not page.detail.offers.isHidden()
    assert page.detail.offers.title.text() == "事故情况通报"
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_N)
    home(seat)
    assert desk.incidents.get(BRIDGE).declined == (10,)
    assert page.detail.offers.title.text() == "后续通报"
    QTest.keyClick(page.list, Qt.Key.Key_Y)
    home(seat)
    (evidence,) = desk.incidents.get(BRIDGE).evidence
    assert (evidence.item, evidence.issued_by) == (20, "云川发布")
    assert page.detail.offers.isHidden()
    QTest.keyClick(page.list, Qt.Key.Key_Y)
    home(seat)
    assert len(desk.incidents.get(BRIDGE).evidence) == 1


def test_a_release_is_distributed_and_the_sheet_begins_with_what_is_missing(
    page: IncidentsPage, show: Show, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    desk.incidents.answer(BRIDGE, EvidenceKind.RELEASE, "通报", address="https://a.example/1", deed=BY)
    desk.incidents.distribute(BRIDGE, Outlet.WEBSITE, "云川市人民政府网", "https://a.example/1", deed=BY)
    show(BRIDGE)
    page.detail.release.wanted.emit("distribute", "")
    form = sheet(page, DistributeSheet)
    assert form.outlet.chosen is Outlet.NEW_MEDIA
    form.accept()
    assert "发到哪里" in form.error.text()
    form.name.setText("云川发布")
    form.accept()
    assert "链接" in form.error.text()
    form.address.setText("https://a.example/2")
    form.accept()
    home(seat)
    assert [one.name for one in desk.incidents.get(BRIDGE).distributions] == ["云川市人民政府网", "云川发布"]
    assert "融媒体中心" in texts(page) and "政务新媒体" in texts(page)


def test_a_kept_page_is_opened_and_a_missing_one_is_said(
    page: IncidentsPage,
    show: Show,
    desk: FakeDesk,
    seat: Seat,
    home: Home,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    desk.incidents.answer(BRIDGE, EvidenceKind.RELEASE, "通报", file=tmp_path / "x", deed=BY)
    show(BRIDGE)
    (kept,) = [b for b in page.detail.release.findChildren(QPushButton) if b.text().startswith("存证")]
    kept.click()
    home(seat)
    assert not opened and "不在本机" in page.bar.words
    desk.incidents.kept = tmp_path / "kept.html"
    kept.click()
    home(seat)
    assert [url.toLocalFile() for url in opened] == [str(tmp_path / "kept.html")]


def test_a_referral_asks_for_number_and_date_before_it_is_ticked(
    page: IncidentsPage, show: Show, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    opened = desk.incidents.open("网传停课不实", kind="D6", deed=BY)
    desk.incidents.confirm(opened.id, Judgement(response=ResponseWay.PUBLIC, kind="D6"), deed=BY)
    page.refresh()
    home(seat)
    show(opened.id)
    marks = [b for b in page.detail.checklist.findChildren(QPushButton) if "移交" in b.accessibleName()]
    marks[0].click()
    form = sheet(page, PaperSheet)
    form.accept()
    assert "文号" in form.error.text()
    form.number.setText("云网信移〔2026〕3号")
    form.date.setText("昨天")
    form.accept()
    home(seat)
    assert "2026-11-20" in form.error.text()
    form.date.setText("2026-11-20")
    form.accept()
    home(seat)
    step = next(s for s in desk.incidents.get(opened.id).checklist if s.id == "refer")
    assert (step.state, step.paper_number) == (StepState.DONE, "云网信移〔2026〕3号")
    told = "\n".join(made.text() for made in page.detail.checklist.findChildren(QLabel))
    assert "云网信移〔2026〕3号，2026-11-20" in told


def test_adopting_advice_may_say_why_not(
    page: IncidentsPage, show: Show, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    opened = desk.incidents.open("建议增设公交站", kind="D1", deed=BY)
    desk.incidents.confirm(opened.id, Judgement(response=ResponseWay.PUBLIC, kind="D1"), deed=BY)
    page.refresh()
    home(seat)
    show(opened.id)
    page.detail.checklist.paper_wanted.emit("publish_adoption")
    words = sheet(page, WordsSheet)
    words.words.setPlainText("与现行规划不符，已公开说明")
    words.accept()
    home(seat)
    step = next(s for s in desk.incidents.get(opened.id).checklist if s.id == "publish_adoption")
    assert (step.state, step.reason) == (StepState.DONE, "与现行规划不符，已公开说明")


def test_the_left_side_gives_every_card_its_height_in_a_small_window(
    page: IncidentsPage, show: Show, desk: FakeDesk, seat: Seat, qtbot: QtBot
) -> None:
    ready(desk)
    desk.incidents.answer(BRIDGE, EvidenceKind.RELEASE, "通报", address="https://a.example/1", deed=BY)
    page.window().resize(1204, 664)
    show(BRIDGE)
    release = page.detail.release
    qtbot.waitUntil(lambda: release.height() >= release.heightForWidth(release.width()), timeout=2000)
    (area, *_) = page.detail.findChildren(QScrollArea)
    inside = area.widget()
    assert inside is not None and inside.isAncestorOf(release)
    assert inside.width() <= area.viewport().width()  # nothing is cut off at the right


def test_what_is_collected_meanwhile_is_offered_without_opening_the_matter_again(
    page: IncidentsPage, show: Show, desk: FakeDesk, qtbot: QtBot
) -> None:
    show(BRIDGE)
    assert page.detail.offers.isHidden()
    desk.incidents.offered[BRIDGE] = [offer(desk)]
    page.releases._again.setInterval(0)
    page.changed(Changes(frozenset({Touched.ITEMS})))
    qtbot.waitUntil(lambda: not page.detail.offers.isHidden(), timeout=3000)
    assert page.detail.offers.title.text() == "事故情况通报"


def test_the_strip_counts_the_offers_and_leads_to_the_first(desk: FakeDesk, looks: None, qtbot: QtBot) -> None:
    strip = ClockStrip()
    qtbot.addWidget(strip)
    led: list[int] = []
    strip.incident_requested.connect(led.append)
    strip.show_offers(())
    assert strip.offers.isHidden()
    strip.show_offers((offer(desk, 10), offer(desk, 20)))
    assert not strip.offers.isHidden() and strip.offers.text().strip() == "凭据 2"
    strip.offers.click()
    assert led == [BRIDGE]
