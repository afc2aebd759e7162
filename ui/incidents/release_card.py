"""稿件与发布: drafts with their stage and what comes next, what was published with its evidence, and where it went."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout

from opinion_desk.domain.commands.drafting import open_gates
from opinion_desk.domain.incident import Incident, IncidentState
from opinion_desk.domain.release import (
    DRAFT_WORDS,
    FORM_WORDS,
    GATE_WORDS,
    OUTLET_WORDS,
    Draft,
    DraftState,
    Evidence,
    EvidenceKind,
    Outlet,
)

from ..parts.buttons import button
from ..parts.cards import Card, empty_layout, holder, row
from ..parts.flow import Flow
from ..parts.labels import Elided, chip, label, rule
from ..parts.way import Way
from ..seat import Seat
from ..words import said
from .draft_marks import ROUNDS, DraftMarks, next_deed

KIND_WORDS: Final = {
    EvidenceKind.RELEASE: "权威发布",
    EvidenceKind.CONFERENCE: "新闻发布会",
    EvidenceKind.RESPONSE: "公开回应",
}
_JUDGED: Final = (IncidentState.CONFIRMED, IncidentState.ASSIGNED, IncidentState.RESPONDING)
_TONE: Final = {DraftState.RETURNED: "amber", DraftState.SIGNED: "accent", DraftState.PUBLISHED: "good"}
_BACK: Final = (DraftState.REVIEWING, DraftState.SIGNED)


class ReleaseCard(Card):
    """`wanted` carries what and for which draft (its number), address or digest."""

    wanted = Signal(str, str)

    def __init__(self, seat: Seat) -> None:
        super().__init__(margin=16)
        self._seat = seat
        self._able = False
        self._new = button(self.tr("送审稿件…"), lambda: self.wanted.emit("draft_new", ""), "link")
        self._spread = button(self.tr("登记分发…"), lambda: self.wanted.emit("distribute", ""), "link")
        self.body.addLayout(
            row(label(self.tr("稿件与发布"), "heading"), self.note, None, self._new, self._spread, gap=10)
        )
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self.body.addLayout(self._lines)

    def show_incident(self, incident: Incident, missing: tuple[Outlet, ...]) -> None:
        """Another incident, or the same after a deed; hidden while nothing can be published and nothing was."""
        empty_layout(self._lines)
        self._able = incident.state in _JUDGED
        there = bool(incident.drafts or incident.evidence or incident.distributions)
        self.setVisible(self._able or there)
        self._new.setVisible(self._able)
        out = any(d.state in (DraftState.SIGNED, DraftState.PUBLISHED) for d in incident.drafts)
        self._spread.setVisible(self._able and bool(incident.evidence or incident.distributions or out))
        self.note.setText(self._counted(incident))
        if not there:
            self._lines.addWidget(
                label(self.tr("还没有稿件；发布前须三审三校、保密审查、定公开属性并签发。"), "second", wrap=True)
            )
        parts = [self._draft_lines, self._evidence_lines]
        for n, add in enumerate(parts):
            before = self._lines.count()
            add(incident)
            if n and before and self._lines.count() > before:
                self._lines.insertWidget(before, rule())
        self._distribution_lines(incident, missing)

    def _counted(self, incident: Incident) -> str:
        counts = (
            (self.tr("稿件 {n}"), len(incident.drafts)),
            (self.tr("发布 {n}"), len(incident.evidence)),
            (self.tr("分发 {n}"), len(incident.distributions)),
        )
        return " · ".join(words.format(n=n) for words, n in counts if n)

    # --- drafts

    def _draft_lines(self, incident: Incident) -> None:
        for place, draft in enumerate(incident.drafts):
            if place:
                self._lines.addSpacing(6)
            self._add_draft(draft)

    def _add_draft(self, draft: Draft) -> None:
        gone = draft.state is DraftState.DROPPED
        title = Elided(f"{draft.number}  {draft.what}", 13, "text_3" if gone else "text", bold=not gone)
        facts = [self._seat.unit(draft.unit), self.tr("第{n}稿").format(n=draft.version)]
        facts.append(self._seat.short(draft.submitted))
        head = row(title, gap=10)
        head.setStretch(0, 1)
        head.addWidget(label(" · ".join(facts), "meta"))
        head.addWidget(label(said(DRAFT_WORDS[draft.state]), "second", tone=_TONE.get(draft.state, "")))
        self._lines.addLayout(head)
        if not gone:
            line = row(DraftMarks(draft), gap=8)
            line.setStretch(0, 1)
            deed = next_deed(draft)
            if self._able and deed is not None:
                line.addWidget(button(said(deed[1]), self._wisher(deed[0], str(draft.number))))
            if draft.digest or (self._able and draft.state is not DraftState.PUBLISHED):
                line.addWidget(self._menu(draft))
            self._lines.addLayout(line)
        told = self._told(draft)
        if told:
            self._lines.addWidget(label(told, "meta", wrap=True))

    def _told(self, draft: Draft) -> str:
        """Who let it pass, which gates are open, and what was said when it was sent back."""
        parts: list[str] = []
        left = [said(GATE_WORDS[gate]) for gate in open_gates(draft)]
        if draft.state is DraftState.REVIEWING and draft.rounds and left:
            parts.append(self.tr("待把{gates}").format(gates="、".join(left)))
        parts += [f"{said(turn)} {one.by}" for turn, one in zip(ROUNDS, draft.rounds, strict=False)]
        if draft.secrecy:
            parts.append(self.tr("保密 {by}").format(by=draft.secrecy))
        if draft.disclosure_reason:
            parts.append(draft.disclosure_reason)
        if draft.signed_by:
            heard = self.tr("（口头，{by}听取）").format(by=draft.heard_by) if draft.heard_by else ""
            parts.append(self.tr("{post}签发{heard}").format(post=draft.signed_by, heard=heard))
        if draft.note and draft.state in (DraftState.RETURNED, DraftState.DROPPED):
            parts.append(f"{said(DRAFT_WORDS[draft.state])}：{draft.note}")
        return " · ".join(parts)

    def _menu(self, draft: Draft) -> QPushButton:
        made = button(
            "",
            lambda: menu.exec(made.mapToGlobal(QPoint(0, made.height()))),
            "quiet",
            "caret-down",
            hint=self.tr("第 {n} 号稿件").format(n=draft.number),
        )
        made.setFixedWidth(28)
        menu = QMenu(made)
        number, choices = str(draft.number), []
        if draft.digest:
            choices.append((self.tr("打开稿件文件"), "open_kept", draft.digest))
        if self._able and draft.state is DraftState.REVIEWING:
            choices.append((self.tr("定公开属性…"), "draft_disclose", number))
            choices.append((self.tr("登记保密审查…"), "draft_secrecy", number))
            choices.append((self.tr("送审新稿…"), "draft_again", number))
        if self._able and draft.state in _BACK:
            choices.append((self.tr("退改…"), "draft_back", number))
        if self._able and draft.state is not DraftState.PUBLISHED:
            choices.append((self.tr("撤稿…"), "draft_drop", number))
        for words, wish, whom in choices:
            menu.addAction(words).triggered.connect(self._wisher(wish, whom))
        return made

    # --- what was published, and where it went

    def _evidence_lines(self, incident: Incident) -> None:
        for one in incident.evidence:
            self._add_evidence(one)

    def _add_evidence(self, one: Evidence) -> None:
        form = said(FORM_WORDS[one.form]) if one.form else ""
        head = row(chip(said(KIND_WORDS[one.kind]), "good"), gap=8)
        head.addWidget(Elided(one.what, 13, "text", bold=True), 1)
        head.addWidget(label(" · ".join(filter(None, (form, self._seat.short(one.at)))), "meta"))
        self._lines.addLayout(head)
        who = [one.issued_by or one.by]
        if one.leader:
            who.append(self.tr("{post}发声").format(post=one.leader))
        if one.draft is not None:
            who.append(self.tr("第 {n} 号稿件").format(n=one.draft))
        below = row(label(" · ".join(who), "meta"), gap=10)
        if one.address:
            way = Way(one.address, 12)
            way.clicked.connect(self._wisher("open_address", one.address))
            below.addWidget(way, 1)
        else:
            below.addStretch(1)
        if one.digest:
            words = self.tr("存证 {digest}").format(digest=one.digest[:8])
            hint = self.tr("打开存证文件；SHA-256 {digest}").format(digest=one.digest)
            below.addWidget(button(words, self._wisher("open_kept", one.digest), "link", hint=hint))
        self._lines.addLayout(below)

    def _distribution_lines(self, incident: Incident, missing: tuple[Outlet, ...]) -> None:
        if not incident.distributions and not missing:
            return
        self._lines.addWidget(rule())
        for one in incident.distributions:
            head = row(label(said(OUTLET_WORDS[one.outlet]), "second"), gap=10)
            if one.address:
                way = Way(f"{one.name}  {one.address}", 12)
                way.clicked.connect(self._wisher("open_address", one.address))
                head.addWidget(way, 1)
            else:
                head.addWidget(Elided(one.name, 12, "text_2"), 1)
            head.addWidget(label(self._seat.short(one.at), "meta"))
            self._lines.addLayout(head)
        if missing and self._able:
            flow = Flow(gap=6)
            flow.addWidget(label(self.tr("常用渠道未登记"), "meta"))
            for outlet in missing:
                flow.addWidget(chip(said(OUTLET_WORDS[outlet]), "amber"))
            self._lines.addWidget(holder(flow))

    def _wisher(self, wish: str, whom: str) -> Callable[..., None]:
        return lambda *_: self.wanted.emit(wish, whom)
