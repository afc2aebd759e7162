"""Precision counts the levels read, recall the levels there are."""

from __future__ import annotations

from models.severity_scores import Scores, Told, scores
from opinion_desk.domain.verdict import Emergency

ACCIDENT = Emergency.ACCIDENT
NOTHING = Told(None, None)


def test_a_level_of_the_wrong_class_or_height_is_found_and_not_right() -> None:
    truths = [Told(ACCIDENT, 3), Told(ACCIDENT, 3), Told(ACCIDENT, 3), NOTHING]
    reads = [Told(ACCIDENT, 3), Told(ACCIDENT, 4), Told(Emergency.PUBLIC_SECURITY, 3), NOTHING]
    assert scores(truths, reads) == Scores(precision=1 / 3, recall=1 / 3, class_accuracy=3 / 4)


def test_a_missed_level_lowers_recall_alone_and_an_invented_one_precision_alone() -> None:
    assert scores([Told(ACCIDENT, 2), NOTHING], [Told(ACCIDENT, None), NOTHING]) == Scores(1.0, 0.0, 1.0)
    assert scores([Told(ACCIDENT, 2), NOTHING], [Told(ACCIDENT, 2), Told(ACCIDENT, 4)]) == Scores(0.5, 1.0, 0.5)


def test_an_empty_set_has_nothing_wrong() -> None:
    assert scores([], []) == Scores(1.0, 1.0, 1.0)
