"""What the kind of content or the level demands before a matter is concluded (处置要求)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class StepState(StrEnum):
    """A step of the checklist is open, done, or struck with a reason."""

    OPEN = "open"
    DONE = "done"
    STRUCK = "struck"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that is demanded. `needs_paper`: done only with the number and date of a paper, recorded as a fact (移交文号、日期).

    `reason` is why it was struck, or with what it was done: the evidence, or a few words.
    """

    id: str
    words: str
    ground: str
    state: StepState = StepState.OPEN
    reason: str = ""
    needs_paper: bool = False
    paper_number: str = ""
    paper_date: str = ""  # civil date, YYYY-MM-DD
    by_evidence: bool = False  # ticked by a release or conference, and not yet by a person
