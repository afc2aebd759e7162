"""Handing matters to units, and what units answer; every paper is numbered in the transaction that records it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ..domain.acts import Act
from ..domain.assignment import PAPER_MARKS, PaperKind, ReceiptWay, ReplyStage, paper_number
from ..domain.commands import handling, papers, unit_steps
from ..domain.commands.when import When
from ..domain.incident import Incident
from ..domain.unit import Unit
from ..store import units as unit_rows
from ..store.paper_numbers import next_number
from ..store.writing import Transaction
from .deed import Deed
from .incident_writing import IncidentWriting


class HandlingDeeds(IncidentWriting):
    """Handing matters to units, and what units answer."""

    def assign(
        self, id: int | str, lead: str, co: Sequence[str] = (), *, deed: Deed, enter_new: bool = False,
        named_by: str = "",
    ) -> Incident:  # fmt: skip
        """交办; units that the reading suggests are known as well as those of the registry. `enter_new` registers the others.

        `named_by` is the office that named the lead after a return (R5).
        """
        known = self.known_units(id)
        fresh = dict.fromkeys(unit.strip() for unit in (lead, *co) if unit.strip() not in known) if enter_new else {}

        def decide(tx: Transaction, incident: Incident, time: When) -> tuple[Act, ...]:
            entered = {unit_rows.add(tx, Unit(0, name, None)).name for name in fresh}
            notice = self._number(tx, PaperKind.ASSIGNED, time)
            units = frozenset(known | entered)
            return handling.assign(incident, lead, co, units, self.policies, time, notice=notice, named_by=named_by)

        return self.do_within(id, deed, decide)

    def known_units(self, id: int | str) -> frozenset[str]:
        """The units that can be handed the matter: of the registry, suggested by the reading, or already holding it."""
        suggested = {choice.unit for choice in self.suggested_units(id) if choice.unit}
        holding = {assignment.unit for assignment in self.get(id).assignments}
        return frozenset(suggested | holding).union(self._store.units.names())

    def acknowledge(
        self, id: int | str, unit: str, text: str = "", *, deed: Deed, way: ReceiptWay | None = None, post: str = ""
    ) -> Incident:
        """签收, by which way and post."""
        return self.do(
            id,
            deed,
            lambda incident, time: handling.acknowledge(incident, unit, text, time, way=way, post=post),
        )

    def give_back(self, id: int | str, unit: str, text: str, *, deed: Deed, rule: str = "") -> Incident:
        """退单, citing a rule or saying why."""
        return self.do(
            id,
            deed,
            lambda incident, time: handling.give_back(incident, unit, text, time, policies=self.policies, rule=rule),
        )

    def return_until(self, incident: Incident, unit: str) -> datetime | None:
        """Until when that unit may give the matter back; None where it has it not."""
        found = incident.assignment(unit)
        return handling.return_until(incident, found, self.policies) if found is not None else None

    def reply(
        self, id: int | str, unit: str, text: str, *, deed: Deed, stage: ReplyStage = ReplyStage.VERIFICATION
    ) -> Incident:
        """回复 of that stage."""
        return self.do(id, deed, lambda incident, time: handling.reply(incident, unit, text, time, stage=stage))

    def change_step(self, id: int | str, clock: str, due: datetime, reason: str, *, deed: Deed) -> Incident:
        """Another due time for a step of a unit."""
        return self.do(id, deed, lambda incident, time: unit_steps.change_step(incident, clock, due, reason, time))

    def urge(self, id: int | str, unit: str, text: str = "", *, deed: Deed) -> Incident:
        """催办."""

        def decide(tx: Transaction, incident: Incident, time: When) -> tuple[Act, ...]:
            number = self._number(tx, PaperKind.URGED, time)
            return papers.urge(incident, unit, text, time, number=number)

        return self.do_within(id, deed, decide)

    def hand(self, id: int | str, unit: str, kind: PaperKind, text: str = "", *, deed: Deed) -> Incident:
        """A paper of the ladder: 提示, 转办, 督办, 约谈 or 通报."""
        known = self.known_units(id)

        def decide(tx: Transaction, incident: Incident, time: When) -> tuple[Act, ...]:
            number = self._number(tx, kind, time)
            return papers.hand(incident, unit, kind, text, known, time, number=number)

        return self.do_within(id, deed, decide)

    def consult(self, id: int | str, units: Sequence[str], conclusion: str, *, deed: Deed) -> Incident:
        """会商."""
        known = self.known_units(id)
        return self.do(id, deed, lambda incident, time: papers.consult(incident, units, conclusion, known, time))

    def _number(self, tx: Transaction, kind: PaperKind, time: When) -> str:
        """The next number of such a paper in the civil year of the deed; a refused deed gives it back."""
        year = time.at.astimezone(self._settings.civil).year
        return paper_number(self._settings.code, kind, year, next_number(tx, PAPER_MARKS[kind], year))
