"""The steps of a draft, a sheet each: a round of review, the secrecy check, the disclosure, the sign-off."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from opinion_desk.domain.commands.drafting import next_round, open_gates
from opinion_desk.domain.incident import Incident
from opinion_desk.domain.release import (
    DISCLOSURE_WORDS,
    GATE_WORDS,
    ROUND_WORDS,
    Disclosure,
    Draft,
    Gate,
    ReviewRound,
)

from ..deed import deed
from ..parts.cards import row
from ..parts.choices import Choice
from ..parts.labels import label
from ..parts.moment import MomentField
from ..parts.sheet import Sheet, field
from ..parts.tick import Tick
from ..seat import Seat
from ..words import said

if TYPE_CHECKING:
    from opinion_desk.services.deed import Deed


class StepSheet(Sheet):
    """What all steps share: who did it and when. A round is made by whoever made it, not by whoever registers it."""

    written = Signal()

    def __init__(
        self, over: QWidget, seat: Seat, incident: Incident, draft: Draft, title: str, who: str, by: str
    ) -> None:
        told = f"第 {draft.number} 号稿件 {draft.what} · 第{draft.version}稿"
        super().__init__(over, title, told, width=540, accept="登记")
        self._seat, self._incident, self._draft = seat, incident, draft
        self.seen = incident.acts
        self.by = QLineEdit(by)
        self.at = MomentField(seat)
        both = row(gap=12)
        both.addLayout(field(who, self.by), 1)
        both.addLayout(field(self.tr("何时"), self.at), 1)
        self.body.addLayout(both)

    def _do(self, act: Callable[[Deed], object], by: str) -> None:
        """Run the deed in a thread by that name, at the time that stands there."""
        at, problem = self.at.read()
        if not by:
            self.refuse(self.tr("请写明是谁：姓名或岗位。"), self.by)
        elif problem:
            self.refuse(problem, self.at)
        else:
            self.busy()
            made = deed(by, at, self.seen)
            self._seat.work.run(self, lambda: act(made), self._written, self.failed)

    def _written(self, _incident: object) -> None:
        self.close_sheet()
        self.written.emit()


class ProofSheet(StepSheet):
    """One round of 三审三校, and the gates checked in it: a person ticks them, nothing is ticked beforehand."""

    def __init__(self, over: QWidget, seat: Seat, incident: Incident, draft: Draft) -> None:
        self.round = next_round(draft) or ReviewRound.THIRD
        names = {one.by for one in draft.rounds}
        by = "" if seat.by in names else seat.by
        super().__init__(over, seat, incident, draft, said(ROUND_WORDS[self.round]), "审校人（与前几审不同）", by)
        left = open_gates(draft)
        self.gates = {gate: Tick(said(GATE_WORDS[gate])) for gate in Gate}
        self.note_line = QLineEdit()
        self.body.addWidget(label(self.tr("这一审把好的关"), "meta"))
        self.body.addLayout(row(*self.gates.values(), None, gap=18))
        if len(left) < len(Gate):
            passed = "、".join(said(GATE_WORDS[gate]) for gate in Gate if gate not in left)
            self.body.addWidget(label(self.tr("前面已把：{gates}").format(gates=passed), "meta"))
        self.body.addLayout(field(self.tr("审校意见（可不填）"), self.note_line))

    def accept(self) -> None:
        service, id, number, turn = self._seat.desk.incidents, self._incident.id, self._draft.number, self.round
        gates = tuple(gate for gate, tick in self.gates.items() if tick.isChecked())
        note = self.note_line.text().strip()
        self._do(
            lambda made: service.proof_draft(id, number, turn, gates, note, deed=made),
            self.by.text().strip(),
        )


class SecrecySheet(StepSheet):
    """先审查后公开: who made the check."""

    def __init__(self, over: QWidget, seat: Seat, incident: Incident, draft: Draft) -> None:
        super().__init__(over, seat, incident, draft, "保密审查", "审查人", seat.by)
        self.body.addWidget(
            label(self.tr("先审查后公开：确认稿件不含国家秘密、工作秘密和个人信息。"), "meta", wrap=True)
        )

    def accept(self) -> None:
        service, id, number = self._seat.desk.incidents, self._incident.id, self._draft.number
        self._do(
            lambda made: service.check_draft_secrecy(id, number, deed=made),
            self.by.text().strip(),
        )


class DiscloseSheet(StepSheet):
    """公开属性: anything short of full disclosure needs its reason."""

    def __init__(self, over: QWidget, seat: Seat, incident: Incident, draft: Draft) -> None:
        super().__init__(over, seat, incident, draft, "公开属性", "由谁确定", seat.by)
        self.disclosure = Choice((one, said(DISCLOSURE_WORDS[one])) for one in Disclosure)
        if draft.disclosure is not None:
            self.disclosure.choose(draft.disclosure)
        self.reason = QLineEdit(draft.disclosure_reason)
        self.body.addLayout(field(self.tr("公开属性"), self.disclosure))
        self.body.addLayout(field(self.tr("理由（主动公开可不填）"), self.reason))

    def accept(self) -> None:
        disclosure, reason = self.disclosure.chosen, self.reason.text().strip()
        if disclosure is not Disclosure.PUBLIC and not reason:
            self.refuse(self.tr("不是主动公开的，须写明理由。"), self.reason)
            return
        service, id, number = self._seat.desk.incidents, self._incident.id, self._draft.number
        self._do(
            lambda made: service.disclose_draft(id, number, disclosure, reason, deed=made),
            self.by.text().strip(),
        )


class SignSheet(StepSheet):
    """签发 by a post, on paper or by word; a spoken approval names who heard it, and is signed for afterwards."""

    def __init__(self, over: QWidget, seat: Seat, incident: Incident, draft: Draft) -> None:
        super().__init__(over, seat, incident, draft, "签发", "登记人", seat.by)
        self.post = QLineEdit(seat.desk.incidents.policies.approver(incident.grade))
        self.oral = Tick(self.tr("口头同意，事后补签"))
        self.heard_by = QLineEdit(seat.by)
        self._heard = field(self.tr("由谁听取"), self.heard_by)
        self.body.addLayout(field(self.tr("签发的岗位"), self.post, self.tr("默认是本件舆情等级的审批人。")))
        self.body.addWidget(self.oral)
        self.body.addLayout(self._heard)
        self.oral.toggled.connect(self._show_heard)
        self._show_heard(False)

    def accept(self) -> None:
        post = self.post.text().strip()
        heard_by = self.heard_by.text().strip() if self.oral.isChecked() else ""
        if not post:
            self.refuse(self.tr("请写明由哪个岗位签发。"), self.post)
        elif self.oral.isChecked() and not heard_by:
            self.refuse(self.tr("口头同意须写明由谁听取。"), self.heard_by)
        else:
            service, id, number = self._seat.desk.incidents, self._incident.id, self._draft.number
            self._do(
                lambda made: service.sign_draft(id, number, post, heard_by, deed=made),
                self.by.text().strip(),
            )

    def _show_heard(self, on: bool) -> None:
        for place in range(self._heard.count()):
            item = self._heard.itemAt(place)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.setVisible(on)
