"""补签: what was done on a spoken word and must still be signed for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout

from opinion_desk.domain.incident import Incident, IncidentState
from opinion_desk.domain.response_clock import SIGNATURE, ResponseClock
from opinion_desk.domain.signature import OwedSignature

from ..parts.buttons import button
from ..parts.cards import Card, empty_layout, row
from ..parts.labels import Elided, label, retone, rule
from ..seat import Seat
from .correspondence import tell_left


class SignaturesCard(Card):
    """`wanted` carries sign and the index of what is to be signed."""

    wanted = Signal(str, str)

    def __init__(self, seat: Seat) -> None:
        super().__init__(self.tr("补签"))
        self._seat = seat
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self.body.addLayout(self._lines)
        self._waiting: list[tuple[QLabel, ResponseClock]] = []

    def show_incident(self, incident: Incident) -> None:
        """Hidden where nothing was done on a spoken word."""
        empty_layout(self._lines)
        self._waiting = []
        self.setVisible(bool(incident.signatures))
        waiting = sum(one.open for one in incident.signatures)
        self.note.setText(self.tr("待补 {n}").format(n=waiting) if waiting else self.tr("已补齐"))
        retone(self.note, "amber" if waiting else "good")
        for place, owed in enumerate(sorted(incident.signatures, key=lambda one: not one.open)):
            if place:
                self._lines.addWidget(rule())
            self._add(incident, owed)
        self.tick(self._seat.now())

    def tick(self, now: datetime) -> None:
        """Count on."""
        for words, clock in self._waiting:
            tell_left(words, clock, now)

    def _add(self, incident: Incident, owed: OwedSignature) -> None:
        state = label(self.tr("已补签"), "second", tone="good")
        clock = incident.clock(f"{SIGNATURE}{owed.index}")
        if owed.open:
            state.setText(self.tr("未补签"))
            retone(state, "amber")
            if clock is not None and clock.state.open:
                self._waiting.append((state, clock))
        line = row(gap=10)
        line.addWidget(Elided(owed.what, 13, bold=owed.open), 1)
        line.addWidget(state)
        self._lines.addLayout(line)
        below = row(gap=8)
        below.addWidget(label(self._facts(owed), "meta", wrap=True), 1)
        if owed.open and (incident.state.open or incident.state is IncidentState.CONCLUDED):
            hint = self.tr("补签 {what}").format(what=owed.what)
            below.addWidget(button(self.tr("补签…"), self._wisher(owed.index), "link", hint=hint))
        self._lines.addLayout(below)

    def _facts(self, owed: OwedSignature) -> str:
        facts = [owed.post]
        if owed.heard_by:
            facts.append(self.tr("{post}听取").format(post=owed.heard_by))
        if owed.given is not None:
            facts.append(f"{owed.paper} {self._seat.short(owed.given)}")
        return " · ".join(facts)

    def _wisher(self, index: int) -> Callable[[], None]:
        return lambda: self.wanted.emit("sign", str(index))
