"""Signatures still owed (补签): what was done on a spoken word and must be signed for afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class OwedSignature:
    """A signature owed by a post: `index` counts from 1 within the incident; its clock is `signature:<index>`.

    `heard_by` is who heard the spoken approval; `paper` the paper it was given on, once it was given.
    """

    index: int
    what: str
    post: str
    since: datetime
    heard_by: str = ""
    given: datetime | None = None
    paper: str = ""

    @property
    def open(self) -> bool:
        """Whether it is still owed."""
        return self.given is None
