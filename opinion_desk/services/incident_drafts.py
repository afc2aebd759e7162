"""Drafts on their way through review, secrecy check, disclosure and sign-off."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ..domain.commands import drafting
from ..domain.incident import Incident
from ..domain.release import Disclosure, Gate, ReviewRound
from .deed import Deed
from .incident_writing import IncidentWriting


class DraftDeeds(IncidentWriting):
    """Drafts (稿件). `number` counts the drafts of one matter from 1."""

    def submit_draft(
        self,
        id: int | str,
        what: str = "",
        unit: str = "",
        *,
        text: str = "",
        file: Path | None = None,
        number: int | None = None,
        deed: Deed,
    ) -> Incident:
        """送审 of a new draft, or of a new version of draft `number`; a file is kept under its digest first."""
        digest = None if file is None else self._evidence.keep(file)
        return self.do(
            id, deed, lambda incident, time: drafting.submit(incident, what, unit, text, digest, time, number)
        )

    def proof_draft(
        self,
        id: int | str,
        number: int,
        which: ReviewRound,
        gates: Iterable[Gate] = (),
        note: str = "",
        *,
        deed: Deed,
    ) -> Incident:
        """审校: one round passed, with the gates checked in it."""
        passed = tuple(gates)
        return self.do(id, deed, lambda incident, time: drafting.proof(incident, number, which, passed, note, time))

    def send_draft_back(self, id: int | str, number: int, text: str, *, deed: Deed) -> Incident:
        """退改."""
        return self.do(id, deed, lambda incident, time: drafting.send_back(incident, number, text, time))

    def check_draft_secrecy(self, id: int | str, number: int, *, deed: Deed) -> Incident:
        """保密审查, passed by the name that acts."""
        return self.do(id, deed, lambda incident, time: drafting.check_secrecy(incident, number, time))

    def disclose_draft(
        self, id: int | str, number: int, disclosure: Disclosure, reason: str = "", *, deed: Deed
    ) -> Incident:
        """定公开属性."""
        return self.do(id, deed, lambda incident, time: drafting.disclose(incident, number, disclosure, reason, time))

    def sign_draft(self, id: int | str, number: int, post: str = "", heard_by: str = "", *, deed: Deed) -> Incident:
        """签发 by a post, the approver of the matter's grade where none is given; spoken approval owes the signature."""
        return self.do(
            id,
            deed,
            lambda incident, time: drafting.sign_off(incident, number, post, heard_by, self.policies, time),
        )

    def drop_draft(self, id: int | str, number: int, text: str, *, deed: Deed) -> Incident:
        """撤稿."""
        return self.do(id, deed, lambda incident, time: drafting.drop(incident, number, text, time))
