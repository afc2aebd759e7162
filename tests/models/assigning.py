"""Assigning in short: the made-up city 云川 with its places, and one call from a text to lead and others."""

from __future__ import annotations

from models.institutions import find_institution
from models.places import PlaceFinder
from models.units import UnitAssigner
from opinion_desk.domain.verdict import Emergency, Scored, Severity, UnitChoice, Voice

OWN = ("东湖区", "南岸区", "东湖街道", "北郊镇", "云川经济开发区", "东湖路=东湖街道", "滨江公园")
FINDER = PlaceFinder("云川市", OWN)
ASSIGNER = UnitAssigner("云川市", (), OWN)
BINS = (Scored("urban_management", 0.5), Scored("ecology_environment", 0.1))

Choices = tuple[UnitChoice, tuple[UnitChoice, ...]]


def assign(
    text: str,
    functions: tuple[Scored, ...] = BINS,
    *,
    voice: Voice = Voice.DEMAND,
    emergency: Emergency | None = None,
    level: int | None = None,
    assigner: UnitAssigner = ASSIGNER,
    finder: PlaceFinder = FINDER,
) -> Choices:
    """Lead and others of a text whose functions are given; every reason's words stand where it says."""
    severity = Severity(level) if level else None
    lead, others, reasons = assigner.assign(
        functions, finder.find(text), find_institution(text), voice, emergency, severity, text
    )
    for reason in reasons:
        assert text[reason.start : reason.end] == reason.text
    return lead, others


def words_for(text: str, functions: tuple[Scored, ...] = BINS) -> list[str]:
    """The words of a text that spoke for its unit."""
    place = find_institution(text)
    return [r.text for r in ASSIGNER.assign(functions, FINDER.find(text), place, Voice.DEMAND, None, None, text)[2]]


def rule_for(choices: Choices, function: str) -> str | None:
    """The rule by which a function stands among lead and others; None when it does not."""
    return next((c.rule for c in (choices[0], *choices[1]) if c.function == function), None)
