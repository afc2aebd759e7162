"""Emergencies and their levels, measured on the set of bench/sets/severity.jsonl."""

from __future__ import annotations

from collections import Counter

import pytest

from bench.severity import Case, cases, read
from models.severity_scores import scores
from opinion_desk.domain.verdict import Emergency


@pytest.fixture(scope="module")
def held() -> list[Case]:
    return cases()


def test_precision_is_at_least_097_and_recall_095(held: list[Case]) -> None:
    found = scores([case.truth for case in held], [read(case) for case in held])
    assert found.precision >= 0.97
    assert found.recall >= 0.95
    assert found.class_accuracy >= 0.97


def test_the_set_holds_every_class_and_level_and_two_fifths_of_traps(held: list[Case]) -> None:
    assert len(held) >= 360
    assert len({case.id for case in held}) == len({case.text for case in held}) == len(held)
    assert sum(case.trap is not None for case in held) >= 0.4 * len(held)
    assert 0.4 <= sum(case.truth.emergency is not None for case in held) / len(held) <= 0.65
    told = Counter((case.truth.emergency, case.truth.level) for case in held)
    assert all(told[emergency, level] for emergency in Emergency for level in (1, 2, 3, 4))


def test_a_level_stands_with_a_class_alone(held: list[Case]) -> None:
    assert [case.id for case in held if case.truth.level is not None and case.truth.emergency is None] == []
