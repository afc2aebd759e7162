"""The names a person chooses from when correcting a verdict: topics, functions, the unit that holds a function here; and the rules by name."""

from __future__ import annotations

from collections.abc import Sequence

from opinion_desk.domain.unit import RuleText, Unit

from .functions import functions
from .lexicons import topics
from .unit_names import UnitNames
from .unit_rules import rule_of


class ReadingCatalogue:
    """The catalogue of one jurisdiction; see `services.ports.Catalogue`."""

    def __init__(self, names: UnitNames) -> None:
        self._names = names

    def topics(self) -> tuple[str, ...]:
        """Names of topics (领域), in the catalogue's order."""
        return tuple(topic.name for topic in topics())

    def functions(self) -> tuple[tuple[str, str], ...]:
        """Functions (职能): id, name."""
        return tuple((function.id, function.name) for function in functions())

    def unit_name(self, function: str) -> str:
        """The name of the unit that holds this function in the jurisdiction."""
        return self._names.of(function)

    def rule(self, id: str) -> RuleText | None:
        """The responsibility rule of that id (R1 to R14) with its documents and clauses; None for an id that is no rule's."""
        return rule_of(id)


def load_catalogue(jurisdiction: str | None, own_units: Sequence[Unit] = ()) -> ReadingCatalogue:
    """The catalogue for that jurisdiction; without one, units bear the plain names of their functions."""
    return ReadingCatalogue(UnitNames(jurisdiction, own_units))
