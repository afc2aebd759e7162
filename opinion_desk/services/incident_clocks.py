"""Times put right, the start of the clocks changed, clocks set by hand and met."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from ..domain.commands import own_clocks, starting
from ..domain.commands.own_clocks import Term
from ..domain.incident import Incident, StartFrom
from .deed import Deed
from .incident_writing import IncidentWriting


class ClockDeeds(IncidentWriting):
    """Times put right, the start of the clocks changed, clocks set by hand and met."""

    def correct_times(self, id: int | str, times: Mapping[StartFrom, datetime], reason: str, *, deed: Deed) -> Incident:
        """更正时间."""
        return self.do(
            id, deed, lambda incident, time: starting.correct_times(incident, times, reason, self.policies, time)
        )

    def change_start(self, id: int | str, which: StartFrom, reason: str, *, deed: Deed) -> Incident:
        """更改时限起点."""
        return self.do(
            id, deed, lambda incident, time: starting.change_start(incident, which, reason, self.policies, time)
        )

    def set_clock(
        self, id: int | str, name: str, owed_by: str, term: Term, ground: str = "", *, deed: Deed
    ) -> Incident:
        """自定时限."""
        return self.do(
            id,
            deed,
            lambda incident, time: own_clocks.set_clock(incident, name, owed_by, term, ground, self.policies, time),
        )

    def set_preset(self, id: int | str, preset: str, name: str = "", owed_by: str = "", *, deed: Deed) -> Incident:
        """自定时限 as the settings hold it, by the id or name of its policy; name and debtor may be others."""
        return self.do(
            id,
            deed,
            lambda incident, time: own_clocks.set_preset(
                incident, preset, self.policies, time, name=name, owed_by=owed_by
            ),
        )

    def withdraw_clock(self, id: int | str, clock: str, reason: str, *, deed: Deed) -> Incident:
        """撤销自定时限."""
        return self.do(id, deed, lambda incident, time: own_clocks.withdraw_clock(incident, clock, reason, time))

    def interpret(self, id: int | str, what: str, published: datetime | None = None, *, deed: Deed) -> Incident:
        """登记政策文件, whose interpretation is owed."""
        return self.do(
            id, deed, lambda incident, time: own_clocks.interpret(incident, what, published, self.policies, time)
        )

    def meet(
        self,
        id: int | str,
        clock: str,
        what: str,
        *,
        address: str | None = None,
        file: Path | None = None,
        deed: Deed,
    ) -> Incident:
        """登记完成 of an own or an interpretation clock; a file is kept under its digest first."""
        digest = None if file is None else self._evidence.keep(file)
        return self.do(
            id, deed, lambda incident, time: own_clocks.meet_clock(incident, clock, what, address, digest, time)
        )
