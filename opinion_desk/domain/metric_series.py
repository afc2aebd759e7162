"""Counts of an item over time: what may be noted, and what fell, which counts seldom do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, tzinfo
from itertools import pairwise
from typing import Final

from .errors import Refused
from .item import Metrics
from .messages import sentence

COUNTS: Final = (("reads", "阅读"), ("comments", "评论"), ("reposts", "转发"), ("likes", "点赞"))

_FIGURES: Final = (*(field for field, _ in COUNTS), "rank", "heat")


def checked_metrics(metrics: Metrics, published: datetime | None, now: datetime, zone: tzinfo) -> Metrics:
    """These counts; Refused where there are none, one is negative, or they were seen before the item was published or after now."""
    counts = [getattr(metrics, field) for field, _ in COUNTS]
    if all(count is None for count in (*counts, metrics.rank, metrics.heat)):
        raise Refused("metrics_none")
    if any(count is not None and count < 0 for count in (*counts, metrics.heat)):
        raise Refused("metrics_negative")
    if metrics.seen > now:
        raise Refused("metrics_ahead")
    if published is not None and metrics.seen < published:
        raise Refused("metrics_before_item", published=_told(published, zone))
    return metrics


def newest_known(series: Sequence[Metrics]) -> Metrics:
    """Of each count the figure seen last, so that a note of one hides none of the others; `series` is oldest first, not empty.

    `seen` is when anything was seen last.
    """
    known = {field: value for one in series for field in _FIGURES if (value := getattr(one, field)) is not None}
    return replace(series[-1], **known)


def falls(series: Sequence[Metrics], zone: tzinfo) -> tuple[str, ...]:
    """Where a count is lower than when it was last seen, a sentence each; `series` is oldest first."""
    found = []
    for field, words in COUNTS:
        known = [(m.seen, count) for m in series if (count := getattr(m, field)) is not None]
        for (then, before), (now, after) in pairwise(known):
            if after < before:
                found.append((now, words, before, then, after))
    return tuple(
        sentence("metrics_fell", what=words, before=before, then=_told(then, zone), after=after, now=_told(now, zone))
        for now, words, before, then, after in sorted(found, key=lambda one: one[0])
    )


def _told(instant: datetime, zone: tzinfo) -> str:
    return f"{instant.astimezone(zone):%m-%d %H:%M}"
