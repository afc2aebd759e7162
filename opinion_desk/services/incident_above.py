"""Dealing with those above: papers that come in and their replies, reports upward, a command that takes over, signatures."""

from __future__ import annotations

from ..domain.commands import commanding, mandates, reporting, signatures
from ..domain.commands.mandates import Received
from ..domain.commands.reporting import Reporting
from ..domain.incident import Incident
from .deed import Deed
from .incident_writing import IncidentWriting


class AboveDeeds(IncidentWriting):
    """Papers from above and their replies, reports upward, a command that takes over, signatures."""

    def receive(self, id: int | str, paper: Received, *, deed: Deed) -> Incident:
        """登记来文."""
        return self.do(id, deed, lambda incident, time: mandates.receive_mandate(incident, paper, self.policies, time))

    def answer_mandate(self, id: int | str, index: int, text: str, number: str = "", *, deed: Deed) -> Incident:
        """回复来文."""
        return self.do(id, deed, lambda incident, time: mandates.answer_mandate(incident, index, text, number, time))

    def report(self, id: int | str, made: Reporting, *, deed: Deed) -> Incident:
        """登记报告."""
        return self.do(id, deed, lambda incident, time: reporting.report(incident, made, self.policies, time))

    def take_over(self, id: int | str, authority: str, paper: str = "", heard_by: str = "", *, deed: Deed) -> Incident:
        """上级接管."""
        return self.do(
            id,
            deed,
            lambda incident, time: commanding.take_over(incident, authority, paper, heard_by, self.policies, time),
        )

    def sign(self, id: int | str, index: int, paper: str, *, deed: Deed) -> Incident:
        """补签."""
        return self.do(id, deed, lambda incident, time: signatures.sign(incident, index, paper, time))
