"""How much a desk can look at itself (请人看一眼): from the share it says, the score from which a reading counts as sure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ..store.store import Store

LOOKED_AT: Final = 5_000  # the newest verdicts
_ENOUGH: Final = 200
PROVISIONAL: Final = 0.85
"""The score from which an item is sure at a desk that has not said how much it can look at, or has too few items to tell by.

Files read by `tag` keep the packaged threshold, under which nineteen of twenty sure leads of citizens' letters are right; at a
desk with its short notices and tickets it would mark nearly everything.
"""


def review_threshold(store: Store, share: float | None) -> float | None:
    """The score of the lead from which an item is sure at this desk; None: the packaged default."""
    return None if share is None else threshold_of(store.verdicts.lead_scores(LOOKED_AT), share)


def threshold_of(scores: Sequence[float], share: float) -> float | None:
    """The score (two decimals) below which about that share of these lies; None while there are too few to tell.

    Coarse on purpose: a reader is made anew for another threshold.
    """
    if len(scores) < _ENOUGH:
        return None
    return round(sorted(scores)[int(share * len(scores))], 2)
