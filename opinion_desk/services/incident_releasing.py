"""Answering the public, and the checklist."""

from __future__ import annotations

from pathlib import Path

from ..domain.commands import releasing
from ..domain.incident import Incident
from ..domain.release import EvidenceKind
from .deed import Deed
from .incident_writing import IncidentWriting


class ReleasingDeeds(IncidentWriting):
    """Answering the public, and the checklist."""

    def answer(
        self,
        id: int | str,
        kind: EvidenceKind,
        what: str,
        *,
        address: str | None = None,
        file: Path | None = None,
        deed: Deed,
    ) -> Incident:
        """权威发布, 新闻发布会 or 回应 with its evidence; a file is kept under its digest first."""
        digest = None if file is None else self._evidence.keep(file)
        return self.do(
            id,
            deed,
            lambda incident, time: releasing.answer_public(incident, kind, what, address, digest, self.policies, time),
        )

    def check(self, id: int | str, step: str, strike: str | None = None, *, deed: Deed) -> Incident:
        """核对处置要求."""
        return self.do(id, deed, lambda incident, time: releasing.check(incident, step, strike, time))
